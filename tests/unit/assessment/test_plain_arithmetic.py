"""Scores, grades and ranks, held against plain arithmetic on the workbooks."""

import tomllib
from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Connection

from queries.assessment.gradings import judged
from queries.assessment.rule_files import parse
from queries.assessment.rules import RuleSet
from queries.indicators import dictionary
from queries.months import Period
from queries.rankings import indicator_ranking, score_ranking
from queries.scope import REGION
from queries.vocabulary import Level
from tests.sample_workbooks import samples
from tests.unit.assessment.by_arithmetic import (
    SHIPPED,
    counted,
    judgements,
    league_city,
    mean_scores,
    ranks,
)

TODAY = date(2026, 4, 20)
PERIODS = {
    "2026Q1": [202601, 202602, 202603],
    "2026-01": [202601],
    "2026-02": [202602],
    "2026-03": [202603],
    "2026H1": [202601, 202602, 202603],
    "2026": [202601, 202602, 202603],
    "2025Q4": [202510, 202511, 202512],
    "2025": list(range(202501, 202513)),
}
"""Written out by hand: which months of each hold reports on the twentieth of April."""

BEFORE = {"2026Q1": "2025Q4", "2026-03": "2026-02", "2026": "2025"}

PROVISIONAL = SHIPPED.read_text(encoding="utf-8")

EXEMPTING = (
    PROVISIONAL.replace("minimum_coverage = 0.8", "minimum_coverage = 0.75")
    .replace('valid_from = "2026-01"', 'valid_from = "2025-01"', 1)
    .replace('start = "floor"', 'start = "base_year"', 3)
    .replace("A = 90\nB = 75\nC = 60", "A = 85\nB = 60.5\nC = 40")
    + """
[[exemption]]
park = "150600-01"
indicator = "product_energy_grade2"
reason = "没有设能耗限额的产品"
decided_on = 2026-01-15
valid_from = "2026-01"

[[exemption]]
park = "150300-05"
indicator = "water_reuse"
reason = "缺水"
decided_on = 2026-01-15
valid_from = "2025-01"
valid_to = "2026-02"

[[exemption]]
park = "150800-21"
indicator = "waste_heat_utilisation"
reason = "没有余热"
decided_on = 2026-02-01
valid_from = "2026-02"
"""
)

LEVELLING = (
    PROVISIONAL.partition("[[indicator]]")[0]
    + """
[[indicator]]
code = "product_energy_grade2"
weight = 0.5
start = "floor"
floor = 0.2

[[indicator]]
code = "carbon_intensity"
weight = 0.5
start = "floor"
floor = 0.7

[[gate]]
kind = "off_path"
indicator = "carbon_intensity"
cap = "C"
"""
).replace("minimum_coverage = 0.8", "minimum_coverage = 0.5")
"""So steep that most parks stand at one of the two ends, and tie there."""

RULES = {
    "provisional": PROVISIONAL,
    "exempting": EXEMPTING,
    "levelling": LEVELLING,
}


def rule_set(name: str) -> RuleSet:
    return parse(RULES[name], file=f"{name}.toml", known=dictionary())


def same(found: float | None, expected: float | None) -> bool:
    if expected is None or pd.isna(found):
        return expected is None and bool(pd.isna(found))
    return found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", RULES)
def test_every_score_grade_and_gate_equals_plain_arithmetic(
    sampled: Connection, name: str
):
    rules = rule_set(name)
    for code, months in PERIODS.items():
        period = Period.parse(code)
        scores = judged(sampled, scope=REGION, rules=rules, period=period, today=TODAY)
        expected = judgements(months, tomllib.loads(RULES[name]))
        assert set(scores.parks["code"]) == expected.keys()
        for park in scores.parks.itertuples():
            wanted = expected[park.code]
            assert same(park.score, wanted.score), (code, park.code)
            assert same(park.coverage, wanted.coverage), (code, park.code)
            assert park.grade == wanted.grade, (code, park.code)
            assert park.uncapped == wanted.uncapped, (code, park.code)
            assert park.gates == "|".join(wanted.gates), (code, park.code)
        for row in scores.indicators.itertuples():
            wanted = expected[row.code]
            assert same(row.points, wanted.points[row.indicator]), row
            assert row.state == wanted.states[row.indicator], row


