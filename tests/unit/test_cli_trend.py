"""``zeropark trend``: the document and the table."""

import pytest

from tests.cli_document import Commands

KEYS = [
    "code",
    "month",
    "value",
    "target",
    "year_on_year",
    "year_on_year_rate",
    "month_on_month",
    "month_on_month_rate",
]
SPAN = ("--from", "2025-12", "--to", "2026-03")


def test_one_park_month_by_month(commands: Commands):
    asked = ("trend", "carbon_intensity", "--by", "park", "--code", "150600-01")
    document = commands.document(*asked, *SPAN)
    assert (document["indicator"], document["window"]) == ("carbon_intensity", "month")
    rows = document["rows"]
    months = ["2025-12", "2026-01", "2026-02", "2026-03"]
    assert [row["month"] for row in rows] == months
    for row in rows:
        assert set(KEYS) <= set(row)
        assert (row["code"], row["name"]) == ("150600-01", "示例园区·伊金霍洛")
        assert row["target"] == 0.2
    assert rows[0]["year_on_year"] is None
    december, january = rows[:2]
    change = january["value"] - december["value"]
    assert january["month_on_month"] == pytest.approx(change, rel=1e-9)
    rate = change / december["value"]
    assert january["month_on_month_rate"] == pytest.approx(rate, rel=1e-9)


def test_values_are_those_of_the_values_command(commands: Commands):
    by = ("--by", "league_city", "--window", "12m")
    trend = commands.document("trend", "water_reuse", *by, *SPAN)
    values = commands.document("values", "water_reuse", *by, "--month", "2026-03")
    expected = {row["code"]: row["value"] for row in values["rows"]}
    found = {row["code"]: row["value"] for row in trend["rows"] if is_march(row)}
    assert found == pytest.approx(expected)


def is_march(row: dict) -> bool:
    return row["month"] == "2026-03"


def test_a_month_without_data_is_a_row_of_nulls(commands: Commands):
    asked = ("trend", "carbon_intensity", "--by", "region")
    rows = commands.document(*asked, "--from", "2026-03", "--to", "2026-04")["rows"]
    assert [row["month"] for row in rows] == ["2026-03", "2026-04"]
    gap = rows[1]
    assert {gap[name] for name in KEYS[2:]} == {None}
    told = commands.table(*asked, "--from", "2026-03", "--to", "2026-04")
    assert "待填报" in told


def test_people_read_changes_with_their_rates(commands: Commands):
    asked = ("trend", "water_reuse", "--by", "tier", "--code", "national")
    told = commands.table(*asked, *SPAN)
    assert "工业用水重复利用率" in told.splitlines()[0]
    assert "个百分点（" in told
    assert "无可比值" in told
    assert "国家级" in told
    assert "只比较前后两期都报齐的园区和月份" in told


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (("--by", "region", "--from", "2026-03", "--to", "2026-01"), "months_reversed"),
        (("--by", "region", "--from", "1900-01", "--to", "2026-01"), "too_many_months"),
        (("--by", "park", "--code", "nobody", *SPAN), "unknown_park"),
        (("--by", "league_city", "--code", "150000", *SPAN), "unknown_place"),
        (("--by", "region", "--from", "2026", "--to", "2026-01"), "not_a_month"),
        (("--by", "moon", *SPAN), "usage"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence_and_exit_2(
    commands: Commands, arguments: tuple[str, ...], key: str
):
    code, out, err = commands.run("trend", "carbon_intensity", *arguments, "--json")
    assert code == 2
    assert f'"code": "{key}"' in out
    assert err.count("\n") == 1
