"""One line of words on paper, without the layout that matplotlib gives every text.

A page holds hundreds of lines; that each is laid out anew takes most of the time.
"""

from functools import cache
from math import cos, radians, sin
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.transforms import Transform

from dashboard.drawing.paper_faces import FOLLOWING, PAPER_FACE, set_faces
from dashboard.drawing.pen import Align, Point, Words

MEASURED_AT: Final = 100.0
FIXED_POINT: Final = 65_536.0

BEFORE: Final[dict[Align, float]] = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How much of a line stands left of its place."""


class Line(Artist):
    """A line that stands on its baseline at a place of the page."""

    def __init__(
        self, at: Point, text: str, how: Words, place: Transform, order: float
    ) -> None:
        """Remember what to write where."""
        super().__init__()
        self._at, self._text, self._how = at, text, how
        self._where = place
        self.set_zorder(order)

    def draw(self, renderer: Any) -> None:  # noqa: ANN401  matplotlib's renderers are untyped
        """Write the line."""
        how, turn = self._how, radians(self._how.turn)
        before = em_width(self._text, is_bold=how.is_bold) * BEFORE[how.align]
        back = before * how.size
        x, y = self._at
        start = (x - back * cos(turn), y + back * sin(turn))
        px, py = self._where.transform(start)
        if renderer.flipy():
            py = renderer.get_canvas_width_height()[1] - py
        context = renderer.new_gc()
        context.set_foreground(to_rgba(how.colour), isRGBA=True)
        face = face_of(how.size, is_bold=how.is_bold)
        renderer.draw_text(context, px, py, self._text, face, how.turn, ismath=False)
        context.restore()


@cache
def face_of(size: float, *, is_bold: bool) -> FontProperties:
    """Return the face of paper in one size; nobody may change it."""
    set_faces()
    return FontProperties(
        family=[PAPER_FACE, FOLLOWING],
        weight="bold" if is_bold else "normal",
        size=size,
    )


def em_width(text: str, *, is_bold: bool) -> float:
    """Return the length of *text* in sizes of its type: the sum of its letters."""
    return sum(_advance(letter, is_bold=is_bold) for letter in text)


@cache
def _advance(letter: str, *, is_bold: bool) -> float:
    """Return how wide one letter is, in the first of the faces that has it."""
    fonts = [get_font(path) for path in _files(is_bold=is_bold)]
    known = [font for font in fonts if font.get_char_index(ord(letter))]
    font = (known or fonts)[0]
    font.set_size(MEASURED_AT, 72.0)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance / FIXED_POINT / MEASURED_AT)


@cache
def _files(*, is_bold: bool) -> tuple[str, ...]:
    """Return the files of the faces, the first first."""
    set_faces()
    weight = "bold" if is_bold else "normal"
    return tuple(
        fontManager.findfont(FontProperties(family=[name], weight=weight))
        for name in (PAPER_FACE, FOLLOWING)
    )
