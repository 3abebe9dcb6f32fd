"""The columns of a table in a terminal: which fit, and where their words break."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from rich.cells import cell_len, set_cell_size

GAP: Final = 2
"""Cells of a terminal between two columns."""

SHORT: Final = 8
"""Words as long as this stay on one line where anything does: four characters."""

LONGEST: Final = 20
"""A longer run of letters may be broken anywhere, in cells: it is no number."""

OPENING: Final = "（“《(["
CLOSING: Final = "）”》)]，。、；：！？"
WIDE: Final = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
UNIT: Final = re.compile(
    rf"\s+|[{re.escape(OPENING)}]*"
    rf"(?:[^\s{WIDE}{re.escape(OPENING + CLOSING)}]+|[^\s{re.escape(CLOSING)}])?"
    rf"[{re.escape(CLOSING)}]*"
)
"""What stays on one line: a number, a word, one Chinese character, with its marks."""


@dataclass(frozen=True, slots=True)
class Column:
    """A title with its cells."""

    title: str
    cells: tuple[str, ...]

    @property
    def widest(self) -> int:
        """Cells of a terminal that it takes without a break."""
        return max(map(cell_len, (self.title, *self.cells)))

    @property
    def comfortable(self) -> int:
        """The least width that breaks no word."""
        return max(self.least, *map(_breadth, (self.title, *self.cells)))

    @property
    def least(self) -> int:
        """The least width that breaks no number and leaves words readable."""
        numbers = (
            cell_len(unit)
            for cell in self.cells
            for unit in _units(cell)
            if any(map(str.isdigit, unit))
        )
        words = (min(cell_len(cell), SHORT) for cell in self.cells)
        title = min(_breadth(self.title), SHORT)
        return max(title, *words, *(n for n in numbers if n <= LONGEST), 1)


def fitting(columns: Sequence[Column], room: int) -> list[int]:
    """Return the width of each column, from the left, for which there is *room*.

    There are fewer widths than columns where not all fit, and always one.
    """
    kept = list(columns)
    while len(kept) > 1 and _across([one.least for one in kept]) > room:
        kept.pop()
    widths = [one.widest for one in kept]
    for bound in ("comfortable", "least"):
        least = [getattr(one, bound) for one in kept]
        widths = _narrowed(widths, least, room)
    return [min(width, room) for width in widths]


def lines(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of one row of a table."""
    broken = [
        list(_broken(cell, width)) for cell, width in zip(cells, widths, strict=True)
    ]
    for pieces in zip_longest(*broken, fillvalue=""):
        padded = map(set_cell_size, pieces, widths)
        yield (" " * GAP).join(padded).rstrip()


def _units(text: str) -> list[str]:
    return [unit for unit in UNIT.findall(text) if unit]


def _breadth(text: str) -> int:
    return max((min(cell_len(unit), LONGEST) for unit in _units(text)), default=0)


def _across(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _narrowed(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Take from the widest column first, from none more than its least width."""
    taken = list(widths)
    while _across(taken) > room:
        spare = [i for i, width in enumerate(taken) if width > least[i]]
        if not spare:
            return taken
        taken[max(spare, key=taken.__getitem__)] -= 1
    return taken


def _broken(text: str, width: int) -> Iterator[str]:
    line = ""
    for unit in _units(text):
        if cell_len(line + unit.rstrip()) <= width:
            line += unit
            continue
        if line.strip():
            yield line.rstrip()
        *full, line = _cut(unit.strip(), width)
        yield from full
    yield line.rstrip()


def _cut(unit: str, width: int) -> list[str]:
    """Cut a unit that is wider than a line; every line takes one letter at least."""
    pieces = [""]
    for letter in unit:
        if pieces[-1] and cell_len(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
