"""Green share against storage: rising, concave, and the need that it tells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.complementarity.curves import IDLE_SHARE, MOST_STORAGE_H, curves
from geodata.complementarity.storage import dispatched
from geodata.complementarity.systems import Systems
from tests.unit.complementarity.by_hand import systems_of

RICH = ("152900", 520.0, 640.0, 2_027_391.0)
WINDY = ("152500", 480.0, 60.0, 587_410.0)
POOR = ("150300", 0.0, 300.0, 2_330_319.0)


def green_share(park: Systems, storage_mwh: float, duration_h: float) -> float:
    net = park.wind_hours_mw + park.solar_hours_mw - park.load_hours_mw
    hours = dispatched(
        net,
        power_mw=np.array([storage_mwh / duration_h]),
        energy_mwh=np.array([storage_mwh]),
    )
    return float(1 - hours.unmet_mw.sum() / park.load_mwh[0])


@pytest.mark.parametrize("duration_h", [2.0, 4.0])
@pytest.mark.parametrize("park", [RICH, WINDY])
def test_the_need_just_reaches_the_wanted_share(
    park: tuple[str, float, float, float], duration_h: float
):
    systems = systems_of(park)
    found = curves(systems, green_share=0.85, duration_h=duration_h)
    need = found.need_mwh[0]
    assert green_share(systems, need, duration_h) == pytest.approx(0.85, abs=1e-5)
    assert green_share(systems, need * 0.99, duration_h) < 0.85


def test_who_reaches_the_share_without_storage_needs_none():
    assert curves(systems_of(RICH), green_share=0.5, duration_h=4).need_mwh == [0.0]


def test_where_no_storage_can_that_is_the_answer():
    found = curves(systems_of(POOR, RICH), green_share=0.8, duration_h=4)
    assert np.isnan(found.need_mwh).tolist() == [True, False]
    # The sun never exceeds this load: a store would stay empty.
    assert found.useful_mwh[0] == 0


def test_storage_beyond_what_is_useful_adds_next_to_nothing():
    found = curves(systems_of(RICH), green_share=0.99, duration_h=4)
    assert np.isnan(found.need_mwh[0])
    useful = found.green_share_at(found.useful_mwh)[0]
    most = found.green_mwh[0, -1] / found.load_mwh[0]
    assert most - useful == pytest.approx(IDLE_SHARE, rel=0.01)


def test_the_search_ends_at_a_day_of_mean_load():
    found = curves(systems_of(RICH), green_share=0.8, duration_h=4)
    day_mwh = RICH[3] / 8_760 * MOST_STORAGE_H
    assert found.storage_mwh[0, -1] == pytest.approx(day_mwh)


@settings(deadline=None, max_examples=15)
@given(
    wind_mw=st.floats(0, 1500),
    solar_mw=st.floats(0, 1500),
    duration_h=st.floats(0.5, 12),
    place=st.sampled_from(["150600", "150500", "152200"]),
)
def test_curves_rise_and_bend_down(
    wind_mw: float, solar_mw: float, duration_h: float, place: str
):
    systems = systems_of((place, wind_mw, solar_mw, 1_500_000.0))
    found = curves(systems, green_share=0.8, duration_h=duration_h)
    rise = np.diff(found.green_mwh[0])
    assert (rise >= -1e-6).all()
    assert (np.diff(rise) <= 1e-6).all()
    assert found.green_mwh[0, -1] <= found.load_mwh[0] * (1 + 1e-9)


@settings(deadline=None, max_examples=10)
@given(one=st.floats(0.1, 0.9), other=st.floats(0.1, 0.9))
def test_a_higher_share_never_needs_less(one: float, other: float):
    low, high = sorted((one, other))
    systems = systems_of(RICH)
    needs = [
        float(curves(systems, green_share=share, duration_h=4).need_mwh[0])
        for share in (low, high)
    ]
    assert needs[0] <= needs[1] + 1e-6 or np.isnan(needs[1])


def test_progress_is_told_and_stops_the_work():
    systems = systems_of(*[RICH] * 20)
    told: list[tuple[int, int]] = []
    curves(
        systems,
        green_share=0.8,
        duration_h=4,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(8, 20), (16, 20), (20, 20)]

    def stop(done: int, total: int) -> None:
        raise InterruptedError(done, total)

    with pytest.raises(InterruptedError):
        curves(systems, green_share=0.8, duration_h=4, progress=stop)


def test_the_curve_is_read_between_its_points_and_stays_level_after_the_last():
    found = curves(systems_of(RICH, POOR), green_share=0.8, duration_h=4)
    at = (found.storage_mwh[:, 3] + found.storage_mwh[:, 4]) / 2
    between = (found.green_mwh[:, 3] + found.green_mwh[:, 4]) / 2
    assert found.green_mwh_at(at) == pytest.approx(between)
    assert found.green_mwh_at(np.array([1e9, np.nan]))[0] == found.green_mwh[0, -1]
    assert np.isnan(found.green_mwh_at(np.array([1e9, np.nan]))[1])
