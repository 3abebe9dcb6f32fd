"""The database opens, migrates, and says clearly why it cannot."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    Connection,
    Engine,
    event,
    func,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from dashboard.text import Speaker
from queries import engine as engines
from queries.engine import describe, is_current, migrate, open_engine, reading, writing
from queries.errors import (
    DatabaseAwayError,
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseNewerError,
    DatabaseReadOnlyError,
    DatabaseUrlWrongError,
    NotADatabaseError,
    OversightError,
)
from queries.tables import banner, batch, league_city, metadata, park_standing, zone
from tests.postgres import Cluster


def file_url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def said(error: OversightError) -> str:
    return Speaker("zh").error(error)


def test_the_first_migration_creates_the_database(any_empty_url: str):
    engine = open_engine(any_empty_url)
    assert not is_current(engine)
    assert migrate(engine) is True
    assert is_current(engine)
    assert migrate(engine) is False
    engine.dispose()


def test_the_migration_gives_the_tables_that_the_code_declares(any_engine: Engine):
    with any_engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_a_new_database_knows_the_places(any_engine: Engine):
    with reading(any_engine) as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (league_city, banner, zone)
        ]
    assert counts == [12, 103, 102]


def test_of_two_that_migrate_at_once_one_creates_the_database(any_empty_url: str):
    def start(_: int) -> bool:
        engine = open_engine(any_empty_url)
        created = migrate(engine)
        engine.dispose()
        return created

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(start, range(4))) == [False, False, False, True]


def test_who_opens_a_file_that_another_is_making_waits(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    other = sqlite3.connect(make_url(sqlite_url).database or "")
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(engines.time, "sleep", lambda _: other.rollback())
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    other.close()
    engine.dispose()


def test_what_fills_a_new_database_is_part_of_its_creation(any_empty_url: str):
    engine = open_engine(any_empty_url)

    def fail(_: Connection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate(engine, on_creation=fail)
    calls: list[Connection] = []
    assert migrate(engine, on_creation=calls.append) is True
    assert migrate(engine, on_creation=calls.append) is False
    assert len(calls) == 1
    engine.dispose()


def test_an_edited_reference_table_is_left_alone(any_engine: Engine):
    with writing(any_engine) as connection:
        connection.execute(league_city.update().values(grid="east"))
    migrate(any_engine)
    with reading(any_engine) as connection:
        grids = connection.execute(select(league_city.c.grid).distinct()).scalars()
        assert list(grids) == ["east"]


def test_a_database_of_a_newer_version_is_refused(any_engine: Engine):
    with any_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewerError) as refused:
        migrate(any_engine)
    assert refused.value.values == {"found": "9999"}


def test_codes_sort_by_code_point_on_either_server(any_engine: Engine):
    codes = ["150600-Y01", "150600-01", "150600_01", "150600-a1", "15060001", "示例"]
    with writing(any_engine) as connection:
        connection.execute(
            insert(batch).values(
                number=1, made_at=func.now(), who="", action="import", summary={}
            )
        )
        connection.execute(
            insert(park_standing),
            [
                {
                    "park": code,
                    "valid_from": 0,
                    "league_city": "150600",
                    "tier": "region",
                    "batch": 1,
                }
                for code in codes
            ],
        )
    with reading(any_engine) as connection:
        ordered = select(park_standing.c.park).order_by(park_standing.c.park)
        assert connection.execute(ordered).scalars().all() == sorted(codes)


def test_a_row_must_name_a_batch_that_exists(any_engine: Engine):
    with pytest.raises(IntegrityError), writing(any_engine) as connection:
        connection.execute(
            insert(park_standing).values(
                park="P", valid_from=0, league_city="150600", tier="region", batch=99
            )
        )


def test_a_wrong_statement_is_our_mistake_and_not_the_databases(any_engine: Engine):
    wrong = (OperationalError, ProgrammingError)
    with pytest.raises(wrong), reading(any_engine) as connection:
        connection.execute(text("SELECT nmae_zh FROM park"))


def test_the_folder_of_a_new_file_is_created(tmp_path: Path):
    path = tmp_path / "深" / "er" / "zeropark.db"
    engine = open_engine(file_url(path))
    assert migrate(engine) is True
    engine.dispose()
    assert path.is_file()


def test_a_folder_that_cannot_be_created_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    engine = open_engine(file_url(tmp_path / "file" / "zeropark.db"))
    with pytest.raises(DatabaseAwayError) as away:
        migrate(engine)
    assert str(tmp_path / "file" / "zeropark.db") in said(away.value)


def test_a_folder_in_place_of_the_file_is_no_database(tmp_path: Path):
    engine = open_engine(file_url(tmp_path))
    with pytest.raises(DatabaseAwayError, match="unable to open"):
        migrate(engine)


def test_a_file_of_another_kind_is_named_and_left_as_it_was(tmp_path: Path):
    content = "园区编码,园区名称\n" * 100
    path = tmp_path / "名录.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NotADatabaseError) as refused:
        migrate(open_engine(file_url(path)))
    assert said(refused.value).startswith(f"{path} 不是数据库文件")
    assert path.read_text(encoding="utf-8") == content


def test_a_damaged_file_is_named(engine: Engine, tmp_path: Path):
    path = tmp_path / "zeropark.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(NotADatabaseError), reading(engine) as connection:
        connection.execute(select(zone)).all()


def test_a_database_that_may_not_be_written_says_so(engine: Engine, tmp_path: Path):
    engine.dispose()
    read_only = open_engine(
        f"sqlite:///file:{(tmp_path / 'zeropark.db').as_posix()}?mode=ro&uri=true"
    )
    with reading(read_only) as connection:
        assert connection.execute(select(func.count(zone.c.number))).scalar_one()
    with pytest.raises(DatabaseReadOnlyError), writing(read_only) as connection:
        connection.execute(zone.delete())
    read_only.dispose()


def test_a_database_that_stays_locked_says_so(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 10)
    holder = sqlite3.connect(tmp_path / "zeropark.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusyError), writing(engine):
        pass
    holder.close()
    with writing(engine):
        pass


def test_a_full_disk_says_so_and_changes_nothing(engine: Engine):
    @event.listens_for(engine, "connect")
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DatabaseFullError), writing(engine) as connection:
        connection.execute(
            insert(batch).values(
                number=1,
                made_at=func.now(),
                who="x" * 100_000,
                action="import",
                summary={},
            )
        )
    with reading(engine) as connection:
        assert connection.execute(select(func.count(batch.c.number))).scalar_one() == 0


def test_a_server_that_is_away_is_named_without_its_password():
    engine = open_engine("postgresql://somebody:geheim@127.0.0.1:1/zeropark")
    with pytest.raises(DatabaseAwayError) as away:
        migrate(engine)
    assert "postgresql+psycopg://somebody:***@127.0.0.1:1/zeropark" in said(away.value)
    assert "geheim" not in said(away.value)
    assert "\n" not in said(away.value)


@pytest.mark.postgres
def test_a_wrong_password_is_a_database_that_is_away(postgres_url: str):
    head, _, tail = postgres_url.partition("postgres:")
    engine = open_engine(f"{head}postgres:wrong@{tail.partition('@')[2]}")
    with pytest.raises(DatabaseAwayError, match="password authentication failed"):
        migrate(engine)


def ask_while_the_server_hangs_up(engine: Engine, cluster: Cluster) -> None:
    with reading(engine) as connection:
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        cluster.command(f"SELECT pg_terminate_backend({mine})")
        connection.execute(select(zone)).all()


@pytest.mark.postgres
def test_a_server_that_goes_away_is_noticed(
    postgres_url: str, postgres_cluster: Cluster
):
    engine = open_engine(postgres_url)
    migrate(engine)
    with pytest.raises(DatabaseAwayError):
        ask_while_the_server_hangs_up(engine, postgres_cluster)
    with reading(engine) as connection:
        assert len(connection.execute(select(zone)).all()) == 102
    engine.dispose()


@pytest.mark.parametrize(
    "url", ["", "zeropark.db", "mysql://a:geheim@b/c", "postgres:geheim", "sqlite"]
)
def test_an_address_of_unknown_form_is_refused_without_repeating_it(url: str):
    with pytest.raises(DatabaseUrlWrongError) as refused:
        open_engine(url)
    assert "geheim" not in said(refused.value)


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("sqlite:///园区/zeropark.db", str(Path("园区/zeropark.db"))),
        ("postgres://a:geheim@b/c", "postgresql+psycopg://a:***@b/c"),
        ("postgresql://a:geheim@b/c", "postgresql+psycopg://a:***@b/c"),
    ],
)
def test_an_address_is_described_without_its_password(url: str, named: str):
    assert describe(url) == named
