"""A talk as a list of steps, and where in it the speaker is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from dashboard.briefing.packs import PackKind
from dashboard.exporting import Part
from queries.vocabulary import REGION_CODE

ASIDE: Final = ("why", "next")
"""What is shown of a park that somebody asks about in between."""

MOST_STEPS: Final = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One message: the sheet *chart* of the briefing about *code*."""

    code: str
    chart: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the step that *text* names, ``150600:ranking``; ``None`` for none."""
        code, colon, chart = text.partition(":")
        return cls(code, chart) if code and colon and chart else None

    def __str__(self) -> str:
        """Return the step as a link or a saved list names it."""
        return f"{self.code}:{self.chart}"

    @property
    def part(self) -> Part:
        """The step as a part of a file."""
        code = None if self.code == REGION_CODE else self.code
        return Part(kind=PackKind.CHART, code=code, chart=self.chart)


Steps = tuple[Step, ...]

FIRST_STEPS: Final[Steps] = tuple(
    Step(REGION_CODE, chart)
    for chart in (
        "map",
        "distribution",
        "moved",
        "ranking",
        "trend_carbon_intensity",
        "trend_green_power_share",
        "attention",
    )
)
"""The talk until somebody makes their own."""


def parsed(texts: Sequence[str]) -> Steps:
    """Return the steps that *texts* name; whatever names none is left out."""
    found = (Step.parse(text) for text in texts[:MOST_STEPS])
    return tuple(step for step in found if step is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where the speaker is: at a step, or at a park that somebody asked about.

    Attributes:
        at: The step, counted from 0; the way back from a park leads there.
        park: The park; ``None`` on the way through the steps.
        aside: Which sheet of the park, counted from 0.
    """

    at: int = 0
    park: str | None = None
    aside: int = 0

    def moved(self, by: int, *, n_steps: int) -> "Stand":
        """Return where *by* steps forth or back lead; the ends hold."""
        if self.park is not None:
            return replace(self, aside=_held(self.aside + by, len(ASIDE)))
        return replace(self, at=_held(self.at + by, n_steps))

    def jumped(self, park: str) -> "Stand":
        """Return the first sheet about *park*."""
        return replace(self, park=park, aside=0)

    def returned(self) -> "Stand":
        """Return the step that the speaker left."""
        return replace(self, park=None, aside=0)

    def step(self, steps: Steps) -> Step:
        """Return what is shown."""
        if self.park is not None:
            return Step(self.park, ASIDE[self.aside])
        return steps[_held(self.at, len(steps))]

    def position(self, n_steps: int) -> tuple[int, int]:
        """Return the number of what is shown, and of how many."""
        if self.park is not None:
            return self.aside + 1, len(ASIDE)
        return _held(self.at, n_steps) + 1, n_steps


def _held(at: int, n: int) -> int:
    return max(0, min(at, n - 1))


def lifted(steps: Steps, at: int, *, by: int) -> Steps:
    """Return *steps* with the one at *at* moved by *by* places; the ends hold."""
    rest = [*steps[:at], *steps[at + 1 :]]
    rest.insert(_held(at + by, len(steps)), steps[at])
    return tuple(rest)


def without(steps: Steps, at: int) -> Steps:
    """Return *steps* without the one at *at*; the last one stays."""
    return (*steps[:at], *steps[at + 1 :]) or steps


def extended(steps: Steps, step: Step) -> Steps:
    """Return *steps* with *step* at the end, unless it is there or there are many."""
    if step in steps or len(steps) >= MOST_STEPS:
        return steps
    return (*steps, step)
