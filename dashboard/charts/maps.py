"""Maps as values: areas, marks, names and legend on the plane, in kilometres.

The plane is the Albers view of ``geodata.crs`` with y growing downwards, as a screen
has it. A map value knows how many pixels a kilometre takes, because discs have a size
in pixels and must not hide one another.
"""

from dataclasses import dataclass
from typing import Final

from queries.vocabulary import Grade, Tier

DISC_RADIUS_PX: Final = (8.5, 12.0)
"""Of a park on the regional list, on a small and on a big screen."""

RIM_PX: Final = 3.0
"""Ring, outline and casing around a disc: what must not be covered either."""

TIER_SCALE: Final = {Tier.NATIONAL: 1.28, Tier.REGION: 1.0, Tier.EXPLORING: 0.84}
"""How much larger or smaller the disc of a tier is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """The rectangle that a map is drawn into, in pixels."""

    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which part of the plane fills the canvas."""

    centre_x_km: float
    centre_y_km: float
    px_per_km: float
    canvas: Canvas

    def at(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Return the place on the plane under a pixel counted from the top left."""
        return (
            self.centre_x_km + (x_px - self.canvas.width_px / 2) / self.px_per_km,
            self.centre_y_km + (y_px - self.canvas.height_px / 2) / self.px_per_km,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A league-city or a banner; its outline stands in the layer by its code."""

    code: str
    title: str
    fill_class: int | None
    is_marked: bool
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A park: a colour, a letter, a size; drawn where it does not hide another."""

    code: str
    title: str
    hint: str
    grade: Grade
    tier: Tier
    x_km: float
    y_km: float
    home_x_km: float
    home_y_km: float
    radius_px: float
    is_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A real industrial zone, for reference: small, grey, never graded."""

    title: str
    hint: str
    x_km: float
    y_km: float
    is_exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name on the map."""

    text: str
    x_km: float
    y_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """How to read areas and marks."""

    title: str
    classes: tuple[str, ...]
    missing: str
    tiers: tuple[tuple[Tier, str], ...]
    marked: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """One map, whole.

    Attributes:
        layer: The file of outlines: ``league_cities`` or a league-city's banners.
        view: What fills the canvas.
        areas: One for each outline of the layer.
        marks: The parks, the lowest first.
        zones: The reference layer; empty where it is off.
        labels: Names, placed.
        legend: How to read it.
        notes: The lines in the corner: review status, projection, snapshot.
    """

    layer: str
    view: View
    areas: tuple[Area, ...]
    marks: tuple[Mark, ...]
    zones: tuple[Zone, ...]
    labels: tuple[Label, ...]
    legend: Legend
    notes: tuple[str, ...]
