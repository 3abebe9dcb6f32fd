"""Every park's grade: the official one shown, the calculated one beside it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine

from queries.assessment import rule_files
from queries.assessment.gradings import graded_parks, judged
from queries.assessment.registry import in_force, known_rule_sets
from queries.assessment.rules import RuleSet
from queries.demonstration import generate, load
from queries.engine import writing
from queries.indicators import dictionary
from queries.months import Period
from queries.scope import REGION, Scope
from queries.vocabulary import Grade
from tests.parks_by_hand import add_park, assess, move, report

TODAY = date(2026, 4, 20)
QUARTER = (202601, 202602, 202603)
(_, SHIPPED), *_ = rule_files.shipped()


def graded(
    connection: Connection,
    period: str = "2026Q1",
    *,
    scope: Scope = REGION,
    rules: RuleSet | None = None,
    today: date = TODAY,
) -> pd.DataFrame:
    frame = graded_parks(
        connection, scope=scope, period=Period.parse(period), today=today, rules=rules
    )
    return frame.set_index("code")


def quantities(share: float) -> dict[str, float]:
    """A month at *share* of each guiding target, and on the region's core target."""
    return {
        "fuel_co2_t": 60.0,
        "process_co2_t": 0.0,
        "electricity_other_mwh": 0.0,
        "heat_fossil_gj": 0.0,
        "energy_tce": 100.0,
        "clean_energy_tce": 90.0 * share,
        "products_n": 1.0,
        "products_grade2_n": 1.0,
        "solid_waste_t": 10.0,
        "solid_waste_used_t": 8.0 * share,
        "waste_heat_available_gj": 10.0,
        "waste_heat_used_gj": 5.0 * share,
        "water_m3": 10.0,
        "water_reused_m3": 8.0 * share,
    }


def add(
    connection: Connection, code: str, share: float, *months: int, **park: str
) -> None:
    add_park(connection, code, **park)
    for month in months:
        report(connection, code, month, quantities(share))


def test_the_official_grade_is_shown_and_the_calculated_stands_beside_it(
    by_hand: Connection,
):
    """Half of four indicators of 0.12 leaves 52 + 24 points."""
    add(by_hand, "A", 1.0, *QUARTER)
    add(by_hand, "B", 0.5, *QUARTER)
    add(by_hand, "C", 0.5, *QUARTER)
    assess(by_hand, "A", "2026Q1", "B", score=80)
    assess(by_hand, "B", "2026Q1", "B", score=77)
    frame = graded(by_hand)
    assert list(frame["grade"]) == ["B", "B", "B"]
    assert list(frame["origin"]) == ["official", "official", "calculated"]
    assert list(frame["score"]) == pytest.approx([80, 77, 76])
    assert list(frame["official"]) == ["B", "B", "U"]
    assert list(frame["calculated"]) == ["A", "B", "B"]
    assert list(frame["calculated_score"]) == pytest.approx([100, 76, 76])
    assert list(frame["differs"]) == [True, False, False]
    assert set(frame["period"]) == {"2026Q1"}
    assert frame["light"].isna().all()


def test_who_has_neither_grade_is_unrated(by_hand: Connection):
    add_park(by_hand, "A")
    assess(by_hand, "A", "2026Q1", None, score=70)
    row = graded(by_hand).loc["A"]
    assert (row["grade"], row["official"], row["calculated"]) == ("U", "U", "U")
    assert pd.isna(row["origin"])
    assert pd.isna(row["score"])
    assert not row["differs"]


def test_before_any_rules_nothing_is_calculated(sampled: Connection):
    frame = graded(sampled, "2025Q4")
    assert len(frame) == 24
    assert (frame["calculated"] == "U").all()
    assert frame["calculated_score"].isna().all()
    assert (frame["gates"] == "").all()
    assert (frame["origin"].isna() == (frame["official"] == "U")).all()
    assert not frame["differs"].any()


def test_every_difference_between_the_two_grades_is_flagged(sampled: Connection):
    frame = graded(sampled, "2026Q1")
    both = (frame["official"] != "U") & (frame["calculated"] != "U")
    assert frame["differs"].any()
    assert (frame["differs"] == both & (frame["official"] != frame["calculated"])).all()


