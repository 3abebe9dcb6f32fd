"""Indicators in SQL: what each is made of, a park and a month at a time.

``indicator_parts`` is the one door to these numbers, which every batch keeps up to
date in a table of their own; see ``queries.indicators.totals``.
"""

from typing import Final

from sqlalchemy import ColumnElement, FromClause, Subquery, and_, case, select

from queries.indicators.dictionary import Indicator
from queries.months import Month
from queries.spans import earlier
from queries.tables import indicator_total
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


def indicator_parts(
    *, indicators: tuple[Indicator, ...], months: tuple[Month, ...], park: str | None
) -> Subquery:
    """One row per indicator, park and month for which every part is there.

    Columns ``indicator``, ``park``, ``month``, ``numerator``, ``denominator`` and
    ``weakness`` (the rank of the weakest flag). An incomplete park-month has no row.
    A *park* asks for that one alone, ``None`` for all.
    """
    is_month = indicator_total.c.month
    # Of all parks a range is read in one go, of one park a month at a time.
    within = (
        is_month.between(months[0].stamp, months[-1].stamp)
        if park is None
        else is_month.in_([month.stamp for month in months])
    )
    of_park = [] if park is None else [indicator_total.c.park == park]
    return (
        select(*indicator_total.c)
        .where(
            indicator_total.c.indicator.in_([each.code for each in indicators]),
            within,
            *of_park,
        )
        .subquery()
    )


def comparable_parts(part: FromClause, before: FromClause, *, lag: int) -> Subquery:
    """The rows of *part* whose park is complete *lag* months before too.

    Both have the columns of ``indicator_parts``; those of *before* that are sums come
    with ``_before`` after their names.
    """
    same_park = and_(
        before.c.indicator == part.c.indicator,
        before.c.park == part.c.park,
        before.c.month == earlier(part.c.month, by=lag),
    )
    # Not an inner join: a database takes that for a few rows, and goes through all the
    # standings for each.
    is_there = case((before.c.park.is_(None), 0), else_=1)
    return (
        select(
            *part.c,
            before.c.numerator.label("numerator_before"),
            before.c.denominator.label("denominator_before"),
        )
        .join_from(part, before, same_park, isouter=True)
        .where(is_there == 1)
        .subquery("comparable")
    )
