"""Room on a map for amounts: none hides another, a name, or more parks than it must."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from dashboard.charts.map_names import em_width
from dashboard.charts.maps import Label, View
from dashboard.charts.resource_maps import Spot

Point = tuple[float, float]
"""A place on the plane, in kilometres."""

HIGH_PX: Final = 20.0
PAD_PX: Final = 10.0
"""How high the plate of an amount is, and how much wider than its words."""

LETTER_PX: Final = 13.0
"""How high the letters of amounts and names are, about."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the plane by its middle and half of its sides."""

    x: float
    y: float
    half_width: float
    half_height: float

    def hides(self, other: "Box") -> bool:
        """Say whether the two have ground in common."""
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )


@dataclass(slots=True)
class Room:
    """What stands on a map already; ``most`` amounts are written at all."""

    view: View
    spots: Sequence[Spot]
    labels: Sequence[Label]
    most: int
    taken: list[Box] = field(default_factory=list)

    def place(self, text: str, places: Iterable[Point]) -> Point | None:
        """Return where *text* hides the fewest parks, and take that room.

        ``None`` where each of *places* would hide a name or another amount.
        """
        boxes = [self._box(text, place) for place in places]
        names = [
            self._box(label.text, (label.x_km, label.y_km)) for label in self.labels
        ]
        free = [
            box
            for box in boxes
            if not any(box.hides(other) for other in (*self.taken, *names))
        ]
        if not free or len(self.taken) >= self.most:
            return None
        best = min(free, key=self._n_hidden)
        self.taken.append(best)
        return round(best.x, 1), round(best.y, 1)

    def _n_hidden(self, box: Box) -> int:
        discs = (
            Box(spot.x_km, spot.y_km, *[spot.radius_px / self.view.px_per_km] * 2)
            for spot in self.spots
        )
        return sum(box.hides(disc) for disc in discs)

    def _box(self, text: str, place: Point) -> Box:
        wide = em_width(text) * LETTER_PX + PAD_PX
        high = HIGH_PX + LETTER_PX * text.count("\n")
        scale = 2 * self.view.px_per_km
        return Box(place[0], place[1], wide / scale, high / scale)
