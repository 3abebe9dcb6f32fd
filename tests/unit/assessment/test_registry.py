"""Rule sets are adopted as batches; each period is judged by the one of its time."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection

from queries import batches
from queries.assessment import rule_files
from queries.assessment.gradings import graded_parks
from queries.assessment.registry import (
    adopt,
    adopted_statement,
    chosen,
    in_force,
    known_rule_sets,
)
from queries.errors import (
    BatchAlreadyUndoneError,
    DataFileWrongError,
    NoRulesThenError,
    RuleSetExistsError,
    UnknownRuleSetError,
)
from queries.months import Period
from queries.scope import REGION

NOON = datetime(2026, 4, 20, 4, tzinfo=UTC)
(_, SHIPPED), *_ = rule_files.shipped()
OURS = "2026-provisional"


def rules_text(code: str, *, valid_from: str = "2026-04", best: int = 90) -> str:
    return (
        SHIPPED.replace(f'id = "{OURS}"', f'id = "{code}"')
        .replace('valid_from = "2026-01" #', f'valid_from = "{valid_from}" #')
        .replace("A = 90", f"A = {best}")
    )


def enter(connection: Connection, text: str) -> int:
    rules, number = adopt(
        connection, text=text, file="新规则.toml", who="李工", made_at=NOON
    )
    assert rules.code in {one.rules.code for one in known_rule_sets(connection)}
    return number


def judging(connection: Connection, period: str) -> str | None:
    rules = in_force(known_rule_sets(connection), period=Period.parse(period))
    return None if rules is None else rules.code


def test_without_any_adoption_the_shipped_rules_judge_from_2026_on(
    by_hand: Connection,
):
    assert [one.batch for one in known_rule_sets(by_hand)] == [None]
    assert judging(by_hand, "2026-01") == OURS
    assert judging(by_hand, "2031") == OURS
    assert judging(by_hand, "2025Q4") is None


def test_adopted_rules_are_a_batch_and_judge_from_their_first_month(
    by_hand: Connection,
):
    before = batches.data_version(by_hand)
    number = enter(by_hand, rules_text("2026-04"))
    assert number == before + 1 == batches.data_version(by_hand)
    (entry, *_) = batches.batch_log(by_hand)
    assert (entry["action"], entry["who"]) == ("rules", "李工")
    assert entry["summary"] == {"files": ["新规则.toml"], "rule_set": "2026-04"}
    assert {
        period: judging(by_hand, period)
        for period in ("2026Q1", "2026-03", "2026-04", "2026Q2", "2026H1", "2026")
    } == {
        "2026Q1": OURS,
        "2026-03": OURS,
        "2026-04": "2026-04",
        "2026Q2": "2026-04",
        "2026H1": "2026-04",
        "2026": "2026-04",
    }


def test_of_two_rule_sets_of_one_month_the_one_adopted_later_judges(
    by_hand: Connection,
):
    enter(by_hand, rules_text("first"))
    enter(by_hand, rules_text("second"))
    enter(by_hand, rules_text("older", valid_from="2026-02"))
    assert judging(by_hand, "2026Q2") == "second"
    assert judging(by_hand, "2026-03") == "older"


@pytest.mark.parametrize("code", [OURS, "mine"])
def test_a_code_that_is_there_is_refused_and_nothing_is_written(
    by_hand: Connection, code: str
):
    enter(by_hand, rules_text("mine"))
    before = batches.data_version(by_hand)
    with pytest.raises(RuleSetExistsError) as caught:
        enter(by_hand, rules_text(code, best=95))
    assert caught.value.values == {"code": code}
    assert batches.data_version(by_hand) == before
    assert len(known_rule_sets(by_hand)) == 2


def test_rules_that_do_not_add_up_are_not_adopted(by_hand: Connection):
    with pytest.raises(DataFileWrongError) as caught:
        enter(by_hand, rules_text("mine").replace("weight = 0.40", "weight = 0.41"))
    assert caught.value.values["file"] == "新规则.toml"
    assert batches.data_version(by_hand) == 0


def test_an_undo_takes_the_rules_back_and_they_can_be_adopted_again(
    by_hand: Connection,
):
    number = enter(by_hand, rules_text("mine"))
    batches.undo(by_hand, number=number, who="王工", made_at=NOON)
    assert judging(by_hand, "2026Q2") == OURS
    assert batches.data_version(by_hand) == number + 1
    with pytest.raises(BatchAlreadyUndoneError):
        batches.undo(by_hand, number=number, who="王工", made_at=NOON)
    assert enter(by_hand, rules_text("mine")) == number + 2
    assert judging(by_hand, "2026Q2") == "mine"


def test_the_rules_asked_for_prevail_over_those_in_force(by_hand: Connection):
    enter(by_hand, rules_text("mine"))
    known = known_rule_sets(by_hand)
    first, late = Period.parse("2026Q1"), Period.parse("2025Q4")
    assert chosen(known, period=first, code=None).code == OURS
    assert chosen(known, period=first, code="mine").code == "mine"
    assert chosen(known, period=late, code=OURS).code == OURS
    with pytest.raises(NoRulesThenError):
        chosen(known, period=late, code=None)
    with pytest.raises(UnknownRuleSetError) as caught:
        chosen(known, period=first, code="theirs")
    assert caught.value.values == {"code": "theirs", "known": f"{OURS}、mine"}


def test_adopted_rules_change_the_grades_of_their_periods_only(sampled: Connection):
    """A quarter without gates: who is off the path is no longer held at B."""
    gateless = rules_text("open", valid_from="2026-03").partition("[[gate]]")[0]
    period = Period.parse("2026Q1")
    question = {"scope": REGION, "today": date(2026, 4, 20)}
    before = graded_parks(sampled, period=period, **question)
    february = graded_parks(sampled, period=Period.parse("2026-02"), **question)
    enter(sampled, gateless)
    after = graded_parks(sampled, period=period, **question)
    assert (after["calculated"] == before["uncapped"]).all()
    assert (after["calculated"] != before["calculated"]).any()
    again = graded_parks(sampled, period=Period.parse("2026-02"), **question)
    assert february["calculated"].equals(again["calculated"])


def test_the_statement_builds():
    assert "rule_set" in str(adopted_statement())
