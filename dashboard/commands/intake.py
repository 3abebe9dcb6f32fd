"""``zeropark import``, ``preview``, ``undo``, ``batches`` and ``template``."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection, Engine

from dashboard.commands.copies import check_targets, write_copies
from dashboard.commands.database import migrated
from dashboard.commands.findings import document, print_preview, print_revisions
from dashboard.commands.forms import write_template
from dashboard.commands.output import (
    print_json,
    print_message,
    print_sentence,
)
from dashboard.commands.progress import Steps, progress_bars
from dashboard.commands.undoing import list_batches, undo_batch
from dashboard.settings import Settings
from dashboard.text import Speaker
from geodata.gazetteer import gazetteer
from queries.clock import now
from queries.engine import reading, writing
from queries.errors import OversightError, UsageError
from queries.intake import (
    Preview,
    Upload,
    Workbook,
    apply,
    open_upload,
    prepare,
    read_workbook,
)
from queries.vocabulary import WorkbookKind

FAULTS = 1
"""The exit code of faults in the data, when nothing was changed."""

Files = Annotated[
    list[Path],
    typer.Argument(metavar="cli.intake.files", help="cli.intake.help_files"),
]
Kind = Annotated[
    WorkbookKind | None, typer.Option("--kind", help="cli.intake.help_kind")
]
MarkedCopy = Annotated[
    Path | None,
    typer.Option(
        "--marked-copy",
        metavar="cli.intake.marked_copy",
        help="cli.intake.help_marked_copy",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="cli.intake.help_json")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the reader asked an import to do."""

    files: Sequence[Path]
    kind: WorkbookKind | None
    takes_good_rows: bool = False
    marked_copy: Path | None = None
    writes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What an import found and did."""

    preview: Preview
    unread: Sequence[OversightError]
    batch: int | None
    copies: Sequence[Path]

    @property
    def n_faults(self) -> int:
        """How much keeps the import from being taken whole."""
        reports = self.preview.files
        return len(self.unread) + sum(len(report.faults) for report in reports)

    @property
    def has_good_rows(self) -> bool:
        """Whether any row is good, be it known already."""
        return self.preview.changes_anything or any(
            report.n_unchanged for report in self.preview.files
        )


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("import", help="cli.intake.import")(_import)
    app.command("preview", help="cli.intake.preview")(_preview)
    app.command("undo", help="cli.intake.undo")(undo_batch)
    app.command("batches", help="cli.intake.batches")(list_batches)
    app.command("template", help="cli.intake.template")(write_template)


def _import(
    files: Files,
    *,
    kind: Kind = None,
    take_good_rows: Annotated[
        bool,
        typer.Option("--take-good-rows", help="cli.intake.help_take_good_rows"),
    ] = False,
    marked_copy: MarkedCopy = None,
    as_json: AsJson = False,
) -> int:
    asked = _Asked(
        files=files,
        kind=kind,
        takes_good_rows=take_good_rows,
        marked_copy=marked_copy,
    )
    return _answered(asked, as_json=as_json)


def _preview(
    files: Files,
    *,
    kind: Kind = None,
    marked_copy: MarkedCopy = None,
    as_json: AsJson = False,
) -> int:
    asked = _Asked(files=files, kind=kind, marked_copy=marked_copy, writes=False)
    return _answered(asked, as_json=as_json)


def _answered(asked: _Asked, *, as_json: bool) -> int:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    if asked.marked_copy is not None:
        check_targets(asked.files, asked.marked_copy)
    files = [_opened(path) for path in _once(asked.files)]
    with migrated(settings) as engine, progress_bars(say) as steps:
        done = _run(engine, asked, files, settings, steps)
    if as_json:
        print_json(document(done.preview, done.unread, batch=done.batch, say=say))
    else:
        _tell(done, asked, say)
    for copy in done.copies:
        print_message(say("intake.confirm.copied", file=copy))
    return _exit_code(done, asked)


def _exit_code(done: _Done, asked: _Asked) -> int:
    """Return the same for the same command again, when its rows are known."""
    is_taken = asked.takes_good_rows and done.has_good_rows
    return FAULTS if done.n_faults and not is_taken else 0


def _opened(path: Path) -> Upload | OversightError:
    """Take a file from the disk; what is wrong with it is no reason to stop.

    Raises:
        UsageError: There is no such file.
    """
    try:
        return open_upload(path)
    except UsageError:
        raise
    except OversightError as error:
        return error


def _recognised(
    file: Upload | OversightError, kind: WorkbookKind | None
) -> Workbook | OversightError:
    if isinstance(file, OversightError):
        return file
    try:
        return read_workbook(file, kind=kind)
    except OversightError as error:
        return error


def _once(paths: Sequence[Path]) -> list[Path]:
    """Return each file once, in the order given."""
    return list({path.resolve(): path for path in paths}.values())


def _run(
    engine: Engine,
    asked: _Asked,
    files: Sequence[Upload | OversightError],
    settings: Settings,
    steps: "Steps",
) -> _Done:
    read = [_recognised(file, asked.kind) for file in steps.each(files, "reading")]
    workbooks = [one for one in read if isinstance(one, Workbook)]
    unread = [one for one in read if isinstance(one, OversightError)]
    moment = now()
    # Loaded before the transaction begins: nobody else can write during it.
    places = gazetteer()
    with _transaction(engine, asked) as connection:
        preview = prepare(
            connection,
            workbooks=workbooks,
            gazetteer=places,
            today=moment.date(),
            progress=steps.named("comparing"),
        )
        copies: list[Path] = []
        if asked.marked_copy is not None:
            copies = write_copies(
                preview,
                paths=_once(asked.files),
                uploads=files,
                out=asked.marked_copy,
                say=steps.say,
            )
        batch = None
        is_whole = not (preview.has_faults or unread)
        if asked.writes and (asked.takes_good_rows or is_whole):
            batch = apply(
                connection,
                preview=preview,
                who=settings.who,
                made_at=moment,
                progress=steps.named("writing"),
            )
    return _Done(preview=preview, unread=unread, batch=batch, copies=copies)


@contextmanager
def _transaction(engine: Engine, asked: _Asked) -> Iterator[Connection]:
    opened = writing(engine) if asked.writes else reading(engine)
    with opened as connection:
        yield connection


def _tell(done: _Done, asked: _Asked, say: Speaker) -> None:
    print_preview(done.preview, done.unread, say=say)
    if not asked.writes:
        print_revisions(done.preview, say=say)
    print_sentence("")
    print_sentence(_verdict(done, asked, say))


def _verdict(done: _Done, asked: _Asked, say: Speaker) -> str:
    if not asked.writes:
        return say("intake.confirm.preview")
    if done.batch is not None:
        key = "partly" if done.n_faults else "written"
    elif not done.n_faults:
        key = "nothing_new"
    elif not asked.takes_good_rows:
        key = "faulty"
    else:
        key = "rest_known" if done.has_good_rows else "nothing_good"
    return say(f"intake.confirm.{key}", batch=done.batch, n=done.n_faults)
