"""Who is rich in what, who lacks storage, and who could help whom: readers and sums.

The rooms below meet here: what ``queries`` reads goes into what ``geodata`` works out.
Pages and the command line ask the same functions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from geodata.complementarity import curves as curve_finding
from geodata.complementarity.alternatives import STANDING
from geodata.complementarity.contracts import Complement
from geodata.complementarity.curves import MOST_STORAGE_H, Curves
from geodata.complementarity.measures import LOW, Scale, measures, monthly_proxy
from geodata.complementarity.pairing import Limits, paired
from geodata.complementarity.parameters import Parameters, require
from geodata.complementarity.pooled import pooled, pooled_months, saved_by_pooling
from geodata.complementarity.profiles import Profiles, replaced, shipped
from geodata.complementarity.richness import CLASSED, METHODS, bounds
from geodata.complementarity.siting import sited
from geodata.complementarity.storage import ROUND_TRIP
from geodata.complementarity.survey import Basis, surveyed, surveyed_by_month
from geodata.complementarity.systems import Progress, systems
from queries.contracts import ParkResource
from queries.errors import NothingToCompleteError
from queries.months import Month
from queries.profiles.importing import imported_profiles
from queries.resources import monthly_generation, park_resources
from queries.scope import Scope
from queries.snapshots import snapshot
from queries.vocabulary import Level

WITHIN_KM: Final = 300.0
LINK_MW: Final = 200.0
"""What is taken where nothing else is asked for."""


SCALES: Final = {Basis.HOURLY: Scale.HOUR, Basis.MONTHLY_PROXY: Scale.MONTH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """Parks, or league-cities pooled, and the curves that they were judged by.

    Attributes:
        by: Park or league-city.
        resources: What was reported, one row each.
        rows: What follows from it, in the same order.
        curves: Green share against storage of those that could be simulated.
    """

    by: Level
    resources: pd.DataFrame
    rows: DataFrame[Complement]
    curves: Curves


def month_asked(connection: Connection, *, scope: Scope, month: Month | None) -> Month:
    """Return *month*, or the last that somebody reported where it is ``None``.

    Raises:
        NothingToCompleteError: Nobody has reported anything.
    """
    last = snapshot(connection, scope=scope).last_month
    if last is None:
        raise NothingToCompleteError
    return month or last


def profiles_in_use(connection: Connection) -> Profiles:
    """Return the profiles that ship, with imported ones in their place."""
    return replaced(shipped(), imported_profiles(connection))


def completed_parks(
    connection: Connection,
    *,
    scope: Scope,
    parameters: Parameters,
    progress: Progress | None = None,
) -> Completed:
    """Work out every park that counts, hour by hour.

    Args:
        connection: To read from.
        scope: Whose parks.
        parameters: What the simulation goes by.
        progress: Told how many parks are done of how many; what it raises stops all.
    """
    resources = park_resources(connection, scope=scope, month=parameters.month)
    profiles = profiles_in_use(connection)
    return _completed(resources, profiles, parameters, Level.PARK, progress)


def completed_places(
    connection: Connection,
    *,
    scope: Scope,
    parameters: Parameters,
    parks: Completed | None = None,
    progress: Progress | None = None,
) -> Completed:
    """Work out every league-city as one system, beside its parks each on its own.

    *parks* are worked out first unless they are given. ``resources`` also has
    ``parks``, ``parks_complete``, ``parks_need_mwh`` and ``green_share_apart``.
    """
    if parks is None:
        parks = completed_parks(
            connection, scope=scope, parameters=parameters, progress=progress
        )
    profiles = profiles_in_use(connection)
    resources = pooled(parks.resources).merge(
        saved_by_pooling(parks.resources, parks.curves), on="code"
    )
    return _completed(resources, profiles, parameters, Level.LEAGUE_CITY, None)


def completed_by_month(
    connection: Connection, *, scope: Scope, by: Level, month: Month
) -> tuple[pd.DataFrame, DataFrame[Complement]]:
    """Return resources and what reported months alone can say: a monthly proxy."""
    resources: pd.DataFrame = park_resources(connection, scope=scope, month=month)
    months: pd.DataFrame = monthly_generation(connection, scope=scope, month=month)
    if by is Level.LEAGUE_CITY:
        resources = pooled(resources)
        months = pooled_months(months)
    return resources, surveyed_by_month(resources, monthly_proxy(months))


def pairs(parks: Completed, *, limits: Limits) -> pd.DataFrame:
    """Return who could lend spare storage to whom; see ``pairing.paired``."""
    require("within_km", limits.within_km, 0.0)
    require("link_mw", limits.link_mw, 0.0)
    return paired(parks.resources, parks.curves, limits=limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Largest:
    """The largest pairs: those that can be tried out, and those that cannot.

    Of a pair left out a park has not reported all that the trial starts from.
    """

    answered: pd.DataFrame
    left_out: pd.DataFrame


def largest(parks: Completed, *, limits: Limits, n_most: int) -> Largest:
    """Return the *n_most* largest of ``pairs``."""
    found = pairs(parks, limits=limits).head(n_most)
    is_full = parks.resources[list(STANDING)].notna().all(axis=1)
    full = parks.resources.loc[is_full, "code"]
    is_answered = found["from"].isin(full) & found["to"].isin(full)
    return Largest(
        answered=found[is_answered].reset_index(drop=True),
        left_out=found[~is_answered].reset_index(drop=True),
    )


def siting(parks: Completed, *, budget_mwh: float) -> pd.DataFrame:
    """Return where new storage lifts green energy most; see ``siting.sited``.

    A park whose storage is not reported gets none.
    """
    require("budget_mwh", budget_mwh, 0.0)
    known = parks.resources.dropna(subset=["storage_mwh"]).set_index("code")
    codes = tuple(code for code in parks.curves.codes if code in known.index)
    installed = known["storage_mwh"].reindex(codes).to_numpy(dtype=float)
    return sited(parks.curves.of(codes), installed_mwh=installed, budget_mwh=budget_mwh)


def without_place(parks: Completed) -> list[str]:
    """Return the parks that no pair can have: nobody says where they are."""
    places = parks.resources[["longitude_deg", "latitude_deg"]]
    return list(parks.resources.loc[places.isna().any(axis=1), "code"])


def method(
    parameters: Parameters,
    rows: DataFrame[Complement],
    basis: Basis = Basis.HOURLY,
) -> Mapping[str, Any]:
    """Return how an answer came about: parameters, classes and their bounds."""
    return {
        "green_share": parameters.green_share,
        "storage_hours": parameters.duration_h,
        "round_trip": ROUND_TRIP,
        "searched_to_hours_of_mean_load": MOST_STORAGE_H,
        "low_share_of_capacity": LOW,
        "time_scale": SCALES[basis].value,
        "classes": dict(METHODS),
        "class_bounds": {
            name: list(bounds(name, rows[quantity]))
            for name, quantity in CLASSED.items()
        },
    }


def _completed(
    resources: pd.DataFrame | DataFrame[ParkResource],
    profiles: Profiles,
    parameters: Parameters,
    by: Level,
    progress: Progress | None,
) -> Completed:
    simulated = systems(resources, profiles)
    curves = curve_finding.curves(
        simulated,
        green_share=parameters.green_share,
        duration_h=parameters.duration_h,
        progress=progress,
    )
    found = measures(simulated, scale=Scale.HOUR)
    rows = surveyed(resources, curves, found, profiles=profiles)
    return Completed(by=by, resources=resources, rows=rows, curves=curves)
