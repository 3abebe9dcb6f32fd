"""Degrees as people write them, and whoever knows which banner a point is in."""

import re
from dataclasses import dataclass
from typing import Final, Protocol

from queries.intake.faults import Cell
from queries.intake.quantities import read_number
from queries.intake.wording import plain
from queries.vocabulary import CrsName

REGION_LONGITUDES_DEG: Final = (96.0, 128.0)
"""The region with a margin: only to tell a longitude from a latitude."""

REGION_LATITUDES_DEG: Final = (36.0, 55.0)

_SIXTIETHS: Final = 60
_DMS: Final = re.compile(
    r"[EN东北]?经?纬?:?(\d{1,3})[°度](?:(\d{1,2}(?:\.\d+)?)['′’分])?"
    r"(?:(\d{1,2}(?:\.\d+)?)(?:\"|″|”|''|′′|秒))?[EN]?",
    re.ASCII | re.IGNORECASE,
)
_DEGREES: Final = re.compile(
    r"[EN东北]?经?纬?:?(\d{1,3}(?:\.\d+)?)[°度]?[EN]?", re.ASCII | re.IGNORECASE
)

_AXES: Final = {
    "longitude": re.compile(r"(?:[EW]|[东西]经?).*|.*(?:[EW]|[东西]经?)"),
    "latitude": re.compile(r"(?:[NS]|[南北]纬?).*|.*(?:[NS]|[南北]纬?)"),
}


class Placement(Protocol):
    """A point in CGCS2000 degrees and the banner that holds it."""

    @property
    def longitude_deg(self) -> float:
        """East, CGCS2000."""

    @property
    def latitude_deg(self) -> float:
        """North, CGCS2000."""

    @property
    def banner(self) -> str | None:
        """The adcode; ``None`` outside the region."""


class Gazetteer(Protocol):
    """Whoever can say where a point is."""

    def place(
        self, *, longitude_deg: float, latitude_deg: float, crs: CrsName
    ) -> Placement:
        """Bring a point of *crs* to CGCS2000 and name its banner."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a registry row states, in degrees of its own coordinate system."""

    longitude_deg: float
    latitude_deg: float

    @property
    def looks_swapped(self) -> bool:
        """Whether it would lie in the region with the two exchanged."""
        return _within(self.latitude_deg, REGION_LONGITUDES_DEG) and _within(
            self.longitude_deg, REGION_LATITUDES_DEG
        )


def read_degrees(cell: Cell) -> float | None:
    """Read decimal degrees or degrees-minutes-seconds; ``None`` if it is neither."""
    if not isinstance(cell, str):
        number = read_number(cell)
        return number if isinstance(number, float) else None
    # Folding turns the typographic second mark into two minute marks.
    text = plain(cell)
    if found := _DEGREES.fullmatch(text):
        return float(found[1])
    found = _DMS.fullmatch(text)
    if found is None:
        return None
    minutes, seconds = float(found[2] or 0), float(found[3] or 0)
    if minutes >= _SIXTIETHS or seconds >= _SIXTIETHS:
        return None
    return int(found[1]) + (minutes + seconds / _SIXTIETHS) / _SIXTIETHS


def is_of_other_axis(cell: Cell, axis: str) -> bool:
    """Say whether a hemisphere (E, 北纬) shows that degrees belong to the other axis.

    Args:
        cell: What stands in the cell.
        axis: ``longitude`` or ``latitude``: what its column is for.
    """
    other = "latitude" if axis == "longitude" else "longitude"
    text = plain(cell).upper() if isinstance(cell, str) else ""
    return _AXES[other].fullmatch(text) is not None


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
