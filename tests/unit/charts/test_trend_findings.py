"""The headline of a trend: no more than the figures show."""

import pytest

from dashboard.charts.trend_findings import headline
from dashboard.charts.trend_points import Line, Show
from queries.months import Month
from queries.vocabulary import Level, Window
from tests.unit.charts.by_hand import GREEN
from tests.unit.charts.trends_by_hand import JANUARY, SAY, line_of, point, topic


def said(
    *lines: Line,
    by: Level = Level.LEAGUE_CITY,
    show: Show = "value",
    window: Window = Window.MONTH,
) -> str:
    return headline(lines, topic=topic(show, window=window), by=by, say=SAY)


def one(**changes: float | None) -> Line:
    return line_of("甲", last=point(value=1.2, **changes))


def test_one_line_is_told_by_its_value_and_its_change_in_a_year():
    assert said(one(year_on_year=-0.11)) == (
        "2026-01甲单位能耗碳排放为 1.20 tCO₂/tce，同比下降 0.11"
    )
    assert said(one(year_on_year=0.11)).endswith("同比上升 0.11")


def test_a_change_too_small_to_be_seen_is_none():
    assert said(one(year_on_year=0.004)).endswith("同比持平")
    assert said(one()).endswith("同比无可比数据")


def test_a_reader_of_changes_since_before_is_told_those():
    assert said(one(previous=0.02), show="previous").endswith("环比上升 0.02")


def test_shares_change_by_points():
    line = line_of("甲", last=point(value=0.4, year_on_year=0.06))
    sentence = headline([line], topic=topic(code=GREEN), by=Level.PARK, say=SAY)
    assert sentence.endswith("为 40.0%，同比上升 6.0 个百分点")


def test_two_parks_of_one_name_are_two():
    alike = [line_of("甲", last=point(value=value)) for value in (1.2, 0.8)]
    sentence = said(*alike, by=Level.PARK)
    assert "1.20" in sentence
    assert "0.80" in sentence


def test_what_is_not_all_reported_is_counted():
    thin = line_of("甲", last=point(reported=(39, 42)))
    assert said(thin).endswith("（应报 42 个园区月，已报 39 个）")
    assert said(thin, by=Level.PARK).endswith("（应报 42 个月，已报 39 个）")


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window.MONTH, "；此后 2 个月没有数据"),
        (Window.QUARTER, "；此后 2 个季度没有数据"),
    ],
)
def test_silence_since_the_last_value_is_counted(window: Window, words: str):
    assert said(line_of("甲", 1.0, None, None), window=window).endswith(words)


def test_twelve_months_are_called_by_the_month_they_end_with():
    assert said(one(), window=Window.TWELVE_MONTHS).startswith("截至2026-01的 12 个月")


def test_nothing_reported_is_no_number():
    assert said(line_of("甲", None)) == "甲在所选时段没有单位能耗碳排放数据"
    two = [line_of("甲", None), line_of("乙", None)]
    assert said(*two) == "所选 2 个盟市在所选时段没有单位能耗碳排放数据"


def test_of_several_the_highest_and_the_lowest_are_named_ties_included():
    lines = [line_of("甲", 1.5), line_of("乙", 1.0), line_of("丙", 1.004)]
    assert said(*lines) == (
        "2026-01单位能耗碳排放，所选 3 个盟市中甲最高（1.50），乙、丙最低（1.00）"
    )


def test_several_that_are_equal_have_no_highest():
    assert "各家均为 1.00" in said(line_of("甲", 1.0), line_of("乙", 1.0))


def test_of_several_the_latest_window_counts_and_who_lacks_it_is_counted():
    late = line_of("甲", 1.0, 1.2)
    assert said(late, line_of("乙", 0.5, None)) == (
        "2026-02单位能耗碳排放，所选 2 个盟市中仅甲有数据（1.20）；1 个没有数据"
    )


def test_of_changes_it_is_told_how_many_rose_and_fell():
    changes = {"甲": -0.2, "乙": 0.1, "丙": -0.1, "丁": 0.0, "戊": None}
    lines = [
        line_of(name, last=point(JANUARY, 1.0, year_on_year=change))
        for name, change in changes.items()
    ]
    assert said(*lines, show="year_on_year").endswith(
        "同比 2 个下降、1 个上升、1 个持平、1 个无可比数据"
    )


def test_several_that_are_not_all_reported_are_counted():
    thin = line_of("乙", last=point(Month(2026, 1), 0.8, reported=(1, 2)))
    assert said(line_of("甲", 1.0), thin).endswith("；1 个未报全")
