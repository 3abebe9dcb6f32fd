"""The league-cities' grades follow the shipped rules, and differ from them rarely."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from queries.assessment import gradings
from queries.assessment.gradings import graded_parks
from queries.demonstration import Demonstration, generate, load
from queries.demonstration.grading import complete_quarters
from queries.demonstration.judging import Hearing, judged, rules
from queries.demonstration.sites import sites
from queries.engine import opened, reading, writing
from queries.months import Month, Period
from queries.rows import records
from queries.scope import REGION
from tests.unit.demonstration.test_loading import NOON

TODAY = date(2026, 11, 21)
GRADES = "DCBA"
REBOUNDING = ("150500-Y03", "150900-Y01", "150900-Y02")
FORGETFUL = "150700-Y03"
UNASSESSED = "152500-Y03"
JUDGED = ("2026Q1", "2026Q2", "2026Q3")


@cache
def made(seed: int = 1) -> Demonstration:
    return generate(seed=seed, today=TODAY)


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path
) -> Iterator[Connection]:
    """A view of a database that holds the demonstration; nobody writes to it."""
    path = tmp_path_factory.mktemp("demonstration") / "zeropark.db"
    shutil.copy(migrated_sqlite, path)
    with opened(f"sqlite:///{path.as_posix()}") as engine:
        with writing(engine) as connection:
            load(connection, made(), who="李工", made_at=NOON)
        with reading(engine) as connection:
            yield connection


def graded_in(connection: Connection, quarter: str) -> dict[str, Any]:
    frame = graded_parks(
        connection, scope=REGION, period=Period.parse(quarter), today=TODAY
    )
    return {row.code: row for row in records(frame)}


def grades_by_quarter(demonstration: Demonstration) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in demonstration.assessment:
        found[row["period"]][row["park"]] = row["grade"]
    return dict(sorted(found.items()))


@pytest.mark.parametrize(
    ("last", "newest"),
    [("2026-11", "2026Q3"), ("2026-09", "2026Q2"), ("2026-10", "2026Q3")],
)
def test_a_quarter_is_graded_when_it_is_over(last: str, newest: str):
    quarters = complete_quarters(Month.parse(last))
    assert str(quarters[-1]) == newest
    assert len(quarters) == 8


def test_every_quarter_has_grades_and_some_that_changed():
    grades = grades_by_quarter(made())
    first, *others = grades
    assert (first, others[-1]) == ("2024Q4", "2026Q3")
    for quarter in others:
        before = grades[str(Period.parse(quarter).previous)]
        both = before.keys() & grades[quarter].keys()
        assert any(before[park] != grades[quarter][park] for park in both)


@pytest.mark.parametrize("quarter", JUDGED)
def test_assessors_differ_from_the_rules_in_two_or_three_parks(
    loaded: Connection, quarter: str
):
    differing = [row for row in graded_in(loaded, quarter).values() if row.differs]
    assert 2 <= len(differing) <= 3
    for row in differing:
        apart = GRADES.index(row.official) - GRADES.index(row.calculated)
        assert abs(apart) == 1
        assert row.code not in REBOUNDING


@pytest.mark.parametrize("quarter", JUDGED)
def test_where_assessors_agree_their_scores_are_near_those_of_the_rules(
    loaded: Connection, quarter: str
):
    agreed = 0
    for row in graded_in(loaded, quarter).values():
        if row.official == "U" or row.differs:
            continue
        agreed += 1
        assert row.official == row.calculated
        assert abs(row.official_score - row.calculated_score) <= 2.1
        assert row.official_score >= rules().cut_off(row.official)
    assert agreed >= 36


def test_all_grades_stand_side_by_side_and_no_one_crowds_the_others_out(
    loaded: Connection,
):
    for quarter in JUDGED:
        rows = graded_in(loaded, quarter).values()
        for column in ("official", "calculated"):
            counts = Counter(getattr(row, column) for row in rows)
            assert all(counts[grade] for grade in GRADES)
            assert max(counts.values()) <= 21


@pytest.mark.parametrize("seed", range(10))
def test_official_grades_of_every_seed_range_from_a_to_d(seed: int):
    grades = grades_by_quarter(made(seed))
    for quarter in ("2026Q2", "2026Q3"):
        assert set(grades[quarter].values()) == set(GRADES)


def test_scores_improve_a_little_from_quarter_to_quarter(loaded: Connection):
    medians = []
    for quarter in JUDGED:
        scores = [row.calculated_score for row in graded_in(loaded, quarter).values()]
        known = sorted(score for score in scores if score == score)  # noqa: PLR0124  NaN
        medians.append(known[len(known) // 2])
    assert medians == sorted(medians)
    assert 0 < medians[-1] - medians[0] < 10


def test_a_quarter_to_a_third_of_the_parks_are_off_their_paths(loaded: Connection):
    for quarter in JUDGED:
        off = [r for r in graded_in(loaded, quarter).values() if "off_path" in r.gates]
        assert 8 <= len(off) <= 15


def test_the_parks_that_rebound_have_left_their_paths(loaded: Connection):
    before, now = graded_in(loaded, "2026Q2"), graded_in(loaded, "2026Q3")
    for park in REBOUNDING:
        assert before[park].gates == ""
        assert now[park].gates == "off_path"


def test_who_has_not_reported_is_held_back(loaded: Connection):
    found = graded_in(loaded, "2026Q3")
    lacking = {code for code, row in found.items() if "reports_missing" in row.gates}
    reported = {row["park"] for row in made().monthly_report if row["month"] == 202609}
    assert lacking == found.keys() - reported | {FORGETFUL}
    assert len(lacking) == 3
    assert all(found[code].calculated not in "AB" for code in lacking)


@pytest.mark.parametrize("quarter", JUDGED)
def test_the_reports_alone_give_what_the_database_gives(
    loaded: Connection, quarter: str
):
    period = Period.parse(quarter)
    stored = gradings.judged(
        loaded, scope=REGION, rules=rules(), period=period, today=TODAY
    )
    generated = judged(hearing_of(made()), [period])
    for row in records(stored.parks):
        twin = generated[row.code, period]
        assert (twin.grade, twin.gates) == (row.grade, row.gates)
        assert twin.score == pytest.approx(row.score, nan_ok=True)


def hearing_of(demonstration: Demonstration) -> Hearing:
    reports: dict[tuple[str, Month], dict[str, float]] = defaultdict(dict)
    for row in demonstration.measure_value:
        reports[row["park"], Month.of(row["month"])][row["measure"]] = row["value"]
    starts = {
        row["code"]: Month.of(row["self_test_from"]) for row in demonstration.park
    }
    return Hearing(sites=sites(), starts=starts, reports=reports, today=TODAY)


def test_the_base_year_has_fewer_good_grades_than_the_year_after():
    grades = grades_by_quarter(made())
    before, now = (
        Counter(grades[quarter].values()) for quarter in ("2025Q1", "2026Q1")
    )
    assert before["A"] < now["A"]


def test_grades_are_given_in_the_month_after_the_quarter():
    given = {row["period"]: row["assessed_on"] for row in made().assessment}
    assert given["2026Q3"] == date(2026, 10, 17)
    assert given["2024Q4"] == date(2025, 1, 17)
    assert {row["assessor"] for row in made().assessment} == {"league_city"}


@pytest.mark.parametrize("seed", range(20))
def test_the_parks_that_rebound_lose_a_grade(seed: int):
    grades = grades_by_quarter(made(seed))
    for park in REBOUNDING:
        before, now = grades["2026Q2"][park], grades["2026Q3"][park]
        assert GRADES.index(now) < GRADES.index(before)


def test_a_few_parks_are_not_rated():
    graded = {row["park"] for row in made().assessment if row["period"] == "2026Q3"}
    unrated = {row["code"] for row in made().park} - graded
    assert unrated == {UNASSESSED, FORGETFUL}


def test_a_park_that_nobody_assessed_is_calculated_all_the_same(loaded: Connection):
    row = graded_in(loaded, "2026Q3")[UNASSESSED]
    assert (row.official, row.origin) == ("U", "calculated")
    assert row.calculated in GRADES
    assert graded_in(loaded, "2026Q3")[FORGETFUL].grade == "U"
