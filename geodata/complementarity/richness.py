"""Who is rich in what, and short of what: three classes each.

Wind, sun and load are compared by what is installed or used, the green share by itself,
each by thirds of those compared. The storage gap is compared by MWh: no gap, the
smaller half of all gaps, the larger half. The ratios to load stand beside the classes.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

N_CLASSES: Final = 3
HIGHEST: Final = N_CLASSES

TERCILES: Final = "terciles"
NO_GAP_THEN_HALVES: Final = "no_gap_then_halves"

METHODS: Final[Mapping[str, str]] = {
    "wind_class": TERCILES,
    "solar_class": TERCILES,
    "load_class": TERCILES,
    "green_class": TERCILES,
    "gap_class": NO_GAP_THEN_HALVES,
}
"""What answers say of the classes; ``mapclassify.UserDefined`` sorts into them."""

CLASSED: Final[Mapping[str, str]] = {
    "wind_class": "wind_mw",
    "solar_class": "solar_mw",
    "load_class": "load_mwh_year",
    "green_class": "green_share",
    "gap_class": "storage_gap_mwh",
}
"""Which quantity each class is of."""


def bounds(name: str, values: "pd.Series[float]") -> tuple[float, ...]:
    """Return the highest value of each class of the quantity that class *name* is of.

    Empty where nothing is known.
    """
    known = values.dropna().to_numpy(dtype=float)
    if not len(known):
        return ()
    if METHODS[name] == TERCILES:
        shares = np.arange(1, N_CLASSES + 1) / N_CLASSES
        return tuple(float(bound) for bound in np.quantile(known, shares))
    gaps = np.sort(known[known > 0])
    # The gap in the middle, or the only one, is of the larger half.
    small = gaps[: len(gaps) // 2]
    return (0.0, float(small.max(initial=0.0)), float(gaps.max(initial=0.0)))


def classes(name: str, values: "pd.Series[float]") -> "pd.Series[int]":
    """Return 1 for the lowest class of what is known to 3 for the highest.

    Equal values are of one class, so that a class can be empty; null in, null out.
    """
    # Its own imports take two seconds, and most answers need no classes.
    from mapclassify import UserDefined  # noqa: PLC0415

    found = pd.Series(pd.NA, index=values.index, dtype="Int64")
    is_known = values.notna()
    if is_known.any():
        known = values[is_known].to_numpy(dtype=float)
        found[is_known] = UserDefined(known, list(bounds(name, values))).yb + 1
    return found


def with_richness(rows: pd.DataFrame) -> pd.DataFrame:
    """Return *rows* with classes, ratios to load, and the two words of the map.

    Args:
        rows: Columns of ``CLASSED``, and ``storage_mwh``.

    Returns:
        Also ``wind_to_load`` and ``solar_to_load``, MW per MW of mean load,
        ``storage_to_load_h``, hours of the mean load, ``wind_rich`` (the highest third
        of wind) and ``storage_short`` (the larger half of gaps).
    """
    mean_load_mw = rows["load_mwh_year"] / 8_760
    mean_load_mw = mean_load_mw.where(mean_load_mw > 0)
    found = rows.assign(
        wind_to_load=rows["wind_mw"] / mean_load_mw,
        solar_to_load=rows["solar_mw"] / mean_load_mw,
        storage_to_load_h=rows["storage_mwh"] / mean_load_mw,
        **{name: classes(name, rows[quantity]) for name, quantity in CLASSED.items()},
    )
    is_rich = (found["wind_class"] == HIGHEST) & (found["wind_mw"] > 0)
    is_short = found["gap_class"] == HIGHEST
    return found.assign(
        wind_rich=is_rich.fillna(value=False).astype(bool),
        storage_short=is_short.fillna(value=False).astype(bool),
    )
