"""Tables of a TOML file whose mistakes are named by their line."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any, Final, TypedDict, TypeVar

from queries.errors import (
    DataFieldMissingError,
    DataFieldUnknownError,
    DataFileUnreadableError,
    DataRepeatedError,
    DataValueWrongError,
    NotAMonthError,
    Sentence,
)
from queries.months import Month

Word = TypeVar("Word", bound=StrEnum)

HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
"""A line that opens a table, ``[one]`` or ``[[one of many]]``."""

BYTE_ORDER_MARK: Final = "\ufeff"
"""Some editors put it before the first letter; TOML knows no such thing."""


PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)$")
"""Where the reader of TOML says that it stopped, unless that is the end."""

FAULTS: Final[Mapping[str, str]] = {
    r"Cannot|Duplicate": "toml.twice",
    r"Unclosed|Expected '\]": "toml.bracket",
    r"Unescaped|Unterminated|Illegal|Escaped|Invalid hex|Expected '\"": "toml.string",
    r"Invalid date": "toml.date",
    r"Invalid value": "toml.value",
}
"""What its words begin with, and the sentence that says so to a reader."""


class FileLine(TypedDict):
    """The two values that every error about a data file names."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedTable:
    """One table with its *lines*; the first has the number *first* in *file*."""

    values: Mapping[str, Any]
    file: str
    first: int
    lines: tuple[str, ...]

    def at(self, field: str) -> FileLine:
        """Return the line of *field*; the table's first where there is none."""
        key = re.compile(rf"(?:^|[{{,.])\s*[\"']?{re.escape(field)}[\"']?\s*=")
        own = self._own_lines()
        keyed = [at for at, line in enumerate(own) if key.search(line)]
        headed = [at for at, _, name in self._headers() if name == field]
        return self._line(*keyed, *headed)

    def holding(self, text: str) -> FileLine:
        """Return the first line that holds *text*; the table's first if none does."""
        found = (at for at, line in enumerate(self.lines) if text in line)
        return self._line(*found)

    def _line(self, *found: int) -> FileLine:
        return FileLine(file=self.file, line=self.first + next(iter(found), 0))

    def _headers(self) -> list[tuple[int, str, str]]:
        """Return place, brackets and name of every line that opens a table."""
        found = ((at, HEADER.fullmatch(line)) for at, line in enumerate(self.lines))
        return [(at, match[1], match[2]) for at, match in found if match]

    def _own_lines(self) -> tuple[str, ...]:
        """Return the lines before the first table within this one."""
        ends = (at for at, *_ in self._headers() if at > 0)
        return self.lines[: next(ends, None)]

    def __contains__(self, field: str) -> bool:
        """Say whether *field* is there and holds something."""
        value = self.values.get(field)
        return bool(value.strip()) if isinstance(value, str) else value is not None

    def required(self, field: str) -> Any:  # noqa: ANN401  any value of a TOML table
        """Return the value of *field*.

        Raises:
            DataFieldMissingError: It is not there, or empty.
        """
        if field not in self:
            raise DataFieldMissingError(**self.at(field), field=field)
        return self.values[field]

    def text(self, field: str) -> str:
        """Return a text; anything else is refused as every reader below refuses.

        Raises:
            DataFieldMissingError: It is not there, or empty.
            DataValueWrongError: It is something else.
        """
        value = self.required(field)
        if not isinstance(value, str):
            raise self.wrong(field)
        return value

    def number(self, field: str) -> float:
        """Return a number; TOML knows infinite ones too, which nothing here is."""
        value = self.required(field)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(field)
        try:
            is_finite = isfinite(value)
        except OverflowError:
            is_finite = False
        if not is_finite:
            raise self.wrong(field)
        return value

    def whole_number(self, field: str) -> int:
        """Return a number without decimals."""
        value = self.required(field)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(field)
        return value

    def flag(self, field: str) -> bool:
        """Return true or false."""
        value = self.required(field)
        if not isinstance(value, bool):
            raise self.wrong(field)
        return value

    def word(self, words: type[Word], field: str) -> Word:
        """Return one of a closed set of words."""
        value = self.text(field)
        if value not in {word.value for word in words}:
            raise self.wrong(field)
        return words(value)

    def month(self, field: str) -> Month:
        """Return a month that is written ``2026-03``."""
        text = self.text(field)
        try:
            return Month.parse(text)
        except NotAMonthError as error:
            raise self.wrong(field) from error

    def day(self, field: str) -> date:
        """Return a day that is written without quotation marks."""
        value = self.required(field)
        if type(value) is not date:
            raise self.wrong(field)
        return value

    def wrong(self, field: str) -> DataValueWrongError:
        """Return the error that says *field* holds what it may not."""
        value = self.values.get(field)
        return DataValueWrongError(**self.at(field), field=field, value=value)

    def table(self, field: str) -> "LinedTable":
        """Return the table ``[field]``; an empty one where it is not there."""
        found = self.values.get(field, {})
        if not isinstance(found, Mapping):
            raise self.wrong(field)
        return self._part(found, *self._spans("[", field)[:1])

    def tables(self, field: str, *, within: str = "") -> "tuple[LinedTable, ...]":
        """Return the tables ``[[field]]`` in order, each down to the next one.

        A table in a table says what it is *within*, as its own header does.
        """
        found = self.values.get(field, [])
        if not isinstance(found, list):
            raise self.wrong(field)
        if not all(isinstance(values, Mapping) for values in found):
            raise self.wrong(field)
        spans = self._spans("[[", f"{within}.{field}" if within else field)
        if len(spans) != len(found):  # not written as tables of their own
            return tuple(self._part(values) for values in found)
        return tuple(map(self._part, found, spans))

    def _spans(self, brackets: str, name: str) -> list[slice]:
        """Return the lines of every table *name*, those within it included."""
        headers = self._headers()
        spans = []
        for place, (start, *opening) in enumerate(headers):
            if opening == [brackets, name]:
                later = headers[place + 1 :]
                ends = (at for at, _, to in later if not to.startswith(f"{name}."))
                spans.append(slice(start, next(ends, None)))
        return spans

    def _part(
        self, values: Mapping[str, Any], lines: slice | None = None
    ) -> "LinedTable":
        lines = lines or slice(0, None)
        return LinedTable(
            values=values,
            file=self.file,
            first=self.first + lines.start,
            lines=self.lines[lines],
        )


