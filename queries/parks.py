"""Parks: which of them count, where they stand, what is known about each."""

from typing import Any, Final

from pandera.typing.pandas import DataFrame
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
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

AFTER_ALL: Final = END_OF_TIME.stamp + 1
"""Before which the last standing of a park holds."""


def visible_parks(*, scope: Scope) -> Subquery:
    """The parks that count, each with its latest standing; see ``parks_standing``."""
    return parks_standing(scope=scope, months=(END_OF_TIME,))


def parks_standing(*, scope: Scope, months: tuple[Month, ...]) -> Subquery:
    """One row per month and park that counts, with its standing of that month.

    The columns of ``park`` and ``month``, ``league_city``, ``banner``, ``tier`` and
    ``due_from``, the first month that the park owes. Only the strongest class of
    parks in the database counts: real, simulated in a workbook, generated.
    """
    asked, dated = _asked_months(months), _dated()
    return (
        select(
            asked.c.month,
            *park.c,
            dated.c.league_city,
            dated.c.banner,
            dated.c.tier,
            _due_from().label("due_from"),
        )
        .join_from(park, dated, dated.c.park == park.c.code)
        .join(asked, holds_in(dated, asked.c.month))
        .where(*_counted(dated, scope))
        .subquery("standing")
    )


def standings(*, scope: Scope, park_code: str | None) -> Subquery:
    """One row per park that counts and standing, whenever it holds.

    Columns ``park``, ``league_city``, ``tier``, ``due_from`` and the months from
    ``valid_from`` on and before ``valid_until``. *park_code* asks for one park,
    ``None`` for all.
    """
    dated = _dated()
    of_park = [] if park_code is None else [park.c.code == park_code]
    return (
        select(
            park.c.code.label("park"),
            dated.c.league_city,
            dated.c.tier,
            dated.c.valid_from,
            dated.c.valid_until,
            _due_from().label("due_from"),
        )
        .join_from(park, dated, dated.c.park == park.c.code)
        .where(*_counted(dated, scope), *of_park)
        .subquery("dated_standing")
    )


def every_standing() -> Subquery:
    """One row per park and standing, of every class of parks.

    The columns of ``standings`` without ``due_from``, and ``park_class``, of which
    ``strongest_class`` counts, and ``self_test_from``.
    """
    dated = _dated()
    return (
        select(
            dated.c.park,
            dated.c.league_city,
            dated.c.tier,
            _class_of(park).label("park_class"),
            dated.c.valid_from,
            dated.c.valid_until,
            park.c.self_test_from,
        )
        .join_from(park, dated, dated.c.park == park.c.code)
        .subquery("standing_of_class")
    )


def strongest_class() -> ColumnElement[int]:
    """Return the class that counts, in the whole database whatever the scope."""
    every_park = park.alias("every_park")
    return select(func.min(_class_of(every_park))).scalar_subquery()


def holds_in(standing: FromClause, month: ColumnElement[int]) -> ColumnElement[bool]:
    """Say whether a row of ``standings`` is the one that holds in *month*."""
    return and_(standing.c.valid_from <= month, month < standing.c.valid_until)


def _dated() -> Subquery:
    """Every standing with the month before which it holds."""
    following = func.lead(park_standing.c.valid_from, 1, AFTER_ALL).over(
        partition_by=park_standing.c.park, order_by=park_standing.c.valid_from
    )
    return select(*park_standing.c, following.label("valid_until")).subquery("dated")


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


def _asked_months(months: tuple[Month, ...]) -> Subquery:
    # Not ``values``: a statement that holds one is compiled anew each time.
    rows = [
        select(cast(literal(month.stamp), Integer).label("month")) for month in months
    ]
    return union_all(*rows).subquery("asked_month")


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


def _class_of(parks: Any) -> ColumnElement[int]:  # noqa: ANN401  the table or an alias of it
    return case(
        (parks.c.is_simulated == 0, 0),
        (parks.c.origin == Origin.WORKBOOK.value, 1),
        else_=2,
    )


def _counted(dated: Subquery, scope: Scope) -> list[ColumnElement[bool]]:
    # No class is stronger; of an equality a server expects to keep but a few parks.
    limits = [_class_of(park) <= strongest_class()]
    if scope.league_cities is not None:
        limits.append(dated.c.league_city.in_(sorted(scope.league_cities)))
    if scope.parks is not None:
        limits.append(park.c.code.in_(sorted(scope.parks)))
    return limits
