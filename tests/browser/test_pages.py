"""Every page, in both colour schemes: offline, undisturbed, readable, in Chinese."""

import re

import pytest

from dashboard import frame
from queries.indicators import dictionary
from tests.browser.conftest import Visitor
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

OVERVIEW = "/"
COMPLEMENT = tuple(
    f"/complement?side={side}"
    for side in ("spread", "stock", "need", "pairs", "siting", "whatif")
)
PAGES = (OVERVIEW, "/compare", "/trends", "/park", "/present", "/methods", *COMPLEMENT)
ROOMY_PAGES = (OVERVIEW, "/park", "/present", *COMPLEMENT[:1])
"""Looked at on the wall too; 盟市对比 and 指标趋势 have tests of their own."""

TIGHT = "1366x768"
SCREENS = ("1920x1080", TIGHT)

OURS = {
    *("A", "B", "C", "D", "CO", "tCO", "tce", "MWh", "MW", "GJ", "kWh", "t", "m"),
    *("GWh", "km", "I", "II", "III", "IV"),
    *("rules", "adopt", "provisional", "toml"),
    "Upload",  # Streamlit's own button for files has no other language
    *("CGCS", "WGS", "GCJ", "BD", "frykit", "data", "MIT", "zeropark"),
}
"""Units, grades, coordinate systems and names: the same in every language."""

SNAPSHOT = re.compile(r"\d{8}-\d+/[\w/=.,&-]+")
"""The code of a view: to be typed, in letters that every keyboard has."""

TOO_WIDE = """
() => [document.documentElement, ...document.querySelectorAll('[data-testid="stMain"]')]
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => `${element.tagName} ${element.scrollWidth}`)
"""

TOO_HIGH = """
() => [...document.querySelectorAll('[data-testid="stMain"]')]
  .filter((element) => element.scrollHeight > element.clientHeight + 1)
  .map((element) => `${element.scrollHeight} > ${element.clientHeight}`)
"""

CLIPPED = """
() => [...document.querySelectorAll('.stMarkdown *, .stMetric *, .stButtonGroup *')]
  .filter((element) => element.innerText?.trim() && element.clientWidth > 0)
  .filter((element) => getComputedStyle(element).overflowX !== "visible")
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.innerText.trim())
"""


def lasting(reader: Reader, script: str) -> list[str]:
    """Return what *script* finds fault with, once a picture in motion came to rest."""
    found: list[str] = []
    for _ in range(10):
        found = reader.page.evaluate(script)
        if not found:
            break
        reader.page.wait_for_timeout(400)
    return found


def walk(reader: Reader, path: str) -> None:
    """Open a page and every tab of it."""
    answer = reader.open(path)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    for tab in reader.page.get_by_role("tab").all():
        tab.click()
        reader.settle()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_sends_a_request_off_the_machine_or_stumbles(
    visit: Visitor, samples: str, scheme: str
):
    """The reader notices requests, errors of the console and dialogs by themselves."""
    reader = visit(samples, color_scheme=scheme)
    for path in PAGES if scheme == "light" else (OVERVIEW, "/park", COMPLEMENT[0]):
        walk(reader, path)
        assert reader.page.get_by_test_id("stException").count() == 0
        assert reader.page.get_by_test_id("stAlert").count() == 0
        drawn = (frame.HERE / "static" / f"logo_zh_demo_{scheme}.svg").read_text()
        assert reader.mark() == drawn
        assert "演示数据" in reader.said()
        assert "快照 20260420-1" in reader.said()


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_wider_than_the_screen_or_cut_off(
    visit: Visitor, samples: str, demonstration: str, screen: str
):
    """The overview stands on one screen: a map that one has to scroll is no map."""
    # Where it is tightest, both; the wall has room for either.
    both = (samples, demonstration)
    for where in both if screen == TIGHT else both[1:]:
        reader = visit(where, size=screen)
        for path in PAGES if screen == TIGHT else ROOMY_PAGES:
            reader.open(path)
            assert lasting(reader, TOO_WIDE) == [], path
            assert lasting(reader, CLIPPED) == [], path
            if path in (OVERVIEW, *COMPLEMENT):
                assert lasting(reader, TOO_HIGH) == [], path


def test_chinese_pages_hold_no_stray_english(visit: Visitor, samples: str):
    reader = visit(samples)
    codes = {item.code for item in (*dictionary().indicators, *dictionary().measures)}
    for path in PAGES:
        reader.open(path)
        said = reader.said()
        for tab in reader.page.get_by_role("tab").all():
            tab.click()
            reader.settle()
            said += reader.said()
        words = (
            set(re.findall(r"[A-Za-z][A-Za-z0-9_]*", SNAPSHOT.sub("", said))) - codes
        )
        assert {re.sub(r"\d+$", "", word) for word in words} - OURS == set()
