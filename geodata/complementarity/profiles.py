"""Typical-year profiles: 8,760 hours of wind, sun and load for each league-city.

Wind and sun are per unit of capacity, load per unit of its mean. Those that ship are
simulated (``profiles.md`` beside the file says how); imported ones replace them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from queries.vocabulary import LEAGUE_CITIES, Flag

Hours: TypeAlias = NDArray[np.float64]

HOURS_A_DAY: Final = 24
HOURS_A_YEAR: Final = 8_760

SHIPPED_FILE: Final = Path(__file__).with_name("profiles.npz")

STEP: Final = 1 / 2_000
"""What a unit of the shipped file is worth."""


class Kind(StrEnum):
    """What a profile is of."""

    WIND = "wind"
    SOLAR = "solar"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class Profiles:
    """One profile of each kind for each league-city, and how it came to be.

    Attributes:
        wind: Output per capacity, ``(8760, 12)``, league-cities in the official order.
        solar: The same of the sun.
        load: Load per mean load.
        flags: ``simulated`` or ``reported`` by adcode and kind.
    """

    wind: Hours
    solar: Hours
    load: Hours
    flags: Mapping[tuple[str, Kind], Flag]

    def of(self, league_city: str, kind: Kind) -> Hours:
        """Return one profile, ``(8760,)``."""
        column = LEAGUE_CITIES.index(league_city)
        found: Hours = getattr(self, kind.value)[:, column]
        return found

    def flag(self, league_city: str) -> Flag:
        """Return the weaker flag of the three profiles of a league-city."""
        found = {self.flags[league_city, kind] for kind in Kind}
        return Flag.SIMULATED if Flag.SIMULATED in found else Flag.REPORTED


@cache
def shipped() -> Profiles:
    """Return the profiles that come with the product; all of them are simulated."""
    with np.load(SHIPPED_FILE) as stored:
        found = {kind: stored[kind.value].astype(np.float64) * STEP for kind in Kind}
    return Profiles(
        wind=found[Kind.WIND],
        solar=found[Kind.SOLAR],
        load=found[Kind.LOAD],
        flags={(code, kind): Flag.SIMULATED for code in LEAGUE_CITIES for kind in Kind},
    )


def replaced(
    profiles: Profiles, imported: Mapping[tuple[str, str], tuple[Hours, str]]
) -> Profiles:
    """Return *profiles* with those that were *imported* in their place.

    Args:
        profiles: For every league-city.
        imported: Values and flag by adcode and kind.
    """
    arrays = {kind: getattr(profiles, kind.value).copy() for kind in Kind}
    flags = dict(profiles.flags)
    for (league_city, word), (values, flag) in imported.items():
        kind = Kind(word)
        arrays[kind][:, LEAGUE_CITIES.index(league_city)] = values
        flags[league_city, kind] = Flag(flag)
    return Profiles(
        wind=arrays[Kind.WIND],
        solar=arrays[Kind.SOLAR],
        load=arrays[Kind.LOAD],
        flags=flags,
    )


def packed(profiles: Mapping[tuple[str, Kind], Hours]) -> bytes:
    """Return *profiles* as the shipped file holds them: whole numbers of ``STEP``."""
    units = {
        kind.value: np.column_stack(
            [np.round(profiles[code, kind] / STEP) for code in LEAGUE_CITIES]
        ).astype(np.uint16)
        for kind in Kind
    }
    content = BytesIO()
    np.savez_compressed(
        content, wind=units["wind"], solar=units["solar"], load=units["load"]
    )
    return content.getvalue()
