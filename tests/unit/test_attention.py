"""What needs attention, in which order, with which numbers."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Connection

from queries.assessment.gradings import graded_parks
from queries.indicators import dictionary
from queries.months import Month, Period
from queries.oversight.attention import (
    attention,
    punctuality,
    punctuality_statement,
    rebounds,
    rebounds_statement,
)
from queries.reported import last_reported_statement
from queries.scope import REGION, Scope
from tests.parks_by_hand import add_park, assess, report

CORE = dictionary().indicator("carbon_intensity")


def emitting(co2_t: float, energy_tce: float = 100.0) -> dict[str, float]:
    return {
        "fuel_co2_t": co2_t,
        "process_co2_t": 0.0,
        "electricity_other_mwh": 0.0,
        "heat_fossil_gj": 0.0,
        "energy_tce": energy_tce,
    }


WITHOUT_MERIT = {
    **emitting(60.0),
    "clean_energy_tce": 0.0,
    "products_n": 1.0,
    "products_grade2_n": 0.0,
    "solid_waste_t": 10.0,
    "solid_waste_used_t": 0.0,
    "waste_heat_available_gj": 10.0,
    "waste_heat_used_gj": 0.0,
    "water_m3": 10.0,
    "water_reused_m3": 0.0,
}


def items(connection: Connection, period: str, today: date) -> pd.DataFrame:
    asked = {"scope": REGION, "period": Period.parse(period), "today": today}
    return attention(connection, **asked, grades=graded_parks(connection, **asked))


def test_the_samples_have_three_rebounds_five_falls_and_three_missing_reports(
    sampled: Connection,
):
    frame = items(sampled, "2026Q1", date(2026, 4, 12))
    assert list(frame["kind"]) == (
        ["rebound"] * 3 + ["grade_fallen"] * 5 + ["report_overdue"] * 3
    )
    assert set(frame["code"][:3]) == {"152900-07", "150800-10", "150300-05"}
    overdue = frame.loc[frame["kind"] == "report_overdue"]
    assert set(overdue["code"]) == {"150200-16", "152500-19", "152900-22"}
    assert list(overdue["days"]) == [2, 2, 2]


def test_up_to_the_due_day_a_report_is_awaited(sampled: Connection):
    frame = items(sampled, "2026Q1", date(2026, 4, 10))
    awaited = frame.loc[frame["kind"] == "report_awaited"]
    assert list(awaited["days"]) == [0, 0, 0]
    assert "report_overdue" not in set(frame["kind"])


def test_a_rebound_is_more_than_one_percent_above_last_year(by_hand: Connection):
    for code, now in (("A", 101.0), ("B", 101.1), ("C", 99.0), ("D", 150.0)):
        add_park(by_hand, code)
        report(by_hand, code, 202503, emitting(100.0))
        report(by_hand, code, 202603, emitting(now))
    add_park(by_hand, "E")
    report(by_hand, "E", 202603, emitting(500.0))
    frame = rebounds(by_hand, scope=REGION, indicator=CORE, month=Month(2026, 3))
    assert list(frame["code"]) == ["D", "B"]
    assert list(frame["value"]) == pytest.approx([1.5, 1.011])
    assert list(frame["value_before"]) == pytest.approx([1.0, 1.0])


def test_a_park_that_fell_to_d_is_one_item_with_its_grade_before(
    by_hand: Connection,
):
    for code, before, now in (
        ("A", "B", "D"),
        ("B", "D", "D"),
        ("C", "A", "B"),
        ("D", "C", "B"),
    ):
        add_park(by_hand, code, self_test_from=203001)
        assess(by_hand, code, "2025Q4", before)
        assess(by_hand, code, "2026Q1", now)
    frame = items(by_hand, "2026Q1", date(2026, 5, 1))
    told = frame[["kind", "code", "previous_grade", "grade"]].to_numpy().tolist()
    assert told == [
        ["grade_d", "A", "B", "D"],
        ["grade_d", "B", "D", "D"],
        ["grade_fallen", "C", "A", "B"],
    ]


def test_without_an_official_grade_the_calculated_one_is_watched(by_hand: Connection):
    """No indicator but the core one earns anything: 40 points, a D after a D."""
    add_park(by_hand, "A", self_test_from=203001)
    add_park(by_hand, "B", self_test_from=203001)
    assess(by_hand, "B", "2026Q1", "A")
    for code in "AB":
        for month in (202601, 202602, 202603, 202604, 202605, 202606):
            report(by_hand, code, month, WITHOUT_MERIT)
    frame = items(by_hand, "2026Q2", date(2026, 7, 20))
    told = frame[["kind", "code", "previous_grade", "grade", "origin"]]
    assert told.to_numpy().tolist() == [
        ["grade_d", "A", "D", "D", "calculated"],
        ["grade_d", "B", "U", "D", "calculated"],
    ]


def test_a_period_that_still_runs_watches_the_month_that_ended_last(
    by_hand: Connection,
):
    add_park(by_hand, "A", self_test_from=202601)
    frame = items(by_hand, "2026Q2", date(2026, 6, 5))
    assert list(frame["kind"]) == ["report_awaited"]
    assert list(frame["days"]) == [5]
    assert items(by_hand, "2026Q3", date(2026, 6, 5)).empty


def test_a_month_that_was_reported_early_is_watched_at_once(by_hand: Connection):
    for code in "AB":
        add_park(by_hand, code, self_test_from=202601)
    report(by_hand, "A", 202606, {})
    frame = items(by_hand, "2026Q2", date(2026, 6, 25))
    assert frame[["code", "days"]].to_numpy().tolist() == [["B", 15]]


def test_punctuality_tells_when_each_report_came(by_hand: Connection):
    for code in "AB":
        add_park(by_hand, code, self_test_from=202601)
    report(by_hand, "A", 202603, {}, received_on=date(2026, 4, 15))
    frame = punctuality(by_hand, scope=REGION, month=Month(2026, 3))
    assert frame["received_on"][0] == pd.Timestamp(2026, 4, 15)
    assert pd.isna(frame["received_on"][1])


def test_a_scope_narrows_every_kind(sampled: Connection):
    alone = Scope(parks=frozenset({"152900-07"}))
    asked = {
        "scope": alone,
        "period": Period.parse("2026Q1"),
        "today": date(2026, 4, 12),
    }
    frame = attention(sampled, **asked, grades=graded_parks(sampled, **asked))
    assert list(frame["kind"]) == ["rebound", "grade_fallen"]


def test_statements_build():
    march = Month(2026, 3)
    rising = rebounds_statement(scope=REGION, indicator=CORE, month=march)
    assert "value_before" in str(rising)
    assert "received_on" in str(punctuality_statement(scope=REGION, month=march))
    quarter = Period.parse("2026Q1")
    assert "max" in str(last_reported_statement(scope=REGION, period=quarter))
