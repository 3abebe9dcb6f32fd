"""A grade in words: its letter, who found it, and where two do not agree."""

from typing import Any

from pandera.typing.pandas import DataFrame

from dashboard.text import Speaker
from queries.contracts import GradedPark
from queries.rows import records
from queries.vocabulary import Grade


def grade_words(grade: str, say: Speaker) -> str:
    """Return a grade as letter and word; the unrated has a word only."""
    word = say(f"grade.{grade}")
    return word if grade == Grade.U else f"{grade} {word}"


def graded_words(grades: DataFrame[GradedPark], *, say: Speaker) -> dict[str, str]:
    """Return each park's grade by code; a calculated one says so.

    So does an official one that is not what the rules give.
    """
    return {row.code: _graded(row, say) for row in records(grades)}


def _graded(row: Any, say: Speaker) -> str:  # noqa: ANN401  a row of ``GradedPark``
    words = grade_words(row.grade, say)
    if row.origin == "calculated":
        return say("grade.is_calculated", grade=words)
    if row.differs:
        return say("grade.is_disputed", grade=words, calculated=row.calculated)
    return words


def lit_words(grades: DataFrame[GradedPark], *, say: Speaker) -> dict[str, str]:
    """Return each park's grade by code, and behind it the light of a month."""
    lights = light_words(grades, say=say)
    return {
        code: say("grade.is_lit", grade=words, light=lights[code])
        if code in lights
        else words
        for code, words in graded_words(grades, say=say).items()
    }


def light_words(grades: DataFrame[GradedPark], *, say: Speaker) -> dict[str, str]:
    """Return the light of each park that has one, by code; only months have any."""
    lit = grades.dropna(subset=["light"])
    return {row.code: say(f"light.{row.light}") for row in records(lit)}
