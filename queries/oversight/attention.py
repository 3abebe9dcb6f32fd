"""What needs somebody's attention: rebounds, weak grades, reports that did not come."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection, Select, and_, select

from queries.contracts import AttentionItem, GradedPark, Punctuality, Rebound
from queries.frames import checked, read_frame
from queries.indicators import CORE_INDICATOR, dictionary
from queries.indicators.dictionary import Indicator
from queries.months import Month, Period
from queries.parks import parks_standing
from queries.reported import month_to_watch
from queries.scope import Scope
from queries.tables import league_city, monthly_report
from queries.values import year_on_year_statement
from queries.vocabulary import AttentionKind, Grade, Level, Window

REBOUND_RATIO: Final = 1.01
"""A rebound is a carbon intensity above this multiple of the same month last year.

Provisional: the notice of 2026 names the rebound, not its threshold.
"""


def attention(
    connection: Connection,
    *,
    scope: Scope,
    period: Period,
    today: date,
    grades: DataFrame[GradedPark],
) -> DataFrame[AttentionItem]:
    """Return what to look at in *period*, the most urgent kind first.

    Rebounds and reports are those of the period's last month, or of the latest month
    that has ended by *today* or been reported where the period still runs; *grades* are
    those of the period. A park that fell to D is one item, with the grade before; one
    whose grade before is of another origin did not fall.
    """
    month = month_to_watch(connection, scope=scope, period=period, today=today)
    items: list[dict[str, Any]] = []
    if month is not None:
        core = dictionary().indicator(CORE_INDICATOR)
        found = rebounds(connection, scope=scope, indicator=core, month=month)
        items += [{"kind": AttentionKind.REBOUND.value, **row} for row in _rows(found)]
    items += [*_weak(grades), *_fallen(grades)]
    if month is not None:
        reports = punctuality(connection, scope=scope, month=month)
        items += _not_received(reports, month=month, today=today)
    columns = list(AttentionItem.to_schema().columns)
    return checked(pd.DataFrame(items, columns=columns), AttentionItem)


def rebounds(
    connection: Connection, *, scope: Scope, indicator: Indicator, month: Month
) -> DataFrame[Rebound]:
    """Return the parks whose *indicator* rebounded in *month*, the steepest first.

    A park that lacks either of the two months, or was at zero, is not among them.
    """
    statement = rebounds_statement(scope=scope, indicator=indicator, month=month)
    return read_frame(connection, statement, Rebound)


def rebounds_statement(
    *, scope: Scope, indicator: Indicator, month: Month
) -> Select[*tuple[Any, ...]]:
    """One row per park above ``REBOUND_RATIO`` times its value of a year ago."""
    standing = parks_standing(scope=scope, months=(month,))
    compared = year_on_year_statement(
        scope=scope,
        indicators=(indicator,),
        by=Level.PARK,
        window=Window.MONTH,
        month=month,
    ).subquery("compared")
    return (
        select(
            standing.c.code,
            standing.c.name_zh,
            standing.c.league_city,
            compared.c.value,
            compared.c.value_before,
        )
        .join_from(compared, standing, standing.c.code == compared.c.code)
        .where(
            compared.c.value_before > 0,
            compared.c.value > REBOUND_RATIO * compared.c.value_before,
        )
        .order_by(compared.c.year_on_year_rate.desc(), standing.c.code)
    )


def punctuality(
    connection: Connection, *, scope: Scope, month: Month
) -> DataFrame[Punctuality]:
    """Return every park that owes a report for *month*, and when it came."""
    statement = punctuality_statement(scope=scope, month=month)
    return read_frame(connection, statement, Punctuality)


def punctuality_statement(*, scope: Scope, month: Month) -> Select[*tuple[Any, ...]]:
    """One row per park that owes *month*, in the official order."""
    standing = parks_standing(scope=scope, months=(month,))
    its_report = and_(
        monthly_report.c.park == standing.c.code,
        monthly_report.c.month == month.stamp,
    )
    return (
        select(
            standing.c.code,
            standing.c.name_zh,
            standing.c.league_city,
            monthly_report.c.received_on,
        )
        .join_from(
            standing, league_city, league_city.c.adcode == standing.c.league_city
        )
        .outerjoin(monthly_report, its_report)
        .where(standing.c.due_from <= month.stamp)
        .order_by(league_city.c.official_order, standing.c.code)
    )


def _weak(grades: DataFrame[GradedPark]) -> Iterator[dict[str, Any]]:
    alike = grades["origin"] == grades["previous_origin"]
    before = grades["previous_grade"].where(alike, Grade.U.value)
    for row in _rows(grades.assign(previous_grade=before)):
        if row["grade"] == Grade.D:
            yield {"kind": AttentionKind.GRADE_D.value, **row}


def _fallen(grades: DataFrame[GradedPark]) -> Iterator[dict[str, Any]]:
    for row in _rows(grades.loc[grades["origin"] == grades["previous_origin"]]):
        grade, before = Grade(row["grade"]), Grade(row["previous_grade"])
        if grade is not Grade.D and grade.is_worse_than(before):
            yield {"kind": AttentionKind.GRADE_FALLEN.value, **row}


def _not_received(
    reports: DataFrame[Punctuality], *, month: Month, today: date
) -> list[dict[str, Any]]:
    days = (today - month.due_on).days
    kind = AttentionKind.REPORT_OVERDUE if days > 0 else AttentionKind.REPORT_AWAITED
    missing = reports.loc[reports["received_on"].isna()]
    return [{"kind": kind.value, **row, "days": abs(days)} for row in _rows(missing)]


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    known = [name for name in AttentionItem.to_schema().columns if name in frame]
    return [
        {str(name): value for name, value in row.items()}
        for row in frame[known].to_dict("records")
    ]
