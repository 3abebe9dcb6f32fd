"""What parks could lend one another: arcs on a map, an account, and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.amounts import signed_text
from dashboard.charts.chips import Point, Room
from dashboard.charts.maps import Label, View
from dashboard.charts.resource_maps import Arc, Spot
from dashboard.charts.values import Chart, Series, Tone
from dashboard.text import Speaker
from geodata.complementarity.contracts import Complement
from geodata.complementarity.richness import with_richness
from queries.rows import records
from queries.vocabulary import LEAGUE_CITIES

BEND: Final = 0.16
"""How far an arc bows out, as a share of its length."""

AMOUNTS_AT_MOST: Final = 8
"""More of them hide the map; a pointer and the list have all."""

AMOUNT_OFF_PX: Final = 15.0
AMOUNT_HALF_PX: Final = 40.0
"""From the line of an arc to the middle of its amount, and half of its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The storage of one league-city's parks, MWh, before and after lending.

    Loans across grids are not in it. Where no storage is enough for any of its parks
    the league-city ``is_beyond``: that its gap is 0 does not make it level.
    """

    code: str
    gap: float
    gap_left: float
    spare: float
    spare_left: float
    is_beyond: bool


def arcs_of(
    pairs: pd.DataFrame,
    spots: Sequence[Spot],
    labels: Sequence[Label],
    *,
    view: View,
    say: Speaker,
) -> tuple[Arc, ...]:
    """Return an arc a pair, the smallest first: the largest lie on top.

    Amounts are written from the largest down, as long as there is room.
    """
    spot_of = {spot.code: spot for spot in spots}
    most = max(pairs["storage_mwh"], default=1.0)
    room = Room(view, spots, labels, AMOUNTS_AT_MOST)
    rows = records(pairs.rename(columns={"from": "giver", "to": "taker"}))
    found = [
        _arc(row, spot_of[row.giver], spot_of[row.taker], most, room, say)
        for row in rows
        if row.giver in spot_of and row.taker in spot_of
    ]
    return tuple(reversed(found))


def _arc(
    row: Any,  # noqa: ANN401  a row of the pairs
    giver: Spot,
    taker: Spot,
    most: float,
    room: Room,
    say: Speaker,
) -> Arc:
    start, end = (giver.x_km, giver.y_km), (taker.x_km, taker.y_km)
    bend, text = _bend(start, end), _amount(row, say)
    return Arc(
        title=say("match.pair", giver=giver.title, taker=taker.title),
        hint=_hint(row, say),
        text=text,
        text_at=room.place(text, _beside(start, bend, end, room.view)),
        start=start,
        bend=bend,
        end=end,
        weight=row.storage_mwh / most,
        is_across=bool(row.across_grids),
    )


def _amount(row: Any, say: Speaker) -> str:  # noqa: ANN401  a row of the pairs
    return say("match.arc", mw=f"{row.mw:,.0f}", mwh=f"{row.energy_mwh_year:,.0f}")


def _hint(row: Any, say: Speaker) -> str:  # noqa: ANN401  a row of the pairs
    words = say(
        "match.pair_hint",
        lent=f"{row.storage_mwh:,.0f}",
        mw=f"{row.mw:,.0f}",
        energy=f"{row.energy_mwh_year:,.0f}",
        lost=f"{row.lost_mwh_year:,.0f}",
        net=signed_text(f"{row.net_mwh_year:+,.0f}"),
        km=f"{row.km:,.0f}",
    )
    return f"{words}\n{say('match.pair_across')}" if row.across_grids else words


def _bend(start: Point, end: Point) -> Point:
    """Return where the arc is drawn to: beside the middle, always on its left."""
    (x0, y0), (x1, y1) = start, end
    return (
        round((x0 + x1) / 2 + BEND * (y1 - y0), 1),
        round((y0 + y1) / 2 - BEND * (x1 - x0), 1),
    )


def _beside(start: Point, bend: Point, end: Point, view: View) -> tuple[Point, ...]:
    """Return places for an amount: on either side of the arc's middle, near and far."""
    x, y = ((a + 2 * b + c) / 4 for a, b, c in zip(start, bend, end, strict=True))
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    across = ((end[1] - start[1]) / length, (start[0] - end[0]) / length)
    base = AMOUNT_OFF_PX + AMOUNT_HALF_PX * abs(across[0])
    return tuple(
        (x + off * across[0], y + off * across[1])
        for far in (1.0, 1.5)
        for off in (
            base * far / view.px_per_km,
            -base * far / view.px_per_km,
        )
    )


def accounts(both: pd.DataFrame, pairs: pd.DataFrame) -> tuple[Account, ...]:
    """Return the account of each league-city, the one with most left to fill first.

    Args:
        both: One row a park: ``code``, ``league_city``, ``gap_mwh``, ``spare_mwh``,
            ``is_beyond``.
        pairs: ``from``, ``to``, ``storage_mwh`` and ``across_grids``.
    """
    within = pairs.loc[~pairs["across_grids"].astype(bool)]
    place_of = dict(zip(both["code"], both["league_city"], strict=True))
    by_place = both.groupby("league_city")
    sums = by_place[["gap_mwh", "spare_mwh"]].sum()
    is_beyond = by_place["is_beyond"].all()
    lent, borrowed = (
        within["storage_mwh"].groupby(within[end].map(place_of)).sum()
        for end in ("from", "to")
    )
    found = [
        Account(
            code=code,
            gap=float(sums["gap_mwh"][code]),
            gap_left=float(sums["gap_mwh"][code] - borrowed.get(code, 0.0)),
            spare=float(sums["spare_mwh"][code]),
            spare_left=float(sums["spare_mwh"][code] - lent.get(code, 0.0)),
            is_beyond=bool(is_beyond[code]),
        )
        for code in LEAGUE_CITIES
        if code in sums.index
    ]
    return tuple(sorted(found, key=lambda one: (-one.gap_left, -one.gap)))


