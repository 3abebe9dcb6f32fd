"""Where added storage lifts green energy most: exact, because the curves are concave.

On piecewise straight, concave curves the best use of a budget is to take the steepest
piece that is left, again and again.
"""

import numpy as np
import pandas as pd

from geodata.complementarity.curves import Curves
from geodata.complementarity.storage import Numbers


def sited(curves: Curves, *, installed_mwh: Numbers, budget_mwh: float) -> pd.DataFrame:
    """Return where *budget_mwh* of new storage serves best, the greatest gain first.

    Args:
        curves: Of the parks.
        installed_mwh: What stands at each, in their order; a park without (NaN) is
            left out.
        budget_mwh: To be added in all; what would bring nothing stays unused.

    Returns:
        One row a park that gets some: ``code``, ``added_mwh``, ``gained_mwh_year``,
        ``green_share_before`` and ``green_share_after``, of its own wind and sun.
    """
    pieces = _pieces(curves, installed_mwh)
    steepest = pieces.sort_values("slope", ascending=False, kind="stable")
    left = budget_mwh - steepest["length"].cumsum() + steepest["length"]
    taken = steepest.assign(
        added_mwh=np.minimum(steepest["length"], left.clip(lower=0.0))
    )
    added = np.bincount(
        taken["park"], weights=taken["added_mwh"], minlength=len(curves.codes)
    )
    before = curves.green_mwh_at(installed_mwh)
    after = curves.green_mwh_at(installed_mwh + added)
    rows = pd.DataFrame(
        {
            "code": curves.codes,
            "added_mwh": added,
            "gained_mwh_year": after - before,
            "green_share_before": before / curves.load_mwh,
            "green_share_after": after / curves.load_mwh,
        }
    )
    rows = rows[rows["added_mwh"] > 0]
    order = ["gained_mwh_year", "code"]
    return rows.sort_values(order, ascending=[False, True]).reset_index(drop=True)


def _pieces(curves: Curves, installed_mwh: Numbers) -> pd.DataFrame:
    """Return the pieces of every curve beyond what stands: park, length and slope."""
    start = np.maximum(curves.storage_mwh[:, :-1], installed_mwh[:, None])
    length = curves.storage_mwh[:, 1:] - start
    rise = np.diff(curves.green_mwh, axis=1) / np.diff(curves.storage_mwh, axis=1)
    # Simulated points miss concavity by rounding; a later piece is never steeper.
    slope = np.minimum.accumulate(rise, axis=1)
    park = np.broadcast_to(np.arange(len(curves.codes))[:, None], slope.shape)
    is_left = (length > 0) & (slope > 0)
    return pd.DataFrame(
        {"park": park[is_left], "length": length[is_left], "slope": slope[is_left]}
    )
