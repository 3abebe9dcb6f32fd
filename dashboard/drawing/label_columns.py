"""Words in a column beside a picture: how wide they are, and where none overlap."""

from collections.abc import Sequence
from typing import Final

WIDE_FROM: Final = 0x2E80
"""Characters from here on are as wide as they are high."""

NARROW_EM: Final = 0.58


def em_width(text: str) -> float:
    """Return how wide the widest line of *text* is, in sizes of the type."""
    return max(sum(map(_em, line)) for line in text.split("\n"))


def _em(character: str) -> float:
    return 1.0 if ord(character) >= WIDE_FROM else NARROW_EM


def wrapped(text: str, widest: float) -> str:
    """Return *text* in as many lines as none is wider than *widest* sizes of type.

    A line breaks at a space where it can, else between characters of its own width.
    """
    lines, rest = [], text
    while em_width(rest) > widest:
        fits = _fitting(rest, widest)
        at = rest.rfind(" ", 1, fits + 1)
        at = at if at > 0 else fits
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return "\n".join([*lines, rest])


def _fitting(text: str, widest: float) -> int:
    """Return how many characters of *text* fit into *widest*, at least one."""
    taken = 0.0
    for position, character in enumerate(text):
        taken += _em(character)
        if taken > widest:
            return max(1, position)
    return len(text)


def column(wanted: Sequence[float], *, gap: float, room: float) -> list[float]:
    """Return heights near the *wanted* ones that lie *gap* apart, within *room*.

    In the order of *wanted*; where not all fit, they begin at the top and go on.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    upwards = _apart([-wanted[at] for at in reversed(order)], gap, start=-room)
    heights = _apart([-height for height in reversed(upwards)], gap, start=0.0)
    placed = dict(zip(order, heights, strict=True))
    return [placed[at] for at in range(len(wanted))]


def _apart(heights: list[float], gap: float, *, start: float) -> list[float]:
    """Push rising *heights* on, from *start*, until they are *gap* apart."""
    pushed, least = [], start
    for height in heights:
        pushed.append(max(height, least))
        least = pushed[-1] + gap
    return pushed
