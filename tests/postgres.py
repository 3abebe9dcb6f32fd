"""A PostgreSQL server that the tests start and stop themselves.

PostgreSQL refuses to run as root, so its programs run as another user then; the
cluster lives in a temporary folder and listens on a free loopback port. Each worker
of pytest-xdist has its own.
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import NullPool, create_engine, text

from queries.engine import migrate, open_engine

DEBIAN: Final = Path("/usr/lib/postgresql")
"""Debian keeps the server's programs here, one folder a version, off the path."""

UNPRIVILEGED: Final = ("postgres", "nobody")
"""Whom the server runs as when the tests run as root, the first that exists."""

TEMPLATE: Final = "migrated"
"""The database that every test's own is a copy of."""

SETTINGS: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "40",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
}
"""Nothing here needs to survive a power cut, and nobody else should find it."""

ATTEMPTS: Final = 3
"""Somebody may take the free port before the server does."""


class ServerProgramError(Exception):
    """One of the server's programs failed; its own words say why."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server."""

    programs: Path
    folder: Path
    password: str
    port: int

    def url(self, database: str) -> str:
        """Return the address of *database*."""
        server = f"postgres:{self.password}@127.0.0.1:{self.port}"
        return f"postgresql+psycopg://{server}/{database}"

    def command(self, statement: str) -> None:
        """Run *statement* outside of any transaction and of any test's database."""
        engine = create_engine(
            self.url("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(statement))

    def create(self, database: str, *, template: str) -> str:
        """Copy *template* to a new *database* and return its address."""
        self.command(f"CREATE DATABASE {database} TEMPLATE {template}")
        return self.url(database)

    def drop(self, database: str) -> None:
        """Throw *database* away, whoever is still connected."""
        self.command(f"DROP DATABASE {database} WITH (FORCE)")


@contextmanager
def running(programs: Path) -> Iterator[Cluster]:
    """Run a server with a migrated template until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="zeropark-postgres-"))
    try:
        cluster = _started(programs, folder)
        try:
            _make_template(cluster)
            yield cluster
        finally:
            _run(programs / "pg_ctl", "stop", "-m", "immediate", folder=folder)
    finally:
        shutil.rmtree(folder)


def _make_template(cluster: Cluster) -> None:
    engine = open_engine(cluster.create(TEMPLATE, template="template0"))
    migrate(engine)
    engine.dispose()


def server_programs() -> Path | None:
    """Return the folder of the newest server's programs."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    return max(installed, key=lambda path: float(path.parent.name), default=None)


def _started(programs: Path, folder: Path) -> Cluster:
    if user := _user():
        shutil.chown(folder, user)
    password = secrets.token_hex(16)
    _create_files(programs, folder, password)
    for attempt in range(1, ATTEMPTS + 1):
        port = _free_port()
        options = {**SETTINGS, "port": str(port)}
        written = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        log = str(folder / "server.log")
        try:
            _run(programs / "pg_ctl", "start", "-o", written, "-l", log, folder=folder)
        except ServerProgramError:
            if attempt == ATTEMPTS:
                raise
        else:
            return Cluster(programs, folder, password, port)
    raise AssertionError


def _create_files(programs: Path, folder: Path, password: str) -> None:
    """Make an empty cluster that sorts text as a reader's own server would.

    The locale is deliberately not "C": an answer must not depend on it.
    """
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    secret.chmod(0o644)
    _run(
        programs / "initdb",
        *("--username=postgres", "--auth=scram-sha-256", f"--pwfile={secret}"),
        *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
        *("--locale-provider=icu", "--icu-locale=und"),
        folder=folder,
    )
    secret.unlink()


def _run(program: Path, *arguments: str, folder: Path) -> None:
    """Run one of the server's programs on the cluster in *folder*, quietly.

    Output goes to a file: a pipe would stay open as long as the server runs.
    """
    record = folder / "programs.log"
    with record.open("w", encoding="utf-8") as log:
        done = subprocess.run(
            [program, *arguments, "-D", str(folder / "data")],
            check=False,
            cwd=folder,
            user=_user(),
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        raise ServerProgramError(program.name, record.read_text(encoding="utf-8"))


def _user() -> str | None:
    """Return whom the server runs as; ``None`` is whoever runs the tests."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    # Imported here: Windows does not have it, and does not need it.
    import pwd  # noqa: PLC0415

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
