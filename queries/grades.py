"""Official grades: as they were given, for a period and for the one before."""

from typing import Any, Final

from pandera.typing.pandas import DataFrame
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
)

from queries.contracts import OfficialGrade
from queries.frames import read_frame
from queries.months import Month, Period
from queries.parks import parks_standing, visible_parks
from queries.reported import reported_months_statement
from queries.scope import REGION, Scope
from queries.tables import assessment, league_city
from queries.vocabulary import Assessor, Grade

STRENGTH: Final = (Assessor.REGION, Assessor.LEAGUE_CITY, Assessor.UNSTATED)
"""Whose grade prevails, the strongest first."""

QUARTER: Final = 3
HALF_YEAR: Final = 6
YEAR: Final = 12
"""How many months a period holds."""


def official_grades(
    connection: Connection, *, scope: Scope, period: Period
) -> DataFrame[OfficialGrade]:
    """Return every park that counts with its official grade of *period*.

    A park without one is ``U``. The region's grade goes before a league-city's. A
    month shows the grades of the latest assessed period that had ended by then.
    ``previous_grade`` is of the period of equal length just before the one shown.
    """
    shown = period
    if len(period.months) == 1:
        # Of everybody: a park has one grade, whoever looks at it.
        assessed = assessed_periods(connection, scope=REGION)
        shown = _latest_ended(assessed, by=period.last) or period
    statement = official_grades_statement(scope=scope, period=shown, month=period.last)
    return read_frame(connection, statement, OfficialGrade)


def official_grades_statement(
    *, scope: Scope, period: Period, month: Month
) -> Select[*tuple[Any, ...]]:
    """Every park as it stands in *month*, graded for exactly *period*."""
    standing = parks_standing(scope=scope, months=(month,))
    now = _prevailing(period, "now")
    before = _prevailing(period.previous, "before")
    unrated = literal(Grade.U.value)
    return (
        select(
            standing.c.code,
            standing.c.name_zh,
            standing.c.league_city,
            standing.c.tier,
            now.c.period,
            func.coalesce(now.c.grade, unrated).label("grade"),
            now.c.score,
            now.c.assessor,
            now.c.assessed_on,
            now.c.note,
            func.coalesce(before.c.grade, unrated).label("previous_grade"),
        )
        .join_from(
            standing, league_city, league_city.c.adcode == standing.c.league_city
        )
        .outerjoin(now, and_(now.c.park == standing.c.code, now.c.place == 1))
        .outerjoin(before, and_(before.c.park == standing.c.code, before.c.place == 1))
        .order_by(league_city.c.official_order, standing.c.code)
    )


def assessed_periods(connection: Connection, *, scope: Scope) -> tuple[Period, ...]:
    """Return the periods for which some park that counts was assessed, latest first."""
    codes = connection.execute(assessed_periods_statement(scope=scope)).scalars()
    return tuple(sorted(map(Period.parse, codes), key=_lateness, reverse=True))


def assessed_periods_statement(*, scope: Scope) -> Select[str]:
    """Every period's code that stands in an assessment of a park that counts."""
    visible = visible_parks(scope=scope)
    return (
        select(assessment.c.period)
        .join_from(assessment, visible, visible.c.code == assessment.c.park)
        .distinct()
        .order_by(assessment.c.period)
    )


def periods_with_data(connection: Connection, *, scope: Scope) -> tuple[Period, ...]:
    """Return the periods that a reader can choose from, the best first choice first.

    Months with reports, the quarters, half-years and years around them, and every
    assessed period. First stands the latest assessed quarter (the latest quarter
    where none was assessed), then all others, the latest first. Empty without data.
    """
    assessed = assessed_periods(connection, scope=scope)
    stamps = connection.execute(reported_months_statement(scope=scope)).scalars()
    reported = [period for stamp in stamps for period in _around(Month.of(stamp))]
    known = sorted({*assessed, *reported}, key=_lateness, reverse=True)
    quarters = [period for period in (*assessed, *known) if _is_quarter(period)]
    first = quarters[:1]
    return (*first, *(period for period in known if period not in first))


def _around(month: Month) -> tuple[Period, ...]:
    """Return the month itself, its quarter, half-year and year."""
    periods = []
    for length in (1, QUARTER, HALF_YEAR, YEAR):
        first = Month(month.year, (month.number - 1) // length * length + 1)
        periods.append(Period(first, first.plus(length - 1)))
    return tuple(periods)


def _is_quarter(period: Period) -> bool:
    return len(period.months) == QUARTER


def _lateness(period: Period) -> tuple[Month, int]:
    """Order periods by their end; of those that end together the longest is last."""
    return period.last, len(period.months)


def _latest_ended(periods: tuple[Period, ...], *, by: Month) -> Period | None:
    """Return the first of *periods*, the latest first, that ended by month *by*."""
    return next((period for period in periods if period.last <= by), None)


def _prevailing(period: Period, name: str) -> Subquery:
    """The assessments of one period; ``place`` 1 is the one that prevails."""
    return (
        select(
            assessment.c.park,
            assessment.c.period,
            assessment.c.grade,
            assessment.c.score,
            assessment.c.assessor,
            assessment.c.assessed_on,
            assessment.c.note,
            func.row_number()
            .over(partition_by=assessment.c.park, order_by=_precedence())
            .label("place"),
        )
        .where(assessment.c.period == str(period))
        .subquery(name)
    )


def _precedence() -> list[ColumnElement[int]]:
    """A grade goes before none, then the region before a league-city."""
    strength = {word.value: place for place, word in enumerate(STRENGTH)}
    return [
        case((assessment.c.grade.is_(None), 1), else_=0),
        case(strength, value=assessment.c.assessor, else_=len(STRENGTH)),
    ]
