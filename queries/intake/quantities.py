"""From what somebody typed to a number in the unit of the dictionary, exactly."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from math import isfinite, nan
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from queries.intake.faults import Cell
from queries.intake.wording import bears_mark, is_missing, plain

Problem = Literal["percent", "not_a_number", "number_with_words", "too_large"]

_NUMBER: Final = re.compile(
    r"[+-]?(?:(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII
)
_WITH_WORDS: Final = re.compile(r"[+-]?\d[\d,.]*[^\W\d_]+[^\d]*")
LARGEST: Final = 1e15
"""No park uses more of anything; what is larger is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was written: 1 of it is ``10 ** exponent`` of the dictionary's."""

    text: str
    exponent: int


@cache
def _units() -> dict[str, dict[str, Unit]]:
    """Return the units by what they store and by their folded text."""
    source = files("queries.intake") / "units.csv"
    known: dict[str, dict[str, Unit]] = {}
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        texts = known.setdefault(row["unit"], {})
        unit = Unit(row["text"], int(row["exponent"]))
        texts[plain(unit.text).casefold()] = unit
    return known


def read_unit(text: str, *, unit: str) -> Unit | None:
    """Read the unit *text* of a column that stores *unit*; ``None`` if it is none."""
    known = _units()[unit].get(plain(text).casefold())
    return None if known is None else Unit(text, known.exponent)


def is_any_unit(text: str) -> bool:
    """Say whether *text* is a unit of anything."""
    folded = plain(text).casefold()
    return any(folded in texts for texts in _units().values())


def units_of(unit: str) -> tuple[str, ...]:
    """Return the ways in which a column that stores *unit* may be written."""
    return tuple(known.text for known in _units()[unit].values())


def plain_unit(unit: str) -> str:
    """Return how a template writes the very unit that is stored."""
    return next(known.text for known in _units()[unit].values() if not known.exponent)


def read_number(cell: Cell, *, exponent: int = 0) -> float | Problem | None:
    """Read one cell as a number times ``10 ** exponent``; ``None`` is missing.

    The shift is made on the decimal digits: 9.13888 of 10,000 is 91388.8 exactly.
    """
    if isinstance(cell, float):
        return _shifted(repr(cell), exponent) if isfinite(cell) else "not_a_number"
    if isinstance(cell, bool):
        return "not_a_number"
    if isinstance(cell, int):
        return _shifted(str(cell), exponent)
    if is_missing(cell):
        return None
    return _read_text(cell, exponent) if isinstance(cell, str) else "not_a_number"


def _read_text(cell: str, exponent: int) -> float | Problem:
    text = plain(cell)
    if "%" in text or "‰" in text:
        return "percent"
    if bears_mark(cell):
        return "not_a_number"
    if _NUMBER.fullmatch(text) is None:
        return "number_with_words" if _WITH_WORDS.fullmatch(text) else "not_a_number"
    return _shifted(text.replace(",", ""), exponent)


def _shifted(text: str, exponent: int) -> float | Problem:
    if exponent and ("e" in text or "E" in text):
        value = float(Decimal(text).scaleb(exponent))
    else:
        value = float(f"{text}e{exponent}" if exponent else text)
    if not isfinite(value):
        return "not_a_number"
    return "too_large" if abs(value) > LARGEST else value


def read_column(
    cells: Sequence[Cell], *, exponent: int
) -> tuple[NDArray[np.float64], dict[int, Problem]]:
    """Read a column of measures; NaN is missing, problems stand by position."""
    values = [nan] * len(cells)
    problems: dict[int, Problem] = {}
    for index, cell in enumerate(cells):
        # Nearly every cell of a large file is one of these two.
        if cell == "":
            continue
        if exponent == 0 and type(cell) is float and 0 <= cell <= LARGEST:
            values[index] = cell
            continue
        number = read_number(cell, exponent=exponent)
        if isinstance(number, str):
            problems[index] = number
        elif number is not None:
            values[index] = number
    return np.array(values, dtype=np.float64), problems
