"""The tab of scoring rules: which there are, what they lay down, and a trial."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from dashboard import data, frame, overview
from dashboard.charts import rule_trial, rule_words
from dashboard.charts.rule_trial import OnEdge
from dashboard.text import Speaker
from queries.assessment import rule_files
from queries.assessment.rules import RuleSet
from queries.assessment.scoring import Scores
from queries.assessment.sensitivity import flips
from queries.errors import FileNotTextError
from queries.months import Month, Period

POINTS: Final = 1.0
"""By how much the cut-offs are moved to see which grades hang on them."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One rule set on one period, beside the one in force then."""

    rules: RuleSet
    period: Period
    scores: Scores
    rows: pd.DataFrame
    has_now: bool

    @property
    def flips(self) -> tuple[OnEdge, ...]:
        """The parks whose grade hangs on a point."""
        called = dict(zip(self.rows["code"], self.rows["name_zh"], strict=True))
        return tuple(
            OnEdge(
                name=called[flip.code],
                grade=flip.grade,
                if_lower=flip.if_lower,
                if_higher=flip.if_higher,
            )
            for flip in flips(self.scores, rules=self.rules, points=POINTS)
        )


def in_force() -> RuleSet | None:
    """Return the rule set that judges the month of today."""
    month = Month.containing(frame.today())
    return data.rules_of(Period(month, month))


def listed(say: Speaker) -> pd.DataFrame:
    """Return one row a rule set."""
    known_sets = [(one.rules, one.batch) for one in data.rule_sets()]
    return rule_words.rule_list(known_sets, in_force=in_force(), say=say)


def names(say: Speaker) -> dict[str, str]:
    """Return what each rule set is called, by its code; the one in force first."""
    now = in_force()
    sets = [one.rules for one in data.rule_sets()]
    ordered = sorted(sets, key=lambda rules: rules != now)
    return {rules.code: say.name_of(rules) for rules in ordered}


def known(code: str) -> RuleSet:
    """Return the rule set of that code."""
    return next(one.rules for one in data.rule_sets() if one.rules.code == code)


def read(content: bytes, *, file: str) -> RuleSet:
    """Read a rule set that a reader holds out; nothing is kept.

    Raises:
        FileNotTextError: It is not written in UTF-8.
        DataFileWrongError: It does not add up; the error names the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileNotTextError(file=file) from error
    return rule_files.parse(text, file=file, known=data.known())


def trial(rules: RuleSet, period: Period) -> Trial:
    """Judge *period* by *rules*, and by the set in force then; nothing is written."""
    day = frame.today()
    now = data.rules_of(period)
    scores = data.judged_of(rules, period, day)
    rows = rule_trial.tried(
        None if now is None else data.judged_of(now, period, day).parks,
        scores.parks,
        data.parks_of(overview.month_of(period)),
    )
    return Trial(rules, period, scores, rows, has_now=now is not None)


def outcome(seen: Trial, *, say: Speaker) -> str:
    """Return what the trial changes, in one sentence."""
    return rule_trial.trial_sentence(seen.rows, has_now=seen.has_now, say=say)


def table(seen: Trial, *, say: Speaker) -> pd.DataFrame:
    """Return one row a park, those that change first."""
    return rule_trial.trial_table(seen.rows, say=say)


def edge(seen: Trial, *, say: Speaker) -> str:
    """Return how many grades hang on a point of the cut-offs."""
    return rule_trial.flip_sentence(seen.flips, points=POINTS, say=say)


def edge_table(seen: Trial, *, say: Speaker) -> pd.DataFrame:
    """Return the parks whose grades do; empty where none does."""
    return rule_trial.flip_table(seen.flips, say=say)
