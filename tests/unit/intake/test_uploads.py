"""Files that are not what they should be: one sentence each, nothing changes."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.text import Speaker
from queries.errors import (
    FileBrokenError,
    FileEmptyError,
    FileEncryptedError,
    FileIsFolderError,
    FileMismatchError,
    FileMisnamedError,
    FileMissingError,
    FileNotTextError,
    FileTooLargeError,
    FileTooManyRowsError,
    FileTypeUnknownError,
    NoSheetRecognisedError,
    OversightError,
)
from queries.intake import Upload, open_upload, read_workbook, secluded, uploads
from queries.intake.grids import MOST_ROWS
from tests.unit.briefing.office import converted
from tests.unit.intake.builders import (
    PARK,
    book,
    counts,
    dump,
    faults,
    monthly,
    places,
    sample,
    seen,
    taken,
)

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
TABLE = f'园区编码,月份,用电量（兆瓦时）\r\n{PARK},202603,"1,234.5"\r\n'


def archive(**members: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return content.getvalue()


def with_cell(reference: str) -> bytes:
    """A workbook with one more value, far away."""
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(monthly([PARK, "2026-03", 1]).content)) as before,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            if name.startswith("xl/worksheets/"):
                row = "".join(filter(str.isdigit, reference))
                more = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'
                text = text.replace(b"</sheetData>", more.encode() + b"</sheetData>")
            after.writestr(name, text)
    return content.getvalue()


def encrypted_archive() -> bytes:
    content = bytearray(archive(xl__workbook_xml=b"<workbook/>"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature) + offset
        content[at : at + 2] = struct.pack("<H", 1)
    return bytes(content)


WHOLE = monthly([PARK, "2026-03", 1]).content

BAD = [
    ("报表.xlsx", b"", FileEmptyError),
    ("报表.csv", b" \r\n", FileEmptyError),
    ("报表.docx", WHOLE, FileTypeUnknownError),
    ("报表", WHOLE, FileTypeUnknownError),
    ("报表.xlsx", TABLE.encode(), FileMismatchError),
    ("报表.xls", WHOLE, FileMismatchError),
    ("报表.csv", WHOLE, FileMismatchError),
    ("报表.xlsx", b"%PDF-1.7 ...", FileMismatchError),
    ("报表.xls", b"<html><table></table></html>", FileMismatchError),
    ("报表.csv", bytes(range(256)), FileMismatchError),
    ("报表.xlsx", archive(readme=b"hello"), FileMismatchError),
    ("报表.xlsx", archive(xl__workbook_bin=b"x").replace(b"n_bin", b"n.bin"), None),
    ("报表.xlsx", WHOLE[: len(WHOLE) // 2], FileBrokenError),
    ("报表.xlsx", WHOLE[:-30], FileBrokenError),
    ("报表.xlsx", WHOLE.replace(WHOLE[900:1000], bytes(100)), FileBrokenError),
    ("报表.xlsx", archive(xl__workbook_xml=b"<workbook/>"), FileBrokenError),
    ("报表.ods", archive(content_xml=b"<x>"), FileBrokenError),
    ("报表.xls", OLE + bytes(2000), FileBrokenError),
    ("报表.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), FileEncryptedError),
    ("报表.xlsx", encrypted_archive(), FileEncryptedError),
    (
        "报表.ods",
        archive(content_xml=b"<x/>", **{"META-INF__manifest_xml": b"encryption-data"}),
        FileEncryptedError,
    ),
    ("报表.csv", b"\xff\xfe\x00", FileNotTextError),
    ("报表.csv", "园区".encode() + b"\x81", FileNotTextError),
    ("报表.csv", "甲,乙\r\n1,2".encode(), NoSheetRecognisedError),
    ("报表.xlsx", book([["甲", "乙"], [1, 2]]).content, NoSheetRecognisedError),
    ("报表.xlsx", with_cell("XFD1048576"), FileTooManyRowsError),
    ("报表.xlsx", with_cell(f"A{MOST_ROWS + 1}"), FileTooManyRowsError),
]


@pytest.mark.parametrize(("name", "content", "error"), BAD)
def test_a_bad_file_gets_one_sentence(
    name: str, content: bytes, error: type[OversightError] | None
):
    with pytest.raises(error or FileMismatchError) as raised:
        read_workbook(Upload(name, content))
    for say in (Speaker("zh"), Speaker("en")):
        assert name in say.error(raised.value)
    assert raised.value.exit_code == 1


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "LARGEST_UNPACKED_BYTES", 10_000)
    bomb = archive(xl__workbook_xml=bytes(20_000))
    assert len(bomb) < 1_000
    with pytest.raises(FileTooLargeError):
        read_workbook(Upload("报表.xlsx", bomb))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked():
    content = bytearray(archive(xl__workbook_xml=bytes(20_000)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(signature) + offset
        content[at : at + 4] = struct.pack("<I", 10)
    with pytest.raises(FileBrokenError):
        read_workbook(Upload("报表.xlsx", bytes(content)))


def test_a_file_larger_than_any_workbook_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "LARGEST_FILE_BYTES", 10)
    path = tmp_path / "报表.xlsx"
    path.write_bytes(WHOLE)
    with pytest.raises(FileTooLargeError):
        open_upload(path)
    with pytest.raises(FileTooLargeError):
        read_workbook(Upload("报表.xlsx", WHOLE))


def test_a_missing_file_and_a_folder_are_wrong_usage(tmp_path: Path):
    with pytest.raises(FileMissingError) as missing:
        open_upload(tmp_path / "没有.xlsx")
    assert missing.value.exit_code == 2
    with pytest.raises(FileIsFolderError) as folder:
        open_upload(tmp_path)
    assert folder.value.exit_code == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_csv_is_read_in_every_encoding(with_park: Engine, encoding: str):
    upload = Upload("月报.csv", TABLE.encode(encoding))
    assert counts(seen(with_park, upload).files[0]) == (1, 1, 0, 0)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_may_be_separated_otherwise(with_park: Engine, separator: str):
    text = separator.join(["园区编码", "月份", "用电量（兆瓦时）"])
    text += "\n" + separator.join([PARK, "202603", "1234.5"])
    upload = Upload("月报.csv", text.encode())
    assert counts(seen(with_park, upload).files[0]) == (1, 1, 0, 0)


def test_formatted_but_empty_rows_to_the_end_of_the_sheet_do_no_harm(
    with_park: Engine,
):
    content = with_cell("A2000")
    styled = content_with(content, b"<v>1</v></c></row></sheetData>", b"", "XFD1048576")
    assert counts(seen(with_park, Upload("月报.xlsx", styled)).files[0]) == (1, 1, 0, 0)


def content_with(content: bytes, old: bytes, _new: bytes, far: str) -> bytes:
    """Replace the value far down by an empty cell, still farther."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            if name.startswith("xl/worksheets/"):
                start = text.index(b'<row r="2000">')
                empty = f'<row r="1048576"><c r="{far}" s="0"/></row></sheetData>'
                text = (
                    text[:start] + empty.encode() + text[text.index(old) + len(old) :]
                )
            after.writestr(name, text)
    return made.getvalue()


