"""A real server and a real browser; a reader who notices every stray request."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.reader import PATIENCE_MS, Reader
from tests.browser.serving import load_demonstration, load_sample_workbooks, serving

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

QUIET = (
    "--no-sandbox",  # containers have no user namespaces
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PAINTING = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
WITHOUT_WEBGL = ("--disable-gpu", "--disable-3d-apis")

ColorScheme = Literal["light", "dark"]
Visitor = Callable[..., Reader]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser of the system is; skips where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser that can paint a map without a graphics card."""
    started = playwright.chromium.launch(
        executable_path=chromium, args=[*QUIET, *PAINTING]
    )
    yield started
    started.close()


@pytest.fixture
def browser_without_webgl(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser that cannot paint a map at all."""
    started = playwright.chromium.launch(
        executable_path=chromium, args=[*QUIET, *WITHOUT_WEBGL]
    )
    yield started
    started.close()


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the five sample workbooks, to read or to copy."""
    path = tmp_path_factory.mktemp("samples") / "zeropark.db"
    load_sample_workbooks(path)
    return path


@pytest.fixture(scope="session")
def samples(chromium: str, sample_database: Path) -> Iterator[str]:
    """The address of a server that shows the sample workbooks."""
    del chromium  # without a browser nobody needs a server
    with serving(sample_database) as where:
        yield where


@pytest.fixture(scope="session")
def demonstration(
    chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server that shows the generated parks."""
    del chromium
    path = tmp_path_factory.mktemp("demonstration") / "zeropark.db"
    load_demonstration(path)
    with serving(path, rehearses=True) as where:
        yield where


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visitor]:
    """Return what sends a reader, in a context of their own, to a server.

    When the test ends every reader must have seen no foreign request, no error of the
    console and no dialog.
    """
    readers: list[Reader] = []
    with ExitStack() as open_contexts:

        def send(
            where: str,
            *,
            by: Browser | None = None,
            size: str = "1366x768",
            color_scheme: ColorScheme = "light",
        ) -> Reader:
            width, height = map(int, size.split("x"))
            context = (by or browser).new_context(
                viewport={"width": width, "height": height},
                color_scheme=color_scheme,
            )
            open_contexts.callback(context.close)
            readers.append(Reader(context, where))
            return readers[-1]

        yield send
        for reader in readers:
            reader.assert_undisturbed()
