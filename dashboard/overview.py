"""What the overview shows for one filter: frames fetched, narrowed, and said."""

from dataclasses import dataclass
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import controls, data, frame
from dashboard.charts import changes, findings, kpis, tasks
from dashboard.charts.comparison import Changed, since_last_year, since_previous
from dashboard.charts.maps import Canvas, Map
from dashboard.charts.park_map import MapData, MapRequest, park_map
from dashboard.charts.park_table import park_table
from dashboard.controls import Look, Place
from dashboard.settings import Settings
from dashboard.text import Speaker
from dashboard.viewport import Viewport
from queries.contracts import AttentionItem, IndicatorValue, OfficialGrade, Park
from queries.indicators import CORE_INDICATOR
from queries.indicators.dictionary import Indicator
from queries.months import Month, Period
from queries.vocabulary import REGION_CODE, Grade, Level, Window

THIN_SHARE: Final = 0.8
"""Where fewer parks than this have reported, the headline says how many did."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The frames of one place and period, for the parks that were asked for."""

    place: Place
    month: Month
    parks: DataFrame[Park]
    grades: DataFrame[OfficialGrade]
    attention: DataFrame[AttentionItem]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the parks."""
        return frozenset(self.parks["code"])

    @property
    def grade_of(self) -> dict[str, Grade]:
        """The grade of each park."""
        pairs = zip(self.grades["code"], self.grades["grade"], strict=True)
        return {code: Grade(grade) for code, grade in pairs}

    @property
    def grade_counts(self) -> dict[Grade, int]:
        """How many parks have each grade."""
        counts = self.grades["grade"].value_counts()
        return {Grade(str(grade)): int(n) for grade, n in counts.items()}

    @property
    def window(self) -> Window:
        """The window that covers the period so far."""
        return controls.window_of(self.place.period)

    def graded(self, wanted: frozenset[Grade]) -> "Overview":
        """Return the parks of the *wanted* grades only; none wanted means all."""
        if not wanted:
            return self
        kept = self.grades.loc[self.grades["grade"].isin(wanted), "code"]
        return self.narrowed(frozenset(kept))

    def narrowed(self, codes: frozenset[str]) -> "Overview":
        """Return the same for the parks *codes* only."""
        return Overview(
            self.place,
            self.month,
            self.parks.loc[self.parks["code"].isin(codes)],
            self.grades.loc[self.grades["code"].isin(codes)],
            self.attention.loc[self.attention["code"].isin(codes)],
        )


def month_of(period: Period) -> Month:
    """Return the last month of *period* that can hold data yet."""
    return data.month_of(period, frame.today())


def overview_of(place: Place) -> Overview:
    """Return what is known of *place*; empty frames where no park is in it."""
    month = month_of(place.period)
    everything = Overview(
        place,
        month,
        data.parks_of(month),
        data.grades_of(place.period),
        data.attention_of(place.period, frame.today()),
    )
    parks = everything.parks
    is_wanted = pd.Series(data=True, index=parks.index)
    if place.league_city:
        is_wanted &= parks["league_city"] == place.league_city
    if place.tiers:
        is_wanted &= parks["tier"].isin(place.tiers)
    return everything.narrowed(frozenset(parks.loc[is_wanted, "code"]))


def headline(seen: Overview, *, say: Speaker) -> str:
    """Return the finding of the page; a thin month says on how many parks it rests."""
    sentence = findings.headline(
        grades=seen.grades,
        attention=seen.attention,
        period=controls.spoken(seen.place.period, say),
        say=say,
    )
    reporting = _reporting(seen)
    due, complete = reporting["due_months"].sum(), reporting["complete_months"].sum()
    if complete >= THIN_SHARE * due:
        return sentence
    return say("headline.partial", sentence=sentence, complete=complete, due=due)


def kpi_strip(seen: Overview, *, say: Speaker) -> tuple[kpis.Kpi, ...]:
    """Return the cards above the map."""
    return kpis.kpi_strip(
        grades=seen.grades,
        indicators=data.known().indicators,
        changed=_changed(seen),
        reporting=_reporting(seen),
        say=say,
    )


def _reporting(seen: Overview) -> DataFrame[IndicatorValue]:
    """Return who reported in the last month of the period."""
    monthly = _of_parks(data.values_of(Level.PARK, Window.MONTH, seen.month), seen)
    return monthly.loc[monthly["indicator"] == CORE_INDICATOR]


def _changed(seen: Overview) -> dict[str, Changed]:
    pooled = data.pooled_of(seen.codes, Level.REGION, seen.window, seen.month)
    if seen.place.comparison == "year_on_year":
        changes_since = data.pooled_year_on_year_of(seen.codes, seen.window, seen.month)
        return since_last_year(pooled, changes_since, code=REGION_CODE)
    earlier = seen.place.period.previous
    before = data.values_of(Level.PARK, seen.window, earlier.last)
    return since_previous(
        pooled,
        _of_parks(data.values_of(Level.PARK, seen.window, seen.month), seen),
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


def changes_of(seen: Overview, *, say: Speaker) -> changes.Changes:
    """Return who rose and who fell."""
    return changes.grade_changes(seen.grades, say=say)


def tasks_of(seen: Overview, *, say: Speaker) -> tuple[tasks.Task, ...]:
    """Return what needs attention, the most urgent first."""
    return tasks.attention_tasks(
        seen.attention, grades=seen.grade_of, core=_indicator(CORE_INDICATOR), say=say
    )


def map_of(
    seen: Overview, look: Look, *, canvas: Canvas, window: Viewport, say: Speaker
) -> Map:
    """Return the map of what is seen."""
    values = data.pooled_of(seen.codes, Level.LEAGUE_CITY, seen.window, seen.month)
    league_city = seen.place.league_city
    zones = data.zones_of()
    if league_city:
        zones = zones.loc[zones["league_city"] == league_city]
    return park_map(
        MapData(
            parks=seen.parks,
            grades=seen.grade_of,
            park_values=data.values_of(Level.PARK, seen.window, seen.month),
            place_values=values.loc[values["indicator"] == look.indicator],
            banner_names=data.banner_names_of(league_city) if league_city else {},
            zones=zones if look.with_zones else zones.iloc[:0],
        ),
        MapRequest(
            league_city=league_city,
            indicator=_indicator(look.indicator),
            indicators=data.known().indicators,
            marked=findings.marked_places(seen.grades, seen.attention),
            canvas=canvas,
            text_px=window.px(13, 16),
            growth=window.px(0, 1),
            notes=_notes(say),
        ),
        say=say,
    )


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
        values=data.values_of(Level.PARK, seen.window, seen.month),
        indicators=data.known().indicators,
        say=say,
    )
