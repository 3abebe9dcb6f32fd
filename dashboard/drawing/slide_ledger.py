"""Who lacks and who has to spare: a native table with bars to both sides of zero."""

from typing import Final

from pptx.enum.chart import XL_CHART_TYPE

from dashboard.charts.values import Chart
from dashboard.drawing.screen_frame import in_tone
from dashboard.drawing.slide_board import SMALLEST, Board
from dashboard.drawing.slide_plots import (
    category_data,
    hide_axes,
    laid_out,
    number_format,
    rgb,
)
from dashboard.drawing.slide_rows import Column, put_rows
from dashboard.drawing.slide_shapes import Box

GAP_WIDTH: Final = 40


def put_ledger(chart: Chart, board: Board, box: Box) -> None:
    """Put each row with what it lacks to the right, what it spares to the left."""
    grid, now, after = zip(*chart.texts, strict=True)
    inks = [
        [in_tone(tone, board.palette) for tone in column]
        for column in zip(*chart.tones, strict=True)
    ]
    heads = chart.heads
    columns = [
        Column(share=0.2, head=heads[0], cells=chart.categories, is_bold=True),
        Column(share=0.1, head=heads[1], cells=grid, colours=inks[0]),
        Column(share=0.44, head=heads[2]),
        Column(share=0.13, head=heads[3], cells=now, colours=inks[1], align="r"),
        Column(share=0.13, head=heads[4], cells=after, colours=inks[2], align="r"),
    ]
    (slot,) = put_rows(chart, board, box, columns)
    _bars(chart, board, slot)


def _bars(chart: Chart, board: Board, slot: Box) -> None:
    number = number_format(is_share=chart.is_share, decimals=chart.decimals)
    data = category_data(chart.categories, chart.series, number=number)
    native = board.chart(
        chart.heads[2], slot, XL_CHART_TYPE.BAR_CLUSTERED, data, size=SMALLEST
    )
    hide_axes(native)
    native.category_axis.reverse_order = True
    plot = native.plots[0]
    plot.gap_width, plot.overlap = GAP_WIDTH, 0
    palette = board.palette
    inks = (palette.gap_fill, palette.gap, palette.muted, palette.accent)
    for bar, ink in zip(plot.series, inks, strict=False):
        bar.invert_if_negative = False
        bar.format.fill.solid()
        bar.format.fill.fore_color.rgb = rgb(ink)
    laid_out(native, x=0, y=0, width=1, height=1)
