"""The product as its readers have it: one server, one database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from dashboard.commands.demo import DEFAULT_SEED, load_if_created
from queries.engine import migrate, opened
from tests.sample_import import import_samples

PATIENCE_S = 60.0


def load_sample_workbooks(path: Path) -> None:
    """Create a database at *path* and import the five workbooks into it."""
    with opened(address(path)) as engine:
        migrate(engine)
        import_samples(engine)


def load_demonstration(path: Path) -> None:
    """Create a database at *path* with the generated parks of today."""
    with opened(address(path)) as engine:
        now = datetime.now().astimezone()
        load_if_created(engine, seed=DEFAULT_SEED, who="tests", made_at=now)


def address(path: Path) -> str:
    """Return how the product names the SQLite file at *path*."""
    return f"sqlite:///{path.as_posix()}"


@contextmanager
def serving(database: Path, *, rehearses: bool = False) -> Iterator[str]:
    """Serve *database* on a free port of this machine; yield the address.

    A rehearsal takes the processor from the browser, so only one server has one.
    """
    port = _free_port()
    log = database.with_suffix(".log")
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", "dashboard.server:app"),
                *("--port", str(port), "--log-level", "warning"),
            ],
            env=_environment(database) | {"ZEROPARK_REHEARSE": str(int(rehearses))},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            where = f"http://127.0.0.1:{port}"
            _wait_until_ready(server, where, log)
            yield where
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_S)


def _environment(database: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ZEROPARK_")}
    return kept | {"ZEROPARK_DATABASE_URL": address(database)}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_until_ready(server: subprocess.Popen[bytes], where: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urlopen(f"{where}/readyz", timeout=PATIENCE_S):  # noqa: S310  our own server
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8"))
