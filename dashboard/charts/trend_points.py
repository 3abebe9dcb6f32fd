"""One indicator of one code over time: what every picture and row of it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from pandera.typing.pandas import DataFrame

from dashboard.charts.comparison import number
from queries.contracts import TrendPoint
from queries.months import MONTHS_A_QUARTER, Month
from queries.rows import records
from queries.vocabulary import Window

Show = Literal["value", "year_on_year", "previous"]
"""The values themselves, their change in a year, or since the window before."""

SHOWS: Final[tuple[Show, ...]] = ("value", "year_on_year", "previous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One window; ``None`` where there is no value, or nothing to compare it with.

    Attributes:
        end: The last month of the window.
        value: Of the indicator.
        year_on_year: Its difference from the same window last year.
        previous: Its difference from the window before.
        complete: Park-months that were due and are complete.
        due: Park-months that were due.
        flag: The weakest of the parts.
        is_whole: Whether the window begins no earlier than the first report.
    """

    end: Month
    value: float | None
    year_on_year: float | None
    previous: float | None
    complete: int
    due: int
    flag: str
    is_whole: bool

    def shown(self, show: Show) -> float | None:
        """Return what a reader asked to see of it."""
        return {
            "value": self.value,
            "year_on_year": self.year_on_year,
            "previous": self.previous,
        }[show]

    @property
    def is_partial(self) -> bool:
        """Whether some of what was due is not there."""
        return self.complete < self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One park or place over the windows asked for, the earliest first."""

    code: str
    name: str
    points: tuple[Point, ...]
    is_reference: bool = False

    def last(self, show: Show) -> Point | None:
        """Return the latest point that has something to show."""
        known = (point for point in reversed(self.points))
        return next((p for p in known if p.shown(show) is not None), None)


def line(
    found: DataFrame[TrendPoint],
    *,
    code: str,
    name: str,
    window: Window,
    first_report: Month | None,
    previous: Mapping[int, float] | None = None,
    is_reference: bool = False,
) -> Line:
    """Return the rows of one code as a line.

    Of quarters only those that have ended. A window that begins before the
    *first_report* of the code has no value: it would be shorter than its name says.

    Args:
        found: The rows of the code, the earliest first.
        code: Of the park or place.
        name: What readers call it.
        window: What each row covers.
        first_report: ``None`` where nothing was ever reported.
        previous: Changes since the window before by month; ``None`` for those of
            *found*, which look back one month.
        is_reference: Whether the line is there to hold others against.
    """
    rows = [row for row in records(found) if _is_end(Month.of(row.month), window)]
    point = partial(
        _point,
        window=window,
        first_report=first_report,
        previous=previous,
    )
    points = tuple(map(point, rows))
    return Line(code=code, name=name, points=points, is_reference=is_reference)


def ends(months: Sequence[Month], window: Window) -> tuple[Month, ...]:
    """Return the months of *months* with which a *window* ends."""
    return tuple(month for month in months if _is_end(month, window))


def _is_end(month: Month, window: Window) -> bool:
    return window is not Window.QUARTER or month.number % MONTHS_A_QUARTER == 0


def _point(
    row: Any,  # noqa: ANN401  a row of ``TrendPoint``
    *,
    window: Window,
    first_report: Month | None,
    previous: Mapping[int, float] | None,
) -> Point:
    end = Month.of(row.month)
    is_whole = first_report is not None and end.window(window)[0] >= first_report
    before = row.month_on_month if previous is None else previous.get(row.month)
    return Point(
        end=end,
        value=number(row.value) if is_whole else None,
        year_on_year=number(row.year_on_year) if is_whole else None,
        previous=number(before) if is_whole else None,
        complete=int(row.complete_months),
        due=int(row.due_months),
        flag=str(row.flag),
        is_whole=is_whole,
    )
