"""Classes that shade a map: few, equal, with edges that one can say aloud."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

N_CLASSES: Final = 5
STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
"""Widths that read well, times a power of ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """Inner edges, ascending: a value on an edge belongs to the class below it."""

    edges: tuple[float, ...]
    step: float

    def of(self, value: float | None) -> int | None:
        """Return the class of *value*, 0 the lowest; ``None`` where it is missing."""
        if value is None:
            return None
        return sum(value > edge for edge in self.edges)


def even_classes(values: Sequence[float | None]) -> Classes:
    """Return classes of one width that cover *values*; at most five.

    Where all values are alike, or there is none, one class is left.
    """
    known = [value for value in values if value is not None]
    if not known or math.isclose(min(known), max(known)):
        return Classes(edges=(), step=0.0)
    low, high = min(known), max(known)
    step = next(width for width in _widths(high - low) if _fits(low, high, width))
    first = math.floor(low / step) + 1
    n_edges = math.ceil(high / step - 1e-9) - first
    return Classes(
        edges=tuple(round((first + index) * step, 10) for index in range(n_edges)),
        step=step,
    )


def _widths(span: float) -> list[float]:
    power = 10.0 ** math.floor(math.log10(span / N_CLASSES))
    return [width * power * scale for scale in (1.0, 10.0) for width in STEPS]


def _fits(low: float, high: float, width: float) -> bool:
    return math.ceil(high / width - 1e-9) - math.floor(low / width) <= N_CLASSES
