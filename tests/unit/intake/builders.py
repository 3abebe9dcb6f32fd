"""Small workbooks and the ways to import them, shared by the tests of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import openpyxl
from sqlalchemy import Engine, Table, select

from queries.engine import reading, writing
from queries.indicators import dictionary
from queries.intake import (
    Fault,
    FileReport,
    Gazetteer,
    Preview,
    Upload,
    apply,
    open_upload,
    prepare,
    read_workbook,
)
from queries.tables import REVERSIBLE
from queries.vocabulary import CrsName

SAMPLES: Final = Path(__file__).parents[2] / "samples"
TODAY: Final = date(2026, 4, 9)
NOW: Final = datetime(2026, 4, 9, 3, tzinfo=UTC)

PARK: Final = "150600-01"
NAME: Final = "示例园区·伊金霍洛"
REGISTRY_HEADER: Final = (
    "园区编码",
    "园区名称",
    "盟市",
    "旗县区",
    "层级",
    "经度",
    "纬度",
    "坐标系",
)
REGISTRY_ROW: Final = (
    PARK,
    NAME,
    "鄂尔多斯市",
    "伊金霍洛旗",
    "国家级",
    109.5,
    39.5,
    "CGCS2000",
)
MONTHLY_HEADER: Final = ("园区编码", "月份", "用电量（兆瓦时）", "备注")


@dataclass(frozen=True)
class Placed:
    """Where a point is."""

    longitude_deg: float
    latitude_deg: float
    banner: str | None


class Boxes:
    """A gazetteer of two rectangles: 伊金霍洛旗 and, east of it, 达拉特旗."""

    def place(
        self, *, longitude_deg: float, latitude_deg: float, crs: CrsName
    ) -> Placed:
        """Move points of the shifted systems by a hundredth of a degree."""
        shift = 0.01 if crs in {"GCJ-02", "BD-09"} else 0.0
        longitude = longitude_deg - shift
        banner = None
        if 39 <= latitude_deg < 40 and 109 <= longitude < 111:
            banner = "150627" if longitude < 110 else "150621"
        return Placed(longitude, latitude_deg, banner)


def book(
    *sheets: Sequence[Sequence[Any]],
    name: str = "报表.xlsx",
    merged: Sequence[str] = (),
    hidden: Sequence[int] = (),
    formats: Mapping[str, str] = MappingProxyType({}),
) -> Upload:
    """Make an .xlsx of rows; ``hidden`` counts its sheets from 1."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
        for cell, form in formats.items():
            sheet[cell].number_format = form
        if number in hidden:
            sheet.sheet_state = "hidden"
    content = BytesIO()
    made.save(content)
    return Upload(name, content.getvalue())


def registry(*rows: Sequence[Any], header: Sequence[str] = REGISTRY_HEADER) -> Upload:
    return book([header, *rows], name="名录.xlsx")


def monthly(*rows: Sequence[Any], header: Sequence[str] = MONTHLY_HEADER) -> Upload:
    return book([header, *rows], name="月报.xlsx")


def grades(*rows: Sequence[Any], header: Sequence[str] | None = None) -> Upload:
    names = header or ("园区编码", "考核周期", "等级", "得分", "评定单位", "评定日期")
    return book([names, *rows], name="等级.xlsx")


def changed(row: Sequence[Any], **cells: object) -> list[Any]:
    """Return a registry row with some cells replaced, by header."""
    values = dict(zip(REGISTRY_HEADER, row, strict=True)) | cells
    return list(values.values())


def sample(name: str) -> Upload:
    return open_upload(SAMPLES / name)


def samples() -> list[Upload]:
    return [open_upload(path) for path in sorted(SAMPLES.iterdir())]


def seen(
    engine: Engine, *uploads: Upload, gazetteer: Gazetteer | None = None
) -> Preview:
    """Preview *uploads* on the database as it is."""
    workbooks = [read_workbook(upload) for upload in uploads]
    with reading(engine) as connection:
        return prepare(
            connection,
            workbooks=workbooks,
            gazetteer=gazetteer or Boxes(),
            today=TODAY,
        )


def taken(
    engine: Engine,
    *uploads: Upload,
    gazetteer: Gazetteer | None = None,
    when: datetime = NOW,
) -> int | None:
    """Import the good rows of *uploads*; return the batch."""
    workbooks = [read_workbook(upload) for upload in uploads]
    with writing(engine) as connection:
        preview = prepare(
            connection,
            workbooks=workbooks,
            gazetteer=gazetteer or Boxes(),
            today=when.date(),
        )
        return apply(connection, preview=preview, who="测试", made_at=when)


def faults(engine: Engine, *uploads: Upload) -> list[Fault]:
    return [fault for report in seen(engine, *uploads).files for fault in report.faults]


def warnings(engine: Engine, *uploads: Upload) -> list[Fault]:
    return [
        found for report in seen(engine, *uploads).files for found in report.warnings
    ]


def places(found: Sequence[Fault]) -> list[tuple[str | None, str]]:
    return [(fault.cell, fault.code) for fault in found]


def counts(report: FileReport) -> tuple[int, int, int, int]:
    return report.n_rows, report.n_new, report.n_changed, report.n_unchanged


def rows_of(engine: Engine, table: Table) -> list[Mapping[str, Any]]:
    with reading(engine) as connection:
        statement = select(table).order_by(*table.primary_key)
        return [dict(row) for row in connection.execute(statement).mappings()]


def dump(engine: Engine) -> dict[str, list[Mapping[str, Any]]]:
    """Every row of every table that an import may change."""
    return {table.name: rows_of(engine, table) for table in REVERSIBLE}


def measure_header(code: str, unit: str) -> str:
    name = next(item.name_zh for item in dictionary().measures if item.code == code)
    return f"{name}（{unit}）"
