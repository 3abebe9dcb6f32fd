"""Small frames as the readers return them, each test its own few rows."""

import pandas as pd
from pandera.typing.pandas import DataFrame

from queries.contracts import (
    AttentionItem,
    GradedPark,
    IndicatorValue,
    Park,
    YearOnYear,
    Zone,
)
from queries.indicators import dictionary
from queries.indicators.dictionary import Indicator
from queries.vocabulary import AttentionKind

INTENSITY = "carbon_intensity"
GREEN = "green_power_share"
ORDOS = "150600"
HULUNBUIR = "150700"


def indicator(code: str) -> Indicator:
    return dictionary().indicator(code)


def graded(
    *rows: tuple[str, str, str],
    league_cities: dict[str, str] | None = None,
    tiers: dict[str, str] | None = None,
    calculated: frozenset[str] = frozenset(),
) -> DataFrame[GradedPark]:
    """Return parks by (name, grade before, grade now); the name is the code too.

    Every grade was given, but those of now of the *calculated*.
    """
    cities, lists = league_cities or {}, tiers or {}
    frame = pd.DataFrame(
        [
            {
                "code": name,
                "name_zh": name,
                "league_city": cities.get(name, ORDOS),
                "tier": lists.get(name, "region"),
                "period": "2026Q1",
                "grade": now,
                "origin": _origin(now, is_given=name not in calculated),
                "previous_grade": before,
                "previous_origin": _origin(before, is_given=True),
                "official": "U" if name in calculated else now,
                "calculated": now if name in calculated else "U",
                "uncapped": "U",
                "gates": "",
                "differs": False,
            }
            for name, before, now in rows
        ],
        columns=list(GradedPark.to_schema().columns),
    )
    return GradedPark.validate(frame)


def _origin(grade: str, *, is_given: bool) -> str | None:
    if grade == "U":
        return None
    return "official" if is_given else "calculated"


def rebounding(*league_cities: str) -> DataFrame[AttentionItem]:
    """Return a rebound for each of *league_cities*; none gives an empty frame."""
    return items(
        *(
            {
                "kind": AttentionKind.REBOUND,
                "code": f"P{number}",
                "league_city": league_city,
                "value": 1.2,
                "value_before": 1.0,
            }
            for number, league_city in enumerate(league_cities)
        )
    )


def items(*rows: dict[str, object]) -> DataFrame[AttentionItem]:
    """Return things that need attention; what a row does not say is absent."""
    blank = dict.fromkeys(AttentionItem.to_schema().columns)
    full = [blank | {"league_city": ORDOS} | row for row in rows]
    named = [row | {"name_zh": row["name_zh"] or row["code"]} for row in full]
    frame = pd.DataFrame(named, columns=list(blank))
    return AttentionItem.validate(frame)


def valued(
    *rows: tuple[str, str, float | None, float | None],
    month: int = 202603,
    flag: str = "reported",
    complete: int = 1,
    due: int = 1,
) -> DataFrame[IndicatorValue]:
    """Return values by (indicator, code, numerator, denominator)."""
    frame = pd.DataFrame(
        [
            {
                "indicator": name,
                "month": month,
                "code": code,
                "value": above / below if above is not None and below else None,
                "numerator": above,
                "denominator": below,
                "complete_months": complete if above is not None else 0,
                "due_months": due,
                "coverage": None,
                "flag": flag if above is not None else "missing",
            }
            for name, code, above, below in rows
        ],
        columns=list(IndicatorValue.to_schema().columns),
    )
    return IndicatorValue.validate(frame)


def changed_since_last_year(
    *rows: tuple[str, str, float | None, float | None, float | None, float | None],
) -> DataFrame[YearOnYear]:
    """Return sums by (indicator, code, above, below, above and below a year before)."""
    frame = pd.DataFrame(
        [
            {
                "indicator": name,
                "month": 202603,
                "code": code,
                "value": above / below if above is not None and below else None,
                "value_before": was / per if was is not None and per else None,
                "year_on_year": None,
                "year_on_year_rate": None,
                "numerator": above,
                "denominator": below,
                "numerator_before": was,
                "denominator_before": per,
                "comparable_months": 1,
            }
            for name, code, above, below, was, per in rows
        ],
        columns=list(YearOnYear.to_schema().columns),
    )
    return YearOnYear.validate(frame)


def standing(
    *rows: tuple[str, str, float | None, float | None], tier: str = "region"
) -> DataFrame[Park]:
    """Return parks by (code, league-city, longitude, latitude)."""
    blank = dict.fromkeys(Park.to_schema().columns)
    frame = pd.DataFrame(
        [
            blank
            | {
                "code": code,
                "name_zh": f"园区{code}",
                "league_city": league_city,
                "tier": tier,
                "longitude_deg": longitude,
                "latitude_deg": latitude,
                "is_simulated": True,
                "origin": "workbook",
                "grid": "west",
                "entered_month": 202501,
                "due_from": 202501,
            }
            for code, league_city, longitude, latitude in rows
        ],
        columns=list(blank),
    )
    return Park.validate(frame)


def zoned(
    *rows: tuple[int, str | None, float | None, float | None],
) -> DataFrame[Zone]:
    """Return reference zones by (number, precision, longitude, latitude)."""
    blank = dict.fromkeys(Zone.to_schema().columns)
    frame = pd.DataFrame(
        [
            blank
            | {
                "number": number,
                "name_zh": f"开发区{number}",
                "short_name_zh": f"开发区{number}",
                "level": "national",
                "league_city": ORDOS,
                "location_precision": precision,
                "longitude_deg": longitude,
                "latitude_deg": latitude,
                "latest_source_year": 2023,
                "confidence": "高",
            }
            for number, precision, longitude, latitude in rows
        ],
        columns=list(blank),
    )
    return Zone.validate(frame)
