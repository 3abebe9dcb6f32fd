"""The exported page in a real browser: it draws itself and asks nobody."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request

from dashboard.briefing.web_page import web_page
from dashboard.briefing.writers import ExportOptions
from dashboard.text import Speaker
from tests.unit.briefing.charts_by_hand import charts, pack

pytestmark = pytest.mark.browser

DRAWN = "document.querySelectorAll('.chart .main-svg').length"


def opened(
    browser: Browser, folder: Path, scheme: Literal["light", "dark"]
) -> tuple[Page, list[str], list[str]]:
    """Return the page, what it asked for beside itself, and what it complained of."""
    path = folder / "page.html"
    options = ExportOptions(say=Speaker("zh"), suffix=".html")
    path.write_bytes(web_page(pack(), options).content)
    page = browser.new_context(color_scheme=scheme).new_page()
    asked: list[str] = []
    complaints: list[str] = []

    def note(request: Request) -> None:
        if request.url != path.as_uri():
            asked.append(request.url)

    page.on("request", note)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_function(f"{DRAWN} >= {len(charts())}")
    return page, asked, complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_draws_every_chart_and_asks_nobody(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
):
    page, asked, complaints = opened(browser, tmp_path, scheme)
    assert asked == []
    assert complaints == []
    maps = page.locator("svg[role=img]")
    assert maps.count() == 2
    assert page.locator("svg[role=img]:visible").count() == 1
    assert page.locator(f"svg.{scheme}[role=img]").is_visible()


def test_a_pointer_over_a_line_says_its_number(browser: Browser, tmp_path: Path):
    page, _, _ = opened(browser, tmp_path, "light")
    page.locator("#lines-1 .point").last.hover(force=True)
    page.wait_for_selector("#lines-1 .hoverlayer text")
    said = page.locator("#lines-1 .hoverlayer").text_content() or ""
    assert "53.4" in said
