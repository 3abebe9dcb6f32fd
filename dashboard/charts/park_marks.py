"""Parks and reference zones as marks on a map, each with what its hint says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.charts.comparison import number, present
from dashboard.charts.maps import (
    DISC_RADIUS_PX,
    RIM_PX,
    TIER_SCALE,
    Mark,
    View,
    Zone,
)
from dashboard.text import Speaker
from geodata.crs import point_on_plane
from geodata.outlines import league_city_outlines
from geodata.spreading import Spread, spread
from queries.contracts import IndicatorValue, Park
from queries.contracts import Zone as ZoneRow
from queries.indicators.dictionary import Indicator
from queries.rows import records
from queries.vocabulary import Grade, Tier, n_sources

LEADER_FROM_PX: Final = 6.0
"""A disc moved less than this needs no line to where its park lies."""

MONTHLY_ITEMS: Final = ("carbon_intensity", "green_power_share", "retrofit_completion")
"""What parks test themselves on every month; a park's hint tells them."""

SPREADS_KEPT: Final = 256
"""A change of period or comparison moves no park: the search need not be repeated."""

LABEL_POINT: Final = "banner_label_point"
"""A zone so placed stands for its banner, not for its own ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """Where a park is drawn, and where it lies."""

    x_km: float
    y_km: float
    home_x_km: float
    home_y_km: float
    radius_px: float
    is_moved: bool


def park_marks(
    parks: DataFrame[Park],
    *,
    grades: Mapping[str, Grade],
    grade_words: Mapping[str, str],
    values: DataFrame[IndicatorValue],
    indicators: Sequence[Indicator],
    view: View,
    growth: float,
    say: Speaker,
) -> tuple[Mark, ...]:
    """Return a mark for each park with coordinates, spread so that none is hidden.

    No mark leaves its own league-city. ``growth`` is 0 on a small screen, 1 on a big.
    """
    placed = parks.dropna(subset=["longitude_deg", "latitude_deg"])
    if placed.empty:
        return ()
    discs = spread_discs(placed, view=view, growth=growth)
    hints = park_hints(values, indicators, say=say)
    return tuple(
        Mark(
            code=park.code,
            title=park.name_zh,
            hint=_park_hint(
                park, grade_words[park.code], hints.get(park.code, ""), say
            ),
            grade=grades[park.code],
            tier=Tier(park.tier),
            x_km=disc.x_km,
            y_km=disc.y_km,
            home_x_km=disc.home_x_km,
            home_y_km=disc.home_y_km,
            radius_px=disc.radius_px,
            is_moved=disc.is_moved,
        )
        for park, disc in zip(records(placed), discs, strict=True)
    )


def spread_discs(
    placed: DataFrame[Park], *, view: View, growth: float
) -> tuple[Disc, ...]:
    """Return a disc for each row of *placed*, all of which have coordinates.

    None hides another, and none leaves its own league-city.
    """
    if placed.empty:
        return ()
    radii = _radii(placed["tier"], growth=growth)
    x_km, y_km = _on_plane(placed)
    drawn = _spread(
        x_km,
        y_km,
        tuple((radii + RIM_PX) / view.px_per_km),
        tuple(placed["league_city"]),
    )
    return tuple(
        Disc(
            x_km=round(float(drawn.x_km[index]), 1),
            y_km=round(float(drawn.y_km[index]), 1),
            home_x_km=round(x_km[index], 1),
            home_y_km=round(y_km[index], 1),
            radius_px=round(float(radii[index]), 1),
            is_moved=drawn.shift_km[index] * view.px_per_km >= LEADER_FROM_PX,
        )
        for index in range(len(placed))
    )


def _on_plane(
    placed: DataFrame[Park] | DataFrame[ZoneRow],
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the x and the y of each row, in kilometres."""
    degrees = zip(placed["longitude_deg"], placed["latitude_deg"], strict=True)
    x_km, y_km = zip(*(point_on_plane(*place) for place in degrees), strict=True)
    return x_km, y_km


@lru_cache(maxsize=SPREADS_KEPT)
def _spread(
    x_km: tuple[float, ...],
    y_km: tuple[float, ...],
    radius_km: tuple[float, ...],
    league_cities: tuple[str, ...],
) -> Spread:
    """Push discs apart once for each set of parks and each size of map."""
    return spread(
        x_km=x_km,
        y_km=y_km,
        radius_km=radius_km,
        league_cities=league_cities,
        outlines=league_city_outlines(),
    )


def _radii(
    tiers: Iterable[str], *, growth: float
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    small, big = DISC_RADIUS_PX
    return np.array([TIER_SCALE[Tier(tier)] for tier in tiers]) * (
        small + (big - small) * growth
    )


def _park_hint(
    park: Any,  # noqa: ANN401  a row of ``Park``
    grade: str,
    items: str,
    say: Speaker,
) -> str:
    place = say(
        "map.park_place",
        place=say(f"place.{park.league_city}"),
        tier=say(f"tier.{park.tier}"),
        grade=grade,
    )
    return f"{place}\n{items}"


def park_hints(
    values: DataFrame[IndicatorValue], indicators: Sequence[Indicator], *, say: Speaker
) -> dict[str, str]:
    """Return each park's monthly items as lines: name, value, flag."""
    known = {item.code: item for item in indicators if item.code in MONTHLY_ITEMS}
    lines: dict[str, list[str]] = {}
    for row in records(values.loc[values["indicator"].isin(known)]):
        indicator = known[row.indicator]
        value = number(row.value)
        key = "map.item" if value is not None else "map.item_missing"
        lines.setdefault(row.code, []).append(
            say(
                key,
                name=say.name_of(indicator),
                value=amounts.of_indicator(indicator, value, say=say),
                flag=say(f"flag.{row.flag}"),
            )
        )
    return {code: "\n".join(found) for code, found in lines.items()}


def zone_year(year: int | None, *, say: Speaker) -> str:
    """Return the year of a zone's latest source in words; some sources have none."""
    known = number(year)
    return say("zone.no_year") if known is None else say("zone.year", year=int(known))


def reference_zones(zones: DataFrame[ZoneRow], *, say: Speaker) -> tuple[Zone, ...]:
    """Return the real zones that have a place; one that has none is in lists only."""
    placed = zones.dropna(subset=["longitude_deg", "latitude_deg"])
    if placed.empty:
        return ()
    x_km, y_km = _on_plane(placed)
    return tuple(
        Zone(
            title=row.name_zh,
            hint=say(
                "map.zone_hint",
                precision=say(f"precision.{present(row.location_precision) or 'none'}"),
                year=zone_year(row.latest_source_year, say=say),
                confidence=say("zone.confidence", n=n_sources(row.confidence)),
            ),
            x_km=round(x_km[index], 1),
            y_km=round(y_km[index], 1),
            is_exact=row.location_precision != LABEL_POINT,
        )
        for index, row in enumerate(records(placed))
    )
