"""Maps of resources on screen: a ``ResourceMap`` value becomes a pydeck ``Deck``."""

import json
import math
from typing import Any, Final

import pydeck as pdk
import shapely
from shapely import LineString, MultiLineString, box

from dashboard.charts.maps import Label
from dashboard.charts.resource_maps import N_CELLS, Region, ResourceMap, Spot, sign_of
from dashboard.drawing.label_columns import em_width
from dashboard.drawing.map_text import Text, text_layer
from dashboard.drawing.screen_arcs import amount_layers, arc_layers, gain_layers
from dashboard.drawing.screen_map import (
    AREAS,
    HIGHLIGHT,
    MARKS,
    OUTLINES,
    CompactDeck,
    Picture,
    by_code,
    tooltip,
)
from dashboard.drawing.square_legend import fill_of, ink_of, legend_layers
from dashboard.theme import Palette, rgba
from geodata.outlines import Outline, league_city_outlines

HATCH_PX: Final = 9.0
"""Between two lines of the pattern on areas beyond number."""

PIXELS: Final = pdk.types.String("pixels")

LINE_EM: Final = 1.2
"""How high a line of a name is, in sizes of its type."""

LIGHT_INK: Final = "#FFFFFF"
DARK_INK: Final = "#0B1622"
"""Names stand on colours that are the same in both themes."""


def picture(value: ResourceMap, *, palette: Palette, growth: float) -> Picture:
    """Return *value* as a browser gets it; *growth* as in ``drawn``."""
    deck = drawn(value, palette=palette, growth=growth)
    return Picture(
        name=value.layer,
        height_px=value.view.canvas.height_px,
        n_marks=len(value.spots),
        specification=deck.to_json(),
        tooltip=json.dumps(tooltip(palette)),
    )


def drawn(value: ResourceMap, *, palette: Palette, growth: float) -> pdk.Deck:
    """Return *value* as a deck; *growth* is 0 on a small screen, 1 on a big one."""
    view = value.view
    return CompactDeck(
        layers=[
            _area_layer(value, palette),
            _hatch_layer(value, palette),
            *gain_layers(value.gains, palette=palette),
            _leader_layer(value.spots, palette),
            *_spot_layers(value.spots, palette),
            *_name_layers(value, palette, growth),
            *arc_layers(value.arcs, view=view, palette=palette),
            *amount_layers(value.arcs or value.gains, palette=palette, growth=growth),
            *legend_layers(value, palette=palette, growth=growth),
        ],
        views=[pdk.View(type="OrthographicView", controller=False)],
        initial_view_state=pdk.ViewState(
            target=[view.centre_x_km, view.centre_y_km, 0],
            zoom=math.log2(view.px_per_km),
        ),
        map_provider=None,
        tooltip=tooltip(palette),
    )


def _area_layer(value: ResourceMap, palette: Palette) -> pdk.Layer:
    fills = {one.code: rgba(fill_of(one.cell, palette)) for one in value.regions}
    fill = by_code(fills, default=rgba(palette.missing))
    return pdk.Layer(
        "GeoJsonLayer",
        id=AREAS,
        data=OUTLINES.format(layer=value.layer),
        get_fill_color=fill,
        update_triggers={"getFillColor": fill},
        get_line_color=rgba(palette.map_edge),
        get_line_width=1.2,
        line_width_units=PIXELS,
        line_joint_rounded=True,
        pickable=True,
    )


def _hatch_layer(value: ResourceMap, palette: Palette) -> pdk.Layer:
    outlines = league_city_outlines()
    step = HATCH_PX / value.view.px_per_km
    rows = [
        {"path": path}
        for one in value.regions
        if _is_hatched(one)
        for path in hatched(outlines[one.code], step=step)
    ]
    return pdk.Layer(
        "PathLayer",
        id="hatches",
        data=rows,
        get_path="path",
        get_color=rgba(palette.map_edge, 150),
        get_width=1,
        width_units=PIXELS,
    )


def _is_hatched(region: Region) -> bool:
    return region.cell is not None and region.cell >= N_CELLS


