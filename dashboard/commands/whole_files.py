"""Files that are whole or not there: what stood before stays until the new is."""

import secrets
from pathlib import Path
from typing import Final

from queries.errors import OutputUnwritableError

REFUSED: Final = (FileNotFoundError, NotADirectoryError, PermissionError)
"""There is no such folder, or nobody may write there."""


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* to *path*, whose old content stays whole if that fails.

    What is no ordinary file, such as a pipe, is written to as it is.

    Raises:
        OutputUnwritableError: There is no such folder, or it may not be written.
        OSError: Something else, such as a full disk; it names *path*.
    """
    target = path.resolve()
    if path.exists() and not target.is_file():
        path.write_bytes(content)
        return
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_beside(target, part, content)
    except REFUSED as error:
        raise OutputUnwritableError(file=str(path)) from error
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    finally:
        part.unlink(missing_ok=True)


def _write_beside(target: Path, part: Path, content: bytes) -> None:
    if target.exists():
        target.open("ab").close()  # a file that may not be written is not replaced
    part.write_bytes(content)
    if target.exists():
        part.chmod(target.stat().st_mode)
    part.replace(target)
