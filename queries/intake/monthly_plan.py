"""What an import of monthly rows would change: new values, and from what to what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select

from queries.intake.crosschecks import Cube, Touched, Values, doubts
from queries.intake.monthly import MonthlySheet, measure_codes
from queries.months import Month
from queries.tables import measure_value, monthly_report

PARKS_AT_ONCE: Final = 250
"""How many parks' histories stand in memory together."""

HISTORY_MONTHS: Final = 36
"""How far back the cross-checks look."""

_NO_ROW: Final = -1

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


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


def monthly_reports_statement(
    codes: Sequence[str], *, first: int, last: int
) -> Select[str, int, str | None]:
    """The reports of some parks in some months."""
    return (
        select(monthly_report.c.park, monthly_report.c.month, monthly_report.c.note)
        .where(
            monthly_report.c.park.in_(codes),
            monthly_report.c.month.between(first, last),
        )
        .order_by(monthly_report.c.park, monthly_report.c.month)
    )


def known_values_statement(
    codes: Sequence[str], *, first: int
) -> Select[str, int, str, float]:
    """The values of some parks from a month on."""
    return (
        select(
            measure_value.c.park,
            measure_value.c.month,
            measure_value.c.measure,
            measure_value.c.value,
        )
        .where(measure_value.c.park.in_(codes), measure_value.c.month >= first)
        .order_by(measure_value.c.park, measure_value.c.month, measure_value.c.measure)
    )


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
    slot_of_row = np.full(len(codes), _NO_ROW, dtype=np.intp)
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


def compare_monthly(
    connection: Connection, plan: MonthlyPlan, *, progress: Progress
) -> None:
    """Hold the plan to the database: fills ``before`` and says what is doubtful."""
    if not plan.codes:
        return
    parks = sorted(set(plan.codes))
    codes = np.array(plan.codes)
    for start in range(0, len(parks), PARKS_AT_ONCE):
        chunk = parks[start : start + PARKS_AT_ONCE]
        low = int(np.searchsorted(codes, chunk[0], side="left"))
        high = int(np.searchsorted(codes, chunk[-1], side="right"))
        _compare_chunk(connection, plan, chunk, slice(low, high))
        progress(min(start + PARKS_AT_ONCE, len(parks)), len(parks))


def _compare_chunk(
    connection: Connection, plan: MonthlyPlan, chunk: list[str], span: slice
) -> None:
    months = plan.months[span]
    oldest = Month.of(min(months)).plus(-HISTORY_MONTHS).stamp
    known = connection.execute(known_values_statement(chunk, first=oldest)).all()
    axis = sorted({*months, *(row[1] for row in known)})
    measures = measure_codes()
    cube = Cube(
        values=np.full((len(chunk), len(axis), len(measures)), np.nan),
        months=axis,
        measures=measures,
    )
    park_at = {code: index for index, code in enumerate(chunk)}
    month_at = {month: index for index, month in enumerate(axis)}
    measure_at = {code: index for index, code in enumerate(measures)}
    if known:
        park, month, measure, value = zip(*known, strict=True)
        cube.values[
            [park_at[code] for code in park],
            [month_at[stamp] for stamp in month],
            [measure_at[code] for code in measure],
        ] = value
    parks_of = np.array([park_at[code] for code in plan.codes[span]], dtype=np.intp)
    months_of = np.array([month_at[stamp] for stamp in months], dtype=np.intp)
    plan.before[span] = cube.values[parks_of, months_of]
    incoming = plan.values[span]
    cube.values[parks_of, months_of] = np.where(
        np.isnan(incoming), plan.before[span], incoming
    )
    _read_reports(connection, plan, chunk, span)
    has_note = [
        bool(plan.notes[slot] or plan.notes_before[slot])
        for slot in range(span.start, span.stop)
    ]
    touched = Touched(
        parks=parks_of, months=months_of, has_note=np.array(has_note, dtype=bool)
    )
    _say_doubts(plan, cube, touched, span.start)


def _read_reports(
    connection: Connection, plan: MonthlyPlan, chunk: list[str], span: slice
) -> None:
    months = plan.months[span]
    statement = monthly_reports_statement(chunk, first=min(months), last=max(months))
    known = {(code, month): note for code, month, note in connection.execute(statement)}
    for slot in range(span.start, span.stop):
        key = (plan.codes[slot], plan.months[slot])
        plan.is_report_new[slot] = key not in known
        plan.notes_before[slot] = known.get(key)


def _say_doubts(plan: MonthlyPlan, cube: Cube, touched: Touched, offset: int) -> None:
    for doubt in doubts(cube, touched):
        slot = offset + doubt.position
        row = plan.report_source[slot]
        if doubt.measure is not None:
            row = int(plan.source[slot, cube.measures.index(doubt.measure)])
        sheet, position = plan.place(row)
        sheet.warn(position, doubt.measure or "month", doubt.code, **doubt.values)


def row_states(plan: MonthlyPlan) -> Iterator[tuple[MonthlySheet, str]]:
    """Yield for each good row its sheet and whether it is new, changed, unchanged."""
    changes = plan.is_new | plan.is_changed
    noted = plan.has_new_note
    start = 0
    for sheet in plan.sheets:
        for position in range(len(sheet.rows)):
            slot = int(plan.slot_of_row[start + position])
            if slot == _NO_ROW:
                continue
            if plan.is_report_new[slot]:
                yield sheet, "new"
                continue
            says = ~np.isnan(sheet.values[position])
            news = noted[slot] and sheet.notes[position] == plan.notes[slot]
            is_changed = bool((changes[slot] & says).any()) or news
            yield sheet, "changed" if is_changed else "unchanged"
        start += len(sheet.rows)
