"""The preview of an import: every fault at once, and what it would change."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from queries.intake.assessment_plan import (
    GradeChange,
    key_of,
    known_assessments,
    plan_assessment,
)
from queries.intake.assessments import read_assessments
from queries.intake.coordinates import Gazetteer
from queries.intake.entries import Entry, merged
from queries.intake.faults import Fault
from queries.intake.headers import Table
from queries.intake.monthly import MonthlySheet, read_monthly
from queries.intake.monthly_comparison import Progress, compare_monthly, row_states
from queries.intake.monthly_plan import MonthlyPlan, plan_monthly
from queries.intake.places import Known, known, same_name
from queries.intake.reading import Workbook
from queries.intake.registry import check_places, read_registry
from queries.intake.registry_plan import ParkChange, known_rows, plan_park
from queries.intake.rows import looks_like_code, read_text
from queries.months import Month
from queries.vocabulary import WorkbookKind

CODES_AT_ONCE: Final = 500
"""How many parks are looked up in one statement."""

STATES: Final = ("unchanged", "changed", "new")
"""What a row may do to the database, the strongest last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What one file holds of one kind: counts of rows, everything wrong with it.

    ``n_rows`` counts rows of data; new, changed and unchanged are the good ones.
    Rows of one file that tell of the same record count once.
    """

    file: str
    sha256: str
    kind: WorkbookKind
    n_rows: int
    n_new: int
    n_changed: int
    n_unchanged: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would change, by file and by row; nothing is written yet."""

    files: tuple[FileReport, ...]
    parks: tuple[ParkChange, ...]
    monthly: MonthlyPlan
    grades: tuple[GradeChange, ...]
    park_names: Mapping[str, str]
    month: Month

    @property
    def has_faults(self) -> bool:
        """Whether any file has a fault."""
        return any(report.faults for report in self.files)

    @property
    def changes_anything(self) -> bool:
        """Whether any good row is new or changed."""
        return any(report.n_new or report.n_changed for report in self.files)


