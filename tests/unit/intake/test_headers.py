"""Finding the header: by meaning, wherever it stands."""

import pytest
from sqlalchemy import Engine

from dashboard.text import Speaker
from queries.errors import KeyColumnMissingError, NoSheetRecognisedError
from queries.intake import read_workbook
from queries.intake.headers import split_unit
from queries.tables import measure_value
from queries.vocabulary import WorkbookKind
from tests.unit.intake.builders import (
    NAME,
    PARK,
    book,
    counts,
    faults,
    monthly,
    places,
    rows_of,
    seen,
    taken,
    warnings,
)


def only_value(engine: Engine) -> float:
    (row,) = rows_of(engine, measure_value)
    return row["value"]


@pytest.mark.parametrize(
    "header",
    [
        "用电量（兆瓦时）",
        "用电量(兆瓦时)",
        "用电量【兆瓦时】",
        "用电量［兆瓦时］",
        "用 电 量\n（兆瓦时）",
        "*用电量（MWh）",
        "用电量（ 兆瓦时 ）",
    ],
)
def test_width_blanks_line_breaks_and_brackets_do_not_matter(
    with_park: Engine, header: str
):
    file = monthly([PARK, "2026-03", 12], header=("园区 编码", "月 份", header))
    taken(with_park, file)
    assert only_value(with_park) == 12


def test_titles_notes_and_empty_rows_may_stand_above(with_park: Engine):
    file = book(
        [
            ["鄂尔多斯市零碳园区月度自测表"],
            [],
            ["填报单位：", None, "填报日期：2026年4月8日"],
            ["园区编码", "月份", "用电量（万千瓦时）"],
            [PARK, "2026-03", 1.2],
        ],
        merged=("A1:C1",),
    )
    taken(with_park, file)
    assert only_value(with_park) == 12


def test_units_may_stand_in_a_row_of_their_own(with_park: Engine):
    file = book(
        [
            ["园区编码", "月份", "用电量", "综合能源消费量"],
            [None, None, "万千瓦时", "（吨标准煤）"],
            [PARK, "2026-03", 1.2, 7],
        ]
    )
    taken(with_park, file)
    values = {row["measure"]: row["value"] for row in rows_of(with_park, measure_value)}
    assert values == {"electricity_mwh": 12, "energy_tce": 7}


def test_group_names_may_be_merged_over_the_names_of_columns(with_park: Engine):
    file = book(
        [
            ["园区编码", "月份", "用电情况（万千瓦时）", None, "风电", None],
            [None, None, "用电量", "其他电量", "装机（兆瓦）", "发电量（万千瓦时）"],
            [PARK, "2026-03", 3, 2, 50, 4],
        ],
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    )
    assert faults(with_park, file) == []
    taken(with_park, file)
    values = {row["measure"]: row["value"] for row in rows_of(with_park, measure_value)}
    assert values == {
        "electricity_mwh": 30,
        "electricity_other_mwh": 20,
        "wind_mw": 50,
        "wind_generation_mwh": 40,
    }


def test_group_names_over_a_complete_header_change_nothing(with_park: Engine):
    file = book(
        [
            ["基本信息", None, "能源", None],
            ["园区编码", "月份", "用电量（兆瓦时）", "综合能源消费量（吨标准煤）"],
            [PARK, "2026-03", 3, 2],
        ],
        merged=("A1:B1", "C1:D1"),
    )
    assert faults(with_park, file) == []
    assert counts(seen(with_park, file).files[0]) == (1, 1, 0, 0)


def test_this_year_and_last_year_side_by_side_is_a_column_twice(with_park: Engine):
    file = book(
        [
            ["园区编码", "月份", "用电量（兆瓦时）", "用电量（兆瓦时）"],
            [PARK, "2026-03", 3, 2],
        ]
    )
    assert places(faults(with_park, file)) == [("D1", "column_twice")]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("用电量", "unit_missing"),
        ("二氧化碳排放总量（自报）", "unit_missing"),
        ("用电量（度）", "unit_unknown"),
        ("用电量（吨标准煤）", "unit_unknown"),
        ("储能容量（兆瓦）", "unit_unknown"),
        ("用电量（%）", "unit_percent"),
    ],
)
def test_a_unit_is_never_guessed(with_park: Engine, header: str, code: str):
    file = monthly([PARK, "2026-03", 12], header=("园区编码", "月份", header))
    assert places(faults(with_park, file)) == [("C1", code)]
    assert taken(with_park, file) is None


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("储能容量（万千瓦时）", 640),
        ("储能功率（万千瓦）", 640),
        ("二氧化碳排放总量(自报)（万吨）", 640_000),
        ("工业用水总量（吨（水））", 64),
        ("外购化石热力（GJ）", 64),
    ],
)
def test_the_last_bracket_is_the_unit(with_park: Engine, header: str, value: float):
    taken(
        with_park, monthly([PARK, "2026-03", 64], header=("园区编码", "月份", header))
    )
    assert only_value(with_park) == value


