"""How to read a map on a slide: grades, shades, tiers, north and scale."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from dashboard.charts.maps import TIER_SCALE, Map
from dashboard.charts.resource_maps import AnyMap
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_shapes import (
    Box,
    Look,
    Run,
    body_xml,
    outline_xml,
    shape_xml,
)
from dashboard.drawing.slide_text import LINE_HEIGHT, fitting_size
from dashboard.theme import shade
from queries.vocabulary import Grade, Tier

STEP: Final = 16.5
TEXT: Final = 10.5
NOTE: Final = 9.0
SIGN: Final = 22.0
"""Room left of the words for what they explain."""

WIDTH: Final = 150.0

LENGTHS_KM: Final = (10, 20, 50, 100, 200, 500)
"""What a scale bar may stand for."""

BAR_MOST: Final = 90.0

NORTH: Final = 24.0


@dataclass(slots=True)
class _Column:
    """What stands below one another, from the top of a map's left side."""

    board: Board
    left: float
    top: float
    shapes: list[str] = field(default_factory=list)

    def words(self, text: str, *, is_bold: bool = False, indent: float = 0.0) -> None:
        ink = self.board.palette.ink if is_bold else self.board.palette.ink2
        width = WIDTH - indent
        box = Box(left=self.left + indent, top=self.top, width=width, height=STEP)
        size = fitting_size(
            text, width=width, height=STEP, largest=TEXT, smallest=TEXT - 2.5
        )
        runs = [Run(text, self.board.letters(size, colour=ink, is_bold=is_bold))]
        body = body_xml([runs], face=self.board.face, anchor="ctr")
        self.shapes.append(shape_xml(text, box, text=body))

    def row(self, text: str) -> None:
        self.words(text, indent=SIGN)
        self.top += STEP

    def head(self, text: str) -> None:
        self.words(text, is_bold=True)
        self.top += STEP

    def swatch(self, name: str, look: Look) -> None:
        box = Box(left=self.left, top=self.top + 3.5, width=16, height=STEP - 7)
        self.shapes.append(shape_xml(name, box, look=look))

    def disc(self, name: str, radius: float, look: Look, *, text: str = "") -> None:
        middle_x, middle_y = self.left + 8, self.top + STEP / 2
        box = Box(
            left=middle_x - radius,
            top=middle_y - radius,
            width=2 * radius,
            height=2 * radius,
        )
        self.shapes.append(
            shape_xml(name, box, look=look, geometry="ellipse", text=text)
        )


def legend_shapes(
    value: Map, board: Board, box: Box, *, km: float, with_grades: bool
) -> list[str]:
    """Return the legend, top left in *box*, and north and scale at its edges.

    *km* is how many points a kilometre is long.
    """
    column = _Column(board=board, left=box.left, top=box.top)
    if with_grades:
        _grades(column, value)
    _classes(column, value)
    _tiers(column, value)
    return [*column.shapes, *edge_shapes(board, box, km=km)]


def edge_shapes(board: Board, box: Box, *, km: float) -> list[str]:
    """Return the arrow to the north, top right in *box*, and the scale, bottom left."""
    return [*_north(board, box), *_scale(board, box, km=km)]


def _grades(column: _Column, value: Map) -> None:
    say, palette = column.board.say, column.board.palette
    column.head(say("slides.grades"))
    counts = Counter(mark.grade for mark in value.marks)
    for grade in Grade:
        look = Look(
            fill=palette.grades[grade].fill, line=palette.disc_outline, line_width=1.0
        )
        letter = "—" if grade is Grade.U else grade.value
        ink = column.board.letters(
            8.5, colour=palette.grades[grade].letter, is_bold=True
        )
        text = body_xml(
            [[Run(letter, ink)]],
            face=column.board.face,
            align="ctr",
            anchor="ctr",
            is_wrapped=False,
        )
        word = say(f"grade.{grade}")
        column.disc(word, 6.5, look, text=text)
        column.row(say("slides.graded", word=word, n=counts[grade]))
    column.top += STEP * 0.3


