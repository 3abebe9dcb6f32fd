"""One store beside a park for 8,760 hours: charged on surplus, emptied on deficit.

Without prices to foresee that is the best a store can do. The year is cyclic: it ends
as full as it began. An hour moves the state by a step that does not depend on it, held
between empty and full; such moves put together are a move of the same form. So the
year is cut into stretches that are all simulated side by side, once to learn what each
does to any state and once from the state that each begins with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from geodata.complementarity.profiles import HOURS_A_YEAR

Numbers: TypeAlias = NDArray[np.float64]

ROUND_TRIP: Final = 0.85
"""Of the energy charged, what comes back; lost half on each way, as a factor."""

ONE_WAY: Final = ROUND_TRIP**0.5

STRETCH_H: Final = 120
N_STRETCHES: Final = HOURS_A_YEAR // STRETCH_H


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What happens in each hour, all of it ``(8760, systems)`` and never negative.

    Attributes:
        charged_mw: Taken from the surplus into the store.
        discharged_mw: Given from the store to the load.
        state_mwh: In the store at the end of the hour.
        unused_mw: Surplus that nobody takes: curtailed, or sold to the grid.
        unmet_mw: Load that the grid has to meet.
    """

    charged_mw: Numbers
    discharged_mw: Numbers
    state_mwh: Numbers
    unused_mw: Numbers
    unmet_mw: Numbers


def delivered_mwh(
    net_mw: Numbers, *, power_mw: Numbers, energy_mwh: Numbers
) -> Numbers:
    """Return what stores give to the load in a year, MWh, ``(systems, stores)``.

    Args:
        net_mw: Wind and sun less load, ``(8760, systems)``.
        power_mw: Of each store, charging and discharging, ``(systems, stores)``.
        energy_mwh: What each store holds, ``(systems, stores)``.
    """
    given = np.zeros_like(energy_mwh)
    run = _Run(net_mw, power_mw, energy_mwh)
    moved = np.empty((N_STRETCHES, *energy_mwh.shape))
    for before, after in run.states():
        np.subtract(before, after, out=moved)
        np.maximum(moved, 0.0, out=moved)
        given += moved.sum(axis=0)
    return given * ONE_WAY


def dispatched(net_mw: Numbers, *, power_mw: Numbers, energy_mwh: Numbers) -> Dispatch:
    """Return every hour of one store for each system.

    Args:
        net_mw: Wind and sun less load, ``(8760, systems)``.
        power_mw: Of the store of each system, ``(systems,)``.
        energy_mwh: What it holds, ``(systems,)``.
    """
    run = _Run(net_mw, power_mw[:, None], energy_mwh[:, None])
    moved = np.empty((STRETCH_H, N_STRETCHES, len(energy_mwh)))
    state = np.empty_like(moved)
    for hour, (before, after) in enumerate(run.states()):
        state[hour] = after[..., 0]
        moved[hour] = after[..., 0] - before[..., 0]
    by_hour = moved.swapaxes(0, 1).reshape(net_mw.shape)
    charged = np.maximum(by_hour, 0.0) / ONE_WAY
    discharged = np.maximum(-by_hour, 0.0) * ONE_WAY
    return Dispatch(
        charged_mw=charged,
        discharged_mw=discharged,
        state_mwh=state.swapaxes(0, 1).reshape(net_mw.shape),
        unused_mw=np.maximum(net_mw, 0.0) - charged,
        unmet_mw=np.maximum(-net_mw, 0.0) - discharged,
    )


class _Run:
    """The year of some systems and stores; arrays are (stretch, system, store)."""

    def __init__(self, net_mw: Numbers, power_mw: Numbers, energy_mwh: Numbers) -> None:
        """Turn what the grid side sees into what the store sees."""
        inside = np.where(net_mw > 0, net_mw * ONE_WAY, net_mw / ONE_WAY)
        stretches = inside.reshape(N_STRETCHES, STRETCH_H, -1)
        self._wanted = np.ascontiguousarray(stretches.swapaxes(0, 1))[..., None]
        self._most_in = power_mw * ONE_WAY
        self._most_out = -power_mw / ONE_WAY
        self._full = energy_mwh
        self._shape = (N_STRETCHES, *energy_mwh.shape)

    def states(self) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield the state before and after each hour of all stretches at once.

        The arrays are used again for the next hour.
        """
        before = self._beginnings()
        after = np.empty_like(before)
        for step in self._steps():
            np.add(before, step, out=after)
            self._hold(after)
            yield before, after
            before, after = after, before

    def _steps(self) -> Iterator[Numbers]:
        step = np.empty(self._shape)
        for wanted in self._wanted:
            np.maximum(wanted, self._most_out, out=step)
            np.minimum(step, self._most_in, out=step)
            yield step

    def _hold(self, state: Numbers) -> None:
        """Keep a state between empty and full."""
        np.minimum(state, self._full, out=state)
        np.maximum(state, 0.0, out=state)

    def _beginnings(self) -> Numbers:
        """Return the state in which each stretch of the cyclic year begins."""
        drift = np.zeros(self._shape)
        empty = np.zeros(self._shape)
        full = np.broadcast_to(self._full, self._shape).copy()
        for step in self._steps():
            drift += step
            for bound in (empty, full):
                np.add(bound, step, out=bound)
                self._hold(bound)
        state = self._first_state(drift, empty, full)
        beginnings = np.empty(self._shape)
        for number in range(N_STRETCHES):
            beginnings[number] = state
            state = np.clip(state + drift[number], empty[number], full[number])
        return beginnings

    def _first_state(self, drift: Numbers, empty: Numbers, full: Numbers) -> Numbers:
        """Return the state that a whole year leads back to.

        A year is a shift held between two bounds, like each of its hours: where it
        gains, it ends at the upper one, where it loses at the lower one.
        """
        from_empty = np.zeros_like(self._full)
        from_full = self._full
        for shift, low, high in zip(drift, empty, full, strict=True):
            from_empty = np.clip(from_empty + shift, low, high)
            from_full = np.clip(from_full + shift, low, high)
        return np.where(drift.sum(axis=0) > 0, from_full, from_empty)
