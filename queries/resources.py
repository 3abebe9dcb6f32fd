"""What stands in each park and what it used: the resources that complete each other."""

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
    select,
)

from queries.contracts import ParkMonthGeneration, ParkResource
from queries.frames import read_frame
from queries.indicators.parts import flag_of_weakness, flag_weakness
from queries.months import MONTHS_A_YEAR, Month
from queries.parks import parks_standing
from queries.scope import Scope
from queries.spans import STAMPS_A_YEAR
from queries.tables import league_city, measure_value

STOCKS: Final = ("wind_mw", "solar_mw", "storage_mw", "storage_mwh")
LOAD: Final = ("electricity_mwh",)
GENERATION: Final = ("wind_generation_mwh", "solar_generation_mwh", "curtailed_mwh")

MONTHS_BACK: Final = 24
"""Months that are older say nothing of a park's year."""

HOURS_A_DAY: Final = 24
HOURS_A_YEAR: Final = 8_760

SHORT_MONTHS: Final = (4, 6, 9, 11)
FEBRUARY: Final = 2


def park_resources(
    connection: Connection, *, scope: Scope, month: Month
) -> DataFrame[ParkResource]:
    """Return what each park that counts has and uses by *month*, one row a park.

    Capacities are those last reported. Electricity is that of the last twelve months
    that are complete; where there are fewer ``load_mwh_year`` is what they come to over
    8,760 hours. Generation and curtailment are of the last twelve months for which all
    three are there. Parks stand where they stand in *month*.
    """
    statement = park_resources_statement(scope=scope, month=month)
    return read_frame(connection, statement, ParkResource)


def park_resources_statement(*, scope: Scope, month: Month) -> Select[*tuple[Any, ...]]:
    """One row per park, in the official order; null where nothing was reported."""
    standing = parks_standing(scope=scope, months=(month,))
    stocks = _last_reported(scope, month)
    load = _last_complete(scope, month, LOAD, "load")
    generated = _last_complete(scope, month, GENERATION, "generated")
    weakness = _weakest(
        _weakest(stocks.c.weakness, load.c.weakness), generated.c.weakness
    )
    return (
        select(
            standing.c.code,
            standing.c.name_zh,
            standing.c.league_city,
            standing.c.longitude_deg,
            standing.c.latitude_deg,
            func.coalesce(standing.c.grid, league_city.c.grid).label("grid"),
            *(stocks.c[name] for name in STOCKS),
            load.c.electricity_mwh,
            func.coalesce(load.c.n_months, 0).label("load_months"),
            _a_year(load).label("load_mwh_year"),
            *(generated.c[name] for name in GENERATION),
            func.coalesce(generated.c.n_months, 0).label("generation_months"),
            flag_of_weakness(weakness).label("flag"),
        )
        .join_from(
            standing, league_city, league_city.c.adcode == standing.c.league_city
        )
        .outerjoin(stocks, stocks.c.park == standing.c.code)
        .outerjoin(load, load.c.park == standing.c.code)
        .outerjoin(generated, generated.c.park == standing.c.code)
        .order_by(league_city.c.official_order, standing.c.code)
    )


def monthly_generation(
    connection: Connection, *, scope: Scope, month: Month
) -> DataFrame[ParkMonthGeneration]:
    """Return wind and sun of each park and month of the twelve that end with *month*.

    Only months for which generation and capacity of both are reported have a row.
    """
    statement = monthly_generation_statement(scope=scope, month=month)
    return read_frame(connection, statement, ParkMonthGeneration)


def monthly_generation_statement(
    *, scope: Scope, month: Month
) -> Select[*tuple[Any, ...]]:
    """One row per park and month, in their order."""
    standing = parks_standing(scope=scope, months=(month,))
    measures = (*GENERATION[:2], *STOCKS[:2])
    complete = _complete_months(scope, month, measures, MONTHS_A_YEAR)
    return (
        select(
            complete.c.park.label("code"),
            standing.c.league_city,
            complete.c.month,
            _hours_of(complete.c.month).label("hours"),
            *(complete.c[name] for name in measures),
        )
        .join_from(complete, standing, standing.c.code == complete.c.park)
        .order_by(complete.c.park, complete.c.month)
    )


