"""Discs that would hide one another, pushed apart within their own league-city.

A park is drawn where it lies unless another disc covers it. Then both give way, as
little as they can, and neither leaves the polygon that it belongs to: a park drawn in
the wrong league-city would be a false statement. The same input gives the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.discs import (
    SLACK,
    Kilometres,
    Points,
    clearance,
    crowded,
    directions,
    neighbours,
    pushes,
)
from geodata.outlines import Outline, Outlines

MARGINS: Final = (0.4, 0.15, 0.02)
"""How far inside its polygon a pushed disc's centre should stay, in radii: the first
that leaves room for all."""

PULL: Final = 0.25
"""Share of the way home that a disc goes before it is pushed again."""

STEPS_PULLED: Final = 24
STEPS_SETTLING: Final = 36
"""After the pull has faded, discs only give way."""

STEPS_A_LOOK: Final = 6
"""How long a list of discs near each other serves before it is made anew."""


RINGS: Final = 14
"""How many radii around its home a disc that found no room looks for some."""

DIRECTIONS: Final = 24

STRAYED: Final = 1.3
"""From how many radii of shift on it is worth looking for a place nearer home."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the discs are drawn, and how far that is from where the parks lie."""

    x_km: Kilometres
    y_km: Kilometres
    shift_km: Kilometres


def spread(
    *,
    x_km: Sequence[float] | Kilometres,
    y_km: Sequence[float] | Kilometres,
    radius_km: Sequence[float] | Kilometres,
    league_cities: Sequence[str],
    outlines: Outlines,
) -> Spread:
    """Return places for discs such that none hides another, where there is room.

    Args:
        x_km: Where the parks lie on the plane; the arguments run together.
        y_km: The same, southwards.
        radius_km: Of each disc with its rim: pixels over pixels per kilometre.
        league_cities: The polygon that each disc must stay in.
        outlines: The polygons by code, on the plane.
    """
    home = np.column_stack([x_km, y_km]).astype(np.float64).reshape(-1, 2)
    radii = np.asarray(radius_km, dtype=np.float64)
    codes = np.array(league_cities, dtype=np.str_)
    places = _apart(_brought_in(home, radii, codes, outlines), radii, codes, outlines)
    shift = np.hypot(*(places - home).T)
    return Spread(places[:, 0], places[:, 1], shift)


def _brought_in(
    home: Points,
    radii: Kilometres,
    codes: NDArray[np.str_],
    outlines: Outlines,
) -> Points:
    """Return *home* with those parks inside that a simplified outline leaves out."""
    own = np.array([outlines[code] for code in codes], dtype=object)
    outside = ~shapely.intersects_xy(own, home[:, 0], home[:, 1])
    narrowest = np.full(len(home), len(MARGINS) - 1)
    found = home.copy()
    rooms = _rooms(codes, radii, narrowest, outlines)
    found[outside] = _confined(home[outside], rooms[outside])
    return found


def _apart(
    home: Points,
    radii: Kilometres,
    codes: NDArray[np.str_],
    outlines: Outlines,
) -> Points:
    """Push with the widest margin first; where discs still overlap, try narrower."""
    places = home.copy()
    overlapping = crowded(places, radii)
    places[overlapping] += _nudges(radii)[overlapping]
    margins = np.zeros(len(home), dtype=np.intp)
    for attempt in range(len(MARGINS)):
        if not overlapping.any():
            break
        margins[np.isin(codes, codes[overlapping])] = attempt
        rooms = _rooms(codes, radii, margins, outlines)
        pulls = 0 if attempt else STEPS_PULLED
        places = _pushed(places, home, radii, rooms=rooms, pulls=pulls)
        overlapping = crowded(places, radii)
    return _rehoused(places, home, radii, _rooms(codes, radii, margins, outlines))


def _pushed(
    places: Points,
    home: Points,
    radii: Kilometres,
    *,
    rooms: NDArray[np.object_],
    pulls: int,
) -> Points:
    """Relax: a fading pull home, then giving way, then back into the room."""
    for step in range(pulls + STEPS_SETTLING):
        if step % STEPS_A_LOOK == 0:
            pairs = neighbours(places, radii)
        pull = PULL * (1.0 - step / pulls) if step < pulls else 0.0
        pulled = places + pull * (home - places)
        steps = pushes(pulled, radii, pairs)
        if pull == 0.0 and not steps.any():
            break
        places = pulled + steps
        is_moved = np.hypot(*(places - home).T) > SLACK * radii
        places[is_moved] = _confined(places[is_moved], rooms[is_moved])
    return places


def _rooms(
    codes: NDArray[np.str_],
    radii: Kilometres,
    margins: NDArray[np.intp],
    outlines: Outlines,
) -> NDArray[np.object_]:
    """Return where the centre of each disc may be pushed to."""
    keys = list(zip(codes.tolist(), radii.tolist(), margins.tolist(), strict=True))
    known = {
        key: _room(outlines[key[0]], radius_km=key[1], margin=key[2])
        for key in set(keys)
    }
    return np.array([known[key] for key in keys], dtype=object)


@lru_cache(maxsize=512)
def _room(outline: Outline, *, radius_km: float, margin: int) -> Outline:
    """Return *outline* less its margin; one too narrow for it gives what it has."""
    for share in MARGINS[margin:]:
        room = outline.buffer(-share * radius_km, quad_segs=2)
        if not room.is_empty:
            shapely.prepare(room)
            return room
    return outline


def _nudges(radii: Kilometres) -> Points:
    """Return a tiny step for each disc, each in another direction."""
    return 0.01 * radii[:, None] * directions(len(radii))


def _confined(places: Points, rooms: NDArray[np.object_]) -> Points:
    """Bring each place that left its room back to the nearest point inside."""
    outside = ~shapely.intersects_xy(rooms, places[:, 0], places[:, 1])
    if not outside.any():
        return places
    found = places.copy()
    ways = shapely.shortest_line(rooms[outside], shapely.points(places[outside]))
    found[outside] = shapely.get_coordinates(ways).reshape(-1, 2, 2)[:, 0]
    return found


def _rehoused(
    places: Points, home: Points, radii: Kilometres, rooms: NDArray[np.object_]
) -> Points:
    """Look once more for discs that still overlap, or were pushed far from home."""
    found = places.copy()
    strayed = np.hypot(*(places - home).T) > STRAYED * radii
    for disc in np.flatnonzero(crowded(places, radii) | strayed):
        around = _around(home[disc], float(radii[disc]))
        inside = shapely.intersects_xy(rooms[disc], around[:, 0], around[:, 1])
        candidates = np.vstack([found[disc], around[inside]])
        way = np.hypot(*(candidates - home[disc]).T)
        free = -SLACK * radii[disc]
        gaps = clearance(candidates, found, radii, int(disc))
        best = np.lexsort([way, -np.minimum(gaps, free)])[0]
        found[disc] = candidates[best]
    return found


def _around(centre: Points, radius_km: float) -> Points:
    """Return places around *centre*."""
    reach = np.repeat(np.arange(1, 2 * RINGS) * 0.5 * radius_km, DIRECTIONS)
    angle = np.tile(2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS, 2 * RINGS - 1)
    offsets = np.column_stack([np.cos(angle), np.sin(angle)]) * reach[:, None]
    places: Points = centre + offsets
    return places
