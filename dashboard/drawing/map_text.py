"""Names on a deck: Chinese, with a halo where the ground is not plain."""

from collections.abc import Sequence
from typing import Any, Final

import pydeck as pdk

from dashboard.theme import rgba

FACES: Final = "'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif"

HALO_FONT: Final = {"sdf": True, "fontSize": 64, "buffer": 10, "radius": 20}
"""A halo needs a distance field; below 13 px such text breaks up."""

Place = tuple[float, float]
Text = tuple[str, Place] | tuple[str, Place, str]


def text_layer(
    name: str,
    texts: Sequence[Text],
    *,
    size: float,
    colour: str,
    halo: str | None = None,
    weight: int = 700,
    anchor: str = "middle",
) -> pdk.Layer:
    """Return a layer of *texts* ``(text, place[, colour])``, *size* in pixels."""
    outlined: dict[str, Any] = (
        {"font_settings": {"fontSize": round(2 * size)}}
        if halo is None
        else {
            "font_settings": HALO_FONT,
            "outline_width": 5,
            "outline_color": rgba(halo),
        }
    )
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=[
            {"text": text, "at": list(place), "ink": rgba(own[0] if own else colour)}
            for text, place, *own in texts
        ],
        get_text="text",
        get_position="at",
        get_color="ink",
        get_size=round(size, 1),
        get_text_anchor=pdk.types.String(anchor),
        get_alignment_baseline=pdk.types.String("center"),
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FACES),
        font_weight=weight,
        **outlined,
    )
