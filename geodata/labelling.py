"""Where the names stand: in their own place, off the discs, off other names.

The ground is cut into cells once; a table of sums over them then tells, for any
rectangle, how much of it lies in which place, so that a search over many places for
each name takes milliseconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.outlines import Outlines, middle
from geodata.rectangles import Kilometres, Rectangles, cell_sums

CELLS_ACROSS: Final = 240
"""Of the longer side of the ground: ten kilometres on a map of the region."""

CANDIDATES: Final = 28
"""Places tried across and down the surroundings of each outline."""

DISC_COST: Final = 60.0
"""For a name wholly under discs; the dearest: a letter and a name both lost."""

NAME_COST: Final = 60.0
"""For a name wholly over another name."""

TOUCH_COST: Final = 6.0
"""For touching a disc or a name at all: a hair's breadth already looks careless."""

FOREIGN_COST: Final = 25.0
"""For a name wholly in another place: it would seem to name that."""

OUTSIDE_COST: Final = 8.0
"""For a name wholly outside the region: harmless, but farther from what it names."""

AWAY_COST: Final = 4.0
"""For a name as far from the middle of its place as that is large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name to be placed: its code, and the size of its text in kilometres."""

    code: str
    width_km: float
    height_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePlace:
    """The middle of a placed name; ``is_clear`` if it touches no disc and no name."""

    code: str
    x_km: float
    y_km: float
    is_clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Discs:
    """What is drawn over the ground: middles and radii, kilometres on the plane."""

    x_km: Kilometres
    y_km: Kilometres
    radius_km: Kilometres


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The outlines of all places, cut into cells.

    ``sums`` holds for each place how many of its cells lie north-west of a corner;
    ``middles`` the centre of the widest circle inside it, ``sizes`` the side of a
    square as large as it.
    """

    west_km: float
    north_km: float
    cell_km: float
    sums: Mapping[str, NDArray[np.int64]]
    inhabited: NDArray[np.int64]
    boxes: Mapping[str, tuple[float, float, float, float]]
    middles: Mapping[str, tuple[float, float]]
    sizes: Mapping[str, float]


def ground(outlines: Outlines) -> Ground:
    """Prepare the *outlines* of one level, on the plane; worth keeping."""
    west, north, east, south = shapely.total_bounds(list(outlines.values()))
    cell_km = max(east - west, south - north) / CELLS_ACROSS
    x = np.arange(west, east, cell_km) + cell_km / 2
    y = np.arange(north, south, cell_km) + cell_km / 2
    sums = {code: cell_sums(outline, x, y) for code, outline in outlines.items()}
    return Ground(
        west_km=float(west),
        north_km=float(north),
        cell_km=float(cell_km),
        sums=sums,
        inhabited=np.sum(list(sums.values()), axis=0),
        boxes={code: outline.bounds for code, outline in outlines.items()},
        middles={code: middle(outline) for code, outline in outlines.items()},
        sizes={code: float(outline.area) ** 0.5 for code, outline in outlines.items()},
    )


def placed_names(
    names: Sequence[Name], *, ground: Ground, discs: Discs
) -> tuple[NamePlace, ...]:
    """Return a place for each of *names*, in their order.

    There always is one: where nothing is free, the name stands where it hides least,
    and says that it is not clear.
    """
    boxes = np.empty((0, 4))
    found: dict[str, NamePlace] = {}
    # Small places have the least choice, so they choose first.
    for name in sorted(names, key=lambda name: (ground.sizes[name.code], name.code)):
        place = _best(name, ground=ground, discs=discs, taken=boxes)
        found[name.code] = place
        half = np.array([name.width_km, name.height_km]) / 2
        middle = np.array([place.x_km, place.y_km])
        boxes = np.vstack([boxes, np.concatenate([middle - half, middle + half])])
    return tuple(found[name.code] for name in names)


def _best(
    name: Name, *, ground: Ground, discs: Discs, taken: NDArray[np.float64]
) -> NamePlace:
    tried = _candidates(name, ground)
    covered = tried.depth_under(discs.x_km, discs.y_km, discs.radius_km)
    crossed = tried.share_over(taken)
    touches = (covered > 0) | (crossed > 0)
    corner = (ground.west_km, ground.north_km)
    own = tried.share_of(ground.sums[name.code], corner, ground.cell_km)
    inhabited = tried.share_of(ground.inhabited, corner, ground.cell_km)
    middle_x, middle_y = ground.middles[name.code]
    away = np.hypot(tried.x_km - middle_x, tried.y_km - middle_y)
    cost = (
        DISC_COST * covered
        + NAME_COST * crossed
        + TOUCH_COST * touches
        + FOREIGN_COST * (inhabited - own)
        + OUTSIDE_COST * (1.0 - inhabited)
        + AWAY_COST * away / ground.sizes[name.code]
    )
    best = int(np.argmin(cost))
    return NamePlace(
        code=name.code,
        x_km=float(tried.x_km[best]),
        y_km=float(tried.y_km[best]),
        is_clear=not touches[best],
    )


def _candidates(name: Name, ground: Ground) -> Rectangles:
    """Return places over the outline and most of a name around it, the middle first."""
    west, north, east, south = ground.boxes[name.code]
    pad_x, pad_y = 0.8 * name.width_km, 1.6 * name.height_km
    x, y = np.meshgrid(
        np.linspace(west - pad_x, east + pad_x, CANDIDATES),
        np.linspace(north - pad_y, south + pad_y, CANDIDATES),
    )
    middle_x, middle_y = ground.middles[name.code]
    return Rectangles(
        x_km=np.append(middle_x, x.ravel()),
        y_km=np.append(middle_y, y.ravel()),
        width_km=name.width_km,
        height_km=name.height_km,
    )
