"""What a change at a park does to what it reports, worked out by hand and simulated."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.complementarity.whatif import (
    EQUIVALENT_TCE_A_MWH,
    SimulatedMonths,
    changed,
    simulated,
)
from tests.unit.complementarity.by_hand import systems_of

GRID_T_A_MWH = 0.8
YEAR = range(1, 13)
FIRST_QUARTER = (1, 2, 3)

REPORTED = pd.DataFrame(
    {
        "electricity_mwh": [1_200.0],
        "direct_mwh": [240.0],
        "green_mwh": [360.0],
        "co2_t": [772.0],
        "energy_tce": [500.0],
        "clean_tce": [150.0],
        "generation_mwh": [270.0],
        "curtailed_mwh": [30.0],
        "generation_months": [12],
    }
)


def months_of(
    *, load: float, green: float, generation: float, unused: float
) -> SimulatedMonths:
    """Return twelve equal months of one system."""
    return SimulatedMonths(
        *(np.full((12, 1), one) for one in (load, green, generation, unused))
    )


AS_IS = months_of(load=100, green=30, generation=40, unused=10)


def with_(
    after: SimulatedMonths,
    months: Sequence[int] = YEAR,
    reported: pd.DataFrame = REPORTED,
) -> pd.Series:
    found = changed(
        reported,
        before=AS_IS,
        after=after,
        months=months,
        grid_t_a_mwh=GRID_T_A_MWH,
    )
    return found.iloc[0]


def test_nothing_changed_is_what_was_reported():
    found = with_(AS_IS)
    assert found.to_dict() == pytest.approx(
        {
            "green_power_share": 0.3,
            "direct_supply_share": 0.2,
            "curtailment_share": 0.1,
            "co2_t": 772,
            "carbon_intensity": 772 / 500,
            "clean_energy_share": 0.3,
        }
    )


def test_more_green_electricity_takes_the_place_of_other_electricity():
    # 5 MWh a month more of it, 60 a year, taken from what would have been lost.
    found = with_(months_of(load=100, green=35, generation=40, unused=5))
    assert found["green_power_share"] == pytest.approx(420 / 1_200)
    assert found["direct_supply_share"] == pytest.approx(300 / 1_200)
    assert found["co2_t"] == pytest.approx(772 - 60 * GRID_T_A_MWH)
    clean = (150 + 60 * EQUIVALENT_TCE_A_MWH) / 500
    assert found["clean_energy_share"] == pytest.approx(clean)
    # 60 MWh less are unused, and no more than the 30 reported can be won back.
    assert found["curtailment_share"] == 0


def test_more_turbines_are_lost_in_part():
    # 10 MWh a month more are generated: 4 used, 6 unused.
    found = with_(months_of(load=100, green=34, generation=50, unused=16))
    assert found["curtailment_share"] == pytest.approx((30 + 72) / (300 + 120))


def test_a_park_that_grows_grows_as_a_whole():
    # Twice the load, the same green energy: other electricity 2,400 - 360.
    found = with_(months_of(load=200, green=30, generation=40, unused=10))
    own_t = 772 - GRID_T_A_MWH * 840
    assert found["green_power_share"] == pytest.approx(360 / 2_400)
    assert found["co2_t"] == pytest.approx(2 * own_t + GRID_T_A_MWH * 2_040)
    assert found["carbon_intensity"] == pytest.approx(found["co2_t"] / 1_000)


def test_certificates_give_way_where_all_electricity_is_direct():
    found = with_(months_of(load=100, green=115, generation=140, unused=25))
    assert found["green_power_share"] == 1
    assert found["direct_supply_share"] == 1


def test_a_quarter_is_scaled_to_what_was_reported_of_it():
    # 600 MWh reported against 300 simulated: each simulated MWh counts twice.
    quarter = REPORTED.assign(electricity_mwh=600.0, direct_mwh=120.0, green_mwh=180.0)
    after = months_of(load=100, green=35, generation=40, unused=5)
    found = with_(after, FIRST_QUARTER, quarter)
    assert found["direct_supply_share"] == pytest.approx((120 + 30) / 600)


@pytest.mark.parametrize(
    ("missing", "unknown"),
    [
        ("co2_t", ["co2_t", "carbon_intensity"]),
        ("direct_mwh", ["direct_supply_share", "green_power_share"]),
        ("curtailed_mwh", ["curtailment_share"]),
    ],
)
def test_what_lacks_a_part_is_null(missing: str, unknown: list[str]):
    found = with_(AS_IS, reported=REPORTED.assign(**{missing: np.nan}))
    assert found[unknown].isna().all()
    assert found["clean_energy_share"] is not None


def test_a_simulated_year_adds_up_month_by_month():
    park = systems_of(("152900", 520, 640, 2_027_391))
    months = simulated(park, storage_mw=np.array([10.0]), storage_mwh=np.array([40.0]))
    assert months.load.sum() == pytest.approx(2_027_391)
    expected = (park.wind_hours_mw + park.solar_hours_mw).sum()
    assert months.generation.sum() == pytest.approx(expected)
    january = park.load_hours_mw[:744].sum()
    assert months.load[0, 0] == pytest.approx(january)
    lost = months.generation.sum() - months.unused.sum() - months.green.sum()
    assert 0 < lost < 0.2 * months.green.sum()


@settings(deadline=None, max_examples=15)
@given(
    wind_mw=st.floats(0, 900),
    solar_mw=st.floats(0, 900),
    storages=st.tuples(st.floats(0, 3_000), st.floats(0, 3_000)),
)
def test_more_storage_never_uses_less_of_own_wind_and_sun(
    wind_mw: float, solar_mw: float, storages: tuple[float, float]
):
    park = systems_of(*[("150600", wind_mw, solar_mw, 1_000_000)] * 2)
    energy = np.array(sorted(storages))
    months = simulated(park, storage_mw=energy / 4, storage_mwh=energy)
    less, more = months.green.sum(axis=0)
    assert more >= less - 1e-6
