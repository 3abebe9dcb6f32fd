"""Where a table of the dictionary's text begins, so that a mistake has a line."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypedDict

INDICATOR: Final = "[[indicator]]"
TARGET: Final = "[[indicator.target]]"


class FileLine(TypedDict):
    """The two values that every error about the dictionary names."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The *lines* of one table of *file*; the first has the number *first*."""

    file: str
    first: int
    lines: tuple[str, ...]

    def at(self, needle: str) -> FileLine:
        """Return the line that holds *needle*; the table's first where none does."""
        for offset, line in enumerate(self.lines):
            if needle in line:
                return FileLine(file=self.file, line=self.first + offset)
        return FileLine(file=self.file, line=self.first)

    def target(self, position: int) -> "Place":
        """Return the place of the target at *position* of this indicator."""
        return _cut(self, TARGET)[position]


def indicator_places(text: str, *, file: str) -> tuple[Place, ...]:
    """Return the place of each ``[[indicator]]`` table in order."""
    whole = Place(file=file, first=1, lines=tuple(text.splitlines()))
    return _cut(whole, INDICATOR)


def _cut(place: Place, header: str) -> tuple[Place, ...]:
    starts = [
        offset for offset, line in enumerate(place.lines) if line.strip() == header
    ]
    return tuple(
        Place(file=place.file, first=place.first + start, lines=place.lines[start:end])
        for start, end in pairwise([*starts, len(place.lines)])
    )