def _last_reported(scope: Scope, month: Month) -> Subquery:
    """The stocks of each park as they were last reported, whenever that was."""
    same = (measure_value.c.park, measure_value.c.measure)
    given = (
        select(
            measure_value.c.park,
            measure_value.c.measure,
            measure_value.c.value,
            flag_weakness(measure_value.c.flag).label("weakness"),
            func.row_number()
            .over(partition_by=same, order_by=measure_value.c.month.desc())
            .label("nth"),
        )
        .where(
            measure_value.c.measure.in_(STOCKS),
            measure_value.c.month <= month.stamp,
            *_among(scope),
        )
        .subquery("given")
    )
    picked = {
        name: func.max(case((given.c.measure == name, given.c.value)))
        for name in STOCKS
    }
    return (
        select(
            given.c.park,
            *(value.label(name) for name, value in picked.items()),
            func.max(given.c.weakness).label("weakness"),
        )
        .where(given.c.nth == 1)
        .group_by(given.c.park)
        .subquery("stocks")
    )


def _last_complete(
    scope: Scope, month: Month, measures: tuple[str, ...], name: str
) -> Subquery:
    """Sums over the last twelve months of each park that have all *measures*."""
    complete = _complete_months(scope, month, measures, MONTHS_BACK)
    nth = func.row_number().over(
        partition_by=complete.c.park, order_by=complete.c.month.desc()
    )
    ranked = select(complete, nth.label("nth")).subquery(f"{name}_ranked")
    return (
        select(
            ranked.c.park,
            *(func.sum(ranked.c[measure]).label(measure) for measure in measures),
            func.count().label("n_months"),
            func.sum(_hours_of(ranked.c.month)).label("hours"),
            func.max(ranked.c.weakness).label("weakness"),
        )
        .where(ranked.c.nth <= MONTHS_A_YEAR)
        .group_by(ranked.c.park)
        .subquery(name)
    )


def _complete_months(
    scope: Scope, month: Month, measures: tuple[str, ...], n_months: int
) -> Subquery:
    """One row per park and month that has all *measures*, one column each."""
    is_of = measure_value.c.measure
    return (
        select(
            measure_value.c.park,
            measure_value.c.month,
            *(
                func.max(case((is_of == measure, measure_value.c.value))).label(measure)
                for measure in measures
            ),
            func.max(flag_weakness(measure_value.c.flag)).label("weakness"),
        )
        .where(
            is_of.in_(measures),
            measure_value.c.month.between(month.plus(1 - n_months).stamp, month.stamp),
            *_among(scope),
        )
        .group_by(measure_value.c.park, measure_value.c.month)
        .having(func.count() == len(measures))
        .subquery(f"complete_{len(measures)}")
    )


def _among(scope: Scope) -> list[ColumnElement[bool]]:
    """Leave other parks' values alone where only some are asked for."""
    if scope.parks is None:
        return []
    return [measure_value.c.park.in_(sorted(scope.parks))]


def _hours_of(month: ColumnElement[int]) -> ColumnElement[int]:
    number, year = month % STAMPS_A_YEAR, month // STAMPS_A_YEAR
    is_leap = and_(year % 4 == 0, year % 100 != 0) | (year % 400 == 0)
    days = case(
        (number.in_(SHORT_MONTHS), 30),
        (and_(number == FEBRUARY, is_leap), 29),
        (number == FEBRUARY, 28),
        else_=31,
    )
    return days * HOURS_A_DAY


def _a_year(load: Subquery) -> ColumnElement[float]:
    """Twelve months are a year; fewer are stretched to one."""
    stretched = load.c.electricity_mwh * HOURS_A_YEAR / load.c.hours
    is_whole = load.c.n_months == MONTHS_A_YEAR
    return case((is_whole, load.c.electricity_mwh), else_=stretched)


def _weakest(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    """Return the greater rank of two; that of the one which is there."""
    return case((one >= other, one), (other.is_(None), one), else_=other)
