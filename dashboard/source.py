"""Where frames come from: a connection, or the caches of the pages.

The door of the pages has functions of the same names, so the module itself is a
``Source``; the command line opens a connection and gives ``Opened``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from dashboard import complementarity
from dashboard.complementarity import Completed
from geodata.complementarity.parameters import Parameters
from queries import (
    parks,
    places,
    rankings,
    reported,
    snapshots,
    tracing,
    trends,
    values,
)
from queries.assessment import gradings, registry
from queries.assessment.registry import KnownRules
from queries.assessment.rules import RuleSet
from queries.assessment.scoring import Scores
from queries.contracts import (
    AnnualEnergy,
    AttentionItem,
    GradedPark,
    IndicatorChange,
    IndicatorValue,
    LeagueCity,
    Park,
    Ranked,
    RankedThen,
    TracedValue,
    TrendPoint,
    YearOnYear,
    Zone,
)
from queries.indicators import dictionary
from queries.months import MONTHS_A_QUARTER, Month, Period
from queries.oversight import attention
from queries.scope import Scope
from queries.snapshots import Snapshot
from queries.vocabulary import LEAGUE_CITIES, Level, Window

P = ParamSpec("P")
R = TypeVar("R")


class Source(Protocol):
    """Answers for one reader; each is that of the reader of the same subject."""

    def snapshot(self) -> Snapshot:
        """Return the identity of the data."""
        ...

    def month_of(self, period: Period, today: date, /) -> Month:
        """Return the last month of *period* that can hold reports."""
        ...

    def parks_of(self, month: Month, /) -> DataFrame[Park]:
        """Return the parks as they stand in *month*."""
        ...

    def graded_of(self, period: Period, today: date, /) -> DataFrame[GradedPark]:
        """Return official and calculated grades."""
        ...

    def values_of(
        self, by: Level, window: Window, month: Month, /
    ) -> DataFrame[IndicatorValue]:
        """Return every indicator at one level."""
        ...

    def year_on_year_of(
        self, by: Level, window: Window, month: Month, /
    ) -> DataFrame[YearOnYear]:
        """Return every indicator's change since last year."""
        ...

    def attention_of(self, period: Period, today: date, /) -> DataFrame[AttentionItem]:
        """Return what needs attention."""
        ...

    def rules_of(self, period: Period, /) -> RuleSet | None:
        """Return the rules that judge *period*."""
        ...

    def rule_sets(self) -> tuple[KnownRules, ...]:
        """Return every rule set."""
        ...

    def judged_of(self, rules: RuleSet, period: Period, today: date, /) -> Scores:
        """Return what *rules* make of every park."""
        ...

    def ranking_by_score_of(
        self, by: Level, period: Period, today: date, /
    ) -> DataFrame[Ranked]:
        """Return the ranking on the score."""
        ...

    def ranking_by_indicator_of(
        self, indicator: str, by: Level, period: Period, today: date, /
    ) -> DataFrame[Ranked]:
        """Return the ranking on an indicator."""
        ...

    def ranks_by_score_of(
        self, by: Level, period: Period, today: date, /
    ) -> DataFrame[RankedThen]:
        """Return the ranks on the score, without intervals."""
        ...

    def trend_of(
        self,
        indicator: str,
        by: Level,
        code: str,
        window: Window,
        first: Month,
        last: Month,
        /,
    ) -> DataFrame[TrendPoint]:
        """Return an indicator of one code over time."""
        ...

    def park_series_of(
        self, park: str, first: Month, last: Month, /
    ) -> DataFrame[IndicatorValue]:
        """Return every indicator of one park month by month."""
        ...

    def annual_energy_of(self, month: Month, /) -> DataFrame[AnnualEnergy]:
        """Return each park's energy of its latest whole year."""
        ...

    def banner_names_of(self, league_city: str, /) -> dict[str, str]:
        """Return the names of a league-city's banners by code."""
        ...

    def places_in_sight(self) -> tuple[str, ...]:
        """Return the league-cities that the reader may see, in the official order."""
        ...

    def league_cities_of(self) -> DataFrame[LeagueCity]:
        """Return the league-cities with their grid."""
        ...

    def zones_of(self) -> DataFrame[Zone]:
        """Return the real zones of the reference layer."""
        ...

    def quarter_on_quarter_of(
        self, indicator: str, by: Level, code: str, first: Month, last: Month, /
    ) -> DataFrame[IndicatorChange]:
        """Return the change since the quarter before, month by month."""
        ...

    def traced_of(self, park: str, month: Month, /) -> DataFrame[TracedValue]:
        """Return every measure of a park and month with the cell it came from."""
        ...

    def completed_of(self, by: Level, parameters: Parameters, /) -> Completed:
        """Return what parks, or league-cities pooled, are rich in and short of."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers, and the day in China that it is asked on."""

    source: Source
    today: date

    def month_of(self, period: Period) -> Month:
        """Return the last month of *period* that can hold data yet."""
        return self.source.month_of(period, self.today)


