"""Rankings, paths and small pictures on screen hold the numbers of the chart."""

import pytest

from dashboard.charts.rank_paths import rank_paths
from dashboard.charts.ranking import ranking_chart
from dashboard.charts.small_multiples import Axis, of_indicators, of_league_cities
from dashboard.charts.yardsticks import Yardstick
from dashboard.drawing.screen import drawn
from dashboard.drawing.screen_frame import Look
from dashboard.drawing.screen_multiples import n_columns, ticks
from dashboard.text import Speaker
from dashboard.theme import DARK, LIGHT, Palette
from queries.indicators import dictionary
from queries.vocabulary import Grade
from tests.unit.charts.by_hand import INTENSITY, indicator
from tests.unit.charts.ranked import row

SAY = Speaker("zh")
LOOK = Look(palette=LIGHT, height_px=400, text_px=13, small_px=12)


def ranking_of_three():
    rows = (
        row("甲", 1, previous_rank=2, interval=(1, 2)),
        row("乙", 2, previous_rank=1, interval=(1, 2)),
        row("丙", None),
    )
    return ranking_chart(
        rows,
        yardstick=Yardstick(None),
        counts={
            "甲": {Grade.A: 1, Grade.U: 2},
            "乙": {Grade.D: 1},
            "丙": {},
        },
        n_ranked=2,
        title="排名",
        note="",
        snapshot="20260420-1",
        say=SAY,
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_row_holds_its_code_its_rank_and_its_cells(palette: Palette):
    look = Look(palette=palette, height_px=400, text_px=13, small_px=12)
    figure = drawn(ranking_of_three(), look)
    ground = figure.data[0]
    assert list(ground.customdata) == ["甲", "乙", "丙"]
    by_name = {trace.name: trace for trace in figure.data if trace.name}
    assert list(by_name["本期"].y) == [0, 1]
    assert by_name["本期"].x[0] < by_name["本期"].x[1]
    assert by_name["上期"].x[0] > by_name["上期"].x[1]
    assert by_name["A"].marker.color == palette.grades[Grade.A].fill
    assert by_name["U"].x[0] == pytest.approx(2 * by_name["A"].x[0])
    assert by_name["U"].base[0] == pytest.approx(
        by_name["A"].base[0] + by_name["A"].x[0]
    )


def test_every_word_of_a_row_is_drawn():
    figure = drawn(ranking_of_three(), LOOK)
    words = {word for trace in figure.data for word in (trace.text or ())}
    assert {"<b>甲</b>", "丙", "A 1", "— 2", "D 1", "↑1", "↓1", "无数据"} <= words
    heads = {note.text for note in figure.layout.annotations}
    assert {"参评率", "0", "1", "2", "3"} <= heads


def test_a_few_rows_do_not_swell_to_fill_the_picture():
    low, high = drawn(ranking_of_three(), LOOK).layout.yaxis.range
    assert LOOK.height_px / (low - high) <= 64


def test_the_quiet_paths_lie_below_those_that_stand_out():
    chart = rank_paths(
        [{"甲": 1, "乙": 2, "丙": 3}, {"甲": 1, "乙": 3, "丙": 2}],
        periods=["26一", "26二"],
        names={"甲": "甲", "乙": "乙", "丙": "丙"},
        n_ranked=3,
        title="名次走势",
        note="",
        snapshot="",
        say=SAY,
    )
    figure = drawn(chart, LOOK)
    assert [list(trace.y) for trace in figure.data] == [[1, 1], [2, 3], [3, 2]]
    assert figure.data[0].line.color == LIGHT.ink
    assert figure.data[1].line.color == LIGHT.alarm
    assert figure.data[2].line.color == LIGHT.accent
    low, high = figure.layout.yaxis.range
    assert low > high
    assert [note.text for note in figure.layout.annotations] == [
        "<b>1 甲</b>",
        "<b>2 丙</b>",
        "<b>3 乙</b>",
    ]


def test_pictures_on_one_scale_share_it_and_a_rebound_is_red():
    chart = of_league_cities(
        {"甲": (0.9, 0.7), "乙": (0.5, 0.6)},
        names={"甲": "甲", "乙": "乙"},
        indicator=indicator(INTENSITY),
        target=0.6,
        axis=Axis(periods=("25四", "26一"), snapshot=""),
        note="",
        say=SAY,
    )
    figure = drawn(chart, LOOK)
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert [list(trace.y) for trace in figure.data] == [
        [0.9, 0.7],
        [0.5, 0.6],
        [0.5, 0.6],
    ]
    assert figure.data[2].line.color == LIGHT.alarm
    assert len(figure.layout.shapes) == 4


def test_nine_indicators_have_nine_scales_and_every_name_whole():
    every = dictionary().indicators
    values = ((0.4, None), (0.5, 0.6))
    chart = of_indicators(
        [(one, None, values) for one in every],
        names=("甲", "乙"),
        axis=Axis(periods=("25四", "26一"), snapshot=""),
        note="",
        say=SAY,
    )
    figure = drawn(chart, LOOK)
    said = "".join(note.text for note in figure.layout.annotations)
    for one in every:
        assert one.name_zh in said.replace("<br>", "")
    shares = [trace for trace in figure.data if trace.name == "乙"]
    assert list(shares[-1].y) == [50.0, 60.0]


@pytest.mark.parametrize(("n", "columns"), [(1, 1), (4, 2), (8, 4), (9, 3), (12, 4)])
def test_pictures_fill_their_rows(n: int, columns: int):
    assert n_columns(n) == columns


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.48, 1.73, [0.5, 1.0, 1.5]),
        (45.0, 104.0, [50.0, 100.0]),
        (0.0, 1.0, [0.0, 1.0]),
    ],
)
def test_an_axis_has_few_round_numbers(low: float, high: float, expected: list[float]):
    assert ticks(low, high) == expected
