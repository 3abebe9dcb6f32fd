"""What a ranking is made on: the score, or an indicator."""

from dataclasses import dataclass
from typing import Final

from dashboard import amounts
from dashboard.text import Speaker
from queries.indicators.dictionary import Direction, Display, Indicator

SCORE_DECIMALS: Final = 1


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What is measured; ``indicator`` is ``None`` for the score."""

    indicator: Indicator | None

    @property
    def lower_is_better(self) -> bool:
        """Whether the least value comes first."""
        return bool(self.indicator and self.indicator.direction is Direction.LOWER)

    @property
    def is_share(self) -> bool:
        """Whether values are fractions that readers see as percent."""
        return bool(self.indicator and self.indicator.display is Display.SHARE)

    @property
    def decimals(self) -> int:
        """How many a reader sees."""
        return self.indicator.decimals if self.indicator else SCORE_DECIMALS

    @property
    def unit(self) -> str:
        """The unit to print beside the name; the score and shares have none."""
        return amounts.unit_of(self.indicator) if self.indicator else ""

    def name(self, say: Speaker) -> str:
        """Return what it is called."""
        return say.name_of(self.indicator) if self.indicator else say("compare.score")

    def words(self, value: float | None, say: Speaker) -> str:
        """Return a value as a reader sees it."""
        if self.indicator:
            return amounts.of_indicator(self.indicator, value, say=say)
        return say("flag.missing") if value is None else f"{value:.{SCORE_DECIMALS}f}"

    def change(self, now: float | None, before: float | None, say: Speaker) -> str:
        """Return a change as a reader sees it; empty where there is none to tell."""
        if now is None or before is None:
            return ""
        if self.indicator:
            return amounts.of_change(self.indicator, now - before, say=say)
        return self.step(now, before)

    def step(self, now: float | None, before: float | None) -> str:
        """Return a change in the numbers that a reader sees, its unit left out."""
        if now is None or before is None:
            return ""
        shown = (now - before) * (100 if self.is_share else 1)
        return amounts.signed_text(f"{shown:+,.{self.decimals}f}")

    def turn(self, now: float | None, before: float | None) -> int:
        """Return 1 for a turn for the better, -1 for the worse.

        0 where nothing can be compared, or where a reader sees no difference.
        """
        if now is None or before is None:
            return 0
        shifted = 2 if self.is_share else 0
        steps = round((now - before) * 10 ** (self.decimals + shifted))
        if steps == 0:
            return 0
        return 1 if (steps < 0) == self.lower_is_better else -1
