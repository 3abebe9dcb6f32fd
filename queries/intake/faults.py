"""What is wrong with a cell, and how to mend it, without yet saying it in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

Severity = Literal["fault", "warning"]

Cell: TypeAlias = str | float | date | time | timedelta
"""What a workbook may hold in one cell; empty is the empty string."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the catalogue, by its key and the values that it names."""

    key: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong (or, as a warning, doubtful) in one cell.

    Rows and columns count from 0; ``None`` where a whole sheet is meant. A *code*
    names both sentences: ``intake.fault.<code>`` and ``intake.fault_remedy.<code>``,
    for warnings ``intake.warning`` and ``intake.warning_remedy``.
    """

    code: str
    sheet: str
    row: int | None
    column: int | None
    value: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "fault"

    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet names it, ``D5``."""
        if self.row is None or self.column is None:
            return None
        return f"{letters(self.column)}{self.row + 1}"

    @property
    def problem(self) -> Message:
        """What is wrong."""
        return Message(f"intake.{self.severity}.{self.code}", self._named())

    @property
    def remedy(self) -> Message:
        """How to mend it."""
        return Message(f"intake.{self.severity}_remedy.{self.code}", self._named())

    def _named(self) -> dict[str, object]:
        here = {"sheet": self.sheet, "cell": self.cell, "value": self.value}
        return {**here, **self.values}


def letters(column: int) -> str:
    """Name a column as a spreadsheet does: 0 is ``A``, 26 is ``AA``."""
    name = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def shown(cell: Cell) -> str:
    """Write a cell as its reader knows it."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)
