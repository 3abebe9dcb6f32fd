"""One import, written as one batch that remembers where every value came from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
from sqlalchemy import (
    Connection,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from queries.batches import insert_rows, open_batch, remember
from queries.intake.assessment_plan import GradeChange
from queries.intake.entries import Entry
from queries.intake.faults import letters
from queries.intake.monthly import measure_codes
from queries.intake.monthly_plan import MonthlyPlan, Progress
from queries.intake.places import is_simulated
from queries.intake.previews import FileReport, Preview, batched, no_progress
from queries.intake.registry import STANDING
from queries.intake.registry_plan import ParkChange
from queries.tables import (
    assessment,
    measure_value,
    monthly_report,
    park,
    park_standing,
    source_column,
    source_file,
    source_row,
)
from queries.vocabulary import Action, Flag, Origin

PARKS_AT_ONCE: Final = 250
"""How many parks' changed rows stand in memory together."""

ROWS_AT_ONCE: Final = 20_000
"""How many bare rows go to the database at once."""


def apply(
    connection: Connection,
    *,
    preview: Preview,
    who: str,
    made_at: datetime,
    progress: Progress = no_progress,
) -> int | None:
    """Write the good rows of *preview* and return the batch; ``None`` if none is new.

    The caller decides whether a preview with faults may be applied at all.

    Args:
        connection: The one from ``engine.writing`` that the preview was made on.
        preview: From ``prepare``.
        who: The person, or the account that the command ran under.
        made_at: With a time zone.
        progress: Told how many parks' months have been written.
    """
    if not preview.changes_anything:
        return None
    number = open_batch(
        connection,
        action=Action.IMPORT,
        who=who,
        made_at=made_at,
        summary={
            "files": list(dict.fromkeys(report.file for report in preview.files)),
            "new": sum(report.n_new for report in preview.files),
            "changed": sum(report.n_changed for report in preview.files),
        },
    )
    sources = _Sources(connection, preview.files, number)
    _write_parks(connection, preview, number, sources)
    _write_monthly(connection, preview, number, made_at, sources, progress)
    _write_grades(connection, preview.grades, number, sources)
    return number


class _Sources:
    """Gives every row of a sheet that a value came from its number."""

    def __init__(
        self, connection: Connection, files: Sequence[FileReport], number: int
    ) -> None:
        self._connection = connection
        self._files: dict[int, int] = {}
        first = _next(connection, source_file, "file_id")
        for file_id, report in enumerate(files, start=first):
            connection.execute(
                insert(source_file).values(
                    file_id=file_id,
                    batch=number,
                    name=report.file,
                    sha256=report.sha256,
                    kind=report.kind.value,
                )
            )
            insert_rows(connection, source_column, _columns(file_id, report))
            self._files |= {id(table): file_id for table in report.tables}

    def number(self, rows: Iterable[tuple[int, str, int]]) -> list[int]:
        """Enter rows, each by its table's identity, its sheet and its row."""
        first = _next(self._connection, source_row, "row_id")
        entered = [
            (first + index, self._files[table], sheet, row + 1)
            for index, (table, sheet, row) in enumerate(rows)
        ]
        names = ("row_id", "file_id", "sheet", "row_number")
        insert_bare(self._connection, source_row, names, entered)
        return [row[0] for row in entered]

    def of(self, entries: Sequence[Entry]) -> dict[int, int]:
        """Enter the rows of *entries*; return the numbers by entry identity."""
        numbers = self.number(
            (id(entry.table), entry.table.grid.sheet, entry.row) for entry in entries
        )
        return dict(zip(map(id, entries), numbers, strict=True))


def _columns(file_id: int, report: FileReport) -> Iterable[dict[str, object]]:
    seen: set[tuple[str, str]] = set()
    for table in report.tables:
        for field, column in table.columns.items():
            if (table.grid.sheet, field) not in seen:
                seen.add((table.grid.sheet, field))
                yield {
                    "file_id": file_id,
                    "sheet": table.grid.sheet,
                    "field": field,
                    "letters": letters(column.index),
                    "unit": column.unit.text if column.unit else None,
                }


def _next(connection: Connection, table: Table, column: str) -> int:
    """Return the next free number; nobody else writes in this transaction."""
    largest = select(func.coalesce(func.max(table.c[column]), 0))
    number: int = connection.execute(largest).scalar_one()
    return number + 1


