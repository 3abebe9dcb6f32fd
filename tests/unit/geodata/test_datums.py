"""GCJ-02 and BD-09, against pairs that other implementations publish."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geodata.datums import gcj02_to_bd09, to_cgcs2000, wgs84_to_gcj02
from queries.vocabulary import CrsName

WGS84_AND_GCJ02 = [
    # Tests of googollee/eviltransform: Shanghai, Shenzhen, Beijing.
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    # Tests of hujiulong/gcoord.
    ((123.0, 45.0), (123.00607541, 45.00197815)),
    ((122.99395597, 44.99804071), (123.0, 45.0)),
]

GCJ02_AND_BD09 = [
    # Tests of hujiulong/gcoord.
    ((123.0, 45.0), (123.00636499, 45.00636899)),
    ((123.00607541, 45.00197815), (123.0124491, 45.0083293)),
]

ELLIPSOID = Geod(ellps="GRS80")

longitudes = st.floats(97.0, 127.0)
latitudes = st.floats(37.0, 54.0)


def metres_between(first: tuple[float, float], second: tuple[float, float]):
    return ELLIPSOID.inv(*first, *second)[2]


def stated(point: tuple[float, float]):
    return tuple(np.array(part) for part in point)


@pytest.mark.parametrize(("wgs84", "gcj02"), WGS84_AND_GCJ02)
def test_wgs84_becomes_gcj02_as_others_have_it(
    wgs84: tuple[float, float], gcj02: tuple[float, float]
):
    assert wgs84_to_gcj02(*stated(wgs84)) == pytest.approx(gcj02, abs=3e-7)


@pytest.mark.parametrize(("gcj02", "bd09"), GCJ02_AND_BD09)
def test_gcj02_becomes_bd09_as_others_have_it(
    gcj02: tuple[float, float], bd09: tuple[float, float]
):
    assert gcj02_to_bd09(*stated(gcj02)) == pytest.approx(bd09, abs=1e-7)


@pytest.mark.parametrize(("wgs84", "gcj02"), WGS84_AND_GCJ02)
def test_a_gcj02_point_is_found_again_within_a_metre(
    wgs84: tuple[float, float], gcj02: tuple[float, float]
):
    assert metres_between(to_cgcs2000(*gcj02, crs="GCJ-02"), wgs84) < 1.0


@given(longitude=longitudes, latitude=latitudes)
def test_the_way_into_gcj02_and_back_ends_where_it_began(
    longitude: float, latitude: float
):
    gcj02 = wgs84_to_gcj02(*stated((longitude, latitude)))
    back = to_cgcs2000(*gcj02, crs="GCJ-02")
    assert back == pytest.approx((longitude, latitude), abs=1e-9)


@given(longitude=longitudes, latitude=latitudes)
def test_the_way_into_bd09_and_back_ends_where_it_began(
    longitude: float, latitude: float
):
    bd09 = gcj02_to_bd09(*wgs84_to_gcj02(*stated((longitude, latitude))))
    back = to_cgcs2000(*bd09, crs="BD-09")
    assert back == pytest.approx((longitude, latitude), abs=1e-9)


@given(longitude=longitudes, latitude=latitudes)
def test_gcj02_lies_some_hundred_metres_off(longitude: float, latitude: float):
    gcj02 = wgs84_to_gcj02(*stated((longitude, latitude)))
    assert 10 < metres_between((longitude, latitude), gcj02) < 1500


def test_outside_china_gcj02_is_wgs84():
    assert wgs84_to_gcj02(*stated((40.8, 111.7))) == (40.8, 111.7)


@pytest.mark.parametrize("crs", ["CGCS2000", "WGS84"])
def test_a_survey_s_degrees_stay_as_they_are(crs: CrsName):
    assert to_cgcs2000(111.7, 40.8, crs=crs) == (111.7, 40.8)


def test_many_points_go_together():
    longitude, latitude = to_cgcs2000(
        np.array([123.0, 123.0]), np.array([45.0, 45.0]), crs="GCJ-02"
    )
    assert longitude[0] == longitude[1]
    assert latitude == pytest.approx([44.99804071, 44.99804071], abs=3e-7)
