"""Why a park has its grade, and what would lift it: fetched, and said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from dashboard.charts import peers
from dashboard.charts.comparison import number, present
from dashboard.charts.next_steps import (
    Above,
    NextSteps,
    Standing,
    Way,
    gate_words,
    next_steps,
)
from dashboard.charts.peers import Peers
from dashboard.charts.scorecard import ScoreRow, Verdict, scorecard
from dashboard.charts.values import Chart
from dashboard.park_profile import Profile
from dashboard.text import Speaker
from queries.assessment.distance import next_grade
from queries.assessment.rules import Gate, RuleSet, RuleStatus
from queries.assessment.scoring import Scores, gates_of
from queries.indicators import CORE_INDICATOR, dictionary
from queries.indicators.dictionary import Indicator
from queries.months import Month
from queries.rows import records
from queries.vocabulary import Grade, Level

EXCUSES: Final = ("no_target", "zero_denominator")
"""Reasons not to count that have a sentence of their own."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule set makes of one park in one period.

    Attributes:
        seen: The park and the period.
        rules: By which it was judged.
        scores: Of every park.
        park: Its own row of them.
    """

    seen: Profile
    rules: RuleSet
    scores: Scores
    park: Any

    @property
    def verdict(self) -> Verdict:
        """Score and grades."""
        return Verdict(
            score=number(self.park.score),
            grade=Grade(self.park.grade),
            uncapped=Grade(self.park.uncapped),
            coverage=float(self.park.coverage),
        )

    @property
    def held(self) -> tuple[Gate, ...]:
        """The gates that hold, whether they lower this grade or not."""
        held = gates_of(self.park.gates)
        return tuple(gate for gate in self.rules.gates if gate.code in held)

    @property
    def above(self) -> Above | None:
        """The next grade, and the ways to it."""
        found = next_grade(self.scores, code=self.park.code, rules=self.rules)
        if found is None:
            return None
        known = dictionary()
        ways = tuple(
            Way(
                indicator=known.indicator(way.indicator),
                now=way.now,
                to=way.to,
                points=way.points,
            )
            for way in found.ways
        )
        return Above(
            grade=found.grade,
            score=found.score,
            blocked_by=found.blocked_by,
            ways=ways,
        )


def judgement_of(seen: Profile) -> Judgement | None:
    """Return how *seen* is judged.

    ``None`` where no rule set was valid then, or the park had nothing to report yet.
    """
    rules = seen.desk.source.rules_of(seen.period)
    if rules is None:
        return None
    scores = seen.desk.source.judged_of(rules, seen.period, seen.desk.today)
    own = scores.parks.loc[scores.parks["code"] == seen.park.code]
    return next((Judgement(seen, rules, scores, row) for row in records(own)), None)


def why(judged: Judgement, *, say: Speaker) -> Chart:
    """Return every indicator with what it costs."""
    return scorecard(
        tuple(score_rows(judged, say=say)),
        verdict=judged.verdict,
        rules=judged.rules,
        snapshot=judged.seen.desk.source.snapshot().code,
        say=say,
    )


def score_rows(judged: Judgement, *, say: Speaker) -> Iterator[ScoreRow]:
    """Yield a row an indicator: those that count, then those without a weight."""
    rows = judged.scores.indicators
    own = rows.loc[rows["code"] == judged.seen.park.code].set_index("indicator")
    values = judged.seen.indicators.set_index("indicator")["value"]
    before = _values_before(judged.seen)
    for indicator in dictionary().indicators:
        previous = number(before.get(indicator.code))
        if indicator.code in own.index:
            row = own.loc[indicator.code]
            yield _weighted(indicator, row, previous, judged, say)
        else:
            yield _unweighted(indicator, values, previous, judged.seen)


def _values_before(seen: Profile) -> "pd.Series[float]":
    """Return the park's indicators in the period before, by code."""
    earlier = seen.period.previous
    month = seen.desk.month_of(earlier)
    values = seen.desk.source.values_of(Level.PARK, earlier.window, month)
    own = values.loc[values["code"] == seen.park.code]
    by_code: pd.Series[float] = own.set_index("indicator")["value"]
    return by_code


