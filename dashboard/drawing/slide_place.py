"""Where things of a map stand on a slide, and the shapes that every map has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Final

from dashboard.charts.maps import Label
from dashboard.charts.resource_maps import AnyMap
from dashboard.drawing.map_outlines import rings_of
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_shapes import (
    NOTHING,
    Box,
    Letters,
    Look,
    Point,
    Run,
    body_xml,
    group_xml,
    line_xml,
    shape_xml,
)
from dashboard.drawing.slide_text import LINE_HEIGHT, width_of
from geodata.outlines import Outline

CORNERS: Final = 24
"""Of a circle in the shape that holds all casings."""

SMALLEST_LETTER: Final = 7.0
NAME: Final = 11.0
OVER: Final = 6.0
"""So far a name may reach out of its map on the right, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """From kilometres on the plane to points on the slide."""

    value: AnyMap
    box: Box

    @property
    def scale(self) -> float:
        """Points a pixel of the map's canvas."""
        canvas = self.value.view.canvas
        return min(self.box.width / canvas.width_px, self.box.height / canvas.height_px)

    @property
    def points_per_km(self) -> float:
        """How long a kilometre is."""
        return self.value.view.px_per_km * self.scale

    def at(self, x_km: float, y_km: float) -> Point:
        """Return where that place of the plane is."""
        view = self.value.view
        return (
            self.box.left
            + self.box.width / 2
            + (x_km - view.centre_x_km) * self.points_per_km,
            self.box.top
            + self.box.height / 2
            + (y_km - view.centre_y_km) * self.points_per_km,
        )

    def rings(self, outline: Outline) -> Iterator[list[Point]]:
        """Yield the rings of *outline* on the slide."""
        for ring in rings_of(outline):
            yield [self.at(x, y) for x, y in ring]


def put_groups(board: Board, box: Box, groups: dict[str, list[str]]) -> None:
    """Put *groups* of shapes above one another, each under its name; empty ones not."""
    board.add(
        *(
            group_xml(board.say(f"slides.map_{name}"), box, shapes)
            for name, shapes in groups.items()
            if shapes
        )
    )


def round_box(middle: Point, radius: float) -> Box:
    """Return the box around a circle."""
    x, y = middle
    return Box(left=x - radius, top=y - radius, width=2 * radius, height=2 * radius)


def circle(middle: Point, radius: float) -> list[Point]:
    """Return a circle as a ring of corners."""
    x, y = middle
    turns = (radians(360 / CORNERS * step) for step in range(CORNERS))
    return [(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns]


def leader(board: Board, title: str, home: Point, disc: Point) -> str:
    """Return the line from where a park is to where its disc had to go."""
    look = Look(line=board.palette.ink, line_width=0.75)
    return line_xml(board.say("slides.shape_leader", name=title), home, disc, look=look)


def letter_size(radius: float) -> float:
    """Return the size of a letter on a disc."""
    return max(SMALLEST_LETTER, round(radius * 2.2) / 2)


def centred(board: Board, text: str, letters: Letters) -> str:
    """Return words in the middle of their shape, which they may leave."""
    lines = [[Run(line, letters)] for line in text.split("\n")]
    return body_xml(lines, face=board.face, align="ctr", anchor="ctr", is_wrapped=False)


def name_shapes(
    labels: Sequence[Label],
    inks: Sequence[str],
    board: Board,
    place: Place,
    *,
    grounds: Sequence[Look] = (),
) -> list[str]:
    """Return the names of places, each in its ink and in the middle of its place."""
    below = grounds or [NOTHING] * len(labels)
    return [
        _name(label, ink, look, board, place)
        for label, ink, look in zip(labels, inks, below, strict=True)
    ]


def _name(label: Label, ink: str, look: Look, board: Board, place: Place) -> str:
    x, y = place.at(label.x_km, label.y_km)
    lines = label.text.split("\n")
    width = max(width_of(line, size=NAME) for line in lines) + 2
    height = NAME * LINE_HEIGHT * len(lines)
    # The longest names of the outermost places would reach into what stands beside.
    left = max(place.box.left, min(x - width / 2, place.box.right + OVER - width))
    box = Box(left=left, top=y - height / 2, width=width, height=height)
    words = centred(board, label.text, board.letters(NAME, colour=ink, is_bold=True))
    name = board.say("slides.shape_name", name=lines[0])
    return shape_xml(name, box, look=look, text=words)
