"""Makes the typical-year profiles that ship: simulated from a seed, not measured.

``python -m geodata.complementarity.generate_profiles`` writes the file anew. Wind is a
speed that wanders for hours and days, stronger in winter and spring and at night, put
through a turbine's power curve; sun is the sun's height at the place, dimmed by clouds
that last for days; load is that of industry, nearly flat. Each is stretched until it
gives the full-load hours that are usual for the place.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator, default_rng
from scipy.optimize import brentq
from scipy.signal import lfilter

from geodata.complementarity.profiles import (
    HOURS_A_DAY,
    HOURS_A_YEAR,
    SHIPPED_FILE,
    Hours,
    Kind,
    packed,
)

SEED: Final = 2026

WIND_FULL_LOAD_H: Final = {"I": 2_900.0, "II": 2_500.0}
"""Full-load hours a year by historic wind zone."""

SUN_FULL_LOAD_H: Final = {
    "150100": 1_600.0,
    "150200": 1_610.0,
    "150700": 1_400.0,
    "152200": 1_440.0,
    "150500": 1_470.0,
    "150400": 1_500.0,
    "152500": 1_550.0,
    "150900": 1_600.0,
    "150600": 1_620.0,
    "150800": 1_620.0,
    "150300": 1_620.0,
    "152900": 1_650.0,
}
"""Full-load hours a year, in the order of the historic radiation ranges."""

PLACES_DEG: Final = {
    "150100": (111.7, 40.8),
    "150200": (110.0, 41.2),
    "150700": (119.8, 49.2),
    "152200": (121.5, 46.1),
    "150500": (122.0, 43.8),
    "150400": (118.9, 43.0),
    "152500": (116.0, 43.9),
    "150900": (112.8, 41.3),
    "150600": (109.0, 39.3),
    "150800": (107.6, 41.2),
    "150300": (106.8, 39.6),
    "152900": (103.5, 40.2),
}
"""About the middle of each league-city: longitude and latitude."""

WEST: Final = ("150100", "150200", "150900", "150600", "150800", "150300", "152900")
"""In wind zone I, with 锡林郭勒 between east and west."""

ZONE_ONE: Final = (*WEST, "152500")

SHARED: Final = 0.6
"""Of the wind's variance, how much one weather makes for the whole region."""

WIND_MEMORY_H: Final = (60.0, 7.0)
"""How long the passing of fronts, and gusts within them, are remembered."""

CALM_H: Final = 720
"""Weather does not leave its usual mean for longer than this."""

CUT_IN_MS: Final = 3.0
RATED_MS: Final = 11.5
CUT_OUT_MS: Final = 25.0
"""Of a turbine, metres a second at the hub."""

SHAPE: Final = 2.0
"""Of the Weibull law that the speeds follow."""

CLOUD_MEMORY_D: Final = 1.6
MERIDIAN_DEG: Final = 120.0
"""Of Beijing time."""

WEEK_D: Final = 7
REST_DAYS: Final = 2

HOUR: Final = np.arange(HOURS_A_YEAR)
DAY: Final = HOUR // HOURS_A_DAY
CLOCK_H: Final = HOUR % HOURS_A_DAY + 0.5
YEAR_ANGLE: Final = 2 * np.pi * DAY / (HOURS_A_YEAR / HOURS_A_DAY)


def generated(seed: int) -> dict[tuple[str, Kind], Hours]:
    """Return every profile by league-city and kind; the same seed gives the same."""
    chance = default_rng(seed)
    weather = _wandering(chance)
    found: dict[tuple[str, Kind], Hours] = {}
    for adcode in PLACES_DEG:
        found[adcode, Kind.WIND] = _wind(adcode, weather, chance)
        found[adcode, Kind.SOLAR] = _sun(adcode, chance)
        found[adcode, Kind.LOAD] = _load(chance)
    return found


def write(file: Path, *, seed: int) -> None:
    """Write the profiles of *seed* to *file*."""
    file.write_bytes(packed(generated(seed)))


def _memory(noise: Hours, steps: float) -> Hours:
    """Return *noise* made to remember itself for *steps*, of unit variance."""
    kept = np.exp(-1 / steps)
    filtered: Hours = lfilter([np.sqrt(1 - kept**2)], [1, -kept], noise)
    return np.asarray((filtered - filtered.mean()) / filtered.std())


def _wandering(chance: Generator) -> Hours:
    slow, quick = (
        _memory(chance.standard_normal(HOURS_A_YEAR), memory_h)
        for memory_h in WIND_MEMORY_H
    )
    mixed = np.sqrt(0.65) * slow + np.sqrt(0.35) * quick
    month = np.ones(CALM_H) / CALM_H
    # A whole month of calm by chance would hide the seasons of a typical year.
    around = np.convolve(np.tile(mixed, 3), month, mode="same")
    typical = mixed - around[HOURS_A_YEAR : 2 * HOURS_A_YEAR]
    return np.asarray(typical / typical.std())


