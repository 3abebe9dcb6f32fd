"""Trends as a picture: gaps, hollow points, targets by tier, the base year, words."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from dashboard.charts.trend_chart import Topic, bare_change, trend_chart
from dashboard.charts.trend_points import Line
from dashboard.charts.values import Chart, Stretch
from queries.indicators.dictionary import Target
from queries.months import Month
from queries.vocabulary import Tier, Window
from tests.unit.charts.by_hand import GREEN, INTENSITY, indicator
from tests.unit.charts.test_indicator_bullets import target
from tests.unit.charts.trends_by_hand import JANUARY, SAY, line_of, point, topic


def chart_of(
    *lines: Line,
    about: Topic | None = None,
    ends: Sequence[Month] | None = None,
    tiers: Collection[Tier] = (Tier.REGION,),
    goals: Sequence[Target] = (),
) -> Chart:
    n_points = len(lines[0].points) if lines else 1
    return trend_chart(
        lines,
        topic=about or topic(),
        ends=ends or JANUARY.until(JANUARY.plus(n_points - 1)),
        tiers=tiers,
        goals=goals,
        snapshot="20260420-1",
        say=SAY,
    )


def test_a_gap_stays_a_gap_and_what_is_not_all_reported_is_hollow():
    thin = point(Month(2026, 3), 0.8, reported=(1, 2))
    (drawn,) = chart_of(line_of("甲", 1.0, None, last=thin)).series
    assert drawn.values == (1.0, None, 0.8)
    assert drawn.is_partial == (False, True, True)
    assert "已报 1/2" in drawn.hints[2]


def test_the_reference_stands_back_and_is_not_what_the_note_speaks_of():
    thin = point(JANUARY, 0.8, reported=(1, 2))
    behind = line_of("全区", last=thin, behind=True)
    chart = chart_of(behind, line_of("甲", 1.0), goals=(target(0.6),))
    assert [series.is_muted for series in chart.series] == [True, False]
    assert "空心" not in chart.note
    assert "空心" in chart_of(line_of("甲", last=thin)).note


def test_a_line_is_called_by_its_last_value_and_says_when_it_ended():
    assert chart_of(line_of("甲", 1.0, 0.9)).series[0].end == "甲 0.90"
    early = chart_of(line_of("甲", 1.0, None)).series[0].end
    assert early == "甲 1.00（2026-01）"
    assert chart_of(line_of("甲", None)).series[0].end == ""


def test_every_tier_that_has_a_target_has_a_line_and_the_others_are_named():
    goals = (replace(target(0.3), tier=Tier.NATIONAL), target(0.6))
    chart = chart_of(line_of("甲", 1.0), tiers=tuple(Tier), goals=goals)
    assert [mark.value for mark in chart.marks] == [0.3, 0.6]
    assert chart.marks[0].label == "国家级目标 ≤0.30"
    assert chart.note == "其他探索园区没有统一目标（待明确或因规模而异），不画线"


def test_who_has_no_target_at_all_is_told_once():
    chart = chart_of(line_of("甲", 1.0), tiers=tuple(Tier), goals=(target(None),))
    assert chart.marks == ()
    assert chart.note == "没有统一目标：待主管部门明确，或因园区规模而异"


def test_changes_have_a_zero_and_neither_target_nor_hollow_points():
    changed = line_of("甲", last=point(year_on_year=-0.05, reported=(1, 2)))
    about = topic("year_on_year", GREEN)
    chart = chart_of(changed, about=about, goals=(target(0.6),))
    assert chart.title == "绿电使用比例同比变化"
    assert chart.unit == "个百分点"
    assert chart.has_zero
    assert chart.marks == ()
    assert chart.series[0].values == (-0.05,)
    assert chart.series[0].is_partial == (False,)
    assert chart.series[0].end == "甲 −5.0"
    assert chart.note == "只比较前后两期都报齐的园区和月份"


@pytest.mark.parametrize(
    ("window", "first", "last", "inside"),
    [
        (Window.MONTH, Month(2024, 11), Month(2026, 2), (2, 13)),
        (Window.MONTH, Month(2025, 6), Month(2026, 2), (0, 6)),
        (Window.TWELVE_MONTHS, Month(2025, 6), Month(2026, 2), (6, 6)),
        (Window.MONTH, Month(2026, 1), Month(2026, 2), None),
        (Window.TWELVE_MONTHS, Month(2025, 6), Month(2025, 9), None),
    ],
)
def test_the_base_year_is_marked_where_it_lies(
    window: Window, first: Month, last: Month, inside: tuple[int, int] | None
):
    chart = chart_of(about=topic(window=window), ends=first.until(last))
    wanted = inside and Stretch(first=inside[0], last=inside[1], label="基准年 2025")
    assert chart.stretch == wanted


@pytest.mark.parametrize(
    ("n_months", "named"),
    [(13, 13), (24, 8), (48, 8), (120, 10)],
)
def test_the_longer_the_time_the_fewer_months_are_named(n_months: int, named: int):
    ends = JANUARY.until(JANUARY.plus(n_months - 1))
    assert len(chart_of(ends=ends).ticks) == named


def test_a_change_without_its_unit_has_the_figures_of_its_indicator():
    assert bare_change(-0.054, indicator(INTENSITY)) == "−0.05"
    assert bare_change(0.054, indicator(GREEN)) == "+5.4"
