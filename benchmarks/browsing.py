"""What one reader in a browser waits for: the first page, and a changed filter."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.servers import Kind, Server

PROBE: Final = Path(__file__).with_name("probe.js")
FLAGS: Final = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""A browser that draws maps without a graphics card and calls nobody."""

WINDOW: Final[Any] = {"width": 1366, "height": 768}
PATIENCE_MS: Final = 60_000
QUIET_MS: Final = 300
"""A page that did nothing for so long is at rest."""

FIRST_SIGN: Final[dict[Kind, str]] = {
    "ours": "[data-testid=stDeckGlJsonChart] canvas",
    "floor": "[data-testid=stText]",
}
"""What stands in the page when it is there: the map, or the text."""

AT_REST: Final = ".stApp[data-test-script-state=notRunning]"

Change = Callable[[Page], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """One first page: seconds since the server was started, bytes to the browser."""

    shown_s: float
    websocket_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """One change: from the message that carries it to the script's end, and to rest.

    At rest means painted: two frames after the last message or change of state.
    """

    finished_ms: float
    rested_ms: float


@contextmanager
def browser() -> Iterator[Browser]:
    """Open the system's Chromium.

    Raises:
        RuntimeError: There is none.
    """
    program = which("chromium") or which("chromium-browser") or which("google-chrome")
    if program is None:
        raise RuntimeError("no Chromium on the path")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=[*FLAGS])
        yield opened
        opened.close()


def first_page(opened: Browser, server: Server) -> tuple[Page, FirstPage]:
    """Open the first page as a new reader; return it at rest."""
    page = opened.new_context(viewport=WINDOW).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(path=PROBE)
    page.goto(server.page_url, wait_until="commit")
    page.locator(FIRST_SIGN[server.kind]).first.wait_for(state="visible")
    page.locator(AT_REST).wait_for()
    shown_s = time.perf_counter() - server.started_at_s
    taken = _at_rest(page)
    received = sum(size for _, size, _ in taken["received"])
    return page, FirstPage(shown_s=shown_s, websocket_bytes=received)


def rerun(page: Page, change: Change) -> Rerun:
    """Make one *change* on a page at rest and time what follows."""
    _at_rest(page)
    change(page)
    taken = _at_rest(page, "{ afterSending: true }")
    sent = next(at for at, text in taken["sent"] if _is_rerun(text))
    finished = [at for at, _, text in taken["received"] if _is_end(text)]
    return Rerun(finished_ms=finished[-1] - sent, rested_ms=taken["paintedAt"] - sent)


def _at_rest(page: Page, options: str = "{}") -> dict[str, Any]:
    """Return what passed over the websocket since the last time, once all is quiet."""
    taken: dict[str, Any] = page.evaluate(
        f"zeroparkProbe.atRest({QUIET_MS}, {options})"
    )
    return taken


def _is_rerun(text: str) -> bool:
    message = BackMsg.FromString(bytes.fromhex(text))
    return str(message.WhichOneof("type")) == "rerun_script"


def _is_end(text: str) -> bool:
    message = ForwardMsg.FromString(bytes.fromhex(text))
    return str(message.WhichOneof("type")) == "script_finished"


def pressing(key: str, index: int) -> Change:
    """Press the button at *index* of the control *key*."""
    return lambda page: page.locator(f".st-key-{key} button").nth(index).click()


def choosing(key: str, index: int) -> Change:
    """Choose the option at *index* of the list *key*, from the end if negative."""

    def change(page: Page) -> None:
        page.locator(f".st-key-{key} button").click()
        options = page.get_by_role("option")
        options.first.wait_for()
        options.nth(index % options.count()).click()

    return change


def changes(kind: Kind, *, n_rounds: int) -> Sequence[Change]:
    """Return three changes a round: a comparison, a grade, a period; or a number."""
    if kind == "floor":
        return [choosing("number", 1 + i % 18) for i in range(3 * n_rounds)]
    return [
        change
        for i in range(n_rounds)
        for change in (
            pressing("compare", (i + 1) % 2),
            pressing("grade", (i // 2) % 4),
            choosing("period", 1 + i % 6),
        )
    ]
