"""Months, periods and days as people write them into cells."""

import re
from datetime import date, datetime
from typing import Final

from queries.intake.faults import Cell
from queries.intake.wording import bears_mark, plain
from queries.months import Month, Period

YEARS: Final = range(2000, 2100)
"""Years that a cell can mean; others are slips."""

_CHINESE_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_MONTH: Final = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月?份?|(\d{2}))", re.ASCII
)
_DAY: Final = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日?"
    r"|(\d{2})(\d{2}))(?:[T ]?00:00(?::00)?)?",
    re.ASCII,
)
_QUARTER: Final = re.compile(
    r"(\d{4})(?:-?Q([1-4])|年?-?第?([1-4])季度?|年?-?([1-4])季)", re.ASCII
)
_HALF: Final = re.compile(r"(\d{4})(?:-?H([12])|年?-?([上下])半年)", re.ASCII)
_YEAR: Final = re.compile(r"(\d{4})(?:年|年度|全年|年全年)?", re.ASCII)
_TENS: Final = re.compile(r"(?<!\d)十([一二])?(?=月)")


def read_month(cell: Cell) -> Month | None:
    """Read 2026-03, 2026年3月, 202603 or a date; ``None`` if it is no month."""
    if isinstance(cell, date):
        return _month(cell.year, cell.month)
    text = _text(cell)
    if found := _MONTH.fullmatch(text) or _DAY.fullmatch(text):
        return _month(int(found[1]), int(next(filter(None, found.groups()[1:]))))
    return None


def read_period(cell: Cell) -> Period | None:
    """Read 2026Q1, 2026年一季度, 2026上半年, 2026年 or a month; else ``None``."""
    if isinstance(cell, date):
        month = read_month(cell)
        return None if month is None else Period(month, month)
    text = _text(cell).upper()
    if found := _QUARTER.fullmatch(text):
        return _period(f"{found[1]}Q{found[2] or found[3] or found[4]}")
    if found := _HALF.fullmatch(text):
        half = found[2] or ("1" if found[3] == "上" else "2")
        return _period(f"{found[1]}H{half}")
    if found := _YEAR.fullmatch(text):
        return _period(found[1])
    month = read_month(cell)
    return None if month is None else Period(month, month)


def read_day(cell: Cell) -> date | None:
    """Read a date, or one written as text; ``None`` if it is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(_text(cell))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_year(cell: Cell) -> int | None:
    """Read 2025 or 2025年; ``None`` if it is no year."""
    found = _YEAR.fullmatch(_text(cell))
    if found is None or int(found[1]) not in YEARS:
        return None
    return int(found[1])


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else ""
    if bears_mark(str(cell)):
        return ""
    text = plain(str(cell))
    tens = _TENS.sub(lambda found: f"1{found[1] or '0'}", text)
    return tens.translate(_CHINESE_DIGITS)


def _month(year: int, number: int) -> Month | None:
    # Twelve months a year; Month itself does not look.
    if year not in YEARS or number not in range(1, 13):
        return None
    return Month(year, number)


def _period(code: str) -> Period | None:
    period = Period.parse(code)
    return period if period.first.year in YEARS else None
