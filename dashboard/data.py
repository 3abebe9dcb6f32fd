"""The one door to storage, and the only cache.

Every answer is kept under what was asked, whose rows were asked for, of which database
and of which version of its data: nobody sees another's rows, or yesterday's.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial, wraps
from operator import attrgetter
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import pandas as pd
import streamlit as st
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection, Engine

from dashboard import complementarity, what_if
from dashboard.access import scope_of_reader
from dashboard.complementarity import Completed
from dashboard.settings import Settings
from dashboard.source import Opened
from geodata.complementarity import alternatives
from geodata.complementarity.alternatives import Answer, Prepared
from geodata.complementarity.contracts import Complement
from geodata.complementarity.pairing import Limits
from geodata.complementarity.parameters import Parameters
from queries import (
    batches,
    changes,
    clock,
    grades,
    snapshots,
    talks,
)
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
from queries.engine import open_engine, reading, writing
from queries.indicators import dictionary
from queries.indicators.dictionary import Dictionary
from queries.months import Month, Period
from queries.oversight import attention
from queries.scope import Scope
from queries.vocabulary import LEAGUE_CITIES, Level, Window

FRESH_FOR: Final = timedelta(hours=1)
"""Answers go by themselves after this; a new data version replaces them at once."""

ANSWERS_KEPT: Final = 128
"""Of each question; an answer can hold a row for every park and indicator."""

MADE_KEPT: Final = 4096
"""Of everything made from answers: a picture of a map, the largest, has 30 KB."""

_seen_in_run: ContextVar["Seen"] = ContextVar("seen")
"""What this rerun sees; Streamlit runs each session's script in a thread of its own."""

_just_looked: ContextVar[bool] = ContextVar("just_looked", default=False)
"""Whether the frame has looked and its page has not begun."""

P = ParamSpec("P")
R = TypeVar("R")


class DataMovedError(Exception):
    """A batch came in while a page was being made: the page starts anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What every cache key holds beside the question itself."""

    database_url: str
    version: int
    made_at: datetime | None
    scope: Scope


def _listed(codes: frozenset[str]) -> str:
    return "|".join(sorted(codes))


KEYS: Final[dict[str | type[Any], Callable[[Any], object]]] = {
    Seen: repr,
    Month: str,
    Period: str,
    RuleSet: repr,
    Parameters: repr,
    Limits: repr,
    frozenset: _listed,
}
"""How arguments enter a key; Streamlit's own way takes them apart, every time."""


@st.cache_resource(ttl=FRESH_FOR, max_entries=4)
def engine(database_url: str) -> Engine:
    """Return the pool that every session shares."""
    return open_engine(database_url)


def look_anew() -> None:
    """Take note of the state of the data: a rerun sees one, from first to last.

    Every rerun begins so; whoever changes data and goes on to show it calls it again.
    """
    _seen_in_run.set(seen_now())


def look_once() -> None:
    """Take note of the state of the data, unless this rerun's frame just did."""
    if not _just_looked.get():
        look_anew()
    _just_looked.set(False)


def look_first() -> None:
    """Look anew for the frame of a page; the page itself need not look again."""
    _just_looked.set(False)
    look_anew()
    _just_looked.set(True)


def seen_now() -> Seen:
    """Return the state of the data as it is at this moment, for this reader."""
    url = Settings.from_environ().database_url
    with reading(engine(url)) as connection:
        last = connection.execute(snapshots.last_batch_statement()).one_or_none()
    return Seen(
        database_url=url,
        version=0 if last is None else last.number,
        made_at=None if last is None else last.made_at,
        scope=scope_of_reader(),
    )


def _seen() -> Seen:
    return _seen_in_run.get(None) or seen_now()


def _door(
    reader: Callable[Concatenate[Seen, P], R], *, max_entries: int = ANSWERS_KEPT
) -> Callable[P, R]:
    """Keep a reader's answers by what is seen and what is asked."""
    kept: Callable[..., R] = st.cache_data(
        ttl=FRESH_FOR,
        max_entries=max_entries,
        show_spinner=False,
        hash_funcs=KEYS,
    )(reader)

    @wraps(reader)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        return kept(_seen(), *args, **kwargs)

    return asked


@dataclass(frozen=True, slots=True)
class _Making:
    """What is to be made, and under which key it is kept."""

    key: str
    make: Callable[[], Any]


@st.cache_resource(
    ttl=FRESH_FOR,
    max_entries=MADE_KEPT,
    show_spinner=False,
    hash_funcs={_Making: attrgetter("key")},
)
def _made(making: _Making) -> Any:  # noqa: ANN401  whatever a builder makes
    return making.make()


