"""The database as every command finds it: there, and of this version."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from dashboard.settings import Settings
from queries.engine import migrate, opened


@contextmanager
def migrated(settings: Settings) -> Iterator[Engine]:
    """Open the database, creating and migrating it first where that is needed.

    Raises:
        MachineFailedError: It cannot be reached, or is newer than this version.
    """
    with opened(settings.database_url) as engine:
        migrate(engine)
        yield engine
