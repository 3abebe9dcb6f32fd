"""What a reader may ask league-cities and indicators: values, whoever asks."""

from dataclasses import dataclass
from typing import Final

from queries.months import Period
from queries.vocabulary import Grid, Level, Window

SCORE: Final = "score"
"""What to rank on where it is no indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What to rank league-cities on, when, and of which grid; ``None`` means all."""

    period: Period
    grid: Grid | None
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What small pictures show: an indicator everywhere, or all of one league-city.

    ``one`` is ``None`` for the first; ``rival`` is whom the other is held against.
    """

    one: str | None
    rival: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Whose indicator over which windows; ``span`` in months, ``None`` for all."""

    indicator: str
    window: Window
    span: int | None
    by: Level
    codes: tuple[str, ...]
