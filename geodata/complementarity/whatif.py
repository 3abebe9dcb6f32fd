"""What a park would report if more, or less, stood there or were used.

The year is simulated as it stands and as it would be, and the change is added to what
was reported: green electricity to the direct supply, in place of other electricity;
surplus that nobody takes to what is curtailed. Where a park uses more it is taken to
grow as a whole: its energy and its other emissions grow with the electricity.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geodata.complementarity.measures import FIRST_HOURS
from geodata.complementarity.storage import Numbers, dispatched
from geodata.complementarity.systems import Systems

EQUIVALENT_TCE_A_MWH: Final = 0.3
"""Of green electricity, as clean energy: about its equivalent value.

Provisional (暂行/待主管部门明确): no public document gives the formula.
"""


@dataclass(frozen=True, slots=True)
class SimulatedMonths:
    """Sums of the simulated year, MWh, ``(12, systems)``.

    Attributes:
        load: What is used.
        green: What own wind and sun meet of it, directly or from the store.
        generation: What wind and sun could give.
        unused: What of that nobody takes.
    """

    load: Numbers
    green: Numbers
    generation: Numbers
    unused: Numbers


def simulated(
    systems: Systems, *, storage_mw: Numbers, storage_mwh: Numbers
) -> SimulatedMonths:
    """Simulate each system with one store, ``(systems,)`` each, month by month."""
    found = [
        _months(some, storage_mw[chosen], storage_mwh[chosen])
        for chosen, some in systems.in_turn(None)
    ]
    names = ("load", "green", "generation", "unused")
    return SimulatedMonths(
        *(
            np.concatenate([getattr(one, name) for one in found], axis=1)
            for name in names
        )
    )


def _months(
    systems: Systems, storage_mw: Numbers, storage_mwh: Numbers
) -> SimulatedMonths:
    load = systems.load_hours_mw
    generation = systems.wind_hours_mw + systems.solar_hours_mw
    hours = dispatched(generation - load, power_mw=storage_mw, energy_mwh=storage_mwh)
    series = (load, load - hours.unmet_mw, generation, hours.unused_mw)
    return SimulatedMonths(*(np.add.reduceat(one, FIRST_HOURS) for one in series))


def changed(
    reported: pd.DataFrame,
    *,
    before: SimulatedMonths,
    after: SimulatedMonths,
    months: Sequence[int],
    grid_t_a_mwh: float,
) -> pd.DataFrame:
    """Return what would have been reported; with *after* as *before*, what was.

    Args:
        reported: One row a system, sums over the window: ``electricity_mwh``,
            ``direct_mwh``, ``green_mwh`` (direct, or with certificates),
            ``co2_t``, ``energy_tce``, ``clean_tce``; over ``generation_months``
            months ``generation_mwh`` and ``curtailed_mwh``. Null where not reported.
        before: Simulated as it stands.
        after: Simulated as it would be.
        months: The window's months of the year, 1 to 12.
        grid_t_a_mwh: Emission factor of other electricity.

    Returns:
        ``green_power_share``, ``direct_supply_share``, ``curtailment_share``,
        ``co2_t``, ``carbon_intensity`` and ``clean_energy_share``, in the order of
        *reported*; null where a part is missing.
    """
    rows = [month - 1 for month in months]
    then, now = (
        {name: getattr(one, name)[rows].sum(axis=0) for name in ("load", "green")}
        for one in (before, after)
    )
    growth = now["load"] / then["load"]
    electricity = reported["electricity_mwh"] * growth
    # The window can hold fewer hours than it has, and load another course.
    scale = reported["electricity_mwh"] / then["load"]
    direct = reported["direct_mwh"] + (now["green"] - then["green"]) * scale
    direct = direct.clip(lower=0.0, upper=electricity)
    certified = np.minimum(
        reported["green_mwh"] - reported["direct_mwh"], electricity - direct
    )
    green = direct + certified
    other_before = reported["electricity_mwh"] - reported["green_mwh"]
    own_co2_t = reported["co2_t"] - grid_t_a_mwh * other_before
    co2_t = own_co2_t * growth + grid_t_a_mwh * (electricity - green)
    energy_tce = reported["energy_tce"] * growth
    clean = reported["clean_tce"] * growth + EQUIVALENT_TCE_A_MWH * (
        green - reported["green_mwh"] * growth
    )
    return pd.DataFrame(
        {
            "green_power_share": green / electricity,
            "direct_supply_share": direct / electricity,
            "curtailment_share": _curtailment(reported, before, after),
            "co2_t": co2_t,
            "carbon_intensity": co2_t / energy_tce,
            "clean_energy_share": clean.clip(lower=0.0, upper=energy_tce) / energy_tce,
        }
    )


def _curtailment(
    reported: pd.DataFrame, before: SimulatedMonths, after: SimulatedMonths
) -> "pd.Series[float]":
    """Return which part of what could be generated was, or would be, lost."""
    part = reported["generation_months"] / len(before.load)
    more = (after.generation - before.generation).sum(axis=0) * part
    more_unused = (after.unused - before.unused).sum(axis=0) * part
    could = reported["generation_mwh"] + reported["curtailed_mwh"] + more
    lost = (reported["curtailed_mwh"] + more_unused).clip(lower=0.0)
    share: pd.Series[float] = np.minimum(lost, could) / could.where(could > 0)
    return share
