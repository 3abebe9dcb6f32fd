"""Numbers as readers write them: percent, intensities, 万 and 亿, missing in words."""

from math import isclose
from typing import Final

from dashboard.text import Speaker
from queries.indicators.dictionary import Display, Indicator

MINUS: Final = "\u2212"
"""The true minus sign: as wide as a plus, and not broken at a line's end."""

YI_KWH: Final = 100_000.0
"""Electricity in MWh that makes 10⁸ kWh, 亿千瓦时."""

SCALES: Final = {
    "tce": ((10_000.0, "unit.wan_tce"), (1.0, "unit.tce")),
    "MWh": ((YI_KWH, "unit.yi_kwh"), (10.0, "unit.wan_kwh"), (1.0, "unit.mwh")),
    "MW": ((10.0, "unit.wan_kw"), (1.0, "unit.mw")),
    "t": ((10_000.0, "unit.wan_t"), (1.0, "unit.t")),
    "tCO2": ((10_000.0, "unit.wan_tco2"), (1.0, "unit.tco2")),
    "GJ": ((10_000.0, "unit.wan_gj"), (1.0, "unit.gj")),
    "m3": ((10_000.0, "unit.wan_m3"), (1.0, "unit.m3")),
    "count": ((1.0, "unit.count"),),
}
"""For each unit of the dictionary: how many go into a larger one, largest first."""

STORAGE_UNITS: Final = {"storage_mwh": "MWh", "storage_mw": "MW"}
"""Storage stays in MWh and MW: its readers think in them."""


def of_indicator(indicator: Indicator, value: float | None, *, say: Speaker) -> str:
    """Return *value* as text; a share as percent; 待填报 where it is missing."""
    if value is None:
        return say("flag.missing")
    if indicator.display is Display.SHARE:
        return signed_text(f"{value * 100:.{indicator.decimals}f}%")
    return signed_text(f"{value:,.{indicator.decimals}f}")


def of_change(indicator: Indicator, change: float | None, *, say: Speaker) -> str:
    """Return a difference with its sign; of shares in 个百分点."""
    if change is None:
        return say("amount.no_comparison")
    if indicator.display is Display.SHARE:
        points = f"{change * 100:+.{indicator.decimals}f}"
        return say("amount.points", points=signed_text(points))
    return signed_text(f"{change:+,.{indicator.decimals}f}")


def finest(indicator: Indicator) -> float:
    """Return one unit of the last digit that a reader sees of *indicator*."""
    shifted = 2 if indicator.display is Display.SHARE else 0
    return float(10.0 ** -(indicator.decimals + shifted))


def unit_of(indicator: Indicator) -> str:
    """Return the unit to print beside a name; shares carry theirs in the value."""
    if indicator.display is Display.SHARE:
        return ""
    return indicator.unit.replace("CO2", "CO₂")


def titled(indicator: Indicator, *, say: Speaker) -> str:
    """Return its name with its unit; a share carries that in the value."""
    name = say.name_of(indicator)
    unit = unit_of(indicator)
    return say("values.with_unit", name=name, unit=unit) if unit else name


def of_measure(code: str, unit: str, value: float | None, *, say: Speaker) -> str:
    """Return a quantity in the unit that its size asks for, with that unit."""
    if value is None:
        return say("flag.missing")
    if code in STORAGE_UNITS:
        return f"{_written(value, 1)} {STORAGE_UNITS[code]}"
    return " ".join(scaled(unit, value, say=say))


def scaled(unit: str, value: float, *, say: Speaker) -> tuple[str, str]:
    """Return *value* in the unit that its size asks for, and that unit's name.

    Raises:
        KeyError: No unit of the dictionary is called so.
    """
    for size, key in SCALES[unit]:
        if abs(value) >= size or size == 1.0:
            decimals = 0 if unit == "count" else 2 if size > 1 else 1
            return signed_text(_written(value / size, decimals)), say(key)
    raise KeyError(unit)


def _written(value: float, decimals: int) -> str:
    """Return *value* without the zeros that say nothing: 20, and 20.00 of 20.001."""
    text = f"{value:,.{decimals}f}"
    if "." not in text or not isclose(value, round(value, decimals), rel_tol=1e-12):
        return text
    return text.rstrip("0").rstrip(".")


def unit_words(unit: str, *, say: Speaker) -> str:
    """Return a unit of the dictionary as readers call it."""
    return say(SCALES[unit][-1][1])


def signed_text(text: str) -> str:
    """Return *text* with the true minus sign, and no sign before a zero."""
    if not text.strip("+-0.,%"):
        text = text.lstrip("+-")
    return text.replace("-", MINUS)
