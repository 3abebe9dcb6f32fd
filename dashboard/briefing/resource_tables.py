"""Tables about resources: who lacks storage, who could lend, where new storage goes."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import pandas as pd

from dashboard.briefing.packs import CellKind, Column, Table
from dashboard.charts.bivariate import gap_words
from dashboard.charts.changes import short_name
from dashboard.charts.comparison import number
from dashboard.charts.resource_maps import sign_of
from dashboard.charts.topics import TOPICS
from dashboard.complementarity import Completed
from dashboard.text import Speaker
from queries.rows import records

AT_MOST: Final = 10
"""So many rows stand beside a map."""


def _names(key: str, head: str) -> Column:
    return Column(key=key, name=head)


def _whole(key: str, head: str, say: Speaker, unit: str = "") -> Column:
    return Column(
        key=key,
        name=head,
        unit=unit,
        kind=CellKind.NUMBER,
        missing=say("flag.missing"),
    )


def _share(key: str, head: str, say: Speaker) -> Column:
    return Column(
        key=key,
        name=head,
        kind=CellKind.SHARE,
        decimals=1,
        missing=say("flag.missing"),
    )


def _gap(say: Speaker) -> Column:
    """Return a column of what is lacking or to spare, in words: a sign misleads."""
    return Column(key="storage_short_or_spare", name=say("match.short_gap"), unit="MWh")


def shortest(parks: Completed, names: Mapping[str, str], *, say: Speaker) -> Table:
    """Return the parks with the largest gap that storage can fill."""
    lacking = parks.rows.loc[parks.rows["storage_gap_mwh"] > 0]
    first = lacking.sort_values("storage_gap_mwh", ascending=False).head(AT_MOST)
    place_of = dict(
        zip(parks.resources["code"], parks.resources["league_city"], strict=True)
    )
    return Table(
        key="shortest",
        title=say("briefing.shortest"),
        columns=(
            _names("park", say("table.park")),
            _names("league_city", say("table.league_city")),
            _whole("wind_mw", say("match.short_wind"), say, "MW"),
            _whole("storage_gap_mwh", say("match.short_lacking"), say, "MWh"),
        ),
        rows=tuple(
            (
                short_name(names[row.code]),
                say(f"place.{place_of[row.code]}"),
                number(row.wind_mw),
                number(row.storage_gap_mwh),
            )
            for row in records(first)
        ),
        note=say("briefing.shortest_note"),
        codes=tuple(first["code"]),
    )


def of_parks(
    parks: Completed,
    names: Mapping[str, str],
    codes: Collection[str],
    *,
    say: Speaker,
) -> Table:
    """Return what the parks *codes* have and lack, the cell of the map first."""
    rows = [row for row in records(parks.rows) if row.code in codes]
    topic = TOPICS["wind_storage"]
    return Table(
        key="park_resources",
        title=say("briefing.of_place"),
        columns=(
            _names("park", say("table.park")),
            _names("cell", say("match.cell")),
            _whole("wind_mw", say("match.short_wind"), say, "MW"),
            _whole("solar_mw", say("match.short_solar"), say, "MW"),
            _whole("storage_mwh", say("match.short_storage"), say, "MWh"),
            _gap(say),
            _share("green_share", say("match.col_green"), say),
        ),
        rows=tuple(
            (
                short_name(names[row.code]),
                sign_of(topic.cell(row)),
                number(row.wind_mw),
                number(row.solar_mw),
                number(row.storage_mwh),
                gap_words(row, say),
                number(row.green_share),
            )
            for row in rows
        ),
        note=say("briefing.gap_note"),
        codes=tuple(row.code for row in rows),
    )


def largest_pairs(
    pairs: pd.DataFrame, names: Mapping[str, str], *, say: Speaker
) -> Table:
    """Return who could lend how much to whom, the largest first."""
    renamed = pairs.rename(columns={"from": "giver", "to": "taker"}).head(AT_MOST)
    return Table(
        key="pairs",
        title=say("briefing.pairs"),
        columns=(
            _names("giver", say("match.col_giver")),
            _names("taker", say("match.col_taker")),
            _whole("mw", say("match.short_power"), say, "MW"),
            _whole("storage_mwh", say("match.short_storage"), say, "MWh"),
            _whole("km", say("match.short_km"), say, "km"),
        ),
        rows=tuple(
            (
                short_name(names[row.giver]),
                short_name(names[row.taker]),
                row.mw,
                row.storage_mwh,
                row.km,
            )
            for row in records(renamed)
        ),
        note=say("match.pairs_note"),
    )


def sites(found: pd.DataFrame, names: Mapping[str, str], *, say: Speaker) -> Table:
    """Return where new storage goes, the greatest gain first."""
    return Table(
        key="sites",
        title=say("briefing.sites"),
        columns=(
            _names("park", say("table.park")),
            _whole("added_mwh", say("match.short_added"), say, "MWh"),
            _whole("gained_mwh", say("match.short_gained"), say, "MWh"),
            _share("share_before", say("match.short_before"), say),
            _share("share_after", say("match.short_after"), say),
        ),
        rows=tuple(
            (
                short_name(names[row.code]),
                row.added_mwh,
                row.gained_mwh_year,
                number(row.green_share_before),
                number(row.green_share_after),
            )
            for row in records(found.head(AT_MOST))
        ),
        note=say("match.siting_note"),
        codes=tuple(found["code"].head(AT_MOST)),
    )


def pooling(rows: pd.DataFrame, *, say: Speaker) -> Table:
    """Return what each league-city needs pooled, beside its parks each apart."""
    return Table(
        key="pooling",
        title=say("briefing.pooling"),
        columns=(
            _names("name", say("match.col_place")),
            _names("parks", say("match.col_parks")),
            _share("share_apart", say("match.col_share_apart"), say),
            _share("share_pooled", say("match.col_share_pooled"), say),
            _need("need_apart", say("match.col_need_apart"), say),
            _need("need_pooled", say("match.col_need_pooled"), say),
            _whole("installed_mwh", say("match.col_installed"), say, "MWh"),
            _gap(say),
        ),
        rows=tuple(_pooled(records(rows), say)),
        note=say("match.need_note"),
        codes=tuple(rows["code"]),
    )


def _need(key: str, head: str, say: Speaker) -> Column:
    """Return a column of MWh; without a number no storage is enough, or all unknown."""
    return Column(
        key=key,
        name=head,
        unit="MWh",
        kind=CellKind.NUMBER,
        missing=say("methods.dash"),
    )


def _pooled(rows: Iterable[Any], say: Speaker) -> Iterable[tuple[object, ...]]:
    for row in rows:
        yield (
            say(f"place.{row.code}"),
            f"{row.parks_complete}/{row.parks}",
            number(row.green_share_apart),
            number(row.green_share),
            number(row.parks_need_mwh),
            number(row.storage_need_mwh),
            number(row.storage_mwh),
            gap_words(row, say),
        )
