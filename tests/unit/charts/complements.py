"""Rows of resources as the survey returns them, each test its own few."""

from typing import Any

import pandas as pd
from pandera.typing.pandas import DataFrame

from geodata.complementarity.contracts import Complement
from geodata.complementarity.richness import with_richness

BLANK: dict[str, Any] = {
    "solar_mw": 0.0,
    "load_mwh_year": 8_760.0,
    "storage_mw": 0.0,
    "storage_mwh": 0.0,
    "storage_need_mw": None,
    "storage_need_mwh": None,
    "storage_gap_mwh": None,
    "need_state": "found",
    "green_share": 0.5,
    "green_share_most": 0.9,
    "tau": -0.1,
    "total_variation": 0.1,
    "both_low_share": 0.2,
    "basis": "hourly",
    "profile_flag": "simulated",
    "flag": "reported",
}


def complements(*rows: dict[str, Any]) -> DataFrame[Complement]:
    """Return *rows* with their classes; what one does not say is in ``BLANK``."""
    frame = pd.DataFrame([BLANK | row for row in rows])
    numbers = ["storage_need_mw", "storage_need_mwh", "storage_gap_mwh"]
    frame[numbers] = frame[numbers].astype(float)
    return Complement.validate(with_richness(frame))


THREE = (
    {"code": "150600", "wind_mw": 100.0, "storage_gap_mwh": -50.0, "green_share": 0.9},
    {"code": "152900", "wind_mw": 200.0, "storage_gap_mwh": 30.0, "green_share": 0.7},
    {"code": "150700", "wind_mw": 300.0, "storage_gap_mwh": 90.0, "green_share": 0.2},
)
"""Little wind and spare; some wind and a small gap; much wind and the large gap."""
