"""One indicator month by month: its values, its targets, and how it has changed."""

from typing import Any, Final, TypedDict

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection, Select, select

from queries.contracts import DatedTier, TrendPoint
from queries.errors import (
    MonthsReversedError,
    TooManyMonthsError,
    UnknownParkError,
    UnknownPlaceError,
)
from queries.frames import checked, read_frame
from queries.indicators.dictionary import Indicator
from queries.months import MONTHS_A_YEAR, Month
from queries.parks import standings
from queries.scope import Scope
from queries.spans import STAMPS_A_YEAR
from queries.values import indicator_changes, indicator_series, whole_years
from queries.vocabulary import LEAGUE_CITIES, REGION_CODE, Level, Tier, Window

MOST_MONTHS: Final = 1_200
"""A century: a longer range is a slip of the hand."""

CHANGES: Final = (("year_on_year", MONTHS_A_YEAR), ("month_on_month", 1))
"""What each change is called, and how many months back it looks."""

KEYS: Final = ["code", "month"]

PLACES: Final[dict[Level, tuple[str, ...]]] = {
    Level.LEAGUE_CITY: LEAGUE_CITIES,
    Level.TIER: tuple(Tier),
    Level.REGION: (REGION_CODE,),
}
"""The codes of every level above the parks."""


class _Asked(TypedDict):
    """What every reader of months is asked."""

    scope: Scope
    indicators: tuple[Indicator]
    by: Level
    code: str | None
    window: Window
    first: Month
    last: Month


def trend(
    connection: Connection,
    *,
    scope: Scope,
    indicator: Indicator,
    by: Level,
    code: str | None,
    window: Window,
    first: Month,
    last: Month,
) -> DataFrame[TrendPoint]:
    """Return *indicator* for every month from *first* to *last*, by code, in order.

    Each month stands for the *window* that it ends; a gap is a row whose value is
    null. Changes cover the park-months that are complete both times: twelve months
    earlier, and one. The target of a park is its own final one, of its tier and energy
    at the time; a tier has one where it does not depend on energy, others have none.

    Args:
        connection: A view of the database.
        scope: Whose rows may be read.
        indicator: Of the dictionary.
        by: Parks, league-cities, tiers or the region.
        code: One of them; ``None`` for all.
        window: What each month covers.
        first: The first month.
        last: The last month, included.

    Raises:
        MonthsReversedError: *first* is later than *last*.
        TooManyMonthsError: There are more than ``MOST_MONTHS`` between them.
        UnknownParkError: No park that counts has that *code*.
        UnknownPlaceError: The level has no such *code*.
    """
    _require_range(first, last)
    if by is not Level.PARK and code not in (None, *PLACES[by]):
        raise UnknownPlaceError(code=code, known=PLACES[by])
    asked: _Asked = {
        "scope": scope,
        "indicators": (indicator,),
        "by": by,
        "code": code,
        "window": window,
        "first": first,
        "last": last,
    }
    frame = indicator_series(connection, **asked)
    if frame.empty and code is not None:
        raise UnknownParkError(code=code)
    changed = _with_changes(connection, frame, asked)
    points = changed.sort_values("code", key=_order_of_codes, kind="stable")
    points["target"] = _targets(connection, points, asked)
    return checked(points.reset_index(drop=True), TrendPoint)


def dated_tiers_statement(
    *, scope: Scope, code: str | None
) -> Select[*tuple[Any, ...]]:
    """Every tier that a park has stood on, with the month from which it did."""
    standing = standings(scope=scope, park_code=code)
    return select(
        standing.c.park.label("code"), standing.c.valid_from, standing.c.tier
    ).order_by(standing.c.park, standing.c.valid_from)


def _require_range(first: Month, last: Month) -> None:
    n_months = last.since(first) + 1
    if n_months < 1:
        raise MonthsReversedError(first=first, last=last)
    if n_months > MOST_MONTHS:
        raise TooManyMonthsError(first=first, last=last, n=n_months, most=MOST_MONTHS)


def _with_changes(
    connection: Connection, frame: pd.DataFrame, asked: _Asked
) -> pd.DataFrame:
    for name, lag in CHANGES:
        changes = indicator_changes(connection, **asked, lag=lag)
        named = changes[[*KEYS, "change", "change_rate"]].rename(
            columns={"change": name, "change_rate": f"{name}_rate"}
        )
        frame = frame.merge(named, on=KEYS, how="left")
    return frame


def _order_of_codes(codes: "pd.Series[str]") -> "pd.Index[int]":
    """Keep codes in the order in which they come, each with all its months."""
    return pd.Index(pd.factorize(codes)[0])


def _targets(
    connection: Connection, points: pd.DataFrame, asked: _Asked
) -> NDArray[np.float64]:
    """Return the target of every row of *points*; NaN where there is none."""
    (indicator,) = asked["indicators"]
    match asked["by"]:
        case Level.PARK:
            tier, energy = _of_parks(connection, points, asked)
        case Level.TIER:
            tier = points["code"]
            energy = pd.Series(float("nan"), index=points.index)
        case _:
            return np.full(len(points), np.nan)
    return _targets_of(indicator, points["month"], tier, energy)


def _of_parks(
    connection: Connection, points: pd.DataFrame, asked: _Asked
) -> tuple["pd.Series[str]", "pd.Series[float]"]:
    """Return the tier and the annual energy of each park in each month."""
    scope, code = asked["scope"], asked["code"]
    if code is not None:
        scope = scope.narrowed(frozenset({code}))
    statement = dated_tiers_statement(scope=scope, code=code)
    tiers = read_frame(connection, statement, DatedTier)
    years = whole_years(connection, scope=scope, month=asked["last"])
    ended = years.assign(valid_from=years["year"] * STAMPS_A_YEAR + MONTHS_A_YEAR)
    return (
        _holding(points, tiers, "tier"),
        _holding(points, ended, "energy_tce"),
    )


def _holding(points: pd.DataFrame, dated: pd.DataFrame, name: str) -> "pd.Series[Any]":
    """Return by row what held in its month: the last of its code by ``valid_from``."""
    rows = points[KEYS].reset_index().sort_values("month", kind="stable")
    held = pd.merge_asof(
        rows,
        dated[["code", "valid_from", name]].sort_values("valid_from"),
        left_on="month",
        right_on="valid_from",
        by="code",
    )
    return held.set_index("index")[name].reindex(points.index)


def _targets_of(
    indicator: Indicator,
    months: "pd.Series[int]",
    tiers: "pd.Series[str]",
    energy_tce: "pd.Series[float]",
) -> NDArray[np.float64]:
    """Return what ``Indicator.target`` says, of many rows at once."""
    found = np.full(len(months), np.nan)
    for target in sorted(indicator.targets, key=lambda one: one.valid_from):
        applies = (tiers == target.tier) & (months >= target.valid_from.stamp)
        if target.is_bracketed:
            least = target.energy_from_tce or 0.0
            most = target.energy_below_tce or float("inf")
            applies &= (energy_tce >= least) & (energy_tce < most)
        found[applies.to_numpy()] = np.nan if target.value is None else target.value
    return found
