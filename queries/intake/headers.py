"""Which row of a sheet is its header, and what each column means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from queries.errors import KeyColumnMissingError, Sentence
from queries.indicators import dictionary
from queries.intake.faults import Cell, Fault, shown
from queries.intake.grids import Grid
from queries.intake.quantities import Unit, is_any_unit, read_unit, units_of
from queries.intake.wording import (
    HEADERS,
    KEYS,
    MEASURE_ALIASES,
    SILENT_HEADERS,
    UNIT_ROW_LABELS,
    is_missing,
    plain,
    unnumbered,
)
from queries.vocabulary import WorkbookKind

MOST_HEADER_ROWS: Final = 3
"""Group names, names, units: deeper headers are not in use."""

SHARED: Final = frozenset({"code", "name_zh", "note"})
"""Columns that tell nothing of the kind of a sheet."""

AREA_UNIT: Final = "km2"
"""The unit of the one quantity of a registry, its planned area."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that was understood; ``unit`` is ``None`` where it needs none."""

    index: int
    unit: Unit | None


@dataclass(slots=True)
class Table:
    """One recognised sheet: its kind, its columns by field, its first row of data."""

    kind: WorkbookKind
    grid: Grid
    header_row: int
    first_row: int
    columns: dict[str, Column] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


@cache
def fields(kind: WorkbookKind) -> Mapping[str, str]:
    """Return plain header name to field of one *kind* of workbook."""
    known = {
        plain(name): code for code, names in HEADERS[kind].items() for name in names
    }
    if kind is WorkbookKind.MONTHLY:
        for measure in dictionary().measures:
            names = (measure.name_zh, *MEASURE_ALIASES.get(measure.code, ()))
            known.update({plain(name): measure.code for name in names})
    return known


@cache
def unit_of(kind: WorkbookKind, code: str) -> str | None:
    """Return the unit in which a field is stored; ``None`` if it is no quantity."""
    if kind is WorkbookKind.REGISTRY:
        return AREA_UNIT if code == "planned_area_km2" else None
    if kind is WorkbookKind.MONTHLY:
        units = {measure.code: measure.unit for measure in dictionary().measures}
        return units.get(code)
    return None


def canonical_name(kind: WorkbookKind, code: str) -> str:
    """Return the name that the format gives a field's column."""
    if code in HEADERS[kind]:
        return HEADERS[kind][code][0]
    return next(
        measure.name_zh for measure in dictionary().measures if measure.code == code
    )


def split_unit(header: str) -> tuple[str, str | None]:
    """Split a plain *header* into its name and what its last bracket holds."""
    if not header.endswith(")"):
        return header, None
    depth = 0
    for position in range(len(header) - 1, -1, -1):
        depth += (header[position] == ")") - (header[position] == "(")
        if depth == 0:
            return header[:position], header[position + 1 : -1]
    return header, None


def find_table(grid: Grid, *, kind: WorkbookKind | None = None) -> Table | None:
    """Recognise a sheet by the first row that holds the key columns of a kind.

    Raises:
        KeyColumnMissingError: A row looks like the header of a self-test or of grades,
            but for the column of the month or period.
    """
    kinds = list(KEYS) if kind is None else [kind]
    headless: KeyColumnMissingError | None = None
    for number, row in enumerate(grid.rows):
        texts = {_header_text(cell) for cell in row}
        for candidate in kinds:
            if not _has_keys(texts, candidate):
                continue
            meant = _meant(texts, candidate)
            if meant is candidate:
                return table_at(grid, candidate, number)
            if not _has_keys(texts, meant):
                headless = headless or _headless(grid, number, meant)
    if headless is not None and grid.is_visible:
        raise headless
    return None


def _has_keys(texts: set[str], kind: WorkbookKind) -> bool:
    return _named(texts, kind).issuperset(KEYS[kind])


