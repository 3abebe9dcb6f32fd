"""Trends by hand: a few windows of a line, and what is said of them."""

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.trend_chart import Topic
from dashboard.charts.trend_points import Line, Point, Show
from dashboard.text import Speaker
from queries.contracts import TrendPoint
from queries.months import Month
from queries.vocabulary import Flag, Window
from tests.unit.charts.by_hand import INTENSITY, indicator

SAY = Speaker("zh")
JANUARY = Month(2026, 1)


def point(
    end: Month = JANUARY,
    value: float | None = 1.0,
    *,
    year_on_year: float | None = None,
    previous: float | None = None,
    reported: tuple[int, int] = (1, 1),
    is_whole: bool = True,
) -> Point:
    """Return one window; *reported* are its complete and its due park-months."""
    return Point(
        end=end,
        value=value,
        year_on_year=year_on_year,
        previous=previous,
        complete=reported[0],
        due=reported[1],
        flag=Flag.MISSING if value is None else Flag.REPORTED,
        is_whole=is_whole,
    )


def line_of(
    name: str, *values: float | None, last: Point | None = None, behind: bool = False
) -> Line:
    """Return a line from January 2026 on, a month a value; *last* comes after them."""
    points = tuple(
        point(JANUARY.plus(at), value, reported=(int(value is not None), 1))
        for at, value in enumerate(values)
    )
    more = () if last is None else (last,)
    return Line(code=name, name=name, points=(*points, *more), is_reference=behind)


def topic(
    show: Show = "value", code: str = INTENSITY, window: Window = Window.MONTH
) -> Topic:
    """Return what is asked; windows are called by their last month."""
    return Topic(
        indicator=indicator(code), show=show, window=window, brief=str, spoken=str
    )


def found(*rows: tuple[int, float | None]) -> DataFrame[TrendPoint]:
    """Return (month, value) as the reader does: each a hundredth above the last year.

    And a tenth below the window before it.
    """
    frame = pd.DataFrame(
        [
            {
                "code": "A",
                "month": month,
                "value": value,
                "target": None,
                "year_on_year": 0.01,
                "year_on_year_rate": None,
                "month_on_month": -0.1,
                "month_on_month_rate": None,
                "complete_months": 1,
                "due_months": 2,
                "coverage": 0.5,
                "flag": Flag.REPORTED,
            }
            for month, value in rows
        ]
    )
    return TrendPoint.validate(frame)
