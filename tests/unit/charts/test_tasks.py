"""What needs attention, a line a park."""

from dashboard.charts.tasks import Task, attention_tasks
from dashboard.text import Speaker
from queries.vocabulary import AttentionKind, Grade
from tests.unit.charts.by_hand import INTENSITY, indicator, items

SAY = Speaker("zh")


def tasks(*rows: dict[str, object]) -> tuple[Task, ...]:
    return attention_tasks(
        items(*rows), grades={"甲": Grade.B}, core=indicator(INTENSITY), say=SAY
    )


REBOUND = {
    "kind": AttentionKind.REBOUND,
    "code": "甲",
    "value": 1.634,
    "value_before": 1.441,
}
FALLEN = {
    "kind": AttentionKind.GRADE_FALLEN,
    "code": "甲",
    "grade": "C",
    "previous_grade": "A",
}


def test_a_rebound_tells_both_numbers():
    (task,) = tasks(REBOUND)
    assert task.reason == SAY("task.rebound", before="1.44", now="1.63")
    assert (task.grade, task.park, task.place) == ("B", "甲", "鄂尔多斯")


def test_a_park_has_one_line_its_most_urgent():
    (task,) = tasks(REBOUND, FALLEN)
    assert "1.63" in task.reason


def test_a_fall_tells_from_where_to_where():
    (task,) = tasks(FALLEN)
    assert task.reason == SAY("task.fallen", before="A", now="C")


def test_a_park_that_stays_at_d_did_not_fall():
    row = {"kind": AttentionKind.GRADE_D, "code": "乙", "grade": "D"}
    for before in ("D", "U", None):
        (task,) = tasks(row | {"previous_grade": before})
        assert task.reason == SAY("task.grade", grade="D")
        assert task.grade == "U"


def test_an_overdue_report_tells_the_days_and_an_awaited_one_is_no_task():
    (task,) = tasks(
        {"kind": AttentionKind.REPORT_OVERDUE, "code": "甲", "days": 12},
        {"kind": AttentionKind.REPORT_AWAITED, "code": "乙", "days": 3},
    )
    assert "12" in task.due


def test_a_calculated_grade_says_so():
    weak = {"kind": AttentionKind.GRADE_D, "code": "乙", "grade": "D"}
    for row, key in ((FALLEN, "fallen"), (weak, "grade")):
        (given,) = tasks(row | {"origin": "official"})
        (found,) = tasks(row | {"origin": "calculated"})
        assert "测算" not in given.reason
        assert "测算" in found.reason, key
