"""Why a park has its score: a row an indicator, and what each costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from dashboard import amounts
from dashboard.charts.indicator_bullets import HEADROOM, target_sign
from dashboard.charts.values import Band, Chart, Series, Waterfall
from dashboard.text import Speaker
from queries.assessment.rule_files import FULL_SCORE
from queries.assessment.rules import RuleSet, next_better
from queries.indicators.dictionary import Direction, Display, Indicator
from queries.vocabulary import RATED, Grade

NAMED_AT_MOST: Final = 2
"""A title that names more causes than these names none."""

MOST: Final = 0.5
"""The causes that a title names make up at least this share of what is lost."""

LEAST_SHOWN: Final = 0.05
"""What is lost counts as nothing below this: it reads as 0.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """What one indicator gives of one park in one period.

    Attributes:
        indicator: The entry of the dictionary.
        value: ``None`` where it is missing.
        previous: The value of the period before.
        target: That of the period; ``None`` where nobody has set one.
        weight: Its share of the score; ``None`` where the rules give it none.
        points: What it added.
        is_missing: Whether a report is owed.
        excuse: Why it does not count, in words; empty where it does.
    """

    indicator: Indicator
    value: float | None
    previous: float | None
    target: float | None
    weight: float | None
    points: float = 0.0
    is_missing: bool = False
    excuse: str = ""

    @property
    def loss(self) -> float | None:
        """What it takes from a full score; ``None`` where it has no say."""
        if self.weight is None or self.excuse:
            return None
        return FULL_SCORE * self.weight - self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rules make of a park.

    Attributes:
        score: ``None`` where too little was reported to give one.
        grade: After what caps it; ``U`` without a score.
        uncapped: The grade of the score alone.
        coverage: Which share of the weight was reported.
    """

    score: float | None
    grade: Grade
    uncapped: Grade
    coverage: float


def scorecard(
    rows: Sequence[ScoreRow],
    *,
    verdict: Verdict,
    rules: RuleSet,
    snapshot: str,
    say: Speaker,
) -> Chart:
    """Say what each indicator costs of a full score, the most costly first.

    An indicator that does not count says why; one that was not reported says 缺报 and
    loses all it could give. Those without a weight stand last, with no points.
    """
    ordered = sorted(rows, key=_place)
    scored = [row for row in ordered if row.weight is not None]
    return Chart(
        kind="scorecard",
        title=title(scored, verdict=verdict, rules=rules, say=say),
        unit="",
        categories=tuple(say.name_of(row.indicator) for row in ordered),
        codes=tuple(row.indicator.code for row in ordered),
        series=(
            Series(name=say("park.value"), values=tuple(_bar(row) for row in ordered)),
            Series(
                name=say("scorecard.previous"),
                values=tuple(None if row.excuse else row.previous for row in ordered),
                is_muted=True,
            ),
        ),
        targets=tuple(None if row.excuse else row.target for row in ordered),
        heads=tuple(
            say(f"scorecard.head_{name}") for name in ("full", "value", "target", "bar")
        ),
        texts=tuple(_texts(row, say) for row in ordered),
        ceilings=tuple(_ceiling(row) for row in ordered),
        lower_is_better=tuple(
            row.indicator.direction is Direction.LOWER for row in ordered
        ),
        waterfall=_waterfall(scored, verdict=verdict, rules=rules, say=say),
        note=say("scorecard.note"),
        source=rules.source,
        snapshot=snapshot,
    )


def _place(row: ScoreRow) -> tuple[bool, bool, float]:
    """Order by what is lost; what has no say last, and what has no weight after it."""
    return row.weight is None, bool(row.excuse), -(row.loss or 0.0)


def _bar(row: ScoreRow) -> float | None:
    return None if row.excuse or row.is_missing else row.value


def title(
    scored: Sequence[ScoreRow], *, verdict: Verdict, rules: RuleSet, say: Speaker
) -> str:
    """Return why the grade of the score is what it is, in one sentence."""
    if verdict.score is None:
        return say(
            "scorecard.title_unrated",
            coverage=f"{verdict.coverage * 100:.0f}%",
            least=f"{rules.minimum_coverage * 100:.0f}%",
        )
    grade = verdict.grade.value
    named = _named(scored)
    n_losing = len(_losing(scored))
    if not n_losing:
        return say("scorecard.title_full", grade=grade)
    if named:
        names = [say.name_of(row.indicator) for row in named]
        key = "scorecard.title" if len(named) < n_losing else "scorecard.title_all"
        return say(key, grade=grade, names=names)
    return say("scorecard.title_spread", grade=grade, n=n_losing)


def _losing(scored: Sequence[ScoreRow]) -> list[ScoreRow]:
    losing = [row for row in scored if (row.loss or 0.0) >= LEAST_SHOWN]
    return sorted(losing, key=_place)


def _named(scored: Sequence[ScoreRow]) -> list[ScoreRow]:
    """Return the few that cost most, if they make up most of what is lost."""
    losing = _losing(scored)
    whole = sum(row.loss or 0.0 for row in losing)
    for n in range(1, NAMED_AT_MOST + 1):
        if sum(row.loss or 0.0 for row in losing[:n]) >= MOST * whole:
            return losing[:n]
    return []


def _texts(row: ScoreRow, say: Speaker) -> tuple[str, ...]:
    return (
        _full(row, say),
        say("scorecard.missing")
        if row.is_missing or row.value is None
        else amounts.of_indicator(row.indicator, row.value, say=say),
        say("scorecard.no_target")
        if row.target is None
        else target_sign(row.indicator)
        + amounts.of_indicator(row.indicator, row.target, say=say),
        row.excuse,
    )


def _full(row: ScoreRow, say: Speaker) -> str:
    if row.weight is None:
        return say("scorecard.no_weight")
    if row.excuse:
        return say("methods.dash")
    return f"{FULL_SCORE * row.weight:.3g}"


def _ceiling(row: ScoreRow) -> float:
    if row.indicator.display is Display.SHARE:
        return 1.0
    known = [x for x in (row.value, row.target, row.previous) if x is not None]
    return max(known, default=1.0) * HEADROOM


def _waterfall(
    scored: Sequence[ScoreRow], *, verdict: Verdict, rules: RuleSet, say: Speaker
) -> Waterfall:
    above = next_better(verdict.grade)
    is_short = above is not None and (verdict.score or 0.0) < rules.cut_off(above)
    return Waterfall(
        losses=tuple(row.loss if verdict.score is not None else None for row in scored),
        n_named=len(_named(scored)),
        bands=bands(rules, say=say),
        total=verdict.score,
        grade=verdict.uncapped,
        cut=rules.cut_off(above) if above and is_short else None,
        total_name=say("scorecard.total"),
        total_words=distance_words(verdict, rules=rules, say=say),
    )


def bands(rules: RuleSet, *, say: Speaker) -> tuple[Band, ...]:
    """Return the grades with the scores that each spans, the lowest first."""
    found, high = [], FULL_SCORE
    for grade in RATED:
        low = rules.cut_off(grade)
        key = "scorecard.band" if low else "scorecard.band_last"
        label = say(key, grade=grade.value, cut=f"{low or high:g}")
        found.append(Band(grade=grade, label=label, low=low, high=high))
        high = low
    return tuple(reversed(found))


def distance_words(verdict: Verdict, *, rules: RuleSet, say: Speaker) -> str:
    """Return how far the score is from the next grade, or what keeps it below."""
    above = next_better(verdict.grade)
    if verdict.score is None:
        return say("scorecard.unrated")
    if above is None:
        return say("scorecard.highest")
    lacking = rules.cut_off(above) - verdict.score
    if lacking <= 0:
        return say(
            "scorecard.capped",
            reached=verdict.uncapped.value,
            grade=verdict.grade.value,
        )
    return say("scorecard.lacking", grade=above.value, points=at_least(lacking))


def at_least(points: float) -> str:
    """Return *points* with one decimal, never fewer than are needed."""
    tenths = ceil(round(points * 10, 6))
    return f"{max(1, tenths) / 10:.1f}"
