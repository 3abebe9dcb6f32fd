"""Parks, or league-cities pooled, as the simulation sees them: one system each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from geodata.complementarity.profiles import HOURS_A_YEAR, Profiles
from geodata.complementarity.storage import Numbers
from queries.vocabulary import LEAGUE_CITIES

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many systems are done of how many; it raises to have the work stopped."""

SYSTEMS_AT_ONCE: Final = 8
"""As many as fit in a processor's own memory with all their stores."""


@dataclass(frozen=True, slots=True)
class Systems:
    """What stands and what is used in each system, and the shapes of its hours.

    Attributes:
        codes: Of the parks or league-cities.
        wind_mw: Installed.
        solar_mw: Installed.
        load_mwh: Electricity used in a year; above 0.
        column: Which profile each follows: the place of its league-city.
        profiles: Hours per unit of each.
    """

    codes: tuple[str, ...]
    wind_mw: Numbers
    solar_mw: Numbers
    load_mwh: Numbers
    column: "np.ndarray[Any, np.dtype[np.intp]]"
    profiles: Profiles

    def __len__(self) -> int:
        """Return how many systems there are."""
        return len(self.codes)

    @property
    def mean_load_mw(self) -> Numbers:
        """The mean load of each."""
        return self.load_mwh / HOURS_A_YEAR

    @property
    def wind_hours_mw(self) -> Numbers:
        """Output of the wind, ``(8760, systems)``."""
        return self.profiles.wind[:, self.column] * self.wind_mw

    @property
    def solar_hours_mw(self) -> Numbers:
        """Output of the sun, ``(8760, systems)``."""
        return self.profiles.solar[:, self.column] * self.solar_mw

    @property
    def load_hours_mw(self) -> Numbers:
        """What is used, ``(8760, systems)``, adding up to ``load_mwh``."""
        shape = self.profiles.load[:, self.column]
        return np.asarray(shape * (self.load_mwh / shape.sum(axis=0)))

    def some(self, chosen: slice) -> "Systems":
        """Return some of the systems."""
        return Systems(
            codes=self.codes[chosen],
            wind_mw=self.wind_mw[chosen],
            solar_mw=self.solar_mw[chosen],
            load_mwh=self.load_mwh[chosen],
            column=self.column[chosen],
            profiles=self.profiles,
        )

    def in_turn(self, progress: Progress | None) -> Iterator[tuple[slice, "Systems"]]:
        """Yield a few systems at a time, and where they stand; tell how far it is."""
        for start in range(0, len(self), SYSTEMS_AT_ONCE):
            chosen = slice(start, min(start + SYSTEMS_AT_ONCE, len(self)))
            yield chosen, self.some(chosen)
            if progress is not None:
                progress(chosen.stop, len(self))


def systems(resources: pd.DataFrame, profiles: Profiles) -> Systems:
    """Return the rows of *resources* that can be simulated.

    Columns ``code``, ``league_city``, ``wind_mw``, ``solar_mw`` and ``load_mwh_year``;
    a row that lacks one of the last three, or uses nothing, is left out.
    """
    needed = resources[["wind_mw", "solar_mw", "load_mwh_year"]]
    is_known = needed.notna().all(axis=1) & (resources["load_mwh_year"] > 0)
    known = resources.loc[is_known]
    return Systems(
        codes=tuple(known["code"]),
        wind_mw=known["wind_mw"].to_numpy(dtype=float),
        solar_mw=known["solar_mw"].to_numpy(dtype=float),
        load_mwh=known["load_mwh_year"].to_numpy(dtype=float),
        column=np.array(
            [LEAGUE_CITIES.index(code) for code in known["league_city"]], dtype=np.intp
        ),
        profiles=profiles,
    )
