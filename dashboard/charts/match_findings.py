"""What a reader should take from a map of resources, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.bivariate import gap_words
from dashboard.charts.comparison import number
from dashboard.charts.resource_maps import WORST
from dashboard.charts.topics import Topic, amount
from dashboard.text import Speaker
from geodata.complementarity.contracts import Complement
from queries.rows import records

NAMED_AT_MOST: Final = 3
"""More parks than this are counted, and only the first are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A park that the page names: rich in one thing, short of the other."""

    code: str
    name: str
    place: str
    words: str


def named(
    resources: pd.DataFrame,
    rows: DataFrame[Complement],
    topic: Topic,
    *,
    say: Speaker,
) -> tuple[Named, ...]:
    """Return the parks of the worst cell, the one that lacks most first.

    Args:
        resources: ``code``, ``name_zh`` and ``league_city``, one row a park.
        rows: What each is rich in and short of.
        topic: What is compared.
        say: In whose language.
    """
    known = resources.set_index("code")
    worst = [row for row in records(rows) if _is_worst(row, topic)]
    worst.sort(key=lambda row: _order(row, topic))
    return tuple(
        Named(
            code=row.code,
            name=str(known["name_zh"][row.code]),
            place=say(f"place.{known['league_city'][row.code]}"),
            words=_words(row, topic, say),
        )
        for row in worst
    )


def _is_worst(row: Any, topic: Topic) -> bool:  # noqa: ANN401  a row of ``Complement``
    """Say whether a row is rich and short; what is spare, or nothing, is neither."""
    if topic.cell(row) != WORST or not (number(getattr(row, topic.x)) or 0.0) > 0:
        return False
    return not topic.is_of_storage or row.storage_gap_mwh > 0


def _order(row: Any, topic: Topic) -> float:  # noqa: ANN401  as above
    value = float(getattr(row, topic.y))
    return value if topic.is_turned else -value


def _words(row: Any, topic: Topic, say: Speaker) -> str:  # noqa: ANN401  as above
    lacks = (
        gap_words(row, say)
        if topic.is_of_storage
        else amount(topic.y, getattr(row, topic.y))
    )
    return say(
        f"match.named_{topic.code}",
        has=amount(topic.x, getattr(row, topic.x)),
        lacks=lacks,
    )


def headline(found: Sequence[Named], topic: Topic, *, say: Speaker) -> str:
    """Return who is rich and short, by name; of many, the first by name."""
    if not found:
        return say(f"match.nobody_{topic.code}")
    names = say("list.comma").join(one.name for one in found[:NAMED_AT_MOST])
    if len(found) <= NAMED_AT_MOST:
        return say(f"match.finding_all_{topic.code}", names=names)
    return say(f"match.finding_many_{topic.code}", names=names, n=len(found))


def siting_headline(found: pd.DataFrame, *, name: str, say: Speaker) -> str:
    """Return what a budget brings; *name* is the park that gains most."""
    if found.empty:
        return say("match.siting_nothing")
    return say(
        "match.siting_finding",
        added=f"{found['added_mwh'].sum():,.0f}",
        gained=f"{found['gained_mwh_year'].sum():,.0f}",
        n=len(found),
        name=name,
    )


def pooling_headline(places: pd.DataFrame, *, say: Speaker) -> str:
    """Return by how much pooling alone lifts the green share of all league-cities.

    *places* has ``load_mwh_year``, ``green_share`` and ``green_share_apart``; energies
    are added before they are divided.
    """
    known = places.dropna(subset=["load_mwh_year", "green_share", "green_share_apart"])
    load = known["load_mwh_year"].sum()
    if not load > 0:
        return say("match.pooling_unknown")
    apart, together = (
        float((known[name] * known["load_mwh_year"]).sum() / load)
        for name in ("green_share_apart", "green_share")
    )
    return say(
        "match.pooling_finding", apart=f"{apart:.1%}", together=f"{together:.1%}"
    )