def _once(
    reader: Callable[Concatenate["Opened", P], R],
) -> Callable[Concatenate["Opened", P], R]:
    """Read each answer once: the connection sees one state of the data."""

    def asked(self: "Opened", /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (reader.__name__, args)
        if key not in self.answers:
            self.answers[key] = reader(self, *args, **kwargs)
        found: R = self.answers[key]
        return found

    return asked


@dataclass(frozen=True, slots=True)
class Opened:
    """The answers read from one connection, which sees one state of the data.

    Attributes:
        connection: To read from; only one thread may use it.
        scope: Whose rows.
        answers: What was read already, by what was asked.
    """

    connection: Connection
    scope: Scope
    answers: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @_once
    def snapshot(self) -> Snapshot:
        """Return the identity of the data."""
        return snapshots.snapshot(self.connection, scope=self.scope)

    @_once
    def month_of(self, period: Period, today: date, /) -> Month:
        """Return the last month of *period* that can hold reports."""
        found = reported.month_to_watch(
            self.connection, scope=self.scope, period=period, today=today
        )
        return found or period.first

    @_once
    def parks_of(self, month: Month, /) -> DataFrame[Park]:
        """Return the parks as they stand in *month*."""
        return parks.parks_at(self.connection, scope=self.scope, month=month)

    @_once
    def graded_of(self, period: Period, today: date, /) -> DataFrame[GradedPark]:
        """Return official and calculated grades."""
        return gradings.graded_parks(
            self.connection, scope=self.scope, period=period, today=today
        )

    @_once
    def values_of(
        self, by: Level, window: Window, month: Month, /
    ) -> DataFrame[IndicatorValue]:
        """Return every indicator at one level."""
        return values.indicator_matrix(
            self.connection,
            scope=self.scope,
            indicators=dictionary().indicators,
            by=by,
            window=window,
            month=month,
        )

    @_once
    def year_on_year_of(
        self, by: Level, window: Window, month: Month, /
    ) -> DataFrame[YearOnYear]:
        """Return every indicator's change since last year."""
        return values.year_on_year(
            self.connection,
            scope=self.scope,
            indicators=dictionary().indicators,
            by=by,
            window=window,
            month=month,
        )

    @_once
    def attention_of(self, period: Period, today: date, /) -> DataFrame[AttentionItem]:
        """Return what needs attention."""
        return attention.attention(
            self.connection,
            scope=self.scope,
            period=period,
            today=today,
            grades=self.graded_of(period, today),
        )

    @_once
    def rules_of(self, period: Period, /) -> RuleSet | None:
        """Return the rules that judge *period*."""
        return registry.in_force(self.rule_sets(), period=period)

    @_once
    def rule_sets(self) -> tuple[KnownRules, ...]:
        """Return every rule set."""
        return registry.known_rule_sets(self.connection)

    @_once
    def judged_of(self, rules: RuleSet, period: Period, today: date, /) -> Scores:
        """Return what *rules* make of every park."""
        return gradings.judged(
            self.connection, scope=self.scope, rules=rules, period=period, today=today
        )

    @_once
    def ranking_by_score_of(
        self, by: Level, period: Period, today: date, /
    ) -> DataFrame[Ranked]:
        """Return the ranking on the score."""
        return rankings.score_ranking(
            self.connection, scope=self.scope, by=by, period=period, today=today
        )

    @_once
    def ranking_by_indicator_of(
        self, indicator: str, by: Level, period: Period, today: date, /
    ) -> DataFrame[Ranked]:
        """Return the ranking on an indicator."""
        return rankings.indicator_ranking(
            self.connection,
            scope=self.scope,
            indicator=dictionary().indicator(indicator),
            by=by,
            period=period,
            today=today,
        )

    @_once
    def ranks_by_score_of(
        self, by: Level, period: Period, today: date, /
    ) -> DataFrame[RankedThen]:
        """Return the ranks on the score, without intervals."""
        return rankings.score_history(
            self.connection, scope=self.scope, by=by, periods=(period,), today=today
        )

    @_once
    def trend_of(
        self,
        indicator: str,
        by: Level,
        code: str,
        window: Window,
        first: Month,
        last: Month,
        /,
    ) -> DataFrame[TrendPoint]:
        """Return an indicator of one code over time."""
        return trends.trend(
            self.connection,
            scope=self.scope,
            indicator=dictionary().indicator(indicator),
            by=by,
            code=code,
            window=window,
            first=first,
            last=last,
        )

    @_once
    def park_series_of(
        self, park: str, first: Month, last: Month, /
    ) -> DataFrame[IndicatorValue]:
        """Return every indicator of one park month by month."""
        return values.indicator_series(
            self.connection,
            scope=self.scope,
            indicators=dictionary().indicators,
            by=Level.PARK,
            code=park,
            window=Window.MONTH,
            first=first,
            last=last,
        )

    @_once
    def annual_energy_of(self, month: Month, /) -> DataFrame[AnnualEnergy]:
        """Return each park's energy of its latest whole year."""
        return values.annual_energy(self.connection, scope=self.scope, month=month)

    @_once
    def banner_names_of(self, league_city: str, /) -> dict[str, str]:
        """Return the names of a league-city's banners by code."""
        found = places.banners(self.connection, league_city=league_city)
        return dict(zip(found["adcode"], found["name_zh"], strict=True))

    def places_in_sight(self) -> tuple[str, ...]:
        """Return the league-cities within the scope, in the official order."""
        allowed = self.scope.league_cities
        return tuple(
            code for code in LEAGUE_CITIES if allowed is None or code in allowed
        )

    @_once
    def league_cities_of(self) -> DataFrame[LeagueCity]:
        """Return the league-cities with their grid."""
        return places.league_cities(self.connection)

    @_once
    def zones_of(self) -> DataFrame[Zone]:
        """Return the real zones of the reference layer."""
        return places.zones(self.connection, scope=self.scope)

    @_once
    def quarter_on_quarter_of(
        self, indicator: str, by: Level, code: str, first: Month, last: Month, /
    ) -> DataFrame[IndicatorChange]:
        """Return the change since the quarter before, month by month."""
        return values.indicator_changes(
            self.connection,
            scope=self.scope,
            indicators=(dictionary().indicator(indicator),),
            by=by,
            code=code,
            window=Window.QUARTER,
            first=first,
            last=last,
            lag=MONTHS_A_QUARTER,
        )

    @_once
    def traced_of(self, park: str, month: Month, /) -> DataFrame[TracedValue]:
        """Return every measure of a park and month with the cell it came from."""
        return tracing.traced_values(
            self.connection, scope=self.scope, park=park, month=month
        )

    @_once
    def completed_of(self, by: Level, parameters: Parameters, /) -> Completed:
        """Return what parks, or league-cities pooled, are rich in and short of."""
        if by is Level.PARK:
            return complementarity.completed_parks(
                self.connection, scope=self.scope, parameters=parameters
            )
        return complementarity.completed_places(
            self.connection,
            scope=self.scope,
            parameters=parameters,
            parks=self.completed_of(Level.PARK, parameters),
        )
