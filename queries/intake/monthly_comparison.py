"""The monthly rows of an import, held to what the database knows."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from sqlalchemy import Connection, Select, select

from queries.intake.crosschecks import Cube, Touched, doubts
from queries.intake.monthly import MonthlySheet, measure_codes
from queries.intake.monthly_plan import NO_ROW, MonthlyPlan
from queries.months import Month
from queries.tables import measure_value, monthly_report

PARKS_AT_ONCE: Final = 250
"""How many parks' histories stand in memory together."""

HISTORY_MONTHS: Final = 36
"""How far back the cross-checks look."""

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


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


def row_states(plan: MonthlyPlan) -> Iterator[tuple[MonthlySheet, int, str]]:
    """Yield of each good row sheet, slot and whether it is new, changed, unchanged."""
    changes = plan.is_new | plan.is_changed
    noted = plan.has_new_note
    start = 0
    for sheet in plan.sheets:
        for position in range(len(sheet.rows)):
            slot = int(plan.slot_of_row[start + position])
            if slot == NO_ROW:
                continue
            if plan.is_report_new[slot]:
                yield sheet, slot, "new"
                continue
            says = ~np.isnan(sheet.values[position])
            news = noted[slot] and sheet.notes[position] == plan.notes[slot]
            is_changed = bool((changes[slot] & says).any()) or news
            yield sheet, slot, "changed" if is_changed else "unchanged"
        start += len(sheet.rows)
