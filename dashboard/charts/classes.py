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


def even_classes(values: Sequence[float | None], *, finest: float) -> Classes:
    """Return classes of one width that cover *values*; at most five.

    Every edge is a multiple of *finest*, one unit of the last digit that a reader
    sees: a rounded edge would put values on the wrong side of it. Where all values
    are alike to that digit, or there is none, one class is left.
    """
    known = [value for value in values if value is not None]
    if not known or max(known) - min(known) < finest:
        return Classes(edges=(), step=0.0)
    low, high = min(known), max(known)
    widths = _widths(high - low, finest)
    step = next(width for width in widths if _fits(low, high, width))
    first = math.floor(low / step) + 1
    n_edges = math.ceil(high / step - 1e-9) - first
    return Classes(
        edges=tuple(round((first + index) * step, 10) for index in range(n_edges)),
        step=step,
    )


def _widths(span: float, finest: float) -> list[float]:
    """Return the widths that read well for *span* and that *finest* divides."""
    power = 10.0 ** math.floor(math.log10(span / N_CLASSES))
    widths = [width * power * scale for scale in (1.0, 10.0) for width in STEPS]
    return [width for width in widths if _divides(finest, width)]


def _divides(finest: float, width: float) -> bool:
    times = width / finest
    return times > 1 - 1e-9 and math.isclose(times, round(times), rel_tol=1e-9)


def _fits(low: float, high: float, width: float) -> bool:
    return math.ceil(high / width - 1e-9) - math.floor(low / width) <= N_CLASSES
