"""Indicators in SQL: what each is made of, a park and a month at a time.

``indicator_parts`` is the one door to these numbers. A table that a batch keeps up to
date could stand behind it without any reader noticing.
"""

from collections import defaultdict
from typing import Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Float,
    Integer,
    String,
    case,
    column,
    func,
    select,
    values,
)

from queries.indicators.dictionary import Combination, Indicator
from queries.months import Month
from queries.tables import measure_value
from queries.vocabulary import Flag

WEAKNESS: Final = tuple(flag for flag in Flag if flag is not Flag.MISSING)
"""Flags of values from the strongest to the weakest; the position is the rank."""


def flag_weakness(flag: ColumnElement[str]) -> ColumnElement[int]:
    """Return the rank of *flag*: the greatest of several is the weakest."""
    ranks = {word.value: rank for rank, word in enumerate(WEAKNESS)}
    return case(ranks, value=flag, else_=len(WEAKNESS) - 1)


def flag_of_weakness(weakness: ColumnElement[int]) -> ColumnElement[str]:
    """Return the flag of a rank; ``missing`` where there is none."""
    words = {rank: word.value for rank, word in enumerate(WEAKNESS)}
    return case(words, value=weakness, else_=Flag.MISSING.value)


def coefficients(indicators: tuple[Indicator, ...]) -> CTE:
    """One row per indicator and measure: its coefficient above and below the line.

    ``n_measures`` is how many measures the indicator needs in all.
    """
    rows = [
        (indicator.code, measure, above[measure], below[measure], n_measures)
        for indicator in indicators
        for above in [_by_measure(indicator.numerator)]
        for below in [_by_measure(indicator.denominator)]
        for n_measures in [len(indicator.measures)]
        for measure in indicator.measures
    ]
    return (
        values(
            column("indicator", String),
            column("measure", String),
            column("above", Float),
            column("below", Float),
            column("n_measures", Integer),
        )
        .data(rows)
        .cte()
    )


def _by_measure(combination: Combination) -> defaultdict[str, float]:
    totals: defaultdict[str, float] = defaultdict(float)
    for term in combination.terms:
        totals[term.measure] += term.coefficient
    return totals


def indicator_parts(
    *, indicators: tuple[Indicator, ...], months: tuple[Month, ...], park: str | None
) -> CTE:
    """One row per indicator, park and month for which every part is there.

    Columns ``indicator``, ``park``, ``month``, ``numerator``, ``denominator`` and
    ``weakness`` (the rank of the weakest flag). An incomplete park-month has no row.
    A *park* asks for that one alone, ``None`` for all.
    """
    of_park = [] if park is None else [measure_value.c.park == park]
    share = coefficients(indicators)
    return (
        select(
            share.c.indicator,
            measure_value.c.park,
            measure_value.c.month,
            func.sum(share.c.above * measure_value.c.value).label("numerator"),
            func.sum(share.c.below * measure_value.c.value).label("denominator"),
            func.max(flag_weakness(measure_value.c.flag)).label("weakness"),
        )
        .join_from(share, measure_value, measure_value.c.measure == share.c.measure)
        .where(measure_value.c.month.in_([month.stamp for month in months]), *of_park)
        .group_by(share.c.indicator, measure_value.c.park, measure_value.c.month)
        .having(func.count() == func.max(share.c.n_measures))
        .cte()
    )
