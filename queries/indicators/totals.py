"""Totals of each indicator, park and month, kept up to date by every batch.

``indicator_total`` holds what the values of ``measure_value`` come to. Whoever changes
values calls ``refresh`` in the same transaction, whoever changes what is known of a
park or its standings ``refresh_places``. Each sum is written out measure by measure, so
that a recount gives the very same floating-point number.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)

from queries.indicators import dictionary, place_totals
from queries.indicators.dictionary import Combination, Indicator
from queries.indicators.parts import WEAKNESS, flag_weakness
from queries.tables import (
    counted_indicator,
    indicator_total,
    measure_value,
    place_total,
)

PARKS_A_STATEMENT: Final = 1_000
"""A statement can bind only so many values."""

ROWS_TO_LOOK_AT: Final = 400
"""How many of them tell SQLite enough of an index."""

NAMES: Final = tuple(column.name for column in indicator_total.c)

ParkMonth = tuple[str, int]


def refresh(connection: Connection, *, park_months: Iterable[ParkMonth]) -> None:
    """Count anew the totals of parks and months whose values have changed.

    A park-month that is no longer complete loses its total; one that did not change
    comes out as it was.

    Args:
        connection: The transaction that changed the values.
        park_months: Pairs of a park's code and a month ``YYYYMM``, in any order.
    """
    changed = set(park_months)
    for parks, months in _rectangles(changed):
        _count(
            connection,
            indicators=dictionary().indicators,
            parks=parks,
            months=months,
        )
    place_totals.refresh(
        connection,
        indicators=_codes(dictionary().indicators),
        months=sorted({month for _, month in changed}),
    )
    _note_size(connection)


def refresh_places(connection: Connection) -> None:
    """Count anew what parks that stand alike come to, after a change of standings."""
    place_totals.refresh(
        connection, indicators=_codes(dictionary().indicators), months=None
    )


def written_by(connection: Connection, *, number: int) -> set[ParkMonth]:
    """Return the parks and months of which batch *number* wrote a value."""
    statement = select(measure_value.c.park, measure_value.c.month).where(
        measure_value.c.batch == number
    )
    return {(row.park, row.month) for row in connection.execute(statement.distinct())}


def is_counted(connection: Connection, *, indicators: tuple[Indicator, ...]) -> bool:
    """Say whether the totals are of exactly these indicators, as they are defined."""
    return _counted(connection) == _definitions(indicators)


def recount_redefined(
    connection: Connection, *, indicators: tuple[Indicator, ...]
) -> None:
    """Count the totals of every indicator that is new or was defined otherwise.

    The totals of an indicator that is no longer among *indicators* go.
    """
    before, now = _counted(connection), _definitions(indicators)
    same = before.items() & now.items()
    stale = sorted(code for code, _ in (before.items() | now.items()) - same)
    for table in (indicator_total, place_total, counted_indicator):
        connection.execute(delete(table).where(table.c.indicator.in_(stale)))
    asked = tuple(indicator for indicator in indicators if indicator.code in stale)
    _count(connection, indicators=asked, parks=None, months=None)
    place_totals.refresh(connection, indicators=_codes(asked), months=None)
    if asked:
        rows = [{"indicator": i.code, "definition": now[i.code]} for i in asked]
        connection.execute(insert(counted_indicator), rows)
    _note_size(connection)


def recount(connection: Connection) -> None:
    """Count every total anew, whatever is noted."""
    connection.execute(delete(counted_indicator))
    connection.execute(delete(indicator_total))
    connection.execute(delete(place_total))
    recount_redefined(connection, indicators=dictionary().indicators)


def totals_statement(
    indicator: Indicator, *among: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    """One row per month and park that has every measure of *indicator*.

    The columns of ``indicator_total``, in its order, from the values themselves;
    *among* narrows the values.
    """
    return (
        select(
            cast(literal(indicator.code), String).label("indicator"),
            measure_value.c.month,
            measure_value.c.park,
            _sum(indicator.numerator).label("numerator"),
            _sum(indicator.denominator).label("denominator"),
            cast(func.max(flag_weakness(measure_value.c.flag)), Integer).label(
                "weakness"
            ),
        )
        .where(measure_value.c.measure.in_(indicator.measures), *among)
        .group_by(measure_value.c.month, measure_value.c.park)
        .having(func.count() == len(indicator.measures))
    )


def wrong_totals_statement(
    indicators: tuple[Indicator, ...],
) -> Select[*tuple[Any, ...]]:
    """Every indicator, month and park whose total is not what a recount gives."""
    stored = select(*(indicator_total.c[name] for name in NAMES))
    counted = union_all(*(totals_statement(indicator) for indicator in indicators))
    counted_rows = select(*counted.subquery("counted").c)
    one_way = stored.except_(counted_rows).subquery("stored_only")
    other_way = counted_rows.except_(stored).subquery("counted_only")
    wrong = (
        select(one_way.c.indicator, one_way.c.month, one_way.c.park)
        .union(select(other_way.c.indicator, other_way.c.month, other_way.c.park))
        .subquery("wrong")
    )
    return select(wrong.c.indicator, wrong.c.month, wrong.c.park).order_by(*wrong.c)


def _note_size(connection: Connection) -> None:
    """Let SQLite know how many totals there are; a server finds out by itself.

    It takes a table that it knows nothing of for a small one, and then goes through
    every standing for every total.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {ROWS_TO_LOOK_AT}")
        connection.exec_driver_sql(f"ANALYZE {indicator_total.name}")


