"""The totals that every batch leaves behind are what a recount would give."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, select, update

from geodata.gazetteer import gazetteer
from queries import batches
from queries.demonstration import generate, load, remove
from queries.engine import is_current, migrate, reading, writing
from queries.errors import BatchSupersededError
from queries.indicators import dictionary, totals
from queries.indicators.place_totals import wrong_places_statement
from queries.integrity import breaches
from queries.tables import counted_indicator, indicator_total, measure_value
from tests.parks_by_hand import add_park, report
from tests.unit.intake.builders import (
    MONTHLY_HEADER,
    PARK,
    REGISTRY_ROW,
    changed,
    measure_header,
    monthly,
    registry,
    samples,
    taken,
)

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
POWER = (*MONTHLY_HEADER[:3], measure_header("electricity_direct_mwh", "兆瓦时"))
OTHER = "150600-02"
OTHER_ROW = changed(REGISTRY_ROW, 园区编码=OTHER, 园区名称="示例园区·乙", 经度=109.6)


def held(connection: Connection) -> list[tuple[Any, ...]]:
    statement = select(indicator_total).order_by(*indicator_total.primary_key)
    return [tuple(row) for row in connection.execute(statement)]


def n_checked(engine: Engine) -> int:
    """Hold the totals to a recount, to the last bit; return how many there are."""
    with writing(engine) as connection:
        kept = held(connection)
        wrong = totals.wrong_totals_statement(dictionary().indicators)
        assert connection.execute(wrong).all() == []
        assert connection.execute(wrong_places_statement()).all() == []
        totals.recount(connection)
        assert held(connection) == kept
    return len(kept)


def undo(engine: Engine, number: int) -> None:
    with writing(engine) as connection:
        batches.undo(connection, number=number, who="王工", made_at=NOW)


def test_an_import_and_its_undo_leave_what_a_recount_gives(any_engine: Engine):
    number = taken(any_engine, *samples(), gazetteer=gazetteer(), when=NOW)
    assert number
    assert n_checked(any_engine) > 2_000
    undo(any_engine, number)
    assert n_checked(any_engine) == 0


def test_a_revision_and_its_undo_change_the_total_there_and_back(any_engine: Engine):
    taken(any_engine, registry(REGISTRY_ROW))
    taken(any_engine, monthly([PARK, "2026-01", 100, 40], header=POWER))
    with reading(any_engine) as connection:
        first = held(connection)
    assert [row[3:5] for row in first] == [(40.0, 100.0)]
    revision = taken(any_engine, monthly([PARK, "2026-01", 200, 40], header=POWER))
    with reading(any_engine) as connection:
        assert [row[3:5] for row in held(connection)] == [(40.0, 200.0)]
    assert n_checked(any_engine) == 1
    undo(any_engine, revision or 0)
    with reading(any_engine) as connection:
        assert held(connection) == first


def test_a_month_that_is_no_longer_complete_loses_its_total(any_engine: Engine):
    taken(any_engine, registry(REGISTRY_ROW))
    header = (*POWER[:2], POWER[3])
    taken(any_engine, monthly([PARK, "2026-01", 40], header=header))
    assert n_checked(any_engine) == 0
    second = taken(any_engine, monthly([PARK, "2026-01", 100, 40], header=POWER))
    assert n_checked(any_engine) == 1
    undo(any_engine, second or 0)
    assert n_checked(any_engine) == 0


def test_the_demonstration_brings_its_totals_and_takes_them_away(any_engine: Engine):
    demonstration = generate(seed=1, today=date(2026, 11, 21))
    with writing(any_engine) as connection:
        load(connection, demonstration, who="李工", made_at=NOW)
    assert n_checked(any_engine) > 5_000
    with writing(any_engine) as connection:
        remove(connection, who="李工", made_at=NOW)
    assert n_checked(any_engine) == 0


def test_a_total_that_differs_is_a_breach(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202601, {"water_m3": 100, "water_reused_m3": 80})
    assert breaches(by_hand) == ()
    by_hand.execute(update(indicator_total).values(numerator=81.0))
    found, above = breaches(by_hand)
    assert (found.law, found.count) == ("total_differs", 1)
    assert found.examples == ("water_reuse 202601 A",)
    assert (above.law, above.count) == ("place_total_differs", 1)


def test_a_total_that_is_missing_or_too_many_is_a_breach(by_hand: Connection):
    add_park(by_hand, "A")
    for month in (202601, 202602):
        report(by_hand, "A", month, {"water_m3": 100, "water_reused_m3": 80})
    by_hand.execute(delete(indicator_total).where(indicator_total.c.month == 202601))
    by_hand.execute(delete(measure_value).where(measure_value.c.month == 202602))
    found, _ = breaches(by_hand)
    assert found.examples == ("water_reuse 202601 A", "water_reuse 202602 A")


def test_sparse_corrections_leave_the_other_months_alone(by_hand: Connection):
    for code in "ABC":
        add_park(by_hand, code)
        for month in (202601, 202602, 202603):
            report(by_hand, code, month, {"water_m3": 100, "water_reused_m3": 80})
    by_hand.execute(update(measure_value).values(value=50.0))
    totals.refresh(by_hand, park_months=[("A", 202601), ("B", 202602), ("C", 202603)])
    fresh = {(row[2], row[1]) for row in held(by_hand) if row[4] == 50.0}
    assert fresh == {("A", 202601), ("B", 202602), ("C", 202603)}


def test_a_database_counted_by_another_dictionary_is_recounted(any_engine: Engine):
    known = dictionary().indicators
    water = next(each for each in known if each.code == "water_reuse")
    term = replace(water.numerator.terms[0], coefficient=2.0)
    other = replace(water, numerator=replace(water.numerator, terms=(term,)))
    gone = replace(water, code="gone")
    with writing(any_engine) as connection:
        add_park(connection, "A")
        report(connection, "A", 202601, {"water_m3": 100, "water_reused_m3": 80})
        before = held(connection)
        totals.recount_redefined(connection, indicators=(other, gone))
        assert [row[:1] + row[3:5] for row in held(connection)] == [
            ("gone", 80.0, 100.0),
            ("water_reuse", 160.0, 100.0),
        ]
    assert not is_current(any_engine)
    assert migrate(any_engine) is False
    assert is_current(any_engine)
    with reading(any_engine) as connection:
        assert held(connection) == before
        noted = connection.execute(select(counted_indicator.c.indicator)).scalars()
        assert set(noted) == {indicator.code for indicator in known}


cells = st.none() | st.integers(min_value=0, max_value=10**6).map(lambda n: n / 7)
rows = st.tuples(
    st.sampled_from([PARK, OTHER]),
    st.sampled_from(["2025-02", "2026-01", "2026-02", "2026-03"]),
    cells,
    cells,
)
steps = st.lists(
    st.lists(rows, min_size=1, max_size=4, unique_by=lambda row: row[:2])
    | st.integers(min_value=1, max_value=6),
    min_size=1,
    max_size=6,
)


def take_steps(engine: Engine, found: list[Any]) -> None:
    """Import reports, or undo one of the batches that can still be undone."""
    numbers = [taken(engine, registry(REGISTRY_ROW, OTHER_ROW))]
    for step in found:
        if isinstance(step, list):
            full = [row for row in step if row[2:] != (None, None)]
            if full:
                numbers.append(taken(engine, monthly(*full, header=POWER)))
        elif step < len(numbers) and numbers[step] is not None:
            try:
                undo(engine, numbers[step])
            except BatchSupersededError:
                continue
            numbers[step] = None


def start_anew(engine: Engine) -> None:
    """Take back every import that still stands, the last one first."""
    with reading(engine) as connection:
        log = batches.batch_log(connection)
    for entry in log:
        if entry["action"] == "import" and entry["undone_by"] is None:
            undo(engine, entry["number"])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(found=steps)
def test_whatever_was_imported_and_undone_the_totals_are_a_recount(
    engine: Engine, found: list[Any]
):
    take_steps(engine, found)
    n_checked(engine)
    start_anew(engine)
    assert n_checked(engine) == 0


@pytest.mark.postgres
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(found=steps)
def test_on_a_server_as_well(postgres_engine: Engine, found: list[Any]):
    take_steps(postgres_engine, found)
    n_checked(postgres_engine)
    start_anew(postgres_engine)
    assert n_checked(postgres_engine) == 0
