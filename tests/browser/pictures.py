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
DRAWN_MS: Final = 5_000
"""Until faces and outlines have been painted, once what paints them is there."""

SHOTS: Final = (
    ("overview", "/", "light", "canvas"),
    ("overview_dark", "/", "dark", "canvas"),
    ("league_city", "/?league_city=150600", "light", "canvas"),
    ("compare", "/compare", "light", ".js-plotly-plot .main-svg"),
    ("trends", "/trends", "light", ".js-plotly-plot .main-svg"),
    ("park", "/park?park=150500-Y01", "light", ".js-plotly-plot .main-svg"),
    ("complement", "/complement", "light", "canvas"),
    ("pairs", "/complement?side=pairs", "dark", "canvas"),
    ("present", "/present", "light", "[data-testid=stButton]"),
    ("methods", "/methods", "light", "table"),
)
"""Name, address, theme, and the last thing of the page to appear."""


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
            for name, path, theme, last in SHOTS:
                picture = PICTURES / f"{name}.png"
                _take(browser, f"{where}{path}", theme, last, picture)
            browser.close()


def _take(browser: Browser, address: str, theme: str, last: str, target: Path) -> None:
    is_dark = theme == "dark"
    context = browser.new_context(
        viewport=SIZE, color_scheme="dark" if is_dark else "light"
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(last)
    page.wait_for_timeout(DRAWN_MS)
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    main()
