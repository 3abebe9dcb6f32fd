"""Read an .xls or .ods in a process of its own: a damaged one can kill its reader.

The reader of these forms trusts lengths that stand in the file. A file cut short makes
it panic, one tampered with asks for all the memory there is. Here only the child dies.
Run as a script, this file reads a workbook from standard input and writes its sheets to
standard output as JSON; it imports nothing of the product.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

MEMORY_BYTES: Final = 2 * 1024**3
"""What a workbook within the limits of this room needs at most, and some more."""

PATIENCE_S: Final = 120
"""How long a workbook of these forms may take."""

PASSWORD: Final = 3
"""The child's exit code where the workbook has a password."""

DAMAGED: Final = 4
"""The child's exit code where it cannot be read."""


class DamagedWorkbookError(Exception):
    """The child could not read the workbook."""


class LockedWorkbookError(Exception):
    """The workbook has a password."""


def read_apart(content: bytes) -> list[dict[str, Any]]:
    """Return the sheets of a workbook: ``name``, ``visible``, ``merged``, ``rows``.

    Raises:
        DamagedWorkbookError: It cannot be read, or not within memory and time.
        LockedWorkbookError: It has a password.
    """
    try:
        child = subprocess.run(  # noqa: S603  our own file, no argument of a reader's
            [sys.executable, "-I", str(Path(__file__))],
            input=content,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DamagedWorkbookError from error
    if child.returncode == PASSWORD:
        raise LockedWorkbookError
    if child.returncode != 0:
        raise DamagedWorkbookError
    sheets: list[dict[str, Any]] = json.loads(child.stdout)
    for sheet in sheets:
        sheet["rows"] = [[_revived(cell) for cell in row] for row in sheet["rows"]]
        sheet["merged"] = _ranges(sheet["merged"])
    return sheets


def _ranges(merged: list[Any] | None) -> list[Any] | None:
    if merged is None:
        return None
    return [(tuple(first), tuple(last)) for first, last in merged]


def _revived(cell: Any) -> Any:  # noqa: ANN401  whatever a workbook may hold
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    match kind:
        case "datetime":
            return datetime.fromisoformat(text)
        case "date":
            return date.fromisoformat(text)
        case "time":
            return time.fromisoformat(text)
        case _:
            return timedelta(seconds=text)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _sheets(content: bytes) -> Iterable[dict[str, Any]]:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for described in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(described.name)
            yield {
                "name": described.name,
                "visible": described.visible == SheetVisibleEnum.Visible,
                "merged": sheet.merged_cell_ranges,
                "rows": sheet.to_python(skip_empty_area=False),
            }


def _packed(cell: object) -> object:
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    if isinstance(cell, date | time):
        return [type(cell).__name__, cell.isoformat()]
    raise TypeError(type(cell))


def main() -> int:
    """Read standard input, write standard output; say by the exit code how it went."""
    _limit_memory()
    try:
        sheets = list(_sheets(sys.stdin.buffer.read()))
    except PasswordError:
        return PASSWORD
    except BaseException:  # noqa: BLE001  the reader's panics are no Exceptions
        return DAMAGED
    json.dump(sheets, sys.stdout, default=_packed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
