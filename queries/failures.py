"""How a database fails, told from a statement that is wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from queries.errors import (
    DatabaseAwayError,
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseReadOnlyError,
    NotADatabaseError,
)

SQLITE_FAILURES: Final[dict[int, type[DatabaseAwayError]]] = {
    sqlite3.SQLITE_PERM: DatabaseReadOnlyError,
    sqlite3.SQLITE_BUSY: DatabaseBusyError,
    sqlite3.SQLITE_LOCKED: DatabaseBusyError,
    sqlite3.SQLITE_READONLY: DatabaseReadOnlyError,
    sqlite3.SQLITE_IOERR: DatabaseAwayError,
    sqlite3.SQLITE_CORRUPT: NotADatabaseError,
    sqlite3.SQLITE_FULL: DatabaseFullError,
    sqlite3.SQLITE_CANTOPEN: DatabaseAwayError,
    sqlite3.SQLITE_PROTOCOL: DatabaseBusyError,
    sqlite3.SQLITE_NOTADB: NotADatabaseError,
}
"""What SQLite's result codes mean to a reader; any other one is our own mistake."""


@contextmanager
def answering(engine: Engine) -> Iterator[None]:
    """Turn a database that fails into its sentence; a wrong statement stays itself.

    Raises:
        DatabaseAwayError: Or one of its kinds, naming the database.
    """
    try:
        yield
    except DBAPIError as error:
        failure = _failure(error)
        if failure is None:
            raise
        raise told(failure, engine, str(error.orig)) from error


def _failure(error: DBAPIError) -> type[DatabaseAwayError] | None:
    """Return how the database failed; ``None`` means that it did not."""
    if isinstance(error.orig, sqlite3.Error):
        # A driver's own complaint carries no code; the low byte is the class.
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return SQLITE_FAILURES.get(code & 0xFF)
    return DatabaseAwayError if isinstance(error, OperationalError) else None


def told(
    failure: type[DatabaseAwayError], engine: Engine, detail: str
) -> DatabaseAwayError:
    """Name the database, and the cause on one line."""
    return failure(where=named(engine.url), detail=" ".join(detail.split()))


def named(address: URL) -> str:
    """Name a database for a reader: a file by its path, a server without password."""
    if address.drivername == "sqlite" and address.database:
        return str(Path(address.database))
    return address.render_as_string(hide_password=True)
