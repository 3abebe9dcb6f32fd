"""Names of places on a map, placed so that they hide no park."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, Protocol

import numpy as np

from dashboard.charts.maps import RIM_PX, Label, View
from geodata.labelling import (
    Discs,
    Ground,
    Name,
    NamePlace,
    ground,
    placed_names,
)
from geodata.outlines import Outlines, banner_outlines, league_city_outlines

WIDE_FROM: Final = "\u2e80"
"""From this character on, letters are as wide as they are high."""

PLACINGS_KEPT: Final = 256
"""A change that moves no disc moves no name either."""

Disc = tuple[float, float, float]
"""Middle and radius, in kilometres on the plane."""

NARROW: Final = 0.58
"""How wide a Latin letter is, in heights."""

LEADING: Final = 1.2
"""From one line of a name to the next, in heights of its letters."""


class Drawn(Protocol):
    """Whatever is drawn as a disc, and must not be hidden by a name."""

    @property
    def x_km(self) -> float:
        """Of its middle, to the east."""
        ...

    @property
    def y_km(self) -> float:
        """Of its middle, to the south."""
        ...

    @property
    def radius_px(self) -> float:
        """Without its rim."""
        ...


def outlines_of(league_city: str | None) -> Outlines:
    """Return the banners of *league_city*, or the twelve league-cities."""
    return banner_outlines(league_city) if league_city else league_city_outlines()


@cache
def _ground(league_city: str | None) -> Ground:
    return ground(outlines_of(league_city))


def placed_labels(
    names: Mapping[str, str],
    *,
    league_city: str | None,
    marks: Sequence[Drawn],
    view: View,
    text_px: float,
) -> tuple[Label, ...]:
    """Return each of *names*, by adcode, where it stands; a name can have lines."""
    height_km = text_px / view.px_per_km
    wanted = tuple(
        Name(
            code=code,
            width_km=em_width(text) * height_km,
            height_km=(1 + LEADING * text.count("\n")) * height_km,
        )
        for code, text in names.items()
    )
    places = _places(wanted, league_city, _discs(marks, view))
    return tuple(
        Label(
            text=names[place.code],
            x_km=round(place.x_km, 1),
            y_km=round(place.y_km, 1),
        )
        for place in places
    )


def em_width(text: str) -> float:
    """Return how wide the widest line of *text* is, in heights of its letters."""
    return max(
        sum(1.0 if letter >= WIDE_FROM else NARROW for letter in line)
        for line in text.split("\n")
    )


@lru_cache(maxsize=PLACINGS_KEPT)
def _places(
    names: tuple[Name, ...], league_city: str | None, discs: tuple[Disc, ...]
) -> tuple[NamePlace, ...]:
    """Search once for each set of names and discs."""
    x_km, y_km, radius_km = np.array(discs, dtype=np.float64).reshape(-1, 3).T
    found = placed_names(
        names,
        ground=_ground(league_city),
        discs=Discs(x_km=x_km, y_km=y_km, radius_km=radius_km),
    )
    return tuple(found)


def _discs(marks: Sequence[Drawn], view: View) -> tuple[Disc, ...]:
    return tuple(
        (mark.x_km, mark.y_km, (mark.radius_px + RIM_PX) / view.px_per_km)
        for mark in marks
    )
