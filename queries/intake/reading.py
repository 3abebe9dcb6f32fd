"""From files to recognised sheets, and what is said of the sheets left unread."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from queries.errors import NoSheetRecognisedError
from queries.intake.faults import Cell, Fault
from queries.intake.grids import Grid, read_grids
from queries.intake.headers import Table, find_table
from queries.intake.uploads import Upload
from queries.intake.wording import OWN_SHEETS, is_missing
from queries.vocabulary import WorkbookKind

FEWEST_ROWS: Final = 2
"""A sheet with fewer filled rows is a note, not data."""

FEWEST_CELLS: Final = 3
"""A row with fewer filled cells is a note, not data."""


@dataclass(slots=True)
class Workbook:
    """One file: its recognised sheets, and warnings about the others."""

    name: str
    sha256: str
    tables: list[Table]
    warnings: list[Fault] = field(default_factory=list)

    @property
    def kinds(self) -> list[WorkbookKind]:
        """What the file reports, in the order of its sheets."""
        return list(dict.fromkeys(table.kind for table in self.tables))


def read_workbook(upload: Upload, *, kind: WorkbookKind | None = None) -> Workbook:
    """Read a file and recognise its visible sheets, or only those of one *kind*.

    Raises:
        NoSheetRecognisedError: No visible sheet has the key columns.
        OversightError: The file cannot be read; the kind of error says why.
    """
    workbook = Workbook(upload.name, upload.sha256, [])
    for grid in read_grids(upload):
        table = find_table(grid, kind=kind)
        if table is not None and grid.is_visible:
            workbook.tables.append(table)
        elif looks_like_data(grid.rows) and grid.sheet not in OWN_SHEETS:
            code = "sheet_not_recognised" if grid.is_visible else "sheet_hidden"
            workbook.warnings.append(_unread(grid, code))
    if not workbook.tables:
        raise NoSheetRecognisedError(file=upload.name)
    return workbook


def looks_like_data(rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether a sheet holds enough to be more than a note."""
    n_rows = 0
    for row in rows:
        n_rows += sum(not is_missing(cell) for cell in row) >= FEWEST_CELLS
        if n_rows >= FEWEST_ROWS:
            return True
    return False


def _unread(grid: Grid, code: str) -> Fault:
    return Fault(
        code=code,
        sheet=grid.sheet,
        row=None,
        column=None,
        value="",
        severity="warning",
    )