def kept(builder: Callable[P, R]) -> Callable[P, R]:
    """Keep what *builder* makes of answers, by what is seen and what it is made of.

    It is kept for the day in China: what is owed changes at midnight, without a batch.
    Every reader gets the very same object, so it has to be one that nobody can edit:
    a frozen value, a tuple, a string, never a frame. Arguments enter the key as they
    are printed, so they have to be plain values too.
    """
    name = f"{builder.__module__}.{builder.__qualname__}"

    @wraps(builder)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        key = repr((name, _seen(), clock.today(), args, sorted(kwargs.items())))
        made: R = _made(_Making(key, partial(builder, *args, **kwargs)))
        return made

    return asked


@contextmanager
def _connected(seen: Seen) -> Iterator[Connection]:
    """Open a view of the data as they were *seen*, so that no key lies about its rows.

    Raises:
        DataMovedError: Somebody has changed them since.
    """
    with reading(engine(seen.database_url)) as connection:
        if batches.data_version(connection) != seen.version:
            raise DataMovedError
        yield connection


@contextmanager
def _opened(seen: Seen) -> Iterator[Opened]:
    """Open the same view, to be asked as any other source is."""
    with _connected(seen) as connection:
        yield Opened(connection, seen.scope)


def known() -> Dictionary:
    """Return the dictionary of measures and indicators."""
    return dictionary()


def places_in_sight() -> tuple[str, ...]:
    """Return the league-cities that the reader may see, in the official order."""
    allowed = _seen().scope.league_cities
    return tuple(code for code in LEAGUE_CITIES if allowed is None or code in allowed)


@_door
def snapshot(seen: Seen) -> snapshots.Snapshot:
    """Return the identity of the data that the reader sees."""
    with _opened(seen) as source:
        return source.snapshot()


@_door
def changes_since(seen: Seen, code: str) -> tuple[changes.Change, ...]:
    """Return what batches did after the snapshot *code*, the last one first."""
    with _connected(seen) as connection:
        return changes.changes_since(connection, scope=seen.scope, code=code)


def is_simulated() -> bool:
    """Say whether what the reader sees is demonstration data."""
    return snapshot().is_simulated


@_door
def periods(seen: Seen) -> tuple[Period, ...]:
    """Return the periods that hold reports or grades, the latest first."""
    with _connected(seen) as connection:
        return grades.periods_with_data(connection, scope=seen.scope)


@_door
def month_of(seen: Seen, period: Period, today: date) -> Month:
    """Return the last month of *period* that can hold reports by *today*."""
    with _opened(seen) as source:
        return source.month_of(period, today)


@_door
def parks_of(seen: Seen, month: Month) -> DataFrame[Park]:
    """Return the parks that count, as they stand in *month*."""
    with _opened(seen) as source:
        return source.parks_of(month)


@_door
def values_of(
    seen: Seen, by: Level, window: Window, month: Month
) -> DataFrame[IndicatorValue]:
    """Return every indicator at one level, in the window that ends with *month*."""
    with _opened(seen) as source:
        return source.values_of(by, window, month)


@_door
def year_on_year_of(
    seen: Seen, by: Level, window: Window, month: Month
) -> DataFrame[YearOnYear]:
    """Return every indicator's change since the same window last year."""
    with _opened(seen) as source:
        return source.year_on_year_of(by, window, month)


@_door
def banner_names_of(seen: Seen, league_city: str) -> dict[str, str]:
    """Return the names of a league-city's banners by adcode."""
    with _opened(seen) as source:
        return source.banner_names_of(league_city)


@_door
def park_series_of(
    seen: Seen, park: str, first: Month, last: Month
) -> DataFrame[IndicatorValue]:
    """Return every indicator of one park, month by month, gaps included."""
    with _opened(seen) as source:
        return source.park_series_of(park, first, last)


@_door
def trend_of(
    seen: Seen,
    indicator: str,
    by: Level,
    code: str,
    window: Window,
    first: Month,
    last: Month,
) -> DataFrame[TrendPoint]:
    """Return an indicator of one code and its changes, month by month."""
    with _opened(seen) as source:
        return source.trend_of(indicator, by, code, window, first, last)


@_door
def quarter_on_quarter_of(
    seen: Seen, indicator: str, by: Level, code: str, first: Month, last: Month
) -> DataFrame[IndicatorChange]:
    """Return the change of one code since the quarter before, month by month."""
    with _opened(seen) as source:
        return source.quarter_on_quarter_of(indicator, by, code, first, last)


@_door
def annual_energy_of(seen: Seen, month: Month) -> DataFrame[AnnualEnergy]:
    """Return each park's energy of its latest complete calendar year."""
    with _opened(seen) as source:
        return source.annual_energy_of(month)


@_door
def rules_of(seen: Seen, period: Period) -> RuleSet | None:
    """Return the rule set that judges *period*; ``None`` where none was valid."""
    with _opened(seen) as source:
        return source.rules_of(period)


@_door
def rule_sets(seen: Seen) -> tuple[KnownRules, ...]:
    """Return every rule set: those that ship, then the adopted ones."""
    with _opened(seen) as source:
        return source.rule_sets()


@_door
def judged_of(seen: Seen, rules: RuleSet, period: Period, today: date) -> Scores:
    """Return what *rules*, in force or not, make of every park in *period*."""
    with _opened(seen) as source:
        return source.judged_of(rules, period, today)


