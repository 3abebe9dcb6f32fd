"""The invented parks: where each stands, and what it is like."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Final

from queries.vocabulary import DEMO_NAME_PREFIX, ParkForm, Tier

KM_A_DEGREE: Final = 111.2
"""Of latitude; of longitude it shrinks with the cosine of the latitude."""


class Trait(StrEnum):
    """What makes a park of the demonstration worth a look."""

    REBOUND = "rebound"
    LATE_START = "late_start"
    HALF_MISSING = "half_missing"
    CO2_GAP = "co2_gap"
    UNASSESSED = "unassessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a trade needs and leaves behind per tonne of coal equivalent.

    ``season_swing`` is how much more energy the coldest month takes than the mean.
    """

    electricity_mwh: float
    heat_gj: float
    fuel_co2_t: float
    process_co2_t: float
    waste_t: float
    waste_heat_gj: float
    water_m3: float
    season_swing: float
    products_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One invented park.

    ``green_share`` is that of its first month and ``green_gain`` the rise in a year;
    ``energy_ktce`` is a year's consumption, the capacities are those of today.
    ``fuel_saving`` is by how much fuel and processes emit less per energy in a year.
    Of the way to its other ends ``head_start`` lies behind it in the first month, and
    ``pace`` is what it covers in a year: both are shares of the whole.
    """

    code: str
    banner: str
    name_zh: str
    tier: Tier
    form: ParkForm
    profile: Profile
    industries_zh: str
    area_km2: float
    build_start_year: int
    build_end_year: int
    energy_ktce: float
    wind_mw: float
    solar_mw: float
    storage_mw: float
    storage_hours: float
    green_share: float
    green_gain: float
    fuel_saving: float
    head_start: float
    pace: float
    longitude_deg: float
    latitude_deg: float
    grid: str
    trait: Trait | None

    @property
    def league_city(self) -> str:
        """The adcode of the league-city."""
        return f"{self.banner[:4]}00"


@cache
def sites() -> tuple[Site, ...]:
    """Return the parks of the demonstration, by league-city."""
    profiles = {row.pop("profile"): _profile(row) for row in _rows("profiles")}
    places = {row["adcode"]: row for row in _rows("banner", "queries.reference")}
    numbers: Counter[str] = Counter()
    found = []
    for row in _rows("sites"):
        numbers[row["banner"][:4]] += 1
        code = f"{row['banner'][:4]}00-Y{numbers[row['banner'][:4]]:02d}"
        place = places[row["banner"]]
        found.append(_site(code, row, profiles[row["profile"]], place))
    return tuple(found)


def _rows(
    name: str, package: str = "queries.demonstration"
) -> Iterator[dict[str, str]]:
    source = files(package) / f"{name}.csv"
    return csv.DictReader(source.read_text(encoding="utf-8").splitlines())


def _profile(row: dict[str, str]) -> Profile:
    products_n = int(row.pop("products_n"))
    amounts = {name: float(text) for name, text in row.items()}
    return Profile(**amounts, products_n=products_n)


def _site(
    code: str, row: dict[str, str], profile: Profile, place: dict[str, str]
) -> Site:
    longitude_deg, latitude_deg = _point(row, place)
    return Site(
        code=code,
        banner=row["banner"],
        name_zh=f"{DEMO_NAME_PREFIX}·{row['name_zh']}",
        tier=Tier(row["tier"]),
        form=ParkForm(row["form"]),
        profile=profile,
        industries_zh=row["industries_zh"],
        area_km2=float(row["area_km2"]),
        build_start_year=int(row["build_start_year"]),
        build_end_year=int(row["build_end_year"]),
        energy_ktce=float(row["energy_ktce"]),
        wind_mw=float(row["wind_mw"]),
        solar_mw=float(row["solar_mw"]),
        storage_mw=float(row["storage_mw"]),
        storage_hours=float(row["storage_hours"]),
        green_share=float(row["green_share"]),
        green_gain=float(row["green_gain"]),
        fuel_saving=float(row["fuel_saving"]),
        head_start=float(row["head_start"]),
        pace=float(row["pace"]),
        longitude_deg=longitude_deg,
        latitude_deg=latitude_deg,
        grid=place["grid"],
        trait=Trait(row["trait"]) if row["trait"] else None,
    )


def _point(row: dict[str, str], place: dict[str, str]) -> tuple[float, float]:
    """Return a point so many kilometres east and north of the banner's label."""
    label_longitude_deg = float(place["label_longitude_deg"])
    label_latitude_deg = float(place["label_latitude_deg"])
    km_east = KM_A_DEGREE * cos(radians(label_latitude_deg))
    longitude_deg = label_longitude_deg + float(row["east_km"]) / km_east
    latitude_deg = label_latitude_deg + float(row["north_km"]) / KM_A_DEGREE
    return round(longitude_deg, 3), round(latitude_deg, 3)
