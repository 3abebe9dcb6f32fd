"""How the parts of a sheet share the body of a slide."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dashboard.briefing.cells import rows as cells_of
from dashboard.briefing.packs import CellKind, Sheet, Table
from dashboard.drawing import slide_charts, slide_grids, slide_map, slide_tables
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_grids import Setting
from dashboard.drawing.slide_shapes import Box, Look, Run
from dashboard.drawing.slide_tables import Grid
from dashboard.drawing.slide_text import fitting_size, height_of
from queries.vocabulary import Grade

GAP: Final = 14.0
GRADES: Final = {grade.value: grade for grade in Grade}
HEAD: Final = 13.0
POINT: Final = (14.0, 10.0)
NOTE: Final = 9.5

MAP_SHARE: Final = 0.61
HALF: Final = 0.5
POINTS_MOST: Final = 0.45
"""Of the height of a column, where something stands below the points."""

LINE_TEXT: Final = 12.5
IN_LINE: Final = 38.0
"""Of points that stand beside each other above a chart: letters, and at most how
high they are."""


def is_long(sheet: Sheet) -> bool:
    """Say whether *sheet* is tables alone, which may take more than one slide."""
    return bool(sheet.tables) and not sheet.charts and not sheet.maps


def grids(table: Table, board: Board, box: Box) -> tuple[Grid, ...]:
    """Return *table* as grids for *box*, one a slide."""
    columns = [
        Setting(
            align="l" if column.kind is CellKind.TEXT else "r",
            grade=GRADES.get(column.key),
        )
        for column in table.columns
    ]
    return slide_grids.fitted(cells_of(table), columns, board, box)


def put_grid(table: Table, grid: Grid, board: Board, box: Box) -> None:
    """Put one page of *table*, and below it what to know about it."""
    slide_tables.put(board, table.title, (box.left, box.top), grid)
    if table.note:
        foot = Box(
            left=box.left,
            top=box.top + sum(grid.heights) + 4,
            width=box.width,
            height=NOTE * 3,
        )
        ink = board.letters(NOTE, colour=board.palette.ink3)
        board.fitted_text(table.title, foot, table.note, ink, smallest=8.0)


def table_room(table: Table, box: Box) -> Box:
    """Return the part of *box* that rows may take: a note needs the rest."""
    return replace(box, height=box.height - (NOTE * 3 if table.note else 0.0))


def put(sheet: Sheet, board: Board, box: Box) -> None:
    """Put charts, map, tables and points of *sheet* into *box*."""
    if sheet.room:
        _put_quarters(sheet, board, box)
        return
    rest = _below_points(sheet.points, board, box)
    if sheet.maps:
        _put_map(sheet, board, rest)
    else:
        _put_charts(sheet, board, rest)


def _below_points(points: Sequence[str], board: Board, box: Box) -> Box:
    """Put short phrases beside each other at the top, and return what is left."""
    if not points:
        return box
    text = board.say("slides.between").join(points)
    high = min(IN_LINE, height_of(text, width=box.width, size=LINE_TEXT) + 4)
    line, rest = box.cut_top(high, gap=6.0)
    ink = board.letters(LINE_TEXT, colour=board.palette.ink2)
    board.fitted_text(points[0], line, text, ink, anchor="ctr")
    return rest


def _put_map(sheet: Sheet, board: Board, box: Box) -> None:
    if not sheet.tables:
        slide_map.put(sheet.maps[0], board, box)
        return
    left, right = box.columns((MAP_SHARE, 1 - MAP_SHARE), gap=GAP)
    slide_map.put(sheet.maps[0], board, left)
    _put_table(sheet.tables[0], board, right)


def _put_charts(sheet: Sheet, board: Board, box: Box) -> None:
    if sheet.tables:
        _put_beside(sheet, board, box)
        return
    n_charts = max(1, len(sheet.charts))
    for chart, own in zip(
        sheet.charts, box.columns((1.0,) * n_charts, gap=GAP), strict=False
    ):
        is_told = n_charts == 1 and chart.title in sheet.message
        slide_charts.put(chart, board, own, with_title=not is_told)


def _put_beside(sheet: Sheet, board: Board, box: Box) -> None:
    """Put a table right of a chart; of two charts, above the first."""
    chart, *more = sheet.charts
    left, right = box.columns((HALF, HALF), gap=GAP * 1.5)
    if more:
        used = _put_table(sheet.tables[0], board, left)
        slide_charts.put(chart, board, left.cut_top(used, gap=GAP)[1])
        slide_charts.put(more[0], board, right)
        return
    slide_charts.put(chart, board, left)
    _put_table(sheet.tables[0], board, right)


def _put_quarters(sheet: Sheet, board: Board, box: Box) -> None:
    """Put points above a chart on the left, a table above free room on the right."""
    left, right = box.columns((HALF, HALF), gap=GAP * 1.5)
    high = _points_height(sheet.points, left)
    top, below = left.cut_top(high, gap=GAP if high else 0.0)
    if sheet.points:
        _put_points(sheet.points, board, top)
    if sheet.charts:
        slide_charts.put(sheet.charts[0], board, below)
    used = _put_table(sheet.tables[0], board, right) if sheet.tables else 0.0
    _put_room(sheet.room, board, right.cut_top(used, gap=GAP)[1])


def _points_height(points: Sequence[str], box: Box) -> float:
    if not points:
        return 0.0
    needed = height_of(_listed(points), width=box.width - 16, size=POINT[0]) + 16
    return min(needed, box.height * POINTS_MOST)


def _listed(points: Sequence[str]) -> str:
    return "\n".join(f"• {point}" for point in points)


def _put_points(points: Sequence[str], board: Board, box: Box) -> None:
    board.text(points[0], box, [], look=Look(fill=board.palette.surface))
    ink = board.letters(POINT[0])
    inside = box.inset(8)
    board.fitted_text(points[0], inside, _listed(points), ink, anchor="ctr")


def _put_table(table: Table, board: Board, box: Box) -> float:
    """Put the head and the first page of *table*; return how high they are."""
    head, rest = box.cut_top(HEAD * 1.5, gap=2.0)
    board.fitted_text(table.title, head, table.title, board.letters(HEAD, is_bold=True))
    grid, *_ = grids(table, board, table_room(table, rest))
    put_grid(table, grid, board, rest)
    note = NOTE * 3 if table.note else 0.0
    return HEAD * 1.5 + 2.0 + sum(grid.heights) + note


def _put_room(head: str, board: Board, box: Box) -> None:
    """Put a frame that is free to write in, under its head."""
    if box.height <= HEAD * 2:
        return
    look = Look(line=board.palette.border, line_width=1.0, dash="dash")
    board.text(head, box, [], look=look)
    size = fitting_size(
        head, width=box.width - 16, height=HEAD * 2, largest=HEAD, smallest=9.0
    )
    ink = board.letters(size, colour=board.palette.ink3, is_bold=True)
    board.text(head, box.inset(8), [[Run(head, ink)]])
