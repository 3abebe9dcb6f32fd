"""Charts on a slide: a ``Chart`` value becomes native charts that one can edit."""

from collections.abc import Callable, Mapping
from typing import Final

from dashboard.charts.values import Chart, ChartKind
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_curve import put_curve
from dashboard.drawing.slide_grade_counts import put_grade_counts
from dashboard.drawing.slide_ledger import put_ledger
from dashboard.drawing.slide_lines import (
    put_lines,
    put_rank_paths,
    put_small_multiples,
)
from dashboard.drawing.slide_rows import put_bullets, put_ranking, put_scorecard
from dashboard.drawing.slide_shapes import Box, Run
from dashboard.drawing.slide_text import height_of

TITLE: Final = 14.0
NOTE: Final = 10.0

PUT: Final[Mapping[ChartKind, Callable[[Chart, Board, Box], None]]] = {
    "lines": put_lines,
    "trends": put_lines,
    "rank_paths": put_rank_paths,
    "small_multiples": put_small_multiples,
    "bullets": put_bullets,
    "scorecard": put_scorecard,
    "ranking": put_ranking,
    "ledger": put_ledger,
    "curve": put_curve,
    "grade_counts": put_grade_counts,
}
"""How each kind is put on a slide; a kind that is not here cannot be exported."""


def put(chart: Chart, board: Board, box: Box, *, with_title: bool = True) -> None:
    """Put *chart* into *box*: its title, the picture, and what to know about it.

    Raises:
        KeyError: The chart is of a kind that slides do not draw.
    """
    rest = _titled(chart, board, box) if with_title else box
    note = chart.note
    high = min(height_of(note, width=box.width, size=NOTE), NOTE * 4) if note else 0.0
    body, foot = rest.cut_top(rest.height - high - (4.0 if note else 0.0))
    PUT[chart.kind](chart, board, body)
    if note:
        ink = board.letters(NOTE, colour=board.palette.ink3)
        board.fitted_text(chart.title, foot, note, ink, smallest=8.0, anchor="b")


def _titled(chart: Chart, board: Board, box: Box) -> Box:
    high = min(height_of(chart.title, width=box.width, size=TITLE), 2 * 1.32 * TITLE)
    head, rest = box.cut_top(high, gap=4.0)
    if chart.unit and chart.kind != "ranking":
        runs = (
            Run(chart.title, board.letters(TITLE, is_bold=True)),
            Run(f"  {chart.unit}", board.letters(11, colour=board.palette.ink3)),
        )
        board.text(chart.title, head, [runs])
    else:
        board.fitted_text(
            chart.title, head, chart.title, board.letters(TITLE, is_bold=True)
        )
    return rest
