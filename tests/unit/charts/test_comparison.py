"""Changes are taken over the parks that both windows have."""

import pytest

from dashboard.charts.comparison import number, since_last_year, since_previous
from tests.unit.charts.by_hand import (
    GREEN,
    INTENSITY,
    changed_since_last_year,
    valued,
)

REGION = "150000"


def test_the_change_since_last_year_is_one_of_sums_over_the_parks_of_both_years():
    """Now (10+900)/(10+1000), before (20+900)/(10+1000); C was not there yet."""
    found = since_last_year(
        valued((INTENSITY, REGION, 3.0, 2.0), (GREEN, REGION, None, None)),
        changed_since_last_year(
            (INTENSITY, "A", 10.0, 10.0, 20.0, 10.0),
            (INTENSITY, "B", 900.0, 1000.0, 900.0, 1000.0),
            (INTENSITY, "C", 500.0, 100.0, None, None),
        ),
        code=REGION,
    )
    assert found[INTENSITY].value == 1.5
    assert found[INTENSITY].change == pytest.approx(-10 / 1010)
    assert (found[GREEN].value, found[GREEN].change) == (None, None)


def test_a_park_that_reported_once_only_does_not_move_the_change():
    """A: 100/100 -> 90/100; B reports now only, and is far worse than A."""
    found = since_previous(
        valued((INTENSITY, REGION, 390.0, 200.0)),
        valued((INTENSITY, "A", 90.0, 100.0), (INTENSITY, "B", 300.0, 100.0)),
        valued((INTENSITY, "A", 100.0, 100.0), (INTENSITY, "B", None, None)),
        code=REGION,
    )
    assert found[INTENSITY].value == pytest.approx(1.95)
    assert found[INTENSITY].change == pytest.approx(-0.1)


def test_the_change_is_one_of_sums_not_a_mean_of_ratios():
    """Now (10+900)/(10+1000), before (20+900)/(10+1000)."""
    found = since_previous(
        valued((INTENSITY, REGION, 910.0, 1010.0)),
        valued((INTENSITY, "A", 10.0, 10.0), (INTENSITY, "B", 900.0, 1000.0)),
        valued((INTENSITY, "A", 20.0, 10.0), (INTENSITY, "B", 900.0, 1000.0)),
        code=REGION,
    )
    assert found[INTENSITY].change == pytest.approx(-10 / 1010)


def test_without_a_park_in_both_windows_there_is_no_change():
    found = since_previous(
        valued((INTENSITY, REGION, 1.0, 1.0)),
        valued((INTENSITY, "A", 1.0, 1.0)),
        valued((INTENSITY, "B", 1.0, 1.0)),
        code=REGION,
    )
    assert found[INTENSITY].change is None


def test_each_indicator_is_matched_on_its_own():
    found = since_previous(
        valued((INTENSITY, REGION, 1.0, 1.0), (GREEN, REGION, 1.0, 2.0)),
        valued((INTENSITY, "A", 1.0, 1.0), (GREEN, "A", 1.0, 2.0)),
        valued((INTENSITY, "A", None, None), (GREEN, "A", 1.0, 4.0)),
        code=REGION,
    )
    assert found[INTENSITY].change is None
    assert found[GREEN].change == pytest.approx(0.25)


def test_an_empty_cell_is_no_number():
    assert number(float("nan")) is None
    assert number(None) is None
    assert number(0.0) == 0.0
