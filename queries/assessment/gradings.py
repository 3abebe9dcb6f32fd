"""Every park's grade of a period: the official one beside the one that rules give."""

from datetime import date
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from queries.assessment.inputs import scoring_inputs
from queries.assessment.registry import in_force, known_rule_sets
from queries.assessment.rules import RuleSet
from queries.assessment.scoring import Scores, scored
from queries.contracts import GradedPark, OfficialGrade, ScoringInput
from queries.frames import checked
from queries.grades import official_grades
from queries.indicators import dictionary
from queries.months import MONTHS_A_QUARTER, Month, Period
from queries.scope import Scope
from queries.vocabulary import Grade

OWN: Final = {
    "code": "str",
    "grade": "str",
    "score": "float",
    "uncapped": "str",
    "coverage": "float",
    "gates": "str",
}
"""What is taken from a judgement, and of which type."""

SHOWN: Final = (
    "grade",
    "score",
    "origin",
    "period",
    "previous_grade",
    "previous_origin",
    "official",
    "official_score",
    "assessor",
    "assessed_on",
    "note",
)
"""The columns of the grade that a reader sees first."""


def judged(
    connection: Connection,
    *,
    scope: Scope,
    rules: RuleSet,
    period: Period,
    today: date,
) -> Scores:
    """Return what *rules* make of every park that counts in *period*.

    A period that still runs is judged by its months that have ended by *today*, and
    nobody is held to a report before it is due. Of a period without such a month
    nothing is known or owed, and every park is unrated.
    """
    inputs = inputs_by(connection, scope=scope, rules=rules, period=period, today=today)
    month = last_judged(period, today=today) or period.first
    return scored(inputs, rules=rules, known=dictionary(), month=month)


def inputs_by(
    connection: Connection,
    *,
    scope: Scope,
    rules: RuleSet,
    period: Period,
    today: date,
) -> DataFrame[ScoringInput]:
    """Return what *rules* judge by in *period*, and only what is owed by *today*."""
    month = last_judged(period, today=today)
    inputs = scoring_inputs(
        connection,
        scope=scope,
        rules=rules,
        known=dictionary(),
        period=period,
        month=month or period.first,
    )
    owed = inputs["due_months"] - _not_yet_due(month, today)
    if month is None:
        owed = owed * 0
    return checked(inputs.assign(due_months=owed.clip(lower=0)), ScoringInput)


def last_judged(period: Period, *, today: date) -> Month | None:
    """Return the last month of *period* that has ended by *today*; ``None`` if none.

    A month that still runs is not judged, even where some have reported it early: the
    others would seem to be late.
    """
    month = min(period.last, Month.containing(today).plus(-1))
    return month if month >= period.first else None


def _not_yet_due(month: Month | None, today: date) -> int:
    """Return how many months up to *month* need not have been reported by *today*."""
    return int(month is not None and today <= month.due_on)


def graded_parks(
    connection: Connection,
    *,
    scope: Scope,
    period: Period,
    today: date,
    rules: RuleSet | None = None,
) -> DataFrame[GradedPark]:
    """Return every park that counts with its grade of *period*, in the official order.

    The official grade is shown where there is one, else the calculated one. A month
    shows the grade of the latest period that had ended by then, and has a light of its
    own beside it. Calculated is by *rules*, or by the set that was valid then; where
    none was, nothing is calculated.
    """
    official = official_grades(connection, scope=scope, period=period)
    by = rules or _valid(connection, period)
    own = _calculated(connection, scope, by, period, today)
    frame = _beside(official, own, period=period)
    if len(period.months) == 1:
        frame = _of_a_month(frame, by)
        if not (frame["official"] != Grade.U).all():
            ended = _last_quarter(period.last)
            shown = graded_parks(
                connection, scope=scope, period=ended, today=today, rules=rules
            )
            frame = _filled(frame, shown)
    else:
        earlier = period.previous
        by = rules or _valid(connection, earlier)
        before = _calculated(connection, scope, by, earlier, today)
        frame = _of_a_period(frame, before, period=period)
    return checked(frame, GradedPark)


