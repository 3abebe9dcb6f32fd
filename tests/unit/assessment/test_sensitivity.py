"""Rank intervals and flips, held against a loop over the same draws."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from queries.assessment.rules import RuleSet
from queries.assessment.scoring import Scores
from queries.assessment.sensitivity import (
    CONCENTRATION,
    N_DRAWS,
    drawn_weights,
    flips,
    group_rank_intervals,
    park_rank_intervals,
)
from queries.vocabulary import Grade
from tests.unit.assessment.judging import OFF_PATH, inputs, judge, row, rule, rule_set

RULES = rule_set(
    rule("carbon_intensity", 0.5, floor=2.0),
    rule("water_reuse", 0.3, floor=0.0),
    rule("waste_heat_utilisation", 0.2, floor=0.0),
    gates=(OFF_PATH,),
)
CITY = {"A": "150100", "B": "150100", "C": "150200", "D": "150200", "E": "150300"}


def parks(**values: tuple[float | None, ...]) -> Scores:
    rows: list[dict[str, Any]] = []
    for code, given in values.items():
        for one, value in zip(RULES.indicators, given, strict=True):
            lower = one.code == "carbon_intensity"
            rows.append(row(code, one.code, value, final_target=0.2 if lower else 0.8))
    return judge(inputs(*rows), RULES)


SCORES = parks(
    A=(0.5, 0.2, 0.3),
    B=(1.5, 0.8, 0.5),
    C=(1.0, 0.4, None),
    D=(0.5, 0.2, 0.3),
    E=(None, 0.8, 0.8),
)
"""A and D tie, C misses one indicator, E is unrated."""


def looped_scores(scores: Scores, weights: np.ndarray) -> list[dict[str, float]]:
    """Score every rated park once a draw, one number at a time."""
    rated = scores.parks.loc[scores.parks["grade"] != "U", "code"]
    applies: dict[str, list[tuple[str, float]]] = {code: [] for code in rated}
    for one in scores.indicators.query("state != 'exempt'").itertuples():
        if one.code in applies:
            achieved = one.achievement if one.state == "counted" else 0.0
            applies[one.code].append((one.indicator, achieved))
    draws = []
    for drawn in weights:
        of = dict(zip((one.code for one in RULES.indicators), drawn, strict=True))
        found = {}
        for code, rows in applies.items():
            whole = sum(of[name] for name, _ in rows)
            found[code] = 100 * sum(of[name] * share for name, share in rows) / whole
        draws.append(found)
    return draws


def looped_interval(draws: list[dict[str, float]]) -> dict[str, tuple[int, int]]:
    """Return the 5th and the 95th percentile of each one's ranks."""
    ranks: dict[str, list[int]] = {code: [] for code in draws[0]}
    for found in draws:
        for code, mine in found.items():
            better = sum(other > mine + 1e-9 for other in found.values())
            ranks[code].append(better + 1)
    return {code: (nth(some, 5), nth(some, 95)) for code, some in ranks.items()}


def nth(ranks: list[int], percent: int) -> int:
    """Return the smallest rank that so many percent do not exceed."""
    enough = -(-len(ranks) * percent // 100)
    return sorted(ranks)[enough - 1]


def interval_of(frame: Any) -> dict[str, tuple[int, int]]:  # noqa: ANN401  a frame of intervals
    return {one.code: (one.rank_low, one.rank_high) for one in frame.itertuples()}


def test_intervals_of_parks_equal_a_loop_over_the_same_draws():
    weights = drawn_weights(RULES, n_draws=300, seed=7)
    found = park_rank_intervals(SCORES, rules=RULES, weights=weights)
    expected = looped_interval(looped_scores(SCORES, weights))
    assert interval_of(found) == expected
    assert set(expected) == set("ABCD")
    assert expected["A"] == expected["D"]
    assert any(low < high for low, high in expected.values())


def test_intervals_of_groups_equal_a_loop_over_the_same_draws():
    weights = drawn_weights(RULES, n_draws=300, seed=7)
    found = group_rank_intervals(SCORES, rules=RULES, weights=weights, group_of=CITY)
    means = [
        {
            city: np.mean(
                [score for code, score in drawn.items() if CITY[code] == city]
            )
            for city in ("150100", "150200")
        }
        for drawn in looped_scores(SCORES, weights)
    ]
    assert interval_of(found) == looped_interval(means)


def test_many_draws_give_the_same_as_few_at_a_time():
    """Draws are taken some hundreds at a time: the seams must not show."""
    weights = drawn_weights(RULES, n_draws=501, seed=3)
    found = park_rank_intervals(SCORES, rules=RULES, weights=weights)
    assert interval_of(found) == looped_interval(looped_scores(SCORES, weights))


def test_weights_are_drawn_around_the_nominal_ones_and_add_up():
    weights = drawn_weights(RULES)
    assert weights.shape == (N_DRAWS, 3)
    assert N_DRAWS >= 2000
    assert weights.sum(axis=1) == pytest.approx(1.0)
    assert weights.mean(axis=0) == pytest.approx([0.5, 0.3, 0.2], abs=0.01)
    spread = np.sqrt(0.5 * 0.5 / (CONCENTRATION + 1))
    assert weights[:, 0].std() == pytest.approx(spread, rel=0.1)


def test_the_same_seed_draws_the_same_weights():
    first, again = drawn_weights(RULES, seed=5), drawn_weights(RULES, seed=5)
    assert (first == again).all()
    assert (first != drawn_weights(RULES, seed=6)).any()


def test_where_one_park_is_better_in_everything_no_weight_matters():
    scores = parks(A=(0.2, 0.8, 0.8), B=(1.0, 0.4, 0.4))
    found = park_rank_intervals(scores, rules=RULES, weights=drawn_weights(RULES))
    assert interval_of(found) == {"A": (1, 1), "B": (2, 2)}


def moved(rules: RuleSet, points: float) -> RuleSet:
    cuts = tuple((grade, cut + points) for grade, cut in rules.cut_offs)
    return replace(rules, cut_offs=cuts)


def test_flips_equal_another_grading_with_moved_cut_offs():
    """Water alone, in half points around each cut-off; the core may cap it at B."""
    rules = rule_set(
        rule("carbon_intensity", 0.01, floor=2.0),
        rule("water_reuse", 0.99, floor=0.0),
        gates=(OFF_PATH,),
    )
    rows = []
    for half_points in range(100, 200):
        for carbon in (0.2, 0.3):
            code = f"{half_points}-{carbon}"
            rows.append(row(code, "carbon_intensity", carbon, final_target=0.2))
            rows.append(row(code, "water_reuse", half_points / 200))
    given = inputs(*rows)
    now, lower, higher = (
        judge(given, some).parks.set_index("code")["grade"]
        for some in (rules, moved(rules, -1), moved(rules, 1))
    )
    expected = {
        code: (grade, lower[code], higher[code])
        for code, grade in now.items()
        if {lower[code], higher[code]} != {grade}
    }
    found = flips(judge(given, rules), rules=rules)
    assert {
        one.code: (one.grade, one.if_lower, one.if_higher) for one in found
    } == expected
    assert {one.grade for one in found} == {Grade.A, Grade.B, Grade.C, Grade.D}


def test_the_unrated_do_not_flip():
    assert "E" not in {one.code for one in flips(SCORES, rules=RULES, points=50)}
