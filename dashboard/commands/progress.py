"""Progress bars on standard error, for who waits for something long."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import Progress

from dashboard.text import Speaker
from queries.errors import OversightError
from queries.intake import (
    Upload,
)


@dataclass(frozen=True, slots=True)
class Steps:
    """The progress bars of one import, on standard error."""

    bars: Progress
    say: Speaker

    def named(self, key: str) -> Callable[[int, int], None]:
        """Return what shows the progress of one step of an import."""
        return self.showing(self.say(f"intake.confirm.{key}"))

    def showing(self, label: str) -> Callable[[int, int], None]:
        """Return what shows the progress of whatever *label* says."""
        task = self.bars.add_task(label, visible=False)

        def show(done: int, total: int) -> None:
            self.bars.update(task, completed=done, total=total, visible=True)

        return show

    def each(
        self, files: Sequence[Upload | OversightError], key: str
    ) -> Iterator[Upload | OversightError]:
        """Yield *files* while their bar moves on."""
        task = self.bars.add_task("", total=len(files))
        for file in files:
            if isinstance(file, Upload):
                label = self.say(f"intake.confirm.{key}", file=file.name)
                self.bars.update(task, description=label)
            yield file
            self.bars.advance(task)


@contextmanager
def progress_bars(say: Speaker) -> Iterator[Steps]:
    """Show bars where somebody looks; a pipe or a file gets none."""
    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        yield Steps(bars, say)
