"""What every test may ask for: a migrated database, empty, on either server."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine

from queries.engine import migrate, open_engine, reading, writing
from tests import postgres
from tests.cli_document import Commands
from tests.sample_database import load_samples

pytest_plugins = ["tests.skips"]

BOTH_DATABASES: Final = (
    "sqlite",
    pytest.param("postgres", marks=pytest.mark.postgres),
)
"""The database of one machine, and the one of many."""

settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")
# A busy machine says nothing about the program: no test measures time.

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[postgres.Cluster]:
    """A server of this worker's own; skips where no server is installed."""
    programs = postgres.server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server programs: apt-get install postgresql")
    with postgres.running(programs) as cluster:
        yield cluster


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite:///{(tmp_path / 'zeropark.db').as_posix()}"


@pytest.fixture
def postgres_url(postgres_cluster: postgres.Cluster) -> Iterator[str]:
    """The address of a PostgreSQL database without tables."""
    name = f"empty_{next(_numbers)}"
    yield postgres_cluster.create(name, template="template0")
    postgres_cluster.drop(name)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def engine(sqlite_url: str, tmp_path: Path, migrated_sqlite: Path) -> Iterator[Engine]:
    """A migrated SQLite database, empty but for the reference tables."""
    shutil.copy(migrated_sqlite, tmp_path / "zeropark.db")
    engine = open_engine(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(postgres_cluster: postgres.Cluster) -> Iterator[Engine]:
    """A migrated PostgreSQL database, empty but for the reference tables."""
    name = f"test_{next(_numbers)}"
    engine = open_engine(postgres_cluster.create(name, template=postgres.TEMPLATE))
    yield engine
    engine.dispose()
    postgres_cluster.drop(name)


@pytest.fixture(params=BOTH_DATABASES)
def any_engine(request: pytest.FixtureRequest) -> Engine:
    """A migrated database, once on SQLite and once on PostgreSQL."""
    names = {"sqlite": "engine", "postgres": "postgres_engine"}
    found: Engine = request.getfixturevalue(names[request.param])
    return found


@pytest.fixture(params=BOTH_DATABASES)
def any_empty_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without tables, once on each server."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def sampled(any_engine: Engine) -> Iterator[Connection]:
    """A view of a database that holds the sample workbooks, on either server."""
    with writing(any_engine) as connection:
        load_samples(connection)
    with reading(any_engine) as connection:
        yield connection


@pytest.fixture
def by_hand(any_engine: Engine) -> Iterator[Connection]:
    """A transaction on an empty database, for a test to write and read in."""
    with writing(any_engine) as connection:
        yield connection


@pytest.fixture
def commands(
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Commands:
    """The command line in a wide terminal, on a database with the samples."""
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", str(engine.url))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ZEROPARK_LANGUAGE", raising=False)
    with writing(engine) as connection:
        load_samples(connection)
    return Commands(capsys)
