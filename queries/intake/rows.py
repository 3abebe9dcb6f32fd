"""Which rows under a header are rows of data, and their cells by field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from queries.intake.faults import Cell, Fault, Severity, shown
from queries.intake.headers import Table, table_at, unit_of
from queries.intake.wording import (
    HEADERS,
    bears_mark,
    is_example,
    is_missing,
    is_note,
    is_total,
    plain,
)

LONGEST_CODE: Final = 20
"""What the database holds."""

STEMS: Final = frozenset("甲乙丙丁戊己庚辛壬癸")
"""How forms count the columns of words; those of figures have numbers."""

FEWEST_COUNTED: Final = 3
"""A row with fewer cells counts no columns."""

_CODE: Final = re.compile(r"[0-9A-Z][0-9A-Z_.·-]*", re.ASCII)


@dataclass(slots=True)
class DataRows:
    """The rows of data of one sheet; ``rows`` count from 0 in the sheet."""

    table: Table
    rows: list[int]
    codes: list[str]

    def column(self, code: str) -> list[Cell]:
        """Return the cells of a field, empty strings where it has no column."""
        column = self.table.columns.get(code)
        if column is None:
            return [""] * len(self.rows)
        index = column.index
        cells = self.table.grid.rows
        return [
            cells[row][index] if index < len(cells[row]) else "" for row in self.rows
        ]

    def is_missing(self, position: int, code: str) -> bool:
        """Say whether the field is empty in the row at *position*."""
        return is_missing(_at(self.table, self.rows[position], code))

    def odd(self, code: str) -> dict[int, str]:
        """Return by position what the bare values of a field do not tell."""
        column = self.table.columns[code].index
        oddities = self.table.grid.oddities
        positions = {row: position for position, row in enumerate(self.rows)}
        odd: dict[int, str] = {
            positions[row]: oddity
            for (row, index), oddity in oddities.items()
            if index == column and row in positions
        }
        for (top, left), (bottom, right) in self.table.grid.merged or ():
            spans = (bottom > top or right > left) and left <= column <= right
            if spans and top in positions and not self._is_blank(top, left):
                odd[positions[top]] = "merged"
        return odd

    def unread(self, position: int, code: str) -> str | None:
        """Return why the cell of a field has no value although something is in it."""
        column = self.table.columns[code].index
        oddity = self.table.grid.oddities.get((self.rows[position], column))
        return oddity if oddity in {"formula", "error"} else None

    def _is_blank(self, row: int, index: int) -> bool:
        return is_missing(self.table.grid.rows[row][index])


def read_code(cell: Cell) -> str:
    """Return a park's code in its one form: half-width, upper case, no blanks."""
    if is_missing(cell):
        return ""
    text = shown(cell)
    return text if bears_mark(text) else plain(text).upper()


def read_text(cell: Cell) -> str | None:
    """Return a text without what no reader can see; ``None`` is missing."""
    if is_missing(cell):
        return None
    return "".join(sign for sign in shown(cell) if sign.isprintable()).strip() or None


def looks_like_code(code: str) -> bool:
    """Say whether a read code could be one."""
    return len(code) <= LONGEST_CODE and _CODE.fullmatch(code) is not None


def data_rows(
    table: Table, *, value_fields: Sequence[str], when: str | None
) -> DataRows:
    """Pick the rows of data: no totals, notes, examples, repeated headers, blanks.

    Args:
        table: A recognised sheet.
        value_fields: The fields that make a row worth reading.
        when: The field of the month or period; a row with neither it nor a value
            is skipped.
    """
    _fill_merged(table)
    read = DataRows(table, [], [])
    wanted = [
        table.columns[code].index for code in value_fields if code in table.columns
    ]
    at = table.columns[when].index if when else None
    begins = table.first_row
    for number in range(table.first_row, len(table.grid.rows)):
        row = table.grid.rows[number]
        code = read_code(_at(table, number, "code"))
        if _is_header_again(table, code):
            begins = _require_same_header(table, number)
        if number < begins or (not read.rows and _numbers_columns(row)):
            continue
        if _is_skipped(table, number, code, at=at, wanted=wanted):
            continue
        read.rows.append(number)
        read.codes.append(code)
    if not read.rows:
        table.warnings.append(_said(table, table.header_row, 0, "no_rows", "warning"))
    return read


