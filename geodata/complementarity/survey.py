"""All that is said of each park or league-city, put together in one frame."""

from enum import StrEnum

import numpy as np
import pandas as pd
from pandera.typing.pandas import DataFrame

from geodata.complementarity.contracts import Complement
from geodata.complementarity.curves import Curves
from geodata.complementarity.profiles import Profiles
from geodata.complementarity.richness import with_richness
from queries.frames import checked


class Basis(StrEnum):
    """What an answer rests on."""

    HOURLY = "hourly"
    MONTHLY_PROXY = "monthly_proxy"


def surveyed(
    resources: pd.DataFrame,
    curves: Curves,
    measures: pd.DataFrame,
    *,
    profiles: Profiles,
) -> DataFrame[Complement]:
    """Return what each row of *resources* has, needs and lacks, hour by hour.

    Args:
        resources: One row a park or league-city: its code, league-city, capacities,
            load of a year and flag.
        curves: Of those that could be simulated.
        measures: Of the same, by ``code``.
        profiles: That they follow.
    """
    rows = resources.merge(_needs(resources, curves), on="code", how="left")
    rows = rows.merge(measures, on="code", how="left").assign(
        basis=Basis.HOURLY.value,
        need_state=lambda some: some["need_state"].fillna("unknown"),
        storage_gap_mwh=lambda some: some["storage_need_mwh"] - some["storage_mwh"],
        profile_flag=[profiles.flag(code).value for code in resources["league_city"]],
    )
    return _complements(rows)


def surveyed_by_month(
    resources: pd.DataFrame, measures: pd.DataFrame
) -> DataFrame[Complement]:
    """Return what can be said without hours: no need, no gap, measures by the month."""
    unknown = ("storage_need_mw", "storage_need_mwh", "storage_gap_mwh")
    shares = ("green_share", "green_share_most")
    rows = resources.merge(measures, on="code", how="left").assign(
        basis=Basis.MONTHLY_PROXY.value,
        need_state="unknown",
        profile_flag=None,
        **dict.fromkeys((*unknown, *shares), np.nan),
    )
    return _complements(rows)


def _complements(rows: pd.DataFrame) -> DataFrame[Complement]:
    names = list(Complement.to_schema().columns)
    return checked(with_richness(rows)[names], Complement)


def _needs(resources: pd.DataFrame, curves: Curves) -> pd.DataFrame:
    installed = resources.set_index("code")["storage_mwh"].reindex(curves.codes)
    is_beyond = np.isnan(curves.need_mwh)
    return pd.DataFrame(
        {
            "code": curves.codes,
            "storage_need_mwh": curves.need_mwh,
            "storage_need_mw": curves.need_mwh / curves.duration_h,
            "need_state": np.where(is_beyond, "beyond", "found"),
            "green_share": curves.green_share_at(installed.to_numpy(dtype=float)),
            "green_share_most": curves.green_mwh[:, -1] / curves.load_mwh,
        }
    )
