"""The live database held against every contract and every law of its tables.

The tables keep what a foreign key can; here is what only a query can tell. All
breaches are reported, not the first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select

from queries import grades, parks, places, snapshots, values
from queries.contracts import FIRST_MONTH, LAST_MONTH
from queries.errors import ContractBrokenError, NotAPeriodError
from queries.indicators import dictionary
from queries.indicators.parts import WEAKNESS
from queries.indicators.place_totals import wrong_places_statement
from queries.indicators.totals import wrong_totals_statement
from queries.months import MONTHS_A_YEAR, Month, Period
from queries.scope import REGION
from queries.spans import STAMPS_A_YEAR
from queries.tables import (
    assessment,
    batch,
    hourly_profile,
    measure_value,
    monthly_report,
    park,
    park_standing,
)
from queries.vocabulary import DEMO_NAME_PREFIX, RATED, Flag, Level, Window

EXAMPLES: Final = 5
"""How many offenders a breach names; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One law that the data break: ``law`` names it, ``count`` rows break it."""

    law: str
    count: int
    examples: tuple[str, ...]


def breaches(connection: Connection) -> tuple[Breach, ...]:
    """Return everything that is wrong with the data; empty when all is well."""
    return (*_broken_contracts(connection), *_broken_laws(connection))


def law_statements() -> Mapping[str, Select[*tuple[Any, ...]]]:
    """Every law's offenders by its name; a sound database gives no row to any."""
    known_parks = select(park.c.code)
    standing = select(park_standing.c.park)
    measures = [measure.code for measure in dictionary().measures]
    flags = [flag.value for flag in WEAKNESS]
    is_demo = park.c.name_zh.startswith(DEMO_NAME_PREFIX, autoescape=True)
    demo_parks = select(park.c.code).where(is_demo)
    reported = (
        select(monthly_report.c.park)
        .where(
            monthly_report.c.park == measure_value.c.park,
            monthly_report.c.month == measure_value.c.month,
        )
        .exists()
    )
    return {
        "unknown_measure": _values(measure_value.c.measure.not_in(measures)),
        "unknown_flag": _values(measure_value.c.flag.not_in(flags)),
        "value_without_report": _values(~reported),
        "demo_value_not_simulated": _values(
            measure_value.c.park.in_(demo_parks)
            & (measure_value.c.flag != Flag.SIMULATED.value)
        ),
        "park_without_standing": select(park.c.code).where(
            park.c.code.not_in(standing)
        ),
        "demo_park_not_simulated": select(park.c.code).where(
            is_demo, park.c.is_simulated == 0
        ),
        "not_a_month": _values(_is_no_month(measure_value.c.month)),
        "report_not_a_month": select(
            monthly_report.c.park, monthly_report.c.month
        ).where(_is_no_month(monthly_report.c.month)),
        "total_differs": wrong_totals_statement(dictionary().indicators),
        "place_total_differs": wrong_places_statement(),
        "unknown_grade": select(assessment.c.park, assessment.c.period).where(
            assessment.c.grade.not_in([grade.value for grade in RATED])
        ),
        **{
            f"{table.name}_of_unknown_park": select(table.c.park).where(
                table.c.park.not_in(known_parks)
            )
            for table in (park_standing, monthly_report, measure_value, assessment)
        },
        **{
            f"{table.name}_of_unknown_batch": _unknown_batch(table)
            for table in (
                park,
                park_standing,
                monthly_report,
                measure_value,
                assessment,
                hourly_profile,
            )
        },
    }


def _values(is_broken: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return select(
        measure_value.c.park, measure_value.c.month, measure_value.c.measure
    ).where(is_broken)


def _is_no_month(stamp: ColumnElement[int]) -> ColumnElement[bool]:
    number = stamp % STAMPS_A_YEAR
    return or_(
        number < 1, number > MONTHS_A_YEAR, stamp < FIRST_MONTH, stamp > LAST_MONTH
    )


def _unknown_batch(table: Table) -> Select[*tuple[Any, ...]]:
    return select(*table.primary_key.columns).where(
        table.c.batch.not_in(select(batch.c.number))
    )


def _broken_laws(connection: Connection) -> Iterator[Breach]:
    for law, statement in law_statements().items():
        offenders = statement.subquery("offender")
        count = connection.execute(
            select(func.count()).select_from(offenders)
        ).scalar_one()
        if count:
            rows = connection.execute(statement.limit(EXAMPLES)).all()
            named = tuple(" ".join(str(cell) for cell in row) for row in rows)
            yield Breach(law=law, count=count, examples=named)


def _broken_contracts(connection: Connection) -> Iterator[Breach]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for read in _every_reader(connection):
        try:
            read()
        except (ContractBrokenError, NotAPeriodError) as error:
            law = str(error.values.get("contract", error.key))
            detail = str(error.values.get("detail", error.values.get("text", "")))
            found[law].append(" ".join(detail.split()))
    for law, details in found.items():
        examples = tuple(dict.fromkeys(details))[:EXAMPLES]
        yield Breach(law=law, count=len(details), examples=examples)


def _every_reader(connection: Connection) -> Iterator[Callable[[], object]]:
    """Yield a call of every reader, for every month and period that has data."""
    seen = snapshots.snapshot(connection, scope=REGION)
    month = seen.last_month or Month(2026, 1)
    yield partial(places.league_cities, connection)
    yield partial(places.banners, connection, league_city=None)
    yield partial(places.zones, connection, scope=REGION)
    yield partial(parks.parks_at, connection, scope=REGION, month=month)
    yield partial(values.annual_energy, connection, scope=REGION, month=month)
    yield partial(grades.periods_with_data, connection, scope=REGION)
    for code in connection.execute(
        grades.assessed_periods_statement(scope=REGION)
    ).scalars():
        yield partial(_grades_of, connection, code)
    if seen.first_month is None:
        return
    for by in Level:
        yield partial(
            values.indicator_series,
            connection,
            scope=REGION,
            indicators=dictionary().indicators,
            by=by,
            code=None,
            window=Window.MONTH,
            first=seen.first_month,
            last=month,
        )


def _grades_of(connection: Connection, code: str) -> object:
    period = Period.parse(code)
    return grades.official_grades(connection, scope=REGION, period=period)
