"""Which banner a point falls in, against GDAL-backed geopandas as a second opinion."""

import csv
import gzip
import io
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import shapely

from geodata.datums import gcj02_to_bd09, wgs84_to_gcj02
from geodata.gazetteer import gazetteer
from geodata.layers import layer
from queries.intake.coordinates import Gazetteer

ROOT = Path(__file__).parents[3]

LabelPoint = tuple[str, float, float]
"""An adcode, a longitude and a latitude."""


def banner_rows() -> list[dict[str, str]]:
    text = (ROOT / "queries/reference/banner.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def label_points() -> list[LabelPoint]:
    return [
        (
            row["adcode"],
            float(row["label_longitude_deg"]),
            float(row["label_latitude_deg"]),
        )
        for row in banner_rows()
    ]


def test_it_is_what_the_intake_asks_for():
    asked: Gazetteer = gazetteer()
    assert asked.place(longitude_deg=111.7, latitude_deg=40.8, crs="WGS84").banner


def test_all_103_label_points_fall_in_their_banner(label_points: list[LabelPoint]):
    placed = gazetteer().place_all(
        longitudes_deg=[longitude for _, longitude, _ in label_points],
        latitudes_deg=[latitude for _, _, latitude in label_points],
        crs="CGCS2000",
    )
    assert len(placed) == 103
    assert [found.banner for found in placed] == [code for code, _, _ in label_points]


def test_a_point_in_gcj02_or_bd09_falls_where_it_lies(label_points: list[LabelPoint]):
    for code, longitude, latitude in label_points[::10]:
        gcj02 = wgs84_to_gcj02(np.array(longitude), np.array(latitude))
        bd09 = gcj02_to_bd09(*gcj02)
        for crs, (east, north) in (("GCJ-02", gcj02), ("BD-09", bd09)):
            found = gazetteer().place(
                longitude_deg=float(east), latitude_deg=float(north), crs=crs
            )
            assert found.banner == code
            assert found.longitude_deg == pytest.approx(longitude, abs=1e-9)
            assert found.latitude_deg == pytest.approx(latitude, abs=1e-9)


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(116.4, 39.9), (40.8, 111.7), (0.0, 0.0), (float("nan"), 40.0)],
)
def test_a_point_outside_the_region_has_no_banner(longitude: float, latitude: float):
    found = gazetteer().place(
        longitude_deg=longitude, latitude_deg=latitude, crs="CGCS2000"
    )
    assert found.banner is None


def test_a_point_on_a_common_edge_belongs_to_the_smaller_adcode():
    banners = layer("banners_exact")
    first, second = 0, 1
    edge = shapely.intersection(banners.outlines[first], banners.outlines[second])
    longitude, latitude = shapely.get_coordinates(edge)[0]
    found = gazetteer().place(
        longitude_deg=longitude, latitude_deg=latitude, crs="CGCS2000"
    )
    assert found.banner == banners.adcodes[first]


def test_no_points_have_no_placements():
    assert gazetteer().place_all(longitudes_deg=[], latitudes_deg=[], crs="WGS84") == []


def test_it_agrees_with_another_tool_on_two_thousand_points():
    gpd = pytest.importorskip("geopandas", reason="the layers group is not installed")
    packed = ROOT / "geodata" / "layers" / "banners_exact.geojson.gz"
    banners = gpd.read_file(io.BytesIO(gzip.decompress(packed.read_bytes())))
    rng = np.random.default_rng(20261121)
    longitudes = rng.uniform(97.0, 127.0, 2000)
    latitudes = rng.uniform(37.0, 54.0, 2000)
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(longitudes, latitudes), crs=banners.crs
    )
    joined = points.sjoin(banners, how="left", predicate="within")["adcode"]
    placed = gazetteer().place_all(
        longitudes_deg=longitudes.tolist(),
        latitudes_deg=latitudes.tolist(),
        crs="CGCS2000",
    )
    expected = [None if code != code else code for code in joined]  # noqa: PLR0124  a gap is NaN
    assert [found.banner for found in placed] == expected
    assert 400 < sum(code is not None for code in expected) < 1600


def test_asking_needs_neither_geopandas_nor_pyproj():
    check = (
        "import sys, geodata.gazetteer;"
        "sys.exit(bool({'geopandas', 'pyproj'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def degrees(stated: float | str) -> float:
    """Read decimal degrees, or degrees, minutes and seconds."""
    if isinstance(stated, float | int):
        return float(stated)
    whole, minutes, seconds = (float(part) for part in re.findall(r"[\d.]+", stated))
    return whole + minutes / 60 + seconds / 3600


def test_every_park_of_the_sample_registry_lies_in_its_banner():
    book = openpyxl.load_workbook(ROOT / "tests" / "samples" / "registry.xlsx")
    header, *parks = book.worksheets[0].iter_rows(min_row=3, values_only=True)
    columns = {
        name: header.index(name) for name in ("旗县区", "经度", "纬度", "坐标系")
    }
    names = {row["adcode"]: row["name_zh"] for row in banner_rows()}
    for park in parks:
        found = gazetteer().place(
            longitude_deg=degrees(park[columns["经度"]]),
            latitude_deg=degrees(park[columns["纬度"]]),
            crs=park[columns["坐标系"]],
        )
        assert names[found.banner] == park[columns["旗县区"]]
    assert len(parks) == 24
