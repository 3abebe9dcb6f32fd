"""The headline of a ranking: who is first, and how far the order can be trusted."""

from collections.abc import Sequence
from typing import Final

from dashboard.charts.findings import NAMED_AT_MOST
from dashboard.charts.ranking import Standing
from dashboard.charts.yardsticks import Yardstick
from dashboard.text import Speaker
from queries.vocabulary import Grid

FULL: Final = 1.0

LEAST_RANKED: Final = 2
"""Of fewer nobody can be called the first."""

AGAIN_FROM: Final = 2
"""Periods in a row from which on being first is told with their number."""


def headline(
    everybody: Sequence[Standing],
    *,
    grid: Grid | None,
    shown: Sequence[Standing],
    yardstick: Yardstick,
    in_a_row: int,
    period: str,
    say: Speaker,
) -> str:
    """Return what a reader should take from the ranking, in one sentence.

    Args:
        everybody: All of the region, by rank.
        grid: Whose league-cities are shown; ``None`` for all.
        shown: Those, by rank.
        yardstick: What is ranked.
        in_a_row: In how many periods up to this the first was the only first.
        period: The period in words.
        say: Who speaks.
    """
    ranked = [row for row in shown if row.rank is not None]
    if not ranked:
        return say("compare.none", period=period, name=yardstick.name(say))
    if len(ranked) < LEAST_RANKED:
        return say("compare.only", place=ranked[0].name, name=yardstick.name(say))
    if grid is not None:
        return _of_grid(ranked, grid, yardstick, say)
    if yardstick.indicator is not None:
        return _on_indicator(ranked, yardstick, say)
    return _on_score(everybody, in_a_row, say)


def overlapping(rows: Sequence[Standing]) -> tuple[int, int] | None:
    """Return the longest run of ranks whose intervals all overlap one another.

    Its first and its last rank; ``None`` where no two neighbours overlap. Of runs of
    one length the one nearer the top is told.
    """
    known = [row for row in rows if row.rank is not None and row.interval]
    best: list[Standing] = []
    for start in range(len(known)):
        run = _run(known[start:])
        if len(run) > len(best):
            best = run
    ranks = [row.rank for row in best if row.rank is not None]
    if not ranks or ranks[0] == ranks[-1]:
        return None
    return ranks[0], ranks[-1]


def _run(rows: Sequence[Standing]) -> list[Standing]:
    """Return the rows from the first on that have one rank common to all intervals."""
    low, high = 1, len(rows) + (rows[0].rank or 0)
    run: list[Standing] = []
    for row in rows:
        own_low, own_high = row.interval or (0, 0)
        low, high = max(low, own_low), min(high, own_high)
        if low > high:
            break
        run.append(row)
    return run


def _leaders(ranked: Sequence[Standing]) -> list[Standing]:
    return [row for row in ranked if row.rank == ranked[0].rank]


def _on_score(everybody: Sequence[Standing], in_a_row: int, say: Speaker) -> str:
    first = _first_on_score(everybody, in_a_row, say)
    if not any(row.interval for row in everybody):
        return first
    run = overlapping(everybody)
    if run is None:
        return say("compare.apart", first=first)
    return say("compare.overlap", first=first, low=run[0], high=run[1])


def _first_on_score(everybody: Sequence[Standing], in_a_row: int, say: Speaker) -> str:
    leaders = _leaders([row for row in everybody if row.rank is not None])
    names = [row.name for row in leaders]
    if len(leaders) > NAMED_AT_MOST:
        return say("compare.first_many", n=len(leaders))
    if len(leaders) > 1:
        return say("compare.first_tied", places=names)
    if in_a_row >= AGAIN_FROM:
        return say("compare.first_again", places=names, n=in_a_row)
    return say("compare.first", places=names)


def _on_indicator(
    ranked: Sequence[Standing], yardstick: Yardstick, say: Speaker
) -> str:
    first = _extreme(ranked, yardstick, say)
    turns = [
        yardstick.turn(row.value, row.previous_value)
        for row in ranked
        if row.previous_value is not None
    ]
    if not turns:
        return first
    return say("compare.improved", first=first, n=len(turns), improved=turns.count(1))


def _extreme(ranked: Sequence[Standing], yardstick: Yardstick, say: Speaker) -> str:
    leaders = _leaders(ranked)
    way = "lowest" if yardstick.lower_is_better else "highest"
    words = {
        "name": yardstick.name(say),
        "value": yardstick.words(leaders[0].value, say),
    }
    if len(leaders) > NAMED_AT_MOST:
        return say(f"compare.{way}_many", n=len(leaders), **words)
    sentence = say(f"compare.{way}", places=[row.name for row in leaders], **words)
    return sentence + _thin(leaders, say)


def _thin(leaders: Sequence[Standing], say: Speaker) -> str:
    """Return, for one first whose reports are not all there, how many are."""
    coverage = leaders[0].coverage
    if len(leaders) > 1 or coverage is None or coverage >= FULL:
        return ""
    return say("compare.thin", share=f"{coverage * 100:.0f}%")


def _of_grid(
    ranked: Sequence[Standing], grid: Grid, yardstick: Yardstick, say: Speaker
) -> str:
    leaders = _leaders(ranked)
    words = {"grid": say(f"grid.{grid}"), "rank": leaders[0].rank}
    if len(leaders) > NAMED_AT_MOST:
        return say("compare.first_many", n=len(leaders))
    places = [row.name for row in leaders]
    if yardstick.indicator is None:
        return say("compare.of_grid_score", places=places, **words)
    way = "lowest" if yardstick.lower_is_better else "highest"
    return say(
        f"compare.of_grid_{way}", places=places, name=yardstick.name(say), **words
    )
