"""What the reader of workbooks leaves out of an .xlsx: formats, formulas, extent.

A formula that was never calculated, an error value and a percent format all look
like something harmless once a sheet is only values, so the sheet's own text is asked.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from posixpath import join, normpath
from typing import Final, Literal

Oddity = Literal["percent", "formula", "error"]
"""What a cell is that its bare value does not tell."""

Corner = tuple[int, int]

_P: Final = rb"(?:\w+:)?"
_SHEET: Final = re.compile(rb"<" + _P + rb"sheet\b([^>]*)>")
_RELATION: Final = re.compile(rb"<" + _P + rb"Relationship\b([^>]*)>")
_NAME: Final = re.compile(rb'\bname="([^"]*)"')
_LINK: Final = re.compile(rb'\br?:?id="([^"]*)"')
_ID: Final = re.compile(rb'\bId="([^"]*)"')
_TARGET: Final = re.compile(rb'\bTarget="([^"]*)"')
_PERCENT_FORMAT: Final = re.compile(
    rb"<" + _P + rb'numFmt\b(?=[^>]*formatCode="[^"]*%)[^>]*numFmtId="(\d+)"'
)
_STYLES: Final = re.compile(
    rb"<" + _P + rb"cellXfs\b.*?</" + _P + rb"cellXfs>", re.DOTALL
)
_STYLE: Final = re.compile(rb"<" + _P + rb'xf\b[^>]*?numFmtId="(\d+)"')
_FORMULA: Final = re.compile(
    rb"<" + _P + rb"c\b([^>]*)>\s*<" + _P + rb"f\b(?:[^>]*/>|.*?</" + _P + rb"f>)"
    rb"\s*(<" + _P + rb"v>[^<])?",
    re.DOTALL,
)
_TEXT: Final = re.compile(rb'\bt="str"')
_ERROR: Final = re.compile(rb"<" + _P + rb'c\b([^>]*\bt="e"[^>]*)>')
_STYLED: Final = re.compile(
    rb"<" + _P + rb'c\b([^>]*\bs="(\d+)"[^>]*[^/])>(?=\s*<' + _P + rb"[vf])"
)
_AT: Final = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_WIDE: Final = re.compile(rb' r="([A-Z]{2,3})\d')
_FILLED: Final = re.compile(rb' r="([A-Z]{3})\d+"[^>]*[^/]>')
_BUILT_IN_PERCENT: Final = {b"9", b"10"}
_NEARBY: Final = 20_000
_ALPHABET: Final = 26


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one sheet's text says: odd cells, and how far its values reach."""

    oddities: dict[Corner, Oddity]
    n_rows: int
    n_columns: int


def inspect(content: bytes) -> dict[str, Inspection]:
    """Look into each sheet of an .xlsx, by the sheet's name.

    Raises:
        KeyError: A part that every workbook has is not there.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        percent = _percent_styles(archive)
        return {
            name: _inspected(archive.read(path), percent)
            for name, path in _sheets(archive)
        }


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = {}
    for found in _RELATION.finditer(archive.read("xl/_rels/workbook.xml.rels")):
        identity, target = _ID.search(found[1]), _TARGET.search(found[1])
        if identity and target:
            targets[identity[1]] = _path(target[1].decode())
    members = set(archive.namelist())
    for found in _SHEET.finditer(archive.read("xl/workbook.xml")):
        name, link = _NAME.search(found[1]), _LINK.search(found[1])
        path = targets.get(link[1]) if link else None
        if name and path in members:
            yield unescape(name[1].decode()), path


def _path(target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return normpath(join("xl", target))


def _percent_styles(archive: zipfile.ZipFile) -> set[bytes]:
    """Return the numbers of the cell styles that show a share as percent."""
    try:
        text = archive.read("xl/styles.xml")
    except KeyError:
        return set()
    formats = _BUILT_IN_PERCENT | {found[1] for found in _PERCENT_FORMAT.finditer(text)}
    styles = _STYLES.search(text)
    found_styles = _STYLE.findall(styles[0]) if styles else []
    return {
        str(number).encode()
        for number, style in enumerate(found_styles)
        if style in formats
    }


def _inspected(text: bytes, percent: set[bytes]) -> Inspection:
    oddities: dict[Corner, Oddity] = {}
    if percent:
        for found in _STYLED.finditer(text):
            if found[2] in percent:
                _note(oddities, found[1], "percent")
    if b"<f" in text or b":f" in text:
        for found in _FORMULA.finditer(text):
            # A text as result may be the empty one, which is a result as well.
            if found[2] is None and not _TEXT.search(found[1]):
                _note(oddities, found[1], "formula")
    if b't="e"' in text:
        for found in _ERROR.finditer(text):
            _note(oddities, found[1], "error")
    return Inspection(oddities, _last_row(text), _last_column(text))


def _note(oddities: dict[Corner, Oddity], attributes: bytes, oddity: Oddity) -> None:
    if found := _AT.search(attributes):
        oddities[int(found[2]) - 1, _column(found[1])] = oddity


def _last_row(text: bytes) -> int:
    """Return the number of the last row with a value, formatted ones left aside."""
    end = max(text.rfind(b"v>"), text.rfind(b"is>"))
    nearby = _AT.findall(text[max(0, end - _NEARBY) : max(0, end)])
    return int(nearby[-1][1]) if nearby else 0


def _last_column(text: bytes) -> int:
    names = set(_WIDE.findall(text))
    if any(len(name) == len(b"AAA") for name in names):
        # Far out there may be formatted cells without a value.
        names = {b"ZZ"} | set(_FILLED.findall(text))
    return max((_column(name) + 1 for name in names), default=_ALPHABET)


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * _ALPHABET + letter - ord("A") + 1
    return number - 1
