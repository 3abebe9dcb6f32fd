"""How far one park is from the next grade, an indicator at a time."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from queries.assessment.rules import Gate, GateKind, RuleSet, next_better
from queries.assessment.scoring import FULL_SCORE, ROUNDING, Scores, gates_of
from queries.rows import records
from queries.vocabulary import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far one indicator alone would have to move.

    Attributes:
        indicator: Its code.
        now: Its value; ``None`` where it is missing.
        to: The value that lifts the grade; ``None`` where it alone cannot.
        share: The move as a share of the span from floor to target.
        points: What it would add to the score.
    """

    indicator: str
    now: float | None
    to: float | None
    share: float | None
    points: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextGrade:
    """The grade just above, and the ways to it: the shortest first.

    Attributes:
        grade: That grade.
        score: The least score of it.
        blocked_by: The gates that keep the park below it, whatever its score.
        ways: One an indicator that counts; those that cannot stand last.
    """

    grade: Grade
    score: float
    blocked_by: tuple[str, ...]
    ways: tuple[Way, ...]


def next_grade(scores: Scores, *, code: str, rules: RuleSet) -> NextGrade | None:
    """Return what would lift the park *code* by one grade.

    ``None`` where there is no grade above, or where too little was counted to grade
    the park at all, or nothing was due of it: then the reports come first.
    """
    park = next(records(scores.parks.loc[scores.parks["code"] == code]), None)
    wanted = None if park is None else next_better(Grade(park.grade))
    if park is None or wanted is None:
        return None
    held = gates_of(park.gates)
    blocking = tuple(
        gate
        for gate in rules.gates
        if gate.code in held and gate.cap.is_worse_than(wanted)
    )
    rows = scores.indicators.loc[scores.indicators["code"] == code]
    asked = _Asked(wanted, rules.cut_off(wanted) - park.score, blocking, rules)
    ways = [_way(row, asked) for row in records(rows) if row.state != "exempt"]
    return NextGrade(
        grade=wanted,
        score=rules.cut_off(wanted),
        blocked_by=tuple(gate.code for gate in blocking),
        ways=tuple(sorted(ways, key=_length)),
    )


def _length(way: Way) -> float:
    return float("inf") if way.share is None else way.share


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one indicator alone has to bring about."""

    grade: Grade
    lacking: float
    blocking: tuple[Gate, ...]
    rules: RuleSet

    def is_on_path(self, row: Any) -> bool:  # noqa: ANN401  a row of ``ScoredIndicator``
        """Say whether *row* has to reach its target, whatever the score lacks.

        It opens a gate; or its first value, short of the target, would close one.
        """
        opens = any(_clears(row.indicator, gate) for gate in self.blocking)
        would_close = row.state == "missing" and row.has_path
        return opens or (
            would_close
            and any(
                _clears(row.indicator, gate) and gate.cap.is_worse_than(self.grade)
                for gate in self.rules.gates
            )
        )


def _way(row: Any, asked: _Asked) -> Way:  # noqa: ANN401  a row of ``ScoredIndicator``
    achieved = float(row.achievement) if row.state == "counted" else 0.0
    worth = FULL_SCORE * row.weight
    needed = achieved + max(0.0, asked.lacking) / worth
    if asked.is_on_path(row):
        needed = max(needed, 1.0)
    is_blocked = any(not _clears(row.indicator, gate) for gate in asked.blocking)
    if is_blocked or needed > 1.0 + ROUNDING / worth:
        now = None if pd.isna(row.value) else float(row.value)
        return Way(indicator=row.indicator, now=now, to=None, share=None, points=None)
    return _reachable(row, achieved, 1.0 if row.is_step else min(needed, 1.0), asked)


def _clears(indicator: str, gate: Gate) -> bool:
    """Say whether moving *indicator* to its target opens *gate*."""
    return gate.kind is GateKind.OFF_PATH and gate.indicator == indicator


def _reachable(
    row: Any,  # noqa: ANN401  a row of ``ScoredIndicator``
    achieved: float,
    needed: float,
    asked: _Asked,
) -> Way:
    now = None if pd.isna(row.value) else float(row.value)
    to = row.target
    if needed < 1.0:
        to = row.start + needed * (row.target - row.start)
    floor = next(r.floor for r in asked.rules.indicators if r.code == row.indicator)
    span = abs(row.target - floor) or abs(row.target) or 1.0
    # What was never reported stands at the start; a step has none behind its target.
    share = needed if now is None and row.is_step else None
    if share is None:
        share = abs(to - (row.start if now is None else now)) / span
    return Way(
        indicator=row.indicator,
        now=now,
        to=float(to),
        share=float(share),
        points=FULL_SCORE * row.weight * (needed - achieved),
    )
