"""The headline says what the figures say, and no more."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.typing.pandas import DataFrame

from dashboard.charts.findings import headline, marked_places, named_places
from dashboard.text import Speaker
from queries.contracts import AttentionItem, GradedPark
from queries.vocabulary import LEAGUE_CITIES, Grade
from tests.unit.charts.by_hand import HULUNBUIR, ORDOS, graded, rebounding

SAY = Speaker("zh")
NAMES = {code: SAY(f"place.{code}") for code in LEAGUE_CITIES}
letters = st.sampled_from("ABCDU")
cities = st.sampled_from(LEAGUE_CITIES)


def said(
    grades: DataFrame[GradedPark],
    attention: DataFrame[AttentionItem],
    *,
    wanted: str = "",
    say: Speaker = SAY,
) -> str:
    return headline(
        grades=grades,
        attention=attention,
        period="2026年一季度",
        say=say,
        wanted=frozenset(map(Grade, wanted)),
    )


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


def test_of_chosen_grades_the_parks_are_counted_and_placed():
    grades = graded(("甲", "C", "D"), ("乙", "D", "D"), league_cities={"乙": HULUNBUIR})
    sentence = said(grades, rebounding(ORDOS), wanted="D")
    assert sentence == "筛选出 2 个 D 级园区，位于呼伦贝尔、鄂尔多斯"
    marked = marked_places(grades, rebounding(ORDOS), wanted=[Grade.D])
    assert marked == {ORDOS, HULUNBUIR}


@pytest.mark.parametrize(
    ("wanted", "chinese", "english"),
    [
        ("D", "1 个 D 级园区", "1 parks selected, graded D, in"),
        ("CB", "1 个 B、C 级园区", "graded B, C, in"),
        ("U", "1 个未评园区", "unrated, in"),
        ("UD", "1 个 D 级和未评园区", "graded D or unrated, in"),
    ],
)
def test_the_chosen_grades_are_named(wanted: str, chinese: str, english: str):
    grades = graded(("甲", "U", wanted[0]))
    assert chinese in said(grades, rebounding(), wanted=wanted)
    assert english in said(grades, rebounding(), wanted=wanted, say=Speaker("en"))


def test_parks_of_chosen_grades_in_many_places_are_not_placed_by_name():
    cities = {str(number): code for number, code in enumerate(LEAGUE_CITIES[:4])}
    grades = graded(*((name, "A", "A") for name in cities), league_cities=cities)
    sentence = said(grades, rebounding(), wanted="A")
    assert sentence == "筛选出 4 个 A 级园区，分布在 4 个盟市"
    assert not marked_places(grades, rebounding(), wanted=[Grade.A])


def test_chosen_grades_that_are_calculated_say_so():
    grades = graded(("甲", "U", "A"), calculated=frozenset({"甲"}))
    assert "测算" in said(grades, rebounding(), wanted="A")


def test_where_no_park_has_a_chosen_grade_the_headline_says_so():
    sentence = said(graded(), rebounding(), wanted="D")
    assert sentence == "没有符合筛选条件的园区"


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