def read(text: str, *, file: str) -> LinedTable:
    """Return the whole of a TOML *text*, which stands in *file*.

    Raises:
        DataFileUnreadableError: It is not TOML.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column = _place(text, str(error))
        raise DataFileUnreadableError(
            file=file, line=line, column=column, why=_fault(str(error))
        ) from error
    # A number too long, or too many brackets, it does not call a decoding error.
    except (ValueError, RecursionError) as error:
        lines = text.split("\n")
        line = lines.index(max(lines, key=len)) + 1
        raise DataFileUnreadableError(
            file=file, line=line, column=1, why=Sentence("toml.size")
        ) from error
    return LinedTable(values=values, file=file, first=1, lines=tuple(text.split("\n")))


def _place(text: str, told: str) -> tuple[int, int]:
    """Return line and column of what is wrong; the end of *text* has none named."""
    if found := PLACE.search(told):
        return int(found[1]), int(found[2])
    written = text.rstrip().split("\n")
    return len(written), len(written[-1]) + 1


def _fault(told: str) -> Sentence:
    fitting = (key for words, key in FAULTS.items() if re.match(words, told))
    return Sentence(next(fitting, "toml.statement"))


def require_known(table: LinedTable, fields: Collection[str]) -> None:
    """Refuse a field that nobody would read: it may be another one misspelt.

    Raises:
        DataFieldUnknownError: The first of them.
    """
    for field in table.values:
        if field not in fields:
            raise DataFieldUnknownError(**table.at(field), field=field)


def require_unique(tables: tuple[LinedTable, ...], field: str) -> None:
    """Refuse two tables with the same text in *field*.

    Raises:
        DataRepeatedError: The second of them.
    """
    seen: set[str] = set()
    for table, code in _named(tables, field):
        if code in seen:
            raise DataRepeatedError(**table.at(field), code=code)
        seen.add(code)


def _named(
    tables: tuple[LinedTable, ...], field: str
) -> Iterator[tuple[LinedTable, str]]:
    return ((table, table.text(field)) for table in tables)