def test_a_month_has_a_light_of_its_own_and_the_grade_of_the_last_period(
    by_hand: Connection,
):
    add(by_hand, "A", 1.0, *QUARTER, 202604)
    add(by_hand, "B", 0.5, *QUARTER)
    report(by_hand, "B", 202604, quantities(0.1))
    add(by_hand, "C", 0.5, *QUARTER)
    assess(by_hand, "A", "2026Q1", "C", score=65)
    frame = graded(by_hand, "2026-04", today=date(2026, 5, 20))
    assert list(frame["grade"]) == ["C", "B", "B"]
    assert list(frame["origin"]) == ["official", "calculated", "calculated"]
    assert set(frame["period"]) == {"2026Q1"}
    assert list(frame["calculated"]) == ["A", "D", "U"]
    assert list(frame["light"].fillna("none")) == ["green", "red", "none"]
    assert not frame["differs"].any()


def test_of_a_month_the_grade_before_is_that_of_the_period_before(
    by_hand: Connection,
):
    """Assessed for the fourth quarter only; the first of 2026 is calculated."""
    add(by_hand, "A", 0.5, *QUARTER)
    add(by_hand, "B", 0.5, *QUARTER)
    assess(by_hand, "A", "2025Q4", "A", score=95)
    assess(by_hand, "B", "2026Q1", "C", score=65)
    assess(by_hand, "B", "2025Q4", "D", score=45)
    frame = graded(by_hand, "2026-03")
    assert list(frame["grade"]) == ["B", "C"]
    assert list(frame["previous_grade"]) == ["A", "D"]
    assert list(frame["previous_origin"]) == ["official", "official"]


def test_of_two_periods_that_end_together_a_month_still_shows_the_one_given(
    by_hand: Connection,
):
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    assess(by_hand, "A", "2026H1", "A")
    assess(by_hand, "B", "2026Q2", "C", score=61)
    frame = graded(by_hand, "2026-07", today=date(2026, 8, 20))
    assert list(frame["grade"]) == ["A", "C"]
    assert list(frame["period"]) == ["2026H1", "2026Q2"]
    assert list(frame["origin"]) == ["official", "official"]


def test_the_grade_before_is_calculated_where_none_was_given(by_hand: Connection):
    add(by_hand, "A", 0.5, *QUARTER, 202604, 202605, 202606)
    frame = graded(by_hand, "2026Q2", today=date(2026, 7, 20))
    assert list(frame["previous_grade"]) == ["B"]
    assert list(frame["previous_origin"]) == ["calculated"]


def test_a_period_that_still_runs_is_judged_by_the_months_that_have_ended(
    by_hand: Connection,
):
    add(by_hand, "A", 1.0, 202604)
    early, late = (
        graded(by_hand, "2026Q2", today=day).loc["A"]
        for day in (date(2026, 5, 20), date(2026, 6, 20))
    )
    assert (early["calculated"], early["gates"]) == ("A", "")
    assert (late["calculated"], late["gates"]) == ("C", "reports_missing")


def test_nobody_is_held_to_a_report_before_it_is_due(by_hand: Connection):
    """That of May is due on the tenth of June."""
    add(by_hand, "A", 1.0, 202604)
    on_the_day, after = (
        graded(by_hand, "2026Q2", today=date(2026, 6, day)).loc["A"] for day in (10, 11)
    )
    assert (on_the_day["calculated"], on_the_day["gates"]) == ("A", "")
    assert (after["calculated"], after["gates"]) == ("C", "reports_missing")


def test_who_reports_a_running_month_early_makes_nobody_late(by_hand: Connection):
    add(by_hand, "A", 1.0, 202604, 202605)
    add(by_hand, "B", 1.0, 202604)
    frame = graded(by_hand, "2026Q2", today=date(2026, 5, 20))
    assert list(frame["calculated"]) == ["A", "A"]
    assert list(frame["gates"]) == ["", ""]


