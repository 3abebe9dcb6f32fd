"""Monthly reports and their values, written as part of a batch."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import numpy as np
from sqlalchemy import (
    Connection,
    Table,
    bindparam,
    select,
    update,
)

from queries.batches import insert_rows, remember
from queries.clock import day_of
from queries.indicators import totals
from queries.intake.monthly import measure_codes
from queries.intake.monthly_comparison import PARKS_AT_ONCE, Progress
from queries.intake.monthly_plan import MonthlyPlan
from queries.intake.places import is_simulated
from queries.intake.previews import Preview, batched
from queries.intake.sources import Sources, insert_bare
from queries.tables import (
    measure_value,
    monthly_report,
)
from queries.vocabulary import Flag

SLOTS_AT_ONCE: Final = 1_000
"""How many parks and months are written between two steps of the progress."""


def write_monthly(
    connection: Connection,
    preview: Preview,
    number: int,
    made_at: datetime,
    sources: Sources,
    progress: Progress,
) -> None:
    """Write new and changed reports and values as part of batch *number*."""
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
    totals.refresh(connection, park_months=_written(plan))


def _written(plan: MonthlyPlan) -> list[totals.ParkMonth]:
    """Return the parks and months of which a value is new or changed."""
    is_written = (plan.is_new | plan.is_changed).any(axis=1)
    slots = np.flatnonzero(is_written).tolist()
    return [(plan.codes[slot], plan.months[slot]) for slot in slots]


def _number_rows(plan: MonthlyPlan, sources: Sources) -> dict[int, int]:
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
                "received_on": day_of(made_at),
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
    remember_rows(connection, monthly_report, number, set(again))
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
    for start in range(0, len(plan.codes), SLOTS_AT_ONCE):
        span = slice(start, start + SLOTS_AT_ONCE)
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
    remember_rows(connection, measure_value, number, keys)
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


def remember_rows(
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
