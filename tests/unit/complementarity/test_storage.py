"""One store for a year: what goes in comes out, less the losses, and no more."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.complementarity.storage import (
    ONE_WAY,
    ROUND_TRIP,
    delivered_mwh,
    dispatched,
)
from tests.unit.complementarity.by_hand import systems_of

HOURS = 8_760

PARKS = systems_of(
    ("152900", 520, 640, 2_027_391),
    ("150100", 300, 60, 679_416),
    ("150300", 0, 300, 2_330_319),
    ("152500", 480, 60, 587_410),
)


def net_mw() -> np.ndarray:
    return PARKS.wind_hours_mw + PARKS.solar_hours_mw - PARKS.load_hours_mw


def repeated(*day: float) -> np.ndarray:
    """Return a year of days of so many MW, hour by hour, as one system."""
    hours = np.zeros(24)
    hours[: len(day)] = day
    return np.tile(hours, 365)[:, None]


def test_a_day_worked_out_by_hand():
    # 10 MW of surplus for two hours, then 8 MW of deficit for three. The store takes
    # 4 MW: 8 MWh a day, of which 0.85 come back, 4 MW in the first hour, 2.8 in the
    # second: sqrt(0.85) is lost on each way.
    hours = dispatched(
        repeated(10, 10, -8, -8, -8),
        power_mw=np.array([4.0]),
        energy_mwh=np.array([100.0]),
    )
    assert hours.charged_mw[:3, 0] == pytest.approx([4, 4, 0])
    assert hours.discharged_mw[:5, 0] == pytest.approx([0, 0, 4, 8 * 0.85 - 4, 0])
    assert hours.unused_mw[:2, 0] == pytest.approx([6, 6])
    assert hours.unmet_mw[2:5, 0] == pytest.approx([4, 8 - 2.8, 8])
    assert hours.state_mwh[1, 0] == pytest.approx(8 * ROUND_TRIP**0.5)


def test_a_full_store_takes_no_more():
    hours = dispatched(
        repeated(10, 10, -8, -8),
        power_mw=np.array([10.0]),
        energy_mwh=np.array([ONE_WAY * 12]),
    )
    assert hours.charged_mw[:2, 0] == pytest.approx([10, 2])
    assert hours.unused_mw[:2, 0] == pytest.approx([0, 8])
    assert hours.discharged_mw[2:4, 0] == pytest.approx([8, 12 * 0.85 - 8])


def test_the_year_ends_as_full_as_it_began():
    # A surplus on the last day serves the first one: its hours have deficits alone.
    net = np.full((HOURS, 1), -1.0)
    net[-10:] = 5.0
    hours = dispatched(net, power_mw=np.array([5.0]), energy_mwh=np.array([40.0]))
    assert hours.state_mwh[-1, 0] == pytest.approx(40.0)
    assert hours.discharged_mw[:10, 0] == pytest.approx(1.0)
    assert hours.charged_mw.sum() * ROUND_TRIP == pytest.approx(
        hours.discharged_mw.sum()
    )


def test_a_store_that_is_never_empty_or_full_keeps_its_balance():
    # 1 MW more than is lost, for half of each day: it fills up over the years.
    net = np.tile(np.repeat([2.0, -1.0], 12), 365)[:, None]
    hours = dispatched(net, power_mw=np.array([9.0]), energy_mwh=np.array([500.0]))
    assert hours.state_mwh.max() == pytest.approx(500.0)
    assert hours.discharged_mw.sum() == pytest.approx(12 * 365)


@pytest.mark.parametrize("hours_of_load", [0.0, 0.3, 4.0, 24.0])
def test_energy_balances_in_every_hour(hours_of_load: float):
    energy_mwh = PARKS.mean_load_mw * hours_of_load
    hours = dispatched(net_mw(), power_mw=energy_mwh / 4, energy_mwh=energy_mwh)
    generation = PARKS.wind_hours_mw + PARKS.solar_hours_mw
    supplied = generation + hours.discharged_mw + hours.unmet_mw
    used = PARKS.load_hours_mw + hours.charged_mw + hours.unused_mw
    assert np.abs(supplied - used).max() < 1e-6
    before = np.roll(hours.state_mwh, 1, axis=0)
    kept = before + hours.charged_mw * ONE_WAY - hours.discharged_mw / ONE_WAY
    assert np.abs(hours.state_mwh - kept).max() < 1e-6
    assert hours.state_mwh.min() >= 0
    assert (hours.state_mwh <= energy_mwh + 1e-9).all()
    for flow in (hours.charged_mw, hours.discharged_mw):
        assert (flow <= energy_mwh / 4 + 1e-9).all()
    for flow in (hours.unused_mw, hours.unmet_mw):
        assert flow.min() > -1e-9
    assert np.minimum(hours.charged_mw, hours.discharged_mw).max() == 0


def test_many_stores_in_one_pass_give_what_each_gives_alone():
    energy_mwh = PARKS.mean_load_mw[:, None] * np.array([0.5, 3.0, 12.0])
    together = delivered_mwh(net_mw(), power_mw=energy_mwh / 4, energy_mwh=energy_mwh)
    for column in range(3):
        alone = dispatched(
            net_mw(),
            power_mw=energy_mwh[:, column] / 4,
            energy_mwh=energy_mwh[:, column],
        )
        assert together[:, column] == pytest.approx(alone.discharged_mw.sum(axis=0))


def plainly(net: np.ndarray, power: float, energy: float) -> float:
    """Return what the store gives, hour after hour, pass after pass."""
    state, given_mwh = 0.0, 0.0
    for _ in range(60):
        start, given_mwh = state, 0.0
        for mw in net:
            if mw > 0:
                state = min(energy, state + min(mw, power) * ONE_WAY)
            else:
                out = min(state, min(-mw, power) / ONE_WAY)
                state -= out
                given_mwh += out * ONE_WAY
        if abs(state - start) < 1e-9:
            break
    return given_mwh


@pytest.mark.parametrize("seed", range(4))
def test_stretches_side_by_side_are_one_year_after_another(seed: int):
    chance = np.random.default_rng(seed)
    net = chance.normal(chance.uniform(-1, 1), 5, HOURS).cumsum() / 40
    net = (net - net.mean())[:, None]
    power, energy = chance.uniform(0.5, 8), chance.uniform(1, 400)
    found = delivered_mwh(
        net, power_mw=np.array([[power]]), energy_mwh=np.array([[energy]])
    )
    assert found[0, 0] == pytest.approx(plainly(net[:, 0], power, energy), rel=1e-9)


@settings(deadline=None, max_examples=15)
@given(
    wind_mw=st.floats(0, 900),
    solar_mw=st.floats(0, 900),
    hours=st.lists(st.floats(0, 30), min_size=2, max_size=5),
    duration_h=st.floats(0.5, 12),
)
def test_more_storage_never_gives_less(
    wind_mw: float, solar_mw: float, hours: list[float], duration_h: float
):
    park = systems_of(("150600", wind_mw, solar_mw, 1_000_000))
    energy_mwh = park.mean_load_mw[:, None] * np.array([sorted(hours)])
    net = park.wind_hours_mw + park.solar_hours_mw - park.load_hours_mw
    found = delivered_mwh(net, power_mw=energy_mwh / duration_h, energy_mwh=energy_mwh)
    assert (np.diff(found[0]) >= -1e-6).all()