def hatched(outline: Outline, *, step: float) -> list[list[list[float]]]:
    """Return slanting lines *step* apart that fill *outline*, all in kilometres."""
    west, north, east, south = outline.bounds
    height = south - north
    n_lines = int((east - west + height) / (step * math.sqrt(2)))
    lines = MultiLineString(
        [
            [(x, north), (x - height, south)]
            for x in (west + (i + 1) * step * math.sqrt(2) for i in range(n_lines))
        ]
    )
    inside = shapely.intersection(lines, outline)
    parts = [part for part in shapely.get_parts(inside) if isinstance(part, LineString)]
    return [[[round(x, 1), round(y, 1)] for x, y in part.coords] for part in parts]


def _leader_layer(spots: tuple[Spot, ...], palette: Palette) -> pdk.Layer:
    return pdk.Layer(
        "LineLayer",
        id="leaders",
        data=[
            {"from": [one.home_x_km, one.home_y_km], "to": [one.x_km, one.y_km]}
            for one in spots
            if one.is_moved
        ],
        get_source_position="from",
        get_target_position="to",
        get_color=rgba(palette.ink),
        get_width=1,
        width_units=PIXELS,
    )


def _spot_layers(spots: tuple[Spot, ...], palette: Palette) -> list[pdk.Layer]:
    rows = [_spot_row(spot, palette) for spot in spots]
    named = [row for spot, row in zip(spots, rows, strict=True) if spot.is_named]
    signs: list[Text] = [
        (sign_of(one.cell), (one.x_km, one.y_km), ink_of(one.cell, palette))
        for one in spots
    ]
    biggest = max((one.radius_px for one in spots), default=0.0)
    return [
        _discs("casing", rows, "casing", get_fill_color=rgba(palette.casing)),
        _discs(
            "named",
            named,
            "ring",
            filled=False,
            stroked=True,
            get_line_color=rgba(palette.alarm),
            get_line_width=2.6,
        ),
        _discs(
            MARKS,
            rows,
            "radius",
            get_fill_color="fill",
            stroked=True,
            get_line_color=rgba(DARK_INK),
            get_line_width=1.3,
            pickable=True,
            auto_highlight=True,
            highlight_color=HIGHLIGHT,
        ),
        text_layer("signs", signs, size=biggest * 0.95, colour=palette.ink),
    ]


def _spot_row(spot: Spot, palette: Palette) -> dict[str, Any]:
    extra = 4.0 if spot.is_named else 0.0
    return {
        "code": spot.code,
        "title": spot.title,
        "hint": spot.hint,
        "at": [spot.x_km, spot.y_km],
        "radius": spot.radius_px,
        "ring": spot.radius_px + extra,
        "casing": spot.radius_px + extra + 2.4,
        "fill": rgba(fill_of(spot.cell, palette)),
    }


def _discs(
    name: str,
    rows: list[dict[str, Any]],
    radius: str,
    **more: Any,  # noqa: ANN401  deck.gl's own attributes
) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id=name,
        data=rows,
        get_position="at",
        get_radius=radius,
        radius_units=PIXELS,
        line_width_units=PIXELS,
        **more,
    )


def _name_layers(
    value: ResourceMap, palette: Palette, growth: float
) -> list[pdk.Layer]:
    """Return the names: dark on light cells, light on dark ones, each with a halo."""
    size = 13 + 3 * growth
    inks = [_name_ink(label, size, value, palette) for label in value.labels]
    halo = {LIGHT_INK: DARK_INK, DARK_INK: LIGHT_INK, palette.ink: palette.halo}
    return [
        text_layer(
            f"names_{ink}",
            [
                (label.text, (label.x_km, label.y_km))
                for label, own in zip(value.labels, inks, strict=True)
                if own == ink
            ],
            size=size,
            colour=ink,
            halo=halo[ink],
        )
        for ink in sorted(set(inks))
    ]


def _name_ink(label: Label, size: float, value: ResourceMap, palette: Palette) -> str:
    """Return the ink for the cell on which a whole name stands; else the page's."""
    em_km = size / value.view.px_per_km
    width_km = em_width(label.text) * em_km
    height_km = (label.text.count("\n") + 1) * LINE_EM * em_km
    ground = box(
        label.x_km - width_km / 2,
        label.y_km - height_km / 2,
        label.x_km + width_km / 2,
        label.y_km + height_km / 2,
    )
    outlines = league_city_outlines()
    cells = (one.cell for one in value.regions if outlines[one.code].contains(ground))
    cell = next(cells, None)
    if cell is None or cell >= N_CELLS:
        return palette.ink
    return palette.square_inks[cell]
