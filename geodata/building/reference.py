"""The reference tables: places with their attributes, zones with their confidence."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

import shapely

from geodata.building.source import Divisions
from geodata.crs import in_metres
from geodata.outlines import Outlines, middle
from queries.vocabulary import LEAGUE_CITIES

KWH_M2_PER_KCAL_CM2: Final = 11.63
"""One kilocalorie on a square centimetre, in kilowatt-hours on a square metre."""

M2_PER_KM2: Final = 1_000_000.0

ZONE_COLUMNS: Final = {
    "name_zh": "name_zh",
    "short_name_zh": "short_name_zh",
    "level": "level",
    "zone_type": "zone_type",
    "league_adcode": "league_city",
    "banner_adcode": "banner",
    "longitude_deg": "longitude_deg",
    "latitude_deg": "latitude_deg",
    "location_precision": "location_precision",
    "planned_area_km2": "planned_area_km2",
    "leading_industries": "leading_industries",
    "zero_carbon_status": "zero_carbon_status",
    "latest_source_year": "latest_source_year",
    "confidence": "confidence",
}
"""Columns of the source list, and what the table calls them."""

Row = Mapping[str, object]


class Sources:
    """The copies of facts that stand in the repository, read once."""

    def __init__(self, folder: Path) -> None:
        """Read the files of *folder*."""
        self.zones = _read(folder / "zones.csv")
        self.areas = {row["adcode"]: row for row in _read(folder / "area.csv")}
        self.grids = {row["adcode"]: row["grid"] for row in _read(folder / "grid.csv")}
        self.resources = {
            (row["place"], row["metric"]): row["value"]
            for row in _read(folder / "league_resources.csv")
        }

    def area_of(self, adcode: str) -> dict[str, str]:
        """Return the stated area and its source; both empty where none was found."""
        found = self.areas.get(adcode, {})
        columns = ("official_area_km2", "area_source")
        return {column: found.get(column, "") for column in columns}

    def radiation_of(self, name: str, bound: str) -> float:
        """Return the lower (``min``) or upper (``max``) radiation, kWh/m2 a year."""
        stated = self.resources[name, f"annual_radiation_{bound}"]
        return round(float(stated) * KWH_M2_PER_KCAL_CM2, 1)


def league_city_table(divisions: Divisions, sources: Sources) -> str:
    """Return ``league_city.csv``: one row each, in the official order."""
    return _written(
        {
            "adcode": code,
            "official_order": order,
            "name_zh": divisions.league_names[code],
            **sources.area_of(code),
            "grid": sources.grids[code],
            "wind_zone": sources.resources[
                divisions.league_names[code], "wind_fit_zone"
            ],
            "radiation_min_kwh_m2": sources.radiation_of(
                divisions.league_names[code], "min"
            ),
            "radiation_max_kwh_m2": sources.radiation_of(
                divisions.league_names[code], "max"
            ),
        }
        for order, code in enumerate(LEAGUE_CITIES, start=1)
    )


def banner_table(divisions: Divisions, sources: Sources) -> str:
    """Return ``banner.csv``: one row each, by adcode."""
    areas_km2 = shapely.area(in_metres(divisions.outlines)) / M2_PER_KM2
    return _written(
        {
            "adcode": adcode,
            "league_city": league_city,
            "name_zh": divisions.names[position],
            **sources.area_of(adcode),
            "geometry_area_km2": round(float(areas_km2[position]), 1),
            "grid": sources.grids[league_city],
            "wind_zone": sources.resources[
                divisions.league_names[league_city], "wind_fit_zone"
            ],
            "label_longitude_deg": divisions.longitudes_deg[position],
            "label_latitude_deg": divisions.latitudes_deg[position],
        }
        for position, (adcode, league_city) in enumerate(
            zip(divisions.adcodes, divisions.league_cities, strict=True)
        )
    )


def zone_table(sources: Sources) -> str:
    """Return ``zone.csv``: the source list, numbered in its own order."""
    return _written(
        {
            "number": number,
            **{name: zone[source] for source, name in ZONE_COLUMNS.items()},
        }
        for number, zone in enumerate(sources.zones, start=1)
    )


def label_table(outlines: Outlines) -> str:
    """Return ``labels.csv``: where each place's name would stand alone on the map."""
    middles = {code: middle(outline) for code, outline in outlines.items()}
    return _written(
        {"adcode": code, "x_km": round(x_km, 1), "y_km": round(y_km, 1)}
        for code, (x_km, y_km) in middles.items()
    )


def _read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def _written(rows: Iterable[Row]) -> str:
    listed = list(rows)
    text = StringIO()
    writer = csv.DictWriter(text, fieldnames=list(listed[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue()
