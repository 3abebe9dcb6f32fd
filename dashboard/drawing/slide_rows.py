"""Charts of rows: a native table, with native bars that stand in line with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.util import Pt

from dashboard.charts.values import Chart, Series, Waterfall
from dashboard.drawing import slide_tables
from dashboard.drawing.screen_frame import in_tone
from dashboard.drawing.slide_board import SMALLEST, Board
from dashboard.drawing.slide_grade_counts import counted_bars
from dashboard.drawing.slide_plots import (
    category_data,
    hide_axes,
    laid_out,
    number_format,
    rgb,
)
from dashboard.drawing.slide_shapes import Align, Box
from dashboard.drawing.slide_tables import Cell, Grid
from queries.vocabulary import Grade

TEXT: Final = 12.0
HEAD: Final = 24.0
ROW_MOST: Final = 36.0
"""Few rows do not fill the slide: a row is at most this high, in points."""

BETWEEN: Final = " · "

DOT: Final = 8
RING: Final = 10
"""The rank before is a hollow ring in which an unchanged rank stands. Each is a chart
of its own: programs disagree about which series of one chart lies on top."""

SPAN_GAP: Final = 250
GAP_WIDTH: Final = 60
"""Between bars, in percent of a bar: of intervals, and of values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of words, or, without cells, room for bars, *share* of the width."""

    share: float
    head: str = ""
    cells: Sequence[str] = ()
    colours: Sequence[str] = ()
    align: Align = "l"
    is_bold: bool = False


def put_bullets(chart: Chart, board: Board, box: Box) -> None:
    """Put value and target of each row as bars, each on the scale of its own row."""
    words = list(zip(*chart.texts, strict=True))
    columns = [
        Column(share=0.25, cells=chart.categories, is_bold=True),
        *(
            Column(share=share, head=head, cells=cells, align="r", is_bold=at == 0)
            for at, (share, head, cells) in enumerate(
                zip((0.1, 0.17, 0.12, 0.12), chart.heads, words, strict=True)
            )
        ),
        Column(share=0.24, head=_bar_head(chart, board)),
    ]
    (slot,) = put_rows(chart, board, box, columns)
    _bullet_bars(chart, board, slot)


def put_scorecard(chart: Chart, board: Board, box: Box) -> None:
    """Put each row with its bar, and beside it what it costs of a full score."""
    full, value, target, excuse = zip(*chart.texts, strict=True)
    heads = chart.heads
    colours = [board.palette.ink3 if one else board.palette.ink for one in excuse]
    columns = [
        Column(share=0.2, cells=chart.categories, colours=colours, is_bold=True),
        Column(share=0.07, head=heads[0], cells=full, align="r"),
        Column(share=0.09, head=heads[1], cells=value, align="r", is_bold=True),
        Column(share=0.1, head=heads[2], cells=target, align="r"),
        Column(share=0.24, head=_bar_head(chart, board)),
    ]
    fall = chart.waterfall
    if fall is not None:
        lost = [_lost(fall, at) for at in range(len(chart.categories))]
        columns.append(
            Column(share=0.07, head=board.say("slides.lost"), cells=lost, align="r")
        )
        columns.append(Column(share=0.23, head=board.say("slides.losses")))
    slots = put_rows(chart, board, box, columns, last=_total_row(fall))
    n_rows = len(chart.categories)
    bars = _part(slots[0], n_rows, n_rows + (fall is not None))
    _bullet_bars(chart, board, bars, excuses=excuse)
    if fall is not None:
        _waterfall(chart, fall, board, slots[1])


def _total_row(fall: Waterfall | None) -> tuple[str, ...] | None:
    if fall is None:
        return None
    total = "" if fall.total is None else f"{fall.total:.1f}"
    return (fall.total_name, "", total, "", fall.total_words, "", "")


def _lost(fall: Waterfall, at: int) -> str:
    loss = fall.losses[at] if at < len(fall.losses) else None
    return "" if loss is None else f"{loss:.1f}"


def put_ranking(chart: Chart, board: Board, box: Box) -> None:
    """Put rank, change, interval, grades and value of each row in one line."""
    rank, climb, remark, coverage, value, step = zip(*chart.texts, strict=True)
    tones = [*zip(*chart.tones, strict=True)] or [()] * len(chart.texts[0])
    inks = [[in_tone(tone, board.palette) for tone in column] for column in tones]
    heads = chart.heads
    first, *more = _split(heads[0], 3)
    valued, changed = _split(_valued(chart), 2)
    columns = [
        Column(share=0.06, head=first, cells=rank, align="r", is_bold=True),
        Column(share=0.06, head=more[0], cells=climb, colours=inks[1]),
        Column(share=0.13, head=more[1], cells=chart.categories, is_bold=True),
        Column(share=0.2, head=heads[1], cells=() if not any(remark) else remark),
        Column(share=0.24, head=heads[2]),
        Column(share=0.09, head=heads[3], cells=coverage, colours=inks[3], align="r"),
        Column(share=0.11, head=valued, cells=value, align="r", is_bold=True),
        Column(share=0.12, head=changed, cells=step, colours=inks[5], align="r"),
    ]
    slots = put_rows(chart, board, box, columns, slots=(3, 4))
    _ranks(chart, board, slots[0])
    counted_bars(chart, board, slots[1], title=chart.heads[2])


def _split(head: str, n: int) -> list[str]:
    """Return the head of *n* columns, which names them with a dot between."""
    names = head.split(BETWEEN)
    return [*names, *([""] * (n - len(names)))][:n]


def _valued(chart: Chart) -> str:
    head = chart.heads[4]
    return f"{head} {chart.unit}" if chart.unit else head


def _bar_head(chart: Chart, board: Board) -> str:
    names = [one.name for one in chart.series]
    if any(target is not None for target in chart.targets):
        names.append(board.say("target.label"))
    return " · ".join(names)


def put_rows(
    chart: Chart,
    board: Board,
    box: Box,
    columns: Sequence[Column],
    *,
    slots: Sequence[int] = (),
    last: tuple[str, ...] | None = None,
) -> list[Box]:
    """Put the table, and return where its columns for bars stand, heads left out."""
    n_rows = len(chart.categories) + (last is not None)
    height = min(ROW_MOST, (box.height - HEAD) / max(1, n_rows))
    total = sum(column.share for column in columns)
    widths = [box.width * column.share / total for column in columns]
    rows = [[_head(column, board) for column in columns]]
    rows += [
        [_cell(column, at, board) for column in columns]
        for at in range(len(chart.categories))
    ]
    if last is not None:
        pairs = zip(last, columns, strict=False)
        rows.append([_last(text, column.align, board) for text, column in pairs])
    heights = [HEAD, *([height] * n_rows)]
    fitted = [
        slide_tables.clipped(row, widths, own)
        for row, own in zip(rows, heights, strict=True)
    ]
    grid = Grid(rows=fitted, widths=widths, heights=heights)
    slide_tables.put(board, chart.title, (box.left, box.top), grid)
    wanted = slots or [at for at, column in enumerate(columns) if not column.cells]
    return [
        Box(
            left=box.left + sum(widths[:at]) + slide_tables.PAD,
            top=box.top + HEAD,
            width=widths[at] - 2 * slide_tables.PAD,
            height=height * n_rows,
        )
        for at in wanted
    ]


def _head(column: Column, board: Board) -> Cell:
    return Cell(
        text=column.head,
        letters=board.letters(TEXT - 2, colour=board.palette.ink3),
        align=column.align,
        fill=board.palette.surface,
    )


def _cell(column: Column, at: int, board: Board) -> Cell:
    text = column.cells[at] if column.cells else ""
    colour = column.colours[at] if column.colours else board.palette.ink
    letters = board.letters(TEXT, colour=colour, is_bold=column.is_bold)
    return Cell(text=text, letters=letters, align=column.align)


def _last(text: str, align: Align, board: Board) -> Cell:
    return Cell(
        text=text,
        letters=board.letters(TEXT, is_bold=True),
        align=align,
        fill=board.palette.surface,
    )


def _part(slot: Box, n_rows: int, n_all: int) -> Box:
    return slot.cut_top(slot.height * n_rows / n_all)[0]


def _bullet_bars(
    chart: Chart, board: Board, slot: Box, *, excuses: Sequence[str] = ()
) -> None:
    """Put a chart for each run of rows that share a scale."""
    height = slot.height / max(1, len(chart.categories))
    places = enumerate(chart.ceilings)
    for ceiling, run in groupby(places, key=lambda pair: pair[1]):
        rows = [at for at, _ in run]
        own = Box(
            left=slot.left,
            top=slot.top + rows[0] * height,
            width=slot.width,
            height=height * len(rows),
        )
        _bars(chart, rows, ceiling, board, own)
    for at, excuse in enumerate(excuses):
        if excuse:
            room = Box(
                left=slot.left,
                top=slot.top + at * height,
                width=slot.width,
                height=height - 1,
            )
            ink = board.letters(TEXT - 1.5, colour=board.palette.ink3)
            board.fitted_text(chart.categories[at], room, excuse, ink, anchor="ctr")


def _bars(
    chart: Chart, rows: Sequence[int], ceiling: float, board: Board, box: Box
) -> None:
    number = number_format(is_share=ceiling == 1.0, decimals=2)
    series = [
        Series(name=one.name, values=tuple(one.values[at] for at in rows))
        for one in chart.series
    ]
    if chart.targets:
        goals = tuple(chart.targets[at] for at in rows)
        series.append(Series(name=board.say("target.label"), values=goals))
    names = [chart.categories[at] for at in rows]
    native = board.chart(
        " ".join(names),
        box,
        XL_CHART_TYPE.BAR_CLUSTERED,
        category_data(names, series, number=number),
        size=SMALLEST,
    )
    hide_axes(native)
    native.category_axis.reverse_order = True
    native.value_axis.minimum_scale = 0.0
    native.value_axis.maximum_scale = ceiling
    plot = native.plots[0]
    plot.gap_width, plot.overlap = GAP_WIDTH, 0
    inks = [board.palette.accent, board.palette.muted, board.palette.target]
    for bar, one, ink in zip(plot.series, series, _bar_inks(chart, inks), strict=False):
        bar.format.fill.solid()
        bar.format.fill.fore_color.rgb = rgb(ink)
        bar.invert_if_negative = False
        if one.name == board.say("target.label"):
            bar.format.fill.background()
            bar.format.line.color.rgb = rgb(board.palette.target)
            bar.format.line.width = Pt(1)
    laid_out(native, x=0, y=0, width=1, height=1)


def _bar_inks(chart: Chart, inks: Sequence[str]) -> list[str]:
    own = [inks[1] if one.is_muted else inks[0] for one in chart.series]
    return [*own, inks[2]]


def _waterfall(chart: Chart, fall: Waterfall, board: Board, slot: Box) -> None:
    """Put what each row takes from a full score, and at last what is left."""
    names = [*chart.categories[: len(fall.losses)]]
    names += chart.categories[len(fall.losses) :]
    losses = [*fall.losses, *([None] * (len(names) - len(fall.losses)))]
    left, below = 100.0, []
    for loss in losses:
        left -= loss or 0.0
        below.append(None if loss is None else left)
    series = (
        Series(name=board.say("slides.below"), values=(*below, None)),
        Series(name=board.say("slides.lost"), values=(*losses, None)),
        Series(name=fall.total_name, values=(*([None] * len(losses)), fall.total)),
    )
    data = category_data((*names, fall.total_name), series, number="0.0")
    native = board.chart(
        board.say("slides.losses"), slot, XL_CHART_TYPE.BAR_STACKED, data, size=SMALLEST
    )
    hide_axes(native)
    native.category_axis.reverse_order = True
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = 0.0, 100.0
    plot = native.plots[0]
    plot.gap_width, plot.overlap = GAP_WIDTH, 100
    base, lost, total = plot.series
    base.format.fill.background()
    total_ink = board.palette.grades[fall.grade].fill
    for bar, ink in ((lost, board.palette.gap), (total, total_ink)):
        bar.format.fill.solid()
        bar.format.fill.fore_color.rgb = rgb(ink)
    if fall.grade is Grade.U:
        total.format.line.color.rgb = rgb(board.palette.ink3)
    laid_out(native, x=0, y=0, width=1, height=1)


def _ranks(chart: Chart, board: Board, slot: Box) -> None:
    """Put the rank now and before as points, over a bar for the interval of each."""
    last = max(chart.highest, 1) + 1.0
    if any(chart.intervals):
        _intervals(chart, board, slot, last=last)
    now, before = chart.series
    for one in (before, now):
        if any(rank is not None for rank in one.values):
            _dots(chart, one, board, slot, last=last, is_hollow=one is before)


def _dots(
    chart: Chart,
    one: Series,
    board: Board,
    slot: Box,
    *,
    last: float,
    is_hollow: bool,
) -> None:
    n_rows = len(chart.categories)
    data = XyChartData(number_format="0")
    points = data.add_series(one.name)
    for at, rank in enumerate(one.values):
        if rank is not None:
            points.add_data_point(rank, n_rows - at)
    kind = XL_CHART_TYPE.XY_SCATTER
    native = board.chart(one.name, slot, kind, data, size=SMALLEST)
    hide_axes(native)
    across, up = native.category_axis, native.value_axis
    across.minimum_scale, across.maximum_scale = 0.0, last
    up.minimum_scale, up.maximum_scale = 0.5, n_rows + 0.5
    _mark(native.plots[0].series[0], board, is_hollow=is_hollow)
    laid_out(native, x=0, y=0, width=1, height=1)


def _intervals(chart: Chart, board: Board, slot: Box, *, last: float) -> None:
    """Put a bar from the lowest to the highest likely rank of each row."""
    ends = [interval or (None, None) for interval in chart.intervals]
    series = (
        Series(name=board.say("slides.rank_low"), values=tuple(low for low, _ in ends)),
        Series(
            name=board.say("slides.rank_span"),
            values=tuple(
                None if low is None or high is None else high - low
                for low, high in ends
            ),
        ),
    )
    native = board.chart(
        board.say("slides.rank_span"),
        slot,
        XL_CHART_TYPE.BAR_STACKED,
        category_data(chart.categories, series, number="0"),
        size=SMALLEST,
    )
    hide_axes(native)
    native.category_axis.reverse_order = True
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = 0.0, last
    plot = native.plots[0]
    plot.gap_width, plot.overlap = SPAN_GAP, 100
    base, span = plot.series
    base.format.fill.background()
    span.format.fill.solid()
    span.format.fill.fore_color.rgb = rgb(board.palette.line)
    laid_out(native, x=0, y=0, width=1, height=1)


def _mark(series: Any, board: Board, *, is_hollow: bool) -> None:  # noqa: ANN401  as above
    ink = rgb(board.palette.ink3 if is_hollow else board.palette.accent)
    marker = series.marker
    series.format.line.fill.background()
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, RING if is_hollow else DOT
    if is_hollow:
        marker.format.fill.background()
    else:
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = ink
    marker.format.line.color.rgb = ink
