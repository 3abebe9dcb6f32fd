"""The headline says what the figures say, and no more."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.typing.pandas import DataFrame

from dashboard.charts.findings import headline, marked_places, named_places
from dashboard.text import Speaker
from queries.contracts import AttentionItem, GradedPark
from queries.vocabulary import LEAGUE_CITIES
from tests.unit.charts.by_hand import HULUNBUIR, ORDOS, graded, rebounding

SAY = Speaker("zh")
NAMES = {code: SAY(f"place.{code}") for code in LEAGUE_CITIES}
letters = st.sampled_from("ABCDU")
cities = st.sampled_from(LEAGUE_CITIES)


def said(grades: DataFrame[GradedPark], attention: DataFrame[AttentionItem]) -> str:
    return headline(grades=grades, attention=attention, period="2026年一季度", say=SAY)


def places_in(sentence: str) -> set[str]:
    return {code for code, name in NAMES.items() if name in sentence}


def first_number(sentence: str) -> int:
    return int(re.sub(r"\d+年", "", sentence).split(" ")[0])


def test_rebounds_go_before_falls():
    grades = graded(("甲", "A", "C"))
    sentence = said(grades, rebounding(HULUNBUIR))
    assert "反弹" in sentence
    assert "呼伦贝尔" in sentence
    assert first_number(sentence) == 1


def test_without_rebounds_falls_are_told():
    grades = graded(("甲", "A", "C"), ("乙", "B", "A"), league_cities={"甲": ORDOS})
    sentence = said(grades, rebounding())
    assert "等级下降" in sentence
    assert places_in(sentence) == {ORDOS}


def test_where_nothing_is_wrong_the_share_of_good_grades_is_told():
    grades = graded(("甲", "A", "A"), ("乙", "C", "C"), ("丙", "U", "U"))
    sentence = said(grades, rebounding())
    assert "50.0%" in sentence
    assert " 2 个" in sentence


def test_a_sentence_about_calculated_grades_says_so():
    grades = graded(("甲", "U", "A"), calculated=frozenset({"甲"}))
    assert "测算" in said(grades, rebounding())
    fallen = graded(("甲", "A", "B"), calculated=frozenset({"甲"}))
    assert "测算" in said(fallen.assign(previous_origin="calculated"), rebounding())


def test_a_calculated_grade_is_no_fall_from_a_given_one():
    grades = graded(("甲", "A", "B"), calculated=frozenset({"甲"}))
    assert "下降" not in said(grades, rebounding())


def test_where_nothing_is_graded_the_headline_claims_no_grade():
    sentence = said(graded(("甲", "A", "U"), ("乙", "U", "U")), rebounding())
    assert "%" not in sentence
    assert "2 个园区待评" in sentence


def test_where_nobody_is_left_the_headline_says_so():
    assert said(graded(), rebounding()) == SAY("headline.nobody")


def test_an_unrated_park_neither_rose_nor_fell():
    sentence = said(graded(("甲", "A", "U"), ("乙", "U", "D")), rebounding())
    assert "下降" not in sentence


def test_more_than_three_places_are_counted_not_named():
    four = LEAGUE_CITIES[:4]
    assert named_places(four) == ()
    sentence = said(graded(("甲", "A", "A")), rebounding(*four))
    assert not places_in(sentence)
    assert " 4 个盟市" in sentence


@settings(max_examples=30, deadline=None)
@given(hit=st.lists(cities, min_size=1, max_size=8))
def test_a_headline_names_every_place_of_a_rebound_or_none(hit: list[str]):
    grades, attention = graded(("甲", "A", "A")), rebounding(*hit)
    sentence = said(grades, attention)
    assert first_number(sentence) == len(hit)
    assert places_in(sentence) in (set(hit), set())
    assert places_in(sentence) == marked_places(grades, attention)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(letters, letters, cities), min_size=1, max_size=8))
def test_a_headline_about_falls_counts_exactly_the_parks_that_fell(
    rows: list[tuple[str, str, str]],
):
    parks = {str(number): city for number, (_, _, city) in enumerate(rows)}
    grades = graded(
        *((str(number), before, now) for number, (before, now, _) in enumerate(rows)),
        league_cities=parks,
    )
    fallen = [
        city
        for before, now, city in rows
        if before in "ABCD" and now in "ABCD" and now > before
    ]
    sentence = said(grades, rebounding())
    assert ("下降" in sentence) == bool(fallen)
    if fallen:
        assert first_number(sentence) == len(fallen)
        assert places_in(sentence) in (set(fallen), set())
