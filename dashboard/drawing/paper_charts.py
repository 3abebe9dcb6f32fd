"""Charts on paper: title and unit, the picture, and what to know of it."""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final

from dashboard.charts.values import Chart, ChartKind
from dashboard.drawing import screen
from dashboard.drawing.paper_axes import Box
from dashboard.drawing.paper_plot import put_figure
from dashboard.drawing.paper_text import height_of, put_paragraph, wrapped
from dashboard.drawing.pen import Pen
from dashboard.drawing.screen_frame import Look
from dashboard.drawing.screen_multiples import n_columns
from dashboard.theme import Palette

WIDTH_PX: Final = 690.0
"""Rows of words and bars are laid out for so many pixels of a small screen."""

TEXT_PX: Final = 13.0
SMALL_PX: Final = 12.0

TITLE: Final = 11.0
NOTE: Final = 8.0
GAP: Final = 4.0


def _rows(row_px: float, head_px: float) -> Callable[[Chart], float]:
    return lambda chart: head_px + row_px * max(1, len(chart.categories))


def _panels(chart: Chart) -> float:
    across = n_columns(len(chart.panels))
    row_px = 112.0 if chart.is_one_scale else 150.0
    return 30.0 + row_px * max(1, ceil(len(chart.panels) / across))


HEIGHT_PX: Final[Mapping[ChartKind, Callable[[Chart], float]]] = {
    "lines": lambda _: 230.0,
    "trends": lambda _: 320.0,
    "rank_paths": lambda chart: 50.0 + 26.0 * max(1, chart.highest),
    "small_multiples": _panels,
    "bullets": _rows(44.0, 40.0),
    "scorecard": _rows(38.0, 100.0),
    "ranking": _rows(34.0, 64.0),
    "ledger": _rows(40.0, 46.0),
    "curve": lambda _: 320.0,
    "grade_counts": _rows(32.0, 16.0),
}
"""How high each kind is, in pixels; one that is not here cannot be put on paper."""


def chart_height(chart: Chart, pen: Pen, *, width: float) -> float:
    """Return how high *chart* is with its words when it is *width* wide.

    Raises:
        KeyError: The chart is of a kind that paper does not draw.
    """
    words = _title_height(chart, pen, width) + _note_height(chart, pen, width)
    return words + HEIGHT_PX[chart.kind](chart) * width / WIDTH_PX


def _title_height(chart: Chart, pen: Pen, width: float) -> float:
    title = _title(chart)
    lines = wrapped(pen, title, width=width, size=TITLE, is_bold=True)
    return height_of(len(lines), TITLE) + GAP


def _note_height(chart: Chart, pen: Pen, width: float) -> float:
    if not chart.note:
        return 0.0
    return height_of(len(wrapped(pen, chart.note, width=width, size=NOTE)), NOTE) + GAP


def _title(chart: Chart) -> str:
    return f"{chart.title}  {chart.unit}" if chart.unit else chart.title


def put_chart(chart: Chart, pen: Pen, box: Box, *, palette: Palette) -> None:
    """Draw *chart* from the top of *box*, as wide as that is.

    Raises:
        KeyError: The chart is of a kind that paper does not draw.
    """
    scale = box.width / WIDTH_PX
    high_px = HEIGHT_PX[chart.kind](chart)
    look = Look(
        palette=palette, height_px=round(high_px), text_px=TEXT_PX, small_px=SMALL_PX
    )
    figure = screen.drawn(chart, look)
    if figure.layout.title.text:
        # The title stands above the picture here, whatever the kind.
        figure.update_layout(title=None, margin_t=14)
    top = box.top + GAP
    top += put_paragraph(
        pen,
        (box.left, box.top),
        _title(chart),
        width=box.width,
        size=TITLE,
        colour=palette.ink,
        is_bold=True,
    )
    body = Box(box.left, top, box.width, high_px * scale)
    put_figure(pen, figure, body, scale=scale)
    if chart.note:
        put_paragraph(
            pen,
            (box.left, body.top + body.height + GAP),
            chart.note,
            width=box.width,
            size=NOTE,
            colour=palette.ink3,
        )
