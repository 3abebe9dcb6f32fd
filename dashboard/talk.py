"""What each step of a talk shows: sheets of the briefings, kept like other answers."""

from collections.abc import Sequence
from typing import Final

from dashboard import data, frame, period_words
from dashboard.briefing.building import built, chart_names
from dashboard.briefing.packs import Pack, PackKind, Sheet
from dashboard.briefing.question import Question
from dashboard.charts.maps import Canvas
from dashboard.drawing.svg_map import svg
from dashboard.exporting import Part
from dashboard.presenting import Step, Steps
from dashboard.settings import Settings
from dashboard.text import Speaker
from dashboard.theme import DARK
from queries import clock
from queries.errors import ChartEmptyError, ChartUnknownError, ExportCodeError
from queries.months import Period
from queries.vocabulary import LEAGUE_CITIES, REGION_CODE

CANVAS: Final = Canvas(width_px=700, height_px=450)
"""Small: the wall enlarges it, and with it every name."""

OF_INDICATORS: Final = ("trend", "ranking", "map", "multiples")
"""Sheets of one indicator: its code follows their name."""


def question(period: Period, say: Speaker) -> Question:
    """Return the question behind every sheet about *period*."""
    settings = Settings.from_environ()
    return Question(
        desk=frame.desk(),
        period=period,
        say=say,
        made_at=clock.now(),
        handling=settings.handling,
        approval=settings.map_approval,
        canvas=CANVAS,
    )


@data.kept
def sheet_of(step: Step, period: Period, *, say: Speaker) -> Sheet | None:
    """Return what *step* shows; ``None`` where the period has nothing for it."""
    try:
        return _pack(step.part, period, say).sheets[0]
    except (ChartUnknownError, ChartEmptyError, ExportCodeError):
        return None


def _pack(part: Part, period: Period, say: Speaker) -> Pack:
    asked = question(period, say)
    return built(PackKind.CHART, asked, code=part.code, chart=part.chart)


@data.kept
def map_of(step: Step, period: Period, *, say: Speaker) -> str:
    """Return the map of *step*, drawn for a dark room; empty where it has none."""
    sheet = sheet_of(step, period, say=say)
    if sheet is None or not sheet.maps:
        return ""
    return svg(sheet.maps[0], palette=DARK, say=say, alt=sheet.message, name="stage")


@data.kept
def names_at(code: str, period: Period, *, say: Speaker) -> tuple[str, ...]:
    """Return the sheets that there are about a place or park."""
    asked = question(period, say)
    return chart_names(asked, code=None if code == REGION_CODE else code)


@data.kept
def places(period: Period, *, say: Speaker) -> tuple[tuple[str, str], ...]:
    """Return what the reader has sheets of, by code and name.

    The region comes first, then league-cities in the official order, then parks.
    """
    asked = question(period, say)
    parks = zip(asked.parks["code"], asked.parks["name_zh"], strict=True)
    return (
        (REGION_CODE, asked.place(None)),
        *((code, asked.place(code)) for code in asked.desk.source.places_in_sight()),
        *parks,
    )


def parks(period: Period, *, say: Speaker) -> dict[str, str]:
    """Return the parks to jump to, by code and name."""
    others = {REGION_CODE, *LEAGUE_CITIES}
    known = places(period, say=say)
    return {code: name for code, name in known if code not in others}


def sheet_name(name: str, *, say: Speaker) -> str:
    """Return what a sheet is called where somebody chooses from sheets."""
    kind, _, code = name.partition("_")
    known = {item.code: say.name_of(item) for item in data.known().indicators}
    if kind in OF_INDICATORS and code in known:
        return say(f"present.sheet_{kind}_of", name=known[code])
    return say(f"present.sheet_{name}")


def kicker(step: Step, period: Period, *, say: Speaker) -> str:
    """Return the small line above a message: whose, and when."""
    names = dict(places(period, say=say))
    place = names.get(step.code, step.code)
    return say("present.kicker", period=period_words.spoken(period, say), place=place)


def messages(
    steps: Steps, period: Period, *, say: Speaker
) -> Sequence[tuple[str, str]]:
    """Return kicker and message of each step."""
    return [
        (kicker(step, period, say=say), message(step, period, say=say))
        for step in steps
    ]


def message(step: Step, period: Period, *, say: Speaker) -> str:
    """Return what *step* says; that it has nothing where the period has nothing."""
    sheet = sheet_of(step, period, say=say)
    return say("present.nothing") if sheet is None else sheet.message
