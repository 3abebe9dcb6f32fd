"""The plane of the maps and the metres of measurements."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geodata.crs import in_degrees, in_metres, on_plane, point_on_plane, to_plane


def test_the_middle_of_the_plane_is_45_north_112_east():
    assert to_plane(112.0, 45.0) == pytest.approx((0.0, 0.0), abs=1e-9)


def test_one_place_stands_where_many_would():
    assert point_on_plane(109.8, 39.6) == to_plane(109.8, 39.6)


def test_north_is_up_so_y_falls():
    _, y_km = to_plane(112.0, 46.0)
    assert y_km == pytest.approx(-111.0, abs=1.0)


def test_east_is_right_so_x_grows():
    x_km, _ = to_plane(113.0, 45.0)
    assert x_km == pytest.approx(79.0, abs=1.0)


def test_areas_on_albers_are_those_on_the_ellipsoid():
    square = shapely.box(118.0, 48.0, 119.0, 49.0).segmentize(0.01)
    ground_m2 = shapely.area(in_metres(np.array([square])))[0]
    ellipsoid_m2, _ = Geod(ellps="GRS80").geometry_area_perimeter(square)
    assert ground_m2 == pytest.approx(ellipsoid_m2, rel=1e-6)


def test_metres_go_back_to_degrees():
    point = np.array([shapely.Point(107.4, 40.9)])
    assert shapely.equals_exact(in_degrees(in_metres(point)), point, 1e-9).all()


def test_a_geometry_on_the_plane_is_in_kilometres():
    point = np.array([shapely.Point(113.0, 45.0)])
    x_km, y_km = to_plane(113.0, 45.0)
    assert shapely.get_coordinates(on_plane(point))[0] == pytest.approx([x_km, y_km])
