"""How sure a rank is when weights are not: every draw of weights at once."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from queries.assessment.rules import RuleSet
from queries.assessment.scoring import FULL_SCORE, ROUNDING, Scores, gates_of
from queries.rows import records
from queries.vocabulary import RATED, Grade

CONCENTRATION: Final = 100.0
"""Weights come from Dirichlet(100 w): one of 0.40 mostly between 0.32 and 0.48."""

N_DRAWS: Final = 2_000
SEED: Final = 20260101
PERCENTILES: Final = (5, 95)
"""The percentiles between which a rank is said to lie."""

DECIMALS: Final = 9
"""To how many two scores must agree to share a rank: arithmetic may differ beyond."""

DRAWS_AT_ONCE: Final = 250
"""Keeps the memory of 2,800 parks within some tens of megabytes."""

Numbers = NDArray[np.float64]
Ranks = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A park whose grade another cut-off would change.

    Attributes:
        code: Of the park.
        grade: What it has.
        if_lower: What it would have were every cut-off a point lower.
        if_higher: What it would have were every cut-off a point higher.
    """

    code: str
    grade: Grade
    if_lower: Grade
    if_higher: Grade


def drawn_weights(
    rules: RuleSet, *, n_draws: int = N_DRAWS, seed: int = SEED
) -> Numbers:
    """Return weights around the nominal ones: a row a draw, a column an indicator.

    Each row adds up to 1. The same seed gives the same draws on every machine.
    """
    nominal = np.array([rule.weight for rule in rules.indicators])
    return np.random.default_rng(seed).dirichlet(CONCENTRATION * nominal, n_draws)


def park_rank_intervals(
    scores: Scores, *, rules: RuleSet, weights: Numbers
) -> pd.DataFrame:
    """Return between which ranks each rated park lies over the draws of *weights*.

    ``rank_low`` and ``rank_high`` by park code, the 5th and the 95th percentile.
    """
    codes, achieved, applies = _matrices(scores, rules)
    ranks = [
        _ranks(_drawn_scores(some, achieved, applies)) for some in _chunks(weights)
    ]
    return _interval(codes, np.concatenate(ranks))


def group_rank_intervals(
    scores: Scores, *, rules: RuleSet, weights: Numbers, group_of: dict[str, str]
) -> pd.DataFrame:
    """Return the same for groups of parks: their score is the mean of their parks'.

    Args:
        scores: Of the parks; those that are unrated count for nothing.
        rules: Whose indicators the columns of *weights* are.
        weights: A row a draw.
        group_of: The group of each park, by code.
    """
    codes, achieved, applies = _matrices(scores, rules)
    groups = pd.Index(sorted({group_of[code] for code in codes}))
    place = groups.get_indexer(pd.Index([group_of[code] for code in codes]))
    belongs = np.zeros((len(codes), len(groups)))
    belongs[np.arange(len(codes)), place] = 1.0
    share = belongs / belongs.sum(axis=0)
    ranks = [
        _ranks(_drawn_scores(some, achieved, applies) @ share)
        for some in _chunks(weights)
    ]
    return _interval(groups, np.concatenate(ranks))


def flips(scores: Scores, *, rules: RuleSet, points: float = 1.0) -> tuple[Flip, ...]:
    """Return the parks whose grade changes when the cut-offs move by some *points*.

    Gates stay as they are: a grade that a gate has capped does not rise.
    """
    found = (
        Flip(
            code=park.code,
            grade=Grade(park.grade),
            if_lower=_moved(park.score + points, park, rules),
            if_higher=_moved(park.score - points, park, rules),
        )
        for park in records(scores.parks)
        if park.grade != Grade.U
    )
    return tuple(
        flip for flip in found if {flip.if_lower, flip.if_higher} != {flip.grade}
    )


def _moved(score: float, park: Any, rules: RuleSet) -> Grade:  # noqa: ANN401  a row of ``ScoredPark``
    reached = [grade for grade, cut in rules.cut_offs if score >= cut - ROUNDING]
    held = gates_of(park.gates)
    caps = [gate.cap for gate in rules.gates if gate.code in held]
    return max([*reached[:1], *caps] if reached else [RATED[-1]])


def _matrices(
    scores: Scores, rules: RuleSet
) -> tuple["pd.Index[str]", Numbers, Numbers]:
    """Return rated parks by indicator: achievement, and whether it applies."""
    rated = scores.parks.loc[scores.parks["grade"] != Grade.U, "code"]
    codes = pd.Index(rated)
    columns = [rule.code for rule in rules.indicators]
    rows = scores.indicators.loc[scores.indicators["code"].isin(codes)]
    rows = rows.assign(applies=(rows["state"] != "exempt").astype(float))

    def matrix(name: str) -> Numbers:
        wide = rows.pivot_table(index="code", columns="indicator", values=name)
        return wide.reindex(index=codes, columns=columns).fillna(0.0).to_numpy()

    return codes, matrix("achievement"), matrix("applies")


def _chunks(weights: Numbers) -> list[Numbers]:
    return [
        weights[at : at + DRAWS_AT_ONCE] for at in range(0, len(weights), DRAWS_AT_ONCE)
    ]


def _drawn_scores(weights: Numbers, achieved: Numbers, applies: Numbers) -> Numbers:
    """Return a score a draw and park; what does not apply leaves with its weight."""
    return FULL_SCORE * (weights @ achieved.T) / (weights @ applies.T)


def _ranks(scores: Numbers) -> Ranks:
    """Return the rank of every column in every row, 1 the highest; ties share it."""
    # A second to import, and a server starts without it.
    from scipy.stats import rankdata  # noqa: PLC0415

    same = np.round(scores, DECIMALS)
    return rankdata(-same, method="min", axis=1).astype(np.int64)


def _interval(codes: "pd.Index[str]", ranks: Ranks) -> pd.DataFrame:
    low, high = np.percentile(ranks, PERCENTILES, axis=0, method="inverted_cdf")
    return pd.DataFrame(
        {"code": codes, "rank_low": low.astype(int), "rank_high": high.astype(int)}
    )
