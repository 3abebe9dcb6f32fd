"""``python -m geodata.build_layers``: build every committed file about places."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from geodata.building.layers import (
    BANNER_TOLERANCE_M,
    LEAGUE_TOLERANCE_M,
    dissolved,
    feature_collection,
    plane_outlines,
    simplified,
)
from geodata.building.reference import (
    Sources,
    banner_table,
    label_table,
    league_city_table,
    zone_table,
)
from geodata.building.source import Divisions, published
from geodata.crs import Geometries

ROOT: Final = Path(__file__).parents[1]
"""Where the folders of the repository stand."""

SOURCES: Final = Path("queries/reference/sources")
REFERENCE: Final = Path("queries/reference")
LAYERS: Final = Path("geodata/layers")
STATIC: Final = Path("dashboard/static/outlines")

LAYER_CRS: Final = "urn:ogc:def:crs:EPSG::4490"
"""CGCS2000, as the files in degrees declare it."""


def build(root: Path) -> dict[Path, str]:
    """Return the text of every built file by its path; *root* holds the sources."""
    divisions = published()
    sources = Sources(root / SOURCES)
    return {
        REFERENCE / "league_city.csv": league_city_table(divisions, sources),
        REFERENCE / "banner.csv": banner_table(divisions, sources),
        REFERENCE / "zone.csv": zone_table(sources),
        **dict(_degree_layers(divisions)),
        **dict(_screen_outlines(divisions)),
    }


def _degree_layers(divisions: Divisions) -> Iterator[tuple[Path, str]]:
    exact = LAYERS / "banners_exact.geojson.gz"
    yield exact, _banner_layer(divisions, divisions.outlines)
    banners = simplified(divisions, tolerance_m=BANNER_TOLERANCE_M)
    yield LAYERS / "banners.geojson", _banner_layer(divisions, banners)
    coarse = simplified(divisions, tolerance_m=LEAGUE_TOLERANCE_M)
    leagues = dissolved(coarse, divisions)
    features = (
        ({"adcode": code, "name_zh": divisions.league_names[code]}, leagues[code])
        for code in leagues
    )
    text = feature_collection(features, crs=LAYER_CRS)
    yield LAYERS / "league_cities.geojson", text


def _banner_layer(divisions: Divisions, outlines: Geometries) -> str:
    features = (
        ({"adcode": adcode, "name_zh": name, "league_city": league_city}, outline)
        for adcode, name, league_city, outline in zip(
            divisions.adcodes,
            divisions.names,
            divisions.league_cities,
            outlines,
            strict=True,
        )
    )
    return feature_collection(features, crs=LAYER_CRS)


def _screen_outlines(divisions: Divisions) -> Iterator[tuple[Path, str]]:
    """Yield what a browser fetches: on the plane, with what a hint there says."""
    coarse = plane_outlines(simplified(divisions, tolerance_m=LEAGUE_TOLERANCE_M))
    leagues = dissolved(coarse, divisions)
    yield (
        STATIC / "league_cities.json",
        feature_collection(
            (_hint(code, divisions.league_names[code]), leagues[code])
            for code in leagues
        ),
    )
    fine = plane_outlines(simplified(divisions, tolerance_m=BANNER_TOLERANCE_M))
    banners = dict(zip(divisions.adcodes, fine, strict=True))
    yield LAYERS / "labels.csv", label_table(leagues | banners)
    for code in leagues:
        features = (
            (_hint(adcode, name), outline)
            for adcode, name, league_city, outline in zip(
                divisions.adcodes,
                divisions.names,
                divisions.league_cities,
                fine,
                strict=True,
            )
            if league_city == code
        )
        yield STATIC / f"banners_{code}.json", feature_collection(features)


def _hint(adcode: str, name: str) -> dict[str, str]:
    """Return what an outline carries: deck.gl's hint wants both of its fields."""
    return {"adcode": adcode, "title": name, "hint": ""}


def write(files: dict[Path, str], *, root: Path) -> None:
    """Write *files* below *root*, compressed where the name says so."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        content = text.encode("utf-8")
        is_compressed = path.suffix == ".gz"
        # Without a time in it, the same content gives the same bytes.
        target.write_bytes(
            gzip.compress(content, mtime=0) if is_compressed else content
        )


def read(path: Path) -> str:
    """Return the text of a built file, compressed or not."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()


def main() -> None:
    """Build everything in place."""
    write(build(ROOT), root=ROOT)


if __name__ == "__main__":
    main()
