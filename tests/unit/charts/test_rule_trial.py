"""A trial beside what is in force: what changes, counted by hand."""

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.rule_trial import (
    OnEdge,
    flip_sentence,
    flip_table,
    trial_sentence,
    trial_table,
    tried,
)
from dashboard.text import Speaker
from queries.contracts import ScoredPark
from queries.vocabulary import Grade
from tests.unit.charts.by_hand import ORDOS, standing

SAY = Speaker("zh")
PARKS = standing(*((code, ORDOS, None, None) for code in "PQRS"))


def scores(**by_code: tuple[str, float | None]) -> DataFrame[ScoredPark]:
    frame = pd.DataFrame(
        [
            {
                "code": code,
                "score": score,
                "grade": grade,
                "uncapped": grade,
                "coverage": 1.0,
                "gates": "",
            }
            for code, (grade, score) in by_code.items()
        ]
    )
    return ScoredPark.validate(frame)


NOW = scores(P=("B", 80.0), Q=("B", 76.0), R=("C", 70.0), S=("U", None))
THEN = scores(P=("B", 81.5), Q=("C", 74.0), R=("B", 75.0), S=("C", 60.0))


def test_those_that_change_come_first_with_both_grades():
    table = trial_table(tried(NOW, THEN, PARKS), say=SAY)
    assert list(table["园区"]) == ["园区Q", "园区R", "园区S", "园区P"]
    assert list(table["等级变化"]) == ["↓ B → C", "↑ C → B", "→ 未评 → C", ""]
    assert list(table["得分变化"]) == ["−2.0", "+5.0", "—", "+1.5"]
    assert table["现行规则"][0] == "B 良好 76.0"
    assert table["试算规则"][2] == "C 待提升 60.0"


def test_the_sentence_counts_rises_falls_and_the_rest():
    sentence = trial_sentence(tried(NOW, THEN, PARKS), has_now=True, say=SAY)
    assert sentence == "4 个园区中 3 个等级会变：升 1 个，降 1 个，其他 1 个。"


def test_the_same_rules_change_nothing():
    sentence = trial_sentence(tried(NOW, NOW, PARKS), has_now=True, say=SAY)
    assert sentence == "4 个园区的等级都不变。"


def test_where_nothing_is_in_force_nothing_is_called_a_change():
    rows = tried(None, THEN, PARKS)
    assert not rows["is_changed"].any()
    sentence = trial_sentence(rows, has_now=False, say=SAY)
    assert sentence == "这一期没有现行规则可比，4 个园区只列试算结果。"
    assert set(trial_table(rows, say=SAY)["现行规则"]) == {"未评"}


def test_what_hangs_on_a_point_is_counted_both_ways():
    flips = (
        OnEdge(name="园区Q", grade=Grade.B, if_lower=Grade.B, if_higher=Grade.C),
        OnEdge(name="园区R", grade=Grade.C, if_lower=Grade.B, if_higher=Grade.D),
    )
    sentence = flip_sentence(flips, points=1.0, say=SAY)
    assert sentence == "分数线下调 1 分，1 个园区等级会变；上调 1 分，2 个会变。"
    table = flip_table(flips, say=SAY)
    assert list(table["下调后"]) == ["B", "B"]
    assert list(table["上调后"]) == ["C", "D"]


def test_nothing_on_the_edge_says_so():
    assert "没有园区的等级会变" in flip_sentence((), points=1.0, say=SAY)
