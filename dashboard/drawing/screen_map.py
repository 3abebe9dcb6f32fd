"""Maps on screen: a ``Map`` value becomes a pydeck ``Deck``.

The view is flat and fixed (Albers kilometres, no pan, no zoom): what stands on the
screen is what an export shows. Outlines are static files that the browser keeps.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from dashboard.charts.maps import Area, Map, Mark
from dashboard.drawing.map_legend import legend_layers
from dashboard.drawing.map_text import text_layer
from dashboard.theme import Palette, rgba, shade
from queries.vocabulary import Grade, Tier

OUTLINES: Final = "app/static/outlines/{layer}.json"
"""Served by Streamlit beside the page, relative to it: a proxy's prefix holds."""

AREAS: Final = "areas"
MARKS: Final = "marks"
"""Layer names by which a click is understood."""

TOOLTIP: Final = "<b>{title}</b><br/>{hint}"

HIGHLIGHT: Final = rgba("#FFFFFF", 60)
"""Laid over the disc under the pointer: its grade's colour still shows.

One for both themes; without it deck.gl lays on a blue that is no grade's.
"""

PARSED_AS_TEXT: Final = pdk.types.String
"""pydeck would read a bare word as the name of a column."""


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck is untyped
    """A deck whose JSON has no indentation: a quarter of the bytes.

    Without indentation Python also writes it five times faster.
    """

    def to_json(self) -> str:
        """Return the specification in as few characters as it takes."""
        return json.dumps(
            self,
            default=default_serialize,
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A finished map: what a browser gets, and what stands around it.

    ``name`` tells layers apart: a click is understood by it.
    """

    name: str
    height_px: int
    n_marks: int
    specification: str
    tooltip: str


class FinishedDeck(pdk.Deck):  # type: ignore[misc]  # pydeck is untyped
    """A deck whose JSON is there already: nothing is built, nothing is written."""

    def __init__(self, picture: Picture) -> None:
        """Take the JSON of *picture*."""
        self._specification = picture.specification
        self._tooltip = json.loads(picture.tooltip)

    def to_json(self) -> str:
        """Return the specification as it was written."""
        return self._specification


def picture(value: Map, *, palette: Palette, growth: float) -> Picture:
    """Return *value* as a browser gets it; *growth* as in ``drawn``."""
    deck = drawn(value, palette=palette, growth=growth)
    return Picture(
        name=value.layer,
        height_px=value.view.canvas.height_px,
        n_marks=len(value.marks),
        specification=deck.to_json(),
        tooltip=json.dumps(tooltip(palette)),
    )


def drawn(value: Map, *, palette: Palette, growth: float) -> pdk.Deck:
    """Return *value* as a deck; *growth* is 0 on a small screen, 1 on a big one."""
    view = value.view
    return CompactDeck(
        layers=[
            _area_layer(value, palette=palette),
            *_marked_layers(value, palette=palette),
            *_zone_layers(value, palette=palette),
            _leader_layer(value.marks, palette=palette),
            *_mark_layers(value.marks, palette=palette),
            text_layer(
                "names",
                [(label.text, (label.x_km, label.y_km)) for label in value.labels],
                size=13 + 3 * growth,
                colour=palette.ink,
                halo=palette.halo,
            ),
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


def clicked(selection: dict[str, list[dict[str, Any]]]) -> tuple[str, str] | None:
    """Return (layer, code) of what a click hit; ``None`` on empty ground.

    The object is found by its code, never by its place in a list.
    """
    for layer in (MARKS, AREAS):
        for hit in selection.get(layer, []):
            return layer, str(hit.get("code") or hit["properties"]["adcode"])
    return None


def tooltip(palette: Palette) -> dict[str, Any]:
    """Return how a hint looks; whatever can be pointed at has title and hint."""
    style = {
        "backgroundColor": palette.page,
        "color": palette.ink,
        "border": f"1px solid {palette.line}",
        "borderRadius": "6px",
        "padding": "8px 12px",
        "fontSize": "14px",
        "lineHeight": "1.6",
        "whiteSpace": "pre-line",
        "zIndex": "10",
    }
    return {"html": TOOLTIP, "style": style}


def _area_layer(value: Map, *, palette: Palette) -> pdk.Layer:
    """Fill the areas; deck.gl looks at a new expression only when it is a trigger."""
    n_classes = len(value.legend.classes)
    fills = {
        area.code: _fill(area, palette, n_classes=n_classes) for area in value.areas
    }
    fill = by_code(fills, default=rgba(palette.missing))
    return pdk.Layer(
        "GeoJsonLayer",
        id=AREAS,
        data=OUTLINES.format(layer=value.layer),
        get_fill_color=fill,
        update_triggers={"getFillColor": fill},
        get_line_color=rgba(palette.map_edge),
        get_line_width=1,
        line_width_units=PARSED_AS_TEXT("pixels"),
        line_joint_rounded=True,
        pickable=True,
    )


def _marked_layers(value: Map, *, palette: Palette) -> list[pdk.Layer]:
    """Outline the areas that the headline names, above all their neighbours.

    The layer is called after them: deck.gl keeps the outlines of a layer that it
    knows by its name.
    """
    marked = [area.code for area in value.areas if area.is_marked]
    if not marked:
        return []
    lines = dict.fromkeys(marked, rgba(palette.alarm))
    return [
        pdk.Layer(
            "GeoJsonLayer",
            id=f"marked_{'_'.join(marked)}",
            data=OUTLINES.format(layer=value.layer),
            filled=False,
            get_line_color=by_code(lines, default=[0, 0, 0, 0]),
            get_line_width=2.5,
            line_width_units=PARSED_AS_TEXT("pixels"),
            line_joint_rounded=True,
        )
    ]


def _fill(area: Area, palette: Palette, *, n_classes: int) -> list[int]:
    if area.fill_class is None:
        return rgba(palette.missing)
    return rgba(shade(palette, area.fill_class, n_classes=n_classes))


def by_code(values: dict[str, list[int]], *, default: list[int]) -> str:
    """Return a deck.gl expression that looks a value up by ``properties.adcode``."""
    expression = json.dumps(default)
    for code, chosen in values.items():
        expression = f"properties.adcode=='{code}'?{json.dumps(chosen)}:({expression})"
    return expression


def _zone_layers(value: Map, *, palette: Palette) -> list[pdk.Layer]:
    if not value.zones:
        return []
    rows = [
        {
            "at": [zone.x_km, zone.y_km],
            "title": zone.title,
            "hint": zone.hint,
            "fill": rgba(palette.zone, 255 if zone.is_exact else 0),
        }
        for zone in value.zones
    ]
    return [
        _discs(
            "zones",
            rows,
            radius=3.0,
            get_fill_color="fill",
            stroked=True,
            get_line_color=rgba(palette.zone),
            get_line_width=1.2,
            pickable=True,
        )
    ]


def _leader_layer(marks: Sequence[Mark], *, palette: Palette) -> pdk.Layer:
    rows = [
        {"from": [mark.home_x_km, mark.home_y_km], "to": [mark.x_km, mark.y_km]}
        for mark in marks
        if mark.is_moved
    ]
    return pdk.Layer(
        "LineLayer",
        id="leaders",
        data=rows,
        get_source_position="from",
        get_target_position="to",
        get_color=rgba(palette.ink),
        get_width=1,
        width_units=PARSED_AS_TEXT("pixels"),
    )


def _mark_layers(marks: Sequence[Mark], *, palette: Palette) -> list[pdk.Layer]:
    rows = [_mark_row(mark, palette) for mark in marks]
    ringed = [
        {"at": row["at"], "ring": row["ring"]}
        for mark, row in zip(marks, rows, strict=True)
        if mark.tier is Tier.NATIONAL
    ]
    cased = [{"at": row["at"], "casing": row["casing"]} for row in rows]
    outline = {
        "stroked": True,
        "get_line_color": rgba(palette.disc_outline),
        "get_line_width": 1.3,
    }
    return [
        _discs("casing", cased, radius="casing", get_fill_color=rgba(palette.casing)),
        _discs("ring", ringed, radius="ring", filled=False, **outline),
        _discs(
            MARKS,
            rows,
            radius="radius",
            get_fill_color="fill",
            pickable=True,
            auto_highlight=True,
            highlight_color=HIGHLIGHT,
            **outline,
        ),
        _letters(marks, palette=palette),
    ]


def _letters(marks: Sequence[Mark], *, palette: Palette) -> pdk.Layer:
    texts = [
        (_letter(mark.grade), (mark.x_km, mark.y_km), palette.grades[mark.grade].letter)
        for mark in marks
    ]
    biggest = max((mark.radius_px for mark in marks), default=0)
    return text_layer("letters", texts, size=biggest * 0.95, colour=palette.ink)


def _mark_row(mark: Mark, palette: Palette) -> dict[str, Any]:
    extra = 3.4 if mark.tier is Tier.NATIONAL else 0.0
    return {
        "code": mark.code,
        "title": mark.title,
        "hint": mark.hint,
        "at": [mark.x_km, mark.y_km],
        "radius": mark.radius_px,
        "ring": mark.radius_px + extra,
        "casing": mark.radius_px + extra + 2.4,
        "fill": rgba(palette.grades[mark.grade].fill),
    }


def _letter(grade: Grade) -> str:
    return "—" if grade is Grade.U else grade.value


def _discs(
    name: str,
    rows: list[dict[str, Any]],
    *,
    radius: str | float,
    **more: Any,  # noqa: ANN401  deck.gl's own attributes
) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id=name,
        data=rows,
        get_position="at",
        get_radius=radius,
        radius_units=PARSED_AS_TEXT("pixels"),
        line_width_units=PARSED_AS_TEXT("pixels"),
        **more,
    )