def _wind(adcode: str, weather: Hours, chance: Generator) -> Hours:
    """Return the output per capacity: windier in winter and spring, and at night."""
    own = np.sqrt(SHARED) * weather + np.sqrt(1 - SHARED) * _wandering(chance)
    law = _weibull(own)
    season = 1 + 0.13 * np.cos(YEAR_ANGLE - 2 * np.pi * 45 / 365)
    season += 0.05 * np.cos(2 * (YEAR_ANGLE - 2 * np.pi * 105 / 365))
    night = 1 + 0.12 * np.cos(2 * np.pi * (CLOCK_H - 2.5) / HOURS_A_DAY)
    speed = law * season * night
    zone = "I" if adcode in ZONE_ONE else "II"
    return _stretched(lambda mean: _turbine(speed * mean), WIND_FULL_LOAD_H[zone])


def _weibull(normal: Hours) -> Hours:
    """Turn a normal series into one of the Weibull law, with mean 1."""
    rank = np.argsort(np.argsort(normal))
    share = (rank + 0.5) / HOURS_A_YEAR
    drawn = (-np.log1p(-share)) ** (1 / SHAPE)
    return np.asarray(drawn / drawn.mean())


def _turbine(speed_ms: Hours) -> Hours:
    """Return the power curve of a farm: rounder than that of one machine."""
    rise = (speed_ms**3 - CUT_IN_MS**3) / (RATED_MS**3 - CUT_IN_MS**3)
    output = 0.95 * np.clip(rise, 0.0, 1.0) ** 0.9
    return np.where(speed_ms >= CUT_OUT_MS, 0.0, output)


def _sun(adcode: str, chance: Generator) -> Hours:
    """Return the output per capacity: the sun's height, dimmed by clouds."""
    longitude_deg, latitude_deg = PLACES_DEG[adcode]
    height = np.clip(_sine_of_height(longitude_deg, latitude_deg), 0.0, None)
    # Panels lean to the south and win more in winter, and the cold does them good.
    clear = height**0.85 * (1 + 0.22 * np.cos(YEAR_ANGLE))
    daily = _memory(chance.standard_normal(HOURS_A_YEAR // HOURS_A_DAY), CLOUD_MEMORY_D)
    hourly = _memory(chance.standard_normal(HOURS_A_YEAR), 3.0)
    summer = 0.25 * np.cos(YEAR_ANGLE - np.pi * 1.08)
    cover = 0.85 * daily[DAY] + 0.45 * hourly + summer
    seen = clear * (0.18 + 0.82 / (1 + np.exp(1.6 * cover - 1.9)))
    return _stretched(
        lambda gain: np.clip(gain * seen, 0.0, 0.95), SUN_FULL_LOAD_H[adcode]
    )


def _sine_of_height(longitude_deg: float, latitude_deg: float) -> Hours:
    declination = np.radians(23.45) * np.sin(YEAR_ANGLE - 2 * np.pi * 80 / 365)
    solar_h = CLOCK_H + (longitude_deg - MERIDIAN_DEG) / 15
    turned = 2 * np.pi * (solar_h - 12) / HOURS_A_DAY
    latitude = np.radians(latitude_deg)
    return np.asarray(
        np.sin(latitude) * np.sin(declination)
        + np.cos(latitude) * np.cos(declination) * np.cos(turned)
    )


def _load(chance: Generator) -> Hours:
    """Return the load of industry per unit of its mean: nearly flat."""
    season = 0.04 * np.cos(YEAR_ANGLE - 2 * np.pi * 10 / 365)
    shift = 0.045 * np.sin(2 * np.pi * (CLOCK_H - 8.5) / HOURS_A_DAY)
    rest = np.where(DAY % WEEK_D >= WEEK_D - REST_DAYS, -0.03, 0.012)
    spring_festival = np.where((DAY >= 38) & (DAY < 50), -0.06, 0.0)  # noqa: PLR2004  twelve days in February
    noise = 0.02 * _memory(chance.standard_normal(HOURS_A_YEAR), 12.0)
    shape = 1 + season + shift + rest + spring_festival + noise
    return np.asarray(shape / shape.mean())


def _stretched(output: Callable[[float], Hours], full_load_h: float) -> Hours:
    """Return *output* at the factor that gives *full_load_h* in a year."""
    factor = brentq(lambda factor: output(factor).sum() - full_load_h, 0.05, 30.0)
    return output(float(factor))


if __name__ == "__main__":
    write(SHIPPED_FILE, seed=SEED)
