"""What draws: a page of paper or a picture in a browser, in points."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

Point = tuple[float, float]
Ring = Sequence[Point]

Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]
Dash = Literal["solid", "dash", "dot"]

LINE_HEIGHT: Final = 1.3
BASELINE: Final = 0.36
"""How far below the middle of a line its letters stand, in sizes of the type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """How a shape is filled and outlined; without a colour it is not."""

    fill: str = ""
    line: str = ""
    width: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a text of one or more lines stands; *turn* is in degrees to the left."""

    size: float
    colour: str
    align: Align = "left"
    anchor: Anchor = "middle"
    halo: str = ""
    is_bold: bool = False
    turn: float = 0.0


class Pen(Protocol):
    """Draws what it is told; what comes later lies above."""

    def shape(self, rings: Sequence[Ring], paint: Paint, *, hint: str = "") -> None:
        """Draw closed outlines; one inside another is a hole."""
        ...

    def line(
        self,
        points: Ring,
        *,
        colour: str,
        width: float,
        dash: Dash = "solid",
        opacity: float = 1.0,
    ) -> None:
        """Draw an open line."""
        ...

    def disc(
        self, middle: Point, radius: float, paint: Paint, *, hint: str = ""
    ) -> None:
        """Draw a circle."""
        ...

    def text(self, at: Point, text: str, how: Words) -> None:
        """Write one line; *at* is on its baseline."""
        ...

    def width_of(self, text: str, *, size: float, is_bold: bool = False) -> float:
        """Return how long *text* is."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike; without a *colour* in that of their text."""

    text: str
    is_bold: bool = False
    colour: str = ""


TAG: Final = re.compile(r"(</?b>|<br ?/?>|<span[^>]*>|</span>)")
COLOUR: Final = re.compile(r"color:\s*(#[0-9A-Fa-f]{6})")


def lines_of(text: str) -> list[list[Run]]:
    """Return the lines of *text*, whose form is written as in charts on screen.

    ``<b>``, ``<br>`` and ``<span>`` with a colour or a weight; other brackets are text.
    """
    lines: list[list[Run]] = [[]]
    for run in _runs(text):
        if run is None:
            lines.append([])
        else:
            lines[-1].append(run)
    return lines


def _runs(text: str) -> Iterator[Run | None]:
    """Yield runs, and ``None`` where a line ends."""
    is_bold, spans = False, [Run("")]
    for part in TAG.split(text.replace("\n", "<br>")):
        if part.startswith("<br"):
            yield None
        elif part in {"<b>", "</b>"}:
            is_bold = part == "<b>"
        elif part == "</span>":
            spans = spans[:1]
        elif part.startswith("<span"):
            found = COLOUR.search(part)
            spans = [spans[0], Run("", colour=found[1] if found else "")]
        elif part:
            yield Run(html.unescape(part), is_bold, spans[-1].colour)


def put_words(pen: Pen, at: Point, text: str, how: Words) -> None:
    """Write *text* so that its *anchor* side and its *align* side stand at *at*."""
    lines = lines_of(text)
    step = how.size * LINE_HEIGHT
    above = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[how.anchor] * step * len(lines)
    x, y = at
    for row, runs in enumerate(lines):
        baseline = y - above + (row + 0.5) * step + BASELINE * how.size
        _put_line(pen, (x, baseline), runs, how)


def _put_line(pen: Pen, at: Point, runs: Sequence[Run], how: Words) -> None:
    if len(runs) == 1:
        _put_run(pen, at, runs[0], how, how.align)
        return
    widths = [
        pen.width_of(run.text, size=how.size, is_bold=run.is_bold or how.is_bold)
        for run in runs
    ]
    x, y = at
    x -= {"left": 0.0, "center": 0.5, "right": 1.0}[how.align] * sum(widths)
    for run, width in zip(runs, widths, strict=True):
        _put_run(pen, (x, y), run, how, "left")
        x += width


def _put_run(pen: Pen, at: Point, run: Run, how: Words, align: Align) -> None:
    own = replace(
        how,
        colour=run.colour or how.colour,
        is_bold=run.is_bold or how.is_bold,
        align=align,
    )
    pen.text(at, run.text, own)
