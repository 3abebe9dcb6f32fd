"""Small systems made up for a test, and arrays for whoever simulates them."""

from collections.abc import Sequence

import numpy as np

from geodata.complementarity.curves import Curves
from geodata.complementarity.profiles import Profiles, shipped
from geodata.complementarity.systems import Systems
from queries.vocabulary import LEAGUE_CITIES


def systems_of(
    *parks: tuple[str, float, float, float], profiles: Profiles | None = None
) -> Systems:
    """Return systems of (league-city, wind MW, solar MW, load MWh a year)."""
    places, wind, sun, load = zip(*parks, strict=True)
    return Systems(
        codes=tuple(f"{place}-{n:02d}" for n, place in enumerate(places, start=1)),
        wind_mw=np.array(wind, dtype=float),
        solar_mw=np.array(sun, dtype=float),
        load_mwh=np.array(load, dtype=float),
        column=np.array([LEAGUE_CITIES.index(place) for place in places]),
        profiles=profiles or shipped(),
    )


def curves_of(
    storage_mwh: Sequence[float],
    *green_mwh: Sequence[float],
    need_mwh: Sequence[float] | None = None,
    duration_h: float = 4.0,
    load_mwh: float = 1000.0,
) -> Curves:
    """Return curves through the same storages, one for each list of green energy."""
    n = len(green_mwh)
    need = np.array(need_mwh if need_mwh is not None else [np.nan] * n, dtype=float)
    return Curves(
        codes=tuple("ABCDEFGH"[:n]),
        load_mwh=np.full(n, load_mwh),
        storage_mwh=np.tile(np.array(storage_mwh, dtype=float), (n, 1)),
        green_mwh=np.array(green_mwh, dtype=float),
        need_mwh=need,
        useful_mwh=np.where(np.isnan(need), 0.0, need),
        duration_h=duration_h,
    )
