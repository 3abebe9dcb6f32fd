"""Boundaries, each with its source beside it, and how to read them."""

import csv
import gzip
import json
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import shapely
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Layer:
    """Outlines in CGCS2000 degrees with their codes, by adcode."""

    adcodes: tuple[str, ...]
    league_cities: tuple[str, ...]
    outlines: NDArray[np.object_]


def layer(name: str) -> Layer:
    """Read one of ``league_cities``, ``banners`` and ``banners_exact``.

    The last is what was published, for asking what a point falls in; the others have
    fewer corners, for drawing.
    """
    text = _text(name)
    properties = [feature["properties"] for feature in json.loads(text)["features"]]
    return Layer(
        adcodes=tuple(found["adcode"] for found in properties),
        league_cities=tuple(
            found.get("league_city", found["adcode"]) for found in properties
        ),
        outlines=shapely.get_parts(shapely.from_geojson(text)),
    )


def label_places() -> dict[str, tuple[float, float]]:
    """Return where the name of each league-city and banner would stand alone.

    Kilometres on the plane of the maps, by adcode.
    """
    text = (files("geodata") / "layers" / "labels.csv").read_text(encoding="utf-8")
    return {
        row["adcode"]: (float(row["x_km"]), float(row["y_km"]))
        for row in csv.DictReader(text.splitlines())
    }


def _text(name: str) -> str:
    folder = files("geodata") / "layers"
    plain = folder / f"{name}.geojson"
    if plain.is_file():
        return plain.read_text(encoding="utf-8")
    packed = folder / f"{name}.geojson.gz"
    return gzip.decompress(packed.read_bytes()).decode("utf-8")
