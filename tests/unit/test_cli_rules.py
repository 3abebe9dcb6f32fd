"""``zeropark rules``: list, check and adopt."""

import json
import re
from pathlib import Path

import pytest

from tests.cli_document import Commands
from tests.unit.test_cli_grades import rule_file


def test_the_rules_that_ship_are_listed_with_status_and_source(commands: Commands):
    [row] = commands.document("rules", "list")["rows"]
    assert row["rule_set"] == "2026-provisional"
    assert (row["status"], row["batch"]) == ("provisional", None)
    assert row["valid_from"] == "2026-01"
    assert row["source"]
    told = commands.table("rules", "list")
    assert "暂行/待主管部门明确" in told
    assert "随程序提供" in told


def test_a_sound_file_is_checked_and_nothing_is_written(
    commands: Commands, tmp_path: Path
):
    file = rule_file(tmp_path)
    assert commands.document("rules", "check", file) == {
        "rule_set": "2026-other",
        "status": "provisional",
        "valid_from": "2026-01",
        "faults": [],
    }
    assert "检查通过" in commands.table("rules", "check", file)
    assert len(commands.document("rules", "list")["rows"]) == 1


FAULTS = [
    (("weight = 0.40", "weight = 0.50"), "各指标权重合计为 1.1"),
    (("A = 90", "A = 70"), "分数线应由高到低"),
    (("floor = 2.5", "floor = 0.1"), "算不出完成度"),
    (('id = "2026-other"', 'id = ""'), "缺少 id"),
]


@pytest.mark.parametrize(("change", "problem"), FAULTS)
def test_a_fault_is_named_by_its_line_and_the_file_is_refused(
    commands: Commands, tmp_path: Path, change: tuple[str, str], problem: str
):
    file = rule_file(tmp_path, change)
    code, out, err = commands.run("rules", "check", file, "--json")
    assert (code, err) == (1, "")
    document = json.loads(out)
    [fault] = document.pop("faults")
    assert set(document.values()) == {None}
    assert problem in fault["problem"]
    assert f"第 {fault['line']} 行" in fault["problem"]
    code, out, _ = commands.run("rules", "check", file)
    assert code == 1
    assert problem in out
    code, out, err = commands.run("rules", "adopt", file)
    assert (code, out) == (1, "")
    assert problem in err
    assert len(commands.document("rules", "list")["rows"]) == 1
    assert len(commands.document("batches")["rows"]) == 1


def test_a_file_that_is_no_toml_or_no_text_is_a_fault(
    commands: Commands, tmp_path: Path
):
    contents = {b"id = ": "看不懂", "id = \u6c49".encode("gb18030"): "不是 UTF-8"}
    for content, why in contents.items():
        file = tmp_path / "rules.toml"
        file.write_bytes(content)
        code, out, _ = commands.run("rules", "check", file)
        assert code == 1
        assert "rules.toml 第 1 行第 " in out
        assert why in out


def test_adopted_rules_judge_from_their_month_on_until_they_are_undone(
    commands: Commands, tmp_path: Path
):
    file = rule_file(
        tmp_path,
        ("2026-01", "2026-03"),
        ('cap = "B"', 'cap = "D"'),
        ('status = "provisional"', 'status = "official"'),
    )
    assert commands.document("rules", "adopt", file) == {
        "rule_set": "2026-other",
        "batch": 2,
    }
    listed = commands.document("rules", "list")["rows"]
    assert [(row["rule_set"], row["batch"]) for row in listed] == [
        ("2026-provisional", None),
        ("2026-other", 2),
    ]
    assert rule_set_of(commands, "2026Q1") == "2026-other"
    assert rule_set_of(commands, "2026-02") == "2026-provisional"
    assert rule_set_of(commands, "2025Q4") is None
    commands.document("undo", 2)
    assert rule_set_of(commands, "2026Q1") == "2026-provisional"


def rule_set_of(commands: Commands, period: str) -> str | None:
    return commands.document("grades", "--period", period)["rule_set"]


def test_what_is_adopted_is_told_with_its_batch(commands: Commands, tmp_path: Path):
    told = commands.table("rules", "adopt", rule_file(tmp_path))
    assert "已采用，批次 2" in told
    assert "适用于截止到 2026-01 及以后的周期" in told
    assert re.search(r"采用评分规则", commands.table("batches"))


def test_a_rule_set_of_the_same_id_is_refused(commands: Commands, tmp_path: Path):
    file = rule_file(tmp_path, ("2026-other", "2026-provisional"))
    code, _, err = commands.run("rules", "adopt", file)
    assert code == 1
    assert "已有编号为 2026-provisional 的规则" in err
    assert len(commands.document("batches")["rows"]) == 1


@pytest.mark.parametrize("command", ["check", "adopt"])
def test_a_file_that_is_not_there_is_wrong_usage(commands: Commands, command: str):
    code, _, err = commands.run("rules", command, "not-there.toml")
    assert code == 2
    assert "没有文件 not-there.toml" in err


def test_the_group_without_a_command_shows_its_commands(commands: Commands):
    code, out, _ = commands.run("rules")
    assert code == 0
    assert out.startswith("用法：zeropark rules")
    for name in ("list", "check", "adopt"):
        assert re.search(rf"^    {name} +\S", out, re.MULTILINE)
    code, _, err = commands.run("rules", "checks")
    assert code == 2
    assert "可用的有：check" in err
