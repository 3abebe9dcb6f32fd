"""Names of places on a map, placed so that they hide no park."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np

from dashboard.charts.maps import RIM_PX, Label, Mark, View
from geodata.labelling import Discs, Ground, Name, ground, placed_names
from geodata.outlines import Outlines, banner_outlines, league_city_outlines

WIDE_FROM: Final = "\u2e80"
"""From this character on, letters are as wide as they are high."""

NARROW: Final = 0.58
"""How wide a Latin letter is, in heights."""


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
    marks: Sequence[Mark],
    view: View,
    text_px: float,
) -> tuple[Label, ...]:
    """Return each of *names*, by adcode, where it stands."""
    height_km = text_px / view.px_per_km
    wanted = [
        Name(code=code, width_km=em_width(text) * height_km, height_km=height_km)
        for code, text in names.items()
    ]
    places = placed_names(
        wanted, ground=_ground(league_city), discs=_discs(marks, view)
    )
    return tuple(
        Label(
            text=names[place.code],
            x_km=round(place.x_km, 1),
            y_km=round(place.y_km, 1),
        )
        for place in places
    )


def em_width(text: str) -> float:
    """Return how wide *text* is, in heights of its letters."""
    return sum(1.0 if letter >= WIDE_FROM else NARROW for letter in text)


def _discs(marks: Sequence[Mark], view: View) -> Discs:
    return Discs(
        x_km=np.array([mark.x_km for mark in marks], dtype=np.float64),
        y_km=np.array([mark.y_km for mark in marks], dtype=np.float64),
        radius_km=np.array([mark.radius_px + RIM_PX for mark in marks])
        / view.px_per_km,
    )
