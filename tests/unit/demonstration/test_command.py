"""``zeropark demo`` fills a database that it creates, and no other."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer
from sqlalchemy import Connection, Engine, func, insert, select
from typer.testing import CliRunner, Result

from dashboard.commands import demo
from queries.batches import open_batch
from queries.demonstration import Demonstration, generate
from queries.engine import migrate, opened, reading, writing
from queries.errors import (
    DemoAlreadyLoadedError,
    DemoBesideParksError,
    DemoNeedsNewDatabaseError,
)
from queries.tables import park
from queries.vocabulary import Action

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def settings(any_empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", any_empty_url)
    monkeypatch.setenv("ZEROPARK_WHO", "李工")
    monkeypatch.delenv("ZEROPARK_LANGUAGE", raising=False)


@contextmanager
def created(engine: Engine) -> Iterator[Connection]:
    migrate(engine)
    with writing(engine) as connection:
        yield connection


def run(*arguments: str) -> Result:
    app = typer.Typer()
    demo.register(app)
    return CliRunner().invoke(app, arguments)


def test_a_demonstration_ends_with_the_month_that_it_is_in_china(
    any_empty_url: str, monkeypatch: pytest.MonkeyPatch
):
    asked: list[date] = []

    def note(*, seed: int, today: date) -> Demonstration:
        asked.append(today)
        return generate(seed=seed, today=today)

    monkeypatch.setattr(demo, "generate", note)
    evening = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    with opened(any_empty_url) as engine:
        demo.load_if_created(engine, seed=1, who="serve", made_at=evening)
    assert asked == [date(2026, 12, 1)]


def n_parks(url: str) -> int:
    with opened(url) as engine, reading(engine) as connection:
        counted = connection.execute(select(func.count()).select_from(park))
        return counted.scalar_one()


def test_the_command_creates_the_database_and_fills_it(any_empty_url: str):
    result = run("--seed", "7", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "batch": 1,
        "seed": 7,
        "parks": 42,
        "months": 24,
    }
    assert n_parks(any_empty_url) == 42


def test_the_command_says_what_it_did():
    assert "42 个演示园区" in run().stdout
    assert "已移除 42 个演示园区" in run("--remove").stdout
    assert "没有演示园区" in run("--remove").stdout


def test_the_command_refuses_a_second_demonstration():
    run()
    assert isinstance(run().exception, DemoAlreadyLoadedError)


def test_the_command_refuses_a_database_created_before(any_empty_url: str):
    with opened(any_empty_url) as engine:
        migrate(engine)
    assert isinstance(run().exception, DemoNeedsNewDatabaseError)
    assert n_parks(any_empty_url) == 0


def test_the_command_refuses_a_database_with_parks_from_workbooks(any_empty_url: str):
    with opened(any_empty_url) as engine, created(engine) as connection:
        number = open_batch(
            connection, action=Action.IMPORT, who="", made_at=NOON, summary={}
        )
        connection.execute(
            insert(park).values(
                code="150600-01",
                name_zh="某园区",
                origin="workbook",
                is_simulated=0,
                entered_month=202601,
                batch=number,
            )
        )
    assert isinstance(run().exception, DemoBesideParksError)


def test_removal_answers_in_json():
    run()
    answer = json.loads(run("--remove", "--json").stdout)
    assert answer == {"batch": 2, "parks": 42}
    answer = json.loads(run("--remove", "--json").stdout)
    assert answer == {"batch": None, "parks": 0}


def test_a_server_fills_only_the_database_that_it_creates(any_empty_url: str):
    with opened(any_empty_url) as engine:
        answer = demo.load_if_created(engine, seed=1, who="serve", made_at=NOON)
        assert answer == {"batch": 1, "seed": 1, "parks": 42, "months": 24}
        assert demo.load_if_created(engine, seed=1, who="serve", made_at=NOON) is None


def test_a_database_half_filled_does_not_exist(
    any_empty_url: str, monkeypatch: pytest.MonkeyPatch
):
    def fail(**_: object) -> None:
        raise KeyboardInterrupt

    with opened(any_empty_url) as engine:
        with monkeypatch.context() as patched:
            patched.setattr(demo, "generate", fail)
            with pytest.raises(KeyboardInterrupt):
                demo.load_if_created(engine, seed=1, who="serve", made_at=NOON)
        assert demo.load_if_created(engine, seed=1, who="serve", made_at=NOON)


def test_the_folder_of_the_database_is_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "new" / "zeropark.db"
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", f"sqlite:///{path.as_posix()}")
    assert str(path) in run().stdout
    assert path.is_file()
