"""``zeropark rank``: the document and the table."""

from collections import Counter

import pytest
from sqlalchemy import Engine

from queries.engine import writing
from queries.vocabulary import LEAGUE_CITIES
from tests.cli_document import Commands
from tests.parks_by_hand import add_park, enter_batch, report

CORE = {"fuel_co2_t": 1.0, "process_co2_t": 0.0, "heat_fossil_gj": 0.0}


def ranked(commands: Commands, by: str, on: str, period: str = "2026Q1") -> dict:
    return commands.document("rank", "--by", by, "--on", on, "--period", period)


def test_league_cities_on_the_score_best_first_with_intervals(commands: Commands):
    document = ranked(commands, "league_city", "score")
    assert (document["on"], document["period"]) == ("score", "2026Q1")
    assert document["rule_set"] == "2026-provisional"
    rows = document["rows"]
    assert [row["rank"] for row in rows] == list(range(1, 13))
    assert {row["code"] for row in rows} == set(LEAGUE_CITIES)
    scores = [row["value"] for row in rows]
    assert scores == sorted(scores, reverse=True)
    for row in rows:
        assert 1 <= row["rank_low"] <= row["rank_high"] <= 12
    # 包头 has two parks; the mean of 91.205486 and 84.979580.
    assert (rows[0]["code"], rows[0]["name"]) == ("150200", "包头")
    assert rows[0]["value"] == pytest.approx(88.092533, abs=1e-6)


def test_an_indicator_where_lower_is_better_has_the_lowest_first(commands: Commands):
    document = ranked(commands, "park", "carbon_intensity")
    assert (document["unit"], document["rule_set"]) == ("tCO2/tce", None)
    values = [row["value"] for row in document["rows"]]
    assert len(values) == 24
    assert values == sorted(values)
    first = document["rows"][0]
    assert (first["rank"], first["rank_low"], first["rank_high"]) == (1, None, None)
    before = {row["code"]: row["rank"] for row in ranked_before(commands)}
    for row in document["rows"]:
        assert row["previous_rank"] == before.get(row["code"])


def ranked_before(commands: Commands) -> list[dict]:
    return ranked(commands, "park", "carbon_intensity", "2025Q4")["rows"]


def test_who_has_no_data_stands_last_and_is_not_ranked(commands: Commands):
    rows = ranked(commands, "park", "product_energy_grade2", "2026-03")["rows"]
    without = [row for row in rows if row["value"] is None]
    assert without
    assert rows[-len(without) :] == without
    assert {row["rank"] for row in without} == {None}
    arguments = ("--by", "park", "--on", "product_energy_grade2")
    told = commands.table("rank", *arguments, "--period", "2026-03")
    assert told.count("未排名") >= len(without)
    assert f"{len(without)} 个没有数据，不参加排名" in told


def test_ties_share_the_smallest_rank_and_are_marked(commands: Commands):
    rows = ranked(commands, "park", "product_energy_grade2")["rows"]
    of_rank = Counter(row["rank"] for row in rows if row["rank"] is not None)
    tied = {rank: n for rank, n in of_rank.items() if n > 1}
    assert tied
    for rank, n in tied.items():
        following = [row["rank"] for row in rows if (row["rank"] or 0) > rank]
        assert not following or min(following) == rank + n
        assert len({row["value"] for row in rows if row["rank"] == rank}) == 1
    arguments = ("--by", "park", "--on", "product_energy_grade2")
    told = commands.table("rank", *arguments, "--period", "2026Q1")
    assert told.count("（并列）") == sum(tied.values())


def test_league_cities_without_a_park_are_listed_and_not_last_of_the_ranked(
    commands: Commands, engine: Engine
):
    # A real park drives every simulated one out: one league-city has data.
    with writing(engine) as connection:
        enter_batch(connection)
        add_park(connection, "150900-01", league_city="150900")
        quantities = {**CORE, "electricity_other_mwh": 0.0, "energy_tce": 2.0}
        report(connection, "150900-01", 202601, quantities)
    rows = ranked(commands, "league_city", "carbon_intensity", "2026-01")["rows"]
    assert [row["rank"] for row in rows] == [1] + [None] * 11
    assert (rows[0]["code"], rows[0]["value"]) == ("150900", 0.5)
    others = [code for code in LEAGUE_CITIES if code != "150900"]
    assert [row["code"] for row in rows[1:]] == others


def test_people_read_what_the_interval_means_and_that_the_rules_are_provisional(
    commands: Commands,
):
    arguments = ("--by", "league_city", "--on", "score", "--period", "2026Q1")
    told = commands.table("rank", *arguments)
    assert "名次区间：权重在规定值上下随机取 2000 次" in told
    assert "暂行/待主管部门明确" in told
    assert "包头" in told.splitlines()[1]


@pytest.mark.parametrize(
    ("by", "on", "period", "key"),
    [
        ("league_city", "happiness", "2026Q1", "unknown_indicator"),
        ("league_city", "score", "2025Q4", "no_rules_then"),
        ("league_city", "score", "2026Q9", "not_a_period"),
        ("tier", "score", "2026Q1", "usage"),
    ],
)
def test_what_cannot_be_ranked_is_one_sentence_and_exit_2(
    commands: Commands, by: str, on: str, period: str, key: str
):
    arguments = ("--by", by, "--on", on, "--period", period)
    code, out, err = commands.run("rank", *arguments, "--json")
    assert code == 2
    assert f'"code": "{key}"' in out
    assert err.count("\n") == 1