def _valid(connection: Connection, period: Period) -> RuleSet | None:
    return in_force(known_rule_sets(connection), period=period)


def _last_quarter(month: Month) -> Period:
    """Return the latest quarter that has ended by the end of *month*."""
    last = month.plus(-(month.number % MONTHS_A_QUARTER))
    return Period(last.plus(1 - MONTHS_A_QUARTER), last)


def _calculated(
    connection: Connection,
    scope: Scope,
    rules: RuleSet | None,
    period: Period,
    today: date,
) -> pd.DataFrame:
    """Return what the rules make of each park; no row without rules."""
    if rules is None:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in OWN.items()})
    found = judged(connection, scope=scope, rules=rules, period=period, today=today)
    return found.parks[list(OWN)]


def _beside(
    official: DataFrame[OfficialGrade], own: pd.DataFrame, *, period: Period
) -> pd.DataFrame:
    """Set what was given and what was calculated side by side; show what was given."""
    given = official.rename(columns={"grade": "official", "score": "official_score"})
    worked_out = own.rename(
        columns={"grade": "calculated", "score": "calculated_score"}
    )
    frame = given.merge(worked_out, on="code", how="left")
    letters = ["calculated", "uncapped"]
    frame[letters] = frame[letters].fillna(Grade.U.value)
    is_given = frame["official"] != Grade.U
    both = (
        is_given & (frame["calculated"] != Grade.U) & (frame["period"] == str(period))
    )
    return frame.assign(
        grade=frame["official"],
        score=frame["official_score"].where(is_given),
        origin=_origin(frame["official"], "official"),
        previous_origin=_origin(frame["previous_grade"], "official"),
        gates=frame["gates"].fillna(""),
        differs=both & (frame["official"] != frame["calculated"]),
        light=None,
    )


def _origin(grades: "pd.Series[str]", origin: str) -> "pd.Series[str]":
    """Return *origin* for every grade there is, nothing for none."""
    return pd.Series(None, index=grades.index, dtype="str").mask(
        grades != Grade.U, origin
    )


def _of_a_period(
    frame: pd.DataFrame, before: pd.DataFrame, *, period: Period
) -> pd.DataFrame:
    """Show the calculated grade, now and before, where no official one was given."""
    is_own = (frame["official"] == Grade.U) & (frame["calculated"] != Grade.U)
    given, given_origin = frame["previous_grade"], frame["previous_origin"]
    earlier = before.set_index("code")["grade"].reindex(frame["code"])
    earlier = earlier.fillna(Grade.U.value).set_axis(frame.index)
    return frame.assign(
        grade=frame["grade"].mask(is_own, frame["calculated"]),
        score=frame["score"].mask(is_own, frame["calculated_score"]),
        origin=frame["origin"].mask(is_own, "calculated"),
        period=frame["period"].mask(is_own, str(period)),
        previous_grade=given.where(given != Grade.U, earlier),
        previous_origin=given_origin.fillna(_origin(earlier, "calculated")),
    )


def _of_a_month(frame: pd.DataFrame, rules: RuleSet | None) -> pd.DataFrame:
    if rules is None:
        return frame
    light = {grade.value: rules.light(grade) for grade in Grade}
    return frame.assign(light=frame["calculated"].map(light))


def _filled(frame: pd.DataFrame, shown: DataFrame[GradedPark]) -> pd.DataFrame:
    """Take what a park of the month was not given from what is *shown* of a period."""
    is_given = frame["official"] != Grade.U
    other = shown.set_index("code")[list(SHOWN)].reindex(frame["code"])
    other = other.set_axis(frame.index)
    letters = ["grade", "previous_grade", "official"]
    other[letters] = other[letters].fillna(Grade.U.value)
    taken = {name: frame[name].where(is_given, other[name]) for name in SHOWN}
    return frame.assign(**taken)
