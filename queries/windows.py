"""From park-months to windows and levels: the sums behind every indicator value.

One statement, whatever the level. Flows are summed straight to the level, months of
one standing at a time, from the totals of places where those will do; stocks and peaks
are brought to the window of each park first. What is due is counted from the standings
alone.
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
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)

from queries.indicators.dictionary import Indicator
from queries.indicators.place_totals import LAGS
from queries.months import Month
from queries.parks import holds_in, standings, strongest_class
from queries.scope import Scope
from queries.spans import months_between, n_due, window_members
from queries.tables import league_city, place_total
from queries.vocabulary import REGION_CODE, Level, MeasureKind, Tier, Window

ABOVE: Final = ("numerator", "numerator_before")
BELOW: Final = ("denominator", "denominator_before")
"""Columns of a source of park-months, by the side of the ratio they belong to."""

COUNTS: Final = ("n_complete", "complete_months")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the park-months.

    ``months`` follow one another without a gap; ``code`` narrows the answer to one
    park or place, ``None`` asks for all.
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

    @property
    def is_of_places(self) -> bool:
        """Whether all parks of a place are asked for, and none of them by itself."""
        return self.by is not Level.PARK and self.scope.parks is None

    @property
    def summed(self) -> tuple[str, ...]:
        """The codes of indicators whose windows are sums of months on both sides.

        Of a window of one month that is every indicator.
        """
        return tuple(
            indicator.code
            for indicator in self.indicators
            if self.window is Window.MONTH
            or indicator.numerator.kind
            == indicator.denominator.kind
            == MeasureKind.FLOW
        )


def windowed(question: Question, part: FromClause, *, lag: int) -> Subquery:
    """One row per month, indicator and code of the level, in the official order.

    Args:
        question: What is asked.
        part: Complete park-months: ``indicator``, ``park``, ``month``, ``weakness``
            and the columns of ``ABOVE`` and ``BELOW`` that it has.
        lag: How many months before each of *part* is complete too; of some lags the
            totals of places come to the same.

    Returns:
        ``month``, ``indicator``, ``code``, ``position``, ``rank`` of the indicator,
        the sums, ``n_complete`` (park-months that the sums cover),
        ``complete_months`` (those of them that were due), ``due_months`` and
        ``weakness``. A code without a park has zero months and null sums.
    """
    standing = _standing(question)
    month = months_between(question.months[0], question.months[-1], name="asked_month")
    asked = _asked_indicators(question.indicators)
    sums = [name for name in (*ABOVE, *BELOW) if name in part.c]
    rows = (
        _of_places(question, lag=lag)
        if lag in LAGS and question.is_of_places
        else _of_parks(standing, part, sums)
    )
    reached = _reached(question, standing, month, part, rows, sums)
    codes = _codes(question, standing, month)
    return (
        select(
            codes.c.month,
            asked.c.indicator,
            asked.c.rank,
            codes.c.code,
            codes.c.position,
            codes.c.due_months,
            *(reached.c[name] for name in sums),
            reached.c.weakness,
            *(func.coalesce(reached.c[name], 0).label(name) for name in COUNTS),
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


def _standing(question: Question) -> CTE:
    """Every standing that counts, with the ``code`` of the level that it belongs to."""
    is_park = question.by is Level.PARK
    standing = standings(
        scope=question.scope, park_code=question.code if is_park else None
    )
    code = _key(question.by, standing)
    narrowed = [] if question.code is None else [code == question.code]
    names = ("park", "league_city", "valid_from", "valid_until", "due_from")
    return (
        select(code.label("code"), *(standing.c[name] for name in names))
        .where(*narrowed)
        .cte("standing")
    )


def _key(by: Level, standing: FromClause) -> ColumnElement[str]:
    match by:
        case Level.PARK:
            return standing.c.park
        case Level.LEAGUE_CITY:
            return standing.c.league_city
        case Level.TIER:
            return standing.c.tier
        case Level.REGION:
            return literal(REGION_CODE, String)


def _reached(
    question: Question,
    standing: CTE,
    month: CTE,
    part: FromClause,
    rows: Subquery,
    sums: list[str],
) -> Subquery:
    """One row per window, indicator and code that has a complete park-month."""
    if question.window is Window.MONTH:
        return _until(rows.c.month, rows, sums).subquery("reached")
    members = question.member_months
    member = months_between(members[0], members[-1], name="member_month")
    span = window_members(question.window, month=month, member=member)
    summed = question.summed
    found = [_summed(question, span, rows, sums)] if summed else []
    if len(summed) < len(question.indicators):
        found.append(_by_level(question, standing, span, part, sums))
    return union_all(*found).subquery("reached")


def _of_parks(standing: CTE, part: FromClause, sums: list[str]) -> Subquery:
    """What each park adds to the sums of its code, month by month and standing."""
    is_due = case((part.c.month >= standing.c.due_from, 1), else_=0)
    return (
        select(
            part.c.indicator,
            part.c.month,
            *(standing.c[name] for name in ("code", "valid_from", "valid_until")),
            *(part.c[name] for name in sums),
            part.c.weakness,
            literal(1).label("n_complete"),
            is_due.label("complete_months"),
        )
        .join_from(part, standing, standing.c.park == part.c.park)
        .subquery("of_park")
    )


def _of_places(question: Question, *, lag: int) -> Subquery:
    """The same of all parks together that stand alike."""
    months, league_cities = question.member_months, question.scope.league_cities
    limits = [
        place_total.c.indicator.in_([each.code for each in question.indicators]),
        place_total.c.lag == lag,
        place_total.c.month.between(months[0].stamp, months[-1].stamp),
        place_total.c.park_class == strongest_class(),
    ]
    if league_cities is not None:
        limits.append(place_total.c.league_city.in_(sorted(league_cities)))
    code = _key(question.by, place_total)
    if question.code is not None:
        limits.append(code == question.code)
    return (
        select(*place_total.c, code.label("code")).where(*limits).subquery("of_place")
    )


def _until(
    end: ColumnElement[int], rows: Subquery, sums: list[str]
) -> Select[*tuple[Any, ...]]:
    """Sums of whatever *rows* hold, by the standings of the month *end*."""
    keys = [rows.c.indicator, rows.c.code]
    # A constant would be read as the number of a column.
    by_end = [end] if end is rows.c.month else []
    return (
        select(end.label("month"), *keys, *_totals(rows, sums))
        .where(holds_in(rows, end))
        .group_by(*by_end, *keys)
    )


def _summed(
    question: Question, span: CTE, rows: Subquery, sums: list[str]
) -> Select[*tuple[Any, ...]]:
    """The flows: first each month of a code's standings, then the windows.

    A window takes in the months of those standings that hold at its end.
    """
    is_flow = rows.c.indicator.in_(question.summed)
    if len(question.months) == 1:
        end = cast(literal(question.months[0].stamp), Integer)
        return _until(end, rows, sums).where(is_flow)
    names = ("indicator", "month", "code", "valid_from", "valid_until")
    keys = [rows.c[name] for name in names]
    monthly = (
        select(*keys, *_totals(rows, sums))
        .where(is_flow)
        .group_by(*keys)
        .subquery("monthly")
    )
    return (
        select(
            span.c.month,
            monthly.c.indicator,
            monthly.c.code,
            *_totals(monthly, sums),
        )
        .join_from(monthly, span, span.c.member == monthly.c.month)
        .where(holds_in(monthly, span.c.month))
        .group_by(span.c.month, monthly.c.indicator, monthly.c.code)
    )


def _totals(rows: Subquery, sums: list[str]) -> list[ColumnElement[Any]]:
    return [
        *(func.sum(rows.c[name]).label(name) for name in (*sums, *COUNTS)),
        func.max(rows.c.weakness).label("weakness"),
    ]


def _by_level(
    question: Question, standing: CTE, span: CTE, part: FromClause, sums: list[str]
) -> Select[*tuple[Any, ...]]:
    """The stocks and peaks, whose windows are not sums: park by park first."""
    months = _park_months(question, standing, span, part, sums)
    parks = _by_park(months, sums, question)
    keys = [parks.c.month, parks.c.indicator, parks.c.code]
    return select(*keys, *_totals(parks, sums)).group_by(*keys)


def _park_months(
    question: Question, standing: CTE, span: CTE, part: FromClause, sums: list[str]
) -> Subquery:
    """Every month that a park has complete, once per window and indicator."""
    is_due = case((part.c.month >= standing.c.due_from, 1), else_=0)
    same_window = (span.c.month, part.c.indicator, part.c.park)
    last_complete = func.max(part.c.month).over(partition_by=same_window)
    return (
        select(
            span.c.month,
            part.c.indicator,
            standing.c.code,
            part.c.park,
            is_due.label("is_due"),
            case((part.c.month == last_complete, 1), else_=0).label("is_last"),
            *(part.c[name] for name in sums),
            part.c.weakness,
        )
        .join_from(part, span, span.c.member == part.c.month)
        .join(standing, standing.c.park == part.c.park)
        .where(
            part.c.indicator.not_in(question.summed), holds_in(standing, span.c.month)
        )
        .subquery("park_month")
    )


def _by_park(month: Subquery, sums: Iterable[str], question: Question) -> Subquery:
    """One row per window, indicator and park."""
    stocks = [
        indicator.code
        for indicator in question.indicators
        if indicator.numerator.kind == indicator.denominator.kind == MeasureKind.STOCK
    ]
    only_last = month.c.indicator.in_(stocks)
    counted = case((only_last, month.c.is_last), else_=1)
    keys = [month.c.month, month.c.indicator, month.c.code, month.c.park]
    return (
        select(
            *keys,
            *(_over_months(month, name, question).label(name) for name in sums),
            func.max(case((counted == 1, month.c.weakness))).label("weakness"),
            func.count().label("n_complete"),
            func.sum(month.c.is_due).label("complete_months"),
        )
        .group_by(*keys)
        .subquery("park_window")
    )


def _over_months(
    month: Subquery, name: str, question: Question
) -> ColumnElement[float]:
    codes: dict[MeasureKind, list[str]] = {kind: [] for kind in MeasureKind}
    for indicator in question.indicators:
        side = indicator.numerator if name in ABOVE else indicator.denominator
        codes[side.kind].append(indicator.code)
    at_the_end = func.max(case((month.c.is_last == 1, month.c[name])))
    over = {
        MeasureKind.FLOW: func.sum(month.c[name]),
        MeasureKind.PEAK: func.max(month.c[name]),
    }
    return case(
        *((month.c.indicator.in_(codes[kind]), total) for kind, total in over.items()),
        else_=at_the_end,
    )


def _codes(question: Question, standing: CTE, month: CTE) -> Subquery:
    """Every code of the level in every month asked for, and how much it owes."""
    if question.by is Level.PARK:
        owed = n_due(question.window, month.c.month, standing.c.due_from)
        return (
            select(
                month.c.month,
                standing.c.code,
                league_city.c.official_order.label("position"),
                owed.label("due_months"),
            )
            .join_from(month, standing, holds_in(standing, month.c.month))
            .join(league_city, league_city.c.adcode == standing.c.league_city)
            .subquery("code")
        )
    places, owed_by = _places(question), _owed(question, standing, month)
    return (
        select(
            month.c.month,
            places.c.code,
            places.c.position,
            func.coalesce(owed_by.c.due_months, 0).label("due_months"),
        )
        .join_from(month, places, true())
        .outerjoin(
            owed_by,
            and_(owed_by.c.month == month.c.month, owed_by.c.code == places.c.code),
        )
        .subquery("code")
    )


def _owed(question: Question, standing: CTE, month: CTE) -> Subquery:
    """How many park-months each code owes: alike parks are counted once, times many."""
    keys = [
        standing.c.code,
        standing.c.due_from,
        standing.c.valid_from,
        standing.c.valid_until,
    ]
    alike = select(*keys, func.count().label("n_parks")).group_by(*keys)
    parks = alike.subquery("alike")
    each = n_due(question.window, month.c.month, parks.c.due_from)
    return (
        select(
            month.c.month,
            parks.c.code,
            func.sum(parks.c.n_parks * each).label("due_months"),
        )
        .join_from(month, parks, holds_in(parks, month.c.month))
        .group_by(month.c.month, parks.c.code)
        .subquery("owed")
    )


def _places(question: Question) -> Subquery:
    """The codes of a level above the parks, whether it has parks or not."""
    if question.by is Level.LEAGUE_CITY:
        codes = select(
            league_city.c.adcode.label("code"),
            league_city.c.official_order.label("position"),
        ).where(_league_cities_within(question.scope))
    else:
        fixed = list(Tier) if question.by is Level.TIER else [REGION_CODE]
        codes = _numbered([str(code) for code in fixed])
    places = codes.subquery("place")
    if question.code is None:
        return places
    return select(places).where(places.c.code == question.code).subquery("one_place")


def _league_cities_within(scope: Scope) -> ColumnElement[bool]:
    if scope.league_cities is None:
        return true()
    return league_city.c.adcode.in_(sorted(scope.league_cities))


def _numbered(words: list[str]) -> Select[*tuple[Any, ...]]:
    # Not ``values``: a statement that holds one is compiled anew each time.
    rows = [
        select(cast(literal(word), String).label("code"), literal(n).label("position"))
        for n, word in enumerate(words)
    ]
    return select(union_all(*rows).subquery("numbered"))


def _asked_indicators(indicators: tuple[Indicator, ...]) -> Subquery:
    numbered = _numbered([indicator.code for indicator in indicators]).subquery("asked")
    return select(
        numbered.c.code.label("indicator"), numbered.c.position.label("rank")
    ).subquery("asked_indicator")