def test_nested_brackets_are_split_at_the_outer_one():
    assert split_unit("水(吨(水))") == ("水", "吨(水)")
    assert split_unit("水") == ("水", None)


def test_an_unknown_column_is_a_warning_and_a_count_of_rows_is_not(with_park: Engine):
    header = ("序号", "园区编码", "月份", "联系人", "用电量（兆瓦时）")
    file = monthly([1, PARK, "2026-03", "张三", 12], header=header)
    found = warnings(with_park, file)
    assert places(found) == [("D1", "column_unknown")]
    assert faults(with_park, file) == []


def test_data_under_no_header_is_a_warning(with_park: Engine):
    header = ("园区编码", "月份", None, "用电量（兆瓦时）")
    file = monthly([PARK, "2026-03", 5, 12], header=header)
    assert places(warnings(with_park, file)) == [("C1", "column_unnamed")]


def test_sums_notes_examples_and_repeated_headers_are_no_rows(with_park: Engine):
    header = ["园区编码", "园区名称", "月份", "用电量（兆瓦时）"]
    file = book(
        [
            header,
            ["示例（此行不读）", "示例园区·某某", "2026-03", 1],
            [PARK, NAME, "2026-03", 12],
            ["小　计", None, None, 12],
            header,
            [None, None, None, None],
            [PARK, NAME, "2026-04", 12],
            [None, "合计", None, 24],
            ["总计：", None, None, 24],
            [PARK, NAME, None, "—"],
            ["注：1. 数据由园区自测；2. “—”表示未填报。"],
            ["填报人：张三", None, "审核人：李四", None],
        ]
    )
    assert faults(with_park, file) == []
    assert counts(seen(with_park, file).files[0]) == (2, 2, 0, 0)


def test_a_second_table_with_other_columns_below_is_a_fault(with_park: Engine):
    file = book(
        [
            ["园区编码", "月份", "用电量（兆瓦时）", "其他电量（兆瓦时）"],
            [PARK, "2026-03", 12, 5],
            ["园区编码", "月份", "其他电量（兆瓦时）", "用电量（兆瓦时）"],
            [PARK, "2026-04", 5, 12],
        ]
    )
    assert places(faults(with_park, file)) == [("C3", "header_again")]


def test_a_code_merged_over_its_months_belongs_to_each(with_park: Engine):
    file = book(
        [
            ["园区编码", "园区名称", "月份", "用电量（兆瓦时）"],
            [PARK, NAME, "2026-01", 1],
            [None, None, "2026-02", 2],
            [None, None, "2026-03", 3],
        ],
        merged=("A2:A4", "B2:B4"),
    )
    assert counts(seen(with_park, file).files[0]) == (3, 3, 0, 0)


def test_a_hidden_sheet_is_not_read_but_not_passed_over(with_park: Engine):
    shown = [["园区编码", "月份", "用电量（兆瓦时）"], [PARK, "2026-03", 1]]
    secret = [["园区编码", "月份", "用电量（兆瓦时）"], [PARK, "2026-04", 1]]
    file = book(shown, secret, hidden=(2,))
    assert counts(seen(with_park, file).files[0]) == (1, 1, 0, 0)
    found = warnings(with_park, file)
    assert [(fault.sheet, fault.cell, fault.code) for fault in found] == [
        ("表2", None, "sheet_hidden")
    ]


def test_a_sheet_of_data_without_a_known_header_is_a_warning(with_park: Engine):
    other = [["姓名", "电话", "单位"], ["张三", "1", "甲"], ["李四", "2", "乙"]]
    file = book([["园区编码", "月份", "用电量（兆瓦时）"], [PARK, "2026-03", 1]], other)
    assert [fault.code for fault in warnings(with_park, file)] == [
        "sheet_not_recognised"
    ]


def test_two_kinds_of_sheets_in_one_file_are_reported_apart(with_park: Engine):
    file = book(
        [["园区编码", "月份", "用电量（兆瓦时）"], [PARK, "2026-03", 1]],
        [["园区编码", "考核周期", "等级"], [PARK, "2026Q1", "A"]],
    )
    assert [report.kind for report in seen(with_park, file).files] == [
        "monthly",
        "assessment",
    ]


