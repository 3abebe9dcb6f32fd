"""The reader's own file handed back, its faulty cells marked and commented."""

import warnings
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final, Protocol

import openpyxl
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from queries.intake.faults import Cell, Fault, Message
from queries.intake.grids import read_grids
from queries.intake.uploads import FileForm, Upload, form_of
from queries.intake.wording import FINDINGS_SHEET

FILLS: Final = {"fault": "FFF4B6B6", "warning": "FFFFF2B3"}
"""Red for what stops an import, yellow for what is only doubtful."""

_COMMENT_WIDTH: Final = 320
_COMMENT_HEIGHT: Final = 120
_WIDTHS: Final = (20, 10, 24, 8, 60, 60)


class Says(Protocol):
    """Whoever turns a key of the catalogue into a sentence."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence."""


def marked_copy(upload: Upload, faults: Sequence[Fault], *, say: Says) -> bytes:
    """Return *upload* as .xlsx with every fault marked, and a sheet that lists them.

    An .xlsx keeps its content and formats; the other forms keep their content.
    """
    book = _opened(upload)
    for fault in faults:
        _mark(book, fault, say)
    _list(book, faults, say)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _opened(upload: Upload) -> openpyxl.Workbook:
    if form_of(upload) is FileForm.XLSX:
        with warnings.catch_warnings():
            # openpyxl warns of decorations that it cannot carry over.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(BytesIO(upload.content))
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in read_grids(upload):
        sheet = book.create_sheet(grid.sheet[:31])
        sheet.sheet_state = "visible" if grid.is_visible else "hidden"
        for number, row in enumerate(grid.rows, start=1):
            for index, value in enumerate(row, start=1):
                if value != "":
                    _write(sheet.cell(number, index), value)
    return book


def _write(cell: SheetCell, value: Cell) -> None:
    """Write a value as it is; a text that begins with ``=`` stays a text."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value


def _mark(book: openpyxl.Workbook, fault: Fault, say: Says) -> None:
    name = fault.sheet[:31]
    if fault.row is None or fault.column is None or name not in book.sheetnames:
        return
    cell = _top_left(book[name], fault.row + 1, fault.column + 1)
    if cell.comment is None or fault.severity == "fault":
        cell.fill = PatternFill("solid", fgColor=FILLS[fault.severity])
    text = say(
        "intake.copy.comment",
        problem=_said(fault.problem, say),
        remedy=_said(fault.remedy, say),
    )
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(
        before + text,
        say("intake.copy.author"),
        width=_COMMENT_WIDTH,
        height=_COMMENT_HEIGHT,
    )


def _top_left(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    raise KeyError(cell.coordinate)


def _list(book: openpyxl.Workbook, faults: Iterable[Fault], say: Says) -> None:
    if FINDINGS_SHEET in book.sheetnames:
        book.remove(book[FINDINGS_SHEET])
    sheet = book.create_sheet(FINDINGS_SHEET, 0)
    titles = ("at_sheet", "cell", "value", "weight", "problem", "remedy")
    for index, (title, width) in enumerate(zip(titles, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, index, say(f"intake.copy.{title}"))
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for number, fault in enumerate(faults, start=2):
        texts = (
            fault.sheet,
            fault.cell or "",
            fault.value,
            say(f"intake.copy.{fault.severity}"),
            _said(fault.problem, say),
            _said(fault.remedy, say),
        )
        for index, text in enumerate(texts, start=1):
            cell = sheet.cell(number, index)
            _write(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    book.active = 0


def _said(message: Message, say: Says) -> str:
    return say(message.key, **message.values)