def _weighted(
    indicator: Indicator,
    row: "pd.Series[Any]",
    previous: float | None,
    judged: Judgement,
    say: Speaker,
) -> ScoreRow:
    return ScoreRow(
        indicator=indicator,
        value=number(row["value"]),
        previous=previous,
        target=number(row["target"]),
        weight=float(row["weight"]),
        points=float(row["points"]),
        is_missing=row["state"] == "missing",
        excuse=_excuse(indicator, present(row["reason"]), judged, say),
    )


def _unweighted(
    indicator: Indicator,
    values: "pd.Series[float]",
    previous: float | None,
    seen: Profile,
) -> ScoreRow:
    target = seen.target(indicator)
    return ScoreRow(
        indicator=indicator,
        value=number(values.get(indicator.code)),
        previous=previous,
        target=None if target is None else target.value,
        weight=None,
    )


def _excuse(indicator: Indicator, reason: str, judged: Judgement, say: Speaker) -> str:
    """Return why *indicator* does not count, in words; empty where it does."""
    if not reason:
        return ""
    if reason in EXCUSES:
        return say(f"scorecard.excuse_{reason}")
    (decided, *_) = [
        one.reason
        for one in judged.rules.exemptions
        if (one.park, one.indicator) == (judged.seen.park.code, indicator.code)
        and one.covers(judged.seen.month)
    ]
    return say("scorecard.excuse_decided", reason=decided)


def steps(judged: Judgement, *, say: Speaker) -> NextSteps:
    """Return what would lift the park by one grade."""
    return next_steps(
        Standing(
            verdict=judged.verdict,
            rows=tuple(score_rows(judged, say=say)),
            above=judged.above,
            held=judged.held,
            months_missing=months_missing(judged.seen),
        ),
        rules=judged.rules,
        say=say,
    )


def months_missing(seen: Profile) -> tuple[Month, ...]:
    """Return the due months of the period without a complete core indicator."""
    rows = seen.desk.source.park_series_of(
        seen.park.code, seen.period.first, seen.month
    )
    core = rows.loc[rows["indicator"] == CORE_INDICATOR]
    owed = core.loc[core["due_months"] > core["complete_months"], "month"]
    return tuple(Month.of(int(month)) for month in owed)


def peers_of(judged: Judgement) -> Peers:
    """Return where the park stands among all, and among those like it."""
    parks = judged.seen.desk.source.parks_of(judged.seen.month)
    return peers.peers_of(judged.scores.parks, parks, code=judged.seen.park.code)


def peers_title(judged: Judgement, *, say: Speaker) -> str:
    """Return which parks are like this one: its tier, and its form where known."""
    park = judged.seen.park
    kind = say(f"tier.{park.tier}")
    if isinstance(park.form, str):
        kind = say("peers.kind", tier=kind, form=say(f"form.{park.form}"))
    return say("peers.title", kind=kind)


def caps(judged: Judgement, *, say: Speaker) -> tuple[str, ...]:
    """Return what caps the grade, a short phrase each; at last the grade without."""
    n_months = len(months_missing(judged.seen))
    phrases = [gate_words(gate, n_months=n_months, say=say) for gate in judged.held]
    verdict = judged.verdict
    if verdict.grade is not verdict.uncapped:
        phrases.append(
            say(
                "cap.capped",
                reached=verdict.uncapped.value,
                grade=verdict.grade.value,
            )
        )
    return tuple(phrases)


def rules_words(rules: RuleSet, *, say: Speaker) -> str:
    """Return by which rules, how binding they are, and who drew them up."""
    return say(
        "scorecard.rules",
        name=say.name_of(rules),
        status=status_words(rules.status, say=say),
        source=rules.source,
    )


def status_words(status: RuleStatus, *, say: Speaker) -> str:
    """Return how binding rules are: 正式, or 暂行/待主管部门明确."""
    return say(f"rule_status.{status.value}")


def unjudged(seen: Profile, *, say: Speaker) -> str:
    """Return why the park is not judged in the period."""
    if seen.desk.source.rules_of(seen.period) is not None:
        return say("scorecard.not_due")
    base_years = {one.rules.base_year for one in seen.desk.source.rule_sets()}
    if seen.period.last.year in base_years:
        return say("scorecard.base_year", year=seen.period.last.year)
    return say("scorecard.no_rules")
