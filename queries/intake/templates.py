"""Workbooks to fill in: headers with units, drop-downs, notes, an example row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from pandera.typing.pandas import DataFrame

from queries.contracts import Zone
from queries.indicators import dictionary
from queries.intake.headers import canonical_name, unit_of
from queries.intake.marks import Says
from queries.intake.quantities import plain_unit
from queries.intake.wording import (
    EXAMPLE_CODE,
    HEADERS,
    INSTRUCTIONS_SHEET,
    OPTIONS_SHEET,
    ZONES_SHEET,
)
from queries.vocabulary import DEMO_NAME_PREFIX, WorkbookKind, n_sources

ROWS_TO_FILL: Final = 3_000
"""Rows that drop-downs and formats reach: every park there could be."""

_EXAMPLE_NAME: Final = f"{DEMO_NAME_PREFIX}·某某"
_EXAMPLES: Final[Mapping[str, Any]] = {
    "code": EXAMPLE_CODE,
    "name_zh": _EXAMPLE_NAME,
    "month": "2026-03",
    "period": "2026Q1",
    "league_city": "鄂尔多斯市",
    "banner": "伊金霍洛旗",
    "tier": "自治区级",
    "form": "整体",
    "longitude": 109.524,
    "latitude": 39.577,
    "crs": "CGCS2000",
    "leading_industries": "装备制造",
    "planned_area_km2": 12.5,
    "build_start_year": 2025,
    "build_end_year": 2027,
    "self_test_from": "2025-06",
    "grid": "蒙西",
    "grade": "B",
    "score": 82.5,
    "assessor": "盟市",
    "assessed_on": "2026-04-17",
    "energy_tce": 92555,
    "electricity_mwh": 140757.8,
}
_CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "tier": ("国家级", "自治区级", "其他"),
    "form": ("整体", "园中园"),
    "crs": ("CGCS2000", "WGS84", "GCJ-02", "BD-09"),
    "grid": ("蒙西", "蒙东"),
    "grade": ("A", "B", "C", "D"),
    "assessor": ("盟市", "自治区"),
}
_NOTES: Final[Mapping[WorkbookKind, Sequence[str]]] = {
    WorkbookKind.REGISTRY: ("example", "units", "points", "zones"),
    WorkbookKind.MONTHLY: (
        "example",
        "units",
        "missing",
        "percent",
        "months",
        "stock",
    ),
    WorkbookKind.ASSESSMENT: ("example", "periods"),
}
_NEEDED: Final = {"code", "name_zh", "month", "period", "league_city", "tier"}
_TEXTS: Final = {"code", "month", "period", "self_test_from"}
_WIDTH: Final = 16


@dataclass(frozen=True, slots=True)
class Places:
    """The names that drop-downs offer."""

    league_cities: Sequence[str]
    banners: Sequence[str]


def template(
    kind: WorkbookKind, *, places: Places, zones: DataFrame[Zone], say: Says
) -> bytes:
    """Return an empty workbook of one *kind* as .xlsx.

    Args:
        kind: Which workbook.
        places: What the drop-downs of league-city and banner offer.
        zones: The reference zones; they go into the registry's pick-list only.
        say: Words of notes and of the pick-list; headers are those of the format.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        _write_form(book, kind, places, say)
        _write_notes(book, kind, say)
        if kind is WorkbookKind.REGISTRY:
            _write_zones(book, zones, say)
            _write_options(book, places)
    return content.getvalue()


def _fields(kind: WorkbookKind) -> list[str]:
    measures = (
        [measure.code for measure in dictionary().measures]
        if kind is WorkbookKind.MONTHLY
        else []
    )
    rest = [name for name in HEADERS[kind] if name not in {"code", "name_zh", "note"}]
    return ["code", "name_zh", *rest, *measures, "note"]


def header(kind: WorkbookKind, code: str) -> str:
    """Return the header of a field's column, its unit in brackets."""
    unit = unit_of(kind, code)
    name = canonical_name(kind, code)
    return name if unit is None else f"{name}（{plain_unit(unit)}）"


