"""The database: opened, migrated, written to one batch at a time."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError

from queries import reference
from queries.errors import (
    DatabaseAwayError,
    DatabaseNewerError,
    DatabaseUrlWrongError,
)
from queries.failures import answering, named, told
from queries.indicators import dictionary, totals

BUSY_TIMEOUT_MS: Final = 30_000
"""How long one writer waits for another on SQLite."""

BUSY_PAUSE_S: Final = 0.02
"""How long to let another finish what SQLite does not wait for."""

CACHE_KB: Final = 65_536
"""Pages that one SQLite connection may keep: an import's indexes stay in memory."""

CONNECT_TIMEOUT_S: Final = 10
"""How long to wait for a server behind a firewall that drops packets."""

PRIMARY_CODE: Final = 0xFF
"""Where SQLite keeps the kind of an error; the rest tells more about it."""

DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""The forms of address that are understood, and the driver that each one means."""

MIGRATION_LOCK: Final = 0x7A65726F
"""What two processes that migrate PostgreSQL at once agree to wait on: "zero"."""


def open_engine(url: str) -> Engine:
    """Return the pool for *url*; nothing is connected yet.

    SQLite is opened with write-ahead logging, so that readers never wait for an
    import, and with foreign keys on.

    Raises:
        DatabaseUrlWrongError: The address is of no form that is understood.
    """
    address = _address(url)
    if address.drivername != "sqlite":
        waits = {"connect_timeout": CONNECT_TIMEOUT_S} | dict(address.query)
        return create_engine(address, pool_pre_ping=True, connect_args=waits)
    engine = create_engine(address, pool_pre_ping=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Open the pool for *url* and close it after the block, as a command does.

    Raises:
        DatabaseUrlWrongError: The address is of no form that is understood.
    """
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        # Its message would repeat the address, password and all.
        raise DatabaseUrlWrongError from None
    if address.drivername not in DRIVERS:
        raise DatabaseUrlWrongError
    return address.set(drivername=DRIVERS[address.drivername])


def _prepare_sqlite(connection: DBAPIConnection, _record: Any) -> None:  # noqa: ANN401  SQLAlchemy's private record type
    """Leave transactions to SQLAlchemy and switch on what SQLite leaves off."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _log_writes_ahead(cursor)
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    cursor.close()


def _log_writes_ahead(cursor: DBAPICursor) -> None:
    """Have readers wait for nobody; the file remembers it.

    SQLite itself does not wait here, whatever its timeout: of several processes that
    open a file which has just been made, all but one would fail.
    """
    patience_ends = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & PRIMARY_CODE == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > patience_ends:
                raise
            time.sleep(BUSY_PAUSE_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Begin at once as a writer where the options say so."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open the one transaction that may write; others wait for it to end.

    Raises:
        DatabaseAwayError: The database cannot be reached, or stays locked.
    """
    with _one_writer(engine) as connection:
        _lock_batches(connection)
        yield connection


def _lock_batches(connection: Connection) -> None:
    """Be the one that writes; on SQLite the transaction itself is that."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE batch IN EXCLUSIVE MODE"))


@contextmanager
def _one_writer(engine: Engine) -> Iterator[Connection]:
    with (
        answering(engine),
        engine.connect() as connection,
        connection.execution_options(writes=True).begin(),
    ):
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open one consistent view of the database.

    Raises:
        DatabaseAwayError: The database cannot be reached.
    """
    # A SQLite transaction is one snapshot by itself.
    is_sqlite = engine.dialect.name == "sqlite"
    options = {} if is_sqlite else {"isolation_level": "REPEATABLE READ"}
    with answering(engine), engine.connect() as connection:
        yield connection.execution_options(**options)


def migrate(
    engine: Engine, *, on_creation: Callable[[Connection], object] | None = None
) -> bool:
    """Bring schema and totals up to date; return whether the database was created now.

    The folder of a SQLite file is created where it is missing. Of two processes that
    migrate at once one does the work and the other waits.

    Args:
        engine: The database.
        on_creation: Called in the same transaction where the database is new, so that
            a database half created does not exist.

    Raises:
        DatabaseNewerError: A newer version of the product has been here.
        DatabaseAwayError: The database cannot be reached.
    """
    _make_folder(engine)
    if is_current(engine):
        return False
    with _one_writer(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        found = _revision(connection)
        _upgrade(connection, found=found)
        _lock_batches(connection)
        totals.recount_redefined(connection, indicators=dictionary().indicators)
        if found is None and on_creation is not None:
            on_creation(connection)
    return found is None


def _make_folder(engine: Engine) -> None:
    path = _file_of(engine)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(DatabaseAwayError, engine, str(error.strerror)) from error


def _file_of(engine: Engine) -> Path | None:
    """Return the file of a SQLite database; ``None`` if it is in none."""
    path = engine.url.database
    is_file = engine.dialect.name == "sqlite" and path and not path.startswith("file:")
    return Path(str(path)) if is_file else None


def _upgrade(connection: Connection, *, found: str | None) -> None:
    config = _alembic_config()
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseNewerError(found=found)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    reference.seed(connection)


def is_created(engine: Engine) -> bool:
    """Say whether there is a database of this product; one that is not stays so.

    Raises:
        DatabaseAwayError: The database cannot be reached.
    """
    path = _file_of(engine)
    if path is not None and not path.exists():
        return False
    with answering(engine), engine.connect() as connection:
        return _revision(connection) is not None


def is_current(engine: Engine) -> bool:
    """Say whether schema and totals are those that this version expects.

    Raises:
        DatabaseAwayError: The database cannot be reached.
    """
    with answering(engine), engine.connect() as connection:
        if _revision(connection) != _newest_revision():
            return False
        return totals.is_counted(connection, indicators=dictionary().indicators)


@cache
def _newest_revision() -> str | None:
    return ScriptDirectory.from_config(_alembic_config()).get_current_head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", "queries:migrations")
    return config


def describe(url: str) -> str:
    """Name a database for a reader: a file by its path, a server without password.

    Raises:
        DatabaseUrlWrongError: The address is of no form that is understood.
    """
    return named(_address(url))
