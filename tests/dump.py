"""Everything a database holds, to compare one state with another."""

from typing import Any

from sqlalchemy import Connection, select

from queries.tables import batch, journal, metadata

HISTORY = (batch, journal)
"""What an undo adds to, and never takes back."""


def dump(
    connection: Connection, *, with_history: bool = True
) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, sorted by its written form."""
    return {
        table.name: sorted(
            (tuple(row) for row in connection.execute(select(table))), key=repr
        )
        for table in metadata.sorted_tables
        if with_history or table not in HISTORY
    }
