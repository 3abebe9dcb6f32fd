"""The square legend of a map of two quantities, drawn inside its canvas."""

from dataclasses import dataclass, field
from typing import Any, Final

import pydeck as pdk

from dashboard.charts.resource_maps import (
    N_CELLS,
    N_COLUMNS,
    UNKNOWN_SIGN,
    ResourceMap,
    sign_of,
)
from dashboard.drawing.map_text import Text, text_layer
from dashboard.theme import Palette, rgba

SIDE_PX: Final = (42.0, 54.0)
"""How wide and high a cell is, on a small and on a big screen."""

LEFT_PX: Final = (96.0, 124.0)
"""Room for the words of the rows."""

TOP_PX: Final = (34.0, 42.0)
BEYOND_GAP_PX: Final = 5.0
BEYOND_SHARE: Final = 0.62
"""The row of those beyond number is lower, and stands apart from the square."""

HATCH_PX: Final = 7.0

Point = tuple[float, float]


def fill_of(cell: int | None, palette: Palette) -> str:
    """Return the colour of a cell; greys where there is no number for the second."""
    if cell is None:
        return palette.missing
    if cell < N_CELLS:
        return palette.square[cell]
    return palette.classes[2 * (cell - N_CELLS)]


def ink_of(cell: int | None, palette: Palette) -> str:
    """Return a colour that can be read on a cell."""
    if cell is None or cell >= N_CELLS:
        return palette.ink
    return palette.square_inks[cell]


@dataclass(slots=True)
class _Sheet:
    """What the legend has put on the canvas so far."""

    value: ResourceMap
    palette: Palette
    growth: float
    fields: list[dict[str, Any]] = field(default_factory=list)
    hatches: list[dict[str, Any]] = field(default_factory=list)
    middle: list[Text] = field(default_factory=list)
    right: list[Text] = field(default_factory=list)
    left: list[Text] = field(default_factory=list)

    def px(self, sizes: tuple[float, float]) -> float:
        small, big = sizes
        return small + (big - small) * self.growth

    def at(self, x: float, y: float) -> Point:
        return self.value.view.at(x, y)

    def cell(self, cell: int, x: float, y: float, height: float) -> None:
        side = self.px(SIDE_PX)
        corners = ((x, y), (x + side, y), (x + side, y + height), (x, y + height))
        self.fields.append(
            {
                "outline": [list(self.at(*corner)) for corner in corners],
                "fill": rgba(fill_of(cell, self.palette)),
            }
        )
        if cell >= N_CELLS:
            self.hatch(x, y, side, height)
        n_places = self.value.square.counts[cell]
        words = f"{sign_of(cell)} · {n_places}" if n_places else sign_of(cell)
        centre = self.at(x + side / 2, y + height / 2)
        self.middle.append((words, centre, ink_of(cell, self.palette)))

    def hatch(self, x: float, y: float, wide: float, high: float) -> None:
        offset = HATCH_PX
        while offset < wide + high:
            start = (x + max(0.0, offset - high), y + min(offset, high))
            end = (x + min(offset, wide), y + max(0.0, offset - wide))
            path = [list(self.at(*start)), list(self.at(*end))]
            self.hatches.append({"path": path})
            offset += HATCH_PX


def legend_layers(
    value: ResourceMap, *, palette: Palette, growth: float
) -> list[pdk.Layer]:
    """Return the square, top left, and the notes, bottom right."""
    sheet = _Sheet(value, palette, growth)
    _square(sheet)
    size = 12 + 2.5 * growth
    texts = (
        ("square_signs", sheet.middle, "middle", palette.ink, 700),
        ("square_rows", sheet.right, "end", palette.ink2, 400),
        ("square_lines", sheet.left, "start", palette.ink2, 400),
    )
    return [
        _fields(sheet),
        _hatches(sheet),
        *(
            text_layer(
                name, rows, size=size, colour=colour, weight=weight, anchor=anchor
            )
            for name, rows, anchor, colour, weight in texts
        ),
        text_layer(
            "notes",
            _notes(value, growth),
            size=size * 0.92,
            colour=palette.ink3,
            weight=400,
            anchor="end",
        ),
    ]


def _square(sheet: _Sheet) -> None:
    square, side = sheet.value.square, sheet.px(SIDE_PX)
    left, top = sheet.px(LEFT_PX), sheet.px(TOP_PX)
    sheet.left.append((f"{square.y_title} ↑", sheet.at(12.0, top * 0.45)))
    if square.beyond:
        top = _beyond(sheet, left, top)
    for line in range(N_COLUMNS):
        y = top + (N_COLUMNS - 1 - line) * side
        words = square.y_classes[line]
        sheet.right.append((words, sheet.at(left - 7, y + side / 2)))
        for column in range(N_COLUMNS):
            sheet.cell(N_COLUMNS * line + column, left + column * side, y, side)
    _below(sheet, left, top + N_COLUMNS * side)


def _beyond(sheet: _Sheet, left: float, top: float) -> float:
    """Draw the row above the square; return where the square begins."""
    side = sheet.px(SIDE_PX)
    height = side * BEYOND_SHARE
    for column in range(N_COLUMNS):
        sheet.cell(N_CELLS + column, left + column * side, top, height)
    words = sheet.value.square.beyond
    sheet.right.append((words, sheet.at(left - 7, top + height / 2)))
    return top + height + BEYOND_GAP_PX


def _below(sheet: _Sheet, left: float, bottom: float) -> None:
    square, side, step = sheet.value.square, sheet.px(SIDE_PX), 17 + 4 * sheet.growth
    stagger = 0.0
    for column, words in enumerate(square.x_classes):
        x = left + (column + 0.5) * side
        # Every other word one line lower: bounds are wider than a cell.
        stagger = step * 0.92 if column % 2 else 0.0
        sheet.middle.append((words, sheet.at(x, bottom + step * 0.7 + stagger), ""))
    y = bottom + step * 2.7
    title = f"{square.x_title} →"
    sheet.middle.append((title, sheet.at(left + 1.5 * side, y), ""))
    lines = list(square.lines)
    if square.n_unknown:
        lines.insert(0, f"{UNKNOWN_SIGN} {square.unknown} · {square.n_unknown}")
    for words in lines:
        y += step
        sheet.left.append((words, sheet.at(12.0, y + step * 0.25)))
    # An empty colour stands for the legend's own.
    sheet.middle = [
        (text, place, colour[0] if colour and colour[0] else sheet.palette.ink2)
        for text, place, *colour in sheet.middle
    ]


def _fields(sheet: _Sheet) -> pdk.Layer:
    return pdk.Layer(
        "PolygonLayer",
        id="square_fields",
        data=sheet.fields,
        get_polygon="outline",
        get_fill_color="fill",
        get_line_color=rgba(sheet.palette.map_edge),
        get_line_width=0.8,
        line_width_units=pdk.types.String("pixels"),
    )


def _hatches(sheet: _Sheet) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer",
        id="square_hatches",
        data=sheet.hatches,
        get_path="path",
        get_color=rgba(sheet.palette.map_edge, 190),
        get_width=1,
        width_units=pdk.types.String("pixels"),
    )


def _notes(value: ResourceMap, growth: float) -> list[Text]:
    step, canvas = 17.0 + 4 * growth, value.view.canvas
    first = canvas.height_px - 14.0 - step * (len(value.notes) - 1)
    return [
        (line, value.view.at(canvas.width_px - 14.0, first + step * index))
        for index, line in enumerate(value.notes)
    ]
