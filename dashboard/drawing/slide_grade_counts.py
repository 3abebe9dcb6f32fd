"""How many parks have each grade: native bars that stand beside one another."""

from collections.abc import Sequence
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.util import Pt

from dashboard.charts.values import Chart, Series
from dashboard.drawing.slide_board import SMALLEST, Board
from dashboard.drawing.slide_plots import CHART, hide_axes, laid_out, rgb
from dashboard.drawing.slide_shapes import Box
from dashboard.drawing.slide_text import width_of
from queries.vocabulary import Grade

TEXT: Final = 12.0
ROW_MOST: Final = 44.0
LABEL: Final = 21.0
"""Few rows do not fill the slide: a row is at most this high, in points; a part that
is not as wide as a label has none."""


def put_grade_counts(chart: Chart, board: Board, box: Box) -> None:
    """Put a bar a row, its name left of it."""
    high = min(box.height, ROW_MOST * max(1, len(chart.categories)))
    native = counted_bars(chart, board, box.cut_top(high)[0], title=chart.title)
    axis = native.category_axis
    axis.visible = True
    axis.format.line.color.rgb = rgb(board.palette.line)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(TEXT)
    axis.tick_labels.font.color.rgb = rgb(board.palette.ink)
    widest = max((width_of(one, size=TEXT) for one in chart.categories), default=0.0)
    left = min(0.45, (widest + 8) / box.width)
    laid_out(native, x=left, y=0, width=1 - left, height=1)


def counted_bars(chart: Chart, board: Board, slot: Box, *, title: str) -> Any:  # noqa: ANN401  python-pptx's plots have no common type
    """Put a bar a row, a part a grade with letter and count; return the chart."""
    counted = [
        Series(name=one.name, values=tuple(value or None for value in one.values))
        for one in chart.counts
    ]
    data = CategoryChartData(number_format="0")
    data.categories = list(chart.categories)
    for one in counted:
        data.add_series(board.say(f"grade.{one.name}"), list(one.values))
    native = board.chart(title, slot, XL_CHART_TYPE.BAR_STACKED, data, size=SMALLEST)
    hide_axes(native)
    native.category_axis.reverse_order = True
    most = max((sum(filter(None, row)) for row in _by_row(counted)), default=1)
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = 0.0, most
    plot = native.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    for bar, one in zip(plot.series, counted, strict=True):
        _graded(bar, Grade(one.name), board)
        for row, value in enumerate(one.values):
            if value is not None and value / most * slot.width < LABEL:
                _unlabelled(bar, row)
    laid_out(native, x=0, y=0, width=1, height=1)
    return native


def _by_row(series: Sequence[Series]) -> list[tuple[float | None, ...]]:
    return list(zip(*(one.values for one in series), strict=True))


def _graded(bar: Any, grade: Grade, board: Board) -> None:  # noqa: ANN401  as above
    colours = board.palette.grades[grade]
    bar.format.fill.solid()
    bar.format.fill.fore_color.rgb = rgb(colours.fill)
    edge = board.palette.ink3 if grade is Grade.U else board.palette.page
    bar.format.line.color.rgb = rgb(edge)
    letter = "—" if grade is Grade.U else grade.value
    _labelled(bar, f'"{letter}" 0', colours.letter)


def _labelled(
    bar: Any,  # noqa: ANN401  python-pptx's series have no common type
    number: str,
    colour: str,
) -> None:
    labels = bar.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number, False
    labels.font.size, labels.font.bold = Pt(SMALLEST + 1), True
    labels.font.color.rgb = rgb(colour)
    labels.position = XL_LABEL_POSITION.CENTER


def _unlabelled(bar: Any, row: int) -> None:  # noqa: ANN401  as above
    """Leave the label of one part out."""
    label = bar.points[row].data_label._get_or_add_dLbl()  # noqa: SLF001  python-pptx can only change labels
    for child in [one for one in label if not one.tag.endswith("}idx")]:
        label.remove(child)
    label.append(parse_xml(f'<c:delete xmlns:c="{CHART}" val="1"/>'))
