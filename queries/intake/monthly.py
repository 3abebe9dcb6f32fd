"""The monthly self-test: one row a park and month, one column a measure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from queries.indicators import dictionary
from queries.intake.calendar_cells import read_month
from queries.intake.faults import Cell, Fault, shown
from queries.intake.headers import Table, canonical_name
from queries.intake.quantities import Problem, read_column
from queries.intake.rows import DataRows, data_rows, looks_like_code, read_text
from queries.months import Month
from queries.vocabulary import WorkbookKind


@dataclass(slots=True)
class MonthlySheet:
    """The rows of one sheet, by column; all lists run in step.

    ``values`` has one column a measure of the dictionary, NaN where missing;
    ``months`` are stamps, 0 where the cell is no month; ``rows`` count from 0 in
    the sheet; ``is_bad`` marks rows with a fault.
    """

    table: Table
    rows: list[int]
    codes: list[str]
    months: list[int]
    names: list[str]
    notes: list[str | None]
    values: NDArray[np.float64]
    is_bad: NDArray[np.bool_]

    def fault(self, position: int, column: str, code: str, **values: object) -> None:
        """Mark the row at *position* bad and say what is wrong with one cell."""
        self.is_bad[position] = True
        self.table.faults.append(self.said(position, column, code, **values))

    def warn(self, position: int, column: str, code: str, **values: object) -> None:
        """Say what is doubtful in one cell; the row stays good."""
        warning = replace(
            self.said(position, column, code, **values), severity="warning"
        )
        self.table.warnings.append(warning)

    def said(self, position: int, column: str, code: str, **values: object) -> Fault:
        """Make a fault of the cell of *column* in the row at *position*."""
        where = self.table.columns.get(column) or self.table.columns["month"]
        row = self.rows[position]
        return Fault(
            code=code,
            sheet=self.table.grid.sheet,
            row=row,
            column=where.index,
            value=shown(_cell(self.table, row, where.index)),
            values={"name": canonical_name(WorkbookKind.MONTHLY, column), **values},
        )


def measure_codes() -> list[str]:
    """Return the codes of the measures, in the order of ``MonthlySheet.values``."""
    return sorted(measure.code for measure in dictionary().measures)


def read_monthly(table: Table, *, current: Month) -> MonthlySheet:
    """Read a recognised monthly sheet and say everything wrong with its own cells.

    No month after the *current* one can have been reported.
    """
    read = data_rows(table, value_fields=measure_codes(), when="month")
    sheet = MonthlySheet(
        table=table,
        rows=read.rows,
        codes=read.codes,
        months=_months(read.column("month")),
        names=[read_text(cell) or "" for cell in read.column("name_zh")],
        notes=[read_text(cell) for cell in read.column("note")],
        values=np.full((len(read.rows), len(measure_codes())), nan),
        is_bad=np.full(len(read.rows), bool(table.faults)),
    )
    _check_keys(sheet, read)
    _check_begun(sheet, current)
    _read_measures(sheet, read)
    says_nothing = np.isnan(sheet.values).all(axis=1) & ~sheet.is_bad
    for position in np.flatnonzero(says_nothing).tolist():
        sheet.warn(position, "month", "row_without_values")
    return sheet


def _cell(table: Table, row: int, index: int) -> Cell:
    cells = table.grid.rows[row]
    return cells[index] if index < len(cells) else ""


def _months(cells: Sequence[Cell]) -> list[int]:
    known: dict[Cell, int] = {}
    for cell in set(cells):
        month = read_month(cell)
        known[cell] = 0 if month is None else month.stamp
    return [known[cell] for cell in cells]


def _check_keys(sheet: MonthlySheet, read: DataRows) -> None:
    for position, (code, month) in enumerate(
        zip(sheet.codes, sheet.months, strict=True)
    ):
        if not code:
            problem = read.unread(position, "code") or "code_missing"
            sheet.fault(position, "code", problem)
        elif not looks_like_code(code):
            sheet.fault(position, "code", "code_malformed")
        if not month:
            empty = read.unread(position, "month") or "month_missing"
            is_empty = read.is_missing(position, "month")
            sheet.fault(position, "month", empty if is_empty else "month_unreadable")


def _check_begun(sheet: MonthlySheet, current: Month) -> None:
    for position, month in enumerate(sheet.months):
        if month > current.stamp:
            sheet.fault(position, "month", "month_ahead", current=str(current))


def _read_measures(sheet: MonthlySheet, read: DataRows) -> None:
    for number, measure in enumerate(measure_codes()):
        column = sheet.table.columns.get(measure)
        if column is None or column.unit is None:
            continue
        values, problems = read_column(
            read.column(measure), exponent=column.unit.exponent
        )
        _say_problems(sheet, measure, problems | read.odd(measure))
        values[list(problems)] = nan
        for position in np.flatnonzero(values < 0).tolist():
            sheet.fault(position, measure, "negative")
        # Minus zero is zero.
        sheet.values[:, number] = values + 0.0


def _say_problems(
    sheet: MonthlySheet, measure: str, problems: dict[int, Problem | str]
) -> None:
    for position, problem in sorted(problems.items()):
        sheet.fault(position, measure, problem)
