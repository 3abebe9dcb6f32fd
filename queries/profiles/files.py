"""From a file of profiles to a table of texts: CSV in either encoding, or Parquet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pandas.errors import EmptyDataError, ParserError

from queries.errors import (
    FileBrokenError,
    FileEmptyError,
    ProfileEncodingError,
    ProfileFileTypeError,
)
from queries.intake.faults import Message
from queries.intake.uploads import Upload
from queries.profiles.wording import COLUMNS

PARQUET: Final = ".parquet"
CSV: Final = ".csv"
ENCODINGS: Final = ("utf-8-sig", "gb18030")

FIRST_ROW: Final = {CSV: 2, PARQUET: 1}
"""The number of the first row of data: a CSV has its headers in row 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFault:
    """One thing wrong in a file of profiles.

    ``row`` counts from 1 as an editor shows it, ``column`` is the header as written;
    ``None`` where more than one is meant. ``n_more`` rows have the same fault.
    """

    code: str
    row: int | None = None
    column: str | None = None
    value: str = ""
    n_more: int = 0
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def problem(self) -> Message:
        """What is wrong."""
        return Message(f"profiles.fault.{self.code}", self._named())

    @property
    def remedy(self) -> Message:
        """How to mend it."""
        return Message(f"profiles.fault_remedy.{self.code}", self._named())

    def _named(self) -> dict[str, object]:
        here = {"row": self.row, "column": self.column, "value": self.value}
        return {**here, "n_more": self.n_more, **self.values}


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """The columns of a file that are known, as text, and how they are headed."""

    cells: pd.DataFrame
    headers: Mapping[str, str]
    first_row: int


def read_table(upload: Upload) -> ProfileTable | ProfileFault:
    """Return what stands in *upload*; a fault where rows or headers cannot be used.

    Raises:
        ProfileFileTypeError: The name ends in neither form.
        ProfileEncodingError: The text is in no encoding that is read.
        FileEmptyError: There is nothing in it.
        FileBrokenError: It was cut short, or is no Parquet.
    """
    ending = Path(upload.name).suffix.lower()
    if ending not in FIRST_ROW:
        raise ProfileFileTypeError(file=upload.name)
    if not upload.content.strip():
        raise FileEmptyError(file=upload.name)
    try:
        cells = _parquet(upload) if ending == PARQUET else _csv(upload)
    except ParserError as error:
        return _ragged(str(error))
    headers = _headers(cells)
    known = cells[list(headers.values())].set_axis(list(headers), axis="columns")
    return ProfileTable(known, headers, FIRST_ROW[ending])


def _csv(upload: Upload) -> pd.DataFrame:
    try:
        cells = pd.read_csv(
            StringIO(_decoded(upload)),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except EmptyDataError:
        raise FileEmptyError(file=upload.name) from None
    if not isinstance(cells.index, pd.RangeIndex):
        # A first row that is longer than the headers makes pandas take an index.
        message = f"line {FIRST_ROW[CSV]}"
        raise ParserError(message)
    return cells


def _decoded(upload: Upload) -> str:
    for encoding in ENCODINGS:
        try:
            return upload.content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProfileEncodingError(file=upload.name)


def _parquet(upload: Upload) -> pd.DataFrame:
    try:
        frame = pq.read_table(BytesIO(upload.content)).to_pandas()
    except (pa.ArrowException, OSError) as error:
        raise FileBrokenError(file=upload.name) from error
    return pd.DataFrame(
        {str(name): frame[name].map(_text).astype(object) for name in frame.columns}
    )


def _text(cell: Any) -> str:  # noqa: ANN401  whatever a column of Parquet may hold
    if cell is None or pd.isna(cell):
        return ""
    is_whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if is_whole else str(cell)


def _headers(cells: pd.DataFrame) -> dict[str, str]:
    """Return by column the header that it stands under; of two alike the first."""
    words = {word: name for name, some in COLUMNS.items() for word in some}
    found: dict[str, str] = {}
    for header in cells.columns:
        tidy = re.split(r"[（(]", str(header).strip().lower(), maxsplit=1)[0].strip()
        name = words.get(tidy)
        if name is not None:
            found.setdefault(name, header)
    return found


def _ragged(message: str) -> ProfileFault:
    """Name the row that has more cells than there are headers."""
    match = re.search(r"line (\d+)", message)
    return ProfileFault(code="row_ragged", row=int(match[1]) if match else None)
