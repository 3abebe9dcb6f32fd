"""Who could lend spare storage to whom, and within which limits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.complementarity.pairing import (
    Limits,
    distances_km,
    paired,
    spare_and_gap,
)
from tests.unit.complementarity.by_hand import curves_of

ANYWHERE = Limits(within_km=5_000, link_mw=1_000, across_grids=True)

LEVEL_AFTER_100 = ([0, 100, 200], [500, 700, 700])
"""A curve that each MWh up to 100 lifts by 2 MWh a year, and none after."""


def parks_of(*parks: tuple[float | None, float, str]) -> pd.DataFrame:
    """Return parks A, B, ... of (installed MWh, longitude, grid), all at 41 degrees."""
    storage, longitude, grid = zip(*parks, strict=True)
    return pd.DataFrame(
        {
            "code": list("ABCDEFGH"[: len(parks)]),
            "storage_mwh": pd.Series(storage, dtype=float),
            "longitude_deg": longitude,
            "latitude_deg": 41.0,
            "grid": grid,
        }
    )


def pairs_of(
    parks: pd.DataFrame, need_mwh: list[float], limits: Limits = ANYWHERE
) -> pd.DataFrame:
    storage, green = LEVEL_AFTER_100
    curves = curves_of(storage, *[green] * len(parks), need_mwh=need_mwh)
    return paired(parks, curves, limits=limits)


def test_spare_storage_goes_where_it_lacks_and_is_told_in_full():
    # A has 100 and needs 40; B has 20 and needs 70: 50 MWh go, 12.5 MW over 4 hours,
    # and each of them lets B use 2 MWh more a year.
    pairs = pairs_of(parks_of((100, 110, "west"), (20, 111, "west")), [40, 70])
    assert len(pairs) == 1
    pair = pairs.iloc[0]
    assert (pair["from"], pair["to"]) == ("A", "B")
    assert pair["storage_mwh"] == pytest.approx(50)
    assert pair["mw"] == pytest.approx(12.5)
    assert pair["energy_mwh_year"] == pytest.approx(100)
    # A degree of longitude: 111.320 km times the cosine of 41 degrees, and a little.
    assert pair["km"] == pytest.approx(84.1, abs=0.1)
    assert not pair["across_grids"]


def test_a_lender_can_lose_more_than_the_borrower_gains():
    # A has 100 and keeps 50: 50 MWh less of a curve that rises by 2. B stands at 80,
    # and of the 50 it borrows only 20 lift it still: 40 a year for 100.
    pair = pairs_of(parks_of((100, 110, "west"), (80, 111, "west")), [40, 130]).iloc[0]
    assert pair["storage_mwh"] == pytest.approx(50)
    assert pair["energy_mwh_year"] == pytest.approx(40)
    assert pair["lost_mwh_year"] == pytest.approx(100)
    assert pair["net_mwh_year"] == pytest.approx(-60)


def test_what_two_lenders_bring_is_divided_by_what_they_lend():
    # B borrows 30 + 60 beside its 20: the curve ends at 100, so 80 count, 160 a year.
    parks = parks_of((30, 110, "west"), (20, 111, "west"), (60, 112, "west"))
    pairs = pairs_of(parks, [0, 110, 0])
    assert list(pairs["from"]) == ["C", "A"]
    assert pairs["energy_mwh_year"].to_list() == pytest.approx([160 * 2 / 3, 160 / 3])


def test_parks_of_two_grids_are_paired_only_if_asked():
    parks = parks_of((100, 118, "west"), (0, 118.5, "east"))
    within = Limits(within_km=300, link_mw=200, across_grids=False)
    assert pairs_of(parks, [0, 50], within).empty
    across = Limits(within_km=300, link_mw=200, across_grids=True)
    assert pairs_of(parks, [0, 50], across)["across_grids"].to_list() == [True]


def test_nobody_is_paired_farther_than_allowed_or_without_a_place():
    parks = parks_of((100, 110, "west"), (0, 112, "west"))
    near = Limits(within_km=160, link_mw=200, across_grids=False)
    assert pairs_of(parks, [0, 50], near).empty
    unplaced = parks.assign(longitude_deg=[np.nan, 112.0])
    assert pairs_of(unplaced, [0, 50]).empty


def test_a_link_carries_no_more_power_than_it_may():
    parks = parks_of((100, 110, "west"), (0, 111, "west"))
    thin = Limits(within_km=300, link_mw=5, across_grids=False)
    assert pairs_of(parks, [0, 50], thin)["storage_mwh"].to_list() == [
        pytest.approx(20)
    ]


def test_spare_is_beyond_the_need_and_where_no_storage_is_enough_beyond_what_helps():
    parks = parks_of((100, 110, "west"), (80, 111, "west"), (None, 112, "west"))
    storage, green = LEVEL_AFTER_100
    curves = curves_of(storage, *[green] * 3, need_mwh=[150, np.nan, 10])
    found = spare_and_gap(parks, curves).set_index("code")
    # What stands at C is not known: it neither lends nor borrows.
    assert list(found.index) == ["A", "B"]
    assert found.loc["A", ["spare_mwh", "gap_mwh"]].to_list() == [0, 50]
    assert found.loc["B", ["spare_mwh", "gap_mwh"]].to_list() == [80, 0]


def test_distances_are_those_on_the_ellipsoid():
    # Hohhot to Baotou, 111.75 E 40.84 N to 109.84 E 40.66 N: about 162 km.
    one = pd.DataFrame({"longitude_deg": [111.75], "latitude_deg": [40.84]})
    other = pd.DataFrame({"longitude_deg": [109.84], "latitude_deg": [40.66]})
    assert distances_km(one, other)[0, 0] == pytest.approx(162.4, abs=0.5)


@settings(deadline=None, max_examples=50)
@given(
    parks=st.lists(
        st.tuples(
            st.floats(0, 200),
            st.floats(98, 126),
            st.sampled_from(["west", "east"]),
            st.floats(0, 250) | st.just(np.nan),
        ),
        min_size=2,
        max_size=8,
    ),
    within_km=st.floats(1, 1_500),
    link_mw=st.floats(0.5, 60),
    across_grids=st.booleans(),
)
def test_no_limit_is_ever_broken(
    parks: list[tuple[float, float, str, float]],
    within_km: float,
    link_mw: float,
    across_grids: bool,  # noqa: FBT001  hypothesis gives it by its name
):
    limits = Limits(within_km=within_km, link_mw=link_mw, across_grids=across_grids)
    resources = parks_of(*[park[:3] for park in parks])
    need = [park[3] for park in parks]
    pairs = pairs_of(resources, need, limits)
    stood = dict(zip(resources["code"], resources["storage_mwh"], strict=True))
    needs = dict(zip(resources["code"], need, strict=True))
    assert (pairs["km"] <= within_km).all()
    assert (pairs["mw"] <= link_mw * (1 + 1e-6)).all()
    assert across_grids or not pairs["across_grids"].any()
    for code, lent in pairs.groupby("from")["storage_mwh"].sum().items():
        own = 0.0 if np.isnan(needs[code]) else needs[code]
        assert lent <= stood[code] - own + 1e-6
    for code, borrowed in pairs.groupby("to")["storage_mwh"].sum().items():
        assert borrowed <= needs[code] - stood[code] + 1e-6
    assert not set(pairs["from"]) & set(pairs["to"])
