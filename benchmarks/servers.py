"""The two servers that are compared, started and stopped the same way."""

import os
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, Literal
from urllib.error import URLError
from urllib.request import urlopen

from dashboard.commands.demo import DEFAULT_SEED, load_if_created
from queries.engine import opened

ROOT: Final = Path(__file__).parents[1]
PATIENCE_S: Final = 60.0
"""How long a server may take before the run is given up."""

IDLE_SHARE: Final = 0.03
"""Of a processor: what a server that nobody asks takes at most."""

Kind = Literal["ours", "floor"]
APPLICATIONS: Final[Mapping[Kind, str]] = {
    "ours": "dashboard.server:app",
    "floor": "benchmarks.floor:app",
}
SHARED_SECTIONS: Final = ("browser", "client", "runner", "server")
"""What both servers take from the product's configuration: all but the look."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and since when by ``time.perf_counter``."""

    kind: Kind
    port: int
    pid: int
    started_at_s: float

    @property
    def page_url(self) -> str:
        """The address of the first page."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def stream_url(self) -> str:
        """The address of the websocket."""
        return f"ws://127.0.0.1:{self.port}/_stcore/stream"

    def cpu_s(self) -> float | None:
        """Return the processor time used so far; ``None`` where nobody counts it."""
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.exists():
            return None
        fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def settle(server: Server) -> None:
    """Wait until *server* has nothing left to do, such as filling its caches."""
    deadline_s = time.perf_counter() + PATIENCE_S
    busy_s = server.cpu_s()
    while busy_s is not None and time.perf_counter() < deadline_s:
        time.sleep(1)
        before_s, busy_s = busy_s, server.cpu_s()
        if busy_s is None or busy_s - before_s < IDLE_SHARE:
            return


def demonstration_at(path: Path) -> str:
    """Create a database that holds the demonstration; return its address."""
    url = f"sqlite:///{path.as_posix()}"
    with opened(url) as engine:
        load_if_created(
            engine,
            seed=DEFAULT_SEED,
            who="benchmarks",
            made_at=datetime.now().astimezone(),
        )
    return url


@contextmanager
def running(kind: Kind, *, database_url: str) -> Iterator[Server]:
    """Start a server on a free port, wait until it answers, stop it after the block.

    Raises:
        RuntimeError: It ended, or did not answer in time.
    """
    port = _free_port()
    started_at_s = time.perf_counter()
    with (
        TemporaryFile() as said,
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.serving", APPLICATIONS[kind], str(port)],
            cwd=ROOT,
            env={**os.environ, **_shared(), "ZEROPARK_DATABASE_URL": database_url},
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            server = Server(kind, port, process.pid, started_at_s)
            if not _answers(server, process):
                said.seek(0)
                raise RuntimeError(f"{kind}: {said.read().decode()}")
            yield server
        finally:
            process.terminate()


def _shared() -> dict[str, str]:
    """Return the product's configuration of the server as environment variables."""
    source = files("dashboard") / ".streamlit" / "config.toml"
    config = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        f"STREAMLIT_{section}_{_upper(name)}".upper(): str(value).lower()
        for section in SHARED_SECTIONS
        for name, value in config.get(section, {}).items()
    }


def _upper(camel: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in camel)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(server: Server, process: subprocess.Popen[bytes]) -> bool:
    """Wait until *server* answers; say whether it ever did."""
    while time.perf_counter() - server.started_at_s < PATIENCE_S:
        if process.poll() is not None:
            return False
        try:
            with urlopen(f"{server.page_url}_stcore/health", timeout=1):  # noqa: S310  our own loopback
                return True
        except (URLError, OSError):
            time.sleep(0.01)
    return False