def batched(codes: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Cut *codes* into pieces of at most *size*."""
    for start in range(0, len(codes), size):
        yield codes[start : start + size]


def no_progress(_done: int, _total: int) -> None:
    """Show nothing."""


@dataclass(slots=True)
class _Read:
    """The rows of all files, by kind, and how many rows each sheet had."""

    registry: list[Entry] = field(default_factory=list)
    monthly: list[MonthlySheet] = field(default_factory=list)
    assessments: list[Entry] = field(default_factory=list)
    n_rows: Counter[int] = field(default_factory=Counter)


def prepare(
    connection: Connection,
    *,
    workbooks: Sequence[Workbook],
    gazetteer: Gazetteer,
    today: date,
    progress: Progress = no_progress,
) -> Preview:
    """Hold files to each other and to the database, the registry first.

    Args:
        connection: One transaction; the writing one, if ``apply`` is to follow.
        workbooks: From ``read_workbook``; each may be prepared once.
        gazetteer: Says which banner a point falls in.
        today: The day of the import: a park enters in its month, and nothing
            can be reported of a later one.
        progress: Told how many parks' histories have been compared.
    """
    month = Month.containing(today)
    read = _read_rows(workbooks, month)
    places = known(connection)
    parks = _plan_parks(connection, read.registry, places, gazetteer, month)
    names = {code: known_park.name_zh for code, known_park in places.parks.items()}
    names |= {
        change.entry.code: change.entry.values["name_zh"]
        for change in parks
        if "name_zh" in change.entry.values
    }
    _check_codes(read, places, names)
    monthly = plan_monthly(read.monthly)
    compare_monthly(connection, monthly, progress=progress)
    grades = _plan_grades(connection, read.assessments)
    states = _states(workbooks, read, parks, monthly, grades)
    return Preview(
        files=tuple(_reports(workbooks, read, states)),
        parks=parks,
        monthly=monthly,
        grades=grades,
        park_names=names,
        month=month,
    )


def _read_rows(workbooks: Sequence[Workbook], current: Month) -> _Read:
    read = _Read()
    for workbook in workbooks:
        for table in workbook.tables:
            read.n_rows[id(table)] = _read_table(read, table, current)
    return read


def _read_table(read: _Read, table: Table, current: Month) -> int:
    match table.kind:
        case WorkbookKind.REGISTRY:
            rows = read_registry(table)
            read.registry += rows
            return len(rows)
        case WorkbookKind.ASSESSMENT:
            rows = read_assessments(table, current=current)
            read.assessments += rows
            return len(rows)
        case WorkbookKind.MONTHLY:
            sheet = read_monthly(table, current=current)
            read.monthly.append(sheet)
            return len(sheet.rows)


def _plan_parks(
    connection: Connection,
    rows: list[Entry],
    places: Known,
    gazetteer: Gazetteer,
    month: Month,
) -> tuple[ParkChange, ...]:
    existing: dict[str, Mapping[str, Any]] = {}
    standings: dict[str, Mapping[str, Any]] = {}
    for codes in batched(sorted({row.code for row in rows}), CODES_AT_ONCE):
        found, stands = known_rows(connection, codes)
        existing |= found
        standings |= stands
    for row in rows:
        joined = {**existing.get(row.code, {}), **standings.get(row.code, {})}
        check_places(row, known=places, existing=joined or None, gazetteer=gazetteer)
    return tuple(
        plan_park(
            entry,
            existing=existing.get(entry.code),
            standing=standings.get(entry.code),
            month=month,
        )
        for entry in merged(rows, key=lambda entry: entry.code)
    )


def _check_codes(read: _Read, places: Known, names: Mapping[str, str]) -> None:
    """Hold the parks of monthly rows and grades to the registry."""
    stated = {row.code for row in read.registry}
    for sheet in read.monthly:
        verdicts = {
            code: _verdict(code, places, names, stated) for code in set(sheet.codes)
        }
        for position, code in enumerate(sheet.codes):
            _say_of_monthly(sheet, position, verdicts[code], names.get(code))
    for entry in read.assessments:
        problem = _verdict(entry.code, places, names, stated)
        name = read_text(entry.cells.get("name_zh", ""))
        known_name = names.get(entry.code)
        if problem is not None:
            entry.fault("code", problem)
        elif name and known_name and not same_name(name, known_name):
            entry.fault("name_zh", "name_differs", known=known_name)


def _verdict(
    code: str, places: Known, names: Mapping[str, str], stated: set[str]
) -> str | None:
    """Return the problem with a code; ``None`` where there is none, or no code."""
    if code in places.parks and places.parks[code].is_generated:
        return "code_is_demo"
    if code in names or not looks_like_code(code):
        return None
    return "code_row_faulty" if code in stated else "code_unknown"


def _say_of_monthly(
    sheet: MonthlySheet, position: int, problem: str | None, known_name: str | None
) -> None:
    name = sheet.names[position]
    if problem is not None:
        sheet.fault(position, "code", problem)
    elif name and known_name and not same_name(name, known_name):
        sheet.fault(position, "name_zh", "name_differs", known=known_name)


def _plan_grades(connection: Connection, rows: list[Entry]) -> tuple[GradeChange, ...]:
    good = merged(rows, key=key_of)
    existing: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for codes in batched(sorted({row.code for row in good}), CODES_AT_ONCE):
        existing |= known_assessments(connection, codes)
    return tuple(
        plan_assessment(entry, existing=existing.get(key_of(entry))) for entry in good
    )


def _states(
    workbooks: Sequence[Workbook],
    read: _Read,
    parks: Sequence[ParkChange],
    monthly: MonthlyPlan,
    grades: Sequence[GradeChange],
) -> Counter[tuple[int, str]]:
    """Count the good records of each sheet by what they would do.

    A record that its file tells twice counts where it stands first, and its other
    rows no longer count as rows.
    """
    book_of = {id(table): id(book) for book in workbooks for table in book.tables}
    counted: dict[tuple[int, object], tuple[int, str]] = {}
    for table, key, state in _records(read, parks, monthly, grades):
        record = (book_of[id(table)], key)
        if record not in counted:
            counted[record] = (id(table), state)
            continue
        first, known_state = counted[record]
        counted[record] = (first, max(known_state, state, key=STATES.index))
        read.n_rows[id(table)] -= 1
    return Counter(counted.values())


def _records(
    read: _Read,
    parks: Sequence[ParkChange],
    monthly: MonthlyPlan,
    grades: Sequence[GradeChange],
) -> Iterator[tuple[Table, object, str]]:
    """Yield of each good row its sheet, what it tells of, and what it would do."""
    for sheet, slot, state in row_states(monthly):
        yield sheet.table, slot, state
    by_code = {change.entry.code: change.state for change in parks}
    for row in read.registry:
        if not row.is_bad:
            yield row.table, row.code, by_code[row.code]
    by_key = {key_of(change.entry): change.state for change in grades}
    for row in read.assessments:
        if not row.is_bad:
            yield row.table, key_of(row), by_key[key_of(row)]


def _reports(
    workbooks: Sequence[Workbook], read: _Read, states: Counter[tuple[int, str]]
) -> Iterator[FileReport]:
    for workbook in workbooks:
        for kind in workbook.kinds:
            tables = tuple(table for table in workbook.tables if table.kind == kind)
            first = kind == workbook.kinds[0]
            yield FileReport(
                file=workbook.name,
                sha256=workbook.sha256,
                kind=kind,
                n_rows=sum(read.n_rows[id(table)] for table in tables),
                n_new=sum(states[id(table), "new"] for table in tables),
                n_changed=sum(states[id(table), "changed"] for table in tables),
                n_unchanged=sum(states[id(table), "unchanged"] for table in tables),
                faults=_in_order(tables, "faults"),
                warnings=(
                    *(workbook.warnings if first else ()),
                    *_in_order(tables, "warnings"),
                ),
                tables=tables,
            )


def _in_order(tables: Sequence[Table], which: str) -> tuple[Fault, ...]:
    return tuple(
        fault
        for table in tables
        for fault in sorted(
            getattr(table, which), key=lambda fault: (fault.row, fault.column)
        )
    )
