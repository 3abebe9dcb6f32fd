"""The dictionary of measures and indicators, and their expressions in SQL."""

from functools import cache
from importlib.resources import files
from typing import Final

from queries.indicators.dictionary import (
    Dictionary,
    Direction,
    Display,
    Indicator,
    IndicatorKind,
    Measure,
    Status,
    Target,
)
from queries.indicators.loading import load

__all__ = [
    "CORE_INDICATOR",
    "Dictionary",
    "Direction",
    "Display",
    "Indicator",
    "IndicatorKind",
    "Measure",
    "Status",
    "Target",
    "dictionary",
    "load",
]

CORE_INDICATOR: Final = "carbon_intensity"
"""The indicator that parks are judged by first, and whose rise is a rebound."""


@cache
def dictionary() -> Dictionary:
    """Return the dictionary that ships with the product.

    Raises:
        DataFileWrongError: A line of its files cannot be used.
    """
    return load(files("queries.indicators"))
