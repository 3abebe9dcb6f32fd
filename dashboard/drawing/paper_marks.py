"""Small geometry for paper: markers, hatches, curves, and what an axis cuts off."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin
from typing import Final

import shapely
from shapely import LineString

from dashboard.drawing.paper_axes import Axis
from dashboard.drawing.pen import Point

UP: Final = -pi / 2
INNER: Final = 0.42
"""How deep a star is cut."""

CORNERS: Final = {"square": 4, "diamond": 4, "triangle-up": 3, "star": 10}

STEPS: Final = 12
"""Of a curve between two points."""


def marker_rings(symbol: str, middle: Point, radius: float) -> list[Point]:
    """Return the outline of a marker.

    Raises:
        KeyError: No marker is called so.
    """
    n = CORNERS[symbol]
    turn = UP + (pi / 4 if symbol == "square" else 0.0)
    size = radius * (1.25 if symbol != "square" else 1.3)
    return [
        (
            middle[0] + _reach(symbol, at, size) * cos(turn + 2 * pi * at / n),
            middle[1] + _reach(symbol, at, size) * sin(turn + 2 * pi * at / n),
        )
        for at in range(n)
    ]


def _reach(symbol: str, corner: int, size: float) -> float:
    return size * INNER if symbol == "star" and corner % 2 else size


def hatched(one: Point, other: Point, step: float) -> list[list[Point]]:
    """Return rising lines *step* apart across the rectangle between two corners."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    wide, high = right - left, bottom - top
    lines, offset = [], step
    while offset < wide + high:
        start = (left + max(0.0, offset - high), top + min(offset, high))
        end = (left + min(offset, wide), top + max(0.0, offset - wide))
        lines.append([start, end])
        offset += step
    return lines


def smoothed(points: Sequence[Point], smoothing: float) -> list[Point]:
    """Return a curve through *points* that rises and falls only where they do.

    *smoothing* 0 leaves them joined by straight lines.
    """
    steps = [end[1] - start[1] for start, end in pairwise(points)]
    slopes = [0.0, *(_slope(*pair) for pair in pairwise(steps)), 0.0]
    curve = [points[0]]
    for at, (start, end) in enumerate(pairwise(points)):
        ends = (start[1], end[1])
        tangents = (slopes[at] * smoothing, slopes[at + 1] * smoothing)
        for step in range(1, STEPS + 1):
            share = step / STEPS
            x = start[0] + share * (end[0] - start[0])
            curve.append((x, _between(ends, tangents, share)))
    return curve


def _slope(before: float, after: float) -> float:
    """Return how steep a curve may be between two steps: not where it turns."""
    if before * after <= 0:
        return 0.0
    return min(before, after, key=abs)


def _between(
    ends: tuple[float, float], tangents: tuple[float, float], share: float
) -> float:
    """Return a height on the Hermite curve from one end to the other."""
    square, cube = share**2, share**3
    return (
        (2 * cube - 3 * square + 1) * ends[0]
        + (cube - 2 * square + share) * tangents[0]
        + (3 * square - 2 * cube) * ends[1]
        + (cube - square) * tangents[1]
    )


def within(points: Sequence[Point], x_axis: Axis, y_axis: Axis) -> list[list[Point]]:
    """Return the parts of a line that lie between the ends of both axes."""
    room = shapely.box(
        min(x_axis.start, x_axis.end),
        min(y_axis.start, y_axis.end),
        max(x_axis.start, x_axis.end),
        max(y_axis.start, y_axis.end),
    )
    parts = shapely.get_parts(shapely.intersection(LineString(points), room))
    return [
        [(float(x), float(y)) for x, y in part.coords]
        for part in parts
        if isinstance(part, LineString) and not part.is_empty
    ]
