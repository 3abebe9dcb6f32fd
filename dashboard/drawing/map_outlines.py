"""The outlines that maps are drawn from, on every medium but a browser."""

from collections.abc import Iterator, Sequence
from typing import Final

import shapely

from geodata.outlines import Outline, Outlines, banner_outlines, league_city_outlines

REGION_LAYER: Final = "league_cities"
BANNERS: Final = "banners_"
"""What a map calls its layer: the league-cities, or the banners of one of them."""


def outlines_named(name: str) -> Outlines:
    """Return the outlines that a map's layer is called by."""
    if name.startswith(BANNERS):
        return banner_outlines(name.removeprefix(BANNERS))
    return league_city_outlines()


def rings_of(outline: Outline) -> Iterator[list[Sequence[float]]]:
    """Yield every ring of *outline*, holes too, each without its last point."""
    for part in shapely.get_parts(outline):
        for ring in (part.exterior, *part.interiors):
            yield list(ring.coords)[:-1]
