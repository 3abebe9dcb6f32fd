"""What the overview shows for one filter: frames fetched, narrowed, and said."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import controls, data, frame
from dashboard.charts import changes, findings, kpis, tasks
from dashboard.charts.comparison import Changed, since_last_year, since_previous
from dashboard.charts.grade_words import lit_words
from dashboard.charts.maps import Canvas, Map
from dashboard.charts.park_map import MapData, MapRequest, park_map
from dashboard.charts.park_table import park_table
from dashboard.charts.pooling import pooled
from dashboard.controls import Look, Place
from dashboard.drawing import screen_map
from dashboard.drawing.screen_map import Picture
from dashboard.settings import Settings
from dashboard.text import Speaker
from dashboard.theme import PALETTES, ThemeName
from queries.contracts import AttentionItem, GradedPark, IndicatorValue, Park
from queries.indicators import CORE_INDICATOR
from queries.indicators.dictionary import Indicator
from queries.months import Month, Period
from queries.vocabulary import REGION_CODE, Grade, Level, Window

THIN_SHARE: Final = 0.8
"""Where fewer parks than this have reported, the headline says how many did."""


@dataclass(frozen=True)
class Overview:
    """The parks of one place, period and set of grades, and what is known of them.

    Frames are fetched only when something is to be made of them, and once.

    Attributes:
        place: Which parks, and when.
        day: The day in China: what is late, and which month has ended, depend on it.
        wanted: The grades that the parks have; none wanted means all.
    """

    place: Place
    day: date
    wanted: frozenset[Grade] = frozenset()

    @cached_property
    def month(self) -> Month:
        """The last month of the period that can hold data yet."""
        return data.month_of(self.place.period, self.day)

    @cached_property
    def parks(self) -> DataFrame[Park]:
        """The parks as they stand in that month."""
        parks = data.parks_of(self.month)
        is_wanted = pd.Series(data=True, index=parks.index)
        if self.place.league_city:
            is_wanted &= parks["league_city"] == self.place.league_city
        if self.place.tiers:
            is_wanted &= parks["tier"].isin(self.place.tiers)
        if self.wanted:
            grades = data.graded_of(self.place.period, self.day)
            graded = grades.loc[grades["grade"].isin(self.wanted), "code"]
            is_wanted &= parks["code"].isin(graded)
        return parks if is_wanted.all() else parks.loc[is_wanted]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the parks."""
        return frozenset(self.parks["code"])

    @cached_property
    def grades(self) -> DataFrame[GradedPark]:
        """The grade of each park: the official, else the calculated."""
        grades = data.graded_of(self.place.period, self.day)
        return grades.loc[grades["code"].isin(self.codes)]

    @cached_property
    def attention(self) -> DataFrame[AttentionItem]:
        """What needs attention at the parks."""
        items = data.attention_of(self.place.period, self.day)
        return items.loc[items["code"].isin(self.codes)]

    @cached_property
    def values(self) -> DataFrame[IndicatorValue]:
        """Every indicator of each park in the window of the period."""
        return _of_parks(data.values_of(Level.PARK, self.window, self.month), self)

    @cached_property
    def reporting(self) -> DataFrame[IndicatorValue]:
        """Who reported in the last month: the core indicator of each park."""
        monthly = data.values_of(Level.PARK, Window.MONTH, self.month)
        core = monthly.loc[monthly["indicator"] == CORE_INDICATOR]
        return _of_parks(core, self)

    @property
    def grade_of(self) -> dict[str, Grade]:
        """The grade of each park."""
        pairs = zip(self.grades["code"], self.grades["grade"], strict=True)
        return {code: Grade(grade) for code, grade in pairs}

    @property
    def grade_counts(self) -> dict[Grade, int]:
        """How many parks have each grade."""
        return dict(_grade_counts(self))

    @property
    def window(self) -> Window:
        """The window that covers the period so far."""
        return controls.window_of(self.place.period)

    def graded(self, wanted: frozenset[Grade]) -> "Overview":
        """Return the parks of the *wanted* grades only; none wanted means all."""
        return replace(self, wanted=wanted)


def month_of(period: Period) -> Month:
    """Return the last month of *period* that can hold data yet."""
    return data.month_of(period, frame.today())


def overview_of(place: Place) -> Overview:
    """Return what is known of *place*; empty frames where no park is in it."""
    return Overview(place, frame.today())


@data.kept
def _grade_counts(seen: Overview) -> tuple[tuple[Grade, int], ...]:
    counts = seen.grades["grade"].value_counts()
    return tuple((Grade(str(grade)), int(n)) for grade, n in counts.items())


@data.kept
def headline(seen: Overview, *, say: Speaker) -> str:
    """Return the finding of the page; a thin month says on how many parks it rests."""
    sentence = findings.headline(
        grades=seen.grades,
        attention=seen.attention,
        period=controls.spoken(seen.place.period, say),
        say=say,
        wanted=seen.wanted,
    )
    due = seen.reporting["due_months"].sum()
    complete = seen.reporting["complete_months"].sum()
    if complete >= THIN_SHARE * due:
        return sentence
    return say("headline.partial", sentence=sentence, complete=complete, due=due)


