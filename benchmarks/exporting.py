"""How long it takes to make slides: of the region, and of twelve league-cities."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from benchmarks.figures import Aim, Figure
from dashboard.briefing.building import built
from dashboard.briefing.packs import PackKind
from dashboard.briefing.question import Question
from dashboard.briefing.slides import slides
from dashboard.briefing.writers import ExportOptions
from dashboard.source import Desk, Opened
from dashboard.text import Speaker
from queries import clock
from queries.engine import migrate, open_engine, reading, writing
from queries.months import Period
from queries.scope import REGION
from queries.vocabulary import LEAGUE_CITIES
from tests.sample_database import load_samples

PERIOD: Final = Period.parse("2026Q1")
SAY: Final = Speaker("zh")
REGION_AIM: Final = Aim(most=10, of="ours")
CITIES_AIM: Final = Aim(most=60, of="ours")


def figures(folder: Path) -> list[Figure]:
    """Measure on a database with the samples in *folder*, which is left there."""
    engine = open_engine(f"sqlite:///{(folder / 'exports.db').as_posix()}")
    migrate(engine)
    with writing(engine) as connection:
        load_samples(connection)
    with reading(engine) as connection:
        region = _seconds(Opened(connection, REGION), PackKind.REGION, (None,))
        cities = _seconds(
            Opened(connection, REGION), PackKind.LEAGUE_CITY, LEAGUE_CITIES
        )
    engine.dispose()
    return [
        _figure("slides about the region", region, REGION_AIM),
        _figure("slides about 12 league-cities", cities, CITIES_AIM),
    ]


def _seconds(source: Opened, kind: PackKind, codes: Iterable[str | None]) -> float:
    """Return how long the packs about *codes* take, nothing of them read before."""
    asked = Question(Desk(source, clock.today()), PERIOD, SAY, clock.now())
    began_at = time.perf_counter()
    for code in codes:
        slides(built(kind, asked, code=code), ExportOptions(say=SAY))
    return time.perf_counter() - began_at


def _figure(name: str, seconds: float, aim: Aim) -> Figure:
    return Figure(name=name, unit="s", ours=seconds, floor=None, aim=aim)
