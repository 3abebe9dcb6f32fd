"""The files, columns and rows that the values of a batch came from."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Table,
    func,
    insert,
    select,
)

from queries.batches import insert_rows
from queries.intake.entries import Entry
from queries.intake.faults import letters
from queries.intake.previews import FileReport
from queries.tables import (
    source_column,
    source_file,
    source_row,
)

ROWS_AT_ONCE: Final = 20_000
"""How many bare rows go to the database at once."""


class Sources:
    """Gives every row of a sheet that a value came from its number."""

    def __init__(
        self, connection: Connection, files: Sequence[FileReport], number: int
    ) -> None:
        """Enter the files of batch *number* and their columns."""
        self._connection = connection
        self._files: dict[int, int] = {}
        first = _next(connection, source_file, "file_id")
        for file_id, report in enumerate(files, start=first):
            connection.execute(
                insert(source_file).values(
                    file_id=file_id,
                    batch=number,
                    name=report.file,
                    sha256=report.sha256,
                    kind=report.kind.value,
                )
            )
            insert_rows(connection, source_column, _columns(file_id, report))
            self._files |= {id(table): file_id for table in report.tables}

    def number(self, rows: Iterable[tuple[int, str, int]]) -> list[int]:
        """Enter rows, each by its table's identity, its sheet and its row."""
        first = _next(self._connection, source_row, "row_id")
        entered = [
            (first + index, self._files[table], sheet, row + 1)
            for index, (table, sheet, row) in enumerate(rows)
        ]
        names = ("row_id", "file_id", "sheet", "row_number")
        insert_bare(self._connection, source_row, names, entered)
        return [row[0] for row in entered]

    def of(self, entries: Sequence[Entry]) -> dict[int, int]:
        """Enter the rows of *entries*; return the numbers by entry identity."""
        numbers = self.number(
            (id(entry.table), entry.table.grid.sheet, entry.row) for entry in entries
        )
        return dict(zip(map(id, entries), numbers, strict=True))


def _columns(file_id: int, report: FileReport) -> Iterable[dict[str, object]]:
    seen: set[tuple[str, str]] = set()
    for table in report.tables:
        for field, column in table.columns.items():
            if (table.grid.sheet, field) not in seen:
                seen.add((table.grid.sheet, field))
                yield {
                    "file_id": file_id,
                    "sheet": table.grid.sheet,
                    "field": field,
                    "letters": letters(column.index),
                    "unit": column.unit.text if column.unit else None,
                }


def _next(connection: Connection, table: Table, column: str) -> int:
    """Return the next free number; nobody else writes in this transaction."""
    largest = select(func.coalesce(func.max(table.c[column]), 0))
    number: int = connection.execute(largest).scalar_one()
    return number + 1


def insert_bare(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Insert many rows of plain numbers and texts, past the work of type conversion."""
    statement = insert(table).compile(
        dialect=connection.dialect, column_keys=list(names)
    )
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        if statement.positional:
            connection.exec_driver_sql(str(statement), list(some))
        else:
            named = [dict(zip(names, row, strict=True)) for row in some]
            connection.execute(insert(table), named)
