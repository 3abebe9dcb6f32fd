"""Text on paper: broken into lines that fit, and how high it then is."""

from collections.abc import Iterator
from typing import Final

from dashboard.drawing.pen import LINE_HEIGHT, Align, Pen, Point, Words, put_words

NOT_FIRST: Final = "，。、；：！？）》〉」』”’％%,.;:!?)]}·"
"""No line begins with one of these."""

WIDE_FROM: Final = "\u2e80"
"""Lines may break before any character from here on, and at spaces."""


def wrapped(
    pen: Pen, text: str, *, width: float, size: float, is_bold: bool = False
) -> list[str]:
    """Return *text* as lines none of which is wider than *width*."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _wrapped_line(pen, part, width, size, is_bold=is_bold)
    return lines


def _wrapped_line(
    pen: Pen, text: str, width: float, size: float, *, is_bold: bool
) -> list[str]:
    if pen.width_of(text, size=size, is_bold=is_bold) <= width:
        return [text]
    lines, line, used = [], "", 0.0
    for piece in _pieces(pen, text, width, size):
        wide = pen.width_of(piece, size=size, is_bold=is_bold)
        if line and used + wide > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
            used = pen.width_of(line, size=size, is_bold=is_bold)
        else:
            line, used = line + piece, used + wide
    return [*lines, line.rstrip()]


def _pieces(pen: Pen, text: str, width: float, size: float) -> Iterator[str]:
    """Yield what must stay in one line; of a word without end every letter."""
    for piece in _words(text):
        if pen.width_of(piece, size=size) > width:
            yield from piece
        else:
            yield piece


def _words(text: str) -> list[str]:
    """Return words, and characters with the signs that follow them."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1][-1] if pieces else " "
        is_word = character < WIDE_FROM and last < WIDE_FROM and last != " "
        if pieces and (is_word or character in NOT_FIRST or character == " "):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def height_of(n_lines: int, size: float) -> float:
    """Return how high so many lines are."""
    return n_lines * size * LINE_HEIGHT


def plain(text: str) -> str:
    """Return *text* as it is for a pen, which reads form in brackets."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def put_paragraph(
    pen: Pen,
    at: Point,
    text: str,
    *,
    width: float,
    size: float,
    colour: str,
    is_bold: bool = False,
    align: Align = "left",
) -> float:
    """Write *text* below *at* in as many lines as it takes; return how high it is."""
    lines = wrapped(pen, text, width=width, size=size, is_bold=is_bold)
    how = Words(size=size, colour=colour, is_bold=is_bold, align=align, anchor="top")
    for row, line in enumerate(lines):
        put_words(pen, (at[0], at[1] + height_of(row, size)), plain(line), how)
    return height_of(len(lines), size)
