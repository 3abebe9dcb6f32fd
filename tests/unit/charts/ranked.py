"""Rankings by hand: a few league-cities, their ranks and intervals."""

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.ranking import Standing
from queries.contracts import Ranked
from queries.vocabulary import LEAGUE_CITIES

CITIES = LEAGUE_CITIES
NAMES = dict(zip(CITIES, "甲乙丙丁戊己庚辛壬癸子丑", strict=True))


def ranked(*rows: tuple[int | None, float | None]) -> DataFrame[Ranked]:
    """Return league-cities in the official order by rank and value."""
    frame = pd.DataFrame(
        {
            "code": CITIES[: len(rows)],
            "rank": [rank for rank, _ in rows],
            "value": [value for _, value in rows],
            "previous_rank": None,
            "previous_value": None,
            "rank_low": None,
            "rank_high": None,
            "coverage": 1.0,
        }
    )
    return Ranked.validate(frame)


def row(
    name: str,
    rank: int | None,
    *,
    value: float | None = 80.0,
    previous_rank: int | None = None,
    previous_value: float | None = None,
    interval: tuple[int, int] | None = None,
    coverage: float | None = 1.0,
) -> Standing:
    """Return one row; its name is its code too."""
    return Standing(
        code=name,
        name=name,
        rank=rank,
        previous_rank=previous_rank,
        value=None if rank is None else value,
        previous_value=previous_value,
        interval=interval,
        coverage=coverage,
    )
