"""Totals of parks that stand alike, kept up to date after those of the parks.

Readers above the level of a park take these few rows instead of every park's. They
hold whatever the window: each standing of a park has a row of its own, with the months
before and after it too. The class of the parks is a column, so that nothing changes
here when stronger parks arrive. Changes have rows of their own, one of each lag: they
cover fewer park-months than values do.
"""

from functools import cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Subquery,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)

from queries.indicators.parts import comparable_parts
from queries.months import MONTHS_A_YEAR, Month
from queries.parks import every_standing
from queries.tables import indicator_total, place_total

NAMES: Final = tuple(column.name for column in place_total.c)
KEYS: Final = tuple(column.name for column in place_total.primary_key)

LAGS: Final = (0, 1, MONTHS_A_YEAR)
"""How many months before a park-month is complete too; at 0 there is no other month."""

NOW: Final = ("numerator", "denominator")
SUMS: Final = tuple(f"{side}{when}" for side in NOW for when in ("", "_before"))
COUNTS: Final = ("n_complete", "complete_months")

TOLERANCE: Final = 1e-9
"""A server adds up in no fixed order; two counts agree up to the rounding."""


def refresh(
    connection: Connection, *, indicators: list[str], months: list[int] | None
) -> None:
    """Count anew what the parks' totals come to.

    Args:
        connection: The transaction that changed totals of parks, or their standings.
        indicators: The codes of all that changed.
        months: Those that changed, ``None`` for all.
    """
    for lag in LAGS:
        ends = None if months is None else sorted({*months, *_moved(months, by=lag)})
        stale = [place_total.c.lag == lag, *_among(place_total, indicators, ends)]
        connection.execute(delete(place_total).where(*stale))
        statement = place_totals_statement(lag, indicators=indicators, months=ends)
        connection.execute(insert(place_total).from_select(NAMES, statement))


def place_totals_statement(
    lag: int, *, indicators: list[str] | None, months: list[int] | None
) -> Select[*tuple[Any, ...]]:
    """The columns of ``place_total``, in its order, from the totals of parks.

    One of ``LAGS``; ``None`` stands for all indicators, or months.
    """
    standing = _numbered_standings()
    part = _parts(lag, indicators, months)
    total = _by_place(standing, part)
    names = [name for name in KEYS if name in standing.c]
    place = select(standing.c.place, *(standing.c[name] for name in names)).distinct()
    places = place.subquery("place")
    columns = {column.name: column for column in (*total.c, *places.c)}
    columns["lag"] = cast(literal(lag), Integer)
    return select(*(columns[name].label(name) for name in NAMES)).join_from(
        total, places, places.c.place == total.c.place
    )


def _moved(months: list[int], *, by: int) -> list[int]:
    return [Month.of(month).plus(by).stamp for month in months]


def _parts(
    lag: int, indicators: list[str] | None, months: list[int] | None
) -> FromClause:
    """The park-months that a lag leaves, with their totals at its other end."""
    part = select(*indicator_total.c).where(
        *_among(indicator_total, indicators, months)
    )
    if not lag:
        same = (indicator_total.c[side].label(f"{side}_before") for side in NOW)
        return part.add_columns(*same).subquery("whole")
    earlier = None if months is None else _moved(months, by=-lag)
    before = select(*indicator_total.c).where(
        *_among(indicator_total, indicators, earlier)
    )
    return comparable_parts(part.subquery(), before.subquery(), lag=lag)


@cache
def _numbered_standings() -> CTE:
    """Every standing with the number of its ``place``, the same for those alike.

    Made once: a recount of every lag names it more than once in one statement.
    """
    standing = every_standing()
    alike = [standing.c[name] for name in KEYS if name in standing.c]
    place = func.dense_rank().over(order_by=alike).label("place")
    return select(*standing.c, place).cte("numbered_standing")


def _by_place(standing: CTE, part: FromClause) -> Subquery:
    """Sums by the number of a place: one number is sorted sooner than what it is of."""
    keys: list[ColumnElement[Any]] = [
        part.c.indicator,
        part.c.month,
        standing.c.place,
    ]
    # A complete month was reported: only a later start of self-testing precludes it.
    is_early = part.c.month < standing.c.self_test_from
    return (
        select(
            *keys,
            *(func.sum(part.c[name]).label(name) for name in SUMS),
            func.max(part.c.weakness).label("weakness"),
            func.count().label("n_complete"),
            func.sum(case((is_early, 0), else_=1)).label("complete_months"),
        )
        .join_from(part, standing, standing.c.park == part.c.park)
        .group_by(*keys)
        .subquery("of_place")
    )


def wrong_places_statement() -> Select[*tuple[Any, ...]]:
    """Every key of ``place_total`` whose row is not what a recount gives."""
    counted = (
        place_totals_statement(lag, indicators=None, months=None).subquery(f"lag_{lag}")
        for lag in LAGS
    )
    sides = [
        select(place_total, literal(1).label("side")),
        *(select(each, literal(-1).label("side")) for each in counted),
    ]
    both = union_all(*sides).subquery("both_sides")
    keys = [both.c[name] for name in KEYS]
    exact = [
        func.sum(both.c.side) != 0,
        func.min(both.c.weakness) != func.max(both.c.weakness),
        *(func.sum(both.c.side * both.c[name]) != 0 for name in COUNTS),
    ]
    return (
        select(*keys)
        .group_by(*keys)
        .having(or_(*exact, *(_differs(both.c.side, both.c[name]) for name in SUMS)))
        .order_by(*keys)
    )


def _differs(side: ColumnElement[int], total: ColumnElement[float]) -> Any:  # noqa: ANN401  a condition on a group
    allowed = TOLERANCE * (1 + func.sum(func.abs(total)))
    return func.abs(func.sum(side * total)) > allowed


def _among(
    table: Any,  # noqa: ANN401  either of two tables
    indicators: list[str] | None,
    months: list[int] | None,
) -> list[ColumnElement[bool]]:
    limits = ((table.c.indicator, indicators), (table.c.month, months))
    return [column.in_(some) for column, some in limits if some is not None]
