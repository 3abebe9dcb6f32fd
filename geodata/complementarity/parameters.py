"""What the simulation goes by, and within which bounds."""

from dataclasses import dataclass
from typing import Final

from queries.errors import OutOfRangeError
from queries.months import Month

GREEN_SHARE: Final = 0.80
DURATION_H: Final = 4.0
"""What is taken where nothing else is asked for."""

SHORTEST_H: Final = 0.25
LONGEST_H: Final = 24.0

MOST: Final = 1e9
"""Megawatts, hours of them, or kilometres: beyond what is anywhere on Earth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What the simulation goes by.

    Attributes:
        month: The last month that counts.
        green_share: Of the load, wanted from a park's own wind and sun.
        duration_h: Energy of a store over its power.
    """

    month: Month
    green_share: float = GREEN_SHARE
    duration_h: float = DURATION_H

    def __post_init__(self) -> None:
        """Refuse what has no meaning.

        Raises:
            OutOfRangeError: Naming the parameter.
        """
        require("green_share", self.green_share, 0.0, 1.0)
        require("hours", self.duration_h, SHORTEST_H, LONGEST_H)


def require(name: str, value: float, low: float, high: float = MOST) -> None:
    """Refuse a number outside of its range, and what is none.

    Raises:
        OutOfRangeError: Naming it, as an option of the command line is spelled.
    """
    if not low <= value <= high:
        raise OutOfRangeError(
            name=name.replace("_", "-"),
            value=_written(value),
            low=_written(low),
            high=_written(high),
        )


def _written(value: float) -> str:
    return f"{value:,.12g}"
