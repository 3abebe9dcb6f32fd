"""The reader's own file handed back."""

from io import BytesIO

import openpyxl
from openpyxl.styles import Font
from sqlalchemy import Engine

from dashboard.text import Speaker
from queries.intake import Upload, marked_copy
from tests.unit.intake.builders import (
    PARK,
    book,
    faults,
    monthly,
    sample,
    seen,
    warnings,
)
from tests.unit.intake.test_uploads import TABLE, ods

SAY = Speaker("zh")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def test_a_faulty_cell_is_marked_and_says_what_is_wrong(with_park: Engine):
    file = monthly([PARK, "2026-03", "35%"])
    copy = opened(marked_copy(file, faults(with_park, file), say=SAY))
    cell = copy["表1"]["C2"]
    assert cell.fill.fgColor.rgb == "FFF4B6B6"
    assert "百分数" in cell.comment.text
    assert "请填实际数量" in cell.comment.text
    assert cell.value == "35%"


def test_all_faults_stand_on_a_sheet_in_front(with_park: Engine):
    file = monthly([PARK, "三月", -1])
    copy = opened(marked_copy(file, faults(with_park, file), say=SAY))
    sheet = copy["问题清单"]
    assert copy.sheetnames[0] == "问题清单"
    assert [[cell.value for cell in row[:4]] for row in sheet.iter_rows()] == [
        ["工作表", "单元格", "填的内容", "性质"],
        ["表1", "B2", "三月", "错误"],
        ["表1", "C2", "-1", "错误"],
    ]


def test_what_the_reader_wrote_stays_with_its_formats(with_park: Engine):
    made = opened(monthly([PARK, "2026-03", "=1+1"], [PARK, "2026-04", -5]).content)
    sheet = made["表1"]
    sheet["A1"].font = Font(bold=True, color="FF123456")
    sheet.column_dimensions["A"].width = 33
    sheet["C3"].number_format = "0.000"
    sheet.merge_cells("E1:F1")
    content = BytesIO()
    made.save(content)
    file = Upload("月报.xlsx", content.getvalue())
    copy = opened(marked_copy(file, faults(with_park, file), say=SAY))["表1"]
    assert copy["A1"].font.color.rgb == "FF123456"
    assert copy.column_dimensions["A"].width == 33
    assert copy["C2"].value == "=1+1"
    assert copy["C3"].number_format == "0.000"
    assert "E1:F1" in [str(cells) for cells in copy.merged_cells.ranges]


def test_a_fault_in_a_merged_cell_is_marked_at_its_corner(with_park: Engine):
    file = book(
        [
            ["园区编码", "月份", "用电量（兆瓦时）"],
            ["150600-99", "2026-01", 1],
            [None, "2026-02", 2],
        ],
        merged=("A2:A3",),
    )
    copy = opened(marked_copy(file, faults(with_park, file), say=SAY))["表1"]
    assert copy["A2"].comment is not None


def test_a_csv_comes_back_as_a_workbook_of_the_same_cells(with_park: Engine):
    file = Upload("月报.csv", TABLE.replace("202603", "三月").encode("gb18030"))
    copy = opened(marked_copy(file, faults(with_park, file), say=SAY))
    sheet = copy["月报"]
    assert [cell.value for cell in sheet[2]] == [PARK, "三月", "1,234.5"]
    assert sheet["B2"].comment is not None


def test_an_ods_comes_back_as_a_workbook_of_the_same_cells(with_park: Engine):
    file = Upload("月报.ods", ods())
    found = seen(with_park, file).files[0]
    assert found.faults == ()
    copy = opened(marked_copy(file, found.faults, say=SAY))
    assert [cell.value for cell in copy["表"][2]] == [PARK, "2026年3月", 12.5]


def test_a_text_that_looks_like_a_formula_stays_a_text(with_park: Engine):
    text = f"园区编码,月份,用电量（兆瓦时）\n{PARK},202603,=HYPERLINK(1)\n"
    file = Upload("月报.csv", text.encode())
    copy = opened(marked_copy(file, faults(with_park, file), say=SAY))
    assert copy["月报"]["C2"].data_type == "s"
    assert copy["问题清单"]["C2"].data_type == "s"


def test_a_warning_is_marked_otherwise_than_a_fault(with_park: Engine):
    header = ("园区编码", "月份", "联系人", "用电量（兆瓦时）")
    file = monthly([PARK, "2026-03", "张三", 1], header=header)
    copy = opened(marked_copy(file, warnings(with_park, file), say=SAY))
    assert copy["表1"]["C1"].fill.fgColor.rgb == "FFFFF2B3"


def test_a_marked_copy_can_be_mended_and_imported(with_park: Engine):
    file = monthly([PARK, "三月", 1])
    copy = opened(marked_copy(file, faults(with_park, file), say=SAY))
    copy["表1"]["B2"].value = "2026-03"
    content = BytesIO()
    copy.save(content)
    mended = Upload("月报.xlsx", content.getvalue())
    assert faults(with_park, mended) == []
    assert warnings(with_park, mended) == []


def test_a_sample_with_hidden_sheets_keeps_them_hidden(engine: Engine):
    file = sample("monthly_2026Q1_west.xlsx")
    copy = opened(marked_copy(file, faults(engine, file), say=SAY))
    assert copy["码表"].sheet_state == "hidden"
    assert copy["附件2"]["A5"].comment is not None
