"""Trends on screen: gaps, hollow points, names apart, targets and the base year."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from dashboard.charts.values import Chart, Mark, Series, Stretch
from dashboard.drawing.screen import drawn
from dashboard.drawing.screen_frame import Look
from dashboard.theme import DARK, LIGHT, Palette

LOOK = Look(palette=LIGHT, height_px=400, text_px=13, small_px=12)
LEAST_APART_PX = 15


def line(
    name: str, *values: float | None, hollow: bool = False, muted: bool = False
) -> Series:
    return Series(
        name=name,
        values=values,
        is_muted=muted,
        hints=tuple(f"{name} <{value}>" for value in values),
        end=f"{name} {values[-1]}",
        is_partial=(hollow,) * len(values),
    )


def trends(
    *series: Series,
    marks: tuple[float, ...] = (),
    stretch: Stretch | None = None,
    has_zero: bool = False,
    is_share: bool = False,
) -> Chart:
    months = [f"26-{number + 1}" for number in range(len(series[0].values))]
    return Chart(
        kind="trends",
        title="",
        unit="",
        categories=tuple(months),
        series=series,
        marks=tuple(Mark(value=value, label=f"目标 {value}") for value in marks),
        stretch=stretch,
        ticks=(0,),
        has_zero=has_zero,
        is_share=is_share,
        source="",
        snapshot="",
    )


def figure_of(chart: Chart, palette: Palette = LIGHT) -> go.Figure:
    return drawn(chart, Look(palette=palette, height_px=400, text_px=13, small_px=12))


def test_a_gap_breaks_the_line():
    (trace,) = drawn(trends(line("甲", 1.0, None, 0.8)), LOOK).data
    assert list(trace.y) == [1.0, None, 0.8]
    assert trace.connectgaps is False


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_what_is_not_all_reported_is_hollow(palette: Palette):
    figure = figure_of(trends(line("甲", 1.0), line("乙", 0.9, hollow=True)), palette)
    full, hollow = figure.data
    assert list(full.marker.color) == [palette.lines[0]]
    assert list(hollow.marker.color) == [palette.page]
    assert hollow.marker.line.color == palette.lines[1]


def test_lines_differ_without_their_colours_and_the_reference_has_no_marks():
    behind = line("全区", 1.2, muted=True)
    figure = drawn(trends(behind, line("甲", 1.0), line("乙", 0.9)), LOOK)
    assert [trace.mode for trace in figure.data] == ["lines", *["lines+markers"] * 2]
    assert len({trace.marker.symbol for trace in figure.data[1:]}) == 2


def test_the_changes_of_one_line_are_bars_from_zero():
    chart = trends(
        line("甲", -0.1, 0.2), line("全区", 0.1, 0.1, muted=True), has_zero=True
    )
    bars, behind = drawn(chart, LOOK).data
    assert isinstance(bars, go.Bar)
    assert isinstance(behind, go.Scatter)


def test_marks_at_zero_have_room_below():
    low, high = drawn(
        trends(line("甲", 0.0, 2.0), has_zero=True), LOOK
    ).layout.yaxis.range
    assert low < 0 < high


def test_a_share_is_drawn_in_percent():
    figure = drawn(trends(line("甲", 0.4), is_share=True), LOOK)
    assert list(figure.data[0].y) == [40.0]
    assert figure.layout.yaxis.ticksuffix == "%"


def test_the_names_of_lines_that_end_together_stand_apart():
    names = drawn(trends(line("甲", 1.0), line("乙", 1.0), line("丙", 0.5)), LOOK)
    low, high = names.layout.yaxis.range
    px = 400 / (high - low)
    heights = sorted(note.ay for note in names.layout.annotations)
    gaps = [(above - below) * px for below, above in pairwise(heights)]
    assert min(gaps) > LEAST_APART_PX


def test_targets_are_dashed_and_two_that_are_close_are_named_on_both_sides():
    shapes = drawn(trends(line("甲", 1.0), marks=(0.3, 0.31)), LOOK).layout.shapes
    assert [shape.line.dash for shape in shapes] == ["dash", "dash"]
    assert [shape.label.yanchor for shape in shapes] == ["bottom", "top"]
    assert [shape.y0 for shape in shapes] == [0.31, 0.3]


def test_the_base_year_is_shaded_and_named():
    stretch = Stretch(first=0, last=1, label="基准年 2025")
    figure = drawn(trends(line("甲", 1.0, 0.9, 0.8), stretch=stretch), LOOK)
    (shade,) = figure.layout.shapes
    assert (shade.x0, shade.x1) == (-0.5, 1.5)
    assert "基准年 2025" in [note.text for note in figure.layout.annotations]


def test_words_of_data_are_no_markup():
    figure = drawn(trends(line("<b>甲", 1.0)), LOOK)
    assert figure.layout.annotations[0].text == "<b>&lt;b&gt;甲 1.0</b>"
    assert figure.data[0].customdata[0] == "&lt;b&gt;甲 &lt;1.0&gt;"