def _named(texts: set[str], kind: WorkbookKind) -> set[str]:
    """Return the fields of *kind* that plain header texts name."""
    known = fields(kind)
    return {code for text in texts if (code := match(text, known)) is not None}


def _meant(texts: set[str], kind: WorkbookKind) -> WorkbookKind:
    """Return the kind that most columns belong to, *kind* where none has more.

    Code and name alone make a registry, but a self-test has them as well.
    """
    counts = {
        each: len(_named(texts, each) - SHARED - set(KEYS[each])) for each in KEYS
    }
    most = max(counts, key=lambda each: counts[each])
    return most if counts[most] > counts[kind] else kind


def _headless(grid: Grid, number: int, kind: WorkbookKind) -> KeyColumnMissingError:
    [key] = set(KEYS[kind]) - {"code"}
    return KeyColumnMissingError(
        file=grid.file,
        sheet=grid.sheet,
        row=number + 1,
        kind=Sentence(f"intake.kind.{kind.value}"),
        name=HEADERS[kind][key][0],
        names=HEADERS[kind][key],
    )


def _header_text(cell: Cell) -> str:
    return unnumbered(plain(cell).strip("*※")) if isinstance(cell, str) else ""


def table_at(grid: Grid, kind: WorkbookKind, header_row: int) -> Table:
    """Understand the header that begins in a given row."""
    rows = [_spread(grid, header_row)]
    last = min(header_row + MOST_HEADER_ROWS, len(grid.rows))
    for number in range(header_row + 1, last):
        if not _continues(grid.rows[number], kind, rows[0]):
            break
        units = ["" if t in UNIT_ROW_LABELS else t for t in _spread(grid, number)]
        rows.append(units)
    table = Table(kind, grid, header_row, header_row + len(rows))
    above = _group_names(grid, header_row)
    for index in range(max(map(len, rows))):
        texts = [row[index] for row in rows if index < len(row) and row[index]]
        group = above[index] if len(rows) == 1 and index < len(above) else ""
        _understand(table, index, _without_repeats([group, *texts]))
    _doubt_unread_measures(table)
    return table


def _doubt_unread_measures(table: Table) -> None:
    """Make a fault of an unknown column that begins as a measure nobody else gives.

    Its unit may stand outside of brackets: left out with a mere warning, the measure
    would be missing for no reason that its sender could see.
    """
    lacking = {
        name: code
        for name, code in fields(table.kind).items()
        if unit_of(table.kind, code) is not None and code not in table.columns
    }
    for said in list(table.warnings):
        if said.code != "column_unknown" or said.column is None:
            continue
        text = _header_text(said.value)
        like = [name for name in lacking if text.startswith(name)]
        if like:
            code = lacking[max(like, key=len)]
            name = canonical_name(table.kind, code)
            table.warnings.remove(said)
            table.faults.append(_said(table, said.column, "column_unclear", name=name))


def _spread(grid: Grid, number: int) -> list[str]:
    """Return the texts of a header row, merged ones repeated over their cells."""
    texts = [_header_text(cell) for cell in grid.rows[number]]
    for (top, left), (bottom, right) in grid.merged or ():
        if top <= number <= bottom:
            text = _header_text(grid.rows[top][left])
            for index in range(left, min(right + 1, len(texts))):
                texts[index] = text
    return texts


def _group_names(grid: Grid, header_row: int) -> list[str]:
    """Return group names that stand over the header in merged cells."""
    names = [""] * len(grid.rows[header_row])
    for (top, left), (bottom, right) in grid.merged or ():
        covers_all = right - left + 1 >= len(names) - 1
        if top <= header_row - 1 == bottom and not covers_all:
            for index in range(left, min(right + 1, len(names))):
                names[index] = _header_text(grid.rows[top][left])
    return names


