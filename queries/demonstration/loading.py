"""The demonstration in the database: in by one batch, out by another."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from queries.batches import insert_rows, open_batch
from queries.demonstration.generation import Demonstration
from queries.errors import DemoAlreadyLoadedError, DemoBesideParksError
from queries.indicators import totals
from queries.tables import (
    assessment,
    batch,
    journal,
    measure_value,
    monthly_report,
    park,
    park_standing,
    source_file,
)
from queries.vocabulary import Action, Origin, WorkbookKind

TABLES: Final = (park, park_standing, monthly_report, measure_value, assessment)
"""What the demonstration fills, and its removal empties."""

GENERATED: Final = select(park.c.code).where(park.c.origin == Origin.GENERATED.value)
"""The codes of the demonstration parks."""

LOADED: Final = select(batch.c.number).where(batch.c.action == Action.DEMO.value)
"""The batches that brought demonstration parks."""


def load(
    connection: Connection, demonstration: Demonstration, *, who: str, made_at: datetime
) -> int:
    """Enter *demonstration* as one batch and return its number.

    Raises:
        DemoBesideParksError: There are parks from workbooks.
        DemoAlreadyLoadedError: There are demonstration parks.
    """
    require_absence(connection)
    name = f"zeropark demo --seed {demonstration.seed}"
    summary = {
        "files": [name],
        "seed": demonstration.seed,
        "parks": len(demonstration.park),
        "months": len(demonstration.months),
    }
    number = open_batch(
        connection, action=Action.DEMO, who=who, made_at=made_at, summary=summary
    )
    connection.execute(
        insert(source_file).values(
            batch=number,
            name=name,
            sha256=sha256(name.encode()).hexdigest(),
            kind=WorkbookKind.MONTHLY.value,
        )
    )
    for table in TABLES:
        rows: Iterable[dict[str, Any]] = getattr(demonstration, table.name)
        insert_rows(connection, table, ({**row, "batch": number} for row in rows))
    totals.refresh(
        connection,
        park_months={
            (row["park"], row["month"]) for row in demonstration.measure_value
        },
    )
    return number


def require_absence(connection: Connection) -> None:
    """Refuse where a demonstration has no place.

    Raises:
        DemoBesideParksError: There are parks from workbooks.
        DemoAlreadyLoadedError: There are demonstration parks.
    """
    if count := _count(connection, Origin.WORKBOOK):
        raise DemoBesideParksError(count=count)
    if count := _count(connection, Origin.GENERATED):
        raise DemoAlreadyLoadedError(count=count)


def _count(connection: Connection, origin: Origin) -> int:
    statement = select(func.count()).where(park.c.origin == origin.value)
    return connection.execute(statement).scalar_one()


def remove(
    connection: Connection, *, who: str, made_at: datetime
) -> tuple[int | None, int]:
    """Take every demonstration park out, with all that was ever said of it.

    Returns:
        The number of the batch that did so, and how many parks left. Where there were
        none there is no batch either.
    """
    n_parks = _count(connection, Origin.GENERATED)
    if not n_parks:
        return None, 0
    _forget(connection)
    gone = select(measure_value.c.park, measure_value.c.month).where(
        _is_generated(measure_value)
    )
    changed = {(row.park, row.month) for row in connection.execute(gone.distinct())}
    for table in reversed(TABLES):
        connection.execute(delete(table).where(_is_generated(table)))
    totals.refresh(connection, park_months=changed)
    connection.execute(delete(source_file).where(source_file.c.batch.in_(LOADED)))
    number = open_batch(
        connection,
        action=Action.DEMO_REMOVED,
        who=who,
        made_at=made_at,
        summary={"parks": n_parks},
    )
    connection.execute(
        update(batch)
        .where(batch.c.action == Action.DEMO.value, batch.c.undone_by.is_(None))
        .values(undone_by=number)
    )
    return number, n_parks


def _forget(connection: Connection) -> None:
    """Remove what an undo would bring back of the demonstration parks."""
    connection.execute(
        delete(journal).where(
            or_(
                journal.c.before["code"].as_string().in_(GENERATED),
                journal.c.before["park"].as_string().in_(GENERATED),
                journal.c.before_batch.in_(LOADED),
            )
        )
    )


def _is_generated(table: Table) -> ColumnElement[bool]:
    code = table.c.code if table is park else table.c.park
    return or_(code.in_(GENERATED), table.c.batch.in_(LOADED))
