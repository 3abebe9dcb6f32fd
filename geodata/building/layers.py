"""Outlines made simple once, when they are built, so that levels share their edges."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.building.source import Divisions
from geodata.crs import Geometries, in_degrees, in_metres, on_plane
from geodata.outlines import PLANE_DECIMALS

LEAGUE_TOLERANCE_M: Final = 2000.0
"""Of the league-city layer: what a map of the region can show."""

BANNER_TOLERANCE_M: Final = 1000.0
"""Of the banner layer: what a map of one league-city can show."""

DEGREE_DECIMALS: Final = 4
"""Ten metres: far finer than either tolerance."""


class BrokenCoverageError(Exception):
    """Rounding left a gap or an overlap: the tolerance does not suit the data."""


def simplified(divisions: Divisions, *, tolerance_m: float) -> Geometries:
    """Return the banners with fewer corners, in CGCS2000 degrees.

    Neighbours keep their common edge, and rounding moves both sides alike.
    """
    ground = in_metres(divisions.outlines)
    degrees = in_degrees(shapely.coverage_simplify(ground, tolerance_m))
    return rounded(degrees, decimals=DEGREE_DECIMALS)


def rounded(outlines: Geometries, *, decimals: int) -> Geometries:
    """Return *outlines* with rounded corners, still without gaps or overlaps.

    Raises:
        BrokenCoverageError: Two corners fell together in a way that tore an edge.
    """

    def coarse(points: NDArray[np.float64]) -> NDArray[np.float64]:
        # Adding zero turns the minus zero, which is written otherwise, into zero.
        return np.round(points, decimals) + 0.0

    found: Geometries = shapely.normalize(
        shapely.remove_repeated_points(shapely.transform(outlines, coarse))
    )
    if not (shapely.is_valid(found).all() and shapely.coverage_is_valid(found)):
        raise BrokenCoverageError
    return found


def dissolved(outlines: Geometries, divisions: Divisions) -> dict[str, Any]:
    """Return the league-cities that *outlines* of all banners add up to."""
    belongs = np.array(divisions.league_cities)
    return {
        code: shapely.normalize(shapely.coverage_union_all(outlines[belongs == code]))
        for code in sorted(set(divisions.league_cities))
    }


def plane_outlines(outlines: Geometries) -> Geometries:
    """Return *outlines* on the plane of the maps, in tenths of a kilometre."""
    return rounded(on_plane(outlines), decimals=PLANE_DECIMALS)


def feature_collection(
    features: Iterable[tuple[Mapping[str, str], Any]], *, crs: str | None = None
) -> str:
    """Return (properties, outline) pairs as one compact GeoJSON document."""
    document: dict[str, Any] = {"type": "FeatureCollection"}
    if crs is not None:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    document["features"] = [
        {
            "type": "Feature",
            "properties": dict(properties),
            "geometry": json.loads(shapely.to_geojson(outline)),
        }
        for properties, outline in features
    ]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text + "\n"