def test_the_samples_hold_every_case_that_the_rules_know():
    """Otherwise the agreement above would say less than it seems to."""
    grades, states, gates = set(), set(), set()
    for text in RULES.values():
        for months in PERIODS.values():
            for found in judgements(months, tomllib.loads(text)).values():
                grades.add((found.grade, found.uncapped))
                states.update(found.states.values())
                gates.update(found.gates)
    assert {grade for grade, _ in grades} == set("ABCDU")
    assert {("B", "A"), ("C", "B")} <= grades
    assert states == {"counted", "missing", "exempt"}
    assert gates == {"off_path", "reports_missing"}


@pytest.mark.parametrize("name", RULES)
def test_ranks_on_the_score_equal_plain_arithmetic(sampled: Connection, name: str):
    plain = tomllib.loads(RULES[name])
    for code, before in BEFORE.items():
        now = judgements(PERIODS[code], plain)
        then = judgements(PERIODS[before], plain)
        scores = [{p: found.score for p, found in some.items()} for some in (now, then)]
        means = [mean_scores(some) for some in (now, then)]
        for by, (values, earlier) in ((Level.PARK, scores), (Level.LEAGUE_CITY, means)):
            frame = score_ranking(
                sampled,
                scope=REGION,
                by=by,
                period=Period.parse(code),
                today=TODAY,
                rules=rule_set(name),
            )
            assert_ranked(frame, values, ranks(values), ranks(earlier))


def assert_ranked(
    frame: pd.DataFrame,
    values: Mapping[str, float | None],
    now: Mapping[str, int | None],
    before: Mapping[str, int | None],
) -> None:
    assert set(frame["code"]) == values.keys()
    for row in frame.itertuples():
        assert same(row.value, values[row.code]), row
        assert same(row.rank, now[row.code]), row
        assert same(row.previous_rank, before.get(row.code)), row


def test_the_levelling_rules_make_parks_tie():
    found = judgements(PERIODS["2026Q1"], tomllib.loads(LEVELLING))
    placed = list(ranks({park: one.score for park, one in found.items()}).values())
    assert placed.count(1) > 1
    assert 2 not in placed


@pytest.mark.parametrize("by", [Level.PARK, Level.LEAGUE_CITY])
def test_ranks_on_an_indicator_are_of_ratios_of_sums(sampled: Connection, by: Level):
    intensity = dictionary().indicator("carbon_intensity")
    for code, before in BEFORE.items():
        frame = indicator_ranking(
            sampled,
            scope=REGION,
            indicator=intensity,
            by=by,
            period=Period.parse(code),
            today=TODAY,
        )
        values, earlier = (intensities(PERIODS[one], by) for one in (code, before))
        now, then = (ranks(one, lower_is_better=True) for one in (values, earlier))
        assert_ranked(frame, values, now, then)
        assert frame["rank_low"].isna().all()


def intensities(months: list[int], by: Level) -> dict[str, float | None]:
    """Return the carbon intensity of each park, or over all parks of a league-city."""
    parks = judgements(months, tomllib.loads(PROVISIONAL))
    if by is Level.PARK:
        return {park: counted(park, "carbon_intensity", months)[0] for park in parks}
    found: dict[str, float | None] = {}
    for city in mean_scores(parks):
        members = [park for park in parks if league_city(park) == city]
        found[city] = ratio_of_sums(members, months)
    return found


def ratio_of_sums(parks: list[str], months: list[int]) -> float | None:
    factors = {
        "fuel_co2_t": 1.0,
        "process_co2_t": 1.0,
        "electricity_other_mwh": 0.8325,
        "heat_fossil_gj": 0.11,
    }
    given = [
        samples().quantities[park, month]
        for park in parks
        for month in months
        if (park, month) in samples().quantities
    ]
    energy = sum(one["energy_tce"] for one in given)
    co2 = sum(one[name] * factor for one in given for name, factor in factors.items())
    return co2 / energy if energy else None
