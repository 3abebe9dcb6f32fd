"""Twelve months of one park beside the same months last year."""

import pandas as pd

from dashboard.charts.park_trends import trend_lines
from dashboard.charts.values import Chart, Series
from dashboard.text import Speaker
from queries.months import Month
from tests.unit.charts.by_hand import GREEN, INTENSITY, indicator, valued
from tests.unit.charts.test_indicator_bullets import target

MARCH = Month(2026, 3)
MONTHS = MARCH.plus(-1).until(MARCH)


def chart_of(code: str, goal: float | None = None) -> Chart:
    series = pd.concat(
        [
            valued((code, "A", 1.0, 4.0), month=202502),
            valued((code, "A", 3.0, 4.0), month=202503),
            valued((code, "A", None, None), month=202602),
            valued((code, "A", 2.0, 4.0), ("water_reuse", "A", 9.0, 1.0), month=202603),
        ]
    )
    return trend_lines(
        series,
        indicator(code),
        target=None if goal is None else target(goal),
        months=MONTHS,
        snapshot="20260420-1",
        say=Speaker("zh"),
    )


def test_a_month_without_a_complete_report_is_a_gap():
    assert chart_of(INTENSITY).series == (
        Series(name="上年同月", values=(0.25, 0.75), is_muted=True),
        Series(name="近 12 个月", values=(None, 0.5)),
    )


def test_the_axis_is_the_months_asked_for():
    assert chart_of(INTENSITY).categories == ("2026-02", "2026-03")


def test_a_target_goes_along_every_month_and_none_draws_none():
    assert chart_of(INTENSITY, 0.6).targets == (0.6, 0.6)
    assert chart_of(INTENSITY).targets == ()


def test_a_share_stays_a_fraction_until_it_is_drawn():
    chart = chart_of(GREEN)
    assert chart.is_share
    assert chart.series[1] == Series(name="近 12 个月", values=(None, 0.5))
