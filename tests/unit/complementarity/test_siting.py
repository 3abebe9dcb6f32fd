"""Where a budget of storage serves best, held against a linear programme."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from geodata.complementarity.curves import Curves, curves
from geodata.complementarity.siting import sited
from tests.unit.complementarity.by_hand import curves_of, systems_of


def most_gained(found: Curves, installed_mwh: np.ndarray, budget_mwh: float) -> float:
    """Return the most green energy that the budget can add, MWh a year.

    A park's energy is at most each straight line of its curve; the storages and the
    energies are the unknowns.
    """
    n = len(found.codes)
    rows, limits = [np.append(np.ones(n), np.zeros(n))], [budget_mwh]
    for park in range(n):
        x, y = found.storage_mwh[park], found.green_mwh[park]
        slopes = np.append(np.diff(y) / np.diff(x), 0.0)
        for slope, at, height in zip(slopes, x, y, strict=True):
            row = np.zeros(2 * n)
            row[park], row[n + park] = -slope, 1.0
            rows.append(row)
            limits.append(height + slope * (installed_mwh[park] - at))
    wanted = np.append(np.zeros(n), -np.ones(n))
    best = linprog(wanted, A_ub=np.array(rows), b_ub=limits)
    return float(-best.fun - found.green_mwh_at(installed_mwh).sum())


@settings(deadline=None, max_examples=40)
@given(
    rises=st.lists(
        st.lists(st.floats(0, 300), min_size=4, max_size=4), min_size=1, max_size=5
    ),
    stands=st.lists(st.floats(0, 120), min_size=5, max_size=5),
    budget_mwh=st.floats(0.1, 400),
)
def test_no_other_division_of_the_budget_gains_more(
    rises: list[list[float]], stands: list[float], budget_mwh: float
):
    green = [[100 + s for s in np.cumsum([0, *sorted(r)[::-1]])] for r in rises]
    found = curves_of([0, 25, 50, 75, 100], *green)
    installed = np.array(stands[: len(rises)])
    sites = sited(found, installed_mwh=installed, budget_mwh=budget_mwh)
    expected = most_gained(found, installed, budget_mwh)
    assert sites["gained_mwh_year"].sum() == pytest.approx(expected, abs=1e-4)
    assert sites["added_mwh"].sum() <= budget_mwh * (1 + 1e-12)


def test_the_same_holds_for_simulated_parks():
    systems = systems_of(
        ("152900", 520, 640, 2_027_391),
        ("152500", 480, 60, 587_410),
        ("150600", 60, 500, 1_481_571),
    )
    found = curves(systems, green_share=0.8, duration_h=4)
    installed = np.array([20.0, 40.0, 120.0])
    sites = sited(found, installed_mwh=installed, budget_mwh=900)
    expected = most_gained(found, installed, 900)
    assert sites["gained_mwh_year"].sum() == pytest.approx(expected, rel=1e-6)


def test_the_steepest_piece_comes_first():
    # A gains 3 and then 1 MWh per MWh, B gains 2: of 70 MWh A gets 50 and B 20.
    found = curves_of([0, 50, 100], [0, 150, 200], [0, 100, 200])
    sites = sited(found, installed_mwh=np.zeros(2), budget_mwh=70).set_index("code")
    assert sites["added_mwh"].to_dict() == {"A": 50, "B": 20}
    assert sites.loc["A", "green_share_before"] == 0
    assert sites.loc["A", "green_share_after"] == pytest.approx(0.15)
    assert sites.loc["B", "gained_mwh_year"] == pytest.approx(40)


def test_what_would_bring_nothing_stays_unused():
    found = curves_of([0, 50, 100], [0, 150, 150], [300, 300, 300])
    sites = sited(found, installed_mwh=np.array([10.0, 0.0]), budget_mwh=1_000)
    assert sites["code"].to_list() == ["A"]
    assert sites["added_mwh"].to_list() == [40]


def test_where_storage_is_not_reported_none_is_added():
    found = curves_of([0, 50], [0, 150], [0, 100])
    sites = sited(found, installed_mwh=np.array([np.nan, 0.0]), budget_mwh=30)
    assert sites["code"].to_list() == ["B"]
