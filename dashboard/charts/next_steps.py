"""The shortest way to the next grade, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from dashboard import amounts
from dashboard.charts.scorecard import ScoreRow, Verdict, at_least
from dashboard.text import Speaker
from queries.assessment.rules import Gate, GateKind, RuleSet
from queries.indicators.dictionary import Direction, Indicator
from queries.months import Month
from queries.vocabulary import Grade

WAYS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One indicator moved: what, from where to where, and what it adds."""

    name: str
    move: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSteps:
    """A card: its title, up to three ways of which one is enough, and what else.

    ``first`` is what has to come before anything else counts; empty where nothing.
    """

    title: str
    first: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far one indicator alone would have to move.

    Attributes:
        indicator: The entry of the dictionary.
        now: Its value; ``None`` where it is missing.
        to: The value that lifts the grade; ``None`` where it alone cannot.
        points: What that would add.
    """

    indicator: Indicator
    now: float | None
    to: float | None
    points: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """The next grade, its least score, what blocks it, and the ways, shortest first."""

    grade: Grade
    score: float
    blocked_by: Sequence[str]
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the card is made from: verdict, rows, gates that hold, months owed."""

    verdict: Verdict
    rows: Sequence[ScoreRow]
    above: Above | None
    held: Sequence[Gate]
    months_missing: Sequence[Month]


def next_steps(seen: Standing, *, rules: RuleSet, say: Speaker) -> NextSteps:
    """Return what lifts a park by one grade: reports first, then one indicator."""
    if seen.verdict.score is None:
        return _to_be_rated(seen, rules, say)
    if seen.above is None:
        spare = seen.verdict.score - rules.cut_off(Grade.A)
        note = say("steps.at_top", points=f"{max(0.0, spare):.1f}")
        title = say("steps.title_top")
        return NextSteps(title=title, first="", steps=(), notes=(note,))
    return _upwards(seen, seen.above, say)


def _to_be_rated(seen: Standing, rules: RuleSet, say: Speaker) -> NextSteps:
    """Say what has to be reported before the park can be graded at all."""
    counted = [row for row in seen.rows if row.weight is not None and not row.excuse]
    missing = [say.name_of(row.indicator) for row in counted if row.is_missing]
    unset = [
        say.name_of(row.indicator)
        for row in seen.rows
        if row.weight is not None and row.excuse and row.target is None
    ]
    notes = [
        _missing(missing, n_counted=len(counted), say=say),
        say("steps.without_target", names=unset) if unset else "",
        say(
            "steps.coverage",
            coverage=f"{seen.verdict.coverage * 100:.0f}%",
            least=f"{rules.minimum_coverage * 100:.0f}%",
        ),
    ]
    return NextSteps(
        title=say("steps.title_unrated"),
        first=_reports(seen.months_missing, say),
        steps=(),
        notes=tuple(note for note in notes if note),
    )


def _missing(names: Sequence[str], *, n_counted: int, say: Speaker) -> str:
    if len(names) == n_counted:
        return say("steps.all_missing", n=n_counted) if names else ""
    return say("steps.missing", names=list(names)) if names else ""


def _upwards(seen: Standing, above: Above, say: Speaker) -> NextSteps:
    reachable = [way for way in above.ways if way.to is not None]
    steps = tuple(_step(way, say) for way in reachable[:WAYS_SHOWN])
    return NextSteps(
        title=say("steps.title", grade=above.grade.value),
        first=_blocked(seen, above, say),
        steps=steps,
        notes=_notes(seen, above, len(reachable), say),
    )


def _blocked(seen: Standing, above: Above, say: Speaker) -> str:
    """Say which reports come first; empty where none stand in the way."""
    gates = [gate for gate in seen.held if gate.code in above.blocked_by]
    sentences = []
    for gate in gates:
        if gate.kind is GateKind.REPORTS_MISSING:
            cap = say("steps.until_then", cap=gate.cap.value)
            sentences.append(_reports(seen.months_missing, say) + cap)
        elif gate.kind is GateKind.EVENT:
            sentences.append(gate_words(gate, n_months=0, say=say))
    return say("list.semicolon").join(sentences)


def _reports(months: Sequence[Month], say: Speaker) -> str:
    return say("steps.report_first", months=months) if months else ""


def _notes(
    seen: Standing,
    above: Above,
    n_reachable: int,
    say: Speaker,
) -> tuple[str, ...]:
    lacking = above.score - (seen.verdict.score or 0.0)
    if not n_reachable:
        if lacking <= 0:
            return ()
        key = "steps.also_lacking" if above.blocked_by else "steps.no_single_one"
        return (say(key, points=at_least(lacking), grade=above.grade.value),)
    notes = [say("steps.any_one")] if n_reachable > 1 else []
    cannot = [way.indicator for way in above.ways if way.to is None]
    if cannot:
        names = [say.name_of(one) for one in cannot]
        key = "steps.cannot" if len(names) <= WAYS_SHOWN else "steps.others_cannot"
        notes.append(say(key, names=names, n=len(names), grade=above.grade.value))
    return tuple(notes)


def _step(way: Way, say: Speaker) -> Step:
    return Step(
        name=say.name_of(way.indicator),
        move=_move(way, say),
        points=say("steps.points", points=at_least(way.points))
        if way.points
        else say("steps.on_path"),
    )


def _move(way: Way, say: Speaker) -> str:
    """Return from where to where, in digits that never fall short of what is needed."""
    indicator = way.indicator
    now = amounts.of_indicator(indicator, way.now, say=say)
    if way.now is None:
        now = say("scorecard.missing")
    goal = far_enough(indicator, way.to or 0.0)
    to = amounts.of_indicator(indicator, goal, say=say)
    if to == now:
        goal += _onwards(indicator)
        to = amounts.of_indicator(indicator, goal, say=say)
    return say("steps.move", now=now, to=to)


def far_enough(indicator: Indicator, value: float) -> float:
    """Return *value* in the digits that a reader sees, rounded to the better side."""
    unit = amounts.finest(indicator)
    digits = round(value / unit, 6)
    is_lower = indicator.direction is Direction.LOWER
    return (floor(digits) if is_lower else ceil(digits)) * unit


def _onwards(indicator: Indicator) -> float:
    """Return the smallest step for the better that a reader can see."""
    unit = amounts.finest(indicator)
    return -unit if indicator.direction is Direction.LOWER else unit


def gate_words(gate: Gate, *, n_months: int, say: Speaker) -> str:
    """Return what caps a grade, and at which."""
    if gate.kind is GateKind.EVENT:
        return say("cap.event", event=gate.code, cap=gate.cap.value)
    return say(f"cap.{gate.kind.value}", n=n_months, cap=gate.cap.value)
