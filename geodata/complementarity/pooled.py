"""League-cities as one system each, and what pooling alone saves."""

from typing import Final

import pandas as pd

from geodata.complementarity.curves import Curves
from queries.resources import GENERATION
from queries.vocabulary import LEAGUE_CITIES, Flag

SUMMED: Final = ("wind_mw", "solar_mw", "storage_mw", "storage_mwh", "load_mwh_year")


def pooled(resources: pd.DataFrame) -> pd.DataFrame:
    """Return one row a league-city: the sums over its parks that report everything.

    Columns ``code`` and ``league_city`` (both the adcode), those of ``SUMMED``,
    ``flag``, the weakest of its parks, ``parks`` and ``parks_complete``; a league-city
    without a complete park has nulls.
    """
    is_complete = resources[list(SUMMED)].notna().all(axis=1)
    complete = resources[is_complete]
    sums = complete.groupby("league_city")[list(SUMMED)].sum()
    rank = complete["flag"].map({flag.value: n for n, flag in enumerate(Flag)})
    weakest = rank.groupby(complete["league_city"]).max()
    counts = resources.groupby("league_city").size()
    counted = complete.groupby("league_city").size()
    codes = pd.Index(LEAGUE_CITIES, name="code")
    found = sums.reindex(codes).reset_index()
    return found.assign(
        league_city=found["code"],
        flag=[_flag(weakest.get(code)) for code in codes],
        parks=counts.reindex(codes, fill_value=0).to_numpy(),
        parks_complete=counted.reindex(codes, fill_value=0).to_numpy(),
    )


def pooled_months(months: pd.DataFrame) -> pd.DataFrame:
    """Return reported months summed by league-city, ``code`` being the adcode.

    Only the parks with the most months count: one that came later would look like wind.
    """
    reported = months.groupby("code")["month"].transform("size")
    most = reported.groupby(months["league_city"]).transform("max")
    steady = months[reported == most].drop(columns="code")
    keys = ["league_city", "month", "hours"]
    sums = steady.groupby(keys, as_index=False).sum()
    return sums.rename(columns={"league_city": "code"})


def pooled_generation(resources: pd.DataFrame) -> pd.DataFrame:
    """Return the generation and curtailment of each league-city, MWh.

    Only the complete parks with the most months count: sums of twelve months and of
    three do not add up.

    Returns:
        ``league_city``, those of ``GENERATION``, ``generation_months`` (of each park)
        and ``generation_parks``; no row where no complete park has a month.
    """
    is_complete = resources[list(SUMMED)].notna().all(axis=1)
    known = resources[is_complete & (resources["generation_months"] > 0)]
    months = known["generation_months"]
    most = months.groupby(known["league_city"]).transform("max")
    by_place = known[months == most].groupby("league_city", as_index=False)
    sums = by_place[list(GENERATION)].sum()
    return sums.assign(
        generation_months=by_place["generation_months"].max()["generation_months"],
        generation_parks=by_place.size()["size"],
    )


def _flag(rank: float | None) -> str:
    return (Flag.MISSING if rank is None else list(Flag)[int(rank)]).value


def saved_by_pooling(resources: pd.DataFrame, apart: Curves) -> pd.DataFrame:
    """Return what the parks of each league-city need and reach each on its own.

    Args:
        resources: One row a park, as for ``pooled``.
        apart: The curves of the parks.

    Returns:
        By ``code`` of the league-city ``parks_need_mwh``, null where some park's need
        is not known or no storage meets it, and ``green_share_apart``, of the load,
        with the storage that stands.
    """
    need = pd.Series(apart.need_mwh, index=apart.codes)
    parks = resources[resources[list(SUMMED)].notna().all(axis=1)]
    parks = parks[parks["code"].isin(apart.codes)]
    storage = parks.set_index("code")["storage_mwh"].reindex(apart.codes)
    green = pd.Series(
        apart.green_mwh_at(storage.to_numpy(dtype=float)), index=apart.codes
    )
    rows = pd.DataFrame(
        {
            "code": parks["league_city"],
            "need": parks["code"].map(need),
            "green": parks["code"].map(green),
            "load": parks["load_mwh_year"],
        }
    )
    by_place = rows.groupby("code")
    found = pd.DataFrame(
        {
            "parks_need_mwh": by_place["need"].agg(lambda some: some.sum(skipna=False)),
            "green_share_apart": by_place["green"].sum() / by_place["load"].sum(),
        }
    )
    return found.reindex(pd.Index(LEAGUE_CITIES, name="code")).reset_index()
