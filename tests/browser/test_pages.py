"""Every page, in both colour schemes: offline, undisturbed, readable, in Chinese."""

import re
from datetime import UTC, datetime

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

LONGEST = f"/?period={datetime.now(UTC).year}"
"""The year that still runs: more grades, and a headline that says who reported."""

TIGHT = "1366x768"
SCREENS = ("1920x1080", TIGHT)

OURS = {
    *("A", "B", "C", "D", "CO", "tCO", "tce", "MWh", "MW", "GJ", "kWh", "t", "m"),
    *("km", "I", "II", "III", "IV"),
    *("rules", "adopt", "provisional", "toml"),
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
    for _ in reader.looks():
        found = reader.page.evaluate(script)
        if not found:
            break
    return found


def expect_sound(reader: Reader, scheme: str) -> None:
    """Expect no failure on the page, and that it says what its numbers are."""
    assert reader.page.get_by_test_id("stException").count() == 0
    assert reader.page.get_by_test_id("stAlert").count() == 0
    drawn = (frame.HERE / "static" / f"logo_zh_demo_{scheme}.svg").read_text()
    assert reader.mark() == drawn
    assert "演示数据" in reader.said()
    assert "快照 20260420-1" in reader.said()


def expect_whole(reader: Reader, path: str) -> None:
    """Expect nothing wider than the screen, cut off, or below what is seen at once."""
    assert lasting(reader, TOO_WIDE) == [], path
    assert lasting(reader, CLIPPED) == [], path
    if path != "/methods":
        assert lasting(reader, TOO_HIGH) == [], path


def expect_chinese(reader: Reader) -> None:
    """Expect no English word but those that every language has."""
    codes = {item.code for item in (*dictionary().indicators, *dictionary().measures)}
    said = SNAPSHOT.sub("", reader.said())
    words = set(re.findall(r"[A-Za-z][A-Za-z0-9_]*", said)) - codes
    assert {re.sub(r"\d+$", "", word) for word in words} - OURS == set()


def test_every_page_is_undisturbed_whole_and_in_chinese(visit: Visitor, samples: str):
    """The reader notices requests, errors of the console and dialogs by themselves.

    The overview stands on one screen: a map that one has to scroll is no map.
    """
    reader = visit(samples, size=TIGHT)
    for path in PAGES:
        answer = reader.open(path)
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        expect_whole(reader, path)
        expect_chinese(reader)
        for tab in reader.page.get_by_role("tab").all():
            tab.click()
            reader.settle()
            expect_chinese(reader)
        expect_sound(reader, "light")


def test_pages_are_undisturbed_in_the_dark(visit: Visitor, samples: str):
    reader = visit(samples, color_scheme="dark")
    for path in (OVERVIEW, "/park", COMPLEMENT[0]):
        reader.open(path)
        for tab in reader.page.get_by_role("tab").all():
            tab.click()
            reader.settle()
        expect_sound(reader, "dark")


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_of_many_parks_is_wider_than_the_screen_or_cut_off(
    visit: Visitor, demonstration: str, screen: str
):
    reader = visit(demonstration, size=screen)
    for path in (*PAGES, LONGEST) if screen == TIGHT else ROOMY_PAGES:
        reader.open(path)
        expect_whole(reader, path)
