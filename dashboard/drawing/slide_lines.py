"""Charts of lines as native line charts: trends, ranks over periods, small pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final

from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from dashboard.charts.values import Chart, Panel, Series
from dashboard.drawing.screen_frame import in_tone
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_plots import (
    axis_format,
    category_data,
    end_label,
    laid_out,
    last_known,
    line_look,
    nice_axis,
    number_format,
    quiet_axes,
    rgb,
)
from dashboard.drawing.slide_shapes import Box, Run
from dashboard.drawing.slide_text import shortened, width_of

TEXT: Final = 11.0
SMALL: Final = 9.0
LEAST_TICK: Final = 7.0

FEW_LINES: Final = 4
"""With more lines than this only their ends tell them apart."""

COLUMNS: Final = ((2, 1), (4, 2), (9, 3))
"""Up to so many small pictures stand in so many columns; more in four."""

MOST_COLUMNS: Final = 4

TITLE: Final = 17.0
PERIODS: Final = 13.0
"""How high the title of a small picture is, and the line of periods below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ink:
    """How one line is drawn; a *reach* without a marker is a target."""

    colour: str
    width: float
    marker: int = 0
    dash: MSO_LINE | None = None


def put_lines(chart: Chart, board: Board, box: Box) -> None:
    """Put lines over categories, a target as a dashed line among them."""
    number = number_format(is_share=chart.is_share, decimals=chart.decimals)
    held = _held_against(chart)
    everything = (*chart.series, *held)
    data = category_data(chart.categories, everything, number=number)
    native = board.chart(chart.title, box, XL_CHART_TYPE.LINE_MARKERS, data, size=TEXT)
    quiet_axes(native, board, number=number, size=SMALL + 1)
    known = [v for one in everything for v in one.values]
    ends = nice_axis(known, is_share=chart.is_share)
    _scaled(native, ends, is_share=chart.is_share)
    _legend(native, board)
    for at, line in enumerate(native.plots[0].series):
        is_goal = at >= len(chart.series)
        ink = _goal_ink(board) if is_goal else _ink(chart, at, board)
        line_look(
            line, colour=ink.colour, width=ink.width, dash=ink.dash, marker=ink.marker
        )
        one = everything[at]
        _hollow(line, one, board)
        last = last_known(one.values)
        if last is not None and not one.is_muted and not is_goal:
            end_label(line, last, colour=ink.colour, size=TEXT, number=number)
    step = 0.84 * box.width / max(1, len(chart.categories))
    native.category_axis.tick_labels.font.size = Pt(_tick_size(chart, step))
    laid_out(native, x=0.075, y=0.12, width=0.84, height=0.74)


def _tick_size(chart: Chart, step: float) -> float:
    """Return the size in which no name below the axis is broken, if one can read it."""
    widest = max((width_of(one, size=1.0) for one in chart.categories), default=1.0)
    return max(LEAST_TICK, min(SMALL + 1, floor(2 * step / (widest + 0.3)) / 2))


def _held_against(chart: Chart) -> tuple[Series, ...]:
    """Return targets and marks as lines of their own."""
    found = []
    if any(target is not None for target in chart.targets):
        found.append(Series(name=chart.target_label, values=chart.targets))
    n_categories = len(chart.categories)
    found += [
        Series(name=mark.label, values=(mark.value,) * n_categories)
        for mark in chart.marks
    ]
    return tuple(found)


def _ink(chart: Chart, at: int, board: Board) -> _Ink:
    one, palette = chart.series[at], board.palette
    if one.is_muted:
        return _Ink(colour=palette.muted, width=1.5, marker=4)
    behind = sum(series.is_muted for series in chart.series[:at])
    colours = palette.lines
    return _Ink(colour=colours[(at - behind) % len(colours)], width=2.25, marker=5)


def _goal_ink(board: Board) -> _Ink:
    return _Ink(colour=board.palette.target, width=1.25, dash=MSO_LINE.DASH)


def _scaled(native: Any, ends: tuple[float, float, float], *, is_share: bool) -> None:  # noqa: ANN401  python-pptx's charts have no common type
    axis = native.value_axis
    axis.tick_labels.number_format = axis_format(ends[2], is_share=is_share)
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = ends


def _legend(native: Any, board: Board) -> None:  # noqa: ANN401  as above
    native.has_legend = True
    native.legend.position = XL_LEGEND_POSITION.TOP
    native.legend.include_in_layout = False
    native.legend.font.size = Pt(SMALL + 1)
    native.legend.font.color.rgb = rgb(board.palette.ink2)


def _hollow(line: Any, one: Series, board: Board) -> None:  # noqa: ANN401  as above
    """Leave the points open that not everybody is behind."""
    for at, is_partial in enumerate(one.is_partial):
        if is_partial and one.values[at] is not None:
            marker = line.points[at].marker
            marker.style, marker.size = line.marker.style, line.marker.size
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = rgb(board.palette.page)
            marker.format.line.color.rgb = line.marker.format.line.color.rgb


