"""The square legend of two quantities on a slide: a shape a cell, words around it."""

from dataclasses import dataclass, field
from typing import Final

from dashboard.charts.resource_maps import (
    N_CELLS,
    N_COLUMNS,
    UNKNOWN_SIGN,
    Square,
    sign_of,
)
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_place import centred
from dashboard.drawing.slide_shapes import (
    Align,
    Box,
    Look,
    Run,
    body_xml,
    shape_xml,
)
from dashboard.drawing.slide_text import fitting_size
from dashboard.drawing.square_legend import fill_of, ink_of

SIDE: Final = 30.0
BEYOND: Final = 19.0
"""How high a cell is, and one of the row of those beyond number."""

LEFT: Final = 66.0
"""Room for the words of the rows."""

TEXT: Final = 9.5
STEP: Final = 13.5
LINES_WIDTH: Final = 190.0


@dataclass(slots=True)
class _Legend:
    board: Board
    square: Square
    left: float
    shapes: list[str] = field(default_factory=list)

    def words(self, text: str, box: Box, *, align: Align = "l") -> None:
        """Put one line in letters that fit."""
        if not text:
            return
        room = {"width": box.width, "height": box.height}
        size = fitting_size(text, **room, largest=TEXT, smallest=7.0)
        ink = self.board.letters(size, colour=self.board.palette.ink2)
        body = body_xml(
            [[Run(text, ink)]], face=self.board.face, align=align, anchor="ctr"
        )
        self.shapes.append(shape_xml(text, box, text=body))

    def row(self, first: int, words: str, top: float, height: float) -> None:
        """Put three cells from *first* on, and what they mean left of them."""
        name = Box(left=self.left, top=top, width=LEFT - 5, height=height)
        self.words(words, name, align="r")
        for column in range(N_COLUMNS):
            self.cell(first + column, column, top, height)

    def cell(self, cell: int, column: int, top: float, height: float) -> None:
        palette = self.board.palette
        n_places = self.square.counts[cell]
        text = f"{sign_of(cell)} · {n_places}" if n_places else sign_of(cell)
        box = Box(
            left=self.left + LEFT + column * SIDE, top=top, width=SIDE, height=height
        )
        look = Look(
            fill=fill_of(cell, palette),
            hatch=palette.map_edge if cell >= N_CELLS else "",
            line=palette.map_edge,
            line_width=0.5,
        )
        ink = self.board.letters(TEXT, colour=ink_of(cell, palette), is_bold=True)
        words = centred(self.board, text, ink)
        name = self.board.say("slides.shape_cell", cell=sign_of(cell))
        self.shapes.append(shape_xml(name, box, look=look, text=words))


def square_shapes(square: Square, board: Board, box: Box) -> list[str]:
    """Return the legend, top left in *box*: rows, columns, and the lines below."""
    legend = _Legend(board=board, square=square, left=box.left)
    head = Box(left=box.left, top=box.top, width=LINES_WIDTH, height=STEP)
    legend.words(f"{square.y_title} ↑", head)
    top = box.top + STEP + 2
    if square.beyond:
        legend.row(N_CELLS, square.beyond, top, BEYOND)
        top += BEYOND + 3
    for line in reversed(range(N_COLUMNS)):
        legend.row(N_COLUMNS * line, square.y_classes[line], top, SIDE)
        top += SIDE
    _columns(legend, top)
    _lines(legend, top + 3 * STEP)
    return legend.shapes


def _columns(legend: _Legend, top: float) -> None:
    """Put what the columns mean; every other one line lower, for bounds are wide."""
    left, square = legend.left + LEFT, legend.square
    for column, words in enumerate(square.x_classes):
        own = Box(
            left=left + (column - 0.5) * SIDE,
            top=top + STEP * 0.9 * (column % 2),
            width=2 * SIDE,
            height=STEP,
        )
        legend.words(words, own, align="ctr")
    name = Box(left=left - SIDE, top=top + 1.9 * STEP, width=5 * SIDE, height=STEP)
    legend.words(f"{square.x_title} →", name, align="ctr")


def _lines(legend: _Legend, top: float) -> None:
    square = legend.square
    lines = list(square.lines)
    if square.n_unknown:
        lines.insert(0, f"{UNKNOWN_SIGN} {square.unknown} · {square.n_unknown}")
    for at, words in enumerate(lines):
        own = Box(left=legend.left, top=top + at * STEP, width=LINES_WIDTH, height=STEP)
        legend.words(words, own)
