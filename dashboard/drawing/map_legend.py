"""The legend and the corner lines of a map, drawn inside its canvas."""

from dataclasses import dataclass, field
from typing import Any, Final

import pydeck as pdk

from dashboard.charts.maps import DISC_RADIUS_PX, TIER_SCALE, Map, View
from dashboard.drawing.map_text import Text, text_layer
from dashboard.theme import Palette, rgba, shade
from queries.vocabulary import Tier

SWATCH_PX: Final = (24.0, 15.0)
"""Width and height of a colour field."""


@dataclass(slots=True)
class _Sheet:
    """What the legend has put on the canvas so far."""

    view: View
    palette: Palette
    growth: float
    y_px: float = 16.0
    fields: list[dict[str, Any]] = field(default_factory=list)
    discs: list[dict[str, Any]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def step_px(self) -> float:
        return 21.0 + 7.0 * self.growth

    def say(self, text: str, *, x_px: float) -> None:
        self.texts.append((text, self.view.at(x_px, self.y_px)))

    def swatch(self, fill: list[int], line: list[int], width: float) -> None:
        wide, high = (size * (1 + 0.2 * self.growth) for size in SWATCH_PX)
        left, top, bottom = 16.0, self.y_px - high / 2, self.y_px + high / 2
        corners = (
            (left, top),
            (left + wide, top),
            (left + wide, bottom),
            (left, bottom),
        )
        self.fields.append(
            {
                "outline": [list(self.view.at(x, y)) for x, y in corners],
                "fill": fill,
                "line": line,
                "width": width,
            }
        )

    def disc(self, radius: float, *, is_filled: bool) -> None:
        fill = rgba(self.palette.classes[3]) if is_filled else [0, 0, 0, 0]
        at = list(self.view.at(28.0 + 2 * self.growth, self.y_px))
        self.discs.append({"at": at, "radius": radius, "fill": fill})


def legend_layers(value: Map, *, palette: Palette, growth: float) -> list[pdk.Layer]:
    """Return the layers of the legend, top left, and of the notes, bottom right."""
    sheet = _Sheet(value.view, palette, growth)
    _classes(sheet, value)
    _tiers(sheet, value)
    size = 12 + 2.5 * growth
    return [
        _fields(sheet),
        _discs(sheet),
        text_layer(
            "legend",
            sheet.texts,
            size=size,
            colour=palette.ink2,
            weight=400,
            anchor="start",
        ),
        text_layer(
            "notes",
            _notes(value, growth=growth),
            size=size * 0.92,
            colour=palette.ink3,
            weight=400,
            anchor="end",
        ),
    ]


def _classes(sheet: _Sheet, value: Map) -> None:
    legend, palette = value.legend, sheet.palette
    text_x = 50.0 + 8 * sheet.growth
    if not legend.title:
        return
    sheet.say(legend.title, x_px=16.0)
    edge = rgba(palette.map_edge)
    for index, words in enumerate(legend.classes):
        sheet.y_px += sheet.step_px
        fill = shade(palette, index, n_classes=len(legend.classes))
        sheet.swatch(rgba(fill), edge, 1)
        sheet.say(words, x_px=text_x)
    if legend.missing:
        sheet.y_px += sheet.step_px
        sheet.swatch(rgba(palette.missing), edge, 1)
        sheet.say(legend.missing, x_px=text_x)
    sheet.y_px += sheet.step_px * 0.3


def _tiers(sheet: _Sheet, value: Map) -> None:
    text_x = 50.0 + 8 * sheet.growth
    base = (
        DISC_RADIUS_PX[0] * 0.8
        + (DISC_RADIUS_PX[1] - DISC_RADIUS_PX[0]) * 0.6 * sheet.growth
    )
    for tier, words in value.legend.tiers:
        sheet.y_px += sheet.step_px
        radius = base * TIER_SCALE[tier]
        sheet.disc(radius, is_filled=True)
        if tier is Tier.NATIONAL:
            sheet.disc(radius + 3.4, is_filled=False)
        sheet.say(words, x_px=text_x)
    if value.legend.marked:
        sheet.y_px += sheet.step_px
        sheet.swatch([0, 0, 0, 0], rgba(sheet.palette.alarm), 2)
        sheet.say(value.legend.marked, x_px=text_x)
    if value.zones:
        sheet.y_px += sheet.step_px
        sheet.disc(3.0, is_filled=True)
        sheet.say(value.legend.zone, x_px=text_x)


def _fields(sheet: _Sheet) -> pdk.Layer:
    return pdk.Layer(
        "PolygonLayer",
        id="legend_fields",
        data=sheet.fields,
        get_polygon="outline",
        get_fill_color="fill",
        get_line_color="line",
        get_line_width="width",
        line_width_units=pdk.types.String("pixels"),
    )


def _discs(sheet: _Sheet) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id="legend_discs",
        data=sheet.discs,
        get_position="at",
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        get_fill_color="fill",
        stroked=True,
        get_line_color=rgba(sheet.palette.disc_outline),
        get_line_width=1.3,
        line_width_units=pdk.types.String("pixels"),
    )


def _notes(value: Map, *, growth: float) -> list[Text]:
    step, canvas = 17.0 + 4 * growth, value.view.canvas
    last = canvas.height_px - 14.0
    first = last - step * (len(value.notes) - 1)
    return [
        (line, value.view.at(canvas.width_px - 14.0, first + step * index))
        for index, line in enumerate(value.notes)
    ]
