"""``zeropark values`` and ``grades``: the documents that other programs read."""

import json
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from sqlalchemy import Engine

from dashboard import cli
from queries.engine import writing
from tests.sample_database import load_samples
from tests.sample_workbooks import LEAGUE_CITY_NAMES, samples

Ask = Callable[..., dict]


@pytest.fixture
def ask(
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Ask:
    """Run a command with ``--json`` on the samples and return its document."""
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", str(engine.url))
    with writing(engine) as connection:
        load_samples(connection)

    def asked(*arguments: str) -> dict:
        assert cli.run([*arguments, "--json"]) == 0
        captured = capsys.readouterr()
        assert captured.err == ""
        return json.loads(captured.out)

    return asked


def values(ask: Ask, indicator: str, by: str, window: str, month: str) -> dict:
    return ask("values", indicator, "--by", by, "--window", window, "--month", month)


def test_carbon_intensity_by_league_city_is_that_of_the_workbooks(ask: Ask):
    document = values(ask, "carbon_intensity", "league_city", "ytd", "2026-03")
    rows = {row.pop("code"): row for row in document.pop("rows")}
    assert document == {
        "indicator": "carbon_intensity",
        "unit": "tCO2/tce",
        "month": "2026-03",
        "window": "ytd",
        "snapshot": "20260420-1",
    }
    assert len(rows) == 12
    for adcode, row in rows.items():
        co2_t, energy_tce, n_months = emissions(adcode)
        assert row["numerator"] == pytest.approx(co2_t, rel=1e-9)
        assert row["denominator"] == pytest.approx(energy_tce, rel=1e-9)
        assert row["value"] == pytest.approx(co2_t / energy_tce, rel=1e-9)
        assert row["park_months"][0] == n_months
        assert row["coverage"] == n_months / row["park_months"][1]
        assert row["flag"] == "simulated"
    assert rows["150200"]["park_months"] == [5, 6]
    assert rows["150200"]["name"] == "包头"


def emissions(adcode: str) -> tuple[float, float, int]:
    """Return CO2, energy and months of one league-city in early 2026, worked out."""
    found = [
        quantities
        for (park, month), quantities in samples().quantities.items()
        if month in {202601, 202602, 202603}
        and LEAGUE_CITY_NAMES[samples().parks[park]["盟市"]] == adcode
    ]
    co2_t = sum(
        q["fuel_co2_t"]
        + q["process_co2_t"]
        + 0.8325 * q["electricity_other_mwh"]
        + 0.11 * q["heat_fossil_gj"]
        for q in found
    )
    return co2_t, sum(q["energy_tce"] for q in found), len(found)


def test_what_is_missing_is_null(ask: Ask):
    document = values(ask, "product_energy_grade2", "park", "month", "2026-03")
    row = next(row for row in document["rows"] if row["code"] == "150600-01")
    assert row == {
        "code": "150600-01",
        "name": "示例园区·伊金霍洛",
        "value": None,
        "numerator": None,
        "denominator": None,
        "coverage": 0.0,
        "park_months": [0, 1],
        "flag": "missing",
    }


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        ("tier", ["national", "region", "exploring"]),
        ("region", ["150000"]),
    ],
)
def test_each_level_has_its_codes(ask: Ask, by: str, codes: list[str]):
    document = values(ask, "water_reuse", by, "12m", "2026-03")
    assert [row["code"] for row in document["rows"]] == codes
    assert document["unit"] == "fraction"


def test_names_follow_the_language(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")
    document = values(ask, "water_reuse", "region", "month", "2026-03")
    assert document["rows"][0]["name"] == "Inner Mongolia"


def test_grades_are_official_until_a_rule_set_calculates(ask: Ask):
    document = ask("grades", "--period", "2025q2")
    assert (document["period"], document["rule_set"]) == ("2025Q2", None)
    rows = {row["code"]: row for row in document["rows"]}
    assert len(rows) == 24
    expected = {
        "code": "150600-01",
        "name": "示例园区·伊金霍洛",
        "grade": "A",
        "origin": "official",
        "official": "A",
        "calculated": None,
        "official_score": 97.6,
        "calculated_score": None,
        "gates": [],
        "coverage": None,
    }
    assert expected.items() <= rows["150600-01"].items()
    unrated = rows["150200-16"]
    assert (unrated["grade"], unrated["origin"], unrated["official"]) == (None,) * 3


@pytest.mark.usefixtures("ask")
def test_people_read_a_table(capsys: pytest.CaptureFixture[str]):
    question = ["--by", "tier", "--window", "month", "--month", "2026-03"]
    assert cli.run(["values", "water_reuse", *question]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "工业用水重复利用率" in lines[0]
    assert lines[1].split() == ["national", "国家级", "79.3%", "2/2", "模拟"]
    assert cli.run(["grades", "--period", "2026Q1"]) == 0
    assert "A 优秀" in capsys.readouterr().out


@pytest.mark.usefixtures("ask")
@pytest.mark.parametrize("columns", ["20", "40", "80", "200"])
def test_a_narrow_terminal_folds_words_and_breaks_no_number(
    columns: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("COLUMNS", columns)
    assert cli.run(["grades", "--period", "2026Q1"]) == 0
    told = capsys.readouterr().out
    table, _, notes = told.partition("\n\n")
    table, _, left_out = table.partition("窗口不够宽")
    assert "暂行" in notes
    assert "…" not in table
    assert max(map(cell_len, table.splitlines())) <= int(columns)
    assert "150200-16" in table
    assert set("封顶条件上一周期和林格尔") <= set(table + left_out)


@pytest.mark.usefixtures("ask")
@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("grades --period 2024Q1", "--period 2026Q1"),
        ("rank --by park --on carbon_intensity --period 2024Q1", "--period 2026Q1"),
        (
            "values carbon_intensity --by park --window month --month 2024-01",
            "--month 2026-03",
        ),
        (
            "trend carbon_intensity --by park --from 2023-11 --to 2024-01",
            "--from 2025-04 --to 2026-03",
        ),
    ],
)
def test_of_months_without_a_report_people_read_one_sentence(
    line: str, question: str, capsys: pytest.CaptureFixture[str]
):
    assert cli.run(line.split()) == 0
    (sentence,) = capsys.readouterr().out.splitlines()
    assert "还没有任何数据；库里的月报为 2025-01 至 2026-03。" in sentence
    assert question in sentence
    assert cli.run([*line.split(), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row.get("grade", row.get("value")) for row in rows} <= {None}


def test_an_empty_database_says_how_to_fill_it(
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", str(engine.url))
    assert cli.run(["grades", "--period", "2026Q1"]) == 0
    told = capsys.readouterr().out
    assert "zeropark import" in told
    assert "zeropark demo" in told
