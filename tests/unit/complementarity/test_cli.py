"""``complement``, ``pairs``, ``whatif``, ``siting`` and ``profiles`` as typed."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Engine, delete

from dashboard.commands.simulating import worlds_of
from geodata.complementarity import curves
from queries.engine import writing
from queries.tables import measure_value
from tests.cli_document import Commands

ALASHAN = "152900-07"

COMPLEMENT = (
    "code",
    "name",
    "wind_mw",
    "solar_mw",
    "load_mwh_year",
    "storage_mw",
    "storage_mwh",
    "storage_need_mw",
    "storage_need_mwh",
    "storage_gap_mwh",
    "wind_class",
    "gap_class",
    "wind_rich",
    "storage_short",
    "tau",
    "total_variation",
    "both_low_share",
    "basis",
)
PAIR = ("from", "to", "storage_mwh", "mw", "energy_mwh_year", "km", "across_grids")
WHATIF = (
    "green_power_share",
    "curtailment_share",
    "storage_gap_mwh",
    "co2_t",
    "carbon_intensity",
    "grade",
)
SITE = ("code", "added_mwh", "green_share_before", "green_share_after")


def year(place: str, **columns: object) -> pd.DataFrame:
    hours = pd.DataFrame({"league_city": place, "hour": np.arange(1, 8_761)})
    return hours.assign(**columns)


def test_each_park_is_told_with_what_it_has_needs_and_lacks(commands: Commands):
    document = commands.document("complement", "--by", "park")
    rows = {row["code"]: row for row in document["rows"]}
    assert len(rows) == 24
    assert all(set(COMPLEMENT) <= set(row) for row in rows.values())
    row = rows[ALASHAN]
    assert (row["wind_rich"], row["storage_short"]) == (True, True)
    assert (row["wind_mw"], row["storage_mwh"], row["basis"]) == (520, 20, "hourly")
    assert row["storage_need_mw"] == pytest.approx(row["storage_need_mwh"] / 4)
    sun_alone = rows["150300-05"]
    for name in ("storage_need_mwh", "storage_gap_mwh", "gap_class", "tau"):
        assert sun_alone[name] is None


def test_a_league_city_is_its_parks_together(commands: Commands):
    document = commands.document("complement", "--by", "league_city")
    rows = {row["code"]: row for row in document["rows"]}
    assert len(rows) == 12
    assert rows["152900"]["name"] == "阿拉善"
    assert (rows["152900"]["wind_mw"], rows["152900"]["parks"]) == (600, 2)


def test_a_higher_share_needs_more_and_longer_storage_less_power(commands: Commands):
    def need(*options: str) -> dict:
        document = commands.document("complement", "--by", "park", *options)
        return next(row for row in document["rows"] if row["code"] == ALASHAN)

    usual, higher = need(), need("--green-share", "0.82")
    longer = need("--hours", "8")
    assert higher["storage_need_mwh"] > usual["storage_need_mwh"]
    assert longer["storage_need_mw"] == pytest.approx(longer["storage_need_mwh"] / 8)
    assert longer["storage_need_mw"] < usual["storage_need_mw"]


def test_the_monthly_proxy_is_called_so(commands: Commands):
    question = ["complement", "--by", "park", "--basis", "monthly_proxy"]
    document = commands.document(*question)
    assert {row["basis"] for row in document["rows"]} == {"monthly_proxy"}
    assert document["method"]["time_scale"] == "month"
    table = commands.table(*question)
    assert "月度近似" in table
    assert "8,760" not in table


def test_people_read_who_is_rich_and_short_and_what_is_not_said(commands: Commands):
    table = commands.table("complement", "--by", "park")
    assert "风资源富集而储能短缺：示例园区·阿拉善左。" in table
    for words in (
        "加多少储能都不够",
        "8,760 小时",
        "85.0%",
        "模拟的典型年",
        "没有考虑",
    ):
        assert words in table


def test_pairs_lend_spare_storage_within_limits(commands: Commands):
    document = commands.document("pairs", "--within-km", "150")
    assert document["rows"]
    for row in document["rows"]:
        assert set(PAIR) <= set(row)
        assert row["km"] <= 150
        assert row["across_grids"] is False
    table = commands.table("pairs", "--within-km", "150")
    assert "距离不超过 150 km" in table


def test_no_pairs_are_no_mistake(commands: Commands):
    assert commands.document("pairs", "--within-km", "1")["rows"] == []
    assert "没有可以结对的园区" in commands.table("pairs", "--within-km", "1")


def test_pairs_tell_what_they_would_change_if_asked(commands: Commands):
    document = commands.document("pairs", "--changes")
    for row in document["rows"]:
        before, after = row["borrower"]["before"], row["borrower"]["after"]
        assert after["green_power_share"] > before["green_power_share"]
        assert after["storage_mwh"] == before["storage_mwh"] + row["storage_mwh"]
        assert row["lender"]["after"]["storage_mwh"] >= 0
    assert "单位能耗碳排放" in commands.table("pairs", "--changes")


def test_one_faulty_park_does_not_stop_the_changes_of_the_others(
    commands: Commands, engine: Engine
):
    whole = commands.document("pairs", "--changes")
    assert whole["left_out"] == []
    faulty = whole["rows"][0]["from"]
    mine = measure_value.c.park == faulty
    power = measure_value.c.measure == "storage_mw"
    with writing(engine) as connection:
        connection.execute(delete(measure_value).where(mine, power))
    found = commands.document("pairs", "--changes")
    assert len(found["rows"]) == len(whole["rows"])
    for row in found["rows"]:
        assert ("lender" in row) != (faulty in (row["from"], row["to"]))
    assert {"from": faulty, "to": found["rows"][0]["to"]} in found["left_out"]
    assert "没有列出变化的" in commands.table("pairs", "--changes")


def test_what_lending_costs_stands_beside_what_it_brings(commands: Commands):
    rows = commands.document("pairs")["rows"]
    for row in rows:
        net = row["energy_mwh_year"] - row["lost_mwh_year"]
        assert row["net_mwh_year"] == pytest.approx(net)
    table = commands.table("pairs")
    assert "借入方多用" in table
    assert "借出方少用" in table
    assert "净变化" in table


def test_a_what_if_tells_before_and_after(commands: Commands):
    document = commands.document("whatif", ALASHAN, "--storage-mwh", "2000")
    assert document["code"] == ALASHAN
    before, after = document["before"], document["after"]
    assert set(WHATIF) <= set(before)
    assert set(WHATIF) <= set(after)
    assert after["storage_gap_mwh"] < 0 < before["storage_gap_mwh"]
    assert after["co2_t"] < before["co2_t"]
    assert before["grade"] == "B"
    table = commands.table("whatif", ALASHAN, "--storage-mwh", "2000")
    assert "B 良好" in table
    assert "不是考核结果" in table
    assert "余 " in table
    assert "缺 " in table


def test_an_unrated_park_has_no_grade():
    worlds = worlds_of(pd.DataFrame({"grade": ["U", "B", None]}))
    assert [world["grade"] for world in worlds] == [None, "B", None]


def test_siting_spends_the_budget(commands: Commands):
    document = commands.document("siting", "--budget-mwh", "500")
    assert all(set(SITE) <= set(row) for row in document["rows"])
    assert sum(row["added_mwh"] for row in document["rows"]) == pytest.approx(500)
    assert "共新增 500 MWh" in commands.table("siting", "--budget-mwh", "500")


@pytest.mark.parametrize(
    ("arguments", "code", "key"),
    [
        (["complement", "--by", "park", "--green-share", "1.5"], 2, "out_of_range"),
        (["complement", "--by", "park", "--hours", "0"], 2, "out_of_range"),
        (["complement", "--by", "tier"], 2, "usage"),
        (["complement"], 2, "usage"),
        (["complement", "--by", "park", "--month", "三月"], 2, "not_a_month"),
        (["pairs", "--within-km", "-1"], 2, "out_of_range"),
        (["pairs", "--link-mw", "nan"], 2, "out_of_range"),
        (["whatif"], 2, "usage"),
        (["whatif", "nobody"], 2, "unknown_park"),
        (["whatif", ALASHAN, "--wind-mw", "inf"], 2, "out_of_range"),
        (["siting"], 2, "usage"),
        (["siting", "--budget-mwh", "-5"], 2, "out_of_range"),
        (["profiles", "import", "nowhere.csv"], 2, "file_missing"),
    ],
)
def test_wrong_usage_is_one_sentence(
    commands: Commands, arguments: list[str], code: int, key: str
):
    found, out, err = commands.run(*arguments, "--json")
    assert (found, json.loads(out)["error"]["code"]) == (code, key)
    assert len(err.splitlines()) == 1


def test_ctrl_c_stops_a_long_run(commands: Commands, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(curves, "_green", interrupted)
    code, out, err = commands.run("complement", "--by", "park")
    assert (code, out.strip()) == (130, "")
    assert "已中断" in err


def test_imported_profiles_are_used_and_taken_back(commands: Commands, tmp_path: Path):
    path = tmp_path / "阿拉善.csv"
    year("阿拉善", wind=0.3, load=1.0).to_csv(path, index=False)
    before = commands.document("complement", "--by", "park")["rows"]
    done = commands.document("profiles", "import", path)
    assert done["batch"] == 2
    (file,) = done["files"]
    assert (file["kind"], file["new"], file["faults"]) == ("profiles", 2, [])
    after = commands.document("complement", "--by", "park")["rows"]
    other = {row["code"] for row, was in zip(after, before, strict=True) if row != was}
    assert other >= {ALASHAN, "152900-22"}
    again = commands.document("profiles", "import", path)
    assert (again["batch"], again["files"][0]["unchanged"]) == (None, 2)
    assert "阿拉善.csv" in commands.table("batches")
    commands.document("undo", "2")
    assert commands.document("complement", "--by", "park")["rows"] == before


def test_profiles_with_faults_change_nothing(commands: Commands, tmp_path: Path):
    path = tmp_path / "profiles.csv"
    table = year("阿拉善", wind=0.3).astype(object)
    table.loc[5, "wind"] = "-0.3"
    table.to_csv(path, index=False)
    code, out, _ = commands.run("profiles", "import", path, "--json")
    document = json.loads(out)
    assert (code, document["batch"]) == (1, None)
    (fault,) = document["files"][0]["faults"]
    assert fault["cell"] == "第 7 行“wind”"
    assert fault["value"] == "-0.3"
    assert fault["problem"] == "“wind”的值 -0.3 不在 0 至 1 之间。"
    code, out, _ = commands.run("profiles", "import", path)
    assert code == 1
    assert "什么都没有改动" in out
    assert len(commands.document("batches")["rows"]) == 1


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (b"a,b\n\xff\xff\xff,1\n", "p.csv", "profile_encoding"),
        (b"PAR1", "p.parquet", "file_broken"),
        (b"", "p.csv", "file_empty"),
        (b"x", "p.xlsx", "profile_file_type"),
    ],
)
def test_a_file_that_is_no_table_is_one_sentence(
    commands: Commands, tmp_path: Path, content: bytes, name: str, key: str
):
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = commands.run("profiles", "import", path, "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, key)
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    ["complement", "pairs", "whatif", "siting", "profiles", "profiles import"],
)
def test_help_is_in_words(
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    language: str,
):
    monkeypatch.setenv("ZEROPARK_LANGUAGE", language)
    told = commands.table(*command.split(), "--help")
    assert ".help" not in told
    assert command.split(maxsplit=1)[0] in told
