"""From the coordinate systems that people state to CGCS2000 degrees.

Chinese web maps shift points by hundreds of metres: GCJ-02 is WGS 84 moved by a
published series of sines, BD-09 is GCJ-02 moved once more. Neither has a closed
inverse; both move so smoothly that a few steps of iteration find the point again.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from queries.vocabulary import CrsName

Degrees = NDArray[np.float64]
Lonlat = tuple[Degrees, Degrees]
"""Longitudes and latitudes, in this order always."""

AXIS_M: Final = 6378245.0
"""Semi-major axis of the ellipsoid of Krasovsky, on which GCJ-02 is defined."""

ECCENTRICITY_SQUARED: Final = 0.00669342162296594323
"""Of the same ellipsoid."""

MAPPED_DEG: Final = (72.004, 0.8293, 137.8347, 55.8271)
"""West, south, east, north of the rectangle in which GCJ-02 differs from WGS 84."""

BAIDU_SHIFT_DEG: Final = (0.0065, 0.006)
"""What BD-09 adds to longitude and latitude."""

BAIDU_WAVE: Final = np.pi * 3000.0 / 180.0
"""Radians a degree of the ripple that BD-09 lays over GCJ-02."""

STEPS: Final = 12
"""Each step leaves a hundredth of the error of the one before, or less."""


def to_cgcs2000(
    longitude_deg: float | Degrees, latitude_deg: float | Degrees, *, crs: CrsName
) -> Lonlat:
    """Return CGCS2000 longitudes and latitudes of points stated in *crs*.

    WGS 84 is taken as CGCS2000: the two differ by less than a metre, which is what
    the continent has moved since the year 2000.
    """
    stated = (
        np.asarray(longitude_deg, dtype=np.float64),
        np.asarray(latitude_deg, dtype=np.float64),
    )
    match crs:
        case "CGCS2000" | "WGS84":
            return stated
        case "GCJ-02":
            return _inverted(wgs84_to_gcj02, stated)
        case "BD-09":
            return _inverted(wgs84_to_gcj02, _inverted(gcj02_to_bd09, stated))


def wgs84_to_gcj02(longitude_deg: Degrees, latitude_deg: Degrees) -> Lonlat:
    """Return GCJ-02 degrees of WGS 84 degrees; outside China nothing moves."""
    east, north = _offsets_m(longitude_deg - 105.0, latitude_deg - 35.0)
    latitude = np.radians(latitude_deg)
    curve = 1.0 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    meridian_m = AXIS_M * (1.0 - ECCENTRICITY_SQUARED) / curve**1.5
    parallel_m = AXIS_M / np.sqrt(curve) * np.cos(latitude)
    is_moved = _is_mapped(longitude_deg, latitude_deg)
    return (
        longitude_deg + np.where(is_moved, np.degrees(east / parallel_m), 0.0),
        latitude_deg + np.where(is_moved, np.degrees(north / meridian_m), 0.0),
    )


def gcj02_to_bd09(longitude_deg: Degrees, latitude_deg: Degrees) -> Lonlat:
    """Return BD-09 degrees of GCJ-02 degrees."""
    ripple = 0.00002 * np.sin(latitude_deg * BAIDU_WAVE)
    turn = 0.000003 * np.cos(longitude_deg * BAIDU_WAVE)
    radius = np.hypot(longitude_deg, latitude_deg) + ripple
    angle = np.arctan2(latitude_deg, longitude_deg) + turn
    return (
        radius * np.cos(angle) + BAIDU_SHIFT_DEG[0],
        radius * np.sin(angle) + BAIDU_SHIFT_DEG[1],
    )


def _inverted(forward: Callable[[Degrees, Degrees], Lonlat], wanted: Lonlat) -> Lonlat:
    """Return the points that *forward* carries to *wanted*."""
    longitude, latitude = wanted
    for _ in range(STEPS):
        reached = forward(longitude, latitude)
        longitude = longitude + (wanted[0] - reached[0])
        latitude = latitude + (wanted[1] - reached[1])
    return longitude, latitude


def _is_mapped(longitude_deg: Degrees, latitude_deg: Degrees) -> NDArray[np.bool_]:
    west, south, east, north = MAPPED_DEG
    return (
        (longitude_deg >= west)
        & (longitude_deg <= east)
        & (latitude_deg >= south)
        & (latitude_deg <= north)
    )


def _offsets_m(x: Degrees, y: Degrees) -> Lonlat:
    """Return the published shift to the east and to the north, in metres."""
    root = np.sqrt(np.abs(x))
    shared = _sines(x, (20.0, 6.0), (20.0, 2.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east = east + shared + _sines(x, (20.0, 1.0), (40.0, 1 / 3))
    east = east + _sines(x, (150.0, 1 / 12), (300.0, 1 / 30))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north = north + shared + _sines(y, (20.0, 1.0), (40.0, 1 / 3))
    north = north + _sines(y, (160.0, 1 / 12), (320.0, 1 / 30))
    return east, north


def _sines(degrees: Degrees, *waves: tuple[float, float]) -> Degrees:
    """Return two thirds of the sum of ``amplitude * sin(frequency * pi * x)``."""
    total = np.zeros_like(degrees)
    for amplitude, frequency in waves:
        total = total + amplitude * np.sin(frequency * np.pi * degrees)
    return total * 2.0 / 3.0
