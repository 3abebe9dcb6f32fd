"""Which months hold reports, and up to which month a period can hold any."""

from datetime import date

from sqlalchemy import Connection, Select, func, select

from queries.months import Month, Period
from queries.parks import visible_parks
from queries.scope import Scope
from queries.tables import monthly_report


def reported_months_statement(*, scope: Scope) -> Select[int]:
    """Every month for which a park that counts has reported."""
    visible = visible_parks(scope=scope)
    return (
        select(monthly_report.c.month)
        .join_from(monthly_report, visible, visible.c.code == monthly_report.c.park)
        .distinct()
        .order_by(monthly_report.c.month)
    )


def last_reported_statement(*, scope: Scope, period: Period) -> Select[int]:
    """The last month of *period* that a park that counts has reported."""
    months = reported_months_statement(scope=scope).subquery("reported")
    return select(func.max(months.c.month)).where(
        months.c.month.between(period.first.stamp, period.last.stamp)
    )


def month_to_watch(
    connection: Connection, *, scope: Scope, period: Period, today: date
) -> Month | None:
    """Return the last month of *period* that can hold reports by *today*.

    It has ended, or somebody has reported it already; a month that has ended and that
    nobody reported is missing, not left out. ``None`` before the period begins.
    """
    reported = connection.execute(
        last_reported_statement(scope=scope, period=period)
    ).scalar_one()
    ended = Month.containing(today).plus(-1)
    latest = max(ended, ended if reported is None else Month.of(reported))
    month = min(period.last, latest)
    return month if month >= period.first else None
