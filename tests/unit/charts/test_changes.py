"""Who rose, who fell, and how many stayed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.changes import (
    NAMES_SHOWN,
    change_counts,
    grade_changes,
    no_change,
    short_name,
)
from dashboard.text import Speaker
from queries.vocabulary import Grade
from tests.unit.charts.by_hand import graded

SAY = Speaker("zh")
letters = st.sampled_from("ABCDU")


def test_parks_are_grouped_by_where_they_came_from_and_went():
    changes = grade_changes(
        graded(
            ("甲", "B", "A"),
            ("乙", "A", "B"),
            ("丙", "A", "B"),
            ("丁", "C", "D"),
            ("戊", "C", "C"),
            ("己", "U", "A"),
            ("庚", "A", "U"),
        ),
        say=SAY,
    )
    told = [(row.before, row.now, row.names, row.is_fall) for row in changes.rows]
    assert told == [
        (Grade.C, Grade.D, "丁", True),
        (Grade.A, Grade.B, "乙、丙", True),
        (Grade.B, Grade.A, "甲", False),
    ]
    assert (changes.n_risen, changes.n_fallen) == (1, 3)
    assert (changes.n_unchanged, changes.n_new) == (1, 1)


def test_without_any_grade_nothing_changed():
    changes = grade_changes(graded(("甲", "U", "U")), say=SAY)
    assert changes.rows == ()
    assert (changes.n_risen, changes.n_fallen, changes.n_unchanged) == (0, 0, 0)


def test_that_nobody_rose_or_fell_is_said_only_of_parks_compared():
    stayed = grade_changes(graded(("甲", "B", "B")), say=SAY)
    assert no_change(stayed, say=SAY) == SAY("changes.none")
    apart = graded(("甲", "B", "A"), calculated=frozenset({"甲"}))
    for frame in (apart, graded(("甲", "U", "A")), graded()):
        changes = grade_changes(frame, say=SAY)
        assert changes.n_compared == 0
        assert no_change(changes, say=SAY) == SAY("changes.incomparable")


def test_names_that_do_not_fit_are_counted():
    names = [f"园{number}" for number in range(NAMES_SHOWN + 3)]
    changes = grade_changes(graded(*((name, "B", "A") for name in names)), say=SAY)
    said = changes.rows[0].names
    assert names[0] in said
    assert names[-1] not in said
    assert str(len(names)) in said


def test_a_name_cannot_turn_into_form():
    changes = grade_changes(graded(("**粗**", "B", "A")), say=SAY)
    assert changes.rows[0].names == r"\*\*粗\*\*"


def test_the_prefix_of_demonstration_parks_is_left_out():
    assert short_name("示例园区·额济纳") == "额济纳"
    assert short_name("示例园区") == "示例园区"
    assert short_name("达拉特园区") == "达拉特园区"


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(letters, letters), max_size=12))
def test_every_rated_park_is_counted_once(rows: list[tuple[str, str]]):
    changes = grade_changes(
        graded(*((str(number), *row) for number, row in enumerate(rows))), say=SAY
    )
    rated = sum(now != "U" for _, now in rows)
    assert rated == (
        changes.n_risen + changes.n_fallen + changes.n_unchanged + changes.n_new
    )


def test_a_calculated_grade_did_not_fall_from_one_that_was_given():
    frame = graded(("甲", "A", "B"), ("乙", "A", "B"), calculated=frozenset({"甲"}))
    changes = grade_changes(frame, say=SAY)
    assert [row.names for row in changes.rows] == ["乙"]
    assert (changes.n_fallen, changes.n_new) == (1, 1)


def test_a_change_between_calculated_grades_says_so():
    frame = graded(("甲", "A", "B"), calculated=frozenset({"甲"}))
    both = frame.assign(previous_origin="calculated")
    assert [row.names for row in grade_changes(both, say=SAY).rows] == ["甲（测算）"]


def test_who_cannot_be_compared_is_counted_beside_the_changes():
    frame = graded(("甲", "A", "B"), ("乙", "A", "B"), calculated=frozenset({"甲"}))
    said = change_counts(grade_changes(frame, say=SAY), say=SAY)
    assert said == "升 0 · 降 1 · 不变 0 · 不可比 1"
    alike = change_counts(grade_changes(frame.iloc[1:], say=SAY), say=SAY)
    assert alike == "升 0 · 降 1 · 不变 0"
