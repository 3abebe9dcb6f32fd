"""The identity of the data behind what is shown."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from queries.months import Month
from queries.scope import REGION, Scope
from queries.snapshots import counts_statement, last_batch_statement, snapshot
from queries.vocabulary import ParkClass
from tests.parks_by_hand import add_park, enter_batch


def test_an_empty_database_says_so(by_hand: Connection):
    found = snapshot(by_hand, scope=REGION)
    assert (found.code, found.version, found.made_at) == ("empty", 0, None)
    assert (found.n_parks, found.last_month, found.park_class) == (0, None, None)
    assert not found.is_simulated


def test_the_code_is_chinas_date_of_the_last_batch_and_its_number(
    by_hand: Connection,
):
    enter_batch(by_hand)
    enter_batch(by_hand)
    found = snapshot(by_hand, scope=REGION)
    assert found.code == "20260421-2"
    assert found.made_at == datetime(2026, 4, 20, 17, 30, tzinfo=UTC)


def test_the_samples_are_counted_and_simulated(sampled: Connection):
    found = snapshot(sampled, scope=REGION)
    assert (found.n_parks, found.n_reports, found.n_assessments) == (24, 285, 72)
    assert (found.first_month, found.last_month) == (Month(2025, 1), Month(2026, 3))
    assert found.park_class is ParkClass.SIMULATED
    assert found.is_simulated


def test_each_class_of_parks_is_told_apart(by_hand: Connection):
    add_park(by_hand, "G", simulated=True, origin="generated")
    assert snapshot(by_hand, scope=REGION).park_class is ParkClass.GENERATED
    add_park(by_hand, "R")
    found = snapshot(by_hand, scope=REGION)
    assert (found.park_class, found.n_parks) == (ParkClass.REAL, 1)
    assert not found.is_simulated


def test_a_scope_narrows_the_counts_not_the_version(sampled: Connection):
    found = snapshot(sampled, scope=Scope(parks=frozenset({"150600-01"})))
    assert (found.version, found.n_parks, found.n_reports) == (1, 1, 15)


def test_statements_build():
    assert "n_parks" in str(counts_statement(scope=REGION))
    assert "made_at" in str(last_batch_statement())
