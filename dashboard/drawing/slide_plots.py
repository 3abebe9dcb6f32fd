"""What all native charts share: numbers as readers see them, axes, ends of lines."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.util import Pt

from dashboard.charts.values import Series
from dashboard.drawing.slide_board import Board

CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"

ROOM: Final = 0.18
"""What an axis leaves free beyond its values, as a share of their span."""

STEPS: Final = 5
"""About so many an axis has."""

TINY: Final = 1e-9

ROUND: Final = (1.0, 2.0, 5.0, 10.0)


def rgb(colour: str) -> RGBColor:
    """Return ``#RRGGBB`` as python-pptx wants it."""
    found: RGBColor = RGBColor.from_string(colour.removeprefix("#"))
    return found


def number_format(*, is_share: bool, decimals: int) -> str:
    """Return how a spreadsheet writes such numbers; shares stay fractions."""
    digits = f".{'0' * decimals}" if decimals else ""
    return f"0{digits}%" if is_share else f"#,##0{digits}"


def xml_of(series: Any) -> Any:  # noqa: ANN401  python-pptx's series and lxml's elements have no common type
    """Return the XML of one series, which python-pptx keeps to itself."""
    return series._element  # noqa: SLF001  there is no public way to what it lacks


def category_data(
    categories: Iterable[str], series: Iterable[Series], *, number: str
) -> CategoryChartData:
    """Return what stands in the chart's own workbook; a gap is an empty cell."""
    data = CategoryChartData(number_format=number)
    data.categories = list(categories)
    for one in series:
        data.add_series(one.name, list(one.values))
    return data


def laid_out(chart: Any, *, x: float, y: float, width: float, height: float) -> None:  # noqa: ANN401  python-pptx's plots have no common type
    """Put the plot itself into that part of the chart's frame, as shares of it."""
    area = chart.element.find(f".//{{{CHART}}}plotArea")
    for old in area.findall(f"{{{CHART}}}layout"):
        area.remove(old)
    parts = {"x": x, "y": y, "w": width, "h": height}
    values = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in parts.items())
    area.insert(
        0,
        parse_xml(
            f'<c:layout xmlns:c="{CHART}"><c:manualLayout>'
            '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{values}</c:manualLayout></c:layout>"
        ),
    )


def quiet_axes(chart: Any, board: Board, *, number: str, size: float) -> None:  # noqa: ANN401  as above
    """Draw axes thin and grey, with few lines behind the values."""
    palette = board.palette
    value, category = chart.value_axis, chart.category_axis
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = rgb(palette.line)
    value.major_gridlines.format.line.width = Pt(0.5)
    value.format.line.fill.background()
    value.tick_labels.number_format = number
    value.tick_labels.number_format_is_linked = False
    category.format.line.color.rgb = rgb(palette.line)
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for axis in (value, category):
        axis.major_tick_mark = XL_TICK_MARK.NONE
        axis.tick_labels.font.size = Pt(size)
        axis.tick_labels.font.color.rgb = rgb(palette.ink3)


def hide_axes(chart: Any) -> None:  # noqa: ANN401  as above
    """Leave both axes out: the words stand beside the plot."""
    for axis in (chart.value_axis, chart.category_axis):
        axis.has_major_gridlines = False
        axis.visible = False


def nice_axis(
    values: Iterable[float | None], *, is_share: bool
) -> tuple[float, float, float]:
    """Return from where to where an axis goes that shows *values*, and its step.

    Ends and step are round numbers; an axis of positive values does not go below 0,
    one of shares not above 1 where no value does.
    """
    known = [value for value in values if value is not None]
    if not known:
        return 0.0, 1.0, 0.5
    low, high = min(known), max(known)
    span = high - low or abs(high) or 1.0
    step = _round_step(span * (1 + ROOM) / STEPS)
    first, last = floor((low - span * ROOM / 2) / step), ceil(high / step)
    if last * step - high < span * ROOM / 2:
        last += 1
    if low >= 0:
        first = max(0, first)
    top = last * step
    if is_share and high <= 1:
        top = min(top, 1.0)
    return round(first * step, 9), round(top, 9), step


def axis_format(step: float, *, is_share: bool) -> str:
    """Return how the numbers along an axis are written: no digit too many."""
    shown = step * 100 if is_share else step
    decimals = max(0, -floor(log10(shown) + TINY))
    return number_format(is_share=is_share, decimals=decimals)


def _round_step(wanted: float) -> float:
    """Return the next round number above *wanted*: 1, 2 or 5 and zeros."""
    power: float = 10.0 ** floor(log10(wanted))
    found = next(one for one in ROUND if one * power >= wanted * (1 - TINY))
    return round(found * power, 12)


def line_look(
    line: Any,  # noqa: ANN401  as above
    *,
    colour: str,
    width: float,
    dash: MSO_LINE | None = None,
    marker: int = 0,
) -> None:
    """Paint one line of a line chart; *marker* is the size of its points, or 0."""
    line.smooth = False
    line.format.line.color.rgb = rgb(colour)
    line.format.line.width = Pt(width)
    if dash is not None:
        line.format.line.dash_style = dash
    if not marker:
        line.marker.style = XL_MARKER_STYLE.NONE
        return
    line.marker.style = XL_MARKER_STYLE.CIRCLE
    line.marker.size = marker
    line.marker.format.fill.solid()
    line.marker.format.fill.fore_color.rgb = rgb(colour)
    line.marker.format.line.color.rgb = rgb(colour)


def last_known(values: Sequence[float | None]) -> int | None:
    """Return where the last value stands; ``None`` where there is none."""
    known = [at for at, value in enumerate(values) if value is not None]
    return known[-1] if known else None


def end_label(
    line: Any,  # noqa: ANN401  as above
    at: int,
    *,
    colour: str,
    size: float,
    number: str,
    is_named: bool = False,
    words: str = "",
) -> None:
    """Write the value beside point *at*, its line's name before it, or *words*."""
    label = line.points[at].data_label
    if words:
        label.text_frame.text = words
        run = label.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(size), True
        run.font.color.rgb = rgb(colour)
        label.position = XL_LABEL_POSITION.RIGHT
        return
    label.font.size, label.font.bold = Pt(size), True
    label.font.color.rgb = rgb(colour)
    label.position = XL_LABEL_POSITION.RIGHT
    _shown(line, at, number=number, is_named=is_named)


def _shown(line: Any, at: int, *, number: str, is_named: bool) -> None:  # noqa: ANN401  as above
    found = [
        one
        for one in xml_of(line).iter(f"{{{CHART}}}dLbl")
        if one.find(f"{{{CHART}}}idx").get("val") == str(at)
    ]
    for label in found:
        label.find(f"{{{CHART}}}showSerName").set("val", str(int(is_named)))
        label.find(f"{{{CHART}}}showVal").set("val", "1")
        place = label.find(f"{{{CHART}}}idx")
        layout = label.find(f"{{{CHART}}}layout")
        before = layout if layout is not None else place
        before.addnext(
            parse_xml(
                f'<c:numFmt xmlns:c="{CHART}" formatCode="{number}" sourceLinked="0"/>'
            )
        )
        if is_named:
            label.find(f"{{{CHART}}}showBubbleSize").addnext(
                parse_xml(f'<c:separator xmlns:c="{CHART}"> </c:separator>')
            )
