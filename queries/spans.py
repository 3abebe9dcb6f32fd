"""The calendar in SQL: months in a row, the months of a window, what is owed of one.

Statements hold bounds, not lists of months, so that one is compiled once, whatever
the months asked for.
"""

from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    and_,
    case,
    cast,
    literal,
    select,
)

from queries.months import MONTHS_A_YEAR, Month
from queries.vocabulary import Window

STAMPS_A_YEAR: Final = 100
"""The same month of the year before is this much less as an integer ``YYYYMM``."""

TO_NEXT_JANUARY: Final = STAMPS_A_YEAR + 1 - MONTHS_A_YEAR
"""How much more January's integer is than that of the December before."""


def months_between(first: Month, last: Month, *, name: str) -> CTE:
    """Return the months from *first* to *last* as rows of one column, ``month``."""
    start = cast(literal(first.stamp), Integer).label("month")
    if first == last:
        return select(start).cte(name)
    months = select(start).cte(name, recursive=True)
    is_december = months.c.month % STAMPS_A_YEAR == MONTHS_A_YEAR
    following = months.c.month + case((is_december, TO_NEXT_JANUARY), else_=1)
    return months.union_all(select(following).where(months.c.month < last.stamp))


def window_members(window: Window, *, month: CTE, member: CTE) -> CTE:
    """Pair each row of *month* with the rows of *member* that its window holds.

    Columns ``month``, at which the window ends, and ``member``.
    """
    is_within = _holds(window, month.c.month, member.c.month)
    return (
        select(month.c.month, member.c.month.label("member"))
        .join_from(month, member, and_(member.c.month <= month.c.month, is_within))
        .cte("span")
    )


def n_due(
    window: Window, month: ColumnElement[int], due_from: ColumnElement[int]
) -> ColumnElement[Any]:
    """How many months of the window that ends with *month* are owed from *due_from*."""
    owed = _position(month) - _position(due_from) + 1
    length = _length(window, month)
    return case((owed <= 0, 0), (owed < length, owed), else_=length)


def earlier(month: ColumnElement[int], *, by: int) -> ColumnElement[int]:
    """Return the month that many months before *month*."""
    years, months = divmod(by, MONTHS_A_YEAR)
    shifted = month - (STAMPS_A_YEAR * years + months)
    if not months:
        return shifted
    is_across = month % STAMPS_A_YEAR <= months
    return case((is_across, shifted - (STAMPS_A_YEAR - MONTHS_A_YEAR)), else_=shifted)


def _holds(
    window: Window, month: ColumnElement[int], member: ColumnElement[int]
) -> ColumnElement[bool]:
    """Say whether *member*, no later than *month*, is in the window it ends."""
    same_year = month // STAMPS_A_YEAR == member // STAMPS_A_YEAR
    match window:
        case Window.MONTH:
            return member == month
        case Window.QUARTER:
            return and_(same_year, _part(month, of=3) == _part(member, of=3))
        case Window.HALF_YEAR:
            return and_(same_year, _part(month, of=6) == _part(member, of=6))
        case Window.YEAR_TO_DATE:
            return same_year
        case Window.TWELVE_MONTHS:
            return member > month - STAMPS_A_YEAR


def _length(window: Window, month: ColumnElement[int]) -> ColumnElement[int]:
    number = month % STAMPS_A_YEAR
    match window:
        case Window.MONTH:
            return literal(1)
        case Window.QUARTER:
            return (number - 1) % 3 + 1
        case Window.HALF_YEAR:
            return (number - 1) % 6 + 1
        case Window.YEAR_TO_DATE:
            return number
        case Window.TWELVE_MONTHS:
            return literal(MONTHS_A_YEAR)


def _part(month: ColumnElement[int], *, of: int) -> ColumnElement[int]:
    """Number the parts of a year that have *of* months each, from 0."""
    return (month % STAMPS_A_YEAR - 1) // of


def _position(month: ColumnElement[int]) -> ColumnElement[int]:
    """Months since year 0: what can be subtracted."""
    return month // STAMPS_A_YEAR * MONTHS_A_YEAR + month % STAMPS_A_YEAR
