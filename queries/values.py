"""Values of indicators: at any level, in any window, now, over time and a year ago."""

from typing import Any, Final

from pandera.typing.pandas import DataFrame
from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    Subquery,
    cast,
    func,
    or_,
    select,
)

from queries.contracts import (
    AnnualEnergy,
    IndicatorChange,
    IndicatorValue,
    WholeYear,
    YearOnYear,
)
from queries.frames import read_frame
from queries.indicators.dictionary import Indicator
from queries.indicators.parts import (
    comparable_parts,
    flag_of_weakness,
    indicator_parts,
)
from queries.months import MONTHS_A_YEAR, Month
from queries.parks import parks_standing
from queries.scope import Scope
from queries.spans import STAMPS_A_YEAR
from queries.tables import measure_value
from queries.vocabulary import Level, Window
from queries.windows import ABOVE, BELOW, Question, windowed

ENERGY: Final = "energy_tce"
"""The measure that decides the energy bracket of a target."""


def indicator_values(
    connection: Connection,
    *,
    scope: Scope,
    indicator: Indicator,
    by: Level,
    window: Window,
    month: Month,
) -> DataFrame[IndicatorValue]:
    """Return *indicator* in the *window* that ends with *month*, one row per code.

    Every park that owes a month of the window has a row, every league-city, tier and
    the region in any case. The value covers exactly the complete park-months; where
    there are none, or the denominator is zero, it is null. Parks stand in the tier
    and league-city that hold in *month*.
    """
    return indicator_matrix(
        connection,
        scope=scope,
        indicators=(indicator,),
        by=by,
        window=window,
        month=month,
    )


def indicator_matrix(
    connection: Connection,
    *,
    scope: Scope,
    indicators: tuple[Indicator, ...],
    by: Level,
    window: Window,
    month: Month,
) -> DataFrame[IndicatorValue]:
    """Return several indicators as ``indicator_values`` does, in one statement."""
    statement = indicator_matrix_statement(
        scope=scope, indicators=indicators, by=by, window=window, month=month
    )
    return read_frame(connection, statement, IndicatorValue)


def indicator_matrix_statement(
    *,
    scope: Scope,
    indicators: tuple[Indicator, ...],
    by: Level,
    window: Window,
    month: Month,
) -> Select[*tuple[Any, ...]]:
    """One row per indicator and code; parks that owe and gave nothing are left out."""
    question = Question(
        scope=scope,
        indicators=indicators,
        by=by,
        window=window,
        months=(month,),
        code=None,
    )
    reached = _reached(question)
    statement = _values_of(reached)
    if by is Level.PARK:
        return statement.where(or_(reached.c.due_months > 0, reached.c.n_complete > 0))
    return statement


def indicator_series(
    connection: Connection,
    *,
    scope: Scope,
    indicators: tuple[Indicator, ...],
    by: Level,
    code: str | None,
    window: Window,
    first: Month,
    last: Month,
) -> DataFrame[IndicatorValue]:
    """Return indicators for every month from *first* to *last*.

    One row per indicator, month and code; a gap is a row whose value is null. A
    *code* asks for one park or place, ``None`` for all of the level.
    """
    statement = indicator_series_statement(
        scope=scope,
        indicators=indicators,
        by=by,
        code=code,
        window=window,
        first=first,
        last=last,
    )
    return read_frame(connection, statement, IndicatorValue)


def indicator_series_statement(
    *,
    scope: Scope,
    indicators: tuple[Indicator, ...],
    by: Level,
    code: str | None,
    window: Window,
    first: Month,
    last: Month,
) -> Select[*tuple[Any, ...]]:
    """One row per indicator, month and code, whether anything was due or not."""
    question = Question(
        scope=scope,
        indicators=indicators,
        by=by,
        window=window,
        months=first.until(last),
        code=code,
    )
    return _values_of(_reached(question))


def year_on_year(
    connection: Connection,
    *,
    scope: Scope,
    indicators: tuple[Indicator, ...],
    by: Level,
    window: Window,
    month: Month,
) -> DataFrame[YearOnYear]:
    """Return each indicator now and a year before, and the difference.

    Both values cover the park-months that are complete in both years, so that they
    can differ from those of ``indicator_values``; null where there are none.
    ``year_on_year`` is a difference in the indicator's unit, ``_rate`` is relative.
    """
    statement = year_on_year_statement(
        scope=scope, indicators=indicators, by=by, window=window, month=month
    )
    return read_frame(connection, statement, YearOnYear)


def year_on_year_statement(
    *,
    scope: Scope,
    indicators: tuple[Indicator, ...],
    by: Level,
    window: Window,
    month: Month,
) -> Select[*tuple[Any, ...]]:
    """One row per indicator and code of the level, in the official order."""
    question = Question(
        scope=scope,
        indicators=indicators,
        by=by,
        window=window,
        months=(month,),
        code=None,
    )
    return _changed(question, lag=MONTHS_A_YEAR, name="year_on_year")


def indicator_changes(
    connection: Connection,
    *,
    scope: Scope,
    indicators: tuple[Indicator, ...],
    by: Level,
    code: str | None,
    window: Window,
    first: Month,
    last: Month,
    lag: int,
) -> DataFrame[IndicatorChange]:
    """Return how indicators have changed in every month from *first* to *last*.

    Each window is held against as many months that lie *lag* months earlier, over the
    park-months that are complete in both; null where there are none.
    """
    statement = indicator_changes_statement(
        scope=scope,
        indicators=indicators,
        by=by,
        code=code,
        window=window,
        first=first,
        last=last,
        lag=lag,
    )
    return read_frame(connection, statement, IndicatorChange)


