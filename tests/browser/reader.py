"""A reader: opens pages, looks at the map, clicks, and notices what should not be."""

import base64
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    Response,
    WebSocket,
    expect,
)

Picture = NDArray[np.int64]
"""Height, width and the three colours of a screenshot."""

PATIENCE_MS = 30_000
QUIET_MS = 500
"""A page counts as still when its script has not run for so long."""

LOOK_MS = 150
"""How long a picture in motion is left alone between two looks at it."""

BLANK_COLOURS = 9
"""A map that is not painted yet has its ground and its frame, and no more."""

KNOWN_404 = ("/_stcore/health", "/_stcore/host-config")
"""What Streamlit asks for beside a page's own path, and finds one level higher."""

STILL = """
(quiet) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const idle = app?.dataset.testScriptState === "notRunning";
  const stale = document.querySelector('[data-stale="true"]');
  if (!idle || stale || !document.querySelector('[data-testid="stMain"] p')) {
    window.stillSince = undefined;
    return false;
  }
  window.stillSince ??= performance.now();
  return performance.now() - window.stillSince > quiet;
}
"""


@dataclass
class Reader:
    """One browser context at one server."""

    context: BrowserContext
    where: str
    disturbances: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open an empty page and start to listen."""
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.context.on("request", self._notice_request)
        self.page.on("websocket", self._notice_socket)
        self.page.on("console", self._notice_console)
        self.page.on("pageerror", lambda error: self.disturbances.append(str(error)))
        self.page.on("dialog", self._notice_dialog)

    def open(self, path: str = "/") -> Response:
        """Go to *path* and wait until everything on it stands still."""
        answer = self.page.goto(self.where + path)
        self.settle()
        assert answer is not None
        return answer

    def settle(self) -> None:
        """Wait until no script runs and nothing on the page is stale."""
        self.page.evaluate("() => { window.stillSince = undefined; }")
        self.page.wait_for_function(STILL, arg=QUIET_MS)

    def looks(self) -> Iterator[None]:
        """Look again and again, until one has seen enough or patience ends."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while True:
            yield
            if time.monotonic() > end:
                return
            self.page.wait_for_timeout(LOOK_MS)

    def turn_to(self, name: str) -> None:
        """Choose another page by its name in the header."""
        self.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
        self.settle()

    def control(self, key: str) -> Locator:
        """Return a control by its key."""
        return self.page.locator(f".st-key-{key}")

    def press(self, key: str, words: str) -> None:
        """Press one of several buttons of a control."""
        self.control(key).get_by_role("button", name=words).or_(
            self.control(key).get_by_role("radio", name=words)
        ).click()
        self.settle()

    def choose(self, key: str, words: str) -> None:
        """Choose an option of a list."""
        self.selection(key).click()
        self.page.get_by_role("option", name=words, exact=True).click()
        self.settle()

    def selection(self, key: str) -> Locator:
        """Return the field of a list, whose value is what is chosen."""
        return self.control(key).get_by_role("combobox")

    def button(self, key: str, words: str) -> Locator:
        """Return one of several buttons of a control."""
        return self.control(key).get_by_role("button", name=words)

    def asked(self) -> dict[str, list[str]]:
        """Return the parameters in the address."""
        return parse_qs(urlsplit(self.page.url).query)

    def expect_asked(self, **wanted: str | list[str]) -> None:
        """Expect just these parameters in the address; those with a string, once."""
        asked = {k: [v] if isinstance(v, str) else v for k, v in wanted.items()}
        for _ in self.looks():  # the page writes them after its script has ended
            if self.asked() == asked:
                return
        raise AssertionError(f"{self.asked()}, not {asked}")

    def said(self) -> str:
        """Return every word that the page shows, without the names of icons."""
        said: str = self.page.evaluate(
            """() => {
              const hidden = '[data-testid*="Icon"], [data-testid="stSkipToContent"]';
              const found = [...document.querySelectorAll(hidden)];
              const before = found.map((element) => element.style.display);
              found.forEach((element) => { element.style.display = "none"; });
              const said = document.querySelector('[data-testid="stApp"]').innerText;
              found.forEach((element, i) => { element.style.display = before[i]; });
              return said;
            }"""
        )
        return said

    def mark(self) -> str:
        """Return the drawing of the mark in the header."""
        source = self.page.get_by_test_id("stHeaderLogo").get_attribute("src") or ""
        if source.startswith("data:"):
            return base64.b64decode(source.split(",", 1)[1]).decode()
        return self.page.request.get(urljoin(self.page.url, source)).text()

    def map(self) -> Locator:
        """Return the map once it is there."""
        found = self.page.locator('[data-testid="stDeckGlJsonChart"] canvas').first
        expect(found).to_be_visible()
        return found

    def picture_of_map(self) -> Picture:
        """Return the map as it is painted, once two looks at it are the same."""
        self.page.mouse.move(5, 5)
        shot = b""
        for _ in self.looks():
            again = self.map().screenshot()
            if again == shot and n_colours(pixels(shot)) > BLANK_COLOURS:
                break
            shot = again
        return pixels(shot)

    def click_map(self, x: float, y: float, *, until: str) -> None:
        """Click on the map; again only while the address does not hold *until* yet.

        Painting without a graphics card sometimes loses the first click.
        """
        self._click(lambda: self.map().click(position={"x": x, "y": y}), until=until)

    def click_beside(self, words: Locator, *, until: str) -> None:
        """Click where *words* of a chart begin, until the address holds *until*.

        A chart that is drawn anew has no words for a moment, then has them elsewhere.
        """

        def click() -> None:
            expect(words).to_be_visible()
            box = words.bounding_box()
            if box is not None:
                self.page.mouse.click(box["x"] + 5, box["y"] + box["height"] / 2)

        self._click(click, until=until)

    def _click(self, click: Callable[[], None], *, until: str) -> None:
        for _ in range(4):
            click()
            end = time.monotonic() + 5
            while time.monotonic() < end:
                if until in self.page.url:
                    self.settle()
                    return
                self.page.wait_for_timeout(100)
        raise AssertionError(f"no click led to {until}: {self.page.url}")

    def assert_undisturbed(self) -> None:
        """Fail with everything that should not have happened."""
        if self.disturbances:
            raise AssertionError("; ".join(self.disturbances))

    def forgive(self, words: str) -> None:
        """Forget the disturbances that speak of *words*: the test provoked them."""
        self.disturbances = [each for each in self.disturbances if words not in each]

    def _notice_request(self, request: Request) -> None:
        self._notice_address(request.url)

    def _notice_socket(self, socket: WebSocket) -> None:
        self._notice_address(socket.url)

    def _notice_address(self, url: str) -> None:
        found, own = urlsplit(url), urlsplit(self.where)
        if found.scheme not in {"data", "blob"} and found.netloc != own.netloc:
            self.disturbances.append(f"request to {url}")

    def _notice_console(self, message: ConsoleMessage) -> None:
        is_known = message.location["url"].endswith(KNOWN_404)
        if message.type == "error" and not is_known:
            self.disturbances.append(f"console: {message.text}")

    def _notice_dialog(self, dialog: Dialog) -> None:
        self.disturbances.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def pixels(shot: bytes) -> Picture:
    """Return a screenshot as numbers."""
    with Image.open(io.BytesIO(shot)) as image:
        return np.asarray(image.convert("RGB"), dtype=np.int64)


def n_colours(picture: Picture) -> int:
    """Return how many colours a picture has."""
    return len(np.unique(picture @ np.array([1 << 16, 1 << 8, 1])))


def painted(picture: Picture, colour: str) -> NDArray[np.bool_]:
    """Say which pixels of *picture* have the *colour* ``#RRGGBB``, or nearly."""
    wanted = np.array(list(bytes.fromhex(colour.removeprefix("#"))))
    return np.asarray(np.abs(picture - wanted).max(axis=2) <= 2)


def disc(picture: Picture, colour: str) -> tuple[float, float]:
    """Return the middle of the topmost disc of that *colour*, in pixels."""
    rows, columns = np.nonzero(painted(picture, colour))
    near = (rows - rows[0] < 40) & (np.abs(columns - columns[0]) < 40)
    middle_row = (rows[near].min() + rows[near].max()) / 2
    middle_column = (columns[near].min() + columns[near].max()) / 2
    return float(middle_column), float(middle_row)
