"""Months, periods and days as people write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.intake.calendar_cells import (
    read_day,
    read_month,
    read_period,
    read_year,
)
from queries.months import Month


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03",
        "2026-3",
        "2026/3",
        "2026.03",
        "2026年3月",
        "2026年03月份",
        "2026 年 3 月",
        "２０２６年３月",
        "2026年三月",
        "202603",
        202603.0,
        202603,
        date(2026, 3, 1),
        datetime(2026, 3, 31, 5),  # noqa: DTZ001  a cell has no time zone
        "2026-03-01",
        "20260301",
        "2026-03-01 00:00:00",
    ],
)
def test_every_form_of_march_2026_is_that_month(cell: object):
    assert read_month(cell) == Month(2026, 3)


@pytest.mark.parametrize(
    ("cell", "month"),
    [("2026年十月", 10), ("2026年十一月", 11), ("2026年十二月", 12)],
)
def test_chinese_tens_are_read(cell: str, month: int):
    assert read_month(cell) == Month(2026, month)


@pytest.mark.parametrize(
    "cell",
    ["3月", "2026-13", "2026-00", 2026.3, 46082.0, "2026", "上月", "1026-03", True, ""],
)
def test_what_names_no_month_is_none(cell: object):
    assert read_month(cell) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2026Q1", "2026Q1"),
        ("2026q1", "2026Q1"),
        ("2026年一季度", "2026Q1"),
        ("2026年第四季度", "2026Q4"),
        ("2026年2季度", "2026Q2"),
        ("2026上半年", "2026H1"),
        ("2026年下半年", "2026H2"),
        ("2026H1", "2026H1"),
        ("2026年", "2026"),
        ("2026年度", "2026"),
        (2026.0, "2026"),
        ("2026年3月", "2026-03"),
        (date(2026, 3, 1), "2026-03"),
    ],
)
def test_every_form_of_a_period_gives_its_code(cell: object, code: str):
    assert str(read_period(cell)) == code


@pytest.mark.parametrize("cell", ["一季度", "2026Q5", "2026H3", "去年", "", 26.0])
def test_what_names_no_period_is_none(cell: object):
    assert read_period(cell) is None


@pytest.mark.parametrize(
    "cell",
    [date(2026, 4, 17), "2026-04-17", "2026/4/17", "2026年4月17日", "20260417"],
)
def test_every_form_of_a_day_is_that_day(cell: object):
    assert read_day(cell) == date(2026, 4, 17)


def test_the_thirtieth_of_february_is_no_day():
    assert read_day("2026-02-30") is None


def test_a_year_may_be_a_number_or_a_text():
    assert read_year(2027.0) == read_year("2027年") == 2027
    assert read_year("27") is None


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_all_written_forms_of_a_month_agree(day: date):
    month = Month(day.year, day.month)
    forms = [
        day,
        str(month),
        month.stamp,
        f"{day.year}年{day.month}月",
        day.isoformat(),
    ]
    assert {read_month(form) for form in forms} == {month}


@given(st.text(max_size=15))
def test_no_text_ever_breaks_the_reading_of_times(text: str):
    for read in (read_month, read_period, read_day, read_year):
        read(text)
