"""Workbooks to fill in: what the product writes, it reads."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine

from dashboard.text import Speaker
from queries.engine import reading
from queries.indicators import dictionary
from queries.intake import Places, Upload, template
from queries.places import banners, league_cities, zones
from queries.scope import REGION
from queries.vocabulary import WorkbookKind
from tests.unit.intake.builders import (
    NAME,
    PARK,
    REGISTRY_ROW,
    counts,
    dump,
    faults,
    registry,
    seen,
    taken,
    warnings,
)


def made(engine: Engine, kind: WorkbookKind) -> openpyxl.Workbook:
    with reading(engine) as connection:
        places = Places(
            league_cities=list(league_cities(connection)["name_zh"]),
            banners=list(banners(connection, league_city=None)["name_zh"]),
        )
        listed = zones(connection, scope=REGION)
    content = template(kind, places=places, zones=listed, say=Speaker("zh"))
    return openpyxl.load_workbook(BytesIO(content))


def filled(book: openpyxl.Workbook, row: dict[str, Any]) -> Upload:
    sheet = book.worksheets[0]
    for cell in sheet[1]:
        name = cell.value.split("（")[0]
        if name in row:
            sheet.cell(3, cell.column, row[name])
    content = BytesIO()
    book.save(content)
    return Upload("填好.xlsx", content.getvalue())


FILLED: dict[WorkbookKind, dict[str, Any]] = {
    WorkbookKind.REGISTRY: {
        "园区编码": PARK,
        "园区名称": NAME,
        "盟市": "鄂尔多斯市",
        "旗县区": "伊金霍洛旗",
        "层级": "其他",
        "建设形式": "整体",
        "经度": "109°30′",
        "纬度": 39.5,
        "坐标系": "CGCS2000",
        "规划面积": 5,
        "建设起始年": 2025,
        "自测起始月": "2025-03",
        "电网": "蒙西",
    },
    WorkbookKind.MONTHLY: {"园区编码": PARK, "园区名称": NAME, "月份": "2026-03"}
    | {
        measure.name_zh: number
        for number, measure in enumerate(dictionary().measures, start=1)
    },
    WorkbookKind.ASSESSMENT: {
        "园区编码": PARK,
        "考核周期": "2026Q1",
        "等级": "A",
        "得分": 95,
        "评定单位": "盟市",
        "评定日期": "2026-04-17",
    },
}


@pytest.mark.parametrize("kind", list(WorkbookKind))
def test_a_template_filled_in_is_read_without_fault(engine: Engine, kind: WorkbookKind):
    if kind is not WorkbookKind.REGISTRY:
        taken(engine, registry(REGISTRY_ROW))
    file = filled(made(engine, kind), FILLED[kind])
    (report,) = seen(engine, file).files
    assert report.kind is kind
    assert faults(engine, file) == []
    assert counts(report)[:2] == (1, 1)
    doubts = {found.code for found in warnings(engine, file)}
    assert doubts <= {"electricity_parts", "part_above_whole", "co2_mismatch"}


def test_every_measure_of_the_template_keeps_the_dictionarys_unit(engine: Engine):
    taken(engine, registry(REGISTRY_ROW))
    kind = WorkbookKind.MONTHLY
    taken(engine, filled(made(engine, kind), FILLED[kind]))
    values = {row["measure"]: row["value"] for row in dump(engine)["measure_value"]}
    assert values == {
        measure.code: number
        for number, measure in enumerate(dictionary().measures, start=1)
    }


@pytest.mark.parametrize("kind", list(WorkbookKind))
def test_the_example_row_of_a_template_is_no_row(engine: Engine, kind: WorkbookKind):
    content = BytesIO()
    book = made(engine, kind)
    assert str(book.worksheets[0]["A2"].value).startswith("示例")
    book.save(content)
    file = Upload("空表.xlsx", content.getvalue())
    assert counts(seen(engine, file).files[0]) == (0, 0, 0, 0)
    assert [found.code for found in warnings(engine, file)] == ["no_rows"]


def test_the_registry_template_lists_the_reference_zones(engine: Engine):
    sheet = made(engine, WorkbookKind.REGISTRY)["开发区名单"]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert len(rows) == 102
    assert rows[0][:5] == (
        1,
        "呼和浩特经济技术开发区",
        "呼和浩特",
        "土默特左旗",
        "国家级",
    )
    assert rows[0][7] == "旗县区标注点，并非园区所在地"
    assert rows[0][10:] == (2024, "6 处来源")
    unplaced = [row for row in rows if row[5] is None]
    assert {row[7] for row in unplaced} == {"无坐标"}


def test_a_template_offers_its_choices(engine: Engine):
    sheet = made(engine, WorkbookKind.REGISTRY).worksheets[0]
    rules = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    assert rules["E3"] == '"国家级,自治区级,其他"'
    assert rules["D3"] == "选项!$B$1:$B$103"
    assert rules["C3"] == "选项!$A$1:$A$12"
