"""Who could lend spare storage to whom, how far away, and what it would bring."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import Geod

from geodata.complementarity.curves import Curves
from geodata.complementarity.links import Links
from geodata.complementarity.storage import Numbers

ELLIPSOID: Final = Geod(ellps="GRS80")
"""That of CGCS2000."""

LEAST_MWH: Final = 0.01
"""Less than this is rounding, not a loan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a pair may be.

    Attributes:
        within_km: On the ellipsoid, between the two parks.
        link_mw: Over one link.
        across_grids: Whether parks of the two grids may be paired.
    """

    within_km: float
    link_mw: float
    across_grids: bool


def spare_and_gap(resources: pd.DataFrame, curves: Curves) -> pd.DataFrame:
    """Return what each park that can be simulated could lend, and what it lacks.

    Spare is the storage beyond what the park itself needs for the wanted share; where
    no storage is enough, beyond what still adds to its share. A gap is only what
    storage can fill.

    Returns:
        The columns of *resources* with ``spare_mwh``, ``gap_mwh`` and ``is_beyond``
        (no storage is enough), one row a park whose storage is reported, in the order
        of *resources*.
    """
    points = pd.DataFrame(
        {"code": curves.codes, "need": curves.need_mwh, "useful": curves.useful_mwh}
    )
    rows = resources.merge(points, on="code").dropna(subset=["storage_mwh"])
    storage = rows["storage_mwh"]
    return rows.assign(
        spare_mwh=(storage - rows["useful"]).clip(lower=0.0),
        gap_mwh=(rows["need"] - storage).clip(lower=0.0).fillna(0.0),
        is_beyond=rows["need"].isna(),
    ).drop(columns=["need", "useful"])


def paired(resources: pd.DataFrame, curves: Curves, *, limits: Limits) -> pd.DataFrame:
    """Return the pairs that serve the most of all gaps, over the fewest kilometres.

    Args:
        resources: One row a park: ``code``, ``grid``, ``longitude_deg``,
            ``latitude_deg`` and ``storage_mwh``; without a place no park is paired.
        curves: Of the same parks.
        limits: What a pair may be.

    Returns:
        One row a pair, the largest first: ``from``, ``to``, ``storage_mwh``, ``mw``,
        ``energy_mwh_year`` (what the lent storage lets the borrower use of its own
        wind and sun), ``lost_mwh_year`` (what the lender then uses less of its own),
        ``net_mwh_year`` (the first less the second: below 0 where lending costs more
        than it brings), ``km`` and ``across_grids``.
    """
    # The solver takes a second to import, and the other pages start without it.
    from geodata.complementarity.transport import transported  # noqa: PLC0415

    placed = spare_and_gap(resources, curves).dropna(
        subset=["longitude_deg", "latitude_deg"]
    )
    givers = placed[placed["spare_mwh"] > LEAST_MWH].reset_index(drop=True)
    takers = placed[placed["gap_mwh"] > LEAST_MWH].reset_index(drop=True)
    links = _links(givers, takers, limits)
    amounts = transported(
        givers["spare_mwh"].to_numpy(),
        takers["gap_mwh"].to_numpy(),
        links,
        most_a_link=limits.link_mw * curves.duration_h,
    )
    pairs = _described(givers, takers, links, amounts, curves)
    order = ["storage_mwh", "from", "to"]
    pairs = pairs.sort_values(order, ascending=[False, True, True])
    return pairs.reset_index(drop=True)


def distances_km(givers: pd.DataFrame, takers: pd.DataFrame) -> Numbers:
    """Return how far each is from each on the ellipsoid, ``(givers, takers)``."""
    shape = (len(givers), len(takers))
    from_x, to_x = np.meshgrid(
        givers["longitude_deg"], takers["longitude_deg"], indexing="ij"
    )
    from_y, to_y = np.meshgrid(
        givers["latitude_deg"], takers["latitude_deg"], indexing="ij"
    )
    *_, metres = ELLIPSOID.inv(
        *(one.astype(float).ravel() for one in (from_x, from_y, to_x, to_y))
    )
    return np.asarray(metres, dtype=float).reshape(shape) / 1000


def _links(givers: pd.DataFrame, takers: pd.DataFrame, limits: Limits) -> Links:
    km = distances_km(givers, takers)
    is_allowed = km <= limits.within_km
    if not limits.across_grids:
        is_allowed &= _same_grid(givers, takers)
    giver, taker = np.nonzero(is_allowed)
    return Links(giver=giver, taker=taker, km=km[giver, taker])


def _same_grid(givers: pd.DataFrame, takers: pd.DataFrame) -> NDArray[np.bool_]:
    one, other = (rows["grid"].to_numpy(dtype=object) for rows in (givers, takers))
    same: NDArray[np.bool_] = one[:, None] == other[None, :]
    return same


def _described(
    givers: pd.DataFrame,
    takers: pd.DataFrame,
    links: Links,
    amounts: Numbers,
    curves: Curves,
) -> pd.DataFrame:
    is_used = amounts > LEAST_MWH
    giver = givers.iloc[links.giver[is_used]].reset_index(drop=True)
    taker = takers.iloc[links.taker[is_used]].reset_index(drop=True)
    lent_mwh = amounts[is_used]
    brought = _moved(taker, lent_mwh, 1, curves)
    lost = -_moved(giver, lent_mwh, -1, curves)
    return pd.DataFrame(
        {
            "from": giver["code"],
            "to": taker["code"],
            "storage_mwh": lent_mwh,
            "mw": lent_mwh / curves.duration_h,
            "energy_mwh_year": brought,
            "lost_mwh_year": lost,
            "net_mwh_year": brought - lost,
            "km": links.km[is_used],
            "across_grids": giver["grid"] != taker["grid"],
        }
    )


def _moved(end: pd.DataFrame, lent_mwh: Numbers, sign: int, curves: Curves) -> Numbers:
    """Return what each park at one *end* gains in a year, divided among its loans.

    *sign* is 1 where the storage comes to, -1 where it leaves; division is by MWh.
    """
    loans = end[["code", "storage_mwh"]].assign(lent=lent_mwh)
    parks = loans.groupby("code", as_index=False, sort=False).agg(
        stood=("storage_mwh", "first"), moved=("lent", "sum")
    )
    own = curves.of(tuple(parks["code"]))
    stood, moved = (parks[name].to_numpy(dtype=float) for name in ("stood", "moved"))
    gained = own.green_mwh_at(stood + sign * moved) - own.green_mwh_at(stood)
    a_mwh = pd.Series(gained / moved, index=parks["code"])
    return np.asarray(loans["code"].map(a_mwh).to_numpy(dtype=float) * lent_mwh)
