"""What a command prints: one JSON document, a table, or a sentence."""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

A_WIDE_LETTER: Final = 2
"""Columns of a terminal that a Chinese character takes: in one it would vanish."""


def print_json(document: Mapping[str, Any]) -> None:
    """Print *document* on standard output, alone; whatever is missing is null."""
    text = json.dumps(_plain(document), ensure_ascii=False, allow_nan=False, indent=2)
    sys.stdout.write(text + "\n")


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; in a narrow terminal its cells fold, nothing is cut off."""
    console = Console(highlight=False)
    is_tight = console.width < len(titles) * 2 * A_WIDE_LETTER
    table = Table(
        box=None, pad_edge=False, collapse_padding=is_tight, header_style="bold"
    )
    for title in titles:
        table.add_column(Text(title), overflow="fold", min_width=A_WIDE_LETTER)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def print_sentence(sentence: str) -> None:
    """Print one sentence on standard output."""
    Console(highlight=False).print(Text(sentence), soft_wrap=True)


def print_message(sentence: str) -> None:
    """Print one sentence on standard error, where it disturbs no document."""
    Console(stderr=True, highlight=False).print(Text(sentence), soft_wrap=True)


def absent_as_none(value: Any) -> Any:  # noqa: ANN401  whatever a frame's cell may hold
    """Return one cell of a frame; ``None`` for each of pandas' ways to miss."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever a document may hold
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    found = absent_as_none(value)
    if found is None or isinstance(found, bool | str):
        return found
    if hasattr(found, "item"):
        return _plain(found.item())
    if isinstance(found, int | float):
        return found
    return str(found)
