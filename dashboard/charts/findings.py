"""The headline of the overview: a sentence made from the data, and no more."""

from collections.abc import Collection, Iterable
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.kpis import good_share
from dashboard.text import Speaker
from queries.contracts import AttentionItem, GradedPark
from queries.vocabulary import LEAGUE_CITIES, RATED, Grade

NAMED_AT_MOST: Final = 3
"""More places than this are counted, not named."""


def headline(
    *,
    grades: DataFrame[GradedPark],
    attention: DataFrame[AttentionItem],
    period: str,
    say: Speaker,
    wanted: Collection[Grade] = (),
) -> str:
    """Return what a reader should take from the map, in one sentence.

    Rebounds go first, then falls of grade, then the share of good grades; where
    nothing is graded, the sentence says so. Parks of the *wanted* grades only are
    counted and placed, nothing else: their share of good grades would be no finding.
    """
    if wanted:
        return _selected(grades, wanted, say)
    if grades.empty:
        return say("headline.nobody")
    rebounds = attention.loc[attention["kind"] == "rebound"]
    if len(rebounds):
        return _located("headline.rebounds", rebounds["league_city"], say)
    fallen = grades.loc[has_fallen(grades)]
    if len(fallen):
        sentence = _located("headline.fallen", fallen["league_city"], say)
        return _marked(sentence, fallen, say)
    share = good_share(grades["grade"])
    if share is None:
        return say("headline.unrated", period=period, n=len(grades))
    rated = int((grades["grade"] != Grade.U).sum())
    sentence = say("headline.good", period=period, n=rated, share=f"{share * 100:.1f}%")
    return _marked(sentence, grades, say)


def _selected(
    grades: DataFrame[GradedPark], wanted: Collection[Grade], say: Speaker
) -> str:
    """Return how many parks of the *wanted* grades there are, and where."""
    if grades.empty:
        return say("headline.selected_nobody")
    words = _wanted_words(wanted, say)
    sentence = _located("headline.selected", grades["league_city"], say, grades=words)
    return _marked(sentence, grades, say)


def _wanted_words(wanted: Collection[Grade], say: Speaker) -> str:
    """Return the *wanted* grades before the parks that have them, the best first."""
    letters = say("list.comma").join(grade for grade in RATED if grade in wanted)
    rated = say("headline.selected_rated", letters=letters)
    if Grade.U not in wanted:
        return rated
    unrated = say("headline.selected_unrated")
    if not letters:
        return unrated
    return say("headline.selected_both", rated=rated, unrated=unrated)


def _marked(sentence: str, grades: DataFrame[GradedPark], say: Speaker) -> str:
    """Say so where grades behind a sentence are calculated, not given."""
    if not (grades["origin"] == "calculated").any():
        return sentence
    return say("headline.calculated", sentence=sentence)


def has_fallen(grades: DataFrame[GradedPark]) -> "list[bool]":
    """Say for each park whether its grade is worse than in the period before.

    Grades of two origins, one given and one calculated, are not compared.
    """
    alike = grades["origin"] == grades["previous_origin"]
    pairs = zip(grades["previous_grade"], grades["grade"], alike, strict=True)
    return [
        is_alike and Grade(now).is_worse_than(Grade(before))
        for before, now, is_alike in pairs
    ]


def named_places(league_cities: Iterable[str]) -> tuple[str, ...]:
    """Return the league-cities that a headline names, in the official order."""
    found = set(league_cities)
    if len(found) > NAMED_AT_MOST:
        return ()
    return tuple(code for code in LEAGUE_CITIES if code in found)


def marked_places(
    grades: DataFrame[GradedPark],
    attention: DataFrame[AttentionItem],
    *,
    wanted: Collection[Grade] = (),
) -> frozenset[str]:
    """Return the league-cities that the headline names: the map outlines them."""
    if wanted:
        return frozenset(named_places(grades["league_city"]))
    rebounds = attention.loc[attention["kind"] == "rebound", "league_city"]
    if len(rebounds):
        return frozenset(named_places(list(rebounds)))
    return frozenset(named_places(list(grades.loc[has_fallen(grades), "league_city"])))


def _located(
    key: str, league_cities: "pd.Series[str]", say: Speaker, **words: str
) -> str:
    """Return the sentence of *key* with the places named, or counted if many."""
    named = named_places(list(league_cities))
    if named:
        places = say("list.comma").join(say(f"place.{code}") for code in named)
        return say(key, n=len(league_cities), places=places, **words)
    spread = len(set(league_cities))
    return say(f"{key}_spread", n=len(league_cities), spread=spread, **words)
