"""How much room words take on a slide, so that none leave their box.

A slide is shown with faces that this machine may not have. Letters are therefore
measured a little wider than any of the usual faces draws them, and lines are set at
a height of our own.
"""

import re
from functools import lru_cache
from typing import Final

LINE_HEIGHT: Final = 1.32
"""From one line to the next, in sizes of the letters; slides state it themselves."""

WIDE_FROM: Final = "\u2e80"
"""From this character on, letters are as wide as they are high."""

WIDTHS: Final = {
    "·—–…“”‘’→↑↓←≤≥±×÷•●○▲": 1.0,
    " ijl|!'.,:;I": 0.34,
    '()[]{}frt-/\\"': 0.45,
    "mwMW%@": 0.97,
    "ABCDEFGHKLNOPQRSTUVXYZ&": 0.76,
}
"""Of letters in the bold cut, in sizes, signs as a Chinese face has them.

The others take ``USUAL``.
"""

USUAL: Final = 0.64

_WIDTH_OF: Final = {letter: width for row, width in WIDTHS.items() for letter in row}

_PIECES: Final = re.compile(
    r"[“‘（《]*[\u2e80-\uffff][，。；：、？！）》”’%…]*|[^\s\u2e80-\uffff]+[，。；：、？！）》”’]*|\s+"
)
"""What a line is not broken in: a Chinese letter, a number or word, and its stops."""

BETWEEN: Final = 0.4
"""What some programs put between a Chinese letter and a Latin one, in sizes."""

MIXED: Final = re.compile(r"[\u2e80-\uffff] *(?=[!-~·])|[!-~·] *(?=[\u2e80-\uffff])")
"""Where they put it."""

ELLIPSIS: Final = "…"

ONE_LINE_LEAST: Final = 0.64
"""A title in one line may shrink to this share before it takes two."""


N_BALANCED: Final = 2

STOPS: Final = ("，", "；", "：", "。", "、")
DETOUR: Final = 0.22
"""So much of a title's length a line may differ from half to end at a stop."""


def width_of(text: str, *, size: float) -> float:
    """Return how wide *text* is in letters of *size*, both in points."""
    return _width(text) * size


@lru_cache(maxsize=16_384)
def _width(text: str) -> float:
    letters = sum(
        1.0 if letter >= WIDE_FROM else _WIDTH_OF.get(letter, USUAL) for letter in text
    )
    return letters + BETWEEN * len(MIXED.findall(text))


def lines_of(text: str, *, width: float, size: float) -> int:
    """Return how many lines *text* takes in a box *width* points wide."""
    room = width / size
    return sum(_lines(line, room) for line in text.split("\n"))


def _lines(line: str, room: float) -> int:
    n_lines, used, last = 1, 0.0, ""
    for piece in _PIECES.findall(line):
        wide = _width(last + piece) - _width(last) if used else _width(piece)
        last = piece[-1]
        if used + wide > room and not piece.isspace():
            too_long = int(wide // room) if room else 0
            n_lines += max(1 if used else 0, too_long)
            used = wide - too_long * room
        else:
            used += wide
    return n_lines


def height_of(text: str, *, width: float, size: float) -> float:
    """Return how high *text* stands in a box *width* points wide."""
    return lines_of(text, width=width, size=size) * size * LINE_HEIGHT


def fitting_size(
    text: str, *, width: float, height: float, largest: float, smallest: float
) -> float:
    """Return the largest size, in half points, in which *text* fits its box.

    It is never less than *smallest*: what does not fit then has to be shortened.
    """
    size = largest
    while size > smallest:
        if height_of(text, width=width, size=size) <= height:
            return size
        size -= 0.5
    return smallest


def title_size(
    text: str, *, width: float, height: float, largest: float, smallest: float
) -> float:
    """Return the size for a title: in one line if that stays large enough."""
    least = largest * ONE_LINE_LEAST
    one_line = fitting_size(
        text,
        width=width,
        height=largest * LINE_HEIGHT,
        largest=largest,
        smallest=least,
    )
    if lines_of(text, width=width, size=one_line) == 1:
        return one_line
    return fitting_size(
        text, width=width, height=height, largest=least, smallest=smallest
    )


def balanced(text: str, *, width: float, size: float) -> list[str]:
    """Return *text* in two lines about as long as each other, if it takes two.

    A line is broken after a stop where one is near, else between words; in one line,
    or in more than two, it stays whole.
    """
    if lines_of(text, width=width, size=size) != N_BALANCED:
        return [text]
    pieces = _PIECES.findall(text)
    cuts = ["".join(pieces[:at]) for at in range(1, len(pieces))]
    room = width / size
    fitting = [
        cut
        for cut in cuts
        if _width(cut) <= room and _width(text[len(cut) :].strip()) <= room
    ]
    if not fitting:
        return [text]
    best = min(fitting, key=lambda cut: _unevenness(cut, text))
    return [best.rstrip(), text[len(best) :].lstrip()]


def _unevenness(cut: str, text: str) -> float:
    """Return how far *cut* is from half of *text*; a stop is worth a detour."""
    whole = _width(text)
    at_stop = cut.rstrip().endswith(STOPS)
    return abs(_width(cut) - whole / 2) - (DETOUR * whole if at_stop else 0.0)


def shortened(text: str, *, width: float, height: float, size: float) -> str:
    """Return as much of *text* as its box takes in letters of *size*."""
    if height_of(text, width=width, size=size) <= height:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        cut = text[:middle].rstrip() + ELLIPSIS
        fits = height_of(cut, width=width, size=size) <= height
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + ELLIPSIS