def _write_form(
    book: Any,  # noqa: ANN401  xlsxwriter has no types
    kind: WorkbookKind,
    places: Places,
    say: Says,
) -> None:
    sheet = book.add_worksheet(say(f"intake.kind.{kind.value}"))
    bold = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E3EEE7"}
    )
    grey = book.add_format({"italic": True, "font_color": "#8A8A8A"})
    text = book.add_format({"num_format": "@"})
    for index, code in enumerate(_fields(kind)):
        sheet.set_column(index, index, _WIDTH, text if code in _TEXTS else None)
        sheet.write_string(0, index, header(kind, code), bold)
        sheet.write_comment(0, index, _comment(code, say))
        if code in _EXAMPLES:
            sheet.write(1, index, _EXAMPLES[code], grey)
        rule = _rule(kind, code, places, say)
        if rule is not None:
            sheet.data_validation(2, index, ROWS_TO_FILL, index, rule)
    sheet.freeze_panes(1, 2)


def _comment(code: str, say: Says) -> str:
    if code == "code":
        return say("intake.template.comment_code")
    needed = {measure.code for measure in dictionary().measures if measure.required}
    kind = "required" if code in _NEEDED | needed else "optional"
    return say(f"intake.template.comment_{kind}")


def _rule(
    kind: WorkbookKind, code: str, places: Places, say: Says
) -> dict[str, object] | None:
    """Return the drop-down or the bounds of a column; both may be overridden."""
    hint = {"error_type": "warning", "error_message": say("intake.template.dropdown")}
    if code in _CHOICES:
        return {"validate": "list", "source": list(_CHOICES[code]), **hint}
    lists = {
        "league_city": ("A", places.league_cities),
        "banner": ("B", places.banners),
    }
    if code in lists:
        letter, names = lists[code]
        source = f"={OPTIONS_SHEET}!${letter}$1:${letter}${len(names)}"
        return {"validate": "list", "source": source, **hint}
    if code == "score":
        bounds = {"criteria": "between", "minimum": 0, "maximum": 100}
        return {"validate": "decimal", **bounds, "error_type": "warning"}
    if unit_of(kind, code) is not None:
        return {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_type": "warning",
        }
    return None


def _write_notes(book: Any, kind: WorkbookKind, say: Says) -> None:  # noqa: ANN401  xlsxwriter has no types
    sheet = book.add_worksheet(INSTRUCTIONS_SHEET)
    wrapped = book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 90)
    for number, note in enumerate(_NOTES[kind]):
        sheet.write_string(number, 0, say(f"intake.template.note_{note}"), wrapped)


def _write_options(book: Any, places: Places) -> None:  # noqa: ANN401  xlsxwriter has no types
    sheet = book.add_worksheet(OPTIONS_SHEET)
    sheet.write_column(0, 0, places.league_cities)
    sheet.write_column(0, 1, places.banners)
    sheet.hide()


def _write_zones(
    book: Any,  # noqa: ANN401  xlsxwriter has no types
    zones: DataFrame[Zone],
    say: Says,
) -> None:
    sheet = book.add_worksheet(ZONES_SHEET)
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, say("intake.template.zone_head"))
    columns = (
        "number",
        "name",
        "league_city",
        "banner",
        "level",
        "longitude",
        "latitude",
        "precision",
        "area",
        "industries",
        "year",
        "confidence",
    )
    for index, column in enumerate(columns):
        sheet.write_string(1, index, say(f"intake.template.zone_{column}"), bold)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, len(columns), 14)
    rows = zones.astype(object).where(zones.notna(), None).to_dict("records")
    for number, row in enumerate(rows, start=2):
        cells = _zone_cells(row, say)
        for index, cell in enumerate(cells):
            if cell is not None:
                sheet.write(number, index, cell)
    sheet.freeze_panes(2, 2)


def _zone_cells(row: Mapping[Any, Any], say: Says) -> list[object]:
    city = row["league_city"]
    return [
        row["number"],
        row["name_zh"],
        None if city is None else say(f"place.{city}"),
        row["banner_name_zh"],
        say(f"methods.level_{row['level']}"),
        row["longitude_deg"],
        row["latitude_deg"],
        say(f"precision.{row['location_precision'] or 'none'}"),
        row["planned_area_km2"],
        row["leading_industries"],
        row["latest_source_year"],
        say("zone.confidence", n=n_sources(row["confidence"])),
    ]
