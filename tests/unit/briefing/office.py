"""LibreOffice, which opens what is exported and makes paper or another form of it."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

SECONDS = 300


def as_paper(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return each of *files* as a PDF, by its name; skips where there is no office."""
    return converted(files, folder, to="pdf")


def converted(files: Mapping[str, bytes], folder: Path, *, to: str) -> dict[str, bytes]:
    """Return each of *files* in the form *to*, by its name; skips likewise."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice: apt-get install libreoffice-impress")
    paths = [folder / name for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", to, *map(str, paths)],
        check=True,
        capture_output=True,
        cwd=folder,
        timeout=SECONDS,
    )
    return {path.name: path.with_suffix(f".{to}").read_bytes() for path in paths}


def n_pages(paper: bytes) -> int:
    """Return how many pages a PDF of LibreOffice has."""
    return len(re.findall(rb"/Type\s*/Page\b", paper))