def put_rank_paths(chart: Chart, board: Board, box: Box) -> None:
    """Put a line of ranks for each, the first on top; the ends say who it is."""
    data = category_data(chart.categories, chart.series, number="0")
    native = board.chart(chart.title, box, XL_CHART_TYPE.LINE_MARKERS, data, size=TEXT)
    quiet_axes(native, board, number="0", size=SMALL + 1)
    axis = native.value_axis
    axis.reverse_order = True
    axis.minimum_scale, axis.maximum_scale = 0.5, max(chart.highest, 1) + 0.5
    axis.major_unit, axis.has_major_gridlines, axis.visible = 1, False, False
    ends = {rank: words for rank, words, _ in chart.ends}
    for line, one in zip(native.plots[0].series, chart.series, strict=True):
        _path(line, one, ends, board)
    widest = max((width_of(words, size=TEXT) for words in ends.values()), default=0)
    right = min(0.5, (widest + 14) / box.width)
    laid_out(native, x=0.03, y=0.03, width=0.97 - right, height=0.87)


def _path(line: Any, one: Series, ends: dict[int, str], board: Board) -> None:  # noqa: ANN401  as above
    is_quiet = one.tone == "quiet"
    colour = board.palette.muted if is_quiet else in_tone(one.tone, board.palette)
    width, marker = (1.25, 5) if is_quiet else (2.5, 7)
    line_look(line, colour=colour, width=width, marker=marker)
    last = one.values[-1] if one.values else None
    if last is None or int(last) not in ends:
        return
    end_label(
        line,
        len(one.values) - 1,
        colour=board.palette.ink3 if is_quiet else colour,
        size=TEXT,
        number="0",
        words=ends.pop(int(last)),
    )


def put_small_multiples(chart: Chart, board: Board, box: Box) -> None:
    """Put a native line chart for each panel, side by side in rows."""
    n_panels = len(chart.panels)
    n_columns = next((n for most, n in COLUMNS if n_panels <= most), MOST_COLUMNS)
    n_rows = ceil(n_panels / n_columns)
    shared = _shared_range(chart) if chart.is_one_scale else None
    height = (box.height - 6.0 * (n_rows - 1)) / max(1, n_rows)
    for at, panel in enumerate(chart.panels):
        row, column = divmod(at, n_columns)
        own = Box(
            left=box.left,
            top=box.top + row * (height + 6.0),
            width=box.width,
            height=height,
        ).columns((1.0,) * n_columns, gap=10.0)[column]
        _panel(chart, panel, board, own, shared)


def _shared_range(chart: Chart) -> tuple[float, float, float]:
    values = [v for p in chart.panels for one in p.series for v in one.values]
    values += [panel.target for panel in chart.panels]
    return nice_axis(values, is_share=chart.panels[0].is_share)


def _panel(
    chart: Chart,
    panel: Panel,
    board: Board,
    box: Box,
    shared: tuple[float, float, float] | None,
) -> None:
    head, plot = box.cut_top(TITLE)
    _panel_title(panel, board, head)
    number = number_format(is_share=panel.is_share, decimals=panel.decimals)
    goal = (panel.target,) * len(chart.categories)
    label = board.say("target.label")
    held = (Series(name=label, values=goal),) if panel.target is not None else ()
    everything = (*panel.series, *held)
    data = category_data(chart.categories, everything, number=number)
    native = board.chart(panel.title, plot, XL_CHART_TYPE.LINE, data, size=SMALL)
    quiet_axes(native, board, number=number, size=SMALL)
    values = [v for one in everything for v in one.values]
    low, high, _ = shared or nice_axis(values, is_share=panel.is_share)
    ends = (low, high, (high - low) / 2)
    _scaled(native, ends, is_share=panel.is_share)
    for at, line in enumerate(native.plots[0].series):
        ink = _panel_ink(panel, at, board)
        line_look(
            line, colour=ink.colour, width=ink.width, dash=ink.dash, marker=ink.marker
        )
    native.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    height = max(0.5, 1 - (PERIODS + 2) / plot.height)
    laid_out(native, x=0.2, y=0.05, width=0.77, height=height - 0.05)
    _put_periods(chart.categories, board, plot)


def _put_periods(categories: Sequence[str], board: Board, box: Box) -> None:
    """Write the first and the last period below a small picture."""
    if not categories:
        return
    foot = Box(
        left=box.left + 0.2 * box.width,
        top=box.bottom - PERIODS,
        width=0.77 * box.width,
        height=PERIODS,
    )
    first, last = categories[0], categories[-1]
    ink = board.letters(SMALL, colour=board.palette.ink3)
    left, right = foot.columns((1.0, 1.0), gap=0.0)
    board.text(first, left, [[Run(first, ink)]])
    board.text(last, right, [[Run(last, ink)]], align="r")


def _panel_ink(panel: Panel, at: int, board: Board) -> _Ink:
    if at >= len(panel.series):
        return _goal_ink(board)
    if panel.series[at].is_muted:
        return _Ink(colour=board.palette.muted, width=1.5)
    return _Ink(colour=board.palette.accent, width=2.0, marker=4)


def _panel_title(panel: Panel, board: Board, box: Box) -> None:
    """Write name and last value in one line; one that got worse is red."""
    colour = board.palette.alarm if panel.is_worse else board.palette.ink
    value = " / ".join(panel.texts)
    unit = f" {panel.unit}" if panel.unit else ""
    size = SMALL + 2
    room = box.width - width_of(f"  {value}{unit}", size=size)
    name = shortened(panel.title, width=max(room, 30), height=TITLE, size=size)
    runs = (
        Run(f"{name}  ", board.letters(size, colour=board.palette.ink2)),
        Run(value, board.letters(size, colour=colour, is_bold=True)),
        Run(unit, board.letters(SMALL, colour=board.palette.ink3)),
    )
    board.text(panel.title, box, [runs])