def _continues(row: Sequence[Cell], kind: WorkbookKind, above: Sequence[str]) -> bool:
    """Say whether *row* is a further row of the header: units, or names of a group."""
    known = fields(kind)
    texts = [_header_text(cell) for cell in row]
    texts = ["" if text in UNIT_ROW_LABELS else text for text in texts]
    if any(not isinstance(cell, str) for cell in row):
        return False
    keys = set(KEYS[kind])
    for text, over in zip(texts, above, strict=False):
        if known.get(over) in keys and text and text != over:
            return False
    filled = [text for text in texts if text]
    understood = [
        text
        for text in filled
        if is_any_unit(text.strip("()")) or match(text, known) is not None
    ]
    return bool(understood) and len(understood) * 2 >= len(filled)


def match(text: str, known: Mapping[str, str]) -> str | None:
    """Return the field that a plain header text names, with or without a unit."""
    return known.get(text) or known.get(split_unit(text)[0])


def _without_repeats(texts: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for text in texts:
        if text and (not kept or kept[-1] != text):
            kept.append(text)
    return kept


def _understand(table: Table, index: int, texts: list[str]) -> None:
    """Enter what a column means, or say that it is not known."""
    if not texts:
        _warn_if_filled(table, index)
        return
    for name, unit in _readings(texts):
        code = fields(table.kind).get(name)
        if code is not None:
            _enter(table, index, code, unit)
            return
    if texts[-1] not in SILENT_HEADERS:
        table.warnings.append(_said(table, index, "column_unknown"))


def _readings(texts: list[str]) -> Iterator[tuple[str, str | None]]:
    """Give the ways to read stacked header texts as a name and a unit."""
    unit: str | None = None
    names = texts
    if len(texts) > 1 and is_any_unit(texts[-1].strip("()")):
        unit, names = texts[-1].strip("()"), texts[:-1]
    group_unit = split_unit(names[0])[1] if len(names) > 1 else None
    groups = ["", *names[:-1], "".join(names[:-1])]
    for group in groups:
        group_name = split_unit(group)[0]
        whole = group_name + names[-1]
        yield whole, unit or group_unit
        name, bracket = split_unit(whole)
        yield name, bracket if unit is None else unit


def _enter(table: Table, index: int, code: str, unit: str | None) -> None:
    name = canonical_name(table.kind, code)
    if code in table.columns:
        first = Fault(
            code="", sheet="", row=0, column=table.columns[code].index, value=""
        )
        where = (first.cell or "").rstrip("1")
        fault = _said(table, index, "column_twice", name=name, first=where)
        table.faults.append(fault)
        return
    stored_in = unit_of(table.kind, code)
    read = None
    if stored_in is not None:
        read = read_unit(unit, unit=stored_in) if unit else None
        if read is None:
            table.faults.append(_unit_fault(table, index, name, unit, stored_in))
    table.columns[code] = Column(index, read)


def _unit_fault(
    table: Table, index: int, name: str, unit: str | None, stored_in: str
) -> Fault:
    allowed = tuple(units_of(stored_in))
    if not unit:
        code = "unit_missing"
    elif "%" in unit or "‰" in unit:
        code = "unit_percent"
    else:
        code = "unit_unknown"
    return _said(table, index, code, name=name, unit=unit or "", allowed=allowed)


def _warn_if_filled(table: Table, index: int) -> None:
    filled = (
        number
        for number in range(table.first_row, len(table.grid.rows))
        if index < len(table.grid.rows[number])
        and not is_missing(table.grid.rows[number][index])
    )
    if next(filled, None) is not None:
        table.warnings.append(_said(table, index, "column_unnamed"))


def _said(table: Table, index: int, code: str, **values: object) -> Fault:
    row = table.grid.rows[table.header_row]
    return Fault(
        code=code,
        sheet=table.grid.sheet,
        row=table.header_row,
        column=index,
        value=shown(row[index]) if index < len(row) else "",
        values=values,
        severity="warning" if code in _DOUBTS else "fault",
    )


_DOUBTS: Final = {"column_unknown", "column_unnamed"}
