"""A park among its peers: those of its tier and form, by score."""

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.comparison import present
from dashboard.charts.grade_words import grade_words
from dashboard.text import Speaker
from queries.contracts import Park, ScoredPark
from queries.rows import records
from queries.vocabulary import Grade

SAME_TO: Final = 9
"""Scores that agree to so many decimals share a rank, as in every ranking."""

MARK: Final = "● "
"""Before the park itself, so that it stands out without colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """The *place* among *n* rated parks; ``None`` where the park is not rated."""

    place: int | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One park of the same tier and form."""

    code: str
    name: str
    place: int
    grade: Grade
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """Where a park stands among all rated parks, and among those like it.

    Attributes:
        code: Of the park.
        overall: Among all that are rated.
        alike: Among those of its tier and form.
        rows: The rated parks like it, the highest score first.
    """

    code: str
    overall: Rank
    alike: Rank
    rows: tuple[Peer, ...]


def peers_of(
    scored: DataFrame[ScoredPark], parks: DataFrame[Park], *, code: str
) -> Peers:
    """Rank the park *code* among all *parks*; ties share a rank."""
    rated = scored.loc[scored["grade"] != Grade.U]
    everyone = rated.merge(parks[["code", "name_zh", "tier", "form"]], on="code")
    own = next(records(parks.loc[parks["code"] == code]))
    kind = everyone["form"].fillna("") == present(own.form)
    alike = _ranked(everyone.loc[kind & (everyone["tier"] == own.tier)])
    return Peers(
        code=code,
        overall=_rank(_ranked(everyone), code),
        alike=_rank(alike, code),
        rows=tuple(_peer(row) for row in records(alike)),
    )


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    same = frame["score"].round(SAME_TO)
    place = same.rank(method="min", ascending=False).astype(int)
    ranked = frame.assign(place=place)
    return ranked.sort_values(["place", "code"])


def _rank(ranked: pd.DataFrame, code: str) -> Rank:
    own = ranked.loc[ranked["code"] == code, "place"]
    return Rank(place=None if own.empty else int(own.iloc[0]), n=len(ranked))


def _peer(row: Any) -> Peer:  # noqa: ANN401  a row of the ranked frame
    return Peer(
        code=row.code,
        name=row.name_zh,
        place=int(row.place),
        grade=Grade(row.grade),
        score=float(row.score),
    )


def nearest(peers: Peers, *, n: int) -> tuple[Peer, ...]:
    """Return at most *n* peers in order, the park itself in their middle."""
    places = [at for at, row in enumerate(peers.rows) if row.code == peers.code]
    middle = places[0] if places else 0
    first = max(0, min(middle - n // 2, len(peers.rows) - n))
    return peers.rows[first : first + n]


def peer_table(rows: tuple[Peer, ...], *, code: str, say: Speaker) -> pd.DataFrame:
    """Return *rows* under heads in the reader's language, the park itself marked."""
    return pd.DataFrame(
        {
            say("peers.place"): [row.place for row in rows],
            say("table.park"): [
                MARK + row.name if row.code == code else row.name for row in rows
            ],
            say("peers.grade"): [grade_words(row.grade, say) for row in rows],
            say("park.score"): [f"{row.score:.1f}" for row in rows],
        }
    )
