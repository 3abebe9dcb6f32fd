"""Another rule set tried on a period: what it would change, and what is on the edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.charts.comparison import number
from dashboard.charts.grade_words import grade_words
from dashboard.text import Speaker
from queries.contracts import Park, ScoredPark
from queries.rows import records
from queries.vocabulary import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEdge:
    """A park by name, its grade, and what it would be with lower or higher cut-offs."""

    name: str
    grade: Grade
    if_lower: Grade
    if_higher: Grade


def tried(
    now: DataFrame[ScoredPark] | None,
    then: DataFrame[ScoredPark],
    parks: DataFrame[Park],
) -> pd.DataFrame:
    """Set two judgements side by side, those that change first.

    Columns ``code``, ``name_zh``, ``league_city``, ``grade``, ``score``,
    ``tried_grade``, ``tried_score`` and ``is_changed``; without a judgement *now* its
    columns say unrated, and nothing is called a change.
    """
    columns = ["code", "grade", "score"]
    names = {"grade": "tried_grade", "score": "tried_score"}
    frame = then[columns].rename(columns=names)
    frame = frame.merge(parks[["code", "name_zh", "league_city"]], on="code")
    before = then[columns].iloc[:0] if now is None else now[columns]
    frame = frame.merge(before, on="code", how="left")
    frame["grade"] = frame["grade"].fillna(Grade.U.value)
    is_other = frame["grade"] != frame["tried_grade"]
    frame["is_changed"] = is_other & (now is not None)
    return frame.sort_values("is_changed", ascending=False, kind="stable")


def trial_table(rows: pd.DataFrame, *, say: Speaker) -> pd.DataFrame:
    """Return *rows* under heads in the reader's language."""
    return pd.DataFrame([_row(row, say) for row in records(rows)])


def _row(row: Any, say: Speaker) -> dict[str, str]:  # noqa: ANN401  a row of ``tried``
    now, then = number(row.score), number(row.tried_score)
    return {
        say("table.park"): row.name_zh,
        say("table.league_city"): say(f"place.{row.league_city}"),
        say("trial.now"): _graded(row.grade, now, say),
        say("trial.tried"): _graded(row.tried_grade, then, say),
        say("trial.difference"): say("methods.dash")
        if now is None or then is None
        else amounts.signed_text(f"{then - now:+.1f}"),
        say("trial.change"): _change(row, say),
    }


def _graded(grade: str, score: float | None, say: Speaker) -> str:
    words = grade_words(grade, say)
    return words if score is None else say("trial.graded", grade=words, score=score)


def _change(row: Any, say: Speaker) -> str:  # noqa: ANN401  a row of ``tried``
    if not row.is_changed:
        return ""
    before, after = Grade(row.grade), Grade(row.tried_grade)
    arrow = {True: "↓", False: "↑"}[after.is_worse_than(before)]
    if Grade.U in (before, after):
        arrow = "→"
    words = [say("grade.U") if g is Grade.U else g.value for g in (before, after)]
    return say("trial.from_to", arrow=arrow, before=words[0], after=words[1])


def trial_sentence(rows: pd.DataFrame, *, has_now: bool, say: Speaker) -> str:
    """Return how many parks would have another grade, in one sentence."""
    if not has_now:
        return say("trial.nothing_in_force", n=len(rows))
    changed = rows.loc[rows["is_changed"]]
    if changed.empty:
        return say("trial.unchanged", n=len(rows))
    pairs = [
        (Grade(before), Grade(after))
        for before, after in zip(changed["grade"], changed["tried_grade"], strict=True)
    ]
    fallen = sum(after.is_worse_than(before) for before, after in pairs)
    risen = sum(before.is_worse_than(after) for before, after in pairs)
    other = len(changed) - risen - fallen
    return say(
        "trial.changed",
        n=len(rows),
        changed=len(changed),
        risen=risen,
        fallen=fallen,
        other=say("trial.other", n=other) if other else "",
    )


def flip_sentence(flips: Sequence[OnEdge], *, points: float, say: Speaker) -> str:
    """Return how many grades hang on a point of the cut-offs."""
    if not flips:
        return say("trial.no_flips", points=f"{points:g}")
    return say(
        "trial.flips",
        points=f"{points:g}",
        lower=sum(flip.if_lower is not flip.grade for flip in flips),
        higher=sum(flip.if_higher is not flip.grade for flip in flips),
    )


def flip_table(flips: Sequence[OnEdge], *, say: Speaker) -> pd.DataFrame:
    """Return the parks on the edge: their grade, and what it would be."""
    return pd.DataFrame(
        [
            {
                say("table.park"): flip.name,
                say("trial.tried"): flip.grade.value,
                say("trial.if_lower"): flip.if_lower.value,
                say("trial.if_higher"): flip.if_higher.value,
            }
            for flip in flips
        ]
    )
