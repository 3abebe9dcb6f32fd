"""Green share against storage: one curve, what stands on it, and what it needs."""

from dataclasses import dataclass

import numpy as np

from dashboard.charts.values import Chart, Mark, Series
from dashboard.text import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One system, and what it was judged by; ``None`` where not known.

    Attributes:
        name: Whose.
        storage_mwh: Of each point, rising from 0.
        green_share: Of the load at each point.
        installed_mwh: What stands.
        need_mwh: The least for the wanted share; ``None`` where none is enough.
        share_apart: What its parks reach each on its own; ``None`` for a park.
        wanted: The share that is wanted.
    """

    name: str
    storage_mwh: tuple[float, ...]
    green_share: tuple[float, ...]
    installed_mwh: float | None
    need_mwh: float | None
    share_apart: float | None
    wanted: float


def storage_curve(curve: Curve, *, snapshot: str, say: Speaker) -> Chart:
    """Return the curve: along the axis storage, upwards the share of own wind and sun.

    ``posts`` are what stands and what is needed; the second series, if any, is the
    single point of the parks apart, at what stands.
    """
    points = _points(curve)
    positions = tuple(mwh for mwh, _ in points)
    series = [
        Series(name=say("match.curve_pooled"), values=tuple(y for _, y in points))
    ]
    if curve.share_apart is not None and curve.installed_mwh in positions:
        series.append(_apart(curve, curve.share_apart, positions, say))
    return Chart(
        kind="curve",
        title=say("match.curve", name=curve.name),
        unit="",
        categories=tuple(f"{mwh:,.0f}" for mwh in positions),
        positions=positions,
        series=tuple(series),
        is_share=True,
        decimals=1,
        marks=(
            Mark(
                value=curve.wanted,
                label=say("match.curve_wanted", share=f"{curve.wanted:.0%}"),
            ),
        ),
        posts=_posts(curve, say),
        heads=(say("match.curve_axis"),),
        note=_note(curve, say),
        alt=f"{say('match.curve', name=curve.name)} {_note(curve, say)}",
        source=say("match.source"),
        snapshot=snapshot,
    )


def _points(curve: Curve) -> tuple[tuple[float, float], ...]:
    """Return the points of the curve, and one more where the storage that stands is."""
    points = dict(zip(curve.storage_mwh, curve.green_share, strict=True))
    stands = curve.installed_mwh
    if stands is not None and stands <= curve.storage_mwh[-1]:
        share = np.interp(stands, curve.storage_mwh, curve.green_share)
        points.setdefault(stands, float(share))
    return tuple(sorted(points.items()))


def _apart(
    curve: Curve, share: float, positions: tuple[float, ...], say: Speaker
) -> Series:
    return Series(
        name=say("match.curve_apart"),
        values=tuple(share if x == curve.installed_mwh else None for x in positions),
        end=say("match.curve_apart_end", share=f"{share:.1%}"),
    )


def _posts(curve: Curve, say: Speaker) -> tuple[Mark, ...]:
    found = []
    if curve.installed_mwh is not None:
        words = say("match.curve_stands", mwh=f"{curve.installed_mwh:,.0f}")
        found.append(Mark(value=curve.installed_mwh, label=words))
    if curve.need_mwh is not None:
        words = say("match.curve_needs", mwh=f"{curve.need_mwh:,.0f}")
        found.append(Mark(value=curve.need_mwh, label=words))
    return tuple(found)


def _note(curve: Curve, say: Speaker) -> str:
    if curve.need_mwh is None:
        return say("match.curve_beyond", most=f"{max(curve.green_share):.1%}")
    return say(
        "match.curve_enough",
        mwh=f"{curve.need_mwh:,.0f}",
        wanted=f"{curve.wanted:.0%}",
    )
