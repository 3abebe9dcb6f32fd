"""Rows of words as native tables that fit a box; long ones go on over several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.drawing import slide_tables
from dashboard.drawing.slide_board import SMALLEST, Board
from dashboard.drawing.slide_shapes import Align, Box
from dashboard.drawing.slide_tables import Cell, Grid, Row
from queries.vocabulary import Grade

TEXT: Final = 12.0
LEAST_ROW: Final = 24.0
LEAST_TEXT: Final = (SMALLEST, 10.5)
"""Below this words are broken into lines instead: in a wide box, in a narrow one."""

FEW: Final = 10
FEW_TEXT: Final = 15.0
FEW_ROW: Final = 34.0
"""So few rows have room for larger letters and more space around them."""

WIDE: Final = 600.0
"""A box wider than this holds nothing beside the table."""

COLUMN_MOST: Final = (0.34, 0.5)
"""No column takes more than this share before others give way: wide, and narrow."""

Words = Sequence[Sequence[str]]
"""Rows of words, the heads first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a column is set, and of which grade it is, if of any."""

    align: Align
    grade: Grade | None = None


def fitted(
    words: Words, columns: Sequence[Setting], board: Board, box: Box
) -> tuple[Grid, ...]:
    """Return *words* as grids that fit *box*, one a slide, heads repeated.

    Letters get smaller before words are broken into lines.
    """
    rows, wanted = _set(words, columns, board, box)
    widths = slide_tables.spread_widths(wanted, width=box.width)
    least = FEW_ROW if len(words) <= FEW + 1 and _is_wide(box) else LEAST_ROW
    heights = [slide_tables.row_height(row, widths, least=least) for row in rows]
    return tuple(
        _page(rows, widths, heights, (0, *range(1 + first, 1 + last)))
        for first, last in slide_tables.pages(heights[1:], room=box.height - heights[0])
    )


def _set(
    words: Words, columns: Sequence[Setting], board: Board, box: Box
) -> tuple[list[Row], list[float]]:
    """Return rows in the largest letters that go into *box* beside each other."""
    size, most = TEXT, box.width * COLUMN_MOST[not _is_wide(box)]
    if len(words) <= FEW + 1 and _is_wide(box):
        size = FEW_TEXT
    while True:
        rows = [_row(row, columns, board, size) for row in words]
        rows[0] = _head(words[0], columns, board, size)
        wanted = slide_tables.natural_widths(rows, most=most)
        if sum(wanted) <= box.width or size <= LEAST_TEXT[not _is_wide(box)]:
            return rows, wanted
        size -= 0.5


def _is_wide(box: Box) -> bool:
    return box.width > WIDE


def _page(
    rows: Sequence[Row],
    widths: Sequence[float],
    heights: Sequence[float],
    places: Sequence[int],
) -> Grid:
    return Grid(
        rows=[slide_tables.clipped(rows[at], widths, heights[at]) for at in places],
        widths=widths,
        heights=[heights[at] for at in places],
    )


def _head(
    texts: Sequence[str], columns: Sequence[Setting], board: Board, size: float
) -> Row:
    palette = board.palette
    plain = board.letters(size - 1, colour=palette.ink2, is_bold=True)
    cells = []
    for text, column in zip(texts, columns, strict=True):
        letters, fill = plain, palette.surface
        if column.grade is not None:
            colours = palette.grades[column.grade]
            letters = board.letters(size - 1, colour=colours.letter, is_bold=True)
            fill = colours.fill
        cells.append(Cell(text=text, letters=letters, align=column.align, fill=fill))
    return cells


def _row(
    texts: Sequence[str], columns: Sequence[Setting], board: Board, size: float
) -> Row:
    letters = board.letters(size)
    return [
        Cell(text=text, letters=letters, align=column.align)
        for text, column in zip(texts, columns, strict=True)
    ]