OLD = Path(__file__).parent / "files" / "monthly.xls"


def test_an_xls_is_read_with_its_dates_and_hidden_sheets(with_park: Engine):
    upload = open_upload(OLD)
    (report,) = seen(with_park, upload).files
    assert counts(report) == (2, 2, 0, 0)
    assert [found.code for found in report.warnings] == ["sheet_hidden"]
    taken(with_park, upload)
    found = {row["month"]: row["value"] for row in dump(with_park)["measure_value"]}
    assert found == {202603: 12.5, 202604: 13_000}


@pytest.mark.parametrize("length", [600, 2000, 4000, 5600])
def test_an_xls_cut_short_is_broken_and_breaks_nothing_else(length: int):
    with pytest.raises(FileBrokenError):
        read_workbook(Upload("月报.xls", OLD.read_bytes()[:length]))


def test_an_xls_that_kills_its_reader_is_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    deadly = tmp_path / "deadly.py"
    deadly.write_text("import os; os.abort()")
    monkeypatch.setattr(secluded, "__file__", str(deadly))
    with pytest.raises(FileBrokenError):
        read_workbook(open_upload(OLD))


@pytest.mark.parametrize("form", ["xls", "ods"])
def test_the_other_forms_hide_no_more_than_an_xlsx(
    with_park: Engine, tmp_path: Path, form: str
):
    content = book(
        [
            ["园区编码", "月份", "用电量（兆瓦时）", "其他电量（兆瓦时）"],
            [PARK, "2026-01", 0.7, 1],
            [PARK, "2026-02", "=1/0", 2],
            [PARK, "2026-03", "=NA()", 3],
            [PARK, "2026-04", 4, 4],
            [PARK, "2025-12", 5, None],
            [PARK, "2025-11", 6, 0.5],
        ],
        merged=("D5:D6",),
        formats={"C2": "0.0%"},
    ).content
    made = converted({"月报.xlsx": content}, tmp_path, to=form)
    upload = Upload(f"月报.{form}", made["月报.xlsx"])
    assert places(faults(with_park, upload)) == [
        ("C2", "percent"),
        ("C3", "error"),
        ("C4", "error"),
        ("D5", "merged"),
    ]


def test_an_ods_is_read(with_park: Engine):
    assert counts(seen(with_park, Upload("月报.ods", ods())).files[0]) == (1, 1, 0, 0)


def ods() -> bytes:
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())

    def text(value: str) -> str:
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    number = (
        '<table:table-cell office:value-type="float" office:value="12.5">'
        "<text:p>12.5</text:p></table:table-cell>"
    )
    header = "".join(map(text, ("园区编码", "月份", "用电量（兆瓦时）")))
    row = text(PARK) + text("2026年3月") + number
    body = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
        '<office:spreadsheet><table:table table:name="表">'
        f"<table:table-row>{header}</table:table-row>"
        f"<table:table-row>{row}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", body)
        made.writestr("META-INF/manifest.xml", "<manifest/>")
    return content.getvalue()


def test_a_prefix_of_a_sample_never_brings_a_traceback():
    content = sample("registry.xlsx").content
    for length in range(1, len(content), 97):
        with pytest.raises(OversightError):
            read_workbook(Upload("名录.xlsx", content[:length]))


def test_what_a_file_is_does_not_depend_on_the_case_of_its_name(with_park: Engine):
    upload: Any = Upload("月报.XLSX", WHOLE)
    assert counts(seen(with_park, upload).files[0]) == (1, 1, 0, 0)


def test_a_workbook_that_is_called_csv_only_needs_its_own_name():
    with pytest.raises(FileMisnamedError) as caught:
        read_workbook(Upload("报表.csv", WHOLE))
    assert "请把扩展名改为 .xlsx" in Speaker().error(caught.value)
