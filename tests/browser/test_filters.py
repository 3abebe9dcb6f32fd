"""What a reader chose stays: over pages, and in a link for somebody else."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def expect_choice(reader: Reader) -> None:
    """Expect what this test chooses, in the controls and in the address."""
    expect(reader.selection("period")).to_have_value("2025年四季度")
    for key, words in (("grade", "待提升"), ("tier", "其他探索")):
        expect(reader.button(key, words)).to_have_attribute("aria-pressed", "true")
    reader.settle()
    reader.expect_asked(period="2025Q4", grade="C", tier="exploring")


def test_a_filter_survives_a_change_of_page_and_comes_back_from_its_link(
    visit: Visitor, samples: str
):
    reader = visit(samples)
    reader.open("/")
    reader.choose("period", "2025年四季度")
    reader.press("grade", "待提升")
    reader.press("tier", "其他探索")
    expect_choice(reader)
    figures = reader.page.get_by_test_id("stMetricValue").all_inner_texts()

    reader.turn_to("园区画像")
    expect(reader.selection("period")).to_have_value("2025年四季度")
    reader.turn_to("总览")
    expect_choice(reader)

    other = visit(samples)
    other.page.goto(reader.page.url)
    expect_choice(other)
    assert other.page.get_by_test_id("stMetricValue").all_inner_texts() == figures


def test_the_table_shows_the_parks_of_the_map(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/?grade=A")
    reader.map()
    reader.press("view", "表格")
    grid = reader.page.locator('[data-testid="stDataFrame"] [role="grid"]')
    expect(grid).to_have_attribute("aria-rowcount", "3")
    assert reader.page.get_by_test_id("stDeckGlJsonChart").count() == 0
    reader.expect_asked(grade="A", view="table")
