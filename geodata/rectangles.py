"""Many rectangles of one size: what each of them covers."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.outlines import Outline

Kilometres = NDArray[np.float64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangles:
    """Rectangles by their middles, kilometres on the plane."""

    x_km: Kilometres
    y_km: Kilometres
    width_km: float
    height_km: float

    def share_of(
        self, sums: NDArray[np.int64], corner: tuple[float, float], cell_km: float
    ) -> Shares:
        """Return which share of each lies on the counted cells of ``cell_sums``.

        Args:
            sums: The table of sums.
            corner: Its north-western corner, kilometres.
            cell_km: The side of a cell.
        """
        rows, columns = sums.shape
        west, east = self._cells(self.x_km, self.width_km, corner[0], cell_km, columns)
        north, south = self._cells(self.y_km, self.height_km, corner[1], cell_km, rows)
        cells = sums[south, east] - sums[north, east] - sums[south, west]
        counted = (cells + sums[north, west]) * cell_km**2
        share: Shares = np.minimum(counted / (self.width_km * self.height_km), 1.0)
        return share

    def depth_under(
        self, x_km: Kilometres, y_km: Kilometres, radius_km: Kilometres
    ) -> Shares:
        """Return how deep discs reach into each, in radii, summed; 0 is untouched."""
        aside = np.abs(self.x_km[:, None] - x_km) - self.width_km / 2
        below = np.abs(self.y_km[:, None] - y_km) - self.height_km / 2
        distance = np.hypot(np.maximum(aside, 0.0), np.maximum(below, 0.0))
        depth: Shares = np.maximum(1.0 - distance / radius_km, 0.0).sum(axis=1)
        return depth

    def share_over(self, boxes: NDArray[np.float64]) -> Shares:
        """Return which share of each lies over *boxes*: west, north, east, south."""
        wide = _common(self.x_km, self.width_km, boxes[:, 0], boxes[:, 2])
        high = _common(self.y_km, self.height_km, boxes[:, 1], boxes[:, 3])
        share: Shares = (wide * high).sum(axis=1) / (self.width_km * self.height_km)
        return share

    @staticmethod
    def _cells(
        middle_km: Kilometres, side_km: float, origin_km: float, cell_km: float, n: int
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the first and the last line of cells that each reaches."""
        low = np.rint((middle_km - side_km / 2 - origin_km) / cell_km).astype(np.intp)
        high = np.rint((middle_km + side_km / 2 - origin_km) / cell_km).astype(np.intp)
        return np.clip(low, 0, n - 1), np.clip(high, 0, n - 1)


def cell_sums(
    outline: Outline, x_km: Kilometres, y_km: Kilometres
) -> NDArray[np.int64]:
    """Return a table whose differences count the cells inside any rectangle.

    Args:
        outline: Whose cells count.
        x_km: The middles of the columns, from west to east.
        y_km: The middles of the rows, from north to south.
    """
    shapely.prepare(outline)
    west, north, east, south = outline.bounds
    columns = np.flatnonzero((x_km >= west) & (x_km <= east))
    rows = np.flatnonzero((y_km >= north) & (y_km <= south))
    inside = np.zeros((len(y_km), len(x_km)), dtype=np.int64)
    inside[np.ix_(rows, columns)] = shapely.contains_xy(
        outline, *np.meshgrid(x_km[columns], y_km[rows])
    )
    return np.pad(inside.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _common(
    middle_km: Kilometres, side_km: float, low_km: Kilometres, high_km: Kilometres
) -> NDArray[np.float64]:
    """Return how much of each side lies between each *low_km* and *high_km*."""
    end = np.minimum(middle_km[:, None] + side_km / 2, high_km)
    start = np.maximum(middle_km[:, None] - side_km / 2, low_km)
    common: NDArray[np.float64] = np.maximum(end - start, 0.0)
    return common
