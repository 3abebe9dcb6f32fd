"""Coordinate systems by purpose, and the plane that every map is drawn on."""

from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

STORE_CRS: Final = "EPSG:4490"
"""CGCS2000 degrees: what surveys and the database speak."""

GEOJSON_CRS: Final = "EPSG:4326"
"""WGS 84 degrees: what GeoJSON speaks, and nothing else."""

_ALBERS: Final = "+proj=aea +lat_1=40 +lat_2=50 +lat_0=45 +lon_0=112 +ellps=GRS80"

MEASURE_CRS: Final = f"{_ALBERS} +units=m"
"""Albers equal-area metres, centred on the region: for areas and distances."""

PLANE: Final = f"{_ALBERS} +units=km"
"""The same in kilometres: what maps are drawn on, with y turned downwards."""

POINTS_KEPT: Final = 16_384
"""pyproj builds its transformer anew in every thread, which takes 18 ms, and each
rerun of a page has a thread of its own."""

Kilometres = NDArray[np.float64]
Geometries = NDArray[np.object_]


@cache
def _transformer(target: str) -> Transformer:
    return Transformer.from_crs(STORE_CRS, target, always_xy=True)


def to_plane(
    longitude_deg: float | NDArray[np.float64],
    latitude_deg: float | NDArray[np.float64],
) -> tuple[Kilometres, Kilometres]:
    """Return places on the plane of CGCS2000 degrees.

    x grows eastwards and y southwards, as on a screen (deck.gl's orthographic view
    has ``flipY`` on unless told otherwise).
    """
    x_km, y_km = _transformer(PLANE).transform(
        np.asarray(longitude_deg, dtype=np.float64),
        np.asarray(latitude_deg, dtype=np.float64),
    )
    return x_km, -y_km


@lru_cache(maxsize=POINTS_KEPT)
def point_on_plane(longitude_deg: float, latitude_deg: float) -> tuple[float, float]:
    """Return one place as ``to_plane`` does; places that maps show again are kept."""
    x_km, y_km = to_plane(longitude_deg, latitude_deg)
    return float(x_km), float(y_km)


def from_plane(x_km: float, y_km: float) -> tuple[float, float]:
    """Return longitude and latitude, CGCS2000 degrees, of a place on the plane."""
    back = _transformer(PLANE).transform(x_km, -y_km, direction="INVERSE")
    longitude_deg, latitude_deg = back
    return float(longitude_deg), float(latitude_deg)


def on_plane(geometries: Geometries) -> Geometries:
    """Return *geometries*, CGCS2000 degrees, on the plane of ``to_plane``."""
    return _moved(geometries, to_plane)


def in_metres(geometries: Geometries) -> Geometries:
    """Return *geometries*, CGCS2000 degrees, in the metres of ``MEASURE_CRS``."""
    return _moved(geometries, _transformer(MEASURE_CRS).transform)


def in_degrees(geometries: Geometries) -> Geometries:
    """Return *geometries*, metres of ``MEASURE_CRS``, in CGCS2000 degrees."""
    back = partial(_transformer(MEASURE_CRS).transform, direction="INVERSE")
    return _moved(geometries, back)


def _moved(
    geometries: Geometries, move: Callable[..., tuple[Kilometres, Kilometres]]
) -> Geometries:
    def moved_points(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(move(points[:, 0], points[:, 1]))

    found: Geometries = shapely.transform(geometries, moved_points)
    return found
