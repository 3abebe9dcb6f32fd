"""The differences of a preview one by one: where, what, from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from queries.intake.assessment_plan import GradeChange
from queries.intake.entries import Entry, shown_in
from queries.intake.faults import Fault
from queries.intake.monthly import measure_codes
from queries.intake.monthly_plan import MonthlyPlan
from queries.intake.previews import Preview
from queries.intake.registry_plan import ParkChange
from queries.months import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that an import would write; ``before`` is ``None`` where there is none.

    ``when`` is a month, a period, or ``None`` for the park itself; ``field`` a measure
    or a column of the database.
    """

    file: str
    sheet: str
    cell: str | None
    code: str
    when: str | None
    field: str
    before: Any
    after: Any


def revisions(preview: Preview) -> Iterator[Change]:
    """Yield every value that would replace another, registry first."""
    return (change for change in changes(preview) if change.before is not None)


def changes(preview: Preview) -> Iterator[Change]:
    """Yield every value that would be written, registry first."""
    for park in preview.parks:
        yield from _entry_changes(park.entry, park, None)
    yield from _monthly_changes(preview.monthly)
    for grade in preview.grades:
        yield from _entry_changes(grade.entry, grade, grade.entry.values["period"])


def _entry_changes(
    entry: Entry, change: ParkChange | GradeChange, when: str | None
) -> Iterator[Change]:
    for name, before, after in change.differences():
        cell = entry.said(shown_in(name) or "longitude", "").cell
        yield Change(
            file=entry.table.grid.file,
            sheet=entry.table.grid.sheet,
            cell=cell,
            code=entry.code,
            when=when,
            field=name,
            before=before,
            after=after,
        )


def _monthly_changes(plan: MonthlyPlan) -> Iterator[Change]:
    measures = measure_codes()
    for slot, index in np.argwhere(plan.is_changed | plan.is_new).tolist():
        before = float(plan.before[slot, index])
        said = _said(plan, int(plan.source[slot, index]), measures[index])
        yield _monthly_change(
            plan,
            slot,
            said,
            field=measures[index],
            before=None if isnan(before) else before,
            after=float(plan.values[slot, index]),
        )
    for slot in np.flatnonzero(plan.has_new_note).tolist():
        said = _said(plan, plan.report_source[slot], "note")
        yield _monthly_change(
            plan,
            slot,
            said,
            field="note",
            before=plan.notes_before[slot],
            after=plan.notes[slot],
        )


def _said(plan: MonthlyPlan, row: int, column: str) -> tuple[str, Fault]:
    sheet, position = plan.place(row)
    return sheet.table.grid.file, sheet.said(position, column, "")


def _monthly_change(
    plan: MonthlyPlan,
    slot: int,
    said: tuple[str, Fault],
    *,
    field: str,
    before: Any,  # noqa: ANN401  a number or a note
    after: Any,  # noqa: ANN401  a number or a note
) -> Change:
    file, where = said
    return Change(
        file=file,
        sheet=where.sheet,
        cell=where.cell,
        code=plan.codes[slot],
        when=str(Month.of(plan.months[slot])),
        field=field,
        before=before,
        after=after,
    )
