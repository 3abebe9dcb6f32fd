"""The archive installs, and the product runs, where nothing outside is reached."""

import json
import os
import platform
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

pytestmark = pytest.mark.bundle

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
ROOMS = ("dashboard", "pages", "geodata", "queries")
PYTHON = "{}.{}".format(*sys.version_info[:2])
CLOSED_NETWORKS = (
    ("unshare", "--net"),
    ("unshare", "--user", "--map-root-user", "--net"),
)
NOWHERE = "http://127.0.0.1:9"
START_LIMIT_S = 60


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle for this machine alone: every platform would take minutes."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        pytest.skip("a bundle can be installed here only on Linux x86_64")
    output = tmp_path_factory.mktemp("dist")
    program = [sys.executable, str(ROOT / ".ci" / "bundle.py")]
    arguments = [f"linux-{PYTHON}", "--output", str(output)]
    subprocess.run([*program, *arguments], check=True, stdin=subprocess.DEVNULL)
    (made,) = output.iterdir()
    return made


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    (top,) = folder.iterdir()
    return top


@pytest.fixture(scope="module")
def zeropark(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed with the network closed."""
    target = tmp_path_factory.mktemp("target") / "zeropark"
    done = install(unpacked, target)
    assert done.returncode == 0, done.stdout + done.stderr
    return target / "bin" / "zeropark"


def install(unpacked: Path, target: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*closed_network(), "sh", str(unpacked / "install.sh"), str(target)],
        env={
            **bare_environment(target.parent),
            "PYTHON": sys.executable,
            **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), NOWHERE),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def closed_network() -> tuple[str, ...]:
    """Name the program that cuts a command off; without one nothing is proven."""
    for wrapper in CLOSED_NETWORKS:
        try:
            if subprocess.run([*wrapper, "true"], check=False).returncode == 0:
                return wrapper
        except FileNotFoundError:
            continue
    pytest.skip("nothing here can cut a command off from the network")


def bare_environment(home: Path) -> dict[str, str]:
    """A new user's: no source tree, no settings, the database where it falls."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(home)}


def run(
    zeropark: Path, *arguments: str, home: Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*closed_network(), str(zeropark), *arguments],
        cwd=home,
        env=bare_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_every_file_of_the_rooms(unpacked: Path):
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *ROOMS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    expected = {name for name in listed.split("\0") if name and (ROOT / name).exists()}
    (wheel,) = (unpacked / "wheels").glob("zeropark-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert expected <= set(packed.namelist())


def test_the_command_speaks_from_another_folder(zeropark: Path, tmp_path: Path):
    done = run(zeropark, "--help", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "import" in done.stdout


def test_a_workbook_is_imported_into_a_new_database(zeropark: Path, tmp_path: Path):
    migrated = run(zeropark, "migrate", home=tmp_path)
    assert migrated.returncode == 0, migrated.stderr
    registry = str(SAMPLES / "registry.xlsx")
    imported = run(zeropark, "import", registry, "--json", home=tmp_path)
    assert imported.returncode == 0, imported.stderr
    (file,) = json.loads(imported.stdout)["files"]
    assert (file["new"], file["faults"]) == (24, [])


def test_the_server_is_ready_and_has_its_fonts(zeropark: Path, tmp_path: Path):
    with serving(zeropark, home=tmp_path) as address:
        assert json.loads(fetched(f"{address}/readyz"))["ready"] is True
        font = fetched(f"{address}/app/static/fonts/noto-sans-sc-regular.woff2")
    assert font.startswith(b"wOF2")


@contextmanager
def serving(zeropark: Path, *, home: Path) -> Iterator[str]:
    port = free_port()
    server = subprocess.Popen(
        [str(zeropark), "serve"],
        cwd=home,
        env={**bare_environment(home), "ZEROPARK_PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/readyz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=START_LIMIT_S)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(START_LIMIT_S * 2):
        assert server.poll() is None, "the server stopped"
        try:
            fetched(url)
        except URLError:
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"no answer from {url}")


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:  # noqa: S310  our own server
        body: bytes = answer.read()
    return body


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def test_a_wheel_that_is_not_the_promised_one_stops_the_installation(
    unpacked: Path, tmp_path: Path
):
    """Runs last: it spoils the unpacked folder."""
    requirements = unpacked / "requirements.txt"
    promised = requirements.read_text(encoding="utf-8")
    spoilt = promised[:-9] + ("0" * 8) + "\n"
    assert spoilt != promised
    requirements.write_text(spoilt, encoding="utf-8")
    done = install(unpacked, tmp_path / "zeropark")
    assert done.returncode == 1
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "zeropark" / "bin" / "zeropark").exists()
