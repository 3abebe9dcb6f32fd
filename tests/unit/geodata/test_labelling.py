"""Names stand in their own place, off the discs, off each other."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.labelling import (
    Discs,
    Ground,
    Name,
    NamePlace,
    ground,
    placed_names,
)
from geodata.outlines import banner_outlines, league_city_outlines
from queries.vocabulary import LEAGUE_CITIES

NO_DISCS = Discs(x_km=np.zeros(0), y_km=np.zeros(0), radius_km=np.zeros(0))
PX_PER_KM = 0.3
LETTERS = {"150100": 4, "150600": 4, "150700": 4, "150800": 4, "150900": 4, "152500": 4}


@pytest.fixture(scope="module")
def region():
    return ground(league_city_outlines())


def names_at(px_per_km: float):
    return [
        Name(
            code=code,
            width_km=LETTERS.get(code, 2) * 13 / px_per_km,
            height_km=15 / px_per_km,
        )
        for code in LEAGUE_CITIES
    ]


def box_of(name: Name, place: NamePlace):
    half_width, half_height = name.width_km / 2, name.height_km / 2
    return shapely.box(
        place.x_km - half_width,
        place.y_km - half_height,
        place.x_km + half_width,
        place.y_km + half_height,
    )


def test_names_come_back_in_the_order_they_were_given(region: Ground):
    placed = placed_names(names_at(PX_PER_KM), ground=region, discs=NO_DISCS)
    assert tuple(place.code for place in placed) == LEAGUE_CITIES


def test_without_discs_every_name_is_clear_and_off_the_others(region: Ground):
    names = names_at(PX_PER_KM)
    placed = placed_names(names, ground=region, discs=NO_DISCS)
    boxes = [box_of(name, place) for name, place in zip(names, placed, strict=True)]
    shared = sum(
        first.intersection(second).area
        for index, first in enumerate(boxes)
        for second in boxes[:index]
    )
    assert shared == 0
    assert all(place.is_clear for place in placed)


def test_a_name_in_a_wide_place_lies_wholly_inside(region: Ground):
    names = names_at(PX_PER_KM)
    placed = placed_names(names, ground=region, discs=NO_DISCS)
    outlines = league_city_outlines()
    for name, place in zip(names, placed, strict=True):
        if name.code in {"150700", "152500", "152900", "150400"}:
            assert outlines[name.code].contains(box_of(name, place))


def test_no_name_lies_mostly_in_another_place(region: Ground):
    names = names_at(PX_PER_KM)
    placed = placed_names(names, ground=region, discs=NO_DISCS)
    outlines = league_city_outlines()
    for name, place in zip(names, placed, strict=True):
        box = box_of(name, place)
        foreign = sum(
            outline.intersection(box).area
            for code, outline in outlines.items()
            if code != name.code
        )
        assert foreign < 0.75 * box.area


@settings(max_examples=25, deadline=None)
@given(
    parks=st.lists(st.tuples(st.floats(-1200, 980), st.floats(-960, 810)), max_size=24)
)
def test_a_clear_name_touches_no_disc(region: Ground, parks: list[tuple[float, float]]):
    names = names_at(PX_PER_KM)
    discs = Discs(
        x_km=np.array([x for x, _ in parks]),
        y_km=np.array([y for _, y in parks]),
        radius_km=np.full(len(parks), 30.0),
    )
    placed = placed_names(names, ground=region, discs=discs)
    for name, place in zip(names, placed, strict=True):
        gaps = [box_of(name, place).distance(shapely.Point(park)) for park in parks]
        assert not place.is_clear or min(gaps, default=99.0) >= 30.0 - 1e-9


def test_a_disc_in_the_middle_sends_the_name_aside(region: Ground):
    names = [Name(code="150700", width_km=170, height_km=50)]
    (free,) = placed_names(names, ground=region, discs=NO_DISCS)
    disc = Discs(
        x_km=np.array([free.x_km]), y_km=np.array([free.y_km]), radius_km=np.array([40])
    )
    (placed,) = placed_names(names, ground=region, discs=disc)
    assert placed.is_clear
    assert (placed.x_km, placed.y_km) != (free.x_km, free.y_km)


def test_a_name_without_room_is_placed_and_says_that_it_is_not_clear():
    small = ground({"a": shapely.box(0, 0, 10, 10)})
    cover = Discs(x_km=np.array([5]), y_km=np.array([5]), radius_km=np.array([500]))
    (placed,) = placed_names(
        [Name(code="a", width_km=8, height_km=4)], ground=small, discs=cover
    )
    assert not placed.is_clear


@pytest.mark.parametrize("league_city", LEAGUE_CITIES)
def test_banner_names_stay_off_each_other(league_city: str):
    outlines = banner_outlines(league_city)
    level = ground(outlines)
    side = max(np.ptp(np.array(shapely.total_bounds(list(outlines.values())))[::2]), 1)
    names = [
        Name(code=code, width_km=side / 14, height_km=side / 40) for code in outlines
    ]
    placed = placed_names(names, ground=level, discs=NO_DISCS)
    assert all(place.is_clear for place in placed)
