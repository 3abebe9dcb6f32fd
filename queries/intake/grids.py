"""Sheets as grids of cells, whatever file they came from."""

import csv
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from queries.errors import (
    FileBrokenError,
    FileEncryptedError,
    FileNotTextError,
    FileTooManyRowsError,
)
from queries.intake.faults import Cell
from queries.intake.inspection import Corner, Inspection, Oddity, inspect
from queries.intake.secluded import (
    DamagedWorkbookError,
    LockedWorkbookError,
    read_apart,
)
from queries.intake.uploads import FileForm, Upload, form_of

MOST_ROWS: Final = 200_000
"""Of one sheet; a year of every park there could be has 34,000."""

MOST_CELLS: Final = 20_000_000
"""Of one sheet, its empty area included: what fits into memory without harm."""

_SAMPLE: Final = 10_000
"""Characters of a .csv that tell its separator."""


Range = tuple[Corner, Corner]
"""The first and the last cell of a merged range."""


@dataclass(slots=True)
class Grid:
    """One sheet; rows and columns count from 0.

    ``merged`` is ``None`` where the file's form does not tell.
    """

    sheet: str
    rows: list[list[Cell]]
    is_visible: bool = True
    merged: list[Range] | None = None
    oddities: dict[Corner, Oddity] = field(default_factory=dict)
    file: str = ""


def read_grids(upload: Upload) -> list[Grid]:
    """Read every sheet of a file.

    Raises:
        OversightError: The file cannot be read; the kind of error says why.
    """
    match form_of(upload):
        case FileForm.CSV:
            return [_csv_grid(upload)]
        case FileForm.XLSX:
            return _xlsx_grids(upload)
        case FileForm.XLS | FileForm.ODS:
            return _secluded_grids(upload)


def _secluded_grids(upload: Upload) -> list[Grid]:
    try:
        sheets = read_apart(upload.content)
    except DamagedWorkbookError as error:
        raise FileBrokenError(file=upload.name) from error
    except LockedWorkbookError as error:
        raise FileEncryptedError(file=upload.name) from error
    grids = []
    for sheet in sheets:
        rows = sheet["rows"]
        _require_shape(upload, n_rows=len(rows), n_columns=len(rows[0]) if rows else 0)
        end = (len(rows) - 1, len(rows[0]) - 1) if rows else None
        merged = _inside(sheet["merged"], end=end)
        grids.append(
            Grid(
                sheet["name"],
                rows,
                is_visible=sheet["visible"],
                merged=merged,
                oddities=sheet["odd"],
                file=upload.name,
            )
        )
    return grids


def _xlsx_grids(upload: Upload) -> list[Grid]:
    inspections = _inspections(upload)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(upload.content)) as workbook:
            return [
                _grid(upload, workbook, sheet, inspections.get(sheet.name))
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise FileEncryptedError(file=upload.name) from error
    except CalamineError as error:
        raise FileBrokenError(file=upload.name) from error


def _inspections(upload: Upload) -> dict[str, Inspection]:
    try:
        inspections = inspect(upload.content)
    except (KeyError, UnicodeDecodeError) as error:
        raise FileBrokenError(file=upload.name) from error
    for sheet in inspections.values():
        _require_shape(upload, n_rows=sheet.n_rows, n_columns=sheet.n_columns)
    return inspections


def _require_shape(upload: Upload, *, n_rows: int, n_columns: int) -> None:
    if n_rows > MOST_ROWS or n_rows * n_columns > MOST_CELLS:
        raise FileTooManyRowsError(
            file=upload.name, rows=n_rows, columns=n_columns, limit=MOST_ROWS
        )


def _grid(
    upload: Upload,
    workbook: CalamineWorkbook,
    described: SheetMetadata,
    inspection: Inspection | None,
) -> Grid:
    sheet = workbook.get_sheet_by_name(described.name)
    # total_height and total_width leave out the last row and column.
    last_row, last_column = sheet.end or (-1, -1)
    _require_shape(upload, n_rows=last_row + 1, n_columns=last_column + 1)
    oddities = inspection.oddities if inspection else {}
    rows = sheet.to_python(skip_empty_area=False)
    # Rows of formulas that were never calculated lie beyond the last value.
    rows += [
        [] for _ in range(len(rows), max((at for at, _ in oddities), default=0) + 1)
    ]
    return Grid(
        described.name,
        rows,
        is_visible=described.visible == SheetVisibleEnum.Visible,
        merged=_inside(sheet.merged_cell_ranges, end=sheet.end),
        oddities=oddities,
        file=upload.name,
    )


def _inside(merged: list[Range] | None, *, end: Corner | None) -> list[Range] | None:
    """Leave out merged cells that begin beyond the last value."""
    if merged is None or end is None:
        return None
    return [
        (first, last)
        for first, last in merged
        if first[0] <= end[0] and first[1] <= end[1]
    ]


def _csv_grid(upload: Upload) -> Grid:
    text = decoded(upload)
    sample = text[:_SAMPLE]
    separator = max(",\t;", key=sample.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            rows.append(list(row))
            _require_shape(upload, n_rows=len(rows), n_columns=len(row))
    except csv.Error as error:
        raise FileBrokenError(file=upload.name) from error
    return Grid(Path(upload.name).stem, rows, file=upload.name)


def decoded(upload: Upload) -> str:
    """Return the text of a .csv in UTF-8, GB18030 or UTF-16 with its mark.

    Raises:
        FileNotTextError: It is in none of these.
    """
    content = upload.content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileNotTextError(file=upload.name)
