"""Parks and boundaries of a pack, with their coordinate system, as files for a GIS."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from dashboard.briefing.packs import Column, Pack, Table
from dashboard.briefing.provenance_lines import every_line
from dashboard.briefing.workbook_cells import is_missing
from dashboard.charts.maps import Map, Mark
from dashboard.charts.resource_maps import AnyMap
from dashboard.drawing.map_outlines import BANNERS
from dashboard.text import Speaker
from geodata.crs import GEOJSON_CRS, STORE_CRS, from_plane
from geodata.layers import layer

DECIMALS: Final = 6
"""Of a degree: a tenth of a metre, finer than anything that is known."""

CODE: Final = "code"
NAME: Final = "name"
NAMING: Final = frozenset({CODE, "park", NAME})
"""Columns that say of which place a line is, which the place says itself."""


def coded(table: Table, *, name: str = CODE) -> Table:
    """Return *table* with its codes in a column in front, whose head is *name*."""
    if not table.codes or any(column.key == CODE for column in table.columns):
        return table
    rows = zip(table.codes, table.rows, strict=True)
    return replace(
        table,
        columns=(Column(key=CODE, name=name), *table.columns),
        rows=tuple((code, *row) for code, row in rows),
    )


def geopackage(pack: Pack, tables: tuple[Table, ...], *, say: Speaker) -> bytes:
    """Return a GeoPackage in CGCS2000: parks, boundaries, every table, provenance.

    The tables have no geometry; those with a code can be joined to the places.
    """
    told = dict(every_line(pack.provenance, say=say))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.gpkg"
        for name, frame in _layers(pack).items():
            _append(path, name, frame, told)
        for table in tables:
            _append(path, f"table_{table.key}", _frame(table), told)
        lines = pd.DataFrame(told.items(), columns=["item", "text"])
        _append(path, "provenance", lines, told)
        return path.read_bytes()


def _append(path: Path, name: str, frame: pd.DataFrame, told: dict[str, str]) -> None:
    if not len(frame.columns):
        return
    pyogrio.write_dataframe(
        frame,
        path,
        layer=name,
        driver="GPKG",
        append=path.exists(),
        layer_metadata=told,
    )


def geojson(pack: Pack, *, say: Speaker) -> bytes:
    """Return one RFC 7946 collection in WGS 84; ``layer`` tells parks from boundaries.

    Where it comes from stands beside the features, as the standard allows.
    """
    features = [
        feature
        for name, frame in _layers(pack).items()
        for feature in _features(name, frame.to_crs(GEOJSON_CRS))
    ]
    whole = {
        "type": "FeatureCollection",
        "provenance": dict(every_line(pack.provenance, say=say)),
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False).encode()


def _features(name: str, frame: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    outlines = shapely.orient_polygons(frame.geometry.to_numpy(), exterior_cw=False)
    rounded = shapely.transform(outlines, lambda points: np.round(points, DECIMALS))
    properties = frame.drop(columns="geometry").to_dict("records")
    for outline, row in zip(rounded, properties, strict=True):
        known = {key: None if is_missing(cell) else cell for key, cell in row.items()}
        yield {
            "type": "Feature",
            "properties": {"layer": name} | known,
            "geometry": json.loads(shapely.to_geojson(outline)),
        }


def _layers(pack: Pack) -> dict[str, gpd.GeoDataFrame]:
    """Return what a pack's maps show, each place once, with what tables say of it."""
    tables = tuple(table for sheet in pack.sheets for table in sheet.tables)
    maps = [value for sheet in pack.sheets for value in sheet.maps]
    parks = {row[CODE]: row for value in maps for row in _parks(value)}
    areas = {row[CODE]: row for value in maps for row in _areas(value)}
    found = {"parks": parks, "boundaries": areas}
    return {name: _placed(_told(rows, tables)) for name, rows in found.items() if rows}


def _placed(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=STORE_CRS)


def _parks(value: AnyMap) -> Iterator[dict[str, Any]]:
    """Yield the parks of a map where they are, not where their discs are drawn."""
    marks = value.marks if isinstance(value, Map) else value.spots
    for mark in marks:
        place = from_plane(mark.home_x_km, mark.home_y_km)
        row: dict[str, Any] = {CODE: mark.code, NAME: mark.title}
        if isinstance(mark, Mark):
            row |= {"grade": str(mark.grade), "tier": str(mark.tier)}
        yield row | {"geometry": shapely.Point(np.round(place, DECIMALS))}


def _areas(value: AnyMap) -> Iterator[dict[str, Any]]:
    areas = value.areas if isinstance(value, Map) else value.regions
    is_of_banners = value.layer.startswith(BANNERS)
    whole = layer("banners" if is_of_banners else "league_cities")
    outlines = dict(zip(whole.adcodes, whole.outlines, strict=True))
    for area in areas:
        row = {CODE: area.code, NAME: area.title, "remark": area.hint}
        yield row | {"geometry": outlines[area.code]}


def _told(
    rows: Mapping[str, dict[str, Any]], tables: tuple[Table, ...]
) -> list[dict[str, Any]]:
    """Return *rows* with the cells of every table that has lines about them.

    Only codes join them: several places may have one name.
    """
    told = {code: dict(row) for code, row in rows.items()}
    for table in map(coded, tables):
        keys = [column.key for column in table.columns]
        if CODE not in keys:
            continue
        for cells in table.rows:
            own = dict(zip(keys, cells, strict=True))
            code = str(own[CODE])
            if code in told:
                said = {key: cell for key, cell in own.items() if key not in NAMING}
                told[code] = said | told[code]
    return [_plain(row) for row in told.values()]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in the order of places: code and name first, the outline last."""
    order: list[str] = [key for key in (CODE, NAME) if key in row]
    order += [key for key in row if key not in {CODE, NAME, "geometry"}]
    return {key: _cell(row[key]) for key in order} | {"geometry": row["geometry"]}


def _cell(value: object) -> object:
    if is_missing(value):
        return None
    return value if isinstance(value, int | float | str) else str(value)


def _frame(table: Table) -> pd.DataFrame:
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return pd.DataFrame(rows, columns=[column.key for column in table.columns])
