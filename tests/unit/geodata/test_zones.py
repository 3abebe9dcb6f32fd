"""Real zones on the plane: only those with a place, each saying how exact it is."""

import pytest
from sqlalchemy import Engine

from geodata.crs import to_plane
from geodata.zones import zones_on_plane
from queries import places
from queries.scope import REGION


def test_zones_without_a_place_are_not_drawn(engine: Engine):
    with engine.connect() as connection:
        zones = places.zones(connection, scope=REGION)
    drawn = zones_on_plane(zones)
    assert len(zones) == 102
    assert len(drawn) == 97


def test_only_four_zones_are_placed_better_than_by_their_banner(engine: Engine):
    with engine.connect() as connection:
        drawn = zones_on_plane(places.zones(connection, scope=REGION))
    exact = drawn[drawn["is_exact"]]
    assert sorted(exact["location_precision"]) == ["road", "site", "town", "town"]


def test_a_zone_is_drawn_where_it_lies(engine: Engine):
    with engine.connect() as connection:
        first = zones_on_plane(places.zones(connection, scope=REGION)).iloc[0]
    x_km, y_km = to_plane(111.198, 40.672)
    assert first["x_km"] == pytest.approx(float(x_km))
    assert first["y_km"] == pytest.approx(float(y_km))
