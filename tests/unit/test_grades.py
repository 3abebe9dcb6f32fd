"""Official grades, and the periods that a reader can choose from."""

import pandas as pd
import pytest
from sqlalchemy import Connection

from queries.grades import (
    assessed_periods_statement,
    official_grades,
    official_grades_statement,
    periods_with_data,
)
from queries.months import Month, Period
from queries.reported import reported_months_statement
from queries.scope import REGION, Scope
from queries.vocabulary import Grade
from tests.parks_by_hand import add_park, assess, report
from tests.sample_workbooks import period_code, samples


def grades(connection: Connection, period: str, scope: Scope = REGION) -> pd.DataFrame:
    frame = official_grades(connection, scope=scope, period=Period.parse(period))
    return frame.set_index("code")


def test_every_park_has_a_row_and_the_grade_of_its_workbook(sampled: Connection):
    for period in ("2025Q2", "2025Q3", "2025Q4", "2026Q1"):
        expected = {
            row["园区编码"]: (row["等级"], row["得分"])
            for row in samples().assessments
            if period_code(row["考核周期"]) == period
        }
        frame = grades(sampled, period)
        assert len(frame) == 24
        for code, row in frame.iterrows():
            grade, score = expected.get(code, ("U", None))
            assert row["grade"] == grade
            assert score is None or row["score"] == score


def test_the_previous_grade_is_that_of_the_period_before(sampled: Connection):
    before = grades(sampled, "2025Q4")["grade"]
    assert grades(sampled, "2026Q1")["previous_grade"].equals(
        before.rename("previous_grade")
    )


def test_the_regions_grade_goes_before_a_league_citys(by_hand: Connection):
    add_park(by_hand, "A")
    assess(by_hand, "A", "2026Q1", "A", score=95, assessor="league_city")
    assess(by_hand, "A", "2026Q1", "C", score=65, assessor="region")
    assess(by_hand, "A", "2026Q1", "B", score=80, assessor="unstated")
    row = grades(by_hand, "2026Q1").loc["A"]
    assert (row["grade"], row["score"], row["assessor"]) == ("C", 65, "region")


def test_a_grade_goes_before_a_bare_score(by_hand: Connection):
    add_park(by_hand, "A")
    assess(by_hand, "A", "2026Q1", None, score=65, assessor="region")
    assess(by_hand, "A", "2026Q1", "B", score=80)
    assert grades(by_hand, "2026Q1").loc["A", "grade"] == "B"


def test_a_park_without_an_assessment_is_unrated(by_hand: Connection):
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    assess(by_hand, "B", "2025Q4", "D")
    frame = grades(by_hand, "2026Q1")
    assert list(frame["grade"]) == ["U", "U"]
    assert list(frame["previous_grade"]) == ["U", "D"]
    assert frame["period"].isna().all()


def test_a_month_shows_the_latest_period_that_had_ended(by_hand: Connection):
    add_park(by_hand, "A")
    assess(by_hand, "A", "2025Q4", "C")
    assess(by_hand, "A", "2026Q1", "B")
    shown = {
        month: grades(by_hand, month).loc["A", "grade"]
        for month in ("2025-11", "2025-12", "2026-02", "2026-03", "2026-05")
    }
    assert shown == {
        "2025-11": "U",
        "2025-12": "C",
        "2026-02": "C",
        "2026-03": "B",
        "2026-05": "B",
    }


def test_of_two_periods_that_end_together_a_month_shows_the_longer(
    by_hand: Connection,
):
    add_park(by_hand, "A")
    assess(by_hand, "A", "2026Q2", "A")
    assess(by_hand, "A", "2026H1", "C")
    assert grades(by_hand, "2026-07").loc["A", "period"] == "2026H1"
    assert grades(by_hand, "2026Q2").loc["A", "grade"] == "A"


def test_a_scope_narrows_the_parks(sampled: Connection):
    frame = grades(sampled, "2026Q1", Scope(league_cities=frozenset({"150600"})))
    assert sorted(frame.index) == ["150600-01", "150600-03", "150600-14"]


def test_the_latest_assessed_quarter_is_the_first_choice(sampled: Connection):
    periods = [str(p) for p in periods_with_data(sampled, scope=REGION)]
    assert periods[:5] == ["2026Q1", "2026", "2026H1", "2026-03", "2026-02"]
    assert periods[-1] == "2025-01"
    assert len(periods) == len(set(periods)) == 15 + 5 + 3 + 2


def test_without_assessments_the_latest_quarter_is_the_first_choice(
    by_hand: Connection,
):
    add_park(by_hand, "A")
    report(by_hand, "A", 202604, {})
    periods = [str(p) for p in periods_with_data(by_hand, scope=REGION)]
    assert periods == ["2026Q2", "2026", "2026H1", "2026-04"]


def test_an_empty_database_offers_no_period(by_hand: Connection):
    assert periods_with_data(by_hand, scope=REGION) == ()


def test_statements_build():
    quarter = Period.parse("2026Q1")
    march = Month(2026, 3)
    graded = official_grades_statement(scope=REGION, period=quarter, month=march)
    assert "previous_grade" in str(graded)
    assert "DISTINCT" in str(assessed_periods_statement(scope=REGION))
    assert "DISTINCT" in str(reported_months_statement(scope=REGION))


@pytest.mark.parametrize(
    ("now", "before", "is_worse"),
    [
        ("B", "A", True),
        ("D", "C", True),
        ("A", "B", False),
        ("C", "C", False),
        ("U", "A", False),
        ("D", "U", False),
    ],
)
def test_a_lower_letter_is_worse_and_unrated_is_neither(
    now: str, before: str, *, is_worse: bool
):
    assert Grade(now).is_worse_than(Grade(before)) is is_worse
