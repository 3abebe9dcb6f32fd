"""What every test may ask for: a migrated database, empty, on either server."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine

from queries.engine import migrate, opened, reading, writing
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
    with opened(f"sqlite:///{path.as_posix()}") as engine:
        migrate(engine)
    return path


@pytest.fixture(scope="session")
def samples_file(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path
) -> Path:
    """A file with the sample workbooks, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "samples.db"
    shutil.copy(migrated_sqlite, path)
    with opened(f"sqlite:///{path.as_posix()}") as engine:
        _enter_samples(engine)
    return path


def _enter_samples(engine: Engine) -> None:
    with writing(engine) as connection:
        load_samples(connection)


@pytest.fixture
def engine(sqlite_url: str, tmp_path: Path, migrated_sqlite: Path) -> Iterator[Engine]:
    """A migrated SQLite database, empty but for the reference tables."""
    shutil.copy(migrated_sqlite, tmp_path / "zeropark.db")
    with opened(sqlite_url) as engine:
        yield engine


@pytest.fixture
def sampled_engine(engine: Engine, tmp_path: Path, samples_file: Path) -> Engine:
    """The same with the sample workbooks in it, for a test to change."""
    shutil.copy(samples_file, tmp_path / "zeropark.db")  # nobody is connected yet
    return engine


@pytest.fixture
def postgres_engine(postgres_cluster: postgres.Cluster) -> Iterator[Engine]:
    """A migrated PostgreSQL database, empty but for the reference tables."""
    name = f"test_{next(_numbers)}"
    with opened(postgres_cluster.create(name, template=postgres.TEMPLATE)) as engine:
        yield engine
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


@pytest.fixture(scope="session")
def sqlite_shared(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path
) -> Iterator[Engine]:
    """A migrated SQLite database, empty, in which nothing is ever kept."""
    path = tmp_path_factory.mktemp("sqlite") / "shared.db"
    shutil.copy(migrated_sqlite, path)
    with opened(f"sqlite:///{path.as_posix()}") as engine:
        yield engine


@pytest.fixture(scope="session")
def postgres_shared(postgres_cluster: postgres.Cluster) -> Iterator[Engine]:
    """A migrated PostgreSQL database, empty, in which nothing is ever kept."""
    url = postgres_cluster.create("shared", template=postgres.TEMPLATE)
    with opened(url) as engine:
        yield engine


@pytest.fixture(params=BOTH_DATABASES)
def by_hand(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A transaction on an empty database, for a test to write and read in.

    It is taken back when the test ends, so that the next one finds nothing.
    """
    engine = request.getfixturevalue(f"{request.param}_shared")
    with writing(engine) as connection:
        yield connection
        connection.rollback()


@pytest.fixture(scope="session")
def sqlite_sampled(
    tmp_path_factory: pytest.TempPathFactory, samples_file: Path
) -> Iterator[Engine]:
    """The sample workbooks on SQLite, where nothing further is ever kept."""
    path = tmp_path_factory.mktemp("sqlite") / "sampled.db"
    shutil.copy(samples_file, path)
    with opened(f"sqlite:///{path.as_posix()}") as engine:
        yield engine


@pytest.fixture(scope="session")
def postgres_sampled(postgres_cluster: postgres.Cluster) -> Iterator[Engine]:
    """The sample workbooks on PostgreSQL, where nothing further is ever kept."""
    url = postgres_cluster.create("sampled", template=postgres.TEMPLATE)
    with opened(url) as engine:
        _enter_samples(engine)
        yield engine


@pytest.fixture(params=BOTH_DATABASES)
def sampled(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A view of the sample workbooks, on either server; what is done in it is lost."""
    with reading(request.getfixturevalue(f"{request.param}_sampled")) as connection:
        yield connection


@pytest.fixture
def commands(
    sampled_engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Commands:
    """The command line in a wide terminal, on a database with the samples."""
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", str(sampled_engine.url))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ZEROPARK_LANGUAGE", raising=False)
    return Commands(capsys)
