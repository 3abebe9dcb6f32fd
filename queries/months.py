"""Months and periods: the calendar that the whole product speaks.

In the database and in frames a month is the integer ``YYYYMM`` (202603): it sorts,
it reads, and the same month of the year before is 100 less.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from queries.errors import NotAMonthError, NotAPeriodError
from queries.vocabulary import Window

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3
REPORT_DUE_DAY = 10
"""Reports are due on this day of the next month (provisional, 待主管部门明确)."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, stamp: int) -> Self:
        """Read the integer form, 202603."""
        return cls(stamp // 100, stamp % 100)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-03``.

        Raises:
            NotAMonthError: The text is of another form, or names no month.
        """
        match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text.strip())
        if match is None:
            raise NotAMonthError(text=text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def containing(cls, day: date) -> Self:
        """Return the month of *day*."""
        return cls(day.year, day.month)

    @property
    def stamp(self) -> int:
        """The integer form, 202603."""
        return self.year * 100 + self.number

    @property
    def due_on(self) -> date:
        """The day on which the report of this month is due."""
        following = self.plus(1)
        return date(following.year, following.number, REPORT_DUE_DAY)

    def plus(self, months: int) -> "Month":
        """Return the month that many months later (earlier when negative)."""
        position = self.year * MONTHS_A_YEAR + self.number - 1 + months
        return Month(position // MONTHS_A_YEAR, position % MONTHS_A_YEAR + 1)

    def since(self, first: "Month") -> int:
        """Return how many months this one is after *first*; negative if before."""
        return (self.year - first.year) * MONTHS_A_YEAR + self.number - first.number

    def until(self, last: "Month") -> "tuple[Month, ...]":
        """Return the months from this one to *last*, both included."""
        months = []
        current = self
        while current <= last:
            months.append(current)
            current = current.plus(1)
        return tuple(months)

    def window(self, window: Window) -> "tuple[Month, ...]":
        """Return the months of *window* that ends with this one."""
        match window:
            case Window.MONTH:
                first = self
            case Window.QUARTER:
                first = Month(self.year, (self.number - 1) // 3 * 3 + 1)
            case Window.HALF_YEAR:
                first = Month(self.year, (self.number - 1) // 6 * 6 + 1)
            case Window.YEAR_TO_DATE:
                first = Month(self.year, 1)
            case Window.TWELVE_MONTHS:
                first = self.plus(1 - MONTHS_A_YEAR)
        return first.until(self)

    def __str__(self) -> str:
        """Return the written form, ``2026-03``."""
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter, a half-year or a year, by its code.

    Codes are ``2026-03``, ``2026Q1``, ``2026H1`` and ``2026``.
    """

    first: Month
    last: Month

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period's code.

        Raises:
            NotAPeriodError: The text is of none of the four forms.
        """
        code = text.strip().upper()
        if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", code):
            month = Month.parse(code)
            return cls(month, month)
        if match := re.fullmatch(r"(\d{4})(?:Q([1-4])|H([12]))?", code):
            year = int(match[1])
            if match[2]:
                last = int(match[2]) * 3
                return cls(Month(year, last - 2), Month(year, last))
            if match[3]:
                last = int(match[3]) * 6
                return cls(Month(year, last - 5), Month(year, last))
            return cls(Month(year, 1), Month(year, 12))
        raise NotAPeriodError(text=text)

    @classmethod
    def quarter_ended_by(cls, month: Month) -> Self:
        """Return the latest quarter that has ended by the end of *month*."""
        last = month.plus(-(month.number % MONTHS_A_QUARTER))
        return cls(last.plus(1 - MONTHS_A_QUARTER), last)

    @classmethod
    def quarter_with(cls, month: Month) -> Self:
        """Return the quarter that *month* is part of."""
        first = month.window(Window.QUARTER)[0]
        return cls(first, first.plus(2))

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the period in order."""
        return self.first.until(self.last)

    @property
    def window(self) -> Window:
        """The window that covers the period when it ends with its last month."""
        return {1: Window.MONTH, 3: Window.QUARTER, 6: Window.HALF_YEAR}.get(
            len(self.months), Window.YEAR_TO_DATE
        )

    @property
    def previous(self) -> "Period":
        """The period of equal length just before."""
        length = len(self.months)
        return Period(self.first.plus(-length), self.last.plus(-length))

    @property
    def year_before(self) -> "Period":
        """The same period of the year before."""
        return Period(self.first.plus(-12), self.last.plus(-12))

    def __str__(self) -> str:
        """Return the code."""
        year = self.last.year
        match len(self.months):
            case 1:
                return str(self.last)
            case 3:
                return f"{year}Q{self.last.number // 3}"
            case 6:
                return f"{year}H{self.last.number // 6}"
            case _:
                return f"{year:04d}"
