"""Which banner a point falls in, on the outlines as they were published."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.datums import to_cgcs2000
from geodata.layers import Layer, layer
from queries.vocabulary import CrsName

NOWHERE: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A stated point in CGCS2000 degrees, and the adcode of the banner around it.

    ``banner`` is ``None`` outside the region.
    """

    longitude_deg: float
    latitude_deg: float
    banner: str | None


class BannerGazetteer:
    """Places points in banners; what ``queries.intake`` asks of a ``Gazetteer``.

    A point on a common edge belongs to the banner of the smaller adcode.
    """

    def __init__(self, banners: Layer) -> None:
        """Index the outlines of *banners*, CGCS2000 degrees."""
        self._banners = banners
        shapely.prepare(banners.outlines)
        self._tree = shapely.STRtree(banners.outlines)

    def place(
        self, *, longitude_deg: float, latitude_deg: float, crs: CrsName
    ) -> Placement:
        """Place one point stated in *crs*, degrees."""
        (placement,) = self.place_all(
            longitudes_deg=[longitude_deg], latitudes_deg=[latitude_deg], crs=crs
        )
        return placement

    def place_all(
        self,
        *,
        longitudes_deg: Sequence[float],
        latitudes_deg: Sequence[float],
        crs: CrsName,
    ) -> list[Placement]:
        """Place many points stated in the same *crs*, degrees; one answer each."""
        longitudes, latitudes = to_cgcs2000(
            np.array(longitudes_deg, dtype=np.float64),
            np.array(latitudes_deg, dtype=np.float64),
            crs=crs,
        )
        return [
            Placement(
                longitude_deg=float(longitude),
                latitude_deg=float(latitude),
                banner=None if found == NOWHERE else self._banners.adcodes[found],
            )
            for longitude, latitude, found in zip(
                longitudes, latitudes, self._found(longitudes, latitudes), strict=True
            )
        ]

    def _found(
        self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]
    ) -> NDArray[np.intp]:
        """Return the position of the banner around each point, or ``NOWHERE``."""
        points, near = self._tree.query(shapely.points(longitudes, latitudes))
        is_inside = shapely.intersects_xy(
            self._banners.outlines[near], longitudes[points], latitudes[points]
        )
        found = np.full(longitudes.shape, len(self._banners.adcodes), dtype=np.intp)
        np.minimum.at(found, points[is_inside], near[is_inside])
        return np.where(found < len(self._banners.adcodes), found, NOWHERE)


@cache
def gazetteer() -> BannerGazetteer:
    """Return the gazetteer of the region; the first call reads the layer."""
    return BannerGazetteer(layer("banners_exact"))
