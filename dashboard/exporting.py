"""Files made on the side: each order in a thread of its own, which can be stopped.

An order reads its own view of the database and shares nothing with another order but
the turn: only so many are made at once, so that the pages stay quick.
"""

import logging
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from threading import BoundedSemaphore, Event, Thread
from typing import Final

from dashboard.briefing.building import Progress, built, need_reports
from dashboard.briefing.packs import Pack, PackKind, Sheet
from dashboard.briefing.question import Question
from dashboard.briefing.writers import WRITERS, ExportOptions, FileKind
from dashboard.restoring import code_of
from dashboard.source import Desk, Opened
from dashboard.text import Speaker
from queries.engine import opened, reading
from queries.errors import ChartEmptyError, OversightError
from queries.months import Period
from queries.scope import Scope
from queries.vocabulary import REGION_CODE

AT_ONCE: Final = max(1, (os.cpu_count() or 2) // 2)
"""How many files are made at the same time; the others wait for their turn."""

_turns: Final = BoundedSemaphore(AT_ONCE)

CODE_FITS: Final = 120
"""How long a snapshot code can be that the foot of a slide still holds."""

LOOK_S: Final = 0.2
"""How long a waiting order takes to notice that it was cancelled."""

UNFIT: Final = re.compile(r'[\\/:*?"<>|\s]+')
"""What the name of a file must not hold on one system or another."""

SUFFIXES: Final = {
    FileKind.SLIDES: ".pptx",
    FileKind.WORKBOOK: ".xlsx",
    FileKind.PAGE: ".html",
    FileKind.PAPER: ".pdf",
    FileKind.PICTURE: ".png",
    FileKind.DATA: ".zip",
}
"""Several pictures go into an archive."""

log = logging.getLogger(__name__)


class CancelledError(Exception):
    """The reader no longer wants the file."""


class State(StrEnum):
    """How far an order has come."""

    WAITING = "waiting"
    BUILDING = "building"
    WRITING = "writing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


ENDS: Final = frozenset({State.DONE, State.CANCELLED, State.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What goes into a file: a pack, or one chart of what *code* names."""

    kind: PackKind
    code: str | None = None
    chart: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a reader wants: *parts* as one file.

    Attributes:
        parts: One pack, or sheets one by one in their order.
        file: What kind of file.
        period: What it is about.
        title: Of a list of sheets; a pack has its own.
    """

    parts: tuple[Part, ...]
    file: FileKind
    period: Period
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orderer:
    """For whom a file is made, when, and from which database."""

    database_url: str
    scope: Scope
    say: Speaker
    today: date
    made_at: datetime
    handling: str = ""
    approval: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A finished file."""

    name: str
    content: bytes
    n_pages: int


def made(order: Order, orderer: Orderer, *, progress: Progress | None = None) -> File:
    """Return the file that was ordered.

    Args:
        order: What is wanted.
        orderer: For whom.
        progress: Told after each sheet; what it raises stops the file.

    Raises:
        OversightError: Nobody reported in the period, or a code or a chart of the
            order is not known.
    """
    pack = _pack(order, orderer, progress)
    suffix = _suffix(order.file, pack)
    options = ExportOptions(say=orderer.say, suffix=suffix)
    if progress is not None:
        progress(1, 1)
    written = WRITERS[order.file](pack, options)
    words = (pack.title, str(order.period), pack.provenance.snapshot)
    name = "_".join(UNFIT.sub("-", word.partition("/")[0]) for word in words)
    return File(name=name + suffix, content=written.content, n_pages=written.n_pages)


def _pack(order: Order, orderer: Orderer, progress: Progress | None) -> Pack:
    with (
        opened(orderer.database_url) as engine,
        reading(engine) as connection,
    ):
        asked = Question(
            desk=Desk(Opened(connection, orderer.scope), orderer.today),
            period=order.period,
            say=orderer.say,
            made_at=orderer.made_at,
            handling=orderer.handling,
            approval=orderer.approval,
        )
        need_reports(asked)
        if not order.title:
            return _one(order.parts[0], asked, progress)
        return listed(order.parts, asked, title=order.title, progress=progress)


def _one(part: Part, asked: Question, progress: Progress | None) -> Pack:
    return built(part.kind, asked, code=part.code, chart=part.chart, progress=progress)


def listed(
    parts: tuple[Part, ...],
    asked: Question,
    *,
    title: str,
    progress: Progress | None = None,
) -> Pack:
    """Return the sheets *parts* as one pack about the region, called *title*.

    A sheet that has nothing to show in the period is left out.

    Raises:
        ChartEmptyError: None of them has.
    """
    packs: list[Pack] = []
    for done, part in enumerate(parts, start=1):
        with suppress(ChartEmptyError):
            packs.append(_one(part, asked, None))
        if progress is not None:
            progress(done, len(parts))
    if not packs:
        raise ChartEmptyError(name=parts[0].chart)
    sheets = [
        replace(sheet, key=f"{number}_{sheet.key}")
        for number, sheet in enumerate(_sheets(packs), start=1)
    ]
    whole = replace(
        packs[0].provenance,
        scope=asked.place(None),
        snapshot=listed_code(parts, asked.snapshot.code, asked.period),
    )
    return replace(
        packs[0],
        kind=PackKind.REGION,
        title=title,
        provenance=whole,
        sheets=tuple(sheets),
    )


def listed_code(parts: tuple[Part, ...], data: str, period: Period) -> str:
    """Return the code of the page where a list of sheets is put together.

    It holds the list as long as the foot of a slide has room for it.
    """
    steps = [f"{part.code or REGION_CODE}:{part.chart}" for part in parts]
    asked = {"period": [str(period)], "steps": steps}
    code = code_of(data, "present", asked)
    if len(code) <= CODE_FITS:
        return code
    return code_of(data, "present", {"period": [str(period)]})


def _sheets(packs: list[Pack]) -> list[Sheet]:
    return [sheet for pack in packs for sheet in pack.sheets]


def _suffix(file: FileKind, pack: Pack) -> str:
    n_pictures = sum(len(sheet.charts) + len(sheet.maps) for sheet in pack.sheets)
    if file is FileKind.PICTURE and n_pictures != 1:
        return ".zip"
    return SUFFIXES[file]


@dataclass(eq=False)
class Job:
    """An order under way; whoever holds the job gets its file, and nobody else.

    Attributes:
        order: What is wanted.
        state: How far it has come.
        share: Of the sheets that are built, from 0 to 1.
        file: The file, once it is done.
        error: What went wrong, where a reader can be told; else ``None``.
    """

    order: Order
    state: State = State.WAITING
    share: float = 0.0
    file: File | None = None
    error: OversightError | None = None
    _stop: Event = field(default_factory=Event, repr=False)
    _ended: Event = field(default_factory=Event, repr=False)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDS

    def cancel(self) -> None:
        """Stop as soon as the sheet or file under way is finished."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the order is over; say whether it is."""
        return self._ended.wait(seconds)

    def run(self, make: Callable[[Progress], File]) -> None:
        """Make the file when it is this order's turn."""
        try:
            while not _turns.acquire(timeout=LOOK_S):
                self._look()
            try:
                self._look()
                self.state = State.BUILDING
                found = make(self._advance)
                self._look()
            finally:
                _turns.release()
            self.file, self.state = found, State.DONE
        except CancelledError:
            self.state = State.CANCELLED
        except OversightError as error:
            self.error, self.state = error, State.FAILED
        except Exception:
            log.exception("export failed")
            self.state = State.FAILED
        finally:
            self._ended.set()

    def _look(self) -> None:
        if self._stop.is_set():
            raise CancelledError

    def _advance(self, done: int, total: int) -> None:
        self._look()
        self.share = done / total
        if done == total:
            self.state = State.WRITING


def started(order: Order, orderer: Orderer) -> Job:
    """Start to make what was ordered, and return at once."""
    job = Job(order)

    def make(progress: Progress) -> File:
        return made(order, orderer, progress=progress)

    Thread(target=job.run, args=(make,), daemon=True).start()
    return job
