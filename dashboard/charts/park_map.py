"""The parks on the map: league-cities by one indicator, parks by grade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.charts.classes import Classes, even_classes
from dashboard.charts.comparison import number
from dashboard.charts.map_names import outlines_of, placed_labels
from dashboard.charts.maps import (
    Area,
    Canvas,
    Legend,
    Map,
    View,
)
from dashboard.charts.park_marks import park_marks, reference_zones
from dashboard.text import Speaker
from geodata.outlines import extent
from queries.contracts import IndicatorValue, Park
from queries.contracts import Zone as ZoneRow
from queries.indicators.dictionary import Indicator
from queries.rows import records
from queries.vocabulary import LEAGUE_CITIES, Grade, Tier

MARGIN_PX: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class MapData:
    """The checked frames that a map is made from.

    Attributes:
        parks: The parks to draw.
        grades: The grade of each park by code.
        grade_words: The same as a reader says it, with the light of a month.
        park_values: Every indicator of the parks in the period's last month.
        place_values: One indicator of the league-cities, in the period.
        banner_names: Names of banners by adcode; needed inside a league-city.
        zones: The reference layer; empty where it is off.
    """

    parks: DataFrame[Park]
    grades: Mapping[str, Grade]
    grade_words: Mapping[str, str]
    park_values: DataFrame[IndicatorValue]
    place_values: DataFrame[IndicatorValue]
    banner_names: Mapping[str, str]
    zones: DataFrame[ZoneRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRequest:
    """How the reader wants the map.

    Attributes:
        league_city: Drawn with its banners; ``None`` for the whole region.
        indicator: Shades the league-cities.
        indicators: The dictionary, for the hints of parks.
        marked: League-cities that the headline names.
        canvas: The rectangle to fill.
        text_px: How high a name is drawn.
        growth: 0 on a small screen, 1 on a big one.
        notes: The lines in the corner.
    """

    league_city: str | None
    indicator: Indicator
    indicators: Sequence[Indicator]
    marked: frozenset[str]
    canvas: Canvas
    text_px: float
    growth: float
    notes: tuple[str, ...]


def park_map(data: MapData, request: MapRequest, *, say: Speaker) -> Map:
    """Return the map of *data*: every park stands in its own league-city.

    A park without coordinates is not drawn; lists have it.
    """
    view = fitted(extent(outlines_of(request.league_city)), canvas=request.canvas)
    classes = even_classes(
        [number(value) for value in data.place_values["value"]],
        finest=amounts.finest(request.indicator),
    )
    marks = park_marks(
        data.parks,
        grades=data.grades,
        grade_words=data.grade_words,
        values=data.park_values,
        indicators=request.indicators,
        view=view,
        growth=request.growth,
        say=say,
    )
    return Map(
        layer=f"banners_{request.league_city}"
        if request.league_city
        else "league_cities",
        view=view,
        areas=_areas(data, request, classes, say),
        marks=marks,
        zones=reference_zones(data.zones, say=say),
        labels=placed_labels(
            _names(data, request, say),
            league_city=request.league_city,
            marks=marks,
            view=view,
            text_px=request.text_px,
        ),
        legend=_legend(data, request, classes, say),
        notes=(*_unplaced(data.parks, say), *request.notes),
    )


def fitted(bounds: tuple[float, float, float, float], *, canvas: Canvas) -> View:
    """Return the view in which *bounds* (west, north, east, south) fill *canvas*."""
    west, north, east, south = bounds
    return View(
        centre_x_km=(west + east) / 2,
        centre_y_km=(north + south) / 2,
        px_per_km=min(
            (canvas.width_px - 2 * MARGIN_PX) / (east - west),
            (canvas.height_px - 2 * MARGIN_PX) / (south - north),
        ),
        canvas=canvas,
    )


def _names(data: MapData, request: MapRequest, say: Speaker) -> Mapping[str, str]:
    if request.league_city:
        return data.banner_names
    return {code: say(f"place.{code}") for code in LEAGUE_CITIES}


def _areas(
    data: MapData, request: MapRequest, classes: Classes, say: Speaker
) -> tuple[Area, ...]:
    if request.league_city:
        return tuple(
            Area(code=code, title=name, fill_class=0, is_marked=False, hint="")
            for code, name in data.banner_names.items()
        )
    return tuple(
        Area(
            code=row.code,
            title=say(f"place.{row.code}"),
            fill_class=classes.of(number(row.value)),
            is_marked=row.code in request.marked,
            hint=say(
                "map.area_hint",
                name=say.name_of(request.indicator),
                value=amounts.of_indicator(
                    request.indicator, number(row.value), say=say
                ),
                complete=row.complete_months,
                due=row.due_months,
            ),
        )
        for row in records(data.place_values)
    )


def _legend(
    data: MapData, request: MapRequest, classes: Classes, say: Speaker
) -> Legend:
    is_region = request.league_city is None
    return Legend(
        title=_legend_title(request.indicator, say) if is_region else "",
        classes=_class_words(data, request, classes, say),
        missing=say("map.no_value")
        if is_region and data.place_values["value"].isna().any()
        else "",
        tiers=tuple((tier, say(f"map.tier_{tier}")) for tier in Tier),
        marked=say("map.marked") if is_region and request.marked else "",
        zone=say("map.zone"),
    )


def _class_words(
    data: MapData, request: MapRequest, classes: Classes, say: Speaker
) -> tuple[str, ...]:
    if request.league_city or data.place_values["value"].isna().all():
        return ()
    return class_words(classes, request.indicator, say=say)


def _legend_title(indicator: Indicator, say: Speaker) -> str:
    unit, name = amounts.unit_of(indicator), say.name_of(indicator)
    if unit:
        return say("map.legend_unit", name=name, unit=unit)
    return say("map.legend_plain", name=name)


def class_words(
    classes: Classes, indicator: Indicator, *, say: Speaker
) -> tuple[str, ...]:
    """Return each class as a reader says it: ≤0.50, 0.50-0.55, >0.65."""
    edges = [amounts.of_indicator(indicator, edge, say=say) for edge in classes.edges]
    if not edges:
        return (say("map.one_class"),)
    between = (f"{low}–{high}" for low, high in pairwise(edges))
    return (f"≤{edges[0]}", *between, f">{edges[-1]}")


def _unplaced(parks: DataFrame[Park], say: Speaker) -> tuple[str, ...]:
    """Return a note on the parks without coordinates: the map cannot show them."""
    n_unplaced = int(parks["longitude_deg"].isna().sum())
    return (say("map.no_place", n=n_unplaced),) if n_unplaced else ()
