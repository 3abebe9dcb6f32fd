"""Laws of scoring that hold whatever parks report and whatever the rules weigh."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.typing.pandas import DataFrame

from queries.assessment.distance import Way, next_grade
from queries.assessment.rules import RuleSet
from queries.assessment.scoring import Scores
from queries.contracts import ScoringInput
from queries.vocabulary import RATED, Grade
from tests.unit.assessment.judging import (
    CODES,
    LOWER,
    judge,
    random_parks,
    random_rules,
    set_value,
)

MANY = settings(max_examples=25, deadline=None)
Inputs = DataFrame[ScoringInput]


def only(scores: Scores) -> pd.Series:
    return scores.parks.set_index("code").loc["P0"]


@MANY
@given(
    parks=random_parks(largest=1),
    rules=random_rules(),
    indicator=st.sampled_from(CODES),
    better=st.integers(1, 200),
)
def test_a_better_value_never_lowers_a_score_or_a_grade(
    parks: Inputs, rules: RuleSet, indicator: str, better: int
):
    at = parks["indicator"] == indicator
    if parks.loc[at, "value"].isna().all():
        return
    change = -better / 100 if indicator in LOWER else better / 100
    improved = set_value(parks, "P0", indicator, parks.loc[at, "value"].item() + change)
    before, after = (only(judge(rows, rules)) for rows in (parks, improved))
    assert after["coverage"] == before["coverage"]
    if before["grade"] == Grade.U:
        assert after["grade"] == Grade.U
    else:
        assert after["score"] >= before["score"] - 1e-9
        assert after["grade"] <= before["grade"]


@MANY
@given(parks=random_parks(), rules=random_rules())
def test_scores_and_weights_stay_in_their_bounds(parks: Inputs, rules: RuleSet):
    scores = judge(parks, rules)
    rated = scores.parks["grade"] != Grade.U
    assert (rated == scores.parks["score"].notna()).all()
    assert scores.parks.loc[rated, "score"].between(0, 100).all()
    covered = scores.parks["coverage"] >= rules.minimum_coverage - 1e-9
    assert (rated == covered).all()
    for _, rows in scores.indicators.groupby("code"):
        applies = rows["state"] != "exempt"
        total = rows["weight"].sum()
        assert total == pytest.approx(1.0 if applies.any() else 0.0)
        assert (rows.loc[~applies, "weight"] == 0).all()
        assert (rows.loc[rows["state"] != "counted", "points"] == 0).all()


@MANY
@given(parks=random_parks(largest=4), rules=random_rules())
def test_a_grade_follows_the_score_and_a_gate_only_lowers_it(
    parks: Inputs, rules: RuleSet
):
    rated = judge(parks, rules).parks.query("grade != 'U'").sort_values("score")
    assert rated["uncapped"].is_monotonic_decreasing
    assert (rated["grade"] >= rated["uncapped"]).all()
    free = rated.query("gates == ''")
    assert (free["grade"] == free["uncapped"]).all()


@MANY
@given(parks=random_parks(largest=4), rules=random_rules(), draw=st.data())
def test_neither_the_order_of_rows_nor_the_other_parks_matter(
    parks: Inputs, rules: RuleSet, draw: st.DataObject
):
    order = draw.draw(st.permutations(range(len(parks))))
    whole = judge(parks, rules).parks.set_index("code")
    mixed = judge(parks.iloc[order], rules).parks.set_index("code")
    pd.testing.assert_frame_equal(mixed.loc[whole.index], whole)
    alone = judge(parks.loc[parks["code"] == "P0"], rules).parks.set_index("code")
    pd.testing.assert_frame_equal(alone, whole.loc[["P0"]])


@settings(max_examples=60, deadline=None)
@given(parks=random_parks(largest=1), rules=random_rules())
def test_every_way_reaches_the_next_grade_and_nine_tenths_of_it_do_not(
    parks: Inputs, rules: RuleSet
):
    scores = judge(parks, rules)
    now = only(scores)
    found = next_grade(scores, code="P0", rules=rules)
    if now["grade"] in (Grade.U, Grade.A):
        assert found is None
        return
    assert found is not None
    assert RATED.index(found.grade) == RATED.index(Grade(now["grade"])) - 1
    for way in found.ways:
        if way.to is None:
            # What was never reported may also be what a gate waits for.
            assert way.now is None or is_hopeless(parks, rules, way, found.grade)
            continue
        there = only(judge(set_value(parks, "P0", way.indicator, way.to), rules))
        assert there["grade"] <= found.grade
        assert there["score"] == pytest.approx(now["score"] + way.points)
        if way.now is not None:
            short = way.now + 0.9 * (way.to - way.now)
            nearly = only(judge(set_value(parks, "P0", way.indicator, short), rules))
            assert nearly["grade"] > found.grade


def is_hopeless(parks: Inputs, rules: RuleSet, way: Way, grade: Grade) -> bool:
    """Say whether the best value that there can be does not reach *grade* either."""
    best = 0.0 if way.indicator in LOWER else 100.0
    there = only(judge(set_value(parks, "P0", way.indicator, best), rules))
    return bool(there["grade"] > grade)


@MANY
@given(parks=random_parks(largest=1), rules=random_rules())
def test_the_shortest_way_stands_first_and_hopeless_ones_last(
    parks: Inputs, rules: RuleSet
):
    found = next_grade(judge(parks, rules), code="P0", rules=rules)
    if found is not None:
        shares = [1e9 if way.share is None else way.share for way in found.ways]
        assert shares == sorted(shares)
        assert all(share > 0 for share in shares)
