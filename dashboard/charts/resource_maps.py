"""Maps of two quantities at once, and of what could move between parks, as values.

The plane is that of ``dashboard.charts.maps``. A cell is a square of the legend: 0 to 8
row by row from below, each row from little to much; 9 to 11 where the second quantity
has no number because no storage is enough, from little to much of the first.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from dashboard.charts.maps import Label, Map, View

N_COLUMNS: Final = 3
N_CELLS: Final = 9
WORST: Final = 8
"""Much of the first, and much lacking of the second."""

RING_PX: Final = (9.0, 30.0)
"""The radius of the ring around the least and the most added storage."""

BEYOND_SIGN: Final = "×"
UNKNOWN_SIGN: Final = "–"


def sign_of(cell: int | None) -> str:
    """Return what is written on a cell: 1 to 9, or why there is no number."""
    if cell is None:
        return UNKNOWN_SIGN
    return str(cell + 1) if cell < N_CELLS else BEYOND_SIGN


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A league-city; its outline stands in the layer by its code."""

    code: str
    title: str
    hint: str
    cell: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A park, drawn where it does not hide another; some stand out."""

    code: str
    title: str
    hint: str
    cell: int | None
    x_km: float
    y_km: float
    home_x_km: float
    home_y_km: float
    radius_px: float
    is_moved: bool
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """What one park lends another; a crossing of grids is drawn broken.

    ``weight`` is 1 for the largest loan of the map; ``text_at`` is ``None`` where the
    map has no room for the amount.
    """

    title: str
    hint: str
    text: str
    text_at: tuple[float, float] | None
    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    weight: float
    is_across: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Storage to be added at a park; ``weight`` is 1 for the most.

    ``text_at`` is ``None`` where the map has no room for the amount.
    """

    title: str
    hint: str
    text: str
    text_at: tuple[float, float] | None
    x_km: float
    y_km: float
    weight: float

    @property
    def radius_px(self) -> float:
        """Of its ring; areas are compared by eye, so it goes with the root."""
        small, big = RING_PX
        return round(small + (big - small) * sqrt(self.weight), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """The legend of two quantities.

    Attributes:
        x_title: What grows to the right.
        y_title: What grows upwards.
        x_classes: Each column in words.
        y_classes: Each row in words, from below.
        beyond: What the row above the others means; empty where there is none.
        counts: How many league-cities lie in each cell, 12 of them.
        n_unknown: How many lie in none.
        unknown: What that is called.
        lines: Further lines below: what digits, discs and lines mean.
    """

    x_title: str
    y_title: str
    x_classes: tuple[str, ...]
    y_classes: tuple[str, ...]
    beyond: str
    counts: tuple[int, ...]
    n_unknown: int
    unknown: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceMap:
    """One map, whole.

    Attributes:
        layer: The file of outlines.
        view: What fills the canvas.
        regions: One for each outline of the layer.
        spots: The parks that have a place.
        arcs: Loans, the smallest first.
        gains: Where storage is added.
        labels: Names with what stands below them, placed.
        cell_of: The cell under each label.
        square: How to read it.
        notes: The lines in the corner.
        alt: What it shows, for a reader who cannot see it.
    """

    layer: str
    view: View
    regions: tuple[Region, ...]
    spots: tuple[Spot, ...]
    arcs: tuple[Arc, ...]
    gains: tuple[Gain, ...]
    labels: tuple[Label, ...]
    cell_of: tuple[int | None, ...]
    square: Square
    notes: tuple[str, ...]
    alt: str


AnyMap = Map | ResourceMap
"""What pages, slides and paper show of the region."""
