"""Whatever is wrong with the live data is reported, all of it at once."""

import pytest
from sqlalchemy import Connection, Delete, Update, delete, update

from queries.integrity import breaches, law_statements
from queries.tables import (
    assessment,
    measure_value,
    monthly_report,
    park,
    park_standing,
)


def laws(connection: Connection) -> set[str]:
    return {breach.law for breach in breaches(connection)}


def test_an_empty_database_is_sound(by_hand: Connection):
    assert breaches(by_hand) == ()


def test_the_samples_are_sound(sampled: Connection):
    assert breaches(sampled) == ()


@pytest.mark.parametrize(
    ("change", "law"),
    [
        (update(measure_value).values(measure="x", month=1), "unknown_measure"),
        (update(measure_value).values(flag="x"), "unknown_flag"),
        (update(measure_value).values(flag="reported"), "demo_value_not_simulated"),
        (delete(monthly_report), "value_without_report"),
        (delete(park_standing), "park_without_standing"),
        (update(park).values(is_simulated=0), "demo_park_not_simulated"),
        (update(measure_value).values(month=202613), "not_a_month"),
        (update(monthly_report).values(month=202600), "report_not_a_month"),
        (update(assessment).values(grade="E"), "unknown_grade"),
        (update(assessment).values(grade="E"), "OfficialGrade"),
        (update(assessment).values(period="spring"), "not_a_period"),
        (update(park).values(longitude_deg=12.0), "Park"),
        (update(assessment).values(park="x"), "assessment_of_unknown_park"),
    ],
)
def test_each_breach_is_found(sampled: Connection, change: Update | Delete, law: str):
    table = change.table
    one = (
        [table.c.park == "150600-01", table.c.month == 202603]
        if table in {measure_value, monthly_report}
        else [table.c.park == "150600-01"]
        if "park" in table.c
        else [table.c.code == "150600-01"]
    )
    if table is measure_value:
        one.append(table.c.measure == "energy_tce")
    if table is assessment:
        one.append(table.c.period == "2026Q1")
    sampled.execute(change.where(*one))
    assert law in laws(sampled)


def test_a_breach_counts_its_rows_and_names_some(sampled: Connection):
    sampled.execute(
        update(measure_value)
        .where(measure_value.c.measure == "water_m3")
        .values(flag="x")
    )
    (found,) = (b for b in breaches(sampled) if b.law == "unknown_flag")
    assert found.count == 285
    assert len(found.examples) == 5
    assert "water_m3" in found.examples[0]


def test_every_law_is_a_statement():
    assert all("SELECT" in str(statement) for statement in law_statements().values())
