"""Every kind of fault, by the cell that it names."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import Engine, update

from dashboard.text import LanguageType, Speaker, catalogue
from queries.engine import writing
from queries.intake import Upload
from queries.tables import park
from tests.unit.intake.builders import (
    NAME,
    PARK,
    REGISTRY_ROW,
    book,
    changed,
    counts,
    dump,
    faults,
    grades,
    monthly,
    places,
    registry,
    seen,
    taken,
    warnings,
)

MONTH = "2026-03"


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        ([PARK, MONTH, "约12"], "C2", "not_a_number"),
        ([PARK, MONTH, "35%"], "C2", "percent"),
        ([PARK, MONTH, -1], "C2", "negative"),
        ([PARK, MONTH, "9" * 20], "C2", "too_large"),
        ([PARK, MONTH, True], "C2", "not_a_number"),
        ([PARK, "三月", 12], "B2", "month_unreadable"),
        ([PARK, None, 12], "B2", "month_missing"),
        ([None, MONTH, 12], "A2", "code_missing"),
        (["园区甲", MONTH, 12], "A2", "code_malformed"),
        (["150600-99", MONTH, 12], "A2", "code_unknown"),
    ],
)
def test_a_monthly_fault_names_its_cell(
    with_park: Engine, row: Sequence[Any], cell: str, code: str
):
    assert places(faults(with_park, monthly(row))) == [(cell, code)]


@pytest.mark.parametrize(
    ("cells", "cell", "code"),
    [
        ({"园区名称": None}, "B2", "name_missing"),
        ({"盟市": "鄂市"}, "C2", "league_city_unknown"),
        ({"盟市": None, "旗县区": None, "经度": None, "纬度": None}, "C2", "needed"),
        ({"旗县区": "伊旗"}, "D2", "banner_unknown"),
        ({"旗县区": "九原区"}, "D2", "banner_elsewhere"),
        ({"层级": "县级"}, "E2", "choice_unknown"),
        ({"层级": None}, "E2", "needed"),
        ({"经度": 110.5}, "F2", "point_elsewhere"),
        ({"经度": 90.0}, "F2", "point_outside"),
        ({"经度": 39.5, "纬度": 109.5}, "F2", "point_swapped"),
        ({"经度": "东边"}, "F2", "degrees_unreadable"),
        ({"纬度": None}, "G2", "half_a_point"),
        ({"坐标系": None}, "H2", "crs_missing"),
        ({"坐标系": "北京54"}, "H2", "crs_unknown"),
        ({"园区编码": "园区甲"}, "A2", "code_malformed"),
        ({"园区编码": None}, "A2", "code_missing"),
        ({"园区编码": "1" * 21}, "A2", "code_malformed"),
    ],
)
def test_a_registry_fault_names_its_cell(
    engine: Engine, cells: dict[str, Any], cell: str, code: str
):
    found = faults(engine, registry(changed(REGISTRY_ROW, **cells)))
    expected = "needed_for_new_park" if code == "needed" else code
    assert places(found) == [(cell, expected)]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("建设形式", "半个", "choice_unknown"),
        ("电网", "国网", "choice_unknown"),
        ("建设起始年", "明年", "year_unreadable"),
        ("自测起始月", "三月", "month_unreadable"),
        ("规划面积（平方公里）", -1, "negative"),
        ("规划面积（平方公里）", "10%", "percent"),
        ("规划面积（平方公里）", "很大", "not_a_number"),
    ],
)
def test_a_fault_in_an_optional_column_names_its_cell(
    engine: Engine, name: str, value: object, code: str
):
    file = book(
        [
            ["园区编码", "园区名称", "盟市", "层级", name],
            [*REGISTRY_ROW[:3], "其他", value],
        ]
    )
    assert places(faults(engine, file)) == [("E2", code)]


def test_a_planned_area_without_a_unit_is_a_fault(engine: Engine):
    file = book(
        [
            ["园区编码", "园区名称", "盟市", "层级", "规划面积"],
            [*REGISTRY_ROW[:3], "其他", 5],
        ]
    )
    assert places(faults(engine, file)) == [("E1", "unit_missing")]


def test_building_cannot_end_before_it_begins(engine: Engine):
    header = ["园区编码", "园区名称", "盟市", "层级", "建设起始年", "建设完成年"]
    file = book([header, [*REGISTRY_ROW[:3], "其他", 2027, 2025]])
    assert places(faults(engine, file)) == [("F2", "years_reversed")]


def test_a_misplaced_point_names_the_banner_that_it_falls_in(engine: Engine):
    (found,) = faults(engine, registry(changed(REGISTRY_ROW, 经度=110.5)))
    assert found.values["falls_in"] == "鄂尔多斯市达拉特旗"
    assert found.values["stated"] == "鄂尔多斯市伊金霍洛旗"


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        ([PARK, "2026Q5", "A"], "B2", "period_unreadable"),
        ([PARK, None, "A"], "B2", "period_missing"),
        ([PARK, "2026Q1", "E"], "C2", "grade_unknown"),
        ([PARK, "2026Q1", "U"], "C2", "grade_unknown"),
        ([PARK, "2026Q1", "A", 101], "D2", "score_out_of_range"),
        ([PARK, "2026Q1", "A", -1], "D2", "score_out_of_range"),
        ([PARK, "2026Q1", "A", "高"], "D2", "not_a_number"),
        ([PARK, "2026Q1", "A", 90, "县里"], "E2", "choice_unknown"),
        ([PARK, "2026Q1", "A", 90, "盟市", "昨天"], "F2", "day_unreadable"),
        (["150600-99", "2026Q1", "A"], "A2", "code_unknown"),
    ],
)
def test_a_fault_of_a_grade_names_its_cell(
    with_park: Engine, row: Sequence[Any], cell: str, code: str
):
    assert places(faults(with_park, grades(row))) == [(cell, code)]


def test_a_name_must_agree_with_the_registry(with_park: Engine):
    header = ("园区编码", "园区名称", "月份", "用电量（兆瓦时）")
    wrong = monthly([PARK, "示例园区·别处", MONTH, 1], header=header)
    assert places(faults(with_park, wrong)) == [("B2", "name_differs")]
    wide = monthly([PARK, "示例园区 · 伊金霍洛", MONTH, 1], header=header)
    assert faults(with_park, wide) == []
    graded = grades(
        [PARK, "示例园区·别处", "2026Q1", "A"],
        header=("园区编码", "园区名称", "考核周期", "等级"),
    )
    assert places(faults(with_park, graded)) == [("B2", "name_differs")]


def test_all_faults_of_all_files_come_at_once(engine: Engine):
    found = seen(
        engine,
        registry(changed(REGISTRY_ROW, 层级="县级", 坐标系="北京54")),
        monthly([PARK, "三月", "35%"], ["150600-99", MONTH, -1]),
    ).files
    assert [places(report.faults) for report in found] == [
        [("E2", "choice_unknown"), ("H2", "crs_unknown")],
        [
            ("A2", "code_row_faulty"),
            ("B2", "month_unreadable"),
            ("C2", "percent"),
            ("A3", "code_unknown"),
            ("C3", "negative"),
        ],
    ]


def test_the_same_month_twice_may_only_say_the_same(with_park: Engine):
    same = monthly([PARK, MONTH, 12], [PARK, MONTH, 12])
    assert faults(with_park, same) == []
    other = monthly([PARK, MONTH, 12], [PARK, MONTH, 13])
    (found,) = faults(with_park, other)
    assert (found.cell, found.code) == ("C3", "disagrees")
    assert found.values["other_cell"] == "C2"
    assert found.values["other_value"] == "12"
    assert counts(seen(with_park, other).files[0]) == (2, 0, 0, 0)


def test_two_files_may_not_disagree_about_a_cell(with_park: Engine):
    one = monthly([PARK, MONTH, 12])
    two = book([["园区编码", "月份", "用电量（万千瓦时）"], [PARK, MONTH, 1.3]])
    preview = seen(with_park, one, two)
    assert [places(report.faults) for report in preview.files] == [
        [],
        [("C2", "disagrees")],
    ]


def test_rows_of_one_month_complete_each_other(with_park: Engine):
    file = book(
        [
            ["园区编码", "月份", "用电量（兆瓦时）", "其他电量（兆瓦时）"],
            [PARK, MONTH, 12, None],
            [PARK, MONTH, None, 5],
        ]
    )
    taken(with_park, file)
    values = {row["measure"]: row["value"] for row in dump(with_park)["measure_value"]}
    assert values == {"electricity_mwh": 12, "electricity_other_mwh": 5}


def test_a_registry_that_contradicts_itself_is_a_fault(engine: Engine):
    file = registry(REGISTRY_ROW, changed(REGISTRY_ROW, 层级="其他"))
    assert places(faults(engine, file)) == [("E3", "disagrees")]
    assert faults(engine, registry(REGISTRY_ROW, REGISTRY_ROW)) == []


def test_two_grades_of_one_period_may_only_say_the_same(with_park: Engine):
    row = [PARK, "2026Q1", "A", 95, "盟市"]
    again = [PARK, "2026年一季度", "A", 95, "盟市"]
    assert faults(with_park, grades(row, again)) == []
    other = [PARK, "2026Q1", "B", 95, "盟市"]
    assert places(faults(with_park, grades(row, other))) == [("C3", "disagrees")]


def test_both_assessors_may_grade_one_period(with_park: Engine):
    taken(
        with_park,
        grades([PARK, "2026Q1", "A", 95, "盟市"], [PARK, "2026Q1", "B", 80, "自治区"]),
    )
    found = {row["assessor"]: row["grade"] for row in dump(with_park)["assessment"]}
    assert found == {"league_city": "A", "region": "B"}


def test_a_simulated_park_cannot_become_a_real_one(with_park: Engine):
    file = registry(changed(REGISTRY_ROW, 园区名称="鄂尔多斯蒙苏经济开发区"))
    assert places(faults(with_park, file)) == [("B2", "name_changes_class")]


def test_a_generated_park_takes_no_rows_of_workbooks(with_park: Engine):
    with writing(with_park) as connection:
        connection.execute(update(park).values(origin="generated"))
    row = monthly([PARK, MONTH, 12])
    assert places(faults(with_park, row)) == [("A2", "code_is_demo")]
    assert places(faults(with_park, registry(REGISTRY_ROW))) == [("A2", "code_is_demo")]


def test_a_percent_format_gives_a_bare_share_away(with_park: Engine):
    file = book(
        [["园区编码", "月份", "用电量（兆瓦时）"], [PARK, MONTH, 0.35]],
        formats={"C2": "0.0%"},
    )
    assert places(faults(with_park, file)) == [("C2", "percent")]


def test_a_formula_that_was_never_calculated_is_not_missing(with_park: Engine):
    file = book([["园区编码", "月份", "用电量（兆瓦时）"], [PARK, MONTH, "=1+1"]])
    assert places(faults(with_park, file)) == [("C2", "formula")]


def test_an_error_value_is_not_missing(with_park: Engine):
    file = book([["园区编码", "月份", "用电量（兆瓦时）"], [PARK, MONTH, "#DIV/0!"]])
    assert places(faults(with_park, file)) == [("C2", "error")]


def test_a_value_merged_over_months_belongs_to_nobody_knows_whom(with_park: Engine):
    file = book(
        [
            ["园区编码", "月份", "用电量（兆瓦时）"],
            [PARK, "2026-01", 9],
            [PARK, "2026-02", None],
        ],
        merged=("C2:C3",),
    )
    assert places(faults(with_park, file)) == [("C2", "merged")]


def test_a_month_without_any_value_is_kept_and_doubted(with_park: Engine):
    file = monthly([PARK, MONTH, "—"])
    assert faults(with_park, file) == []
    assert places(warnings(with_park, file)) == [("B2", "row_without_values")]
    taken(with_park, file)
    assert len(dump(with_park)["monthly_report"]) == 1
    assert dump(with_park)["measure_value"] == []


def test_a_header_without_rows_is_doubted(with_park: Engine):
    assert places(warnings(with_park, monthly())) == [("A1", "no_rows")]


def test_good_rows_are_those_without_a_fault_of_their_own(with_park: Engine):
    file = monthly([PARK, "2026-01", 1], [PARK, "2026-02", "35%"])
    preview = seen(with_park, file)
    assert counts(preview.files[0]) == (2, 1, 0, 0)
    taken(with_park, file)
    months = [row["month"] for row in dump(with_park)["monthly_report"]]
    assert months == [202601]


def test_a_faulty_header_leaves_no_row_good(with_park: Engine):
    file = monthly([PARK, MONTH, 1], header=("园区编码", "月份", "用电量"))
    assert counts(seen(with_park, file).files[0]) == (1, 0, 0, 0)


def test_rows_of_a_park_whose_registry_row_is_faulty_wait_for_it(engine: Engine):
    files = (
        registry(changed(REGISTRY_ROW, 坐标系=None)),
        monthly([PARK, MONTH, 1]),
    )
    assert taken(engine, *files) is None
    assert dump(engine)["park"] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_fault_and_warning_has_a_sentence_and_a_remedy(language: LanguageType):
    words = catalogue(language)
    for weight in ("fault", "warning"):
        codes = {
            key.split(".")[2] for key in words if key.startswith(f"intake.{weight}.")
        }
        remedies = {
            key.split(".")[2]
            for key in words
            if key.startswith(f"intake.{weight}_remedy.")
        }
        assert codes == remedies


def test_a_fault_is_said_in_both_languages(with_park: Engine):
    (found,) = faults(with_park, monthly([PARK, MONTH, "35%"]))
    assert Speaker("zh")(found.problem.key, **found.problem.values) == (
        "“用电量”这一格是百分数（35%）。这里要填数量，百分比不是数量。"
    )
    assert "35%" in Speaker("en")(found.problem.key, **found.problem.values)


def test_a_name_of_markup_is_kept_as_it_was_written(engine: Engine):
    name = "<img src=x onerror=alert(1)>{value}"
    taken(engine, registry(changed(REGISTRY_ROW, 园区名称=name)))
    assert dump(engine)["park"][0]["name_zh"] == name
    header = ("园区编码", "园区名称", "月份", "用电量（兆瓦时）")
    (found,) = faults(engine, monthly([PARK, NAME, MONTH, 1], header=header))
    assert name in Speaker("zh")(found.problem.key, **found.problem.values)


@pytest.mark.parametrize(("language", "comma"), [("zh", "、"), ("en", ", ")])
def test_choices_are_listed_with_the_commas_of_the_language(
    engine: Engine, language: LanguageType, comma: str
):
    (fault,) = faults(engine, registry(changed(REGISTRY_ROW, 层级="县级")))
    said = Speaker(language)(fault.remedy.key, **fault.remedy.values)
    assert f"国家级{comma}" in said


def test_units_are_listed_with_the_commas_of_the_language(engine: Engine):
    header = ("园区编码", "月份", "用电量（斤）")
    found = faults(
        engine, registry(REGISTRY_ROW), monthly([PARK, MONTH, 1], header=header)
    )
    said = [Speaker("en")(one.remedy.key, **one.remedy.values) for one in found]
    assert said
    assert not any("、" in sentence for sentence in said)


def test_the_current_month_may_be_reported_and_a_later_one_may_not(with_park: Engine):
    found = faults(with_park, monthly([PARK, "2026-04", 1], [PARK, "2026-05", 1]))
    assert [(one.cell, one.code, one.value) for one in found] == [
        ("B3", "month_ahead", "2026-05")
    ]


def test_a_period_that_has_begun_may_be_graded_and_a_later_one_may_not(
    with_park: Engine,
):
    rows = [[PARK, period, "A"] for period in ("2026Q2", "2026", "2026Q3", "2027")]
    header = ("园区编码", "考核周期", "等级")
    assert places(faults(with_park, grades(*rows, header=header))) == [
        ("B4", "period_ahead"),
        ("B5", "period_ahead"),
    ]


@pytest.mark.parametrize(
    ("longitude", "latitude", "cells"),
    [
        ("109°30′N", "39°30′E", ["F2", "G2"]),
        ("109°30′E", "39°30′E", ["G2"]),
        ("北纬109.5", "北纬39.5", ["F2"]),
        ("109°30′E", "39°30′W", ["G2"]),
        ("东经109.5", "北纬39.5", []),
    ],
)
def test_degrees_of_the_other_hemisphere_are_a_fault(
    engine: Engine, longitude: str, latitude: str, cells: list[str]
):
    row = changed(REGISTRY_ROW, 经度=longitude, 纬度=latitude)
    assert places(faults(engine, registry(row))) == [
        (cell, "degrees_of_other_axis") for cell in cells
    ]


def test_a_record_told_twice_in_one_file_counts_once(with_park: Engine):
    twice = [[PARK, "2026-03", 5], [PARK, "2026-03", 5]]
    (report,) = seen(with_park, monthly(*twice)).files
    assert counts(report) == (1, 1, 0, 0)
    grade = [PARK, "2026Q1", "A", 90, "自治区", None]
    (report,) = seen(with_park, grades(grade, grade)).files
    assert counts(report) == (1, 1, 0, 0)
    (report,) = seen(with_park, registry(REGISTRY_ROW, REGISTRY_ROW)).files
    assert counts(report) == (1, 0, 0, 1)


def test_a_record_that_a_later_row_changes_counts_as_changed(with_park: Engine):
    taken(with_park, monthly([PARK, "2026-03", 5]))
    rows = [[PARK, "2026-03", 5, None], [PARK, "2026-03", None, "更正"]]
    (report,) = seen(with_park, monthly(*rows)).files
    assert counts(report) == (1, 0, 1, 0)


def test_a_value_merged_over_two_measures_belongs_to_neither(with_park: Engine):
    file = book(
        [
            ["园区编码", "月份", "用电量（兆瓦时）", "其他电量（兆瓦时）"],
            [PARK, MONTH, 12, None],
        ],
        merged=("C2:D2",),
    )
    assert places(faults(with_park, file)) == [("C2", "merged"), ("D2", "merged")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([PARK, MONTH, "=1+1"], [("C2", "formula")]),
        (
            ["=B9", "=B9", "=B9"],
            [("A2", "formula"), ("B2", "formula"), ("C2", "formula")],
        ),
        ([PARK, "=B9", 12], [("B2", "formula")]),
        (["=B9", MONTH, 12], [("A2", "formula")]),
    ],
)
def test_a_formula_without_a_result_is_no_empty_cell(
    with_park: Engine, row: Sequence[Any], expected: list[tuple[str, str]]
):
    assert places(faults(with_park, monthly(row, [PARK, "2026-02", 12]))) == expected


def test_a_file_of_formulas_alone_was_never_calculated(with_park: Engine):
    expected = [("A2", "formula"), ("B2", "formula"), ("C2", "formula")]
    assert places(faults(with_park, monthly(["=B9", "=B9", "=B9"]))) == expected


def test_a_formula_whose_result_is_no_text_at_all_is_an_empty_cell(with_park: Engine):
    made = monthly([PARK, MONTH, 12], [None, None, '=IF(A3="","",1)'])
    calculated = Upload(made.name, with_result(made.content, b'<c r="C3"'))
    assert faults(with_park, calculated) == []
    assert counts(seen(with_park, calculated).files[0]) == (1, 1, 0, 0)


def with_result(content: bytes, cell: bytes) -> bytes:
    """Return a workbook in which the formula of *cell* has given the empty text."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(made, "w") as new:
        for name in before.namelist():
            new.writestr(name, before.read(name).replace(cell, cell + b' t="str"'))
    return made.getvalue()


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        ([f"{PARK[:-1]}①", MONTH, 12], "A2", "code_malformed"),
        ([PARK, "2026-1①", 12], "B2", "month_unreadable"),
        ([PARK, MONTH, "92555①"], "C2", "not_a_number"),
        ([PARK, MONTH, "9.2555万"], "C2", "number_with_words"),
        ([NAME, MONTH, 12], "A2", "code_malformed"),
    ],
)
def test_what_only_looks_like_a_value_is_a_fault(
    with_park: Engine, row: Sequence[Any], cell: str, code: str
):
    assert places(faults(with_park, monthly(row))) == [(cell, code)]