def _is_header_again(table: Table, code: str) -> bool:
    return code.strip("*") in {plain(name) for name in HEADERS[table.kind]["code"]}


def _require_same_header(table: Table, number: int) -> int:
    """Let a header repeat itself, as on printed pages, but not say another thing.

    Returns:
        The row in which data may begin again.
    """
    rows = table.grid.rows
    again = table_at(table.grid, table.kind, number)
    if list(map(_folded, rows[number])) == list(map(_folded, rows[table.header_row])):
        return again.first_row
    first, second = _meanings(table), _meanings(again)
    differing = sorted(
        index
        for index in first.keys() | second.keys()
        if first.get(index) != second.get(index)
    )
    for index in differing[:1]:
        table.faults.append(_said(table, number, index, "header_again", "fault"))
    return again.first_row


def _folded(cell: Cell) -> str:
    return plain(shown(cell)).strip("*※")


def _meanings(table: Table) -> dict[int, tuple[str, int | None]]:
    """Return by column the field that it holds, and how its unit is converted."""
    return {
        column.index: (code, column.unit.exponent if column.unit else None)
        for code, column in table.columns.items()
    }


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Say whether a row only counts the columns, as forms do: 甲 乙 1 2 3."""
    texts = [plain(shown(cell)).strip("()") for cell in row if not is_missing(cell)]
    numbers = [text for text in texts if text not in STEMS]
    first = int(numbers[0]) if numbers and numbers[0].isdecimal() else None
    if first is None or len(texts) < FEWEST_COUNTED:
        return False
    return numbers == [str(first + step) for step in range(len(numbers))]


def _said(table: Table, row: int, index: int, code: str, severity: Severity) -> Fault:
    cells = table.grid.rows[row]
    return Fault(
        code=code,
        sheet=table.grid.sheet,
        row=row,
        column=index,
        value=shown(cells[index]) if index < len(cells) else "",
        severity=severity,
    )


def _at(table: Table, number: int, code: str) -> Cell:
    column = table.columns.get(code)
    row = table.grid.rows[number]
    return row[column.index] if column and column.index < len(row) else ""


def _is_skipped(
    table: Table,
    number: int,
    code: str,
    *,
    at: int | None,
    wanted: Sequence[int],
) -> bool:
    row = table.grid.rows[number]
    if not looks_like_code(code) and _is_marked(table, row, code):
        return True
    odd = table.grid.oddities
    if odd and any((number, index) in odd for index in wanted):
        return False  # a formula without a result is no empty cell
    has_when = at is not None and at < len(row) and not is_missing(row[at])
    if has_when and looks_like_code(code):
        return False
    has_value = any(
        index < len(row) and row[index] != "" and not is_missing(row[index])
        for index in wanted
    )
    return not has_value and (not has_when or not code or not looks_like_code(code))


def _is_marked(table: Table, row: Sequence[Cell], code: str) -> bool:
    """Say whether a row is keyed as a sum, an example or a header once more."""
    name = table.columns.get("name_zh")
    named = row[name.index] if name and name.index < len(row) else ""
    first = next((cell for cell in row if not is_missing(cell)), "")
    texts = {code, plain(shown(named)), plain(shown(first))}
    if any(is_total(text) for text in texts) or is_example(code):
        return True
    return is_note(plain(shown(first)))


def _fill_merged(table: Table) -> None:
    """Repeat a text that is merged over rows into each of them."""
    columns = {
        column.index
        for code, column in table.columns.items()
        if unit_of(table.kind, code) is None
    }
    rows = table.grid.rows
    for (top, left), (bottom, _) in table.grid.merged or ():
        if top < table.first_row or left not in columns:
            continue
        for number in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[number]):
                rows[number][left] = rows[top][left]
