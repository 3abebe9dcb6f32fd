"""Small pictures: every value, gaps as gaps, a rebound said."""

from dashboard.charts.small_multiples import Axis, of_indicators, of_league_cities
from dashboard.text import Speaker
from tests.unit.charts.by_hand import GREEN, INTENSITY, indicator

SAY = Speaker("zh")
AXIS = Axis(periods=("25四", "26一", "26二"), snapshot="20260420-1")


def test_one_indicator_has_a_picture_for_each_league_city_on_one_scale():
    chart = of_league_cities(
        {"甲": (0.9, None, 0.7), "乙": (0.7, 0.6, 0.65)},
        names={"甲": "甲", "乙": "乙"},
        indicator=indicator(INTENSITY),
        target=0.6,
        axis=AXIS,
        note="",
        say=SAY,
    )
    first, second = chart.panels
    assert chart.is_one_scale
    assert chart.unit == "tCO₂/tce"
    assert first.series[0].values == (0.9, None, 0.7)
    assert (first.texts, first.is_worse) == (("0.70",), False)
    assert (second.texts, second.is_worse) == (("0.65",), True)
    assert "乙 0.65" in chart.alt


def test_all_indicators_of_two_league_cities_stand_side_by_side():
    chart = of_indicators(
        [
            (indicator(INTENSITY), 0.6, ((0.9, 0.8, 0.7), (1.0, 1.0, None))),
            (indicator(GREEN), None, ((0.4, 0.5, 0.45), (0.3, 0.3, 0.3))),
        ],
        names=("甲", "乙"),
        axis=AXIS,
        note="",
        say=SAY,
    )
    intensity, green = chart.panels
    assert not chart.is_one_scale
    assert intensity.texts == ("0.70", "待填报")
    assert [series.is_muted for series in green.series] == [False, True]
    assert green.is_worse
    assert green.is_share
    assert green.target is None
