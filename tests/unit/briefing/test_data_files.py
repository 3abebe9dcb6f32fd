"""Data: what GDAL and a spreadsheet read back is what the pack holds."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import pyogrio
import pytest
import shapely

from dashboard.briefing.data_files import data
from dashboard.briefing.packs import Pack, Sheet
from dashboard.briefing.provenance_lines import every_line
from dashboard.briefing.writers import ExportOptions
from dashboard.text import Speaker
from queries.errors import SuffixUnknownError
from tests.unit.briefing.charts_by_hand import (
    LONGEST,
    NAMED,
    lines,
    pack,
    parks_table,
    provenance,
    region_map,
)

SAY = Speaker("zh")
PLACES = pack(
    Sheet(key="map", message="", maps=(region_map(),), tables=(parks_table(),))
)


def written(suffix: str, made: Pack = PLACES) -> bytes:
    return data(made, ExportOptions(say=SAY, suffix=suffix)).content


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "places.gpkg"
    path.write_bytes(written(".gpkg"))
    return path


def test_gdal_reads_parks_and_boundaries_in_cgcs2000(package: Path):
    parks = gpd.read_file(package, layer="parks")
    areas = gpd.read_file(package, layer="boundaries")
    assert parks.crs.to_epsg() == areas.crs.to_epsg() == 4490
    assert len(parks) == 3
    assert list(areas["code"]) == list(NAMED)
    assert list(areas["name"]) == list(NAMED.values())
    assert areas.geometry.is_valid.all()


def test_a_park_is_where_it_is_and_not_where_its_disc_was_moved(package: Path):
    moved = gpd.read_file(package, layer="parks").iloc[1]
    assert (moved.geometry.x, moved.geometry.y) == pytest.approx((109.9, 40.6))
    assert moved["grade"] == "D"


def test_parks_carry_what_the_tables_say_of_them(package: Path):
    parks = gpd.read_file(package, layer="parks").set_index("code")
    assert parks.loc["150600-Y00", "name"] == LONGEST
    assert parks.loc["150600-Y00", "green_power_share"] == pytest.approx(0.366)
    assert parks.loc["150200-Y01"].isna()["green_power_share"]


def of_one_name() -> Pack:
    """Return a map of two parks of one name, a third, and a table of the first two."""
    shown, table = region_map(), parks_table()
    marks = tuple(
        replace(mark, title=LONGEST if at < 2 else mark.title)
        for at, mark in enumerate(shown.marks)
    )
    own = replace(
        table,
        columns=(replace(table.columns[1], key="park"), table.columns[2]),
        rows=((LONGEST, 0.5), (LONGEST, 0.1), (LONGEST, 0.9)),
        codes=("150200-Y01", "150600-Y00", "150600-99"),
    )
    maps = (replace(shown, marks=marks),)
    return pack(Sheet(key="m", message="", maps=maps, tables=(own,)))


def test_of_two_parks_of_one_name_each_has_its_own_numbers(tmp_path: Path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(written(".gpkg", of_one_name()))
    parks = gpd.read_file(path, layer="parks").set_index("code")["green_power_share"]
    assert parks["150200-Y01"] == pytest.approx(0.5)
    assert parks["150600-Y00"] == pytest.approx(0.1)
    assert parks.isna()["150400-Y02"]
    table = pyogrio.read_dataframe(path, layer="table_parks")
    assert list(table["code"]) == ["150200-Y01", "150600-Y00", "150600-99"]
    told = {
        one["properties"]["code"]: one["properties"]["green_power_share"]
        for one in json.loads(written(".geojson", of_one_name()))["features"]
        if one["properties"]["layer"] == "parks"
    }
    assert told == {"150200-Y01": 0.5, "150600-Y00": 0.1, "150400-Y02": None}


def test_a_csv_tells_parks_of_one_name_apart_by_their_codes():
    rows = rows_of(written(".csv", of_one_name()))
    at = rows.index(["编码", "园区", "绿电使用比例"])
    assert [row[0] for row in rows[at + 1 : at + 4]] == [
        "150200-Y01",
        "150600-Y00",
        "150600-99",
    ]


def test_a_name_says_nothing_without_a_code():
    made = of_one_name()
    (sheet,) = made.sheets
    nameless = tuple(replace(table, codes=()) for table in sheet.tables)
    told = json.loads(written(".geojson", pack(replace(sheet, tables=nameless))))
    known = [set(one["properties"]) for one in told["features"]]
    assert not any("green_power_share" in keys for keys in known)


def test_the_package_holds_every_table_and_where_it_comes_from(package: Path):
    names = [name for name, _ in pyogrio.list_layers(package)]
    assert names[:2] == ["parks", "boundaries"]
    assert "table_parks" in names
    lines_told = pyogrio.read_dataframe(package, layer="provenance")
    told = dict(zip(lines_told["item"], lines_told["text"], strict=True))
    assert told == dict(every_line(provenance(), say=SAY))


def test_gdal_reads_geojson_in_wgs84_with_rings_that_turn_as_they_must(
    tmp_path: Path,
):
    path = tmp_path / "places.geojson"
    path.write_bytes(written(".geojson"))
    frame = gpd.read_file(path)
    assert frame.crs.to_epsg() == 4326
    assert list(frame["layer"].value_counts()[["boundaries", "parks"]]) == [12, 3]
    park = frame.set_index("code").loc["150600-Y00"]
    assert (park.geometry.x, park.geometry.y) == pytest.approx((109.8, 39.6))
    outlines = shapely.get_parts(frame.geometry[frame["layer"] == "boundaries"])
    assert all(outline.exterior.is_ccw for outline in outlines)


def test_geojson_says_where_it_comes_from_and_names_no_other_system():
    whole = json.loads(written(".geojson"))
    assert whole["provenance"] == dict(every_line(provenance(), say=SAY))
    assert "crs" not in whole


def test_a_pack_without_a_map_has_no_places_and_is_still_readable(tmp_path: Path):
    made = pack(Sheet(key="t", message="", charts=(lines(),)))
    assert json.loads(written(".geojson", made))["features"] == []
    path = tmp_path / "a.gpkg"
    path.write_bytes(written(".gpkg", made))
    assert [name for name, _ in pyogrio.list_layers(path)] == [
        "table_t_chart_1",
        "provenance",
    ]


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_holds_numbers_and_nothing_that_is_computed():
    made = pack(Sheet(key="t", message="", tables=(parks_table(5),)))
    rows = rows_of(written(".csv", made))
    assert rows[0][:4] == ["编码", "园区", "绿电使用比例", "单位能耗碳排放 tCO₂/tce"]
    assert [row[1] for row in rows[1:6]] == [
        "'=HYPERLINK(1)",
        "+1",
        "-1",
        "'@SUM(A1)",
        LONGEST,
    ]
    assert rows[1][2:6] == ["0.366", "0.81", "0", "2026-12-31"]
    assert rows[2][2:4] == ["", ""]


def test_a_csv_ends_with_where_it_comes_from():
    rows = rows_of(written(".csv"))
    told = every_line(provenance(), say=SAY)
    assert [tuple(row) for row in rows[-len(told) :]] == list(told)


def test_an_archive_holds_a_csv_a_table_and_the_places():
    archive = ZipFile(BytesIO(written(".zip")))
    names = archive.namelist()
    assert names[-2:] == ["places.gpkg", "places.geojson"]
    assert "01-园区清单.csv" in names
    for name in names[:-2]:
        assert provenance().snapshot in archive.read(name).decode("utf-8-sig")


def test_files_in_an_archive_have_names_that_every_system_takes():
    table = replace(parks_table(), title='a"b<c>d|e:f')
    made = pack(Sheet(key="t", message="", tables=(table,)))
    names = ZipFile(BytesIO(written(".zip", made))).namelist()
    assert names[0] == "01-a b c d e f.csv"


def test_no_data_is_written_into_another_kind_of_file():
    with pytest.raises(SuffixUnknownError) as caught:
        written(".xls")
    known: Any = caught.value.values["known"]
    assert known == [".csv", ".geojson", ".gpkg", ".zip"]
