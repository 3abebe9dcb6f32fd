"""Help, mistakes and failures: sentences in the reader's language, never more."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.commands import service
from queries.indicators import dictionary

COMMANDS = (
    "serve",
    "migrate",
    "check",
    "demo",
    "values",
    "grades",
    "rank",
    "trend",
    "rules",
)
SUBCOMMANDS = ("rules list", "rules check", "rules adopt")
VALUES = "values carbon_intensity --by tier --window month --month 2026-03"
ENGLISH_HEADING = re.compile(
    r"Usage|Options|Arguments|Commands|Show this|default:|required|TEXT|INTEGER|<str>"
)


@pytest.fixture(autouse=True)
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that does not exist yet, and no other setting."""
    for name in [name for name in os.environ if name.startswith("ZEROPARK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", sqlite_url)
    return sqlite_url


def run(line: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.run(line.split())
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("command", ["", *COMMANDS, *SUBCOMMANDS])
def test_help_is_chinese_through_and_through(
    command: str, capsys: pytest.CaptureFixture[str]
):
    code, out, err = run(f"{command} --help", capsys)
    assert (code, err) == (0, "")
    assert out.startswith(f"用法：{'zeropark ' + command}".rstrip())
    assert "选项" in out
    assert not ENGLISH_HEADING.search(out)


@pytest.mark.parametrize("command", ["", *COMMANDS, *SUBCOMMANDS])
def test_help_is_english_when_asked(
    command: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")
    code, out, _ = run(f"{command} --help", capsys)
    assert code == 0
    assert out.startswith("Usage: zeropark")
    assert not re.search(r"[\u4e00-\u9fff]", out)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]):
    _, out, _ = run("", capsys)
    for command in COMMANDS:
        assert re.search(rf"^    {command} +\S", out, re.MULTILINE)


@pytest.mark.parametrize("columns", ["10", "24", "60"])
def test_help_fits_a_narrow_terminal(
    columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", columns)
    code, out, _ = run("values --help", capsys)
    assert code == 0
    assert "2026-03" in re.sub(r"\s", "", out)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("value", "没有命令 value。可用的有：values。"),
        ("values", "还缺少 指标代码。"),
        ("values carbon_intensity", "还缺少 --by。"),
        (f"{VALUES} --jsn", "没有选项 --jsn。是不是想写 --json？"),
        (f"{VALUES} more", "zeropark values 后面多了 more"),
        (f"{VALUES} --by moon", "--by 的值“moon”无法使用。可以是：park、"),
        ("values x --by", "选项 --by 的写法不对"),
        (f"{VALUES} --json=1", "选项 --json 的写法不对"),
        ("serve --port 99999", "--port 的值“99999”无法使用。"),
        ("values happiness --by tier --window month --month 2026-03", "happiness"),
        (f"{VALUES} --month 2026-13", "“2026-13”不是月份。"),
        ("grades --period 2026Q5", "“2026Q5”不是考核周期。"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    line: str, sentence: str, capsys: pytest.CaptureFixture[str]
):
    code, out, err = run(line, capsys)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_wrong_usage_is_english_when_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")
    for line in ("value", "values", f"{VALUES} --by moon", f"{VALUES} x"):
        code, _, err = run(line, capsys)
        assert code == 2
        assert not re.search(r"[\u4e00-\u9fff]", err)


def test_a_wrong_setting_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ZEROPARK_PORT", "many")
    code, _, err = run("check", capsys)
    assert code == 2
    assert "ZEROPARK_PORT" in err


def test_a_database_that_is_away_is_exit_3_without_its_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    url = "postgresql://reader:secret@127.0.0.1:1/parks"
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", url)
    code, out, err = run(f"{VALUES} --json", capsys)
    assert code == 3
    assert "连不上数据库" in err
    assert "secret" not in err + out


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space", "/data/x"), "磁盘已满"),
        (PermissionError(errno.EACCES, "Denied", "/data/x"), "没有权限读写 /data/x"),
        (FileNotFoundError(errno.ENOENT, "None", "/data/x"), "找不到 /data/x"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (MemoryError(), "内存不够"),
        (KeyError("x"), "程序自己出了错（KeyError）"),
    ],
)
def test_what_the_machine_refuses_is_exit_3_and_no_traceback(
    failure: Exception,
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(service, "migrate", fail)
    code, out, err = run("migrate", capsys)
    assert (code, out) == (3, "")
    assert sentence in err
    assert "Traceback" not in err
    monkeypatch.setenv("ZEROPARK_DEBUG", "1")
    _, _, err = run("migrate", capsys)
    assert "Traceback" in err


def test_an_interruption_ends_in_one_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(service, "migrate", interrupt)
    code, out, err = run("migrate", capsys)
    assert (code, out, err) == (130, "", "已中断。\n")


def program(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("zeropark")), *arguments],
        capture_output=True,
        check=False,
        timeout=120,
        env=os.environ | environ,
    )


def test_the_installed_program_speaks_utf8_in_any_locale():
    done = program("migrate", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith("已建好数据库")
    assert done.stderr == b""


def test_the_installed_program_fails_with_a_sentence():
    done = program("values", "happiness", "--by", "moon")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode("utf-8").count("\n") == 1


def test_a_reader_that_goes_away_leaves_no_noise():
    line = [str(Path(sys.executable).with_name("zeropark")), *VALUES.split()]
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        told = process.stderr.read()
        process.wait(timeout=120)
    assert told == b""


@pytest.mark.parametrize(
    ("line", "code", "key"),
    [
        ("undo 99 --json", 2, "unknown_batch"),
        ("undo --json", 2, "usage"),
        ("values happiness --by tier --window month --month 2026-03 --json", 2, None),
        ("nonsense --json", 2, "unknown_command"),
    ],
)
def test_who_asked_for_json_gets_errors_as_a_document(
    capsys: pytest.CaptureFixture[str], line: str, code: int, key: str | None
):
    found, out, err = run(line, capsys)
    assert found == code
    document = json.loads(out)["error"]
    assert document == {
        "code": key or "unknown_indicator",
        "message": err.removesuffix("\n"),
    }


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("values x --by park-town --window month --month 2026-03", "park-town"),
        ("serve --port 99999", "99999"),
        ("undo first", "first"),
    ],
)
def test_a_wrong_value_is_quoted(
    capsys: pytest.CaptureFixture[str], line: str, value: str
):
    assert f"的值“{value}”无法使用" in run(line, capsys)[2]


def test_an_unknown_indicator_is_answered_with_names_beside_codes(
    capsys: pytest.CaptureFixture[str],
):
    _, _, err = run(VALUES.replace("carbon_intensity", "happiness"), capsys)
    known = dictionary().indicator("carbon_intensity")
    assert f"carbon_intensity {known.name_zh}" in err
