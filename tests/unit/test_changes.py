"""What has been written since a snapshot was taken."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection

from dashboard import change_words
from dashboard.text import Speaker
from queries.batches import open_batch, undo
from queries.changes import (
    batches_after_statement,
    changes_since,
    written_statement,
)
from queries.errors import SnapshotForeignError, SnapshotNewerError
from queries.months import Month
from queries.scope import REGION, Scope
from queries.vocabulary import Action
from tests.parks_by_hand import add_park, enter_batch, report

FIRST = "20260421-1"
"""The first batch entered by hand: 01:30 in China is a day later than in London."""

say = Speaker("zh")


def words(connection: Connection, code: str = FIRST) -> list[str]:
    changes = changes_since(connection, scope=REGION, code=code)
    return [change_words.wrote(change, say=say) for change in changes]


def test_nothing_has_changed_since_the_last_batch(by_hand: Connection):
    add_park(by_hand, "A")
    assert changes_since(by_hand, scope=REGION, code=FIRST) == ()
    assert "没有变化" in change_words.finding((), FIRST, say=say)


def test_a_later_batch_says_parks_months_and_counts(by_hand: Connection):
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    number = enter_batch(by_hand)
    report(by_hand, "A", 202602, {"energy_tce": 1.0, "co2_t": 2.0})
    report(by_hand, "A", 202603, {"energy_tce": 3.0})
    report(by_hand, "B", 202603, {"energy_tce": 4.0})
    (change,) = changes_since(by_hand, scope=REGION, code=FIRST)
    assert (change.number, change.who, change.action) == (
        number,
        "tests",
        Action.IMPORT,
    )
    assert (change.n_parks, change.n_reports, change.n_values) == (2, 3, 4)
    assert (change.first_month, change.last_month) == (Month(2026, 2), Month(2026, 3))
    assert change.made_at.date() == date(2026, 4, 21)
    assert words(by_hand) == ["2 个园区、2026-02 至 2026-03、3 份月报、4 个填报值"]


def test_an_undone_batch_and_its_undo_are_both_told(by_hand: Connection):
    add_park(by_hand, "A")
    number = enter_batch(by_hand)
    report(by_hand, "A", 202603, {"energy_tce": 1.0})
    now = datetime(2026, 4, 22, tzinfo=UTC)
    undo(by_hand, number=number, who="tests", made_at=now)
    changes = changes_since(by_hand, scope=REGION, code=FIRST)
    assert [change_words.what(change, say=say) for change in changes] == [
        "撤销第 2 批",
        "导入",
    ]
    assert words(by_hand) == ["没有改动园区数据", "已被第 3 批撤销"]


def test_rows_are_counted_for_the_parks_that_the_reader_may_see(by_hand: Connection):
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    enter_batch(by_hand)
    report(by_hand, "B", 202603, {"energy_tce": 4.0})
    own = Scope(parks=frozenset({"A"}))
    (change,) = changes_since(by_hand, scope=own, code=FIRST)
    assert (change.n_parks, change.n_values, change.first_month) == (0, 0, None)


def test_everything_has_changed_since_an_empty_database(sampled: Connection):
    (change,) = changes_since(sampled, scope=REGION, code="empty")
    assert (change.n_parks, change.n_reports, change.n_grades) == (24, 285, 72)


def test_a_snapshot_that_is_newer_than_the_data_is_told(by_hand: Connection):
    enter_batch(by_hand)
    with pytest.raises(SnapshotNewerError) as caught:
        changes_since(by_hand, scope=REGION, code="20260421-2")
    assert caught.value.values == {"code": "20260421-2", "last": FIRST}
    assert FIRST in say.error(caught.value)


def test_no_snapshot_was_ever_taken_of_a_database_without_batches(by_hand: Connection):
    with pytest.raises(SnapshotNewerError) as caught:
        changes_since(by_hand, scope=REGION, code=FIRST)
    assert caught.value.values["last"] == "empty"


def test_a_snapshot_of_another_database_is_told(by_hand: Connection):
    enter_batch(by_hand)
    with pytest.raises(SnapshotForeignError) as caught:
        changes_since(by_hand, scope=REGION, code="20260422-1")
    assert caught.value.values["day"] == date(2026, 4, 21)


def test_rules_that_were_adopted_change_no_park(by_hand: Connection):
    enter_batch(by_hand)
    open_batch(
        by_hand,
        action=Action.RULES,
        who="tests",
        made_at=datetime(2026, 5, 1, tzinfo=UTC),
        summary={"files": ["2026.toml"]},
    )
    assert words(by_hand) == ["没有改动园区数据"]


def test_statements_build():
    assert "undone_by" in str(batches_after_statement(version=1))
    assert "n_parks" in str(written_statement(scope=REGION, version=1))
