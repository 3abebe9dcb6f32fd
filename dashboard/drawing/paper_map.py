"""A map of the screen by another pen: the same layers and names, without a browser.

What is drawn is the specification that a browser gets, so that paper and screen cannot
differ; a layer of a kind that is not known is an error. North and scale are added.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.charts.maps import Map
from dashboard.charts.resource_maps import AnyMap
from dashboard.drawing import screen_map, screen_resource_map
from dashboard.drawing.label_columns import em_width
from dashboard.drawing.map_outlines import outlines_named, rings_of
from dashboard.drawing.paper_axes import Box
from dashboard.drawing.pen import (
    LINE_HEIGHT,
    Align,
    Paint,
    Pen,
    Point,
    Words,
    put_words,
)
from dashboard.text import Speaker
from dashboard.theme import Palette
from queries.vocabulary import Grade

CHOSEN: Final = re.compile(r"adcode=='(\w+)'\?(\[[^\]]*\])")
DEFAULT: Final = re.compile(r"(\[[^\]]*\])\)*$")
"""How a fill is looked up by code in the specification, and what is left for others."""

GRADES_PX: Final = 34.0
"""The strip below a map that says what its letters mean."""

SIDES: Final[dict[str, Align]] = {"start": "left", "middle": "center", "end": "right"}

LENGTHS_KM: Final = (10, 20, 50, 100, 200, 500)
BAR_MOST_PX: Final = 130.0
CHIP_PAD_PX: Final = 4.0


@dataclass(frozen=True, slots=True)
class Ground:
    """From kilometres on the plane to points of the pen."""

    pen: Pen
    value: AnyMap
    left: float
    top: float
    scale: float
    hints: Mapping[str, str]

    def at(self, place: Sequence[float]) -> Point:
        """Return where a place of the plane is."""
        view = self.value.view
        x_px = view.canvas.width_px / 2 + (place[0] - view.centre_x_km) * view.px_per_km
        y_px = (
            view.canvas.height_px / 2 + (place[1] - view.centre_y_km) * view.px_per_km
        )
        return self.at_px(x_px, y_px)

    def at_px(self, x_px: float, y_px: float) -> Point:
        """Return where a pixel of the canvas is."""
        return self.left + x_px * self.scale, self.top + y_px * self.scale


def height_of(value: AnyMap, width: float) -> float:
    """Return how high *value* is when it is *width* wide, in the same unit."""
    canvas = value.view.canvas
    return width * (canvas.height_px + _strip(value)) / canvas.width_px


def _strip(value: AnyMap) -> float:
    return GRADES_PX if isinstance(value, Map) and value.marks else 0.0


def put_map(
    pen: Pen, value: AnyMap, box: Box, *, palette: Palette, say: Speaker
) -> None:
    """Draw *value* as large as *box* allows, in the middle of it.

    Raises:
        KeyError: The map holds a layer that paper does not draw.
    """
    canvas = value.view.canvas
    high_px = canvas.height_px + _strip(value)
    scale = min(box.width / canvas.width_px, box.height / high_px)
    left = box.left + (box.width - canvas.width_px * scale) / 2
    ground = Ground(pen, value, left, box.top, scale, dict(_hints(value)))
    deck = json.loads(_deck(value, palette).to_json())
    for layer in deck["layers"]:
        LAYERS[layer["@@type"]](ground, layer)
    _put_north(ground, palette)
    _put_scale(ground, palette, say)
    if isinstance(value, Map) and value.marks:
        _put_grades(ground, value, palette, say)


def _deck(value: AnyMap, palette: Palette) -> Any:  # noqa: ANN401  pydeck is untyped
    if isinstance(value, Map):
        return screen_map.drawn(value, palette=palette, growth=0.0)
    return screen_resource_map.drawn(value, palette=palette, growth=0.0)


def _hints(value: AnyMap) -> Iterator[tuple[str, str]]:
    areas = value.areas if isinstance(value, Map) else value.regions
    for area in areas:
        yield area.code, _hint({"title": area.title, "hint": area.hint})


def _hint(row: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (row.get("title", ""), row.get("hint", ""))))


def _colour(rgba: Sequence[int]) -> tuple[str, float]:
    """Return a colour and how opaque it is; clear ones have no name."""
    red, green, blue, alpha = (*rgba, 255)[:4]
    if alpha == 0:
        return "", 1.0
    return f"#{red:02X}{green:02X}{blue:02X}", alpha / 255


def _value(layer: dict[str, Any], key: str, row: dict[str, Any], default: Any) -> Any:  # noqa: ANN401  deck.gl's own attributes
    """Return an attribute of one row: its own, or that of the layer."""
    value = layer.get(key, default)
    if isinstance(value, str) and value.startswith("@@="):
        return row[value.removeprefix("@@=")]
    return value


def _put_areas(ground: Ground, layer: dict[str, Any]) -> None:
    name = layer["data"].rsplit("/", 1)[-1].removesuffix(".json")
    fills = _by_code(layer.get("getFillColor", [0, 0, 0, 0]))
    lines = _by_code(layer.get("getLineColor", [0, 0, 0, 0]))
    width = layer.get("getLineWidth", 1) * ground.scale
    for code, outline in outlines_named(name).items():
        fill, _ = _colour(fills(code)) if layer.get("filled", True) else ("", 1.0)
        line, _ = _colour(lines(code))
        if fill or line:
            rings = [[ground.at(place) for place in ring] for ring in rings_of(outline)]
            hint = ground.hints.get(code, "")
            paint = Paint(fill=fill, line=line, width=width)
            ground.pen.shape(rings, paint, hint=hint)


def _by_code(chosen: str | list[int]) -> Callable[[str], list[int]]:
    if not isinstance(chosen, str):
        return lambda _: chosen
    found = {code: json.loads(rgba) for code, rgba in CHOSEN.findall(chosen)}
    rest = DEFAULT.search(chosen)
    default = json.loads(rest[1]) if rest else [0, 0, 0, 0]
    return lambda code: found.get(code, default)


def _put_discs(ground: Ground, layer: dict[str, Any]) -> None:
    for row in layer["data"]:
        fill, opacity = _colour(_value(layer, "getFillColor", row, [0, 0, 0, 255]))
        line, _ = _colour(_value(layer, "getLineColor", row, [0, 0, 0, 255]))
        middle = ground.at(_value(layer, "getPosition", row, None))
        radius = _value(layer, "getRadius", row, 1.0) * ground.scale
        width = _value(layer, "getLineWidth", row, 1.0) * ground.scale
        if layer.get("filled", True) and fill:
            paint = Paint(fill=fill, opacity=opacity)
            ground.pen.disc(middle, radius, paint, hint=_hint(row))
        if layer.get("stroked", False):
            ground.pen.disc(middle, radius, Paint(line=line, width=width))


def _put_lines(ground: Ground, layer: dict[str, Any]) -> None:
    for row in layer["data"]:
        ends = ("getSourcePosition", "getTargetPosition")
        points = [ground.at(_value(layer, end, row, None)) for end in ends]
        _put_path(ground, layer, row, points)


def _put_paths(ground: Ground, layer: dict[str, Any]) -> None:
    for row in layer["data"]:
        places = _value(layer, "getPath", row, ())
        _put_path(ground, layer, row, [ground.at(place) for place in places])


def _put_path(
    ground: Ground, layer: dict[str, Any], row: dict[str, Any], points: Sequence[Point]
) -> None:
    colour, opacity = _colour(_value(layer, "getColor", row, [0, 0, 0, 255]))
    width = _value(layer, "getWidth", row, 1.0) * ground.scale
    ground.pen.line(points, colour=colour, width=width, opacity=opacity)


def _put_polygons(ground: Ground, layer: dict[str, Any]) -> None:
    for row in layer["data"]:
        ring = [ground.at(place) for place in _value(layer, "getPolygon", row, ())]
        fill, opacity = _colour(_value(layer, "getFillColor", row, [0, 0, 0, 255]))
        line, _ = _colour(_value(layer, "getLineColor", row, [0, 0, 0, 255]))
        width = _value(layer, "getLineWidth", row, 1.0) * ground.scale
        paint = Paint(fill=fill, line=line, width=width, opacity=opacity)
        ground.pen.shape([ring], paint, hint=_hint(row))


def _put_texts(ground: Ground, layer: dict[str, Any]) -> None:
    halo = ""
    if layer.get("outlineWidth"):
        halo, _ = _colour(layer["outlineColor"])
    for row in layer["data"]:
        text = _value(layer, "getText", row, "")
        at = ground.at(_value(layer, "getPosition", row, None))
        colour, _ = _colour(_value(layer, "getColor", row, [0, 0, 0, 255]))
        how = Words(
            size=_value(layer, "getSize", row, 12) * ground.scale,
            colour=colour,
            align=SIDES[layer.get("getTextAnchor", "middle")],
            halo=halo,
            is_bold=layer.get("fontWeight", 400) >= 600,  # noqa: PLR2004  what browsers draw bold
        )
        if layer.get("background"):
            _put_chip(ground, layer, at, text, how)
        put_words(ground.pen, at, text, how)


def _put_chip(
    ground: Ground, layer: dict[str, Any], at: Point, text: str, how: Words
) -> None:
    """Draw the plate behind words that lie on every colour of the map."""
    pad = CHIP_PAD_PX * ground.scale
    wide = em_width(text) * how.size / 2 + pad
    high = how.size * LINE_HEIGHT / 2
    (x, y), fill = at, _colour(layer["getBackgroundColor"])[0]
    ring = [(x - wide, y - high), (x + wide, y - high)]
    whole = [*ring, (x + wide, y + high), (x - wide, y + high)]
    ground.pen.shape([whole], Paint(fill=fill))


LAYERS: Final[Mapping[str, Callable[[Ground, dict[str, Any]], None]]] = {
    "GeoJsonLayer": _put_areas,
    "ScatterplotLayer": _put_discs,
    "LineLayer": _put_lines,
    "PathLayer": _put_paths,
    "PolygonLayer": _put_polygons,
    "TextLayer": _put_texts,
}
"""What a map of the screen is made of."""


def _put_north(ground: Ground, palette: Palette) -> None:
    """Draw an arrow, top right: on this plane the north is up at 112° east."""
    x = ground.value.view.canvas.width_px - 26.0
    arrow = [(x, 30.0), (x + 8, 60.0), (x, 53.0), (x - 8, 60.0)]
    ring = [ground.at_px(*point) for point in arrow]
    ground.pen.shape([ring], Paint(fill=palette.ink))
    how = Words(
        size=14 * ground.scale, colour=palette.ink, align="center", is_bold=True
    )
    put_words(ground.pen, ground.at_px(x, 19.0), "N", how)


def _put_scale(ground: Ground, palette: Palette, say: Speaker) -> None:
    """Draw a bar of a round number of kilometres, bottom left."""
    view = ground.value.view
    fits = [one for one in LENGTHS_KM if one * view.px_per_km <= BAR_MOST_PX]
    length = max(fits, default=LENGTHS_KM[0])
    y, end = view.canvas.height_px - 14.0, 16.0 + length * view.px_per_km
    bar = [(16.0, y - 6), (16.0, y), (end, y), (end, y - 6)]
    ground.pen.line(
        [ground.at_px(*point) for point in bar],
        colour=palette.ink,
        width=1.4 * ground.scale,
    )
    how = Words(size=12 * ground.scale, colour=palette.ink2, anchor="bottom")
    words = say("drawing.kilometres", n=length)
    put_words(ground.pen, ground.at_px(16.0, y - 7), words, how)


def _put_grades(ground: Ground, value: Map, palette: Palette, say: Speaker) -> None:
    """Say below the map what each letter means, and how many parks have it."""
    counts = Counter(mark.grade for mark in value.marks)
    canvas = value.view.canvas
    step = canvas.width_px / len(Grade)
    y = canvas.height_px + GRADES_PX / 2
    for at, grade in enumerate(Grade):
        x, colours = 26.0 + at * step, palette.grades[grade]
        middle = ground.at_px(x, y)
        paint = Paint(
            fill=colours.fill, line=palette.disc_outline, width=1.3 * ground.scale
        )
        ground.pen.disc(middle, 10 * ground.scale, paint)
        size = 12 * ground.scale
        letter = "—" if grade is Grade.U else grade.value
        how = Words(size=size, colour=colours.letter, align="center", is_bold=True)
        put_words(ground.pen, middle, letter, how)
        words = say("drawing.graded", grade=say(f"grade.{grade}"), n=counts[grade])
        at_words = ground.at_px(x + 17.0, y)
        put_words(ground.pen, at_words, words, Words(size=size, colour=palette.ink2))
