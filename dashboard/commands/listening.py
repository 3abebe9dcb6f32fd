"""The web server on a socket of our own: taken once, announced when it answers."""

import errno
import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import uvicorn

from queries.errors import HostUnknownError, PortTakenError

APPLICATION: Final = "dashboard.server:app"

LOUDNESS: Final = {
    "uvicorn": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    "uvicorn.asgi": logging.WARNING,
    "uvicorn.error": logging.WARNING,
    "streamlit.runtime.caching.cache_data_api": logging.ERROR,
    "streamlit.runtime.scriptrunner_utils.script_run_context": logging.ERROR,
}
"""What would tell a reader, in English, that the server started and as it should.

The caches of the pages are declared, and filled by the rehearsal, where no session is;
Streamlit would say so once for each of them.
"""

ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  compared with, not bound to
"""Where a reader on the machine itself finds a server that listens everywhere."""


class Announcing(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None]) -> None:
        """Keep whom to tell."""
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that holds *port* of *host*.

    Raises:
        PortTakenError: Somebody else holds it, or it is not ours to take.
        HostUnknownError: The machine has no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # By the protocol asyncio knows that small messages must not wait for one another:
    # without it a rerun takes forty milliseconds more.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        # There it would let two programs share the port.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        is_taken = error.errno in {errno.EADDRINUSE, errno.EACCES}
        failure = PortTakenError if is_taken else HostUnknownError
        raise failure(host=host, port=port) from error
    return taken


def serve(
    listener: socket.socket,
    *,
    ready: Callable[[], None],
    application: str = APPLICATION,
) -> None:
    """Serve on *listener* until somebody stops it; tell *ready* once it answers."""
    config = uvicorn.Config(application, log_level=logging.WARNING, access_log=False)
    for name, level in LOUDNESS.items():
        # A filter, not a level: Streamlit sets the level back when it starts.
        logging.getLogger(name).addFilter(_at_least(level))
    with suppress(KeyboardInterrupt):  # Ctrl+C is how a reader ends it
        Announcing(config, ready=ready).run(sockets=[listener])


def _at_least(level: int) -> Callable[[logging.LogRecord], bool]:
    return lambda record: record.levelno >= level


def address(host: str, port: int) -> str:
    """Return the address to type into a browser on this machine."""
    name = ANYWHERE.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
