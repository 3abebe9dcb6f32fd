"""The tables of a pack as data: CSV, GeoPackage, GeoJSON, or all in an archive."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.briefing.packs import Pack, Table
from dashboard.briefing.places import coded, geojson, geopackage
from dashboard.briefing.provenance_lines import every_line
from dashboard.briefing.workbook import all_tables
from dashboard.briefing.workbook_cells import is_missing, number_of, sheet_name
from dashboard.briefing.writers import ExportOptions, Written
from dashboard.text import Speaker
from queries.errors import SuffixUnknownError

Tables = tuple[Table, ...]

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell of words that begins so would be computed by Excel."""

SAFE: Final = "'"

FORBIDDEN: Final = re.compile(r'["<>|]')
"""What a sheet may be called, but no file on Windows."""

SIGNED: Final = re.compile(r"[+-]\d+(\.\d+)?")
"""A number with its sign, which computes nothing."""


def data(pack: Pack, options: ExportOptions) -> Written:
    """Return the data of *pack* in the form that the file's suffix asks for.

    Raises:
        SuffixUnknownError: No data is written into such a file.
    """
    if options.suffix not in FORMS:
        raise SuffixUnknownError(suffix=options.suffix, known=sorted(FORMS))
    head = options.say("numbers.code")
    tables = tuple(
        coded(table, name=head) for table in all_tables(pack, say=options.say)
    )
    content = FORMS[options.suffix](pack, tables, options.say)
    return Written(content=content, n_pages=len(tables))


def _csv(pack: Pack, tables: Tables, say: Speaker) -> bytes:
    """Return every table, each after its title where there are several.

    Below them, after an empty line, stands where they come from.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    for table in tables:
        if len(tables) > 1:
            writer.writerow([_safe(table.title)])
        writer.writerows(_rows(table))
        writer.writerow([])
    lines = every_line(pack.provenance, say=say)
    writer.writerows((_safe(name), _safe(words)) for name, words in lines)
    return text.getvalue().encode("utf-8-sig")


def _rows(table: Table) -> Iterator[list[object]]:
    yield [_safe(f"{one.name} {one.unit}".rstrip()) for one in table.columns]
    for row in table.rows:
        yield [_cell(value) for value in row]


def _cell(value: object) -> object:
    """Return a cell as it is written; what is missing is nothing between two commas."""
    if is_missing(value):
        return ""
    number = number_of(value)
    if number is not None:
        return int(number) if number.is_integer() else number
    return _safe(str(value))


def _safe(text: str) -> str:
    """Return *text* behind an apostrophe where a spreadsheet would compute it."""
    is_number = SIGNED.fullmatch(text) is not None
    return SAFE + text if text.startswith(FORMULA) and not is_number else text


def _archive(pack: Pack, tables: Tables, say: Speaker) -> bytes:
    """Return an archive of a CSV a table, and the places in both other forms."""
    buffer, taken = BytesIO(), set[str]()
    stamp = pack.provenance.made_at.timetuple()[:6]
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for number, table in enumerate(tables, start=1):
            name = sheet_name(FORBIDDEN.sub(" ", table.title), taken)
            taken.add(name.lower())
            own = ZipInfo(f"{number:02d}-{name}.csv", stamp)
            archive.writestr(own, _csv(pack, (table,), say))
        for suffix in (".gpkg", ".geojson"):
            places = ZipInfo(f"places{suffix}", stamp)
            archive.writestr(places, FORMS[suffix](pack, tables, say))
    return buffer.getvalue()


def _geopackage(pack: Pack, tables: Tables, say: Speaker) -> bytes:
    return geopackage(pack, tables, say=say)


def _geojson(pack: Pack, tables: Tables, say: Speaker) -> bytes:
    del tables  # they go with the places that they are about
    return geojson(pack, say=say)


FORMS: Final[Mapping[str, Callable[[Pack, Tables, Speaker], bytes]]] = {
    ".csv": _csv,
    ".gpkg": _geopackage,
    ".geojson": _geojson,
    ".zip": _archive,
}
"""What a file of each suffix holds."""
