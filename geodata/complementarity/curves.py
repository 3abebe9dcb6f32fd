"""Green share against storage: the concave curve of each park, and what it answers."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from geodata.complementarity.storage import Numbers, delivered_mwh
from geodata.complementarity.systems import Progress, Systems

MOST_STORAGE_H: Final = 24.0
"""Storage is searched up to so many hours of the mean load."""

CURVE_STEP_H: Final = 0.5
N_STORES: Final = int(MOST_STORAGE_H / CURVE_STEP_H) + 1

N_WITHIN: Final = 13
"""How many stores are tried between two points of the curve."""

IDLE_SHARE: Final = 5e-4
"""Storage that adds less than this to the green share is not used."""

ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Curves:
    """What each system's own wind and sun meet of its load, by storage.

    Attributes:
        codes: Of the systems.
        load_mwh: A year.
        storage_mwh: Of each point, rising from 0, ``(systems, points)``.
        green_mwh: Met in a year, directly and from the store, ``(systems, points)``.
        need_mwh: The least storage for the wanted share; NaN where none is enough.
        useful_mwh: The same, but where none is enough the least that adds all that
            storage can.
        duration_h: Energy of a store over its power.
    """

    codes: tuple[str, ...]
    load_mwh: Numbers
    storage_mwh: Numbers
    green_mwh: Numbers
    need_mwh: Numbers
    useful_mwh: Numbers
    duration_h: float

    def of(self, codes: tuple[str, ...]) -> "Curves":
        """Return the curves of *codes*, in that order.

        Raises:
            ValueError: One of them has no curve.
        """
        rows = [self.codes.index(code) for code in codes]
        return Curves(
            codes=codes,
            load_mwh=self.load_mwh[rows],
            storage_mwh=self.storage_mwh[rows],
            green_mwh=self.green_mwh[rows],
            need_mwh=self.need_mwh[rows],
            useful_mwh=self.useful_mwh[rows],
            duration_h=self.duration_h,
        )

    def green_mwh_at(self, storage_mwh: Numbers) -> Numbers:
        """Return what each meets with *storage_mwh*; beyond the last point, as there.

        NaN in, NaN out.
        """
        points = zip(storage_mwh, self.storage_mwh, self.green_mwh, strict=True)
        return np.array([float(np.interp(at, x, y)) for at, x, y in points])

    def green_share_at(self, storage_mwh: Numbers) -> Numbers:
        """Return the same as a share of the load."""
        return self.green_mwh_at(storage_mwh) / self.load_mwh


def curves(
    systems: Systems,
    *,
    green_share: float,
    duration_h: float,
    progress: Progress | None = None,
) -> Curves:
    """Simulate each system with every store of the curve, and find what it needs.

    Args:
        systems: Parks, or league-cities pooled.
        green_share: Of the load, wanted from own wind and sun.
        duration_h: Energy of a store over its power.
        progress: Told how far it is; what it raises stops the work.
    """
    n = len(systems)
    storage_mwh = systems.mean_load_mw[:, None] * np.linspace(
        0.0, MOST_STORAGE_H, N_STORES
    )
    green_mwh = np.empty((n, N_STORES))
    need_mwh = np.empty(n)
    for chosen, some in systems.in_turn(progress):
        x = storage_mwh[chosen]
        load, generation = some.load_hours_mw, some.wind_hours_mw + some.solar_hours_mw
        net, direct = generation - load, np.minimum(generation, load).sum(axis=0)
        y = _green(net, direct, x, duration_h)
        low, high = _bracket(y, x, green_share * some.load_mwh)
        between = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, N_WITHIN)
        fine = _green(net, direct, between, duration_h)
        green_mwh[chosen] = y
        need_mwh[chosen] = _crossing(between, fine, green_share * some.load_mwh)
    return Curves(
        codes=systems.codes,
        load_mwh=systems.load_mwh,
        storage_mwh=storage_mwh,
        green_mwh=green_mwh,
        need_mwh=need_mwh,
        useful_mwh=_useful(storage_mwh, green_mwh, need_mwh, systems.load_mwh),
        duration_h=duration_h,
    )


def _green(
    net_mw: Numbers, direct_mwh: Numbers, storage_mwh: Numbers, duration_h: float
) -> Numbers:
    given = delivered_mwh(
        net_mw, power_mw=storage_mwh / duration_h, energy_mwh=storage_mwh
    )
    return direct_mwh[:, None] + given


def _bracket(
    green_mwh: Numbers, storage_mwh: Numbers, wanted_mwh: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the neighbours on the curve that the wanted energy lies between."""
    is_enough = green_mwh >= wanted_mwh[:, None] * (1 - ROUNDING)
    first = np.where(is_enough.any(axis=1), is_enough.argmax(axis=1), N_STORES - 1)
    rows = np.arange(len(first))
    low = storage_mwh[rows, np.maximum(first - 1, 0)]
    return low, storage_mwh[rows, first]


def _crossing(storage_mwh: Numbers, green_mwh: Numbers, wanted_mwh: Numbers) -> Numbers:
    """Return where each line of points first reaches what is wanted; NaN if nowhere."""
    return np.array(
        [
            _reached(x, y, wanted)
            for x, y, wanted in zip(storage_mwh, green_mwh, wanted_mwh, strict=True)
        ]
    )


def _reached(x: Numbers, y: Numbers, wanted: float) -> float:
    is_enough = y >= wanted * (1 - ROUNDING)
    if not is_enough.any():
        return np.nan
    first = int(is_enough.argmax())
    if first == 0:
        return float(x[0])
    rise = y[first] - y[first - 1]
    part = min(max((wanted - y[first - 1]) / rise, 0.0), 1.0)
    return float(x[first - 1] + part * (x[first] - x[first - 1]))


def _useful(
    storage_mwh: Numbers, green_mwh: Numbers, need_mwh: Numbers, load_mwh: Numbers
) -> Numbers:
    nearly_all = green_mwh[:, -1] - IDLE_SHARE * load_mwh
    saturated = _crossing(storage_mwh, green_mwh, nearly_all)
    return np.where(np.isnan(need_mwh), saturated, need_mwh)
