"""What a rule set is: weights, curves, gates, cut-offs and exemptions, all frozen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from queries.months import Month
from queries.vocabulary import RATED, Grade, Tier

LONGEST_CODE: Final = 40
"""How many characters the code of a rule set may have: what its column holds."""

BETWEEN_GATES: Final = "|"
"""What joins the codes of gates in one cell."""


class RuleStatus(StrEnum):
    """Who stands behind a rule set; ``provisional`` is 暂行/待主管部门明确."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


class Start(StrEnum):
    """Where an achievement of 0 lies."""

    FLOOR = "floor"
    BASE_YEAR = "base_year"


class GateKind(StrEnum):
    """What can cap a grade whatever the score."""

    OFF_PATH = "off_path"
    REPORTS_MISSING = "reports_missing"
    EVENT = "event"


class Light(StrEnum):
    """What a month of self-testing shows."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRule:
    """What one indicator counts for.

    Attributes:
        code: Of the indicator in the dictionary.
        weight: Its share of the score; the weights of a rule set add up to 1.
        start: Where its achievement is 0.
        floor: That value, in the indicator's unit, where ``start`` names no other.
    """

    code: str
    weight: float
    start: Start
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What caps a grade at ``cap``, kept apart from the score.

    ``indicator`` is the one whose path or reports are asked for; a gate of kind
    ``event`` has an ``event`` instead, which supervision reports by park.
    """

    kind: GateKind
    cap: Grade
    indicator: str | None
    event: str | None

    @property
    def code(self) -> str:
        """The word that readers and answers know it by."""
        return self.event or self.kind.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One indicator that one park is not judged by, and who says so since when."""

    park: str
    indicator: str
    reason: str
    decided_on: date
    valid_from: Month
    valid_to: Month | None

    def covers(self, month: Month) -> bool:
        """Say whether it holds in *month*."""
        ends = self.valid_to is not None and month > self.valid_to
        return self.valid_from <= month and not ends


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One version of the rules.

    Attributes:
        code: What a reader asks for it by.
        name_zh: What it is called.
        name_en: The same in English.
        status: Who stands behind it.
        source: The document, or who drew it up.
        valid_from: The first month whose periods it judges.
        base_year: The year that paths begin in.
        minimum_coverage: The least weight that must be counted, as a fraction.
        cut_offs: The least score of each grade but the lowest, best first.
        lights: The lowest grade of each light but the last, best first.
        borrowed: Whose targets a tier takes where it has none, in this order.
        indicators: What counts, in the order of the file.
        gates: What caps.
        exemptions: Who is exempt from what.
    """

    code: str
    name_zh: str
    name_en: str
    status: RuleStatus
    source: str
    valid_from: Month
    base_year: int
    minimum_coverage: float
    cut_offs: tuple[tuple[Grade, float], ...]
    lights: tuple[tuple[Light, Grade], ...]
    borrowed: tuple[tuple[Tier, tuple[Tier, ...]], ...]
    indicators: tuple[IndicatorRule, ...]
    gates: tuple[Gate, ...]
    exemptions: tuple[Exemption, ...]

    def cut_off(self, grade: Grade) -> float:
        """Return the least score of *grade*; 0 for the lowest."""
        return dict(self.cut_offs).get(grade, 0.0)

    def tiers_of_target(self, tier: Tier) -> tuple[Tier, ...]:
        """Return whose targets a park of *tier* is held to, the first that has one."""
        return (tier, *dict(self.borrowed).get(tier, ()))

    def light(self, grade: Grade) -> Light | None:
        """Return the light of a month's *grade*; ``None`` where it is unrated."""
        if grade is Grade.U:
            return None
        for light, lowest in self.lights:
            if not grade.is_worse_than(lowest):
                return light
        return Light.RED


def next_better(grade: Grade) -> Grade | None:
    """Return the grade just above; ``None`` above the best, or for none at all."""
    place = RATED.index(grade) if grade in RATED else 0
    return RATED[place - 1] if place else None
