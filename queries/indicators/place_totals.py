"""Totals of parks that stand alike, kept up to date after those of the parks.

Readers above the level of a park take these few rows instead of every park's. They
hold whatever the window: each standing of a park has a row of its own, with the months
before and after it too. The class of the parks is a column, so that nothing changes
here when stronger parks arrive.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)

from queries.parks import every_standing
from queries.tables import indicator_total, place_total

NAMES: Final = tuple(column.name for column in place_total.c)
KEYS: Final = tuple(column.name for column in place_total.primary_key)

SUMS: Final = ("numerator", "denominator")
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
    stored, counted = (
        _among(table, indicators, months) for table in (place_total, indicator_total)
    )
    connection.execute(delete(place_total).where(*stored))
    statement = place_totals_statement(*counted)
    connection.execute(insert(place_total).from_select(NAMES, statement))


def place_totals_statement(*among: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The columns of ``place_total``, in its order, from the totals of parks.

    *among* narrows those.
    """
    standing = every_standing()
    keys = [
        indicator_total.c.indicator,
        indicator_total.c.month,
        *(standing.c[name] for name in KEYS[2:]),
    ]
    # A complete month was reported: only a later start of self-testing precludes it.
    is_early = indicator_total.c.month < standing.c.self_test_from
    return (
        select(
            *keys,
            *(func.sum(indicator_total.c[name]).label(name) for name in SUMS),
            func.max(indicator_total.c.weakness).label("weakness"),
            func.count().label("n_complete"),
            func.sum(case((is_early, 0), else_=1)).label("complete_months"),
        )
        .join_from(indicator_total, standing, standing.c.park == indicator_total.c.park)
        .where(*among)
        .group_by(*keys)
    )


def wrong_places_statement() -> Select[*tuple[Any, ...]]:
    """Every key of ``place_total`` whose row is not what a recount gives."""
    counted = place_totals_statement().subquery("counted_place")
    sides = [
        select(*(table.c[name] for name in NAMES), literal(side).label("side"))
        for table, side in ((place_total, 1), (counted, -1))
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
    indicators: list[str],
    months: list[int] | None,
) -> list[ColumnElement[bool]]:
    is_one = table.c.indicator.in_(indicators)
    return [is_one] if months is None else [and_(is_one, table.c.month.in_(months))]
