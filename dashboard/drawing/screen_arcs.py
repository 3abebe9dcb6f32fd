"""Arrows of a map, curved and as wide as what they carry; broken across grids."""

from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any, Final

import pydeck as pdk

from dashboard.charts.maps import View
from dashboard.charts.resource_maps import Arc, Gain
from dashboard.drawing.map_text import FACES
from dashboard.theme import Palette, rgba

N_POINTS: Final = 25
WIDTHS_PX: Final = (2.0, 6.5)
CASING_PX: Final = 3.0
HEAD_PX: Final = (9.0, 15.0)
"""How long the head of the thinnest and of the widest arrow is."""

FREE_PX: Final = 8.0
"""An arrow begins and ends so far from the middle of a disc."""

PIXELS: Final = pdk.types.String("pixels")

Point = tuple[float, float]


def arc_layers(arcs: Sequence[Arc], *, view: View, palette: Palette) -> list[pdk.Layer]:
    """Return casings, shafts and heads of *arcs*."""
    if not arcs:
        return []
    shafts = [row for arc in arcs for row in _shafts(arc, view)]
    cased = [row | {"width": row["width"] + CASING_PX} for row in shafts]
    return [
        _paths("arc_casings", cased, palette.casing),
        _paths("arcs", shafts, palette.ink, pickable=True),
        pdk.Layer(
            "PolygonLayer",
            id="arc_heads",
            data=[_head(arc, view) for arc in arcs],
            get_polygon="outline",
            get_fill_color=rgba(palette.ink),
            get_line_color=rgba(palette.casing),
            get_line_width=1.2,
            line_width_units=PIXELS,
            pickable=True,
        ),
    ]


def gain_layers(gains: Sequence[Gain], *, palette: Palette) -> list[pdk.Layer]:
    """Return a ring around each park that gets storage."""
    rows = [
        {
            "at": [gain.x_km, gain.y_km],
            "radius": gain.radius_px,
            "title": gain.title,
            "hint": gain.hint,
        }
        for gain in gains
    ]
    if not rows:
        return []
    return [
        pdk.Layer(
            "ScatterplotLayer",
            id="gains",
            data=rows,
            get_position="at",
            get_radius="radius",
            radius_units=PIXELS,
            get_fill_color=rgba(palette.accent, 46),
            stroked=True,
            get_line_color=rgba(palette.accent),
            get_line_width=2.4,
            line_width_units=PIXELS,
            pickable=True,
        )
    ]


def amount_layers(
    items: Sequence[Arc] | Sequence[Gain], *, palette: Palette, growth: float
) -> list[pdk.Layer]:
    """Return the amounts that the map has room for, above all else."""
    texts = [(one.text, one.text_at) for one in items if one.text_at]
    return [_chips("amounts", texts, palette, growth)] if texts else []


def _shafts(arc: Arc, view: View) -> Iterator[dict[str, Any]]:
    """Yield the one path of an arrow, or its dashes."""
    low, high = WIDTHS_PX
    facts = {
        "width": round(low + (high - low) * arc.weight, 1),
        "title": arc.title,
        "hint": arc.hint,
    }
    points = _course(arc, view)
    if not arc.is_across:
        yield {"path": points} | facts
        return
    for first in range(0, len(points) - 1, 2):
        yield {"path": points[first : first + 2]} | facts


def _course(arc: Arc, view: View) -> list[list[float]]:
    """Return the points of the shaft, free of the discs at both of its ends."""
    length = hypot(arc.end[0] - arc.start[0], arc.end[1] - arc.start[1])
    length_px = max(length * view.px_per_km, 1.0)
    first = min(0.3, FREE_PX / length_px)
    last = 1 - min(0.4, (FREE_PX + 0.7 * _head_px(arc)) / length_px)
    steps = (first + (last - first) * i / (N_POINTS - 1) for i in range(N_POINTS))
    return [[round(x, 1), round(y, 1)] for x, y in (_on(arc, step) for step in steps)]


def _on(arc: Arc, share: float) -> Point:
    """Return the point of a quadratic curve at *share* of its way."""
    rest = 1 - share
    x, y = (
        rest * rest * arc.start[axis]
        + 2 * rest * share * arc.bend[axis]
        + share * share * arc.end[axis]
        for axis in (0, 1)
    )
    return x, y


def _head_px(arc: Arc) -> float:
    return HEAD_PX[0] + (HEAD_PX[1] - HEAD_PX[0]) * arc.weight


def _head(arc: Arc, view: View) -> dict[str, Any]:
    """Return the triangle at the end of an arrow, which points as the curve does."""
    size = _head_px(arc) / view.px_per_km
    dx, dy = arc.end[0] - arc.bend[0], arc.end[1] - arc.bend[1]
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    tip_x = arc.end[0] - ux * FREE_PX / view.px_per_km
    tip_y = arc.end[1] - uy * FREE_PX / view.px_per_km
    back_x, back_y = tip_x - ux * size, tip_y - uy * size
    half = size * 0.48
    corners = (
        (tip_x, tip_y),
        (back_x - uy * half, back_y + ux * half),
        (back_x + uy * half, back_y - ux * half),
    )
    return {
        "outline": [[round(x, 1), round(y, 1)] for x, y in corners],
        "title": arc.title,
        "hint": arc.hint,
    }


def _paths(
    name: str, rows: list[dict[str, Any]], colour: str, *, pickable: bool = False
) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer",
        id=name,
        data=rows,
        get_path="path",
        get_width="width",
        width_units=PIXELS,
        get_color=rgba(colour),
        cap_rounded=False,
        joint_rounded=True,
        pickable=pickable,
    )


def _chips(
    name: str, texts: Sequence[tuple[str, Point]], palette: Palette, growth: float
) -> pdk.Layer:
    """Return amounts on small dark plates: they lie on every colour of the map."""
    size = 12 + 2 * growth
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=[
            {"text": text, "at": [round(x, 1), round(y, 1)]} for text, (x, y) in texts
        ],
        get_text="text",
        get_position="at",
        get_size=size,
        get_color=rgba(palette.page),
        get_alignment_baseline=pdk.types.String("center"),
        background=True,
        get_background_color=rgba(palette.ink),
        background_padding=[4, 2, 4, 2],
        get_border_color=rgba(palette.casing),
        get_border_width=1,
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FACES),
        font_weight=700,
        font_settings={"fontSize": round(2 * size)},
    )
