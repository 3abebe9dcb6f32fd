"""A curve over a quantity as a native scatter chart, single points and bounds on it."""

from typing import Any, Final

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from dashboard.charts.values import Chart
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_plots import (
    axis_format,
    laid_out,
    nice_axis,
    number_format,
    quiet_axes,
    rgb,
)
from dashboard.drawing.slide_shapes import Box

TEXT: Final = 11.0
SMALL: Final = 10.0

Ends = tuple[float, float]


def put_curve(chart: Chart, board: Board, box: Box) -> None:
    """Put the curve, then points, then what they are held against, all named."""
    known = [value for one in chart.series for value in one.values]
    low, high, step = nice_axis(
        [*known, *(mark.value for mark in chart.marks)], is_share=chart.is_share
    )
    native = board.chart(
        chart.title,
        box,
        XL_CHART_TYPE.XY_SCATTER_LINES,
        _data(chart, (low, high)),
        size=TEXT,
    )
    quiet_axes(native, board, number="#,##0", size=SMALL)
    up, across = native.value_axis, native.category_axis
    up.minimum_scale, up.maximum_scale, up.major_unit = low, high, step
    up.tick_labels.number_format = axis_format(step, is_share=chart.is_share)
    across.minimum_scale = min(chart.positions, default=0.0)
    across.maximum_scale = max(chart.positions, default=1.0)
    across.has_major_gridlines = False
    _titled(across, chart, board)
    _legend(native, board)
    _painted(native, chart, board)
    laid_out(native, x=0.075, y=0.12, width=0.89, height=0.7)


def _data(chart: Chart, ends: Ends) -> XyChartData:
    number = number_format(is_share=chart.is_share, decimals=chart.decimals)
    data = XyChartData(number_format=number)
    for one in chart.series:
        points = data.add_series(one.name)
        for x, value in zip(chart.positions, one.values, strict=True):
            if value is not None:
                points.add_data_point(x, value)
    for mark in chart.marks:
        level = data.add_series(mark.label)
        for x in (chart.positions[0], chart.positions[-1]):
            level.add_data_point(x, mark.value)
    for post in chart.posts:
        upright = data.add_series(post.label)
        for end in ends:
            upright.add_data_point(post.value, end)
    return data


def _titled(axis: Any, chart: Chart, board: Board) -> None:  # noqa: ANN401  python-pptx's axes have no common type
    axis.has_title = bool(chart.heads)
    if not chart.heads:
        return
    frame = axis.axis_title.text_frame
    frame.text = chart.heads[0]
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(SMALL), False
    font.color.rgb = rgb(board.palette.ink3)


def _legend(native: Any, board: Board) -> None:  # noqa: ANN401  as above
    native.has_legend = True
    native.legend.position = XL_LEGEND_POSITION.TOP
    native.legend.include_in_layout = False
    native.legend.font.size = Pt(SMALL)
    native.legend.font.color.rgb = rgb(board.palette.ink2)


def _painted(native: Any, chart: Chart, board: Board) -> None:  # noqa: ANN401  as above
    palette = board.palette
    n_series = len(chart.series)
    for at, line in enumerate(native.plots[0].series):
        line.smooth = False
        is_point = 0 < at < n_series
        line.marker.style = XL_MARKER_STYLE.CIRCLE if is_point else XL_MARKER_STYLE.NONE
        if is_point:
            line.marker.size = 9
            line.marker.format.fill.solid()
            line.marker.format.fill.fore_color.rgb = rgb(palette.lines[at])
            line.format.line.fill.background()
            continue
        line.format.line.color.rgb = rgb(palette.target if at else palette.accent)
        line.format.line.width = Pt(1.25 if at else 2.5)
        if at:
            line.format.line.dash_style = MSO_LINE.DASH