def test_a_month_shows_everybody_the_same_grades_whoever_looks(by_hand: Connection):
    """Only the other league-city was assessed for the second quarter."""
    add(by_hand, "A", 0.5, *QUARTER)
    add_park(by_hand, "B", league_city="150200")
    assess(by_hand, "A", "2026Q1", "A", score=95)
    assess(by_hand, "B", "2026Q2", "C", score=61)
    day = date(2026, 8, 20)
    of_all = graded(by_hand, "2026-07", today=day)
    own = Scope(league_cities=frozenset({of_all.loc["A", "league_city"]}))
    seen = graded(by_hand, "2026-07", today=day, scope=own)
    pd.testing.assert_series_equal(seen.loc["A"], of_all.loc["A"])


def test_of_a_period_to_come_nothing_is_known_and_nothing_owed(by_hand: Connection):
    add(by_hand, "A", 1.0, *QUARTER)
    row = graded(by_hand, "2026Q3").loc["A"]
    assert (row["grade"], row["calculated"], row["gates"]) == ("U", "U", "")


def test_other_rules_can_be_tried_on_any_period(sampled: Connection):
    rules = in_force(known_rule_sets(sampled), period=Period.parse("2026Q1"))
    assert rules is not None
    mild = replace(rules, gates=(), cut_offs=tuple((g, 1.0) for g, _ in rules.cut_offs))
    for period in ("2026Q1", "2025Q4"):
        frame = graded(sampled, period, rules=mild)
        assert set(frame["calculated"]) <= {"A", "U"}
        assert (frame["calculated"] == "A").sum() > 12
    before = graded(sampled, "2026", rules=mild)["previous_grade"]
    assert (before == "A").any()


def test_a_scope_narrows_the_parks_and_changes_no_grade(sampled: Connection):
    whole = graded(sampled)
    ordos = graded(sampled, scope=Scope(league_cities=frozenset({"150600"})))
    one = graded(sampled, scope=Scope(parks=frozenset({"150200-02"})))
    assert sorted(ordos.index) == ["150600-01", "150600-03", "150600-14"]
    assert list(one.index) == ["150200-02"]
    for some in (ordos, one):
        pd.testing.assert_frame_equal(some, whole.loc[some.index])


def test_only_the_strongest_class_is_graded(by_hand: Connection):
    add(by_hand, "S", 1.0, *QUARTER)
    add_park(by_hand, "G", simulated=True, origin="generated")
    assert list(graded(by_hand).index) == ["S"]


def test_a_park_is_judged_by_the_tier_that_it_had_then(by_hand: Connection):
    """At 1,200 tce a year no target is public for a national park."""
    add(by_hand, "A", 1.0, *range(202501, 202513), *QUARTER)
    move(by_hand, "A", league_city="150200", tier="national", valid_from=202603)
    assert graded(by_hand, "2026-02").loc["A", "calculated"] == "A"
    moved = graded(by_hand, "2026-03").loc["A"]
    assert (moved["calculated"], moved["league_city"]) == ("U", "150200")
    assert moved["coverage"] == pytest.approx(0.6)


def test_parks_stand_in_the_official_order(sampled: Connection):
    assert list(graded(sampled)["league_city"].unique())[:3] == [
        "150100",
        "150200",
        "150700",
    ]


def test_an_empty_database_gives_an_empty_frame(by_hand: Connection):
    for period in ("2026Q1", "2026-03", "2026", "2026H1", "2025Q4"):
        assert graded(by_hand, period).empty


@pytest.fixture
def demonstration(engine: Engine) -> Iterator[Connection]:
    """The generated parks, on the twentieth of April 2026."""
    with writing(engine) as connection:
        load(
            connection,
            generate(seed=1, today=TODAY),
            who="tests",
            made_at=datetime(2026, 4, 20, tzinfo=UTC),
        )
        yield connection


def test_the_demonstration_can_be_graded(demonstration: Connection):
    for period in ("2026Q1", "2026-03", "2026"):
        frame = graded(demonstration, period)
        assert len(frame) > 24
        assert (frame["calculated"] != Grade.U).any()
        assert frame.loc[frame["calculated"] != "U", "calculated_score"].notna().all()


def test_judging_twice_gives_the_same(demonstration: Connection):
    rules = rule_files.parse(SHIPPED, file="x.toml", known=dictionary())
    first, again = (
        judged(
            demonstration,
            scope=REGION,
            rules=rules,
            period=Period.parse("2026Q1"),
            today=TODAY,
        )
        for _ in range(2)
    )
    pd.testing.assert_frame_equal(first.parks, again.parks)
