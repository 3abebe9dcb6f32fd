"""``make pictures``: photograph the real program for the README and the docs."""

import shutil
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import NAMES, PAINTING, QUIET
from tests.browser.serving import load_demonstration, serving

PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"
SIZE: Final = {"width": 1920, "height": 1080}
DRAWN_MS: Final = 6_000
"""Until faces, outlines and charts have been drawn, also on a slow machine."""

SHOTS: Final = (
    ("overview", "/", "light"),
    ("overview_dark", "/", "dark"),
    ("league_city", "/?league_city=150600", "light"),
    ("park", "/park?park=150500-Y01", "light"),
    ("methods", "/methods", "light"),
)


def main() -> None:
    """Serve the demonstration and take every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "zeropark.db"
        load_demonstration(database)
        with serving(database) as where, sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=next(filter(None, map(shutil.which, NAMES))),
                args=[*QUIET, *PAINTING],
            )
            for name, path, theme in SHOTS:
                _take(browser, f"{where}{path}", theme, PICTURES / f"{name}.png")
            browser.close()


def _take(browser: Browser, address: str, theme: str, target: Path) -> None:
    is_dark = theme == "dark"
    context = browser.new_context(
        viewport=SIZE, color_scheme="dark" if is_dark else "light"
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(DRAWN_MS)
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    main()
