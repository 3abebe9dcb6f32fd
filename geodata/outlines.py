"""Outlines on the plane of the maps, as the screen draws them."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from geodata.crs import Geometries, on_plane
from geodata.layers import layer

Outline = Polygon | MultiPolygon
Outlines = Mapping[str, Outline]
"""Polygons on the plane, in kilometres, by adcode."""

PLANE_DECIMALS: Final = 1
"""What a browser is sent is rounded to a tenth of a kilometre; this is the same."""


@cache
def league_city_outlines() -> Outlines:
    """Return the twelve league-cities."""
    found = layer("league_cities")
    return _by_code(found.adcodes, found.outlines)


@cache
def banner_outlines(league_city: str) -> Outlines:
    """Return the banners of one *league_city*, by its adcode; empty if unknown."""
    found = layer("banners")
    belongs = np.array(found.league_cities) == league_city
    return _by_code(np.array(found.adcodes)[belongs], found.outlines[belongs])


def extent(outlines: Outlines) -> tuple[float, float, float, float]:
    """Return west, north, east and south of *outlines* on the plane, kilometres."""
    west, north, east, south = shapely.total_bounds(list(outlines.values()))
    return float(west), float(north), float(east), float(south)


def middle(outline: Outline) -> tuple[float, float]:
    """Return the centre of the widest circle in *outline*, where a name goes first."""
    circle = shapely.maximum_inscribed_circle(outline, tolerance=1.0)
    (x_km, y_km), _ = shapely.get_coordinates(circle)
    return float(x_km), float(y_km)


def _by_code(adcodes: Iterable[str], outlines: Geometries) -> Outlines:
    plane = shapely.transform(
        on_plane(outlines), lambda points: np.round(points, PLANE_DECIMALS)
    )
    shapely.prepare(plane)
    return MappingProxyType(
        {str(code): outline for code, outline in zip(adcodes, plane, strict=True)}
    )
