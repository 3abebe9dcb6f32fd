"""The registry of parks: what a row says, and whether it can be so."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from queries.intake.calendar_cells import read_month, read_year
from queries.intake.coordinates import (
    Gazetteer,
    Point,
    is_of_other_axis,
    read_degrees,
)
from queries.intake.entries import Entry, entries
from queries.intake.faults import Cell, shown
from queries.intake.headers import Table, canonical_name
from queries.intake.places import Known, is_simulated
from queries.intake.quantities import read_number
from queries.intake.rows import data_rows, read_text
from queries.intake.wording import CRS_NAMES, FORMS, GRIDS, TIERS, is_missing, plain
from queries.vocabulary import CrsName, WorkbookKind

STANDING: Final = ("league_city", "banner", "tier")
"""The fields that may change over time and stand in ``park_standing``."""

_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "tier": TIERS,
    "form": FORMS,
    "grid": GRIDS,
}


def read_registry(table: Table) -> list[Entry]:
    """Read a recognised registry and say what is wrong with its own cells."""
    value_fields = [name for name in table.columns if name not in {"code", "note"}]
    rows = entries(data_rows(table, value_fields=value_fields, when=None))
    for entry in rows:
        entry.keep(
            name_zh=read_text(entry.cells.get("name_zh", "")),
            leading_industries=read_text(entry.cells.get("leading_industries", "")),
            note=read_text(entry.cells.get("note", "")),
        )
        _read_choices(entry)
        _read_years(entry)
        _read_area(entry)
        if "name_zh" not in entry.values:
            entry.fault("name_zh", "name_missing")
    return rows


def _read_choices(entry: Entry) -> None:
    for name, choices in _CHOICES.items():
        found = entry.take(
            name, _choosing(choices), "choice_unknown", allowed=tuple(choices)
        )
        entry.keep(**{name: None if found is None else str(found)})


def _choosing(choices: Mapping[str, str]) -> Callable[[Cell], str | None]:
    return lambda cell: choices.get(plain(shown(cell)))


def _read_years(entry: Entry) -> None:
    for name in ("build_start_year", "build_end_year"):
        entry.keep(**{name: entry.take(name, read_year, "year_unreadable")})
    month = entry.take("self_test_from", read_month, "month_unreadable")
    entry.keep(self_test_from=None if month is None else month.stamp)
    start = entry.values.get("build_start_year")
    end = entry.values.get("build_end_year")
    if start is not None and end is not None and end < start:
        entry.fault("build_end_year", "years_reversed", start=start)


def _read_area(entry: Entry) -> None:
    column = entry.table.columns.get("planned_area_km2")
    if column is None or column.unit is None:
        return
    number = read_number(entry.cells["planned_area_km2"], exponent=column.unit.exponent)
    if isinstance(number, str):
        entry.fault("planned_area_km2", number)
    elif number is not None and number < 0:
        entry.fault("planned_area_km2", "negative")
    else:
        entry.keep(planned_area_km2=number)


def check_places(
    entry: Entry,
    *,
    known: Known,
    existing: Mapping[str, Any] | None,
    gazetteer: Gazetteer,
) -> None:
    """Hold a row to the places of the region and to what is known of its park.

    Args:
        entry: A row from ``read_registry``; gains its place.
        known: The places and parks of the database.
        existing: The park's row joined with its latest standing; ``None`` if new.
        gazetteer: Says which banner a point falls in.
    """
    _find_league_city(entry, known)
    _find_banner(entry, known)
    _check_point(entry, known, existing, gazetteer)
    _check_identity(entry, known)
    if existing is None:
        for name in ("league_city", "tier"):
            if name not in entry.values and is_missing(entry.cells.get(name, "")):
                label = canonical_name(WorkbookKind.REGISTRY, name)
                entry.fault(name, "needed_for_new_park", field=label)


def _find_league_city(entry: Entry, known: Known) -> None:
    entry.keep(
        league_city=entry.take(
            "league_city",
            known.find_league_city,
            "league_city_unknown",
            allowed=tuple(known.league_cities.values()),
        )
    )


def _find_banner(entry: Entry, known: Known) -> None:
    cell = entry.cells.get("banner", "")
    if is_missing(cell):
        return
    found = known.find_banners(cell)
    stated = entry.values.get("league_city")
    fitting = [
        adcode
        for adcode in found
        if stated is None or known.banners[adcode].league_city == stated
    ]
    if len(fitting) == 1:
        entry.keep(banner=fitting[0], league_city=known.banners[fitting[0]].league_city)
    elif not found:
        entry.fault("banner", "banner_unknown")
    elif not fitting:
        entry.fault(
            "banner",
            "banner_elsewhere",
            league_city=known.league_cities[stated] if stated else "",
            belongs_to=known.banner_label(found[0]),
        )
    else:
        entry.fault("banner", "banner_ambiguous")


def _check_identity(entry: Entry, known: Known) -> None:
    before = known.parks.get(entry.code)
    name = entry.values.get("name_zh")
    if before is None or name is None:
        return
    if before.is_generated:
        entry.fault("code", "code_is_demo")
    elif is_simulated(before.name_zh) != is_simulated(name):
        entry.fault("name_zh", "name_changes_class", known=before.name_zh)


def _check_point(
    entry: Entry,
    known: Known,
    existing: Mapping[str, Any] | None,
    gazetteer: Gazetteer,
) -> None:
    stated = _stated_point(entry)
    if stated is not None:
        point, crs = stated
        if point.looks_swapped:
            entry.fault("longitude", "point_swapped", **_both(entry))
            return
        entry.keep(
            stated_longitude=shown(entry.cells["longitude"]).strip(),
            stated_latitude=shown(entry.cells["latitude"]).strip(),
            stated_crs=crs,
        )
        _check_banner_of(entry, known, existing, gazetteer, point, crs)
    elif "banner" in entry.values and existing and not _has_point_cells(entry):
        _check_known_point(entry, known, existing, gazetteer)


def _has_point_cells(entry: Entry) -> bool:
    return any(
        not is_missing(entry.cells.get(name, "")) for name in ("longitude", "latitude")
    )


def _stated_point(entry: Entry) -> tuple[Point, CrsName] | None:
    if not _has_point_cells(entry):
        return None
    longitude = _degrees(entry, "longitude")
    latitude = _degrees(entry, "latitude")
    for name in ("longitude", "latitude"):
        if is_missing(entry.cells.get(name, "")):
            entry.fault(name, "half_a_point")
    crs: CrsName | None = entry.take("crs", read_crs, "crs_unknown")
    if is_missing(entry.cells.get("crs", "")):
        entry.fault("crs", "crs_missing")
    if longitude is None or latitude is None or crs is None:
        return None
    return Point(longitude, latitude), crs


def _degrees(entry: Entry, name: str) -> float | None:
    if is_of_other_axis(entry.cells.get(name, ""), name):
        entry.fault(name, "degrees_of_other_axis")
        return None
    return entry.take(name, read_degrees, "degrees_unreadable")


def read_crs(cell: Cell) -> CrsName | None:
    """Read the name of a coordinate system, dashes and case aside."""
    return CRS_NAMES.get(plain(shown(cell)).upper().replace("-", ""))


def _check_banner_of(
    entry: Entry,
    known: Known,
    existing: Mapping[str, Any] | None,
    gazetteer: Gazetteer,
    point: Point,
    crs: CrsName,
) -> None:
    if not _is_on_earth(point):
        entry.fault("longitude", "point_outside", **_both(entry))
        return
    placed = gazetteer.place(
        longitude_deg=point.longitude_deg, latitude_deg=point.latitude_deg, crs=crs
    )
    if placed.banner is None:
        entry.fault("longitude", "point_outside", **_both(entry))
        return
    entry.keep(longitude_deg=placed.longitude_deg, latitude_deg=placed.latitude_deg)
    _hold_to_banner(entry, known, existing, placed.banner)


def _is_on_earth(point: Point) -> bool:
    return abs(point.longitude_deg) <= 180 and abs(point.latitude_deg) <= 90  # noqa: PLR2004  the globe's own numbers


def _check_known_point(
    entry: Entry, known: Known, existing: Mapping[str, Any], gazetteer: Gazetteer
) -> None:
    if existing["longitude_deg"] is None or existing["latitude_deg"] is None:
        return
    placed = gazetteer.place(
        longitude_deg=existing["longitude_deg"],
        latitude_deg=existing["latitude_deg"],
        crs="CGCS2000",
    )
    if placed.banner is not None and placed.banner != entry.values["banner"]:
        entry.fault(
            "banner",
            "banner_leaves_point",
            falls_in=known.banner_label(placed.banner),
        )


def _hold_to_banner(
    entry: Entry, known: Known, existing: Mapping[str, Any] | None, falls_in: str
) -> None:
    """Hold a point to the banner, or at least the league-city, of its park."""
    if not is_missing(entry.cells.get("banner", "")) and "banner" not in entry.values:
        return
    banner = entry.values.get("banner") or (existing or {}).get("banner")
    city = entry.values.get("league_city") or (existing or {}).get("league_city")
    moved = "league_city" in entry.values and "banner" not in entry.values
    if banner is not None and not moved:
        if banner != falls_in:
            stated = known.banner_label(banner)
            _point_elsewhere(entry, known, stated, falls_in)
    elif city is not None and known.banners[falls_in].league_city != city:
        _point_elsewhere(entry, known, known.league_cities[city], falls_in)
    elif city is not None:
        entry.keep(banner=falls_in)


def _point_elsewhere(entry: Entry, known: Known, stated: str, falls_in: str) -> None:
    entry.fault(
        "longitude",
        "point_elsewhere",
        stated=stated,
        falls_in=known.banner_label(falls_in),
        **_both(entry),
    )


def _both(entry: Entry) -> dict[str, object]:
    return {
        "longitude": shown(entry.cells["longitude"]),
        "latitude": shown(entry.cells["latitude"]),
    }