def in_sum(
    places: DataFrame[Complement], rows: Sequence[Account]
) -> DataFrame[Complement]:
    """Return league-cities with the gaps of their parks in sum, as the accounts have.

    Pairs are of parks: what a league-city lacks as one system would be another number
    for the same thing. Classes follow the sums. A league-city without an account has
    no gap that one could tell.
    """
    known = {row.code: row for row in rows}
    found = [known.get(code) for code in places["code"]]
    summed = places.assign(
        storage_gap_mwh=pd.Series(map(_gap_or_spare, found), places.index, "float64"),
        need_state=[_state(row) for row in found],
    )
    return Complement.validate(with_richness(summed))


def _gap_or_spare(row: Account | None) -> float | None:
    if row is None or _state(row) == "beyond":
        return None
    return row.gap if round(row.gap) > 0 else -row.spare


def _state(row: Account | None) -> str:
    if row is None:
        return "unknown"
    return "beyond" if row.is_beyond and round(row.spare) <= 0 else "found"


def ledger(
    rows: Sequence[Account], *, grids: Mapping[str, str], snapshot: str, say: Speaker
) -> Chart:
    """Return the accounts as rows: what is lacking to the right, to spare to the left.

    The series are the gaps now and after, then what is spare now and after; there is no
    gap, not one of 0, where no storage is enough.
    """
    columns: list[tuple[str, list[float | None]]] = [
        ("gap", [None if row.is_beyond else row.gap for row in rows]),
        ("gap_left", [None if row.is_beyond else row.gap_left for row in rows]),
        ("spare", [-row.spare for row in rows]),
        ("spare_left", [-row.spare_left for row in rows]),
    ]
    names = tuple(say(f"place.{row.code}") for row in rows)
    return Chart(
        kind="ledger",
        title=say("match.ledger"),
        unit="MWh",
        categories=names,
        codes=tuple(row.code for row in rows),
        series=tuple(
            Series(name=say(f"match.ledger_{name}"), values=tuple(values))
            for name, values in columns
        ),
        texts=tuple(
            (
                say(f"controls.grid_{grids[row.code]}"),
                _balance(row, row.gap, row.spare, say),
                _balance(row, row.gap_left, row.spare_left, say),
            )
            for row in rows
        ),
        tones=tuple(("quiet", "quiet", _tone(row)) for row in rows),
        heads=tuple(
            say(f"match.head_{name}")
            for name in ("place", "grid", "axis", "now", "after")
        ),
        hints=tuple(_account_words(row, say) for row in rows),
        decimals=0,
        alt=say("list.comma").join(_account_words(row, say) for row in rows),
        source=say("match.source"),
        snapshot=snapshot,
    )


def _tone(row: Account) -> Tone:
    if row.is_beyond and round(row.spare_left) <= 0:
        return "quiet"
    return "bad" if round(row.gap_left) > 0 else "first"


def _balance(row: Account, gap: float, spare: float, say: Speaker) -> str:
    """Return what is lacking; where nothing is, what is spare, or why neither is."""
    if round(gap) > 0:
        return say("match.gap_short", mwh=f"{gap:,.0f}")
    if round(spare) > 0:
        return say("match.gap_spare", mwh=f"{spare:,.0f}")
    return say("match.gap_beyond" if row.is_beyond else "match.level")


def _account_words(row: Account, say: Speaker) -> str:
    return say(
        "match.account_beyond" if row.is_beyond else "match.account",
        place=say(f"place.{row.code}"),
        gap=f"{row.gap:,.0f}",
        gap_left=f"{row.gap_left:,.0f}",
        spare=f"{row.spare:,.0f}",
        spare_left=f"{row.spare_left:,.0f}",
    )


def headline(rows: Sequence[Account], pairs: pd.DataFrame, *, say: Speaker) -> str:
    """Return how much of all gaps lending fills within the grids, and what it costs."""
    gap, left = (
        sum(getattr(row, name) for row in rows) for name in ("gap", "gap_left")
    )
    if round(gap) <= 0:
        return say("match.pairs_no_gap")
    if round(gap - left) <= 0:
        return say("match.pairs_nobody", gap=f"{gap:,.0f}")
    within = pairs.loc[~pairs["across_grids"].astype(bool)]
    net = round(within["net_mwh_year"].sum())
    return say(
        "match.pairs_finding_less" if net < 0 else "match.pairs_finding",
        net=f"{abs(net):,}",
        filled=f"{gap - left:,.0f}",
        gap=f"{gap:,.0f}",
        left=signed_text(f"{left:,.0f}"),
    )