def insert_bare(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Insert many rows of plain numbers and texts, past the work of type conversion."""
    statement = insert(table).compile(
        dialect=connection.dialect, column_keys=list(names)
    )
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        if statement.positional:
            connection.exec_driver_sql(str(statement), list(some))
        else:
            named = [dict(zip(names, row, strict=True)) for row in some]
            connection.execute(insert(table), named)


def _write_parks(
    connection: Connection, preview: Preview, number: int, sources: _Sources
) -> None:
    changes = [change for change in preview.parks if change.state != "unchanged"]
    rows = sources.of([change.entry for change in changes])
    new = [change for change in changes if change.existing is None]
    insert_rows(
        connection,
        park,
        (_new_park(change, preview, number, rows[id(change.entry)]) for change in new),
    )
    insert_rows(
        connection, park_standing, (_standing(change, number) for change in new)
    )
    for change in changes:
        if change.existing is not None:
            _revise_park(connection, change, number, rows[id(change.entry)])


def _new_park(
    change: ParkChange, preview: Preview, number: int, row: int
) -> dict[str, object]:
    return {column.name: change.park_values.get(column.name) for column in park.c} | {
        "code": change.entry.code,
        "origin": Origin.WORKBOOK.value,
        "is_simulated": int(is_simulated(change.entry.values["name_zh"])),
        "entered_month": preview.month.stamp,
        "source_row": row,
        "batch": number,
    }


def _standing(change: ParkChange, number: int) -> dict[str, object]:
    known = change.standing or {}
    values = {name: known.get(name) for name in STANDING} | dict(change.standing_values)
    moves = "league_city" in change.standing_values
    if moves and "banner" not in change.entry.values:
        values["banner"] = None
    at = {"park": change.entry.code, "valid_from": change.valid_from}
    return values | at | {"batch": number}


def _revise_park(
    connection: Connection, change: ParkChange, number: int, row: int
) -> None:
    code = change.entry.code
    if change.park_values:
        remember(connection, number=number, table=park, rows=[change.existing or {}])
        connection.execute(
            update(park)
            .where(park.c.code == code)
            .values(**change.park_values, source_row=row, batch=number)
        )
    if not change.standing_values:
        return
    known = change.standing
    if known is None or known["valid_from"] != change.valid_from:
        insert_rows(connection, park_standing, [_standing(change, number)])
        return
    remember(connection, number=number, table=park_standing, rows=[known])
    connection.execute(
        update(park_standing)
        .where(
            park_standing.c.park == code,
            park_standing.c.valid_from == change.valid_from,
        )
        .values(**_standing(change, number))
    )


def _write_monthly(
    connection: Connection,
    preview: Preview,
    number: int,
    made_at: datetime,
    sources: _Sources,
    progress: Progress,
) -> None:
    plan = preview.monthly
    if not plan.codes:
        return
    rows = _number_rows(plan, sources)
    _write_reports(connection, plan, number, made_at, rows)
    simulated = {
        code for code, name in preview.park_names.items() if is_simulated(name)
    }
    _insert_values(connection, plan, number, rows, simulated, progress)
    _revise_values(connection, plan, number, rows, simulated)


def _number_rows(plan: MonthlyPlan, sources: _Sources) -> dict[int, int]:
    """Enter every row of which something is written."""
    touched = np.flatnonzero(plan.is_report_touched)
    written = plan.is_new | plan.is_changed
    report_rows = np.array(plan.report_source, dtype=np.intp)[touched]
    used = np.unique(np.concatenate([report_rows, plan.source[written]])).tolist()
    places = [
        (id(sheet.table), sheet.table.grid.sheet, sheet.rows[position])
        for sheet, position in map(plan.place, used)
    ]
    return dict(zip(used, sources.number(places), strict=True))


def _write_reports(
    connection: Connection,
    plan: MonthlyPlan,
    number: int,
    made_at: datetime,
    rows: Mapping[int, int],
) -> None:
    touched = np.flatnonzero(plan.is_report_touched).tolist()
    insert_rows(
        connection,
        monthly_report,
        (
            {
                "park": plan.codes[slot],
                "month": plan.months[slot],
                "received_on": made_at.date(),
                "note": plan.notes[slot],
                "source_row": rows[plan.report_source[slot]],
                "batch": number,
            }
            for slot in touched
            if plan.is_report_new[slot]
        ),
    )
    again = {
        (plan.codes[slot], plan.months[slot]): slot
        for slot in touched
        if not plan.is_report_new[slot]
    }
    _remember_rows(connection, monthly_report, number, set(again))
    changes = [
        {
            "at_park": park_code,
            "at_month": month,
            "note": plan.notes[slot] or plan.notes_before[slot],
            "source_row": rows[plan.report_source[slot]],
            "batch": number,
        }
        for (park_code, month), slot in again.items()
    ]
    if changes:
        statement = update(monthly_report).where(
            monthly_report.c.park == bindparam("at_park"),
            monthly_report.c.month == bindparam("at_month"),
        )
        connection.execute(statement, changes)


def _insert_values(
    connection: Connection,
    plan: MonthlyPlan,
    number: int,
    rows: Mapping[int, int],
    simulated: set[str],
    progress: Progress,
) -> None:
    names = ("park", "month", "measure", "value", "flag", "source_row", "batch")
    measures = measure_codes()
    flags = _flags(plan, simulated, Flag.REPORTED)
    is_new = plan.is_new
    for start in range(0, len(plan.codes), ROWS_AT_ONCE // len(measures)):
        span = slice(start, start + ROWS_AT_ONCE // len(measures))
        slots, indexes = np.nonzero(is_new[span])
        values = plan.values[span][slots, indexes].tolist()
        origins = plan.source[span][slots, indexes].tolist()
        slots += start
        insert_bare(
            connection,
            measure_value,
            names,
            [
                (
                    plan.codes[slot],
                    plan.months[slot],
                    measures[index],
                    value,
                    flags[slot],
                    rows[origin],
                    number,
                )
                for slot, index, value, origin in zip(
                    slots.tolist(), indexes.tolist(), values, origins, strict=True
                )
            ],
        )
        progress(min(span.stop, len(plan.codes)), len(plan.codes))


def _flags(plan: MonthlyPlan, simulated: set[str], otherwise: Flag) -> list[str]:
    return [
        (Flag.SIMULATED if code in simulated else otherwise).value
        for code in plan.codes
    ]


def _revise_values(
    connection: Connection,
    plan: MonthlyPlan,
    number: int,
    rows: Mapping[int, int],
    simulated: set[str],
) -> None:
    measures = measure_codes()
    slots, indexes = np.nonzero(plan.is_changed)
    if not len(slots):
        return
    flags = _flags(plan, simulated, Flag.REVISED)
    places = list(zip(slots.tolist(), indexes.tolist(), strict=True))
    keys = {
        (plan.codes[slot], plan.months[slot], measures[index]) for slot, index in places
    }
    _remember_rows(connection, measure_value, number, keys)
    statement = update(measure_value).where(
        measure_value.c.park == bindparam("at_park"),
        measure_value.c.month == bindparam("at_month"),
        measure_value.c.measure == bindparam("at_measure"),
    )
    connection.execute(
        statement,
        [
            {
                "at_park": plan.codes[slot],
                "at_month": plan.months[slot],
                "at_measure": measures[index],
                "value": float(plan.values[slot, index]),
                "flag": flags[slot],
                "source_row": rows[int(plan.source[slot, index])],
                "batch": number,
            }
            for slot, index in places
        ],
    )


def _remember_rows(
    connection: Connection,
    table: Table,
    number: int,
    keys: set[tuple[Any, ...]],
) -> None:
    """Journal the rows of *table* with these keys, some parks at a time."""
    names = [column.name for column in table.primary_key]
    codes = sorted({key[0] for key in keys})
    months = sorted({key[1] for key in keys})
    for some in batched(codes, PARKS_AT_ONCE):
        found = connection.execute(
            select(table).where(
                table.c.park.in_(some), table.c.month.between(months[0], months[-1])
            )
        ).mappings()
        kept = [
            dict(row) for row in found if tuple(row[name] for name in names) in keys
        ]
        remember(connection, number=number, table=table, rows=kept)


def _write_grades(
    connection: Connection,
    grades: Sequence[GradeChange],
    number: int,
    sources: _Sources,
) -> None:
    changes = [change for change in grades if change.state != "unchanged"]
    rows = sources.of([change.entry for change in changes])
    new = [change for change in changes if change.existing is None]
    names = ("grade", "score", "assessed_on", "note")
    insert_rows(
        connection,
        assessment,
        (
            {name: change.values.get(name) for name in names}
            | {
                "park": change.entry.code,
                "period": change.entry.values["period"],
                "assessor": change.entry.values["assessor"],
                "source_row": rows[id(change.entry)],
                "batch": number,
            }
            for change in new
        ),
    )
    for change in changes:
        if change.existing is not None:
            _revise_grade(connection, change, number, rows[id(change.entry)])


def _revise_grade(
    connection: Connection, change: GradeChange, number: int, row: int
) -> None:
    known = change.existing or {}
    remember(connection, number=number, table=assessment, rows=[known])
    connection.execute(
        update(assessment)
        .where(
            assessment.c.park == known["park"],
            assessment.c.period == known["period"],
            assessment.c.assessor == known["assessor"],
        )
        .values(**change.values, source_row=row, batch=number)
    )
