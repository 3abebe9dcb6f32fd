"""Read an .xls or .ods in a process of its own: a damaged one can kill its reader.

The reader of these forms trusts lengths that stand in the file. A file cut short makes
it panic, one tampered with asks for all the memory there is. Here only the child dies.
Run as a script, this file reads a workbook from standard input and writes its sheets to
standard output as JSON; it imports nothing of the product.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import product
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, iterparse

import xlrd
from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

MEMORY_BYTES: Final = 2 * 1024**3
"""What a workbook within the limits of this room needs at most, and some more."""

PATIENCE_S: Final = 120
"""How long a workbook of these forms may take."""

PASSWORD: Final = 3
"""The child's exit code where the workbook has a password."""

DAMAGED: Final = 4
"""The child's exit code where it cannot be read."""


OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an .xls begins; an .ods is an archive."""

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


class DamagedWorkbookError(Exception):
    """The child could not read the workbook."""


class LockedWorkbookError(Exception):
    """The workbook has a password."""


def read_apart(content: bytes) -> list[dict[str, Any]]:
    """Return the sheets of a workbook: ``name``, ``visible``, ``merged``, ``rows``.

    ``odd`` has what the bare values do not tell, by cell: percent, formula or error.

    Raises:
        DamagedWorkbookError: It cannot be read, or not within memory and time.
        LockedWorkbookError: It has a password.
    """
    try:
        child = subprocess.run(  # noqa: S603  our own file, no argument of a reader's
            [sys.executable, "-I", str(Path(__file__))],
            input=content,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DamagedWorkbookError from error
    if child.returncode == PASSWORD:
        raise LockedWorkbookError
    if child.returncode != 0:
        raise DamagedWorkbookError
    sheets: list[dict[str, Any]] = json.loads(child.stdout)
    for sheet in sheets:
        sheet["rows"] = [[_revived(cell) for cell in row] for row in sheet["rows"]]
        sheet["merged"] = _ranges(sheet["merged"])
        sheet["odd"] = {(row, column): kind for row, column, kind in sheet["odd"]}
    return sheets


def _ranges(merged: list[Any] | None) -> list[Any] | None:
    if merged is None:
        return None
    return [(tuple(first), tuple(last)) for first, last in merged]


def _revived(cell: Any) -> Any:  # noqa: ANN401  whatever a workbook may hold
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    match kind:
        case "datetime":
            return datetime.fromisoformat(text)
        case "date":
            return date.fromisoformat(text)
        case "time":
            return time.fromisoformat(text)
        case _:
            return timedelta(seconds=text)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _sheets(content: bytes) -> Iterable[dict[str, Any]]:
    told = _told_by_xls(content) if content.startswith(OLE) else _told_by_ods(content)
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for described in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(described.name)
            odd, merged = told.get(described.name, ([], []))
            yield {
                "name": described.name,
                "visible": described.visible == SheetVisibleEnum.Visible,
                "merged": sheet.merged_cell_ranges or merged,
                "rows": sheet.to_python(skip_empty_area=False),
                "odd": odd,
            }


Told = dict[str, tuple[list[tuple[int, int, str]], list[Any]]]
"""By sheet: odd cells with their kind, and merged ranges."""


def _told_by_xls(content: bytes) -> Told:
    book = xlrd.open_workbook(
        file_contents=content, formatting_info=True, logfile=StringIO()
    )
    told: Told = {}
    for sheet in book.sheets():
        odd = []
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    odd.append((row, column, "error"))
                elif cell.ctype == xlrd.XL_CELL_NUMBER:
                    form = book.format_map[book.xf_list[cell.xf_index].format_key]
                    if "%" in form.format_str:
                        odd.append((row, column, "percent"))
        told[sheet.name] = odd, []
    return told


def _told_by_ods(content: bytes) -> Told:
    told: Told = {}
    with zipfile.ZipFile(BytesIO(content)) as archive, archive.open("content.xml") as x:
        for _, element in iterparse(x):  # noqa: S314  what it may blow up is this child
            if element.tag == f"{TABLE}table":
                told[element.get(f"{TABLE}name", "")] = _told_by_table(element)
                element.clear()
    return told


def _told_by_table(table: Element) -> tuple[list[tuple[int, int, str]], list[Any]]:
    odd: list[tuple[int, int, str]] = []
    merged = []
    row = 0
    for line in table.iter(f"{TABLE}table-row"):
        n_rows = int(line.get(f"{TABLE}number-rows-repeated", "1"))
        for columns, cell in _cells(line):
            kind = _kind(cell)
            if kind:
                spots = product(range(row, row + n_rows), columns)
                odd += [(at, column, kind) for at, column in spots]
            down = int(cell.get(f"{TABLE}number-rows-spanned", "1")) - 1
            right = int(cell.get(f"{TABLE}number-columns-spanned", "1")) - 1
            if down or right:
                corner = row, columns.start
                merged.append((corner, (row + down, columns.start + right)))
        row += n_rows
    return odd, merged


def _cells(line: Element) -> Iterator[tuple[range, Element]]:
    """Give the cells of a row with the columns that each stands for."""
    column = 0
    for cell in line:
        if cell.tag in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            end = column + int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            yield range(column, end), cell
            column = end


def _kind(cell: Element) -> str | None:
    if cell.get(f"{CALC}value-type") == "error":
        return "error"
    form = cell.get(f"{OFFICE}value-type")
    if form is None and cell.get(f"{TABLE}formula"):
        return "formula"
    return "percent" if form == "percentage" else None


def _packed(cell: object) -> object:
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    if isinstance(cell, date | time):
        return [type(cell).__name__, cell.isoformat()]
    raise TypeError(type(cell))


def main() -> int:
    """Read standard input, write standard output; say by the exit code how it went."""
    _limit_memory()
    try:
        sheets = list(_sheets(sys.stdin.buffer.read()))
    except PasswordError:
        return PASSWORD
    except BaseException:  # noqa: BLE001  the reader's panics are no Exceptions
        return DAMAGED
    json.dump(sheets, sys.stdout, default=_packed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
