"""How well wind and sun complete each other, each measure with its time scale."""

from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from geodata.complementarity.profiles import HOURS_A_DAY, Kind
from geodata.complementarity.storage import Numbers
from geodata.complementarity.systems import Systems
from queries.vocabulary import LEAGUE_CITIES

LOW: Final = 0.10
"""Of capacity: below it wind, or sun, gives little."""

DAYS_BEFORE: Final = np.array([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334])
"""Of each month in a year of 365 days."""

FIRST_HOURS: Final = DAYS_BEFORE * HOURS_A_DAY
"""With which each month of the typical year begins."""


class Scale(StrEnum):
    """Over what steps of time two series are compared."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


def averaged(hours: Numbers, scale: Scale) -> Numbers:
    """Return the means of 8,760 rows over each hour, day or month."""
    if scale is Scale.HOUR:
        return hours
    if scale is Scale.DAY:
        days = hours.reshape(-1, HOURS_A_DAY, *hours.shape[1:])
        return np.asarray(days.mean(axis=1))
    lengths = np.diff(FIRST_HOURS, append=len(hours))
    sums = np.add.reduceat(hours, FIRST_HOURS, axis=0)
    return np.asarray((sums.T / lengths).T)


def tau(wind: Numbers, sun: Numbers) -> float:
    """Return Kendall's tau-b: -1 where one falls whenever the other rises."""
    # A second to import, and the other pages start without it.
    from scipy.stats import kendalltau  # noqa: PLC0415

    return float(kendalltau(wind, sun).statistic)


def total_variation(wind_mw: Numbers, solar_mw: Numbers) -> Numbers:
    """Return by how much swings cancel: 1 fully, 0 not at all.

    1 - TV(wind + sun) / (TV(wind) + TV(sun)), where TV sums the steps along the first
    axis; NaN where nothing ever changes.
    """
    together = _variation(wind_mw + solar_mw)
    apart = _variation(wind_mw) + _variation(solar_mw)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - together / apart)


def both_low(wind: Numbers, sun: Numbers) -> Numbers:
    """Return the share of steps in which both give under a tenth of capacity."""
    return np.asarray(((wind < LOW) & (sun < LOW)).mean(axis=0))


def measures(systems: Systems, *, scale: Scale) -> pd.DataFrame:
    """Return ``tau``, ``total_variation`` and ``both_low_share`` of each system.

    Column ``code`` beside; NaN where a system lacks wind or sun.
    """
    profiles = systems.profiles
    wind, sun = (averaged(one, scale) for one in (profiles.wind, profiles.solar))
    used = sorted(set(systems.column.tolist()))
    taus, lows = np.full((2, len(LEAGUE_CITIES)), np.nan)
    for column in used:
        taus[column] = tau(wind[:, column], sun[:, column])
    lows[used] = both_low(wind[:, used], sun[:, used])
    indices = np.empty(len(systems))
    for chosen, some in systems.in_turn(None):
        indices[chosen] = total_variation(
            wind[:, some.column] * some.wind_mw, sun[:, some.column] * some.solar_mw
        )
    has_both = (systems.wind_mw > 0) & (systems.solar_mw > 0)
    return pd.DataFrame(
        {
            "code": systems.codes,
            "tau": np.where(has_both, taus[systems.column], np.nan),
            "total_variation": np.where(has_both, indices, np.nan),
            "both_low_share": np.where(has_both, lows[systems.column], np.nan),
        }
    )


def monthly_proxy(months: pd.DataFrame) -> pd.DataFrame:
    """Return the same measures from reported months, where no hours are known.

    Args:
        months: Columns ``code``, ``month``, ``hours``, ``wind_mw``, ``solar_mw``,
            ``wind_generation_mwh`` and ``solar_generation_mwh``, without gaps.
    """
    rows = [
        {"code": code, **_of_months(rows.sort_values("month"))}
        for code, rows in months.groupby("code", sort=False)
    ]
    columns = ["code", "tau", "total_variation", "both_low_share"]
    return pd.DataFrame(rows, columns=columns)


def _of_months(rows: pd.DataFrame) -> dict[str, float]:
    mean_mw = {
        kind: (rows[f"{kind}_generation_mwh"] / rows["hours"]).to_numpy(dtype=float)
        for kind in (Kind.WIND, Kind.SOLAR)
    }
    capacity_mw = {kind: rows[f"{kind}_mw"].to_numpy(dtype=float) for kind in mean_mw}
    has_both = all((one > 0).all() for one in capacity_mw.values())
    if not has_both or len(rows) < 2:  # noqa: PLR2004  one month has no course
        return {"tau": np.nan, "total_variation": np.nan, "both_low_share": np.nan}
    wind, sun = (mean_mw[kind] / capacity_mw[kind] for kind in mean_mw)
    return {
        "tau": tau(wind, sun),
        "total_variation": float(total_variation(*mean_mw.values())),
        "both_low_share": float(both_low(wind, sun)),
    }


def _variation(series: Numbers) -> Numbers:
    return np.asarray(np.abs(np.diff(series, axis=0)).sum(axis=0))
