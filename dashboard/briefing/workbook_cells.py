"""Tables in a workbook: typed cells, heads with units, filters and print set-up."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any, Final

import xlsxwriter

from dashboard.briefing.packs import CellKind, Column, Provenance, Table
from dashboard.drawing.label_columns import em_width
from dashboard.text import Speaker
from dashboard.theme import LIGHT, Palette
from queries.months import Month

FACE: Final = "Microsoft YaHei"
"""What Office has on every Chinese machine; others show their own instead."""

NAME_LENGTH: Final = 31
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED: Final = "history"
"""What a sheet may not be called."""

DIGITS_PER_EM: Final = 1.9
"""A Chinese character is about so many of the digits that Excel measures in."""

MOST_LINES: Final = 4

HEAD_ROW: Final = 3
"""Above it: the title, what to know of it, an empty row."""

NARROWEST: Final = 8.0
WIDEST: Final = 72.0
HEAD_LINE: Final = 15.0
A4: Final = 9


@dataclass(slots=True)
class Book:
    """A workbook in the making."""

    file: Any
    say: Speaker
    provenance: Provenance
    palette: Palette = LIGHT
    names: set[str] = field(default_factory=set)
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def looks(self, **properties: Any) -> Any:  # noqa: ANN401  xlsxwriter is untyped
        """Return the format of cells with *properties*, in our face."""
        whole = {"font_name": FACE, "font_size": 10, "valign": "vcenter"} | properties
        known = tuple(sorted(whole.items()))
        if known not in self._formats:
            self._formats[known] = self.file.add_format(whole)
        return self._formats[known]

    def sheet(self, title: str) -> Any:  # noqa: ANN401  as above
        """Return a new sheet, called after *title*, set up to be printed."""
        name = sheet_name(title, self.names)
        self.names.add(name.lower())
        sheet = self.file.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L&9{escaped(title)}&R&9{escaped(self._state())}")
        handling = escaped(self.provenance.handling)
        sheet.set_footer(f"&L&9{handling}&R&9{self.say('workbook.printed')}")
        return sheet

    def _state(self) -> str:
        provenance = self.provenance
        demo = self.say("app.demo") if provenance.is_simulated else ""
        return "  ".join(filter(None, (demo, provenance.period, provenance.snapshot)))


def escaped(text: str) -> str:
    """Return *text* for headers and footers of print, short enough for Excel."""
    return text.replace("&", "&&")[:100]


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name for a sheet: allowed, at most 31 characters, not *taken*.

    *taken* are names in lower case: to Excel these are the same.
    """
    clean = FORBIDDEN.sub(" ", title).strip().strip("'").strip() or "-"
    for number in count(1):
        tail = "" if number == 1 else f" {number}"
        name = _cut(clean, NAME_LENGTH - len(tail)).rstrip("' ") + tail
        if name.lower() not in taken | {RESERVED}:
            return name
    raise AssertionError


def _cut(text: str, most: int) -> str:
    """Return as much of *text* as fits: Excel counts characters as UTF-16 does."""
    units = text.encode("utf-16-le")[: 2 * most]
    return units.decode("utf-16-le", errors="ignore")


def put_title(book: Book, sheet: Any, title: str, note: str) -> None:  # noqa: ANN401  as above
    """Write what a sheet shows, and what to know of it."""
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, title, book.looks(bold=True, font_size=14))
    if note:
        sheet.write_string(1, 0, note, book.looks(font_color=book.palette.ink3))


def put_table(book: Book, sheet: Any, table: Table) -> int:  # noqa: ANN401  as above
    """Write *table* with its head in ``HEAD_ROW``; return the first row below it."""
    wide = len(table.columns) - 1
    for at, column in enumerate(table.columns):
        sheet.write_string(HEAD_ROW, at, head_of(column), _head(book))
        cells = [row[at] for row in table.rows]
        sheet.set_column(at, at, _width(column, cells))
        looks = _looks(book, column)
        for below, value in enumerate(cells, start=HEAD_ROW + 1):
            shown = column.missing if is_missing(value) else value
            put_cell(sheet, (below, at), shown, column.kind, looks)
    last = HEAD_ROW + len(table.rows)
    sheet.set_row(HEAD_ROW, HEAD_LINE * _head_lines(table))
    sheet.freeze_panes(HEAD_ROW + 1, _frozen(table))
    sheet.repeat_rows(HEAD_ROW)
    if table.columns:
        sheet.autofilter(HEAD_ROW, 0, max(last, HEAD_ROW + 1), wide)
        sheet.ignore_errors(
            {"number_stored_as_text": f"A1:XFD{max(last, HEAD_ROW) + 1}"}
        )
    return last + 1


