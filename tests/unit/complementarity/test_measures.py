"""How wind and sun complete each other, worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from geodata.complementarity.measures import (
    Scale,
    averaged,
    both_low,
    measures,
    monthly_proxy,
    tau,
    total_variation,
)
from tests.unit.complementarity.by_hand import systems_of

RISING = np.array([1.0, 2, 3, 4])
FALLING = RISING[::-1]


def test_tau_is_minus_one_where_one_falls_whenever_the_other_rises():
    assert tau(RISING, FALLING) == pytest.approx(-1)
    assert tau(RISING, RISING**2) == pytest.approx(1)


def test_tau_counts_ties_as_tau_b_does():
    # Of six pairs four agree, one is tied in the sun, one in the wind: 4 / 5.
    wind, sun = np.array([1.0, 1, 2, 3]), np.array([1.0, 2, 3, 3])
    assert tau(wind, sun) == pytest.approx(4 / 5)


def test_swings_that_cancel_leave_no_variation():
    assert total_variation(RISING, FALLING) == pytest.approx(1)
    assert total_variation(RISING, RISING) == pytest.approx(0)
    # Steps 3 and -2 apart make 5, together 1.
    assert total_variation(np.array([0.0, 3]), np.array([2.0, 0])) == pytest.approx(0.8)
    assert np.isnan(total_variation(np.ones(3), np.ones(3)))


def test_both_are_low_under_a_tenth_of_capacity():
    wind = np.array([0.05, 0.05, 0.10, 0.5])
    sun = np.array([0.00, 0.30, 0.00, 0.0])
    assert both_low(wind, sun) == pytest.approx(0.25)


def test_hours_are_averaged_over_days_and_months():
    hours = np.arange(8_760.0)
    assert averaged(hours, Scale.HOUR) is hours
    assert averaged(hours, Scale.DAY)[:2] == pytest.approx([11.5, 35.5])
    months = averaged(hours[:, None], Scale.MONTH)
    assert months.shape == (12, 1)
    # January has 744 hours, February 672.
    assert months[:2, 0] == pytest.approx([371.5, 744 + 335.5])


@pytest.mark.parametrize("scale", Scale)
def test_measures_lie_where_they_can_and_are_null_where_one_is_lacking(scale: Scale):
    systems = systems_of(("152900", 520, 640, 1e6), ("150300", 0, 300, 1e6))
    found = measures(systems, scale=scale)
    assert found.iloc[1, 1:].isna().all()
    both = found.iloc[0]
    assert -1 <= both["tau"] < 0.5
    assert 0 < both["total_variation"] < 1
    assert 0 <= both["both_low_share"] < 0.5


def test_the_monthly_proxy_goes_by_mean_output():
    # 744 and 672 hours: wind 50 then 100 MW of 100, sun 5 then 4 MW of 50.
    months = pd.DataFrame(
        {
            "code": "A",
            "month": [202501, 202502],
            "hours": [744, 672],
            "wind_mw": 100.0,
            "solar_mw": 50.0,
            "wind_generation_mwh": [744 * 50.0, 672 * 100.0],
            "solar_generation_mwh": [744 * 5.0, 672 * 4.0],
        }
    )
    found = monthly_proxy(months).iloc[0]
    assert found["tau"] == pytest.approx(-1)
    # Steps 50 and -1 apart make 51, together 49.
    assert found["total_variation"] == pytest.approx(2 / 51)
    assert found["both_low_share"] == 0


def test_one_month_is_no_course_of_time():
    columns = ["wind_mw", "solar_mw", "wind_generation_mwh", "solar_generation_mwh"]
    one = pd.DataFrame(
        {
            "code": ["A"],
            "month": [202501],
            "hours": [744],
            **dict.fromkeys(columns, 9.0),
        }
    )
    assert monthly_proxy(one).iloc[0, 1:].isna().all()
    assert monthly_proxy(one.iloc[:0]).empty
