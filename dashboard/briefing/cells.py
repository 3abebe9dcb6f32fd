"""Cells of a pack's tables as readers see them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.amounts import signed_text
from dashboard.briefing.packs import CellKind, Column, Table


def head(column: Column) -> str:
    """Return the head of *column*, its unit behind it; counts need none."""
    is_told = column.unit and column.kind is not CellKind.COUNT
    return f"{column.name}\n{column.unit}" if is_told else column.name


def words(value: Any, column: Column) -> str:  # noqa: ANN401  a cell is of its column's kind
    """Return one cell in words; what is missing as its column says."""
    if value is None or value != value:  # noqa: PLR0124  NaN is not itself
        return column.missing
    match column.kind:
        case CellKind.SHARE:
            return signed_text(f"{value * 100:.{column.decimals}f}%")
        case CellKind.NUMBER | CellKind.COUNT:
            return signed_text(f"{value:,.{column.decimals}f}")
        case _:
            return value.isoformat() if isinstance(value, date) else str(value)


def rows(table: Table) -> Sequence[Sequence[str]]:
    """Return *table* in words, the heads first."""
    return [
        [head(column) for column in table.columns],
        *(
            [
                words(cell, column)
                for cell, column in zip(row, table.columns, strict=True)
            ]
            for row in table.rows
        ),
    ]
