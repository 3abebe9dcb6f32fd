"""``zeropark grades``: given beside calculated, a trial beside what is in force."""

import re
from pathlib import Path

import pytest

from queries.assessment.rule_files import shipped
from tests.cli_document import Commands

OLD_KEYS = {
    "code",
    "name",
    "grade",
    "origin",
    "official",
    "calculated",
    "official_score",
    "calculated_score",
    "gates",
    "coverage",
}
PROVISIONAL = "暂行/待主管部门明确"


def rule_file(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the rule set that ships with us, changed, as another."""
    [(_, text)] = shipped()
    for before, after in (("2026-provisional", "2026-other"), *changes):
        assert before in text
        text = text.replace(before, after)
    path = folder / "other.toml"
    path.write_text(text, encoding="utf-8")
    return path


def by_code(document: dict) -> dict[str, dict]:
    return {row["code"]: row for row in document["rows"]}


def test_the_given_grade_is_shown_and_the_calculated_stands_beside(
    commands: Commands,
):
    document = commands.document("grades", "--period", "2026q1")
    assert document["period"] == "2026Q1"
    assert document["rule_set"] == "2026-provisional"
    assert document["status"] == "provisional"
    row = by_code(document)["150100-08"]
    assert set(row) >= OLD_KEYS
    # Worked out by hand: 40 x (2.5-1.036378)/(2.5-0.864211) + 12 x 0.711814/0.793697
    # + four indicators at their targets; the path of the core indicator caps an A.
    assert row["calculated_score"] == pytest.approx(94.552, abs=1e-3)
    assert (row["calculated"], row["gates"]) == ("B", ["off_path"])
    assert (row["grade"], row["origin"]) == ("B", "official")
    assert (row["official"], row["official_score"]) == ("B", 85.9)
    assert row["coverage"] == 1.0
    assert row["light"] is None


def test_where_both_grades_are_there_and_differ_the_document_says_so(
    commands: Commands,
):
    rows = commands.document("grades", "--period", "2026Q1")["rows"]
    differing = [row for row in rows if row["differs"]]
    assert differing
    assert all(row["official"] != row["calculated"] for row in differing)
    told = commands.table("grades", "--period", "2026Q1")
    assert told.count(" ≠ ") == len(differing) + 1
    assert f"带 ≠ 的 {len(differing)} 个园区" in told
    assert PROVISIONAL in told


def test_before_any_rule_set_the_given_grades_still_answer(commands: Commands):
    document = commands.document("grades", "--period", "2025Q4")
    assert (document["rule_set"], document["status"]) == (None, None)
    assert len(document["rows"]) == 24
    for row in document["rows"]:
        assert row["calculated"] is None
        assert row["calculated_score"] is None
        assert row["coverage"] is None
        assert row["gates"] == []
    assert any(row["grade"] for row in document["rows"])
    told = commands.table("grades", "--period", "2025Q4")
    assert "没有适用的评分规则" in told


def test_a_month_has_a_light_and_the_grade_of_the_latest_period_ended(
    commands: Commands,
):
    row = by_code(commands.document("grades", "--period", "2026-02"))["150100-08"]
    assert row["light"] == "green"
    assert row["graded_period"] == "2025Q4"
    assert row["grade"] == "B"
    assert "绿灯" in commands.table("grades", "--period", "2026-02")


def test_without_any_grade_the_cells_are_null(commands: Commands):
    row = by_code(commands.document("grades", "--period", "2024Q1"))["150100-08"]
    assert (row["grade"], row["origin"], row["official"]) == (None, None, None)


def test_a_rule_set_is_tried_beside_the_one_in_force_and_nothing_is_written(
    commands: Commands, tmp_path: Path
):
    file = rule_file(tmp_path, ('cap = "B"', 'cap = "D"'))
    document = commands.document("grades", "--period", "2026Q1", "--rules", file)
    assert document["rule_set"] == "2026-other"
    assert document["in_force"] == "2026-provisional"
    row = by_code(document)["150100-08"]
    assert (row["in_force"], row["calculated"], row["changed"]) == ("B", "D", True)
    assert row["in_force_score"] == row["calculated_score"]
    told = commands.table("grades", "--period", "2026Q1", "--rules", file)
    n_changed = sum(one["changed"] for one in document["rows"])
    assert len(re.findall(r" 下降 ", told)) == n_changed
    assert f"等级有变化的园区 {n_changed} 个" in told
    known = commands.document("rules", "list")["rows"]
    assert [one["rule_set"] for one in known] == ["2026-provisional"]
    assert len(commands.document("batches")["rows"]) == 1


def test_a_trial_marks_what_rises(commands: Commands, tmp_path: Path):
    file = rule_file(tmp_path, ("C = 60", "C = 40"), ("B = 75", "B = 60"))
    rows = by_code(commands.document("grades", "--period", "2026Q1", "--rules", file))
    row = rows["150300-05"]
    assert (row["in_force"], row["calculated"], row["changed"]) == ("C", "B", True)
    assert " 上升 " in commands.table("grades", "--period", "2026Q1", "--rules", file)


def test_on_a_period_before_the_rules_a_trial_has_nothing_beside_it(
    commands: Commands,
):
    asked = ("grades", "--period", "2025Q4", "--rules", "2026-provisional")
    document = commands.document(*asked)
    assert (document["rule_set"], document["in_force"]) == ("2026-provisional", None)
    row = by_code(document)["150100-08"]
    assert row["in_force"] is None
    assert row["in_force_score"] is None
    assert row["calculated"] is not None
    assert "有变化" in commands.table(*asked)


def test_the_rules_in_force_asked_for_by_name_are_no_trial(commands: Commands):
    asked = ("grades", "--period", "2026Q1")
    named = commands.document(*asked, "--rules", "2026-provisional")
    assert named == commands.document(*asked)


def why(commands: Commands, park: str, *more: object) -> dict:
    return commands.document("grades", "--period", "2026Q1", "--why", park, *more)


def test_points_add_up_to_the_score_in_the_order_of_the_rules(commands: Commands):
    document = why(commands, "150100-08")
    assert document["code"] == "150100-08"
    assert document["rule_set"] == "2026-provisional"
    rows = document["contributions"]
    assert [row["indicator"] for row in rows] == [
        "carbon_intensity",
        "clean_energy_share",
        "product_energy_grade2",
        "solid_waste_utilisation",
        "waste_heat_utilisation",
        "water_reuse",
    ]
    assert [row["weight"] for row in rows] == pytest.approx([0.4] + [0.12] * 5)
    assert sum(row["points"] for row in rows) == pytest.approx(document["score"])
    for row in rows:
        earned = 100 * row["weight"] * row["achievement"]
        assert row["points"] == pytest.approx(earned)
        assert row["state"] == "counted"
    assert (document["grade"], document["uncapped"]) == ("B", "A")
    assert document["gates"] == ["off_path"]


def test_ways_that_cannot_stand_last_with_null(commands: Commands):
    above = why(commands, "150100-15")["next_grade"]
    assert above["grade"] == "B"
    first, second, *rest = above["ways"]
    assert first["indicator"] == "carbon_intensity"
    # By hand: (75 - 73.090489) / 40 of the way from 2.5 to 1.310722 further down.
    assert first["from"] == pytest.approx(1.9916, abs=1e-4)
    assert first["to"] == pytest.approx(1.934826, abs=1e-5)
    assert second["indicator"] == "clean_energy_share"
    assert first["share"] < second["share"]
    assert len(rest) == 4
    assert {way["to"] for way in rest} == {None}


def test_the_smallest_change_is_said_first_and_rounded_so_that_it_suffices(
    commands: Commands,
):
    told = commands.table("grades", "--period", "2026Q1", "--why", "150100-15")
    sentences = told[told.index("升到") :]
    assert "改动最小的办法：单位能耗碳排放由 1.99 到 1.93。" in sentences
    assert "清洁能源消费占比由 49.5% 到 60.6%" in sentences
    assert sentences.index("单位能耗碳排放") < sentences.index("清洁能源消费占比")
    assert "2026年暂行评分规则" in told
    assert PROVISIONAL in told
    assert "来源：" in told


def test_the_gates_that_hold_and_that_cap_are_told_apart(commands: Commands):
    told = commands.table("grades", "--period", "2026Q1", "--why", "150100-08")
    assert "核心指标落后于路径（最高 B 良好）；按得分是 A 优秀，封顶后是 B" in told
    told = commands.table("grades", "--period", "2026Q1", "--why", "150100-15")
    assert "没有因此降低" in told


def test_what_is_missing_earns_nothing_and_keeps_its_weight(commands: Commands):
    rows = why(commands, "150300-05")["contributions"]
    [row] = [one for one in rows if one["state"] == "missing"]
    assert row["indicator"] == "product_energy_grade2"
    assert (row["value"], row["achievement"]) == (None, None)
    assert (row["weight"], row["points"]) == (pytest.approx(0.12), 0)
    told = commands.table("grades", "--period", "2026Q1", "--why", "150300-05")
    assert "缺数据，不得分" in told


EXEMPTION = """
[[exemption]]
park = "150300-05"
indicator = "product_energy_grade2"
reason = "没有这类产品"
decided_on = 2026-01-15
valid_from = "2026-01"
"""


def test_what_is_exempt_says_who_decided_it_and_when(
    commands: Commands, tmp_path: Path
):
    file = rule_file(tmp_path)
    file.write_text(file.read_text(encoding="utf-8") + EXEMPTION, encoding="utf-8")
    document = why(commands, "150300-05", "--rules", file)
    [row] = [one for one in document["contributions"] if one["state"] == "exempt"]
    assert (row["weight"], row["points"], row["reason"]) == (0, 0, "decided")
    assert (row["decision"], row["decided_on"]) == ("没有这类产品", "2026-01-15")
    others = [one["weight"] for one in document["contributions"] if one != row]
    assert others == pytest.approx([0.4 / 0.88] + [0.12 / 0.88] * 4)
    ways = document["next_grade"]["ways"]
    assert "product_energy_grade2" not in {way["indicator"] for way in ways}
    asked = ("grades", "--period", "2026Q1", "--why", "150300-05", "--rules", file)
    assert "豁免：没有这类产品（2026-01-15）" in commands.table(*asked)


def test_a_park_that_owed_nothing_then_is_answered_without_contributions(
    commands: Commands,
):
    asked = ("grades", "--period", "2024Q1", "--why", "150100-08")
    asked = (*asked, "--rules", "2026-provisional")
    document = commands.document(*asked)
    assert document["contributions"] == []
    assert (document["score"], document["next_grade"]) == (None, None)
    assert "还不用报送" in commands.table(*asked)


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (("--period", "2026Q1", "--why", "nobody"), "unknown_park"),
        (("--period", "2026Q1", "--rules", "2027"), "unknown_rule_set"),
        (("--period", "2026Q1", "--rules", "not-there.toml"), "file_missing"),
        (("--period", "2025Q4", "--why", "150100-08"), "no_rules_then"),
        (("--period", "2026Q7"), "not_a_period"),
    ],
)
def test_what_is_not_known_is_one_sentence_and_exit_2(
    commands: Commands, arguments: tuple[str, ...], key: str
):
    code, out, err = commands.run("grades", *arguments, "--json")
    assert code == 2
    assert f'"code": "{key}"' in out
    assert err.count("\n") == 1


def test_a_file_that_does_not_add_up_cannot_be_tried(
    commands: Commands, tmp_path: Path
):
    file = rule_file(tmp_path, ("weight = 0.40", "weight = 0.50"))
    code, out, err = commands.run("grades", "--period", "2026Q1", "--rules", file)
    assert (code, out) == (1, "")
    assert re.search(r"other\.toml 第 \d+ 行：各指标权重合计为 1\.1", err)


def test_in_english_too(commands: Commands, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")
    told = commands.table("grades", "--period", "2026Q1", "--why", "150100-15")
    assert "The smallest change that lifts it to B Good (75 points)" in told
    assert "provisional, to be specified by the competent department" in told
