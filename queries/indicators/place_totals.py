"""Totals of parks that stand alike, kept up to date after those of the parks.

Readers above the level of a park take these few rows instead of every park's. They
hold whatever the window: each standing of a park has a row of its own, with the months
before and after it too. The class of the parks is a column, so that nothing changes
here when stronger parks arrive.
"""

from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    Subquery,
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
    standing = _numbered_standings()
    total = _by_place(standing, *among)
    names = [name for name in KEYS if name not in total.c]
    place = select(standing.c.place, *(standing.c[name] for name in names)).distinct()
    places = place.subquery("place")
    columns = {column.name: column for column in (*total.c, *places.c)}
    return select(*(columns[name] for name in NAMES)).join_from(
        total, places, places.c.place == total.c.place
    )


def _numbered_standings() -> CTE:
    """Every standing with the number of its ``place``, the same for those alike."""
    standing = every_standing()
    alike = [standing.c[name] for name in KEYS if name in standing.c]
    place = func.dense_rank().over(order_by=alike).label("place")
    return select(*standing.c, place).cte("numbered_standing")


def _by_place(standing: CTE, *among: ColumnElement[bool]) -> Subquery:
    """Sums by the number of a place: one number is sorted sooner than what it is of."""
    keys: list[ColumnElement[Any]] = [
        indicator_total.c.indicator,
        indicator_total.c.month,
        standing.c.place,
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
        .subquery("of_place")
    )


def wrong_places_statement() -> Select[*tuple[Any, ...]]:
    """Every key of ``place_total`` whose row is not what a recount gives."""
    counted = place_totals_statement().subquery("counted_place")
    stored_side = select(place_total, literal(1).label("side"))
    counted_side = select(counted, literal(-1).label("side"))
    both = union_all(stored_side, counted_side).subquery("both_sides")
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
    limits = ((table.c.indicator, indicators), (table.c.month, months))
    return [column.in_(some) for column, some in limits if some is not None]
