"""From park-months to windows and levels: the sums behind every indicator value.

One statement, whatever the level: park-months are brought to the window of each park
(flows sum, stocks take the last complete month, peaks the highest), parks to the level.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    column,
    func,
    literal,
    select,
    true,
    values,
)

from queries.indicators.dictionary import Indicator
from queries.months import Month
from queries.parks import parks_standing
from queries.scope import Scope
from queries.tables import league_city
from queries.vocabulary import REGION_CODE, Level, MeasureKind, Tier, Window

ABOVE: Final = ("numerator", "numerator_before")
BELOW: Final = ("denominator", "denominator_before")
"""Columns of a source of park-months, by the side of the ratio they belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the park-months.

    ``code`` narrows the answer to one park or place; ``None`` asks for all.
    """

    scope: Scope
    indicators: tuple[Indicator, ...]
    by: Level
    window: Window
    months: tuple[Month, ...]
    code: str | None

    @property
    def member_months(self) -> tuple[Month, ...]:
        """Every month that some window holds, each once, in order."""
        members = {
            member for month in self.months for member in month.window(self.window)
        }
        return tuple(sorted(members))


def windowed(question: Question, part: FromClause) -> Subquery:
    """One row per month, indicator and code of the level, in the official order.

    Args:
        question: What is asked.
        part: Complete park-months: ``indicator``, ``park``, ``month``, ``weakness``
            and the columns of ``ABOVE`` and ``BELOW`` that it has.

    Returns:
        ``month``, ``indicator``, ``code``, ``position``, ``rank`` of the indicator,
        the sums, ``n_complete`` (park-months that the sums cover),
        ``complete_months`` (those of them that were due), ``due_months`` and
        ``weakness``. A code without a park has zero months and null sums.
    """
    standing = parks_standing(scope=question.scope, months=question.months)
    asked = _asked_indicators(question.indicators)
    sums = [name for name in (*ABOVE, *BELOW) if name in part.c]
    reached = _by_level(
        question, _by_park(_park_months(question, standing, asked, part), sums), sums
    )
    codes = _codes(question, standing)
    return (
        select(
            codes.c.month,
            asked.c.indicator,
            asked.c.rank,
            codes.c.code,
            codes.c.position,
            *(reached.c[name] for name in sums),
            reached.c.weakness,
            *(
                func.coalesce(reached.c[name], 0).label(name)
                for name in ("n_complete", "complete_months", "due_months")
            ),
        )
        .join_from(codes, asked, true())
        .outerjoin(
            reached,
            and_(
                reached.c.month == codes.c.month,
                reached.c.indicator == asked.c.indicator,
                reached.c.code == codes.c.code,
            ),
        )
        .subquery("reached_code")
    )


def _park_months(
    question: Question, standing: Subquery, asked: CTE, part: FromClause
) -> Subquery:
    """Every month that a park owes or has complete, once per window and indicator."""
    span = _span(question)
    is_due = case((span.c.member >= standing.c.due_from, 1), else_=0)
    is_complete = case((part.c.park.is_not(None), 1), else_=0)
    same_group = (standing.c.month, asked.c.indicator, standing.c.code)
    last_complete = func.max(part.c.month).over(partition_by=same_group)
    return (
        select(
            standing.c.month,
            asked.c.indicator,
            asked.c.kind_above,
            asked.c.kind_below,
            _key(question.by, standing).label("code"),
            standing.c.code.label("park"),
            is_due.label("is_due"),
            is_complete.label("is_complete"),
            case((part.c.month == last_complete, 1), else_=0).label("is_last"),
            *(part.c[name] for name in (*ABOVE, *BELOW) if name in part.c),
            part.c.weakness,
        )
        .join_from(standing, span, span.c.month == standing.c.month)
        .join(asked, true())
        .outerjoin(
            part,
            and_(
                part.c.park == standing.c.code,
                part.c.month == span.c.member,
                part.c.indicator == asked.c.indicator,
            ),
        )
        .where(is_due + is_complete > 0, *_narrowed(question, standing))
        .subquery("park_month")
    )


def _by_park(month: Subquery, sums: Iterable[str]) -> Subquery:
    """One row per window, indicator and park."""
    stock = MeasureKind.STOCK.value
    only_last = and_(month.c.kind_above == stock, month.c.kind_below == stock)
    counted = case((only_last, month.c.is_last), else_=month.c.is_complete)
    return (
        select(
            month.c.month,
            month.c.indicator,
            month.c.code,
            month.c.park,
            *(_over_months(month, name).label(name) for name in sums),
            func.max(case((counted == 1, month.c.weakness))).label("weakness"),
            func.sum(month.c.is_complete).label("n_complete"),
            func.sum(month.c.is_complete * month.c.is_due).label("complete_months"),
            func.sum(month.c.is_due).label("due_months"),
        )
        .group_by(month.c.month, month.c.indicator, month.c.code, month.c.park)
        .subquery("park_window")
    )


def _over_months(month: Subquery, name: str) -> ColumnElement[float]:
    kind = month.c.kind_above if name in ABOVE else month.c.kind_below
    return case(
        (func.max(kind) == MeasureKind.FLOW.value, func.sum(month.c[name])),
        (func.max(kind) == MeasureKind.PEAK.value, func.max(month.c[name])),
        else_=func.max(case((month.c.is_last == 1, month.c[name]))),
    )


def _by_level(question: Question, parks: Subquery, sums: Iterable[str]) -> Subquery:
    """One row per window, indicator and code of the level that has a park."""
    if question.by is Level.PARK:
        return parks
    counts = ("n_complete", "complete_months", "due_months")
    return (
        select(
            parks.c.month,
            parks.c.indicator,
            parks.c.code,
            *(func.sum(parks.c[name]).label(name) for name in (*sums, *counts)),
            func.max(parks.c.weakness).label("weakness"),
        )
        .group_by(parks.c.month, parks.c.indicator, parks.c.code)
        .subquery("reached")
    )


def _key(by: Level, standing: Subquery) -> ColumnElement[str]:
    match by:
        case Level.PARK:
            return standing.c.code
        case Level.LEAGUE_CITY:
            return standing.c.league_city
        case Level.TIER:
            return standing.c.tier
        case Level.REGION:
            return literal(REGION_CODE, String)


def _narrowed(question: Question, standing: Subquery) -> list[ColumnElement[bool]]:
    if question.code is None:
        return []
    return [_key(question.by, standing) == question.code]


def _codes(question: Question, standing: Subquery) -> Subquery:
    """Every code of the level in every month asked for, with its place in the order."""
    statement = _codes_statement(question, standing)
    codes = statement.subquery("code")
    if question.code is None:
        return codes
    return select(codes).where(codes.c.code == question.code).subquery("one_code")


def _codes_statement(
    question: Question, standing: Subquery
) -> Select[*tuple[Any, ...]]:
    if question.by is Level.PARK:
        return select(
            standing.c.month,
            standing.c.code,
            league_city.c.official_order.label("position"),
        ).join_from(
            standing, league_city, league_city.c.adcode == standing.c.league_city
        )
    months = _months_asked(question.months)
    if question.by is Level.LEAGUE_CITY:
        return select(
            months.c.month,
            league_city.c.adcode.label("code"),
            league_city.c.official_order.label("position"),
        ).join_from(months, league_city, _league_cities_within(question.scope))
    fixed = list(Tier) if question.by is Level.TIER else [REGION_CODE]
    places = _numbered([str(code) for code in fixed])
    return select(months.c.month, places.c.code, places.c.position).join_from(
        months, places, true()
    )


def _league_cities_within(scope: Scope) -> ColumnElement[bool]:
    if scope.league_cities is None:
        return true()
    return league_city.c.adcode.in_(sorted(scope.league_cities))


def _span(question: Question) -> CTE:
    """Which months the window of each month holds."""
    rows = [
        (month.stamp, member.stamp)
        for month in question.months
        for member in month.window(question.window)
    ]
    return values(column("month", Integer), column("member", Integer)).data(rows).cte()


def _months_asked(months: tuple[Month, ...]) -> CTE:
    rows = [(month.stamp,) for month in months]
    return values(column("month", Integer)).data(rows).cte()


def _numbered(words: list[str]) -> CTE:
    return (
        values(column("code", String), column("position", Integer))
        .data([(word, position) for position, word in enumerate(words)])
        .cte()
    )


def _asked_indicators(indicators: tuple[Indicator, ...]) -> CTE:
    rows = [
        (
            indicator.code,
            rank,
            indicator.numerator.kind.value,
            indicator.denominator.kind.value,
        )
        for rank, indicator in enumerate(indicators)
    ]
    return (
        values(
            column("indicator", String),
            column("rank", Integer),
            column("kind_above", String),
            column("kind_below", String),
        )
        .data(rows)
        .cte()
    )