@data.kept
def kpi_strip(seen: Overview, *, say: Speaker) -> tuple[kpis.Kpi, ...]:
    """Return the cards above the map."""
    return kpis.kpi_strip(
        grades=seen.grades,
        indicators=data.known().indicators,
        changed=_changed(seen),
        reporting=seen.reporting,
        say=say,
    )


def _changed(seen: Overview) -> dict[str, Changed]:
    """Return the indicators of the cards, over all parks, and how they changed."""
    together = pooled(
        seen.values,
        indicators=kpis.SHOWN,
        month=seen.month.stamp,
        place_of=dict.fromkeys(seen.codes, REGION_CODE),
        places=(REGION_CODE,),
    )
    if seen.place.comparison == "year_on_year":
        compared = data.year_on_year_of(Level.PARK, seen.window, seen.month)
        own = compared.loc[compared["code"].isin(seen.codes)]
        return since_last_year(together, own, code=REGION_CODE)
    earlier = seen.place.period.previous
    before = data.values_of(Level.PARK, seen.window, earlier.last)
    return since_previous(
        together,
        seen.values,
        _of_parks(before, seen) if is_comparable(seen) else before.iloc[:0],
        code=REGION_CODE,
    )


def is_comparable(seen: Overview) -> bool:
    """Say whether the window of the period before has as many months as this one.

    A period that still runs has not; nor has a first half-year, before which a whole
    year to date would stand.
    """
    earlier = seen.place.period.previous.last
    n_months = len(seen.month.window(seen.window))
    return n_months == len(seen.place.period.months) == len(earlier.window(seen.window))


def _of_parks(
    values: DataFrame[IndicatorValue], seen: Overview
) -> DataFrame[IndicatorValue]:
    return values.loc[values["code"].isin(seen.codes)]


@data.kept
def changes_of(seen: Overview, *, say: Speaker) -> changes.Changes:
    """Return who rose and who fell."""
    return changes.grade_changes(seen.grades, say=say)


@data.kept
def tasks_of(seen: Overview, *, say: Speaker) -> tuple[tasks.Task, ...]:
    """Return what needs attention, the most urgent first."""
    return tasks.attention_tasks(
        seen.attention, grades=seen.grade_of, core=_indicator(CORE_INDICATOR), say=say
    )


def map_of(
    seen: Overview, look: Look, *, canvas: Canvas, growth: float, say: Speaker
) -> Map:
    """Return the map of what is seen; *growth* is 0 on a small screen, 1 on a big."""
    league_city = seen.place.league_city
    zones = data.zones_of()
    if league_city:
        zones = zones.loc[zones["league_city"] == league_city]
    return park_map(
        MapData(
            parks=seen.parks,
            grades=seen.grade_of,
            grade_words=lit_words(seen.grades, say=say),
            park_values=seen.values,
            place_values=_of_league_cities(seen, look.indicator),
            banner_names=data.banner_names_of(league_city) if league_city else {},
            zones=zones if look.with_zones else zones.iloc[:0],
        ),
        MapRequest(
            league_city=league_city,
            indicator=_indicator(look.indicator),
            indicators=data.known().indicators,
            marked=findings.marked_places(
                seen.grades, seen.attention, wanted=seen.wanted
            ),
            canvas=canvas,
            text_px=13 + 3 * growth,
            growth=growth,
            notes=(*_calculated_note(seen, say), *_notes(say)),
        ),
        say=say,
    )


@data.kept
def picture_of(
    seen: Overview,
    look: Look,
    *,
    canvas: Canvas,
    growth: float,
    theme: ThemeName,
    say: Speaker,
) -> Picture:
    """Return the map of what is seen as a browser gets it."""
    return screen_map.picture(
        map_of(seen, look, canvas=canvas, growth=growth, say=say),
        palette=PALETTES[theme],
        growth=growth,
    )


def _of_league_cities(seen: Overview, indicator: str) -> DataFrame[IndicatorValue]:
    return pooled(
        seen.values,
        indicators=(indicator,),
        month=seen.month.stamp,
        place_of=dict(zip(seen.parks["code"], seen.parks["league_city"], strict=True)),
        places=data.places_in_sight(),
    )


def _calculated_note(seen: Overview, say: Speaker) -> tuple[str, ...]:
    """Return how many grades are calculated, and how binding their rules are."""
    n = int((seen.grades["origin"] == "calculated").sum())
    rules = data.rules_of(seen.place.period)
    if not n or rules is None:
        return ()
    status = say(f"rule_status.{rules.status.value}")
    return (say("map.calculated", n=n, status=status),)


def _notes(say: Speaker) -> tuple[str, ...]:
    approval = Settings.from_environ().map_approval
    first = say("map.approved", number=approval) if approval else say("map.unreviewed")
    return first, say("map.projection", snapshot=data.snapshot().code)


def _indicator(code: str) -> Indicator:
    return data.known().indicator(code)


def table_of(seen: Overview, *, say: Speaker) -> pd.DataFrame:
    """Return the same as the map as rows: for reading, copying, and without WebGL."""
    return park_table(
        seen.parks,
        grades=seen.grades,
        values=seen.values,
        indicators=data.known().indicators,
        say=say,
    )
