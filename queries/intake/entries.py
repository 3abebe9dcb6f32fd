"""One row of a registry or of assessments, on its way from a sheet to a table."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from queries.intake.faults import Cell, Fault, shown
from queries.intake.headers import Table, canonical_name
from queries.intake.rows import DataRows, looks_like_code
from queries.intake.wording import is_missing

ReadT = TypeVar("ReadT")

_SHOWN_IN: Final = {
    "stated_longitude": "longitude",
    "stated_latitude": "latitude",
    "stated_crs": "crs",
    "longitude_deg": None,
    "latitude_deg": None,
}
_CELL_PROBLEMS: Final = {"error", "formula", "percent"}


@dataclass(slots=True)
class Entry:
    """One row: what it says by column of the database, blanks left out.

    ``row`` counts from 0 in the sheet; ``cells`` holds what was found, by field.
    """

    table: Table
    row: int
    code: str
    cells: dict[str, Cell]
    values: dict[str, Any] = field(default_factory=dict)
    is_bad: bool = False

    def fault(self, name: str, code: str, **values: object) -> None:
        """Mark the row bad and say what is wrong with one of its cells."""
        self.is_bad = True
        self.table.faults.append(self.said(name, code, **values))

    def warn(self, name: str, code: str, **values: object) -> None:
        """Say what is doubtful in one cell; the row stays good."""
        warning = replace(self.said(name, code, **values), severity="warning")
        self.table.warnings.append(warning)

    def said(self, name: str, code: str, **values: object) -> Fault:
        """Make a fault of the cell of the field *name*."""
        column = self.table.columns.get(name) or self.table.columns["code"]
        return Fault(
            code=code,
            sheet=self.table.grid.sheet,
            row=self.row,
            column=column.index,
            value=shown(self.cells.get(name, "")),
            values={"name": canonical_name(self.table.kind, name), **values},
        )

    def take(
        self,
        name: str,
        read: Callable[[Cell], ReadT | None],
        code: str,
        **values: object,
    ) -> ReadT | None:
        """Read one cell; a fault if there is something that cannot be read."""
        cell = self.cells.get(name, "")
        if is_missing(cell):
            return None
        found = read(cell)
        if found is None:
            self.fault(name, code, **values)
        return found

    def is_odd(self, name: str) -> bool:
        """Say whether a cell holds what its value does not tell, such as a formula."""
        column = self.table.columns.get(name)
        return column is not None and (
            (self.row, column.index) in self.table.grid.oddities
        )

    def keep(self, **values: object) -> None:
        """Note values for the database; ``None`` says nothing."""
        self.values.update(
            {name: value for name, value in values.items() if value is not None}
        )


def entries(read: DataRows) -> list[Entry]:
    """Make an entry of every row of data; a row without a usable code is bad."""
    table = read.table
    columns = {name: read.column(name) for name in table.columns}
    made = []
    for position, (row, code) in enumerate(zip(read.rows, read.codes, strict=True)):
        cells = {name: cells[position] for name, cells in columns.items()}
        entry = Entry(table, row, code, cells, is_bad=bool(table.faults))
        if not code and read.unread(position, "code") is None:
            entry.fault("code", "code_missing")
        elif code and not looks_like_code(code):
            entry.fault("code", "code_malformed")
        _say_oddities(entry)
        made.append(entry)
    return made


def _say_oddities(entry: Entry) -> None:
    oddities = entry.table.grid.oddities
    if not oddities:
        return
    for name, column in entry.table.columns.items():
        oddity = oddities.get((entry.row, column.index))
        if oddity in _CELL_PROBLEMS:
            entry.fault(name, oddity)


def merged(rows: list[Entry], *, key: Callable[[Entry], object]) -> list[Entry]:
    """Join the good rows of the same key; cells that disagree are faults.

    Returns:
        One entry a key: the first one, with what the later ones add.
    """
    kept: dict[object, Entry] = {}
    for entry in rows:
        if entry.is_bad:
            continue
        first = kept.setdefault(key(entry), entry)
        if first is not entry:
            _join(first, entry)
    return [entry for entry in kept.values() if not entry.is_bad]


def shown_in(name: str) -> str | None:
    """Return the workbook field in which a value stood; ``None`` if it was derived."""
    return _SHOWN_IN.get(name, name)


def _join(first: Entry, second: Entry) -> None:
    for name, value in second.values.items():
        at = shown_in(name)
        if at is None or first.values.get(name, value) == value:
            continue
        other = first.said(at, "")
        second.fault(
            at,
            "disagrees",
            other_file=first.table.grid.file,
            other_sheet=other.sheet,
            other_cell=other.cell,
            other_value=other.value,
        )
        first.is_bad = True
    if not second.is_bad:
        first.values = second.values | first.values
