"""Batches: who changed the data, when, and the way back.

One batch is one transaction, and the number of the last one is the version of the
data. A batch that replaces a row first puts it into the journal; undoing the batch
takes its own rows away and puts the journalled ones back.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from queries.errors import (
    BatchAlreadyUndoneError,
    BatchSupersededError,
    DemoNotReversibleError,
    UndoNotReversibleError,
    UnknownBatchError,
)
from queries.indicators import totals
from queries.tables import (
    REVERSIBLE,
    assessment,
    batch,
    journal,
    measure_value,
    metadata,
    monthly_report,
    park,
    park_standing,
)
from queries.vocabulary import Action

ROWS_A_STATEMENT: Final = 5_000
"""How many rows go to the database at once: enough to be fast, little to hold."""


def data_version(connection: Connection) -> int:
    """Return the number of the last batch; 0 before the first."""
    return connection.execute(
        select(func.coalesce(func.max(batch.c.number), 0))
    ).scalar_one()


def open_batch(
    connection: Connection,
    *,
    action: Action,
    who: str,
    made_at: datetime,
    summary: Mapping[str, object],
) -> int:
    """Enter a new batch and return its number.

    Args:
        connection: A connection from ``engine.writing``: numbers have no gaps.
        action: What the batch does.
        who: The person, or the account that the command ran under.
        made_at: With a time zone.
        summary: What a list of batches shows: file names and counts.
    """
    number = data_version(connection) + 1
    connection.execute(
        insert(batch).values(
            number=number,
            made_at=made_at,
            who=who,
            action=action.value,
            summary=dict(summary),
        )
    )
    return number


def insert_rows(
    connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Insert *rows*, many at a time."""
    pending: list[Mapping[str, Any]] = []
    for row in rows:
        pending.append(row)
        if len(pending) == ROWS_A_STATEMENT:
            connection.execute(insert(table), pending)
            pending = []
    if pending:
        connection.execute(insert(table), pending)


def remember(
    connection: Connection,
    *,
    number: int,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
) -> None:
    """Journal whole *rows* of *table* that batch *number* is about to replace.

    A row that the batch wrote itself is left out: an undo takes it away anyway.
    """
    insert_rows(
        connection,
        journal,
        (
            {
                "batch": number,
                "table_name": table.name,
                "before_batch": row["batch"],
                "before": {name: _to_json(value) for name, value in row.items()},
            }
            for row in rows
            if row["batch"] != number
        ),
    )


def undo(connection: Connection, *, number: int, who: str, made_at: datetime) -> int:
    """Take back batch *number*; return the number of the batch that did so.

    Raises:
        UnknownBatchError: There is no such batch.
        BatchAlreadyUndoneError: Somebody was quicker.
        BatchNotReversibleError: It was an undo, or it concerned demonstration parks.
        BatchSupersededError: Later batches changed its rows; undo those first.
    """
    _require_reversible(connection, number=number)
    undoing = open_batch(
        connection,
        action=Action.UNDO,
        who=who,
        made_at=made_at,
        summary={"undoes": number},
    )
    written = totals.written_by(connection, number=number)
    has_parks = _wrote_parks(connection, number=number)
    for table in REVERSIBLE:
        connection.execute(delete(table).where(table.c.batch == number))
    _put_back(connection, number=number)
    totals.refresh(connection, park_months=written)
    if has_parks:
        totals.refresh_places(connection)
    connection.execute(
        update(batch).where(batch.c.number == number).values(undone_by=undoing)
    )
    return undoing


def batch_log_statement() -> Select[*tuple[Any, ...]]:
    """Every batch, the last one first."""
    return select(batch).order_by(batch.c.number.desc())


def batch_log(connection: Connection) -> list[dict[str, Any]]:
    """Return who changed the data when, one row a batch, the last one first.

    The log belongs to the whole database: nobody's scope narrows it.
    """
    rows = connection.execute(batch_log_statement()).mappings()
    return [dict(row) for row in rows]


def _wrote_parks(connection: Connection, *, number: int) -> bool:
    """Say whether batch *number* wrote of parks, or where they stand."""
    return any(
        connection.execute(
            select(table.c.batch).where(table.c.batch == number).limit(1)
        ).first()
        for table in (park, park_standing)
    )


