"""A workbook: typed cells, text that stays text, the numbers of the charts."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.briefing.chart_tables import COLUMNS, table_of
from dashboard.briefing.packs import CellKind, Column, Pack, Sheet, Table
from dashboard.briefing.provenance_lines import every_line
from dashboard.briefing.workbook import workbook
from dashboard.briefing.workbook_cells import HEAD_ROW, NAME_LENGTH, sheet_name
from dashboard.briefing.workbook_charts import NATIVE
from dashboard.briefing.writers import ExportOptions
from dashboard.charts.values import Chart, ChartKind
from dashboard.text import Speaker
from tests.unit.briefing.charts_by_hand import (
    LONGEST,
    charts,
    pack,
    parks_table,
    provenance,
    small_multiples,
)
from tests.unit.briefing.on_screen import screen_numbers

SAY = Speaker("zh")
OPTIONS = ExportOptions(say=SAY, suffix=".xlsx")
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EVERY = [*charts(), small_multiples(is_one_scale=False)]
NAMES = [f"{chart.kind}-{at}" for at, chart in enumerate(EVERY)]


def opened(made: Pack) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(made, OPTIONS).content))


def sheet_of(chart: Chart) -> Pack:
    return pack(Sheet(key="one", message="一句话", charts=(chart,)))


def cells_of(sheet: Worksheet, table: Table) -> list[tuple[Any, ...]]:
    """Return the rows of *table* as the sheet has them."""
    first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(table.rows)
    return [
        tuple(sheet.cell(row, column + 1).value for column in range(len(table.columns)))
        for row in range(first, last + 1)
    ]


def test_every_kind_of_chart_has_columns_and_a_native_chart():
    kinds = set(get_args(ChartKind))
    assert set(COLUMNS) == kinds
    assert set(NATIVE) == kinds


@pytest.mark.parametrize("chart", EVERY, ids=NAMES)
def test_the_cells_hold_the_numbers_of_the_chart_and_of_the_screen(chart: Chart):
    table = table_of(chart, key="one", say=SAY)
    (_, sheet) = opened(sheet_of(chart)).worksheets
    for cells, row in zip(cells_of(sheet, table), table.rows, strict=True):
        assert list(cells) == pytest.approx(list(row))
    columns = {
        column.key: [row[at] for row in table.rows]
        for at, column in enumerate(table.columns)
    }
    for key, shown in screen_numbers(chart).items():
        assert columns[key][: len(shown)] == pytest.approx(shown)


@pytest.mark.parametrize("chart", EVERY, ids=NAMES)
def test_a_native_chart_draws_the_cells_of_its_sheet(chart: Chart):
    made = workbook(sheet_of(chart), OPTIONS).content
    sheet = openpyxl.load_workbook(BytesIO(made), data_only=True).worksheets[1]
    drawn = references(made)
    assert drawn
    for place, kept in drawn:
        (column, first), (_, last) = map(coordinate_from_string, place)
        seen = [sheet[f"{column}{row}"].value for row in range(first, last + 1)]
        known = {at: v for at, v in enumerate(seen) if v is not None}
        assert known == pytest.approx(kept)


def _series(part: bytes) -> list[ET.Element]:
    whole = ET.fromstring(part)  # noqa: S314  we wrote it a line before
    return [*whole.iter(f"{DRAWN}val"), *whole.iter(f"{DRAWN}yVal")]


def references(made: bytes) -> list[tuple[list[str], dict[int, float]]]:
    """Return the cells and the kept values of every series of every native chart."""
    found = []
    with ZipFile(BytesIO(made)) as parts:
        names = [n for n in parts.namelist() if n.startswith("xl/charts/chart")]
        for name in names:
            for series in _series(parts.read(name)):
                place = (series.findtext(f".//{DRAWN}f") or "").rsplit("!", 1)[1]
                kept = {
                    int(point.get("idx", "")): float(point.findtext(f"{DRAWN}v") or "")
                    for point in series.iter(f"{DRAWN}pt")
                }
                found.append((place.replace("$", "").split(":"), kept))
    return found


def test_text_that_looks_like_a_formula_stays_text():
    table = parks_table(5)
    made = opened(pack(Sheet(key="t", message="", tables=(table,))))
    sheet = made.worksheets[1]
    names = [sheet.cell(row, 2) for row in range(HEAD_ROW + 2, HEAD_ROW + 7)]
    assert [cell.value for cell in names] == [row[1] for row in table.rows]
    assert {cell.data_type for cell in names} == {"s"}


def test_cells_are_typed_and_what_is_missing_is_empty_and_never_0():
    sheet = opened(pack(Sheet(key="t", message="", tables=(parks_table(),))))
    sheet = sheet.worksheets[1]
    first, second = (
        [sheet.cell(row, column).value for column in range(1, 9)]
        for row in (HEAD_ROW + 2, HEAD_ROW + 3)
    )
    assert first[2:5] == [0.366, 0.81, 0]
    assert f"{first[5]:%Y-%m-%d}" == "2026-12-31"
    assert f"{first[6]:%Y-%m}" == "2026-09"
    assert second[2:4] == [None, None]
    formats = [sheet.cell(HEAD_ROW + 2, at).number_format for at in (3, 4, 5, 6)]
    assert formats == ["0.0%", "#,##0.00", "#,##0", "yyyy-mm-dd"]
    assert sheet.cell(HEAD_ROW + 1, 4).value == "单位能耗碳排放\ntCO₂/tce"


def test_what_a_column_calls_missing_is_written_where_people_read_it():
    column = Column(key="a", name="甲", kind=CellKind.NUMBER, missing="待填报")
    table = Table(key="t", title="表", columns=(column,), rows=((None,), (0.0,)))
    sheet = opened(pack(Sheet(key="t", message="", tables=(table,)))).worksheets[1]
    assert cells_of(sheet, table) == [("待填报",), (0,)]


def test_a_sheet_is_frozen_filtered_and_set_up_to_be_printed():
    sheet = opened(pack(Sheet(key="t", message="", tables=(parks_table(),))))
    sheet = sheet.worksheets[1]
    assert sheet.freeze_panes == f"C{HEAD_ROW + 2}"
    assert sheet.auto_filter.ref == f"A{HEAD_ROW + 1}:H{HEAD_ROW + 4}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
    assert "&P" in sheet.oddFooter.right.text
    assert "内部资料" in sheet.oddFooter.left.text


def test_the_cover_says_all_of_where_the_numbers_come_from():
    cover = opened(pack()).worksheets[0]
    said = {str(cell.value) for row in cover.iter_rows() for cell in row if cell.value}
    for name, words in every_line(provenance(), say=SAY):
        assert {name, words} <= said


def test_a_table_without_rows_is_a_sheet_with_its_head():
    table = replace(parks_table(), rows=())
    sheet = opened(pack(Sheet(key="t", message="", tables=(table,)))).worksheets[1]
    assert sheet.cell(HEAD_ROW + 1, 2).value == "园区"
    assert sheet.max_row == HEAD_ROW + 1


def test_a_chart_without_rows_leaves_its_sheet_without_a_picture():
    empty = replace(EVERY[0], categories=(), targets=(), series=())
    made = workbook(sheet_of(empty), OPTIONS).content
    assert references(made) == []


def test_names_of_sheets_are_cut_cleaned_and_told_apart():
    taken = {sheet_name(LONGEST, set()).lower()}
    assert sheet_name(LONGEST, set()) == LONGEST[:NAME_LENGTH]
    assert sheet_name(LONGEST, taken) == f"{LONGEST[: NAME_LENGTH - 2]} 2"
    assert sheet_name("a/b:c[d]'", set()) == "a b c d"
    assert sheet_name("History", set()) == "History 2"
    assert sheet_name("''", set()) == "-"


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_excel_takes_any_name_of_a_sheet(titles: list[str]):
    taken: set[str] = set()
    for title in titles:
        name = sheet_name(title, taken)
        assert name
        assert len(name.encode("utf-16-le")) <= 2 * NAME_LENGTH
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'"
        assert name[-1] != "'"
        assert name.lower() not in taken
        taken.add(name.lower())


def test_libreoffice_opens_the_workbook_and_prints_it(tmp_path: Path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice: apt-get install libreoffice-calc")
    (tmp_path / "a.xlsx").write_bytes(workbook(pack(), OPTIONS).content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "a.xlsx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