def indicator_changes_statement(
    *,
    scope: Scope,
    indicators: tuple[Indicator, ...],
    by: Level,
    code: str | None,
    window: Window,
    first: Month,
    last: Month,
    lag: int,
) -> Select[*tuple[Any, ...]]:
    """One row per indicator, month and code, as ``indicator_series_statement``."""
    question = Question(
        scope=scope,
        indicators=indicators,
        by=by,
        window=window,
        months=first.until(last),
        code=code,
    )
    return _changed(question, lag=lag, name="change")


def annual_energy(
    connection: Connection, *, scope: Scope, month: Month
) -> DataFrame[AnnualEnergy]:
    """Return the energy of each park in its latest complete calendar year.

    Complete is a year that ended by *month* with all twelve months of energy
    reported; a park without one has no row, and its energy bracket is not known.
    """
    statement = annual_energy_statement(scope=scope, month=month)
    return read_frame(connection, statement, AnnualEnergy)


def annual_energy_statement(*, scope: Scope, month: Month) -> Select[*tuple[Any, ...]]:
    """One row per park that has reported a whole calendar year, by code."""
    standing = parks_standing(scope=scope, months=(month,))
    whole = _whole_years(month)
    latest = func.max(whole.c.year).over(partition_by=whole.c.code).label("latest")
    dated = select(whole, latest).subquery("dated_year")
    return (
        select(dated.c.code, dated.c.year, dated.c.energy_tce)
        .join_from(dated, standing, standing.c.code == dated.c.code)
        .where(dated.c.year == dated.c.latest)
        .order_by(dated.c.code)
    )


def whole_years(
    connection: Connection, *, scope: Scope, month: Month
) -> DataFrame[WholeYear]:
    """Return the energy of each park in every calendar year that it has whole.

    Whole is a year as for ``annual_energy``, which is the latest of them.
    """
    statement = whole_years_statement(scope=scope, month=month)
    return read_frame(connection, statement, WholeYear)


def whole_years_statement(*, scope: Scope, month: Month) -> Select[*tuple[Any, ...]]:
    """One row per park and calendar year with twelve months of energy."""
    standing = parks_standing(scope=scope, months=(month,))
    whole = _whole_years(month)
    return (
        select(whole.c.code, whole.c.year, whole.c.energy_tce)
        .join_from(whole, standing, standing.c.code == whole.c.code)
        .order_by(whole.c.code, whole.c.year)
    )


def _whole_years(month: Month) -> Subquery:
    """The energy of parks in calendar years that ended by *month*, nothing missing."""
    year = measure_value.c.month // STAMPS_A_YEAR
    ended_by = month.year if month.number == MONTHS_A_YEAR else month.year - 1
    return (
        select(
            measure_value.c.park.label("code"),
            year.label("year"),
            func.sum(measure_value.c.value).label("energy_tce"),
        )
        .where(
            measure_value.c.measure == ENERGY,
            measure_value.c.month <= Month(ended_by, MONTHS_A_YEAR).stamp,
        )
        .group_by(measure_value.c.park, year)
        .having(func.count() == MONTHS_A_YEAR)
        .subquery("whole_year")
    )


def _reached(question: Question) -> Subquery:
    part = indicator_parts(
        indicators=question.indicators,
        months=question.member_months,
        park=question.code if question.by is Level.PARK else None,
    )
    return windowed(question, part, lag=0)


def _changed(question: Question, *, lag: int, name: str) -> Select[*tuple[Any, ...]]:
    """Each window beside the one *lag* months earlier; *name* is that of the change."""
    comparable = _comparable_parts(question, lag=lag)
    reached = windowed(question, comparable, lag=lag)
    now = _ratio(reached, "numerator", "denominator")
    before = _ratio(reached, "numerator_before", "denominator_before")
    return select(
        reached.c.indicator,
        reached.c.month,
        reached.c.code,
        now.label("value"),
        before.label("value_before"),
        (now - before).label(name),
        ((now - before) / func.nullif(before, 0)).label(f"{name}_rate"),
        *(reached.c[side] for side in (*ABOVE, *BELOW)),
        reached.c.n_complete.label("comparable_months"),
    ).order_by(reached.c.rank, reached.c.month, reached.c.position, reached.c.code)


def _comparable_parts(question: Question, *, lag: int) -> Subquery:
    """The park-months that are complete both now and *lag* months before."""
    members = question.member_months
    months_before = tuple(member.plus(-lag) for member in members)
    park = question.code if question.by is Level.PARK else None
    part, before = (
        indicator_parts(indicators=question.indicators, months=months, park=park)
        for months in (members, months_before)
    )
    return comparable_parts(part, before, lag=lag)


def _values_of(reached: Subquery) -> Select[*tuple[Any, ...]]:
    coverage = cast(reached.c.complete_months, Float) / func.nullif(
        reached.c.due_months, 0
    )
    return select(
        reached.c.indicator,
        reached.c.month,
        reached.c.code,
        _ratio(reached, "numerator", "denominator").label("value"),
        reached.c.numerator,
        reached.c.denominator,
        reached.c.complete_months,
        reached.c.due_months,
        coverage.label("coverage"),
        flag_of_weakness(reached.c.weakness).label("flag"),
    ).order_by(reached.c.rank, reached.c.month, reached.c.position, reached.c.code)


def _ratio(reached: Subquery, above: str, below: str) -> ColumnElement[Any]:
    return reached.c[above] / func.nullif(reached.c[below], 0)
