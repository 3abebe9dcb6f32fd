"""Makes the archive that installs the product where no index can be reached.

``python .ci/bundle.py [TARGET…]`` takes ``linux-3.11`` and the like; without one, every
platform and Python that the product supports. Wheels come from whatever index pip is
set up with here, and each must have a hash of ``requirements.lock``. Before packing,
uv resolves each target from the collected wheels alone.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).parents[1]
TEMPLATES: Final = Path(__file__).with_name("bundle")
SOURCES: Final = ("dashboard", "pages", "geodata", "queries")
SOURCE_FILES: Final = ("pyproject.toml", "README.md", "LICENSE")
PYTHONS: Final = ("3.11", "3.12", "3.13")
BUILD_ONLY: Final = frozenset({"setuptools"})
"""Locked for an installation from the source tree; a wheel needs none of it."""

GLIBC_MINORS: Final = range(28, 4, -1)
"""Up to 2.28: Debian 10, RHEL 8, openEuler 20.03 and Kylin V10 have that or newer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One kind of machine, as pip, uv and environment markers each name it."""

    tags: tuple[str, ...]
    uv_name: str
    markers: dict[str, str]


PLATFORMS: Final = {
    "linux": Platform(
        tags=(
            *(f"manylinux_2_{minor}_x86_64" for minor in GLIBC_MINORS),
            "manylinux2014_x86_64",
        ),
        uv_name="x86_64-manylinux_2_28",
        markers={
            "sys_platform": "linux",
            "platform_system": "Linux",
            "platform_machine": "x86_64",
            "os_name": "posix",
        },
    ),
    "windows": Platform(
        tags=("win_amd64",),
        uv_name="x86_64-pc-windows-msvc",
        markers={
            "sys_platform": "win32",
            "platform_system": "Windows",
            "platform_machine": "AMD64",
            "os_name": "nt",
        },
    ),
}
TARGETS: Final = tuple(f"{name}-{python}" for name in PLATFORMS for python in PYTHONS)


def main() -> None:
    """Collect, verify and pack what the arguments ask for."""
    asked = _parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / f"zeropark-{version()}"
        fill(folder, asked.targets or TARGETS)
        asked.output.mkdir(parents=True, exist_ok=True)
        archive = pack(folder, asked.output / f"{folder.name}-bundle.zip")
    size_mb = archive.stat().st_size / 1e6
    sys.stdout.write(f"{archive}  {size_mb:.0f} MB\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    return parser


def version() -> str:
    """Return the product's version as ``pyproject.toml`` has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def fill(folder: Path, targets: Iterable[str]) -> None:
    """Put wheels, requirements and the installer into *folder*."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    locked = list(locked_entries())
    for target in targets:
        download(locked, target, into=wheels)
    own = build_own_wheel(wheels)
    text = "\n".join([*locked, pinned(own)]) + "\n"
    (folder / "requirements.txt").write_text(text, encoding="utf-8", newline="\n")
    for target in targets:
        verify(folder, target)
    put_installer(folder)
    pythons = sorted({target.partition("-")[2] for target in targets})
    (folder / "pythons.txt").write_text(" ".join(pythons), encoding="ascii")


def put_installer(folder: Path) -> None:
    """Copy the installer; what Windows opens gets the line ends that it expects."""
    for template in TEMPLATES.iterdir():
        is_windows = template.suffix in {".bat", ".txt"}
        (folder / template.name).write_text(
            template.read_text(encoding="utf-8"),
            encoding="utf-8-sig" if template.suffix == ".txt" else "utf-8",
            newline="\r\n" if is_windows else "\n",
        )


def locked_entries() -> Iterator[str]:
    """Yield each requirement of the lock with its marker and hashes."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    for entry in text.replace("\n ", "\0 ").split("\n"):
        if requirement(entry).name not in BUILD_ONLY:
            yield entry.replace("\0", "\n")


def requirement(entry: str) -> Requirement:
    """Return what *entry* of a lock asks for, without its hashes."""
    return Requirement(entry.partition("\\")[0].strip())


def download(locked: Iterable[str], target: str, *, into: Path) -> None:
    """Fetch the wheels that *target* needs, whatever machine this is."""
    name, python = target.split("-")
    platform = PLATFORMS[name]
    with tempfile.TemporaryDirectory() as scratch:
        needed = Path(scratch) / "needed.txt"
        needed.write_text("\n".join(_needed(locked, platform)), encoding="utf-8")
        exact = ["--no-deps", "--only-binary", ":all:", "--require-hashes"]
        tags = [f"--platform={tag}" for tag in platform.tags]
        machine = [f"--python-version={python}", "--implementation=cp", *tags]
        _pip(["download", *exact, *machine, "-r", str(needed), "-d", str(into)])


def _needed(locked: Iterable[str], platform: Platform) -> Iterator[str]:
    """Drop what the platform's markers exclude, and the markers with it.

    Pip would hold the markers against the machine that it runs on.
    """
    for entry in locked:
        asked = requirement(entry)
        if asked.marker is None:
            yield entry
        elif asked.marker.evaluate(platform.markers):
            hashes = entry.partition("\\")[2]
            yield f"{asked.name}{asked.specifier} \\{hashes}"


def build_own_wheel(wheels: Path) -> Path:
    """Build the product from a copy, so that no stale build folder gets in."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for room in SOURCES:
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / room, copy / room, ignore=ignore)
        for name in SOURCE_FILES:
            shutil.copy(ROOT / name, copy)
        built = copy / "built"
        alone = ["--no-deps", "--no-build-isolation", "--no-index"]
        _pip(["wheel", *alone, "--wheel-dir", str(built), str(copy)])
        (wheel,) = built.iterdir()
        return Path(shutil.copy(wheel, wheels))


def pinned(wheel: Path) -> str:
    """Name the product's own *wheel* by version and hash."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"zeropark=={version()} \\\n    --hash=sha256:{digest}"


def verify(folder: Path, target: str) -> None:
    """Resolve *target* from the collected wheels alone, as its machine would.

    Raises:
        subprocess.CalledProcessError: A wheel is missing or has another hash.
    """
    name, python = target.split("-")
    uv = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--quiet"]
    offline = ["--no-config", "--no-index", "--find-links", str(folder / "wheels")]
    machine = ["--python-platform", PLATFORMS[name].uv_name, "--python-version", python]
    requirements = ["--require-hashes", "-r", str(folder / "requirements.txt")]
    with tempfile.TemporaryDirectory() as empty:
        into = ["--only-binary", ":all:", "--target", empty]
        subprocess.run([*uv, *offline, *machine, *into, *requirements], check=True)


def pack(folder: Path, archive: Path) -> Path:
    """Write *folder* as a zip, scripts executable; wheels are compressed already."""
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.writestr(_entry(path, folder.parent), path.read_bytes())
    return archive


def _entry(path: Path, base: Path) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo.from_file(path, path.relative_to(base).as_posix())
    is_wheel = path.suffix == ".whl"
    entry.compress_type = zipfile.ZIP_STORED if is_wheel else zipfile.ZIP_DEFLATED
    mode = 0o755 if path.suffix == ".sh" else 0o644
    entry.external_attr = (0o100000 | mode) << 16
    return entry


def _pip(arguments: list[str]) -> None:
    quiet = ["-qq", "--disable-pip-version-check", "--no-input"]
    subprocess.run([sys.executable, "-m", "pip", *arguments, *quiet], check=True)


if __name__ == "__main__":
    main()
