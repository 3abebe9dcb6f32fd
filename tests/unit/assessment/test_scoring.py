"""Scores of a few parks, worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from queries.assessment.distance import NextGrade, Way, next_grade
from queries.assessment.rules import Exemption
from queries.assessment.scoring import gates_of
from queries.indicators import dictionary
from queries.months import Month
from queries.vocabulary import Grade
from tests.unit.assessment.judging import (
    LATE,
    OFF_PATH,
    REBOUND,
    inputs,
    judge,
    row,
    rule,
    rule_set,
)

CARBON = rule("carbon_intensity", 0.5, floor=2.0)
WATER = rule("water_reuse", 0.3, floor=0.0)
HEAT = rule("waste_heat_utilisation", 0.2, floor=0.0)
RULES = rule_set(CARBON, WATER, HEAT, gates=(OFF_PATH, LATE, REBOUND))


def carbon(value: float | None = 0.2, **changed: Any) -> dict[str, Any]:  # noqa: ANN401  any column
    return row("P", "carbon_intensity", value, **({"final_target": 0.2} | changed))


def water(value: float | None = 0.8, **changed: Any) -> dict[str, Any]:  # noqa: ANN401  any column
    return row("P", "water_reuse", value, **({"final_target": 0.8} | changed))


def heat(value: float | None = 0.5, **changed: Any) -> dict[str, Any]:  # noqa: ANN401  any column
    return row(
        "P", "waste_heat_utilisation", value, **({"final_target": 0.5} | changed)
    )


def park(*rows: dict[str, Any], **more: Any) -> pd.Series:  # noqa: ANN401  what ``judge`` takes
    return judge(inputs(*rows), more.pop("rules", RULES), **more).parks.iloc[0]


def rows(*given: dict[str, Any], **more: Any) -> pd.DataFrame:  # noqa: ANN401  what ``judge`` takes
    scores = judge(inputs(*given), more.pop("rules", RULES), **more)
    return scores.indicators.set_index("indicator")


def test_who_is_at_every_target_has_a_hundred_points():
    found = park(carbon(), water(), heat())
    assert (found["score"], found["grade"], found["gates"]) == (100, "A", "")


def test_an_achievement_runs_straight_from_the_floor_to_the_target():
    """1.1 is half the way from 2.0 to 0.2; 0.2 a quarter of 0.8; 0.6 over 0.5."""
    found = rows(carbon(1.1), water(0.2), heat(0.6))
    assert list(found["achievement"]) == pytest.approx([0.5, 0.25, 1.0])
    assert list(found["points"]) == pytest.approx([25, 7.5, 20])
    assert park(carbon(1.1), water(0.2), heat(0.6))["score"] == pytest.approx(52.5)


def test_what_is_missing_earns_nothing_and_keeps_its_weight():
    found = park(carbon(), water(), heat(None))
    assert found["score"] == pytest.approx(80)
    assert found["coverage"] == pytest.approx(0.8)
    assert found["grade"] == "B"


def test_under_the_minimum_coverage_a_park_is_unrated():
    found = park(carbon(), water(None), heat())
    assert found["grade"] == found["uncapped"] == "U"
    assert pd.isna(found["score"])
    assert found["coverage"] == pytest.approx(0.7)


def test_a_value_given_before_it_was_owed_counts():
    """Nothing of the period was due, and the park reported all the same."""
    early = {"complete_months": 0, "due_months": 0}
    found = park(carbon(**early), water(**early), heat(**early))
    assert (found["score"], found["coverage"], found["gates"]) == (100, 1, "")


def exemption(indicator: str, first: Month, last: Month | None) -> Exemption:
    return Exemption(
        park="P",
        indicator=indicator,
        reason="没有余热",
        decided_on=date(2026, 1, 15),
        valid_from=first,
        valid_to=last,
    )


def test_what_is_exempt_leaves_and_the_rest_is_reweighted():
    """0.5 and 0.3 of 0.8 are 5/8 and 3/8."""
    free = exemption("waste_heat_utilisation", Month(2026, 3), None)
    rules = replace(RULES, exemptions=(free,))
    found = rows(carbon(1.1), water(), heat(None), rules=rules)
    assert list(found["weight"]) == pytest.approx([0.625, 0.375, 0])
    assert list(found["state"]) == ["counted", "counted", "exempt"]
    assert found["reason"].iloc[2] == "decided"
    whole = park(carbon(1.1), water(), heat(None), rules=rules)
    assert whole["score"] == pytest.approx(31.25 + 37.5)
    assert whole["coverage"] == 1


def test_an_exemption_holds_for_its_park_and_its_months_only():
    over = exemption("waste_heat_utilisation", Month(2026, 1), Month(2026, 2))
    other = replace(exemption("water_reuse", Month(2026, 1), None), park="Q")
    found = rows(
        carbon(), water(), heat(), rules=replace(RULES, exemptions=(over, other))
    )
    assert set(found["state"]) == {"counted"}


def test_who_is_exempt_from_everything_is_unrated():
    codes = ("carbon_intensity", "water_reuse", "waste_heat_utilisation")
    every = tuple(exemption(code, Month(2026, 1), None) for code in codes)
    found = park(carbon(), water(), heat(), rules=replace(RULES, exemptions=every))
    assert (found["grade"], found["coverage"]) == ("U", 0)


def test_without_a_target_an_indicator_leaves_but_coverage_remembers():
    found = park(carbon(), water(), heat(final_target=None))
    assert found["score"] == 100
    assert found["coverage"] == pytest.approx(0.8)
    reasons = rows(carbon(), water(final_target=None), heat(None, complete_months=3))
    assert list(reasons["reason"].iloc[1:]) == ["no_target", "zero_denominator"]


BUILDING = {"base_value": 1.4, "final_target": 0.2, "build_end_year": 2028.0}


def test_before_building_ends_the_target_lies_on_the_line():
    """From 1.4 in 2025 to 0.2 in 2028, a third of the way is 1.0."""
    found = rows(carbon(1.5, **BUILDING), water(), heat())
    assert found["target"].iloc[0] == pytest.approx(1.0)
    assert found["achievement"].iloc[0] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("changed", "target", "has_path"),
    [
        ({"base_value": 0.1}, 0.2, True),
        ({"base_value": None}, 0.2, False),
        ({"build_end_year": None}, 0.2, False),
        ({"build_end_year": 2026.0}, 0.2, True),
        ({"build_end_year": 2026.0, "base_value": None}, 0.2, True),
        ({"build_end_year": 2027.0}, 0.8, True),
    ],
)
def test_who_has_no_line_is_held_to_the_final_target(
    changed: dict[str, float | None], target: float, *, has_path: bool
):
    found = rows(carbon(1.5, **(BUILDING | changed)), water(), heat()).iloc[0]
    assert found["target"] == pytest.approx(target)
    assert found["has_path"] == has_path
    gates = park(carbon(1.5, **(BUILDING | changed)), water(), heat())["gates"]
    assert gates == ("off_path" if has_path else "")


def test_a_base_year_worse_than_the_target_may_be_the_start():
    """From 1.4 to 1.0 the value 1.1 is three quarters of the way."""
    rules = rule_set(
        rule("carbon_intensity", 0.5, floor=2.0, start="base_year"), WATER, HEAT
    )
    found = rows(carbon(1.1, **BUILDING), water(), heat(), rules=rules)
    assert found["achievement"].iloc[0] == pytest.approx(0.75)
    better = rows(carbon(1.1, base_value=0.1), water(), heat(), rules=rules)
    assert better["start"].iloc[0] == 2.0


@pytest.mark.parametrize(("value", "achievement"), [(2.2, 0), (2.1, 1), (2.0, 1)])
def test_a_target_no_better_than_the_start_is_met_or_not(
    value: float, achievement: float
):
    found = rows(carbon(value, final_target=2.1), water(), heat()).iloc[0]
    assert found["is_step"]
    assert found["achievement"] == achievement


def test_gates_cap_the_grade_and_leave_the_score():
    """0.3 instead of 0.2 loses a point in eighteen of fifty."""
    found = park(carbon(0.3), water(), heat())
    assert found["score"] == pytest.approx(100 - 50 / 18)
    assert (found["uncapped"], found["grade"]) == ("A", "B")
    late = park(carbon(complete_months=2), water(), heat())
    assert (late["score"], late["grade"], late["gates"]) == (
        100,
        "C",
        "reports_missing",
    )


def test_of_several_gates_the_lowest_cap_counts_and_all_are_named():
    found = park(
        carbon(0.3, complete_months=2), water(), heat(), events={"rebound": {"P", "Q"}}
    )
    assert found["grade"] == "D"
    assert gates_of(found["gates"]) == ("off_path", "reports_missing", "rebound")
    assert gates_of("") == ()


def test_a_gate_never_raises_a_grade_and_never_grades_the_unrated():
    low = park(carbon(2.0), water(0.0), heat())
    assert (low["grade"], low["gates"]) == ("D", "off_path")
    unrated = park(carbon(None), water(), heat())
    assert (unrated["grade"], unrated["gates"]) == ("U", "reports_missing")


@pytest.mark.parametrize(
    ("share", "grade"),
    [(0.9, "A"), (0.8999, "B"), (0.75, "B"), (0.6, "C"), (0.59, "D")],
)
def test_a_cut_off_just_reached_gives_the_grade(share: float, grade: str):
    rules = rule_set(rule("water_reuse", 1.0, floor=0.0))
    assert park(water(0.8 * share), rules=rules)["grade"] == grade


def test_nobody_to_judge_gives_empty_frames():
    nobody = inputs(carbon()).iloc[:0]
    scores = judge(nobody, RULES)
    assert scores.parks.empty
    assert scores.indicators.empty


def ways(*given: dict[str, Any], **more: Any) -> tuple[NextGrade, dict[str, Way]]:  # noqa: ANN401  what ``judge`` takes
    rules = more.pop("rules", RULES)
    found = next_grade(judge(inputs(*given), rules, **more), code="P", rules=rules)
    assert found is not None
    return found, {way.indicator: way for way in found.ways}


def test_the_distance_to_the_next_grade_by_hand():
    """52.5 points: 7.5 to C are 0.15 of carbon's 50 and 0.25 of water's 30."""
    found, way = ways(carbon(1.1), water(0.2), heat(0.6))
    assert (found.grade, found.score, found.blocked_by) == (Grade.C, 60, ())
    assert [one.indicator for one in found.ways] == [
        "carbon_intensity",
        "water_reuse",
        "waste_heat_utilisation",
    ]
    assert way["carbon_intensity"].to == pytest.approx(1.1 - 0.15 * 1.8)
    assert way["carbon_intensity"].share == pytest.approx(0.15)
    assert way["water_reuse"].to == pytest.approx(0.4)
    assert way["water_reuse"].share == pytest.approx(0.25)
    assert way["water_reuse"].points == pytest.approx(7.5)
    assert way["waste_heat_utilisation"].to is None


def test_a_park_off_its_path_has_one_way_up():
    found, way = ways(carbon(0.3), water(), heat())
    assert (found.grade, found.blocked_by) == (Grade.A, ("off_path",))
    assert way["carbon_intensity"].to == 0.2
    assert way["water_reuse"].to is None


def test_no_indicator_alone_makes_up_for_missing_reports_or_events():
    for more in (
        {"given": carbon(0.3, complete_months=2), "events": {}},
        {"given": carbon(0.3), "events": {"rebound": {"P"}}},
    ):
        found, way = ways(more["given"], water(), heat(), events=more["events"])
        assert "off_path" not in found.blocked_by or len(found.blocked_by) > 1
        assert {one.to for one in way.values()} == {None}


def test_a_missing_indicator_counts_from_its_start():
    """80 points: the ten that A lacks are half of what waste heat can earn."""
    _, way = ways(carbon(), water(), heat(None))
    assert way["waste_heat_utilisation"].now is None
    assert way["waste_heat_utilisation"].to == pytest.approx(0.25)
    assert way["waste_heat_utilisation"].share == pytest.approx(0.5)


def test_a_missing_core_indicator_must_come_in_on_its_path():
    """Half of its points would do, but short of the target a gate would close."""
    rules = replace(RULES, minimum_coverage=0.3, gates=(OFF_PATH,))
    light = rule("carbon_intensity", 0.2, floor=2.0)
    rules = replace(rules, indicators=(light, WATER, rule(HEAT.code, 0.5, floor=0.0)))
    _, way = ways(carbon(None), water(), heat(), rules=rules)
    assert way["carbon_intensity"].to == 0.2


def test_nothing_lifts_the_best_the_unrated_and_the_unknown():
    best = judge(inputs(carbon(), water(), heat()), RULES)
    unrated = judge(inputs(carbon(None), water(), heat()), RULES)
    assert next_grade(best, code="P", rules=RULES) is None
    assert next_grade(unrated, code="P", rules=RULES) is None
    assert next_grade(best, code="Q", rules=RULES) is None


def test_every_indicator_of_these_tests_is_in_the_dictionary():
    for one in RULES.indicators:
        assert dictionary().indicator(one.code)
