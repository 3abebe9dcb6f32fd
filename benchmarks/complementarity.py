"""Who completes whom: the parks of a survey, 2,800 parks, and one what-if."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from sqlalchemy import Connection

from benchmarks.figures import Aim, Figure, middle
from dashboard import complementarity, what_if
from dashboard.complementarity import Completed
from geodata.complementarity.alternatives import Change, answered
from geodata.complementarity.curves import curves
from geodata.complementarity.measures import Scale, measures
from geodata.complementarity.parameters import Parameters
from geodata.complementarity.profiles import shipped
from geodata.complementarity.systems import Systems
from queries import clock
from queries.engine import migrate, open_engine, reading, writing
from queries.months import Month
from queries.scope import REGION
from tests.sample_database import load_samples

N_PARKS: Final = 2_800
N_ROUNDS: Final = 5
PARK: Final = "152900-07"
PARAMETERS: Final = Parameters(month=Month(2026, 3))

SAMPLES_AIM: Final = Aim(most=1_000, of="ours")
REGION_AIM: Final = Aim(most=60, of="ours")
WHATIF_AIM: Final = Aim(most=300, of="ours")


def figures(folder: Path) -> list[Figure]:
    """Measure on a database with the samples in *folder*, which is left there."""
    engine = open_engine(f"sqlite:///{(folder / 'complementarity.db').as_posix()}")
    migrate(engine)
    with writing(engine) as connection:
        load_samples(connection)
    with reading(engine) as connection:
        found = [_samples(connection), _whatif(connection), _slider(connection)]
    engine.dispose()
    return [*found, _region()]


def _samples(connection: Connection) -> Figure:
    def survey() -> Completed:
        return complementarity.completed_parks(
            connection, scope=REGION, parameters=PARAMETERS
        )

    return _figure("complementarity, 24 parks", _middle_ms(survey), SAMPLES_AIM)


def _whatif(connection: Connection) -> Figure:
    """One answer with everything read anew, as the command line gives it."""

    def ask() -> None:
        facts = what_if.prepared(
            connection,
            scope=REGION,
            codes=frozenset({PARK}),
            parameters=PARAMETERS,
            today=clock.today(),
        )
        answered(facts, [Change(code=PARK, storage_mwh=500.0)])

    return _figure("what-if, read and answered", _middle_ms(ask), WHATIF_AIM)


def _slider(connection: Connection) -> Figure:
    """One answer of a park that was read before, as a slider gives it."""
    facts = what_if.prepared(
        connection,
        scope=REGION,
        codes=frozenset({PARK}),
        parameters=PARAMETERS,
        today=clock.today(),
    )
    change = Change(code=PARK, storage_mwh=500.0)
    took_ms = _middle_ms(lambda: answered(facts, [change]))
    return _figure("what-if, answered", took_ms, WHATIF_AIM)


def _region() -> Figure:
    systems = _many_parks()
    began_at = time.perf_counter()
    curves(systems, green_share=0.8, duration_h=4.0)
    measures(systems, scale=Scale.HOUR)
    took_s = time.perf_counter() - began_at
    return Figure(
        name=f"complementarity, {N_PARKS:,} parks",
        unit="s",
        ours=took_s,
        floor=None,
        aim=REGION_AIM,
    )


def _many_parks() -> Systems:
    """Return parks of all sizes, from a seed, spread over the league-cities."""
    chance = np.random.default_rng(1)
    return Systems(
        codes=tuple(f"{number:04d}" for number in range(N_PARKS)),
        wind_mw=chance.uniform(0, 600, N_PARKS),
        solar_mw=chance.uniform(0, 600, N_PARKS),
        load_mwh=chance.uniform(2e5, 3e6, N_PARKS),
        column=np.arange(N_PARKS, dtype=np.intp) % 12,
        profiles=shipped(),
    )


def _middle_ms(work: Callable[[], object]) -> float:
    """Return the median of some rounds; the first, which imports, does not count."""
    work()
    took_ms = []
    for _ in range(N_ROUNDS):
        began_at = time.perf_counter()
        work()
        took_ms.append((time.perf_counter() - began_at) * 1000)
    return middle(took_ms)


def _figure(name: str, took_ms: float, aim: Aim) -> Figure:
    return Figure(name=name, unit="ms", ours=took_ms, floor=None, aim=aim)
