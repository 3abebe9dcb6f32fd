"""The monthly rows of an import brought together: one slot a park and month."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from queries.intake.crosschecks import Values
from queries.intake.monthly import MonthlySheet, measure_codes

NO_ROW: Final = -1
"""In place of a slot, for rows that have a fault."""


@dataclass(slots=True)
class MonthlyPlan:
    """One row a park and month of the import ("slot"), in order of both.

    ``values`` and ``before`` are ``[slot, measure]``, NaN where the import, or the
    database, says nothing. A row number counts through all ``sheets`` in turn:
    ``source`` names the row of each value, ``report_source`` that of the report.
    """

    sheets: Sequence[MonthlySheet]
    codes: list[str]
    months: list[int]
    values: Values
    before: Values
    source: NDArray[np.intp]
    report_source: list[int]
    notes: list[str | None]
    notes_before: list[str | None]
    is_report_new: NDArray[np.bool_]
    slot_of_row: NDArray[np.intp]

    @property
    def is_new(self) -> NDArray[np.bool_]:
        """Which values the database does not hold."""
        return ~np.isnan(self.values) & np.isnan(self.before)

    @property
    def is_changed(self) -> NDArray[np.bool_]:
        """Which values the database holds otherwise."""
        differs: NDArray[np.bool_] = self.values != self.before
        return differs & ~np.isnan(self.values) & ~np.isnan(self.before)

    @property
    def has_new_note(self) -> NDArray[np.bool_]:
        """Which slots gain a note, or another one."""
        pairs = zip(self.notes, self.notes_before, strict=True)
        return np.array(
            [note is not None and note != before for note, before in pairs], dtype=bool
        )

    @property
    def is_report_touched(self) -> NDArray[np.bool_]:
        """Which reports are new or gain, or change, anything."""
        touched: NDArray[np.bool_] = (
            self.is_report_new
            | self.is_new.any(axis=1)
            | self.is_changed.any(axis=1)
            | self.has_new_note
        )
        return touched

    def place(self, row: int) -> tuple[MonthlySheet, int]:
        """Return the sheet of a row number, and the row's position in it."""
        for sheet in self.sheets:
            if row < len(sheet.rows):
                return sheet, row
            row -= len(sheet.rows)
        raise IndexError(row)


def plan_monthly(sheets: Sequence[MonthlySheet]) -> MonthlyPlan:
    """Bring the good rows of all sheets together; cells that disagree are faults."""
    codes = [code for sheet in sheets for code in sheet.codes]
    months = [month for sheet in sheets for month in sheet.months]
    stacked = _stacked(sheets)
    order = {code: index for index, code in enumerate(sorted(set(codes)))}
    keys = np.array(
        [
            order[code] * 1_000_000 + month
            for code, month in zip(codes, months, strict=True)
        ],
        dtype=np.int64,
    )
    _find_disagreements(sheets, keys, stacked)
    good = np.flatnonzero(~_bad(sheets))
    slot_keys, first, slots = np.unique(
        keys[good], return_index=True, return_inverse=True
    )
    return _plan(sheets, codes, months, stacked, good, good[first], slots, slot_keys)


def _plan(
    sheets: Sequence[MonthlySheet],
    codes: list[str],
    months: list[int],
    stacked: Values,
    good: NDArray[np.intp],
    first: NDArray[np.intp],
    slots: NDArray[np.intp],
    slot_keys: NDArray[np.int64],
) -> MonthlyPlan:
    notes = [note for sheet in sheets for note in sheet.notes]
    slot_of_row = np.full(len(codes), NO_ROW, dtype=np.intp)
    slot_of_row[good] = slots
    plan = MonthlyPlan(
        sheets=sheets,
        codes=[codes[row] for row in first.tolist()],
        months=[months[row] for row in first.tolist()],
        values=stacked[first],
        before=np.full((len(slot_keys), stacked.shape[1]), np.nan),
        source=np.repeat(first[:, None], stacked.shape[1], axis=1),
        report_source=first.tolist(),
        notes=[notes[row] for row in first.tolist()],
        notes_before=[None] * len(slot_keys),
        is_report_new=np.ones(len(slot_keys), dtype=bool),
        slot_of_row=slot_of_row,
    )
    is_first = np.zeros(len(codes), dtype=bool)
    is_first[first] = True
    for row in good[~is_first[good]].tolist():
        _add(plan, stacked[row], notes[row], row)
    return plan


def _add(plan: MonthlyPlan, values: Values, note: str | None, row: int) -> None:
    """Let a further row of a park and month fill what the first left blank."""
    slot = plan.slot_of_row[row]
    fills = np.isnan(plan.values[slot]) & ~np.isnan(values)
    plan.values[slot, fills] = values[fills]
    plan.source[slot, fills] = row
    plan.notes[slot] = plan.notes[slot] or note


def _stacked(sheets: Sequence[MonthlySheet]) -> Values:
    empty = np.empty((0, len(measure_codes())))
    return np.vstack([empty, *(sheet.values for sheet in sheets)])


def _bad(sheets: Sequence[MonthlySheet]) -> NDArray[np.bool_]:
    return np.concatenate(
        [np.zeros(0, dtype=bool), *(sheet.is_bad for sheet in sheets)]
    )


def _find_disagreements(
    sheets: Sequence[MonthlySheet], keys: NDArray[np.int64], stacked: Values
) -> None:
    """Mark rows of one park and month that say different things of one measure."""
    places = [(sheet, at) for sheet in sheets for at in range(len(sheet.rows))]
    good = np.flatnonzero(~_bad(sheets))
    ordered = good[np.argsort(keys[good], kind="stable")]
    starts = np.flatnonzero(np.diff(keys[ordered], prepend=-1))
    for start, end in pairwise([*starts.tolist(), len(ordered)]):
        if end - start == 1:
            continue
        first = int(ordered[start])
        merged = stacked[first].copy()
        owner = np.full(len(merged), first)
        for row in ordered[start + 1 : end].tolist():
            both = ~np.isnan(merged) & ~np.isnan(stacked[row])
            for index in np.flatnonzero(both & (merged != stacked[row])).tolist():
                _say_disagreement(places[row], places[owner[index]], index)
            fills = np.isnan(merged) & ~np.isnan(stacked[row])
            merged[fills], owner[fills] = stacked[row][fills], row


def _say_disagreement(
    place: tuple[MonthlySheet, int], other: tuple[MonthlySheet, int], index: int
) -> None:
    measure = measure_codes()[index]
    sheet, at = other
    said = sheet.said(at, measure, "")
    sheet.is_bad[at] = True
    place[0].fault(
        place[1],
        measure,
        "disagrees",
        other_file=sheet.table.grid.file,
        other_sheet=said.sheet,
        other_cell=said.cell,
        other_value=said.value,
    )
