"""Discs give way to each other and stay in their own place."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.crs import to_plane
from geodata.outlines import Outlines, league_city_outlines
from geodata.spreading import Spread, spread

WEST = shapely.box(0, 0, 1000, 1000)
EAST = shapely.box(1000, 0, 2000, 1000)
HALVES = {"west": WEST, "east": EAST}
HAIR_KM = 1e-6

Park = tuple[str, float, float]
"""Which half, and where in it, in kilometres."""

places = st.tuples(
    st.sampled_from(["west", "east"]), st.floats(0, 1000), st.floats(0, 1000)
)


def spread_in(halves: Outlines, parks: list[Park], radius_km: float):
    return spread(
        x_km=[x + (1000 if code == "east" else 0) for code, x, _ in parks],
        y_km=[y for _, _, y in parks],
        radius_km=np.full(len(parks), radius_km),
        league_cities=[code for code, _, _ in parks],
        outlines=halves,
    )


def smallest_gap(found: Spread, radii: NDArray[np.float64]):
    apart = np.hypot(
        found.x_km[:, None] - found.x_km, found.y_km[:, None] - found.y_km
    ) - (radii[:, None] + radii)
    np.fill_diagonal(apart, np.inf)
    return apart.min(initial=np.inf)


@settings(max_examples=60, deadline=None)
@given(parks=st.lists(places, max_size=14), radius_km=st.floats(5, 60))
def test_no_disc_leaves_its_own_place(parks: list[Park], radius_km: float):
    found = spread_in(HALVES, parks, radius_km)
    for (code, _, _), x, y in zip(parks, found.x_km, found.y_km, strict=True):
        assert shapely.distance(HALVES[code], shapely.Point(x, y)) < HAIR_KM


@settings(max_examples=60, deadline=None)
@given(parks=st.lists(places, max_size=14), radius_km=st.floats(5, 60))
def test_where_there_is_room_no_two_discs_overlap(parks: list[Park], radius_km: float):
    found = spread_in(HALVES, parks, radius_km)
    radii = np.full(len(parks), radius_km)
    assert smallest_gap(found, radii) > -0.01 * radius_km


@settings(max_examples=30, deadline=None)
@given(parks=st.lists(places, max_size=8), radius_km=st.floats(5, 60))
def test_the_same_parks_are_spread_the_same_way(parks: list[Park], radius_km: float):
    once = spread_in(HALVES, parks, radius_km)
    again = spread_in(HALVES, parks, radius_km)
    assert (once.x_km == again.x_km).all()
    assert (once.y_km == again.y_km).all()


def test_discs_that_hide_nothing_do_not_move():
    found = spread_in(HALVES, [("west", 100, 100), ("west", 500, 500)], 50)
    assert found.x_km.tolist() == [100, 500]
    assert found.shift_km.tolist() == [0, 0]


def test_a_lone_disc_near_the_border_stays_where_its_park_is():
    found = spread_in(HALVES, [("west", 999, 500)], 50)
    assert found.shift_km.tolist() == [0]


def test_two_parks_on_one_point_part_by_a_radius_each():
    found = spread_in(HALVES, [("west", 500, 500), ("west", 500, 500)], 50)
    assert found.shift_km == pytest.approx([50, 50], rel=0.02)
    assert np.hypot(*np.diff([found.x_km, found.y_km])[:, 0]) >= 100 - 0.1


def test_parks_on_either_side_of_a_border_part_to_their_own_sides():
    found = spread_in(HALVES, [("west", 995, 500), ("east", 5, 500)], 50)
    assert found.x_km[0] < 1000 < found.x_km[1]


def test_a_park_that_a_simplified_outline_leaves_out_is_brought_in():
    found = spread_in(HALVES, [("west", -30, 500)], 50)
    assert 0 <= found.x_km[0] < 5
    assert found.shift_km[0] == pytest.approx(30, abs=5)


def test_a_place_too_small_for_its_discs_keeps_them_all_the_same():
    narrow = {"west": shapely.box(0, 0, 20, 20)}
    found = spread_in(narrow, [("west", 10, 10)] * 3, 50)
    points = shapely.points(found.x_km, found.y_km)
    assert shapely.covers(narrow["west"], points).all()
    assert len(set(zip(found.x_km, found.y_km, strict=True))) == 3


def test_no_parks_are_no_trouble():
    assert len(spread_in(HALVES, [], 50).x_km) == 0


@pytest.mark.parametrize("radius_km", [25.0, 36.0])
def test_forty_parks_stay_in_their_league_cities_and_apart(radius_km: float):
    outlines = league_city_outlines()
    rng = np.random.default_rng(7)
    codes = [code for code in sorted(outlines) if code != "150300"]
    chosen = [codes[index] for index in rng.integers(0, len(codes), 40)]
    # Parks share few points, as parks known by their banner's label point do.
    homes = np.array(
        [
            shapely.get_coordinates(outlines[code].representative_point())[0]
            + rng.choice([0.0, 60.0, -60.0], 2)
            for code in chosen
        ]
    )
    found = spread(
        x_km=homes[:, 0],
        y_km=homes[:, 1],
        radius_km=np.full(40, radius_km),
        league_cities=chosen,
        outlines=outlines,
    )
    for code, x, y in zip(chosen, found.x_km, found.y_km, strict=True):
        assert outlines[code].contains(shapely.Point(x, y))
    assert smallest_gap(found, np.full(40, radius_km)) > -0.02 * radius_km


def test_two_parks_of_wuhai_both_show():
    x_km, y_km = to_plane(np.array([106.831, 106.831]), np.array([39.711, 39.711]))
    outlines = league_city_outlines()
    found = spread(
        x_km=x_km,
        y_km=y_km,
        radius_km=[30.0, 30.0],
        league_cities=["150300", "150300"],
        outlines=outlines,
    )
    assert np.hypot(*np.diff([found.x_km, found.y_km])[:, 0]) > 50
    inside = shapely.contains_xy(outlines["150300"], found.x_km, found.y_km)
    assert inside.all()
