"""Discs on the plane: which of them overlap, and how they give way."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Kilometres = NDArray[np.float64]

Points = NDArray[np.float64]
"""One row ``(x, y)`` per disc, kilometres on the plane."""

Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Which two discs: the first always comes before the second."""

SLACK: Final = 1e-3
"""Overlap that counts as none, in radii: less than a hundredth of a pixel."""

GOLDEN_ANGLE: Final = np.pi * (3.0 - np.sqrt(5.0))
"""Directions that never repeat: discs on the very same point must choose a side."""


def directions(count: int) -> Points:
    """Return unit vectors that never repeat."""
    angles = GOLDEN_ANGLE * np.arange(count)
    return np.column_stack([np.cos(angles), np.sin(angles)])


def neighbours(places: Points, radii: Kilometres) -> Pairs:
    """Return the pairs of discs that could meet before the next look."""
    apart = places[:, None, :] - places[None, :, :]
    rims = radii[:, None] + radii[None, :]
    is_near = np.einsum("ijk,ijk->ij", apart, apart) < (2.0 * rims) ** 2
    first, second = np.nonzero(np.triu(is_near, k=1))
    return first, second


def _overlaps(
    places: Points, radii: Kilometres, pairs: Pairs
) -> tuple[Points, Kilometres, Kilometres]:
    """Return difference, distance and overlap (positive) of each of *pairs*."""
    first, second = pairs
    apart = places[first] - places[second]
    distance = np.hypot(apart[:, 0], apart[:, 1])
    return apart, distance, radii[first] + radii[second] - distance


def pushes(places: Points, radii: Kilometres, pairs: Pairs) -> Points:
    """Return the step by which each disc gives way to those that it overlaps."""
    first, second = pairs
    apart, distance, overlap = _overlaps(places, radii, pairs)
    give_way = np.where(overlap > 0, overlap + SLACK * radii[first], 0.0) / 2
    # Discs on the very same point must choose a side.
    aside = directions(len(distance))
    unit = np.where(distance[:, None] > 0, apart, aside)
    steps = unit * (give_way / np.where(distance > 0, distance, 1.0))[:, None]
    return np.column_stack(
        [
            np.bincount(first, weights=along, minlength=len(places))
            - np.bincount(second, weights=along, minlength=len(places))
            for along in steps.T
        ]
    )


def crowded(places: Points, radii: Kilometres) -> NDArray[np.bool_]:
    """Say which discs overlap another."""
    pairs = neighbours(places, radii)
    is_over = _overlaps(places, radii, pairs)[2] > SLACK * radii[pairs[0]]
    found = np.zeros(len(places), dtype=np.bool_)
    for side in pairs:
        found[side[is_over]] = True
    return found


def clearance(
    candidates: Points, places: Points, radii: Kilometres, disc: int
) -> Kilometres:
    """Return how far each candidate keeps *disc* from the nearest other rim."""
    others = np.arange(len(places)) != disc
    apart = candidates[:, None, :] - places[None, others, :]
    gaps = np.hypot(apart[..., 0], apart[..., 1]) - radii[None, others] - radii[disc]
    nearest: Kilometres = gaps.min(axis=1, initial=np.inf)
    return nearest
