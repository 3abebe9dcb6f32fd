"""How long it takes to rank every park on its score, and to say how sure that is."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, TypedDict

from benchmarks.figures import Aim, Figure, middle
from queries.assessment.gradings import judged
from queries.assessment.registry import known_rule_sets
from queries.assessment.rules import RuleSet
from queries.assessment.sensitivity import N_DRAWS, drawn_weights, park_rank_intervals
from queries.engine import opened, reading
from queries.months import Period
from queries.rankings import score_ranking
from queries.scope import REGION, Scope
from queries.vocabulary import Level

PERIOD: Final = Period.parse("2025Q4")
TODAY: Final = date(2026, 1, 20)
N_ROUNDS: Final = 3
SENSITIVITY_AIM: Final = Aim(most=2, of="ours")


class _Asked(TypedDict):
    """What both readers are asked."""

    scope: Scope
    period: Period
    today: date
    rules: RuleSet


def figures(database: Path) -> list[Figure]:
    """Rank the parks of *database*, which hold a year of every measure."""
    with opened(f"sqlite:///{database.as_posix()}") as engine, reading(engine) as view:
        rules = known_rule_sets(view)[0].rules
        asked: _Asked = {
            "scope": REGION,
            "period": PERIOD,
            "today": TODAY,
            "rules": rules,
        }
        scores = judged(view, **asked)
        weights = drawn_weights(rules)
        found = park_rank_intervals(scores, rules=rules, weights=weights)
        drawn = _seconds(
            lambda: park_rank_intervals(scores, rules=rules, weights=weights)
        )
        ranked = _seconds(lambda: score_ranking(view, by=Level.PARK, **asked))
    draws = f"rank intervals of {len(found):,} parks, {N_DRAWS:,} draws"
    return [
        Figure(name=draws, unit="s", ours=drawn, floor=None, aim=SENSITIVITY_AIM),
        Figure(
            name=f"ranking of {len(found):,} parks on the score, SQLite",
            unit="s",
            ours=ranked,
            floor=None,
        ),
    ]


def _seconds(run: Callable[[], object]) -> float:
    """Return the middle of several runs."""
    took = []
    for _ in range(N_ROUNDS):
        began_at = time.perf_counter()
        run()
        took.append(time.perf_counter() - began_at)
    return middle(took)
