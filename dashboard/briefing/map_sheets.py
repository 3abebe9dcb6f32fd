"""Sheets with a map: the region by one indicator, or a league-city with its banners."""

from typing import Final

from dashboard.briefing.packs import Sheet, Table
from dashboard.briefing.question import Question
from dashboard.briefing.speaking import speaker_notes
from dashboard.charts.grade_words import lit_words
from dashboard.charts.maps import Canvas, Map
from dashboard.charts.park_map import MapData, MapRequest, park_map
from queries.indicators import dictionary
from queries.indicators.dictionary import Indicator

CANVAS: Final = Canvas(width_px=940, height_px=640)
"""As wide to its height as the room that a slide gives a map."""

SQUARE: Final = Canvas(width_px=610, height_px=580)
"""The same of a league-city, whose legend stands beside it."""

TEXT_PX: Final = 19.0


def map_sheet(
    asked: Question,
    indicator: Indicator,
    *,
    key: str,
    message: str,
    marked: frozenset[str],
    league_city: str | None = None,
    tables: tuple[Table, ...] = (),
) -> Sheet:
    """Return the sheet *key* with the map, beside it *tables*.

    ``marked`` are the league-cities that the message names.
    """
    return Sheet(
        key=key,
        message=message,
        maps=(_map(asked, indicator, league_city, marked),),
        tables=tables,
        notes=speaker_notes(asked, indicators=(indicator,)),
    )


def _map(
    asked: Question,
    indicator: Indicator,
    league_city: str | None,
    marked: frozenset[str],
) -> Map:
    return park_map(
        _data(asked, indicator, league_city),
        MapRequest(
            league_city=league_city,
            indicator=indicator,
            indicators=dictionary().indicators,
            marked=marked,
            canvas=asked.canvas or (SQUARE if league_city else CANVAS),
            text_px=TEXT_PX,
            growth=1.0,
            notes=_notes(asked),
        ),
        say=asked.say,
    )


def _data(asked: Question, indicator: Indicator, league_city: str | None) -> MapData:
    parks, places = asked.parks, asked.place_values
    if league_city:
        parks = parks.loc[parks["league_city"] == league_city]
    banners = asked.desk.source.banner_names_of(league_city) if league_city else {}
    return MapData(
        parks=parks,
        grades=asked.grade_of,
        grade_words=lit_words(asked.graded, say=asked.say),
        park_values=asked.values,
        place_values=places.loc[places["indicator"] == indicator.code],
        banner_names=banners,
        zones=asked.desk.source.zones_of().iloc[:0],
    )


def _notes(asked: Question) -> tuple[str, ...]:
    """Return how many grades are calculated, and which map this is."""
    say, rules = asked.say, asked.rules
    n_calculated = int((asked.graded["origin"] == "calculated").sum())
    lines = [approval_note(asked), state_note(asked)]
    if n_calculated and rules is not None:
        status = say(f"rule_status.{rules.status.value}")
        lines.insert(0, say("map.calculated", n=n_calculated, status=status))
    return tuple(lines)


def approval_note(asked: Question) -> str:
    """Return under which number the boundaries were reviewed, or that they were not."""
    if asked.approval:
        return asked.say("map.approved", number=asked.approval)
    return asked.say("map.unreviewed")


def state_note(asked: Question) -> str:
    """Return the projection, and of which state of the data the map is."""
    return asked.say("map.projection", snapshot=asked.snapshot.code)
