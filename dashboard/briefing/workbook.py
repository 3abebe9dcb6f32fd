"""A pack as a workbook: a cover, one sheet a table, and native charts."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from dashboard.briefing.chart_tables import areas_on, parks_on, table_of
from dashboard.briefing.packs import Pack, Sheet, Table
from dashboard.briefing.provenance_lines import every_line
from dashboard.briefing.workbook_cells import Book, opened, put_table, put_title
from dashboard.briefing.workbook_charts import put_charts
from dashboard.briefing.writers import ExportOptions, Written
from dashboard.charts.values import Chart
from dashboard.text import Speaker

Cells = tuple[tuple[object, ...], ...]
"""What tells the parks of one map from those of the next."""

Shown = tuple[Table, Chart | None]
"""What one sheet of the workbook holds."""


def workbook(pack: Pack, options: ExportOptions) -> Written:
    """Return *pack* as the bytes of an .xlsx file, with the number of its sheets.

    What is missing is an empty cell, never a 0; text is never read as a formula.
    """
    say, buffer = options.say, BytesIO()
    file = opened(buffer)
    book = Book(file=file, say=say, provenance=pack.provenance)
    file.set_properties(_properties(pack, say))
    cover = book.sheet(say("workbook.cover"))
    contents = [_put(book, sheet, shown) for sheet, shown in _all_shown(pack, say)]
    _cover(book, cover, pack, contents)
    file.close()
    return Written(content=buffer.getvalue(), n_pages=len(contents) + 1)


def all_tables(pack: Pack, *, say: Speaker) -> tuple[Table, ...]:
    """Return every table of *pack*, those behind its charts and maps among them."""
    return tuple(table for _, (table, _) in _all_shown(pack, say))


def _all_shown(pack: Pack, say: Speaker) -> Iterator[tuple[Sheet, Shown]]:
    seen = set[Cells]()
    for sheet in pack.sheets:
        for table in sheet.tables:
            yield sheet, (table, None)
        for at, chart in enumerate(sheet.charts):
            key = f"{sheet.key}_chart_{at + 1}"
            yield sheet, (table_of(chart, key=key, say=say), chart)
        for value in sheet.maps:
            for name, made in (("parks", parks_on), ("areas", areas_on)):
                table = made(value, key=f"{sheet.key}_{name}", say=say)
                if table.rows and table.rows not in seen:
                    seen.add(table.rows)
                    yield sheet, (table, None)


def _put(book: Book, sheet: Sheet, shown: Shown) -> tuple[str, Table]:
    table, chart = shown
    own = book.sheet(table.title)
    put_title(book, own, table.title, _note(book, sheet, shown))
    below = put_table(book, own, table)
    if chart is not None:
        own.fit_to_pages(1, 1)  # a picture is not cut in two
        put_charts(book, own, chart, table, below)
    return own.get_name(), table


def _note(book: Book, sheet: Sheet, shown: Shown) -> str:
    table, chart = shown
    source = "" if chart is None else chart.source
    told = (sheet.message, table.note, source, book.provenance.snapshot)
    return book.say("list.semicolon").join(filter(None, told))


def _properties(pack: Pack, say: Speaker) -> dict[str, Any]:
    lines = every_line(pack.provenance, say=say)
    told = [say("provenance.told", name=name, words=words) for name, words in lines]
    return {
        "title": pack.title,
        "subject": pack.provenance.period,
        "comments": "\n".join(told),
        "created": pack.provenance.made_at.replace(tzinfo=None),
    }


def _cover(
    book: Book,
    cover: Any,  # noqa: ANN401  xlsxwriter is untyped
    pack: Pack,
    contents: list[tuple[str, Table]],
) -> None:
    say = book.say
    named = book.looks(font_color=book.palette.ink3, valign="top")
    words = book.looks(text_wrap=True)
    put_title(book, cover, pack.title, "")
    cover.set_column(0, 0, 24)
    cover.set_column(1, 1, 96)
    row = 2
    for name, text in every_line(pack.provenance, say=say):
        cover.write_string(row, 0, name, named)
        cover.write_string(row, 1, text, words)
        row += 1
    cover.write_string(row + 1, 1, say("workbook.blank"), words)
    row = _points(book, cover, pack, row + 3)
    cover.write_string(row, 0, say("workbook.contents"), book.looks(bold=True))
    for below, (name, table) in enumerate(contents, start=row + 1):
        link = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
        ink = book.looks(font_color=book.palette.accent, underline=1)
        cover.write_url(below, 0, link, ink, name)
        cover.write_string(below, 1, table.title, words)


def _points(book: Book, cover: Any, pack: Pack, row: int) -> int:  # noqa: ANN401  as above
    """Write the message of every sheet and its points; return the next free row."""
    cover.write_string(row, 0, book.say("workbook.points"), book.looks(bold=True))
    for sheet in pack.sheets:
        for point in (sheet.message, *sheet.points):
            row += 1
            cover.write_string(row, 1, point, book.looks(text_wrap=True))
    return row + 2
