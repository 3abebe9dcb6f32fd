"""What the dictionary holds: measures, indicators and their targets, all frozen."""

from dataclasses import dataclass
from enum import StrEnum

from queries.errors import UnknownIndicatorError
from queries.months import Month
from queries.vocabulary import MeasureKind, Tier


class Direction(StrEnum):
    """Which way an indicator should go."""

    LOWER = "lower"
    HIGHER = "higher"


class IndicatorKind(StrEnum):
    """What an indicator is for: the gate, the guiding table, the monthly self-test."""

    CORE = "core"
    GUIDING = "guiding"
    MONTHLY = "monthly"


class Status(StrEnum):
    """How far a number may be trusted; ``none`` is 待主管部门明确."""

    OFFICIAL = "official"
    PRESS = "press"
    WEAK = "weak"
    NONE = "none"


class Display(StrEnum):
    """How a reader sees a value: percent with one decimal, or an intensity."""

    SHARE = "share"
    INTENSITY = "intensity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A quantity that a park reports for a month, in *unit*."""

    code: str
    name_zh: str
    name_en: str
    unit: str
    kind: MeasureKind
    required: bool
    note_zh: str
    note_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One measure times a coefficient; an official factor names its source."""

    measure: str
    coefficient: float
    unit: str | None
    source: str | None
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """A sum of terms whose measures are all of one *kind*."""

    terms: tuple[Term, ...]
    kind: MeasureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one tier has to reach; ``value`` is ``None`` where nothing is public.

    The energy bracket is ``[energy_from_tce, energy_below_tce)`` of the latest
    complete calendar year; both ``None`` where the rule knows no brackets.
    """

    tier: Tier
    value: float | None
    energy_from_tce: float | None
    energy_below_tce: float | None
    valid_from: Month
    source: str
    status: Status

    @property
    def is_bracketed(self) -> bool:
        """Whether the target asks for the park's annual energy."""
        return self.energy_from_tce is not None or self.energy_below_tce is not None

    def covers(self, annual_energy_tce: float | None) -> bool:
        """Say whether a park of that size falls under this target."""
        if not self.is_bracketed:
            return True
        if annual_energy_tce is None:
            return False
        at_least = self.energy_from_tce is None or (
            annual_energy_tce >= self.energy_from_tce
        )
        below = self.energy_below_tce is None or (
            annual_energy_tce < self.energy_below_tce
        )
        return at_least and below


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A ratio of two combinations of measures, with its targets and its source."""

    code: str
    name_zh: str
    name_en: str
    unit: str
    direction: Direction
    kind: IndicatorKind
    display: Display
    decimals: int
    exemptible: bool
    source: str
    status: Status
    definition_zh: str
    definition_en: str
    numerator: Combination
    denominator: Combination
    targets: tuple[Target, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """The codes of every measure that the ratio needs, each once."""
        terms = self.numerator.terms + self.denominator.terms
        return tuple(dict.fromkeys(term.measure for term in terms))

    def target(
        self, *, tier: Tier, annual_energy_tce: float | None, month: Month
    ) -> Target | None:
        """Return the target in force in *month* for a park of that tier and size.

        ``None`` where the rules say nothing about the tier, or where they ask for an
        annual energy that is not known. A target without a value is 待主管部门明确.
        """
        fitting = [
            target
            for target in self.targets
            if target.tier == tier
            and target.valid_from <= month
            and target.covers(annual_energy_tce)
        ]
        return max(fitting, key=lambda target: target.valid_from, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """All measures and indicators, in the order of their files."""

    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]

    def measure(self, code: str) -> Measure:
        """Return the measure *code*.

        Raises:
            KeyError: There is none.
        """
        for measure in self.measures:
            if measure.code == code:
                return measure
        raise KeyError(code)

    def indicator(self, code: str) -> Indicator:
        """Return the indicator *code*.

        Raises:
            UnknownIndicatorError: There is none; the error lists those there are.
        """
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise UnknownIndicatorError(code=code, known=self.indicators)