def head_of(column: Column) -> str:
    """Return the head of a column: its name and, where it has one, its unit."""
    return f"{column.name}\n{column.unit}" if column.unit else column.name


def _head_lines(table: Table) -> int:
    """Return how many lines the highest head takes."""
    return max((_lines_of(column) for column in table.columns), default=1)


def _lines_of(column: Column) -> int:
    room = (NARROWEST if column.kind is not CellKind.TEXT else WIDEST) / DIGITS_PER_EM
    named = max(1, math.ceil(em_width(column.name) / max(room, 1.0)))
    return min(MOST_LINES, named) + bool(column.unit)


def _frozen(table: Table) -> int:
    """Return how many columns stay in sight: up to the first that names the row."""
    kinds = [column.kind for column in table.columns]
    texts = [at for at, kind in enumerate(kinds[:3]) if kind is CellKind.TEXT]
    return 2 if texts[:2] == [0, 1] else 1


def put_cell(
    sheet: Any,  # noqa: ANN401  as above
    at: tuple[int, int],
    value: object,
    kind: CellKind,
    looks: Any,  # noqa: ANN401  as above
) -> None:
    """Write one typed cell; what is missing stays empty, text is never a formula."""
    if is_missing(value):
        sheet.write_blank(*at, None, looks)
    elif kind is CellKind.DAY and isinstance(value, date):
        sheet.write_datetime(*at, datetime(value.year, value.month, value.day), looks)  # noqa: DTZ001  Excel's days have no zone
    elif kind is CellKind.MONTH and (month := month_of(value)) is not None:
        sheet.write_datetime(*at, datetime(month.year, month.number, 1), looks)  # noqa: DTZ001  as above
    elif kind in NUMERIC and (number := number_of(value)) is not None:
        sheet.write_number(*at, number, looks)
    else:
        sheet.write_string(*at, str(value), looks)


NUMERIC: Final = {CellKind.NUMBER, CellKind.SHARE, CellKind.COUNT}


def is_missing(value: object) -> bool:
    """Return whether *value* is any of the ways to say that there is none."""
    if value is None or value == "":
        return True
    try:
        return bool(value != value)  # noqa: PLR0124  NaN and NaT are not themselves
    except TypeError:
        return True  # pandas' NA answers neither yes nor no


def number_of(value: object) -> float | None:
    """Return *value* as a number that a cell can hold; ``None`` where it is none."""
    if isinstance(value, bool | str):
        return None
    try:
        number = float(value)  # type: ignore[arg-type]  # numpy's numbers share no type
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def month_of(value: object) -> Month | None:
    """Return the month that 202603, ``2026-03`` or a ``Month`` names."""
    if isinstance(value, Month):
        return value
    found = re.fullmatch(r"(\d{4})-?(0[1-9]|1[0-2])", str(value))
    return None if found is None else Month(int(found[1]), int(found[2]))


def number_format(column: Column) -> str:
    """Return how a spreadsheet writes the numbers of *column*."""
    digits = f".{'0' * column.decimals}" if column.decimals else ""
    return {
        CellKind.SHARE: f"0{digits}%",
        CellKind.NUMBER: f"#,##0{digits}",
        CellKind.COUNT: "#,##0",
        CellKind.DAY: "yyyy-mm-dd",
        CellKind.MONTH: "yyyy-mm",
    }.get(column.kind, "@")


def _looks(book: Book, column: Column) -> Any:  # noqa: ANN401  as above
    line = {"bottom": 1, "bottom_color": book.palette.border}
    if column.kind is CellKind.TEXT:
        return book.looks(**line, text_wrap=True, num_format="@")
    return book.looks(**line, align="right", num_format=number_format(column))


def _head(book: Book) -> Any:  # noqa: ANN401  as above
    return book.looks(
        bold=True,
        text_wrap=True,
        font_color=book.palette.ink2,
        bg_color=book.palette.surface,
        bottom=1,
        bottom_color=book.palette.ink3,
    )


def _width(column: Column, cells: Sequence[object]) -> float:
    """Return how wide a column is, in the digits that Excel counts in."""
    seen = [str(value) for value in cells if not is_missing(value)]
    words = max((em_width(text) for text in seen), default=0.0)
    if column.kind is not CellKind.TEXT:
        words = min(words, 7.0)
    head = max(em_width(column.name) / 2, em_width(column.unit))
    return min(WIDEST, max(NARROWEST, DIGITS_PER_EM * max(words, head) + 2.5))


def opened(buffer: Any) -> Any:  # noqa: ANN401  as above
    """Return a new workbook that is written into *buffer*, all in memory."""
    return xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
