"""Parks: which of them count, where they stand, what is known about each."""

from typing import Any, Final

from pandera.typing.pandas import DataFrame
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    case,
    column,
    func,
    select,
    true,
    values,
)

from queries.contracts import Park
from queries.frames import read_frame
from queries.months import Month
from queries.scope import Scope
from queries.tables import (
    banner,
    league_city,
    monthly_report,
    park,
    park_standing,
)
from queries.vocabulary import Origin

END_OF_TIME: Final = Month(9999, 12)
"""Later than any standing: asked for, it gives the latest."""


def visible_parks(*, scope: Scope) -> Subquery:
    """The parks that count, each with its latest standing; see ``parks_standing``."""
    return parks_standing(scope=scope, months=(END_OF_TIME,))


def parks_standing(*, scope: Scope, months: tuple[Month, ...]) -> Subquery:
    """One row per month and park that counts, with its standing of that month.

    The columns of ``park`` and ``month``, ``league_city``, ``banner``, ``tier`` and
    ``due_from``, the first month that the park owes. Only the strongest class of
    parks in the database counts: real, simulated in a workbook, generated.
    """
    asked = _asked_months(months)
    standing_then = (
        select(func.max(park_standing.c.valid_from))
        .where(
            park_standing.c.park == park.c.code,
            park_standing.c.valid_from <= asked.c.month,
        )
        .correlate(park, asked)
        .scalar_subquery()
    )
    return (
        select(
            asked.c.month,
            *park.c,
            park_standing.c.league_city,
            park_standing.c.banner,
            park_standing.c.tier,
            _due_from().label("due_from"),
        )
        .join_from(asked, park, true())
        .join(park_standing, park_standing.c.park == park.c.code)
        .where(
            park_standing.c.valid_from == standing_then,
            _weakness_of_class(park) == _strongest_class(),
            *_within(scope),
        )
        .subquery("standing")
    )


def parks_at_statement(*, scope: Scope, month: Month) -> Select[*tuple[Any, ...]]:
    """Every park that counts, as it stands in *month*, in the official order."""
    standing = parks_standing(scope=scope, months=(month,))
    return _described(standing)


def parks_at(connection: Connection, *, scope: Scope, month: Month) -> DataFrame[Park]:
    """Return the parks that count, one row each, as they stand in *month*.

    Coordinates are CGCS2000 degrees, absent where the registry gives none. ``grid``
    is that of the league-city where the registry states none.
    """
    return read_frame(connection, parks_at_statement(scope=scope, month=month), Park)


def _described(standing: Subquery) -> Select[*tuple[Any, ...]]:
    names = [
        name
        for name in Park.to_schema().columns
        if name not in {"banner_name_zh", "grid"}
    ]
    return (
        select(
            *(standing.c[name] for name in names),
            banner.c.name_zh.label("banner_name_zh"),
            func.coalesce(standing.c.grid, league_city.c.grid).label("grid"),
        )
        .join_from(
            standing, league_city, league_city.c.adcode == standing.c.league_city
        )
        .outerjoin(banner, banner.c.adcode == standing.c.banner)
        .order_by(league_city.c.official_order, standing.c.code)
    )


def _asked_months(months: tuple[Month, ...]) -> CTE:
    rows = [(month.stamp,) for month in months]
    return values(column("month", Integer)).data(rows).cte()


def _due_from() -> ColumnElement[int]:
    """From which month on a park owes a report.

    The start of self-testing that its registry states, else the first month that it
    reported, else the month of the import that brought it.
    """
    first_reported = (
        select(func.min(monthly_report.c.month))
        .where(monthly_report.c.park == park.c.code)
        .correlate(park)
        .scalar_subquery()
    )
    return func.coalesce(park.c.self_test_from, first_reported, park.c.entered_month)


def _weakness_of_class(parks: Any) -> ColumnElement[int]:  # noqa: ANN401  the table or an alias of it
    return case(
        (parks.c.is_simulated == 0, 0),
        (parks.c.origin == Origin.WORKBOOK.value, 1),
        else_=2,
    )


def _strongest_class() -> ColumnElement[int]:
    """The class that counts, in the whole database whatever the scope."""
    every_park = park.alias("every_park")
    return select(func.min(_weakness_of_class(every_park))).scalar_subquery()


def _within(scope: Scope) -> list[ColumnElement[bool]]:
    limits: list[ColumnElement[bool]] = []
    if scope.league_cities is not None:
        limits.append(park_standing.c.league_city.in_(sorted(scope.league_cities)))
    if scope.parks is not None:
        limits.append(park.c.code.in_(sorted(scope.parks)))
    return limits
