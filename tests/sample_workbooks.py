"""The sample workbooks read by hand: an oracle that knows nothing of the product.

Units, months and headers are read here in a second, plainer way, so that a mistake of
the product's own intake cannot hide in the numbers that its answers are held against.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import openpyxl

SAMPLES = Path(__file__).parent / "samples"

FACTORS = {
    "吨标准煤": 1.0,
    "万吨标准煤": 1e4,
    "兆瓦时": 1.0,
    "万千瓦时": 10.0,
    "吉焦": 1.0,
    "万吉焦": 1e4,
    "吨": 1.0,
    "立方米": 1.0,
    "万立方米": 1e4,
    "个": 1.0,
    "兆瓦": 1.0,
}

MISSING = {None, "", "-", "—", "/", "无", "待填报"}

LEAGUE_CITY_NAMES = {
    "呼和浩特市": "150100",
    "包头市": "150200",
    "乌海市": "150300",
    "赤峰市": "150400",
    "通辽市": "150500",
    "鄂尔多斯市": "150600",
    "呼伦贝尔市": "150700",
    "巴彦淖尔市": "150800",
    "乌兰察布市": "150900",
    "兴安盟": "152200",
    "锡林郭勒盟": "152500",
    "阿拉善盟": "152900",
}

TIERS = {"国家级": "national", "自治区级": "region", "其他": "exploring"}


@dataclass
class Samples:
    """What the five files hold, in the units of the dictionary."""

    parks: dict[str, dict[str, Any]] = field(default_factory=dict)
    quantities: dict[tuple[str, int], dict[str, float]] = field(default_factory=dict)
    assessments: list[dict[str, Any]] = field(default_factory=list)


@cache
def measure_names() -> dict[str, str]:
    path = Path(__file__).parents[1] / "queries" / "indicators" / "measures.csv"
    with path.open(encoding="utf-8") as lines:
        return {row["name_zh"]: row["code"] for row in csv.DictReader(lines)}


@cache
def samples() -> Samples:
    """Read all five files."""
    read = Samples()
    for row in _table(_sheet("registry.xlsx")):
        read.parks[row["园区编码"]] = row
    for rows in (
        _sheet("monthly_2025.xlsx"),
        _sheet("monthly_2026Q1_west.xlsx"),
        _csv("monthly_2026Q1_east.csv"),
    ):
        for row in _table(rows):
            read.quantities[row["园区编码"], _month(row["月份"])] = _quantities(row)
    read.assessments = list(_table(_sheet("assessment_2025Q2_2026Q1.xlsx")))
    return read


def _sheet(name: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(SAMPLES / name, data_only=False)
    sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
    return [list(row) for row in sheets[0].iter_rows(values_only=True)]


def _csv(name: str) -> list[list[Any]]:
    with (SAMPLES / name).open(encoding="gb18030", newline="") as lines:
        return list(csv.reader(lines))


def _table(rows: list[list[Any]]) -> Iterator[dict[str, Any]]:
    tidy = [[re.sub(r"\s", "", str(cell or "")) for cell in row] for row in rows]
    start = next(i for i, row in enumerate(tidy) if "园区编码" in row)
    for row in rows[start + 1 :]:
        if re.fullmatch(r"\d{6}-\d\d", str(row[0] or "")):
            yield dict(zip(tidy[start], row, strict=False))


def _month(cell: object) -> int:
    if isinstance(cell, datetime):
        return cell.year * 100 + cell.month
    year, month = re.fullmatch(r"(\d{4})\D?(\d\d?)\D?", str(cell).strip()).groups()
    return int(year) * 100 + int(month)


def _quantities(row: dict[str, Any]) -> dict[str, float]:
    found = {}
    for header, cell in row.items():
        match = re.fullmatch(r"(.+)[（(]([^（()）]+)[）)]", header)
        if match is None or cell in MISSING:
            continue
        number = float(normalize("NFKC", str(cell)).replace(",", ""))
        found[measure_names()[match[1]]] = number * FACTORS[match[2]]
    return found


def period_code(cell: str) -> str:
    """Return ``2025Q4`` for either way the samples write a quarter."""
    numerals = {"一": "1", "二": "2", "三": "3", "四": "4"}
    match = re.fullmatch(r"(\d{4})(?:Q|年)([1-4一二三四])(?:季度)?", cell)
    return f"{match[1]}Q{numerals.get(match[2], match[2])}"
