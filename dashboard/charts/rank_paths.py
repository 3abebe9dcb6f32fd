"""Ranks over periods: who rose, who fell, who is first."""

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.charts.values import Chart, Series, Tone
from dashboard.text import Speaker

SINGLED_OUT: Final = 2
"""How many that rise, and how many that fall, stand out: more would be a tangle."""

LEAST_PERIODS: Final = 2
"""Fewer make no path."""

NAMED_AT_ONCE: Final = 2
"""Of those that share a rank, so many are named at the end of their lines."""

Ranks = Mapping[str, int | None]

ORDER: Final[dict[Tone, int]] = {"first": 0, "good": 1, "bad": 2, "quiet": 3}


def rank_paths(
    history: Sequence[Ranks],
    *,
    periods: Sequence[str],
    names: Mapping[str, str],
    n_ranked: int,
    title: str,
    note: str,
    snapshot: str,
    say: Speaker,
) -> Chart:
    """Say how ranks went: a line for each of *names*, a gap where it had no rank.

    Args:
        history: The ranks by code, a mapping a period, the earliest first.
        periods: The words for the periods.
        names: Whom to draw, by code, in the official order.
        n_ranked: The last rank of all.
        title: What is ranked.
        note: What the reader must know to read it right.
        snapshot: Of which state of the data it is.
        say: Who speaks.
    """
    tones = _tones(history, names)
    return Chart(
        kind="rank_paths",
        title=title,
        unit="",
        categories=tuple(periods),
        series=tuple(
            Series(
                name=name,
                values=tuple(then.get(code) for then in history),
                is_muted=tones[code] == "quiet",
                tone=tones[code],
            )
            for code, name in names.items()
        ),
        ends=_ends(history[-1], names, tones, say) if history else (),
        highest=n_ranked,
        alt=f"{title} {note}",
        note=note,
        source=say("source.monthly"),
        snapshot=snapshot,
    )


def _tones(history: Sequence[Ranks], names: Mapping[str, str]) -> dict[str, Tone]:
    last = history[-1] if history else {}
    first = [code for code in names if last.get(code) == 1]
    others = [code for code in names if code not in first]
    tones: dict[str, Tone] = dict.fromkeys(names, "quiet")
    if len(first) == 1:
        tones[first[0]] = "first"
    climbs = {code: _climb([then.get(code) for then in history]) for code in others}
    up = sorted((c for c in others if climbs[c] > 0), key=lambda c: -climbs[c])
    down = sorted((c for c in others if climbs[c] < 0), key=lambda c: climbs[c])
    tones |= dict.fromkeys(up[:SINGLED_OUT], "good")
    tones |= dict.fromkeys(down[:SINGLED_OUT], "bad")
    return tones


def _climb(ranks: Sequence[int | None]) -> int:
    """Return how far a line rises from start to end; 0 where it breaks off."""
    known = [rank for rank in ranks if rank is not None]
    if not known or ranks[-1] is None:
        return 0
    return known[0] - known[-1]


def _ends(
    last: Ranks, names: Mapping[str, str], tones: Mapping[str, Tone], say: Speaker
) -> tuple[tuple[int, str, Tone], ...]:
    sharing: dict[int, list[str]] = {}
    for code in names:
        rank = last.get(code)
        if rank is not None:
            sharing.setdefault(rank, []).append(code)
    return tuple(
        _end(rank, codes, names, tones, say) for rank, codes in sorted(sharing.items())
    )


def _end(
    rank: int,
    codes: list[str],
    names: Mapping[str, str],
    tones: Mapping[str, Tone],
    say: Speaker,
) -> tuple[int, str, Tone]:
    tone = min((tones[code] for code in codes), key=ORDER.__getitem__)
    named = [names[code] for code in codes[:NAMED_AT_ONCE]]
    words = say("list.comma").join(named)
    if len(codes) > NAMED_AT_ONCE:
        words = say("changes.and_more", names=words, n=len(codes))
    return rank, f"{rank} {words}", tone
