"""A park's indicators against their targets."""

from dashboard.charts.indicator_bullets import (
    IndicatorRow,
    indicator_bullets,
    target_words,
)
from dashboard.charts.values import Chart
from dashboard.text import Speaker
from queries.indicators.dictionary import Status, Target
from queries.months import Month
from queries.vocabulary import Flag, Tier
from tests.unit.charts.by_hand import GREEN, INTENSITY, indicator

SAY = Speaker("zh")


def target(value: float | None, status: Status = Status.OFFICIAL) -> Target:
    return Target(
        tier=Tier.REGION,
        value=value,
        energy_from_tce=None,
        energy_below_tce=None,
        valid_from=Month(2025, 1),
        source="",
        status=status,
    )


def chart_of(
    code: str,
    *,
    value: float | None,
    change: float | None = None,
    goal: Target | None = None,
    flag: Flag = Flag.SIMULATED,
) -> Chart:
    row = IndicatorRow(
        indicator=indicator(code),
        value=value,
        change=change,
        target=goal,
        flag=flag,
        complete_months=2,
        due_months=3,
    )
    return indicator_bullets([row], title="", snapshot="20260420-1", say=SAY)


def test_a_row_tells_value_target_change_and_where_it_comes_from():
    chart = chart_of(INTENSITY, value=0.812, change=-0.05, goal=target(0.6))
    value, goal, change, data = chart.texts[0]
    assert (value, goal, change) == ("0.81", "≤0.60", "−0.05")
    assert "模拟" in data
    assert "2/3" in data


def test_the_numbers_of_the_picture_are_the_values_themselves():
    chart = chart_of(INTENSITY, value=0.812, goal=target(0.6))
    assert chart.series[0].values == (0.812,)
    assert chart.targets == (0.6,)
    assert chart.ceilings[0] > 0.812


def test_a_missing_value_is_said_and_has_no_number():
    chart = chart_of(INTENSITY, value=None, goal=target(0.6), flag=Flag.MISSING)
    assert chart.series[0].values == (None,)
    assert chart.texts[0][0] == "待填报"
    assert chart.texts[0][2] == SAY("amount.no_comparison")


def test_a_target_that_nobody_set_says_so():
    assert target_words(indicator(INTENSITY), None, say=SAY) == "待主管部门明确"
    assert target_words(indicator(INTENSITY), target(None), say=SAY) == "待主管部门明确"
    assert chart_of(INTENSITY, value=1.0).targets == (None,)


def test_a_target_without_a_document_is_provisional():
    words = target_words(indicator(GREEN), target(0.9, Status.PRESS), say=SAY)
    assert words == "≥90.0%（暂行）"


def test_a_share_is_drawn_on_a_scale_of_one():
    assert chart_of(GREEN, value=0.4, goal=target(0.9)).ceilings == (1.0,)


def test_which_side_of_the_target_is_good_is_the_indicators_own():
    assert chart_of(GREEN, value=0.4).lower_is_better == (False,)
    assert chart_of(INTENSITY, value=0.4).lower_is_better == (True,)
