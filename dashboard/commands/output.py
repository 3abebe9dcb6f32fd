"""What a command prints: one JSON document, a table, or a sentence."""

import json
import math
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
from rich.console import Console
from rich.text import Text

from dashboard.commands.columns import Column, fitting, lines
from dashboard.text import Speaker

A_FILE: Final = 10_000
"""Columns of what is no screen: lines there may be as long as they need."""


def print_json(document: Mapping[str, Any]) -> None:
    """Print *document* on standard output, alone; whatever is missing is null."""
    text = json.dumps(_plain(document), ensure_ascii=False, allow_nan=False, indent=2)
    sys.stdout.write(text + "\n")


def print_table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], *, say: Speaker
) -> None:
    """Print a table; where it is too wide words fold, and numbers never.

    A screen with no room for all columns gets the first of them, and a line that says
    which are left out; a file gets all.
    """
    console = Console(highlight=False)
    cells = list(zip(*rows, strict=True)) or [()] * len(titles)
    columns = [Column(*one) for one in zip(titles, cells, strict=True)]
    widths = fitting(columns, console.width if _is_screen(console) else A_FILE)
    n_shown = len(widths)
    _print_row(console, titles[:n_shown], widths, style="bold")
    for row in rows:
        _print_row(console, row[:n_shown], widths)
    if left_out := titles[n_shown:]:
        names = list(left_out)
        print_sentence(say("cli.table.left_out", n=len(names), names=names))


def _is_screen(console: Console) -> bool:
    return console.is_terminal or "COLUMNS" in os.environ


def _print_row(
    console: Console, cells: Sequence[str], widths: Sequence[int], style: str = ""
) -> None:
    for line in lines(cells, widths):
        console.print(Text(line, style=style), soft_wrap=True)


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
