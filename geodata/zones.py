"""The real zones of the reference layer, on the plane of the maps."""

from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from geodata.crs import to_plane
from queries.contracts import Zone

BANNER_LABEL_POINT: Final = "banner_label_point"
"""``location_precision`` of a zone whose place is known no better than its banner."""


def zones_on_plane(zones: DataFrame[Zone]) -> pd.DataFrame:
    """Return the zones that have a place, with ``x_km``, ``y_km`` and ``is_exact``.

    A zone without coordinates is absent: it belongs in a list, not on a map. Zones
    known no better than their banner share its label point and are not exact.
    """
    placed = zones[zones["longitude_deg"].notna() & zones["latitude_deg"].notna()]
    x_km, y_km = to_plane(
        placed["longitude_deg"].to_numpy(), placed["latitude_deg"].to_numpy()
    )
    return placed.assign(
        x_km=x_km,
        y_km=y_km,
        is_exact=placed["location_precision"] != BANNER_LABEL_POINT,
    ).reset_index(drop=True)