@_door
def ranking_by_score_of(
    seen: Seen, by: Level, period: Period, today: date
) -> DataFrame[Ranked]:
    """Return parks or league-cities ranked on the score, with intervals."""
    with _opened(seen) as source:
        return source.ranking_by_score_of(by, period, today)


@_door
def ranking_by_indicator_of(
    seen: Seen, indicator: str, by: Level, period: Period, today: date
) -> DataFrame[Ranked]:
    """Return parks or league-cities ranked on the indicator of that code."""
    with _opened(seen) as source:
        return source.ranking_by_indicator_of(indicator, by, period, today)


@_door
def ranks_by_score_of(
    seen: Seen, by: Level, period: Period, today: date
) -> DataFrame[RankedThen]:
    """Return the ranks on the score of one period, without intervals: cheap."""
    with _opened(seen) as source:
        return source.ranks_by_score_of(by, period, today)


@_door
def graded_of(seen: Seen, period: Period, today: date) -> DataFrame[GradedPark]:
    """Return every park's grade of *period*: the official, else the calculated."""
    with _opened(seen) as source:
        return source.graded_of(period, today)


@_door
def league_cities_of(seen: Seen) -> DataFrame[LeagueCity]:
    """Return the league-cities with their grid, in the official order."""
    with _opened(seen) as source:
        return source.league_cities_of()


@_door
def attention_of(seen: Seen, period: Period, today: date) -> DataFrame[AttentionItem]:
    """Return what needs somebody's attention, the most urgent first."""
    graded = graded_of(period, today)
    with _connected(seen) as connection:
        return attention.attention(
            connection, scope=seen.scope, period=period, today=today, grades=graded
        )


@_door
def traced_of(seen: Seen, park: str, month: Month) -> DataFrame[TracedValue]:
    """Return every measure of a park and month with the cell that it came from."""
    with _opened(seen) as source:
        return source.traced_of(park, month)


@_door
def zones_of(seen: Seen) -> DataFrame[Zone]:
    """Return the real zones of the reference layer."""
    with _opened(seen) as source:
        return source.zones_of()


@_door
def completed_of(seen: Seen, by: Level, parameters: Parameters) -> Completed:
    """Return what parks, or league-cities pooled, are rich in and short of."""
    if by is Level.PARK:
        with _opened(seen) as source:
            return source.completed_of(by, parameters)
    parks = completed_of(Level.PARK, parameters)
    with _connected(seen) as connection:
        return complementarity.completed_places(
            connection, scope=seen.scope, parameters=parameters, parks=parks
        )


@_door
def completed_by_month_of(
    seen: Seen, by: Level, month: Month
) -> tuple[pd.DataFrame, DataFrame[Complement]]:
    """Return resources and what reported months alone can say of them."""
    with _connected(seen) as connection:
        return complementarity.completed_by_month(
            connection, scope=seen.scope, by=by, month=month
        )


@_door
def prepared_of(
    seen: Seen, codes: frozenset[str], parameters: Parameters, today: date
) -> Prepared:
    """Return what changes at the parks *codes* are worked out from."""
    with _connected(seen) as connection:
        return what_if.prepared(
            connection,
            scope=seen.scope,
            codes=codes,
            parameters=parameters,
            today=today,
        )


@_door
def loans_of(
    seen: Seen, parameters: Parameters, limits: Limits, n_most: int, today: date
) -> tuple[Answer, Answer]:
    """Return what each of the *n_most* largest pairs changes at lender and borrower.

    Only those that can be answered; see ``complementarity.largest``.
    """
    parks = completed_of(Level.PARK, parameters)
    pairs = complementarity.largest(parks, limits=limits, n_most=n_most).answered
    codes = frozenset(pairs["from"]) | frozenset(pairs["to"])
    with _connected(seen) as connection:
        facts = what_if.prepared(
            connection,
            scope=seen.scope,
            codes=codes,
            parameters=parameters,
            today=today,
        )
    lender, borrower = alternatives.loans(pairs, facts)
    return alternatives.answered(facts, lender), alternatives.answered(facts, borrower)


def saved_talks() -> tuple[talks.Talk, ...]:
    """Return the saved talks; they change without a batch, so nothing is kept."""
    with reading(engine(Settings.from_environ().database_url)) as connection:
        return talks.saved_talks(connection)


def save_talk(name: str, steps: Sequence[str]) -> str:
    """Save *steps* under *name*, and return the name without its blanks."""
    settings = Settings.from_environ()
    with writing(engine(settings.database_url)) as connection:
        return talks.save_talk(
            connection,
            name=name,
            steps=steps,
            who=settings.who,
            saved_at=clock.now(),
        )


def remove_talk(name: str) -> None:
    """Take a saved talk away."""
    with writing(engine(Settings.from_environ().database_url)) as connection:
        talks.remove_talk(connection, name=name)
