"""A grade says who found it, and where two of them do not agree."""

from dashboard.charts.grade_words import graded_words, light_words, lit_words
from dashboard.text import Speaker
from tests.unit.charts.by_hand import graded

SAY = Speaker("zh")


def test_a_given_grade_is_a_letter_and_a_word_and_the_unrated_a_word():
    assert graded_words(graded(("甲", "A", "C"), ("乙", "A", "U")), say=SAY) == {
        "甲": "C 待提升",
        "乙": "未评",
    }


def test_a_calculated_grade_says_so():
    frame = graded(("甲", "U", "B"), calculated=frozenset({"甲"}))
    assert graded_words(frame, say=SAY) == {"甲": "B 良好（测算）"}


def test_a_given_grade_that_the_rules_do_not_give_says_so():
    frame = graded(("甲", "U", "C")).assign(calculated="B", differs=True)
    assert graded_words(frame, say=SAY) == {"甲": "C 待提升（测算 B，不一致）"}


def test_a_month_has_lights_and_other_periods_have_none():
    frame = graded(("甲", "U", "C"), ("乙", "U", "C"))
    assert light_words(frame, say=SAY) == {}
    lit = frame.assign(light=["red", None])
    assert light_words(lit, say=SAY) == {"甲": "红灯"}
    assert lit_words(lit, say=SAY) == {
        "甲": "C 待提升 · 当月红灯",
        "乙": "C 待提升",
    }
