"""The storage need held against the same problem as a linear programme."""

import logging

import pytest

from geodata.complementarity.curves import curves
from geodata.complementarity.storage import ONE_WAY
from geodata.complementarity.systems import Systems
from tests.unit.complementarity.by_hand import systems_of

GREEN_SHARE = 0.8
DURATION_H = 4.0

THREE_PARKS = (
    ("152900", 520.0, 640.0, 2_027_391.0),
    ("150800", 380.0, 140.0, 871_558.0),
    ("150600", 420.0, 310.0, 1_330_543.0),
)


def least_storage_mwh(park: Systems) -> float:
    """Return the least storage with which the grid gives no more than it may."""
    import pypsa  # noqa: PLC0415  it takes seconds, which tests left out need not pay

    network = pypsa.Network()
    network.set_snapshots(range(8_760))
    network.add("Bus", "park")
    network.add("Load", "load", bus="park", p_set=park.load_hours_mw[:, 0])
    own_mw = (park.wind_hours_mw + park.solar_hours_mw)[:, 0]
    most_mw = own_mw.max()
    network.add(
        "Generator", "own", bus="park", p_nom=most_mw, p_max_pu=own_mw / most_mw
    )
    network.add(
        "Generator",
        "grid",
        bus="park",
        p_nom=10 * park.mean_load_mw[0],
        e_sum_max=(1 - GREEN_SHARE) * park.load_mwh[0],
    )
    network.add(
        "StorageUnit",
        "store",
        bus="park",
        p_nom_extendable=True,
        capital_cost=1.0,
        max_hours=DURATION_H,
        efficiency_store=ONE_WAY,
        efficiency_dispatch=ONE_WAY,
        cyclic_state_of_charge=True,
    )
    status, condition = network.optimize(
        solver_name="highs",
        solver_options={
            "output_flag": False,
            "solver": "ipm",
            "run_crossover": "off",
        },
    )
    assert (status, condition) == ("ok", "optimal")
    return float(network.storage_units.at["store", "p_nom_opt"] * DURATION_H)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("park", THREE_PARKS, ids=[park[0] for park in THREE_PARKS])
def test_the_need_is_that_of_a_linear_programme(
    park: tuple[str, float, float, float],
):
    logging.getLogger("linopy").setLevel(logging.ERROR)
    systems = systems_of(park)
    found = curves(systems, green_share=GREEN_SHARE, duration_h=DURATION_H)
    expected_mwh = least_storage_mwh(systems)
    assert found.need_mwh[0] == pytest.approx(expected_mwh, rel=1e-3)
