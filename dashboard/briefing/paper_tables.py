"""Tables on paper: columns as wide as their words, heads again on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.briefing import cells
from dashboard.briefing.packs import CellKind, Table
from dashboard.briefing.paper_flow import SIDE, Flow
from dashboard.drawing.paper_text import height_of, put_paragraph, wrapped
from dashboard.drawing.pen import Align, Paint

SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5)
"""The largest in which the columns fit side by side is taken."""

PAD: Final = 3.5
WIDEST: Final = 0.34
"""Of the page: longer words go on in a second line."""

KEPT_WHOLE: Final = 0.4
"""A table that is no higher than such a part of a page is not broken."""

LEAST_ROWS: Final = 3
"""A table that goes on begins with so many rows at the foot of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    flow: Flow
    widths: Sequence[float]
    aligns: Sequence[Align]
    size: float

    def lines(self, row: Sequence[str], *, is_bold: bool = False) -> list[list[str]]:
        return [
            wrapped(
                self.flow.page,
                text,
                width=width - 2 * PAD,
                size=self.size,
                is_bold=is_bold,
            )
            for text, width in zip(row, self.widths, strict=True)
        ]

    def height(self, row: Sequence[str], *, is_bold: bool = False) -> float:
        most = max((len(cell) for cell in self.lines(row, is_bold=is_bold)), default=1)
        return height_of(most, self.size) + 2 * PAD

    def put(self, row: Sequence[str], *, is_head: bool = False) -> None:
        flow, palette = self.flow, self.flow.palette
        height = self.height(row, is_bold=is_head)
        box = flow.block(height, after=0.0)
        right, below = SIDE + sum(self.widths), box.top + height
        if is_head:
            corners = [(SIDE, box.top), (right, box.top), (right, below), (SIDE, below)]
            flow.page.shape([corners], Paint(fill=palette.surface))
        left = SIDE
        for text, width, align in zip(row, self.widths, self.aligns, strict=True):
            x = left + (width - PAD if align == "right" else PAD)
            put_paragraph(
                flow.page,
                (x, box.top + PAD),
                text,
                width=width - 2 * PAD,
                size=self.size,
                colour=palette.ink2 if is_head else palette.ink,
                is_bold=is_head,
                align=align,
            )
            left += width
        flow.page.line(
            [(SIDE, below), (right, below)], colour=palette.border, width=0.5
        )


def put_table(flow: Flow, table: Table) -> None:
    """Write *table* with its title; one without rows says so in its head alone."""
    head, *rows = cells.rows(table)
    flow.need(0.0)
    grid = _grid(flow, table, [head, *rows])
    flow.need(_kept_together(grid, head, rows))
    flow.paragraph(table.title, size=11.0, is_bold=True)
    if not table.columns:
        return
    grid.put(head, is_head=True)
    for row in rows:
        if flow.rest < grid.height(row):
            flow.turn()
            grid.put(head, is_head=True)
        grid.put(row)
    flow.y += 4.0
    if table.note:
        flow.paragraph(table.note, size=8.0, colour=flow.palette.ink3)
    flow.y += 8.0


def least_height(flow: Flow, table: Table) -> float:
    """Return how much room there must be for *table* to begin on a page."""
    head, *rows = cells.rows(table)
    return _kept_together(_grid(flow, table, [head, *rows]), head, rows)


def _kept_together(
    grid: _Grid, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> float:
    heights = [grid.height(row) for row in rows]
    is_short = sum(heights) < KEPT_WHOLE * grid.flow.bottom
    first = sum(heights if is_short else heights[:LEAST_ROWS])
    return 24.0 + grid.height(head, is_bold=True) + first


def _grid(flow: Flow, table: Table, rows: Sequence[Sequence[str]]) -> _Grid:
    aligns: list[Align] = [
        "left" if column.kind is CellKind.TEXT else "right" for column in table.columns
    ]
    most = WIDEST * flow.width
    wanted: list[float] = []
    size = SIZES[-1]
    for size in SIZES:
        wanted = [
            min(most, _longest(flow, column, size) + 2 * PAD)
            for column in zip(*rows, strict=True)
        ]
        if sum(wanted) <= flow.width:
            break
    factor = flow.width / (sum(wanted) or 1.0)
    widths = [width * factor for width in wanted]
    return _Grid(flow=flow, widths=widths, aligns=aligns, size=size)


def _longest(flow: Flow, column: Sequence[str], size: float) -> float:
    lines = [line for text in column for line in text.split("\n")]
    return max(flow.page.width_of(line, size=size, is_bold=True) for line in lines)