@pytest.mark.parametrize(
    "again",
    [
        "用电量（万千瓦时）",  # another unit
        "其他电量（兆瓦时）",  # another measure
        "原煤消费量（吨）",  # nothing known
        "用电量",  # no unit
    ],
)
def test_a_header_inside_the_table_must_say_the_same(with_park: Engine, again: str):
    file = book(
        [
            ["园区编码", "月份", "用电量（兆瓦时）"],
            [PARK, "2026-02", 12],
            ["园区编码", "月份", again],
            [PARK, "2026-03", 1.2],
        ]
    )
    assert places(faults(with_park, file)) == [("C3", "header_again")]


def test_a_header_repeated_in_another_style_or_with_its_units_is_the_same(
    with_park: Engine,
):
    file = book(
        [
            ["园区编码", "月份", "用电量"],
            ["单位", None, "兆瓦时"],
            [PARK, "2026-01", 12],
            ["园区编码", "月份", "用电量"],
            ["单位", None, "兆瓦时"],
            [PARK, "2026-02", 13],
            ["园区编码", "月 份", "用电量【MWh】"],
            [PARK, "2026-03", 14],
        ]
    )
    assert faults(with_park, file) == []
    assert counts(seen(with_park, file).files[0]) == (3, 3, 0, 0)


@pytest.mark.parametrize(
    "numbers", [("1", "2", "3"), (1, 2, 3), ("甲", "乙", 1), ("(1)", "(2)", "(3)")]
)
def test_a_row_that_counts_the_columns_is_no_data(
    with_park: Engine, numbers: tuple[object, ...]
):
    file = monthly(numbers, [PARK, "2026-03", 12])
    assert faults(with_park, file) == []
    assert counts(seen(with_park, file).files[0]) == (1, 1, 0, 0)


def test_signatures_and_notes_below_are_no_data(with_park: Engine):
    file = monthly(
        [PARK, "2026-03", 12],
        ["填表人：张三", "审核人：李四", None, "2026年4月3日"],
        ["备注：1. 数据口径", None, 12345],
    )
    assert faults(with_park, file) == []
    assert counts(seen(with_park, file).files[0]) == (1, 1, 0, 0)


@pytest.mark.parametrize("name", ["1.用电量（兆瓦时）", "（二）用电量（兆瓦时）"])
def test_the_number_of_a_column_does_not_matter(with_park: Engine, name: str):
    taken(with_park, monthly([PARK, "2026-03", 12], header=("园区编码", "月份", name)))
    assert only_value(with_park) == 12


@pytest.mark.parametrize(
    "name", ["用电量/兆瓦时", "用电量 兆瓦时", "用电量（全口径）（兆瓦时）"]
)
def test_a_measure_that_cannot_be_read_is_not_passed_over(with_park: Engine, name: str):
    file = monthly([PARK, "2026-03", 12], header=("园区编码", "月份", name))
    assert places(faults(with_park, file)) == [("C1", "column_unclear")]


def test_a_column_beside_the_measure_itself_is_only_left_out(with_park: Engine):
    header = ("园区编码", "月份", "用电量（兆瓦时）", "用电量增速（%）")
    file = monthly([PARK, "2026-03", 12, 3], header=header)
    assert faults(with_park, file) == []
    assert places(warnings(with_park, file)) == [("D1", "column_unknown")]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (("园区编码", "园区名称", "统计月份", "用电量（兆瓦时）"), "月份"),
        (("园区编码", "园区名称", "用电量（兆瓦时）", "备注"), "月份"),
        (("园区编码", "园区名称", "考核期", "等级"), "考核周期"),
    ],
)
@pytest.mark.parametrize("kind", [None, WorkbookKind.REGISTRY])
def test_a_report_without_its_month_is_not_taken_for_a_registry(
    header: tuple[str, ...], name: str, kind: WorkbookKind | None
):
    file = book([["标题"], header, [PARK, "改了的名称", "2026-03", 12]])
    with pytest.raises(KeyColumnMissingError) as caught:
        read_workbook(file, kind=kind)
    sentence = Speaker().error(caught.value)
    assert "报表.xlsx 的工作表《表1》第 2 行" in sentence
    assert f"缺少“{name}”一列" in sentence


def test_a_self_test_is_no_registry_even_if_it_is_called_one():
    header = ("园区编码", "园区名称", "月份", "用电量（兆瓦时）")
    with pytest.raises(NoSheetRecognisedError):
        read_workbook(book([header]), kind=WorkbookKind.REGISTRY)


def test_a_registry_may_be_code_and_name_alone(with_park: Engine):
    file = book([["园区编码", "园区名称", "联系电话"], [PARK, NAME, "0477"]])
    assert faults(with_park, file) == []
