"""Charts on screen: the numbers of the figure are the chart's."""

import plotly.graph_objects as go
import pytest

from dashboard.charts.values import Chart, Series
from dashboard.drawing.screen import drawn
from dashboard.drawing.screen_frame import Look
from dashboard.theme import DARK, LIGHT, Palette

LOOK = Look(palette=LIGHT, height_px=240, text_px=13, small_px=12)


def lines(
    *values: float | None, target: float | None = None, is_share: bool = False
) -> Chart:
    return Chart(
        kind="lines",
        title="绿电使用比例",
        unit="",
        categories=tuple(f"2026-{month:02d}" for month in range(1, len(values) + 1)),
        series=(
            Series(name="上年同月", values=(0.1,) * len(values), is_muted=True),
            Series(name="近 12 个月", values=values),
        ),
        targets=() if target is None else (target,) * len(values),
        target_label="目标",
        is_share=is_share,
        decimals=1 if is_share else 2,
        source="",
        snapshot="",
    )


def bullets(
    value: float | None, target: float | None, *, lower_is_better: bool
) -> Chart:
    return Chart(
        kind="bullets",
        title="",
        unit="",
        categories=("单位能耗碳排放",),
        series=(Series(name="本期", values=(value,)),),
        targets=(target,),
        heads=("本期", "目标", "同比", "数据"),
        texts=(("0.81", "≤0.60", "−0.05", "模拟 3/3"),),
        ceilings=(1.0,),
        lower_is_better=(lower_is_better,),
        source="",
        snapshot="",
    )


def texts(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def widths(figure: go.Figure) -> list[float]:
    """Return how long gap and value are, as shares of the ground bar."""
    ground, gap, solid = (bar.x[0] for bar in figure.data)
    return [gap / ground, solid / ground]


def test_a_line_has_the_numbers_of_its_series_and_a_gap_stays_a_gap():
    figure = drawn(lines(0.5, None, 0.7), LOOK)
    assert list(figure.data[1].y) == [0.5, None, 0.7]
    assert list(figure.data[0].y) == [0.1, 0.1, 0.1]
    assert not figure.data[1].connectgaps
    assert list(figure.data[1].x) == ["2026-01", "2026-02", "2026-03"]


def test_a_share_is_drawn_as_percent():
    figure = drawn(lines(0.5, 0.366, is_share=True), LOOK)
    assert list(figure.data[1].y) == pytest.approx([50.0, 36.6])
    assert texts(figure) == ["<b>36.6%</b>"]


def test_the_last_known_value_stands_at_the_end_of_the_line():
    figure = drawn(lines(0.5, 0.71, None), LOOK)
    (end,) = figure.layout.annotations
    assert (end.x, end.y, end.text) == ("2026-02", 0.71, "<b>0.71</b>")


def test_a_target_is_a_line_with_its_number_and_none_draws_none():
    (line,) = drawn(lines(0.5, target=0.6), LOOK).layout.shapes
    assert (line.y0, line.y1) == (0.6, 0.6)
    assert line.label.text == "目标 0.60"
    assert not drawn(lines(0.5), LOOK).layout.shapes


def test_everything_drawn_lies_inside_the_axis():
    low, high = drawn(lines(0.5, 2.0, target=3.0), LOOK).layout.yaxis.range
    assert low <= 0.1
    assert high > 3.0


def test_a_park_that_never_reported_has_an_empty_picture_not_an_error():
    figure = drawn(lines(None, None), LOOK)
    assert list(figure.data[1].y) == [None, None]
    assert texts(figure) == []


def test_a_bar_reaches_as_far_as_its_value():
    figure = drawn(bullets(0.4, 0.6, lower_is_better=True), LOOK)
    assert widths(figure) == pytest.approx([0.0, 0.4])
    assert list(figure.data[2].customdata) == [0.4]


def test_what_goes_beyond_a_ceiling_is_the_gap():
    figure = drawn(bullets(0.8, 0.6, lower_is_better=True), LOOK)
    assert widths(figure) == pytest.approx([0.2, 0.6])


def test_what_lacks_to_a_floor_is_the_gap():
    figure = drawn(bullets(0.4, 0.9, lower_is_better=False), LOOK)
    assert widths(figure) == pytest.approx([0.5, 0.4])


def test_a_missing_value_has_no_bar_and_no_gap():
    figure = drawn(bullets(None, 0.6, lower_is_better=True), LOOK)
    assert widths(figure) == [0.0, 0.0]


def test_a_target_is_drawn_where_it_stands_and_an_unset_one_is_not():
    ground = drawn(bullets(0.4, 0.6, lower_is_better=True), LOOK).data[0]
    (mark,) = drawn(bullets(0.4, 0.6, lower_is_better=True), LOOK).layout.shapes
    assert (mark.x0 - ground.base) / ground.x[0] == pytest.approx(0.6)
    assert not drawn(bullets(0.4, None, lower_is_better=True), LOOK).layout.shapes


def test_every_word_of_a_row_is_on_the_picture():
    said = " ".join(texts(drawn(bullets(0.4, 0.6, lower_is_better=True), LOOK)))
    for word in ("单位能耗碳排放", "0.81", "≤0.60", "−0.05", "模拟 3/3", "同比"):
        assert word in said


def test_the_dark_theme_paints_with_its_own_colours():
    def colour(palette: Palette) -> str:
        look = Look(palette=palette, height_px=240, text_px=13, small_px=12)
        return str(drawn(lines(0.5), look).data[1].line.color)

    assert colour(LIGHT) == LIGHT.accent
    assert colour(DARK) == DARK.accent


def test_a_picture_of_an_unknown_kind_is_a_mistake_of_ours():
    chart = lines(0.5)
    object.__setattr__(chart, "kind", "pie")
    with pytest.raises(KeyError):
        drawn(chart, LOOK)
