"""Marked copies of the files of an import, and where they go."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.commands.whole_files import write_whole
from dashboard.text import Speaker
from queries.errors import (
    OutputIsInputError,
    OutputNotAFolderError,
    OversightError,
)
from queries.intake import Preview, Upload, marked_copy


def write_copies(
    preview: Preview,
    *,
    paths: Sequence[Path],
    uploads: Sequence[Upload | OversightError],
    out: Path,
    say: Speaker,
) -> list[Path]:
    """Write a marked copy of every file with a finding; return where they went.

    A file that could not be read has none.

    Raises:
        OutputIsInputError: A copy would overwrite the reader's own file.
        OutputNotAFolderError: Several files need a folder.
    """
    targets = list(_targets(paths, out))
    if len(paths) > 1 or out.is_dir():
        out.mkdir(parents=True, exist_ok=True)
    written = []
    for upload, target in zip(uploads, targets, strict=True):
        if isinstance(upload, OversightError):
            continue
        found = [
            fault
            for report in preview.files
            if report.sha256 == upload.sha256 and report.file == upload.name
            for fault in (*report.faults, *report.warnings)
        ]
        if found:
            write_whole(target, marked_copy(upload, found, say=say))
            written.append(target)
    return written


def check_targets(paths: Sequence[Path], out: Path) -> None:
    """Refuse early what could not be written.

    Raises:
        OutputIsInputError: A copy would overwrite the reader's own file.
        OutputNotAFolderError: Several files need a folder.
    """
    if len(paths) > 1 and out.is_file():
        raise OutputNotAFolderError(file=str(out))
    inputs = {path.resolve() for path in paths}
    for target in _targets(paths, out):
        if target.resolve() in inputs:
            raise OutputIsInputError(file=str(target))


def _targets(paths: Sequence[Path], out: Path) -> Iterator[Path]:
    if len(paths) == 1 and not out.is_dir():
        yield out
        return
    taken: set[str] = set()
    for path in paths:
        name = f"{path.stem}.marked.xlsx"
        number = 2
        while name.lower() in taken:
            name = f"{path.stem}.marked-{number}.xlsx"
            number += 1
        taken.add(name.lower())
        yield out / name
