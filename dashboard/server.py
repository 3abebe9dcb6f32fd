"""The web server: Streamlit's application with our start, headers and readiness."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import Final

import streamlit as st
from sqlalchemy import text
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.frame import apologise
from dashboard.heap import keep_set_aside, set_aside
from dashboard.rehearsal import keep_rehearsed, rehearse_first
from dashboard.settings import Settings
from queries.engine import is_current, open_engine, reading
from queries.errors import OversightError

ENTRY: Final = Path(__file__).with_name("app.py")

HEAVY: Final = (
    "shapely",
    "pandera.pandas",
    "plotly.graph_objects",
    "pydeck",
    "dashboard.data",
    "dashboard.drawing.screen",
    "dashboard.drawing.screen_map",
)
"""Imported before the first reader comes; nothing that only an export needs."""

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' data: blob:; "
        "connect-src 'self' ws: wss: blob: data:; worker-src blob: 'self'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""A second line against any request that would leave the machine."""


class SecurityHeaders:
    """Put our headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the answer's start."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Import and rehearse before the first reader comes; go on while they read."""
    for name in HEAVY:
        import_module(name)
    # In a thread, as a session's script runs: what fails there stops no server.
    first = Thread(target=rehearse_first)
    first.start()
    first.join()
    set_aside()
    stopped = Event()
    Thread(target=keep_set_aside, args=(stopped,), daemon=True).start()
    if Settings.from_environ().rehearses:
        Thread(target=keep_rehearsed, args=(stopped,), daemon=True).start()
    yield
    stopped.set()


async def readyz(_request: Request) -> JSONResponse:
    """Say whether the database answers and has the schema of this version."""
    problem = await run_in_threadpool(_database_problem)
    status = {"ready": problem is None, "problem": problem}
    return JSONResponse(status, status_code=200 if problem is None else 503)


def _database_problem() -> str | None:
    engine = open_engine(Settings.from_environ().database_url)
    try:
        with reading(engine) as connection:
            connection.execute(text("SELECT 1"))
        return None if is_current(engine) else "schema"
    except OversightError as error:
        return error.key
    finally:
        engine.dispose()


app: Final = st.App(
    ENTRY,
    lifespan=lifespan,
    routes=[Route("/readyz", readyz)],
    on_script_error=apologise,
    middleware=[Middleware(SecurityHeaders)],
)