def _rectangles(
    park_months: set[ParkMonth],
) -> Iterator[tuple[list[str] | None, list[int]]]:
    """Cover *park_months* with parks times months, a few statements' worth.

    Where they fill most of one rectangle it is taken whole: what has not changed
    comes out as it was, and late reports would else make each month one of its own.
    """
    by_month: defaultdict[int, set[str]] = defaultdict(set)
    for park, month in park_months:
        by_month[month].add(park)
    every_park = frozenset[str]().union(*by_month.values())
    is_dense = 2 * len(park_months) >= len(every_park) * len(by_month)
    by_parks: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for month, those in by_month.items():
        by_parks[every_park if is_dense else frozenset(those)].append(month)
    for parks, months in by_parks.items():
        codes = sorted(parks)
        for start in range(0, len(codes), PARKS_A_STATEMENT):
            yield codes[start : start + PARKS_A_STATEMENT], sorted(months)


def _count(
    connection: Connection,
    *,
    indicators: tuple[Indicator, ...],
    parks: list[str] | None,
    months: list[int] | None,
) -> None:
    """Replace the totals of these parks and months; ``None`` stands for all of them."""
    for indicator in indicators:
        connection.execute(
            delete(indicator_total).where(
                indicator_total.c.indicator == indicator.code,
                *_among(indicator_total, parks, months),
            )
        )
        statement = totals_statement(indicator, *_among(measure_value, parks, months))
        connection.execute(insert(indicator_total).from_select(NAMES, statement))


def _among(
    table: Any,  # noqa: ANN401  either of two tables
    parks: list[str] | None,
    months: list[int] | None,
) -> list[ColumnElement[bool]]:
    limits = ((table.c.park, parks), (table.c.month, months))
    return [column.in_(some) for column, some in limits if some is not None]


def _sum(combination: Combination) -> ColumnElement[float]:
    """Return the combination of the measures of one park and month.

    There is one value of each, so that ``max`` picks it and adds nothing up.
    """
    is_of = measure_value.c.measure
    picked = [
        func.max(case((is_of == term.measure, measure_value.c.value)))
        * literal(term.coefficient)
        for term in combination.terms
    ]
    return sum(picked[1:], start=picked[0])


def _codes(indicators: Iterable[Indicator]) -> list[str]:
    return [indicator.code for indicator in indicators]


def _counted(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        select(counted_indicator.c.indicator, counted_indicator.c.definition)
    )
    return {row.indicator: row.definition for row in rows}


def _definitions(indicators: tuple[Indicator, ...]) -> dict[str, str]:
    """Return what the totals of each indicator depend on, as text."""
    flags = [flag.value for flag in WEAKNESS]
    return {
        indicator.code: json.dumps(
            {
                "numerator": _terms(indicator.numerator),
                "denominator": _terms(indicator.denominator),
                "flags": flags,
            }
        )
        for indicator in indicators
    }


def _terms(combination: Combination) -> list[tuple[str, float]]:
    return [(term.measure, term.coefficient) for term in combination.terms]
