"""Where new storage goes: a ring around each park that gets some."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from dashboard.charts.chips import Point, Room
from dashboard.charts.maps import Label, View
from dashboard.charts.resource_maps import Gain, Spot
from dashboard.text import Speaker
from queries.rows import records

AMOUNTS_AT_MOST: Final = 10
"""More of them hide the map; a pointer and the list have all."""

AWAY_PX: Final = (20.0, 34.0)
"""From the middle of a park to that of its amount, beside and above or below it."""


def gains_of(
    sites: pd.DataFrame,
    spots: Sequence[Spot],
    labels: Sequence[Label],
    *,
    view: View,
    say: Speaker,
) -> tuple[Gain, ...]:
    """Return a ring for each of *sites* that has a place, the greatest gain first."""
    spot_of = {spot.code: spot for spot in spots}
    most = max(sites["added_mwh"], default=1.0)
    room = Room(view, spots, labels, AMOUNTS_AT_MOST)
    return tuple(
        _gain(row, spot_of[row.code], most, room, say)
        for row in records(sites)
        if row.code in spot_of
    )


def _gain(
    row: Any,  # noqa: ANN401  a row of the sites
    spot: Spot,
    most: float,
    room: Room,
    say: Speaker,
) -> Gain:
    text = f"+{row.added_mwh:,.0f}"
    return Gain(
        title=spot.title,
        hint=say(
            "match.gain_hint",
            added=f"{row.added_mwh:,.0f}",
            gained=f"{row.gained_mwh_year:,.0f}",
        ),
        text=text,
        text_at=room.place(text, _around(spot, room.view)),
        x_km=spot.x_km,
        y_km=spot.y_km,
        weight=row.added_mwh / most,
    )


def _around(spot: Spot, view: View) -> tuple[Point, ...]:
    """Return the places for an amount: below, above, right and left of a park."""
    high, wide = (away / view.px_per_km for away in AWAY_PX)
    return tuple(
        (spot.x_km + x * wide, spot.y_km + y * high)
        for x, y in ((0, 1), (0, -1), (1, 0), (-1, 0))
    )