def _put_back(connection: Connection, *, number: int) -> None:
    """Insert the rows that batch *number* replaced, as they stood before."""
    entries = connection.execute(
        select(journal.c.table_name, journal.c.before)
        .where(journal.c.batch == number)
        .order_by(journal.c.table_name, journal.c.entry_id)
    ).all()
    for name, replaced in groupby(entries, key=lambda entry: entry.table_name):
        table = metadata.tables[name]
        rows = (_from_json(table, entry.before) for entry in replaced)
        insert_rows(connection, table, rows)


def _require_reversible(connection: Connection, *, number: int) -> None:
    found = connection.execute(
        select(batch.c.action, batch.c.undone_by).where(batch.c.number == number)
    ).one_or_none()
    if found is None:
        raise UnknownBatchError(number=number)
    if found.undone_by is not None:
        raise BatchAlreadyUndoneError(number=number, by=found.undone_by)
    if found.action not in {Action.IMPORT, Action.RULES}:
        is_undo = found.action == Action.UNDO
        refusal = UndoNotReversibleError if is_undo else DemoNotReversibleError
        raise refusal(number=number)
    later = (
        _replacing(connection, number=number)
        | _needing_parks(connection, number=number)
        | _needing_reports(connection, number=number)
        | _needing_standings(connection, number=number)
    )
    if later:
        raise BatchSupersededError(number=number, later=tuple(sorted(later)))


def _replacing(connection: Connection, *, number: int) -> set[int]:
    """Return the later batches that replaced rows of batch *number*."""
    statement = (
        select(journal.c.batch)
        .join(batch, batch.c.number == journal.c.batch)
        .where(journal.c.before_batch == number, batch.c.undone_by.is_(None))
    )
    return set(connection.execute(statement.distinct()).scalars())


def _needing_parks(connection: Connection, *, number: int) -> set[int]:
    """Return the later batches with rows of parks that batch *number* created."""
    known = _replaced_by(connection, number=number, table=park)
    created = select(park.c.code).where(
        park.c.batch == number, park.c.code.not_in([row["code"] for row in known])
    )
    later: set[int] = set()
    for table in (park_standing, monthly_report, measure_value, assessment):
        statement = select(table.c.batch).where(
            table.c.park.in_(created), table.c.batch > number
        )
        later |= set(connection.execute(statement.distinct()).scalars())
    return later


def _needing_reports(connection: Connection, *, number: int) -> set[int]:
    """Return the later batches that added values to reports of batch *number*."""
    known = {
        (row["park"], row["month"])
        for row in _replaced_by(connection, number=number, table=monthly_report)
    }
    statement = (
        select(monthly_report.c.park, monthly_report.c.month, measure_value.c.batch)
        .join(
            measure_value,
            (measure_value.c.park == monthly_report.c.park)
            & (measure_value.c.month == monthly_report.c.month),
        )
        .where(monthly_report.c.batch == number, measure_value.c.batch > number)
        .distinct()
    )
    found = connection.execute(statement).all()
    return {row.batch for row in found if (row.park, row.month) not in known}


def _needing_standings(connection: Connection, *, number: int) -> set[int]:
    """Return the later batches whose standings rest on those of batch *number*.

    A standing that holds from a later month copies what it does not change.
    """
    earlier = park_standing.alias("earlier")
    statement = (
        select(park_standing.c.batch)
        .join(earlier, earlier.c.park == park_standing.c.park)
        .where(
            earlier.c.batch == number,
            park_standing.c.batch > number,
            park_standing.c.valid_from > earlier.c.valid_from,
        )
    )
    return set(connection.execute(statement.distinct()).scalars())


def _replaced_by(
    connection: Connection, *, number: int, table: Table
) -> list[dict[str, Any]]:
    """Return the rows of *table* that batch *number* replaced, as they stood before."""
    statement = select(journal.c.before).where(
        journal.c.batch == number, journal.c.table_name == table.name
    )
    return list(connection.execute(statement).scalars())


def _to_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _from_json(table: Table, before: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _revived(table.c[name], value) for name, value in before.items()}


def _revived(column: Column[Any], value: Any) -> Any:  # noqa: ANN401  any column of any table
    if value is None:
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value
