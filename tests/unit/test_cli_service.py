"""``zeropark migrate``, ``check`` and ``serve``."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from dashboard import cli
from dashboard.commands.listening import address, bound
from queries.engine import opened, writing
from queries.errors import HostUnknownError, PortTakenError
from queries.tables import assessment
from tests.sample_database import load_samples

HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that does not exist yet."""
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", sqlite_url)
    return sqlite_url


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind((HERE, 0))
        listener.listen()
        yield listener.getsockname()[1]


def documents(capsys: pytest.CaptureFixture[str]) -> dict:
    return json.loads(capsys.readouterr().out)


def test_migrate_creates_the_database_once(capsys: pytest.CaptureFixture[str]):
    assert cli.run(["migrate", "--json"]) == 0
    assert documents(capsys)["created"] is True
    assert cli.run(["migrate", "--json"]) == 0
    assert documents(capsys)["created"] is False
    assert cli.run(["migrate"]) == 0
    assert "已是当前版本" in capsys.readouterr().out


def test_check_finds_nothing_in_a_fresh_database(capsys: pytest.CaptureFixture[str]):
    assert cli.run(["migrate"]) == 0
    capsys.readouterr()
    assert cli.run(["check"]) == 0
    assert capsys.readouterr().out == "数据符合全部约定，没有发现问题。\n"


def test_check_creates_no_database(database: str, capsys: pytest.CaptureFixture[str]):
    path = Path(database.removeprefix("sqlite:///"))
    assert cli.run(["check"]) == 2
    assert f"{path} 还没有数据库" in capsys.readouterr().err
    assert not path.exists()
    path.touch()
    assert cli.run(["check"]) == 2


def test_check_reports_every_breach_and_leaves_with_1(
    database: str, capsys: pytest.CaptureFixture[str]
):
    assert cli.run(["migrate"]) == 0
    with opened(database) as engine, writing(engine) as connection:
        load_samples(connection)
        spring = assessment.c.period == "2025Q2"
        connection.execute(update(assessment).where(spring).values(grade="E"))
    capsys.readouterr()
    assert cli.run(["check", "--json"]) == 1
    found = {row["law"]: row for row in documents(capsys)["breaches"]}
    assert found["unknown_grade"]["count"] == 12
    assert len(found["unknown_grade"]["examples"]) == 5
    assert "OfficialGrade" in found
    assert cli.run(["check"]) == 1
    captured = capsys.readouterr()
    assert "等级不是 A、B、C、D：12 处" in captured.out
    assert captured.err == "发现 2 类问题。\n"


def test_a_taken_port_is_told_before_anything_is_created(
    taken: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert cli.run(["serve", "--port", str(taken)]) == 3
    captured = capsys.readouterr()
    assert f"{HERE} 的 {taken} 端口已被占用" in captured.err
    assert not (tmp_path / "zeropark.db").exists()


def test_a_port_is_taken_or_a_host_unknown(taken: int):
    with pytest.raises(PortTakenError):
        bound(HERE, taken)
    with pytest.raises(HostUnknownError):
        bound("203.0.113.7", taken)


def test_the_address_is_one_that_a_browser_on_the_machine_can_open():
    assert address(HERE, 8501) == "http://127.0.0.1:8501"
    assert address("0.0.0.0", 8501) == "http://127.0.0.1:8501"  # noqa: S104  an argument, not a socket
    assert address("::", 80) == "http://[::1]:80"


def test_serve_prepares_the_database_answers_and_stops_cleanly(tmp_path: Path):
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("zeropark")
    with subprocess.Popen(
        [str(program), "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"ZEROPARK_LANGUAGE": "en"},
        encoding="utf-8",
    ) as process:
        told = [process.stdout.readline() for _ in range(2)]
        assert re.search(r"42 demonstration parks|zeropark\.db", told[0])
        assert f"http://{HERE}:{port}" in told[1]
        with urllib.request.urlopen(
            f"http://{HERE}:{port}/readyz", timeout=60
        ) as answer:
            assert json.load(answer) == {"ready": True, "problem": None}
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=60)
    assert (process.returncode, rest, complaints) == (0, "", "")
    assert (tmp_path / "zeropark.db").exists()