def _classes(column: _Column, value: Map) -> None:
    legend, palette = value.legend, column.board.palette
    if not legend.title:
        return
    column.head(legend.title)
    for index, words in enumerate(legend.classes):
        fill = shade(palette, index, n_classes=len(legend.classes))
        column.swatch(words, Look(fill=fill, line=palette.map_edge, line_width=0.75))
        column.row(words)
    if legend.missing:
        look = Look(fill=palette.missing, line=palette.map_edge, line_width=0.75)
        column.swatch(legend.missing, look)
        column.row(legend.missing)
    if legend.marked:
        column.swatch(legend.marked, Look(line=palette.alarm, line_width=2.0))
        column.row(legend.marked)
    column.top += STEP * 0.3


def _tiers(column: _Column, value: Map) -> None:
    palette = column.board.palette
    outline = Look(line=palette.disc_outline, line_width=1.0)
    present = {mark.tier for mark in value.marks}
    for tier, words in value.legend.tiers:
        if tier not in present:
            continue
        radius = 4.6 * TIER_SCALE[tier]
        if tier is Tier.NATIONAL:
            column.disc(words, radius + 2, outline)
        look = Look(fill=palette.classes[3], line=palette.disc_outline, line_width=1.0)
        column.disc(words, radius, look)
        column.row(words)
    if value.zones:
        look = Look(fill=palette.zone, line=palette.zone, line_width=0.9)
        column.disc(value.legend.zone, 2.4, look)
        column.row(value.legend.zone)


def _north(board: Board, box: Box) -> list[str]:
    """Return an arrow to the north, top right: the plane has north upwards."""
    middle, top = box.right - 14.0, box.top + 14.0
    name = board.say("slides.north")
    arrow = [
        (middle, top),
        (middle + 6, top + NORTH),
        (middle, top + NORTH - 6),
        (middle - 6, top + NORTH),
    ]
    letter = Box(left=middle - 10, top=box.top - 2, width=20, height=15)
    runs = [Run("N", board.letters(TEXT, is_bold=True))]
    body = body_xml([runs], face=board.face, align="ctr", anchor="ctr")
    return [
        outline_xml(name, [arrow], look=Look(fill=board.palette.ink)),
        shape_xml(name, letter, text=body),
    ]


def _scale(board: Board, box: Box, *, km: float) -> list[str]:
    """Return a bar of a round number of kilometres, bottom left."""
    length = max(one for one in LENGTHS_KM if one * km <= BAR_MOST or one == 10)  # noqa: PLR2004  the shortest
    width, bottom = length * km, box.bottom - 4.0
    name = board.say("slides.scale")
    ends = [
        (box.left, bottom - 5),
        (box.left, bottom),
        (box.left + width, bottom),
        (box.left + width, bottom - 5),
    ]
    words = Box(left=box.left, top=bottom - 22, width=WIDTH, height=15)
    text = board.say("slides.kilometres", n=length)
    runs = [Run(text, board.letters(TEXT, colour=board.palette.ink2))]
    body = body_xml([runs], face=board.face, anchor="ctr")
    look = Look(line=board.palette.ink, line_width=1.25)
    return [
        outline_xml(name, [ends], look=look, is_closed=False),
        shape_xml(name, words, text=body),
    ]


def notes_height(value: AnyMap) -> float:
    """Return how high the lines in a map's corner are."""
    return NOTE * LINE_HEIGHT * len(value.notes)


def notes_shape(value: AnyMap, board: Board, box: Box) -> list[str]:
    """Return the lines in the map's corner: review, projection, what has no place."""
    if not value.notes:
        return []
    height = notes_height(value)
    own = Box(
        left=box.right - box.width * 0.55,
        top=box.bottom - height,
        width=box.width * 0.55,
        height=height,
    )
    ink = board.letters(NOTE, colour=board.palette.ink3)
    body = body_xml(
        [[Run(line, ink)] for line in value.notes],
        face=board.face,
        align="r",
        anchor="b",
    )
    return [shape_xml(board.say("slides.map_notes"), own, text=body)]
