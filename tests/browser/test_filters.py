"""What a reader chose stays: over pages, and in a link for somebody else."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


def test_a_filter_survives_a_change_of_page_and_comes_back_from_its_link(
    visit: Visitor, samples: str
):
    reader = visit(samples)
    reader.open("/")
    reader.choose("period", "2025年四季度")
    reader.press("grade", "待提升")
    reader.press("tier", "其他探索")
    chosen = {"period": ["2025Q4"], "grade": ["C"], "tier": ["exploring"]}
    assert reader.asked() == chosen
    figures = reader.page.get_by_test_id("stMetricValue").all_inner_texts()

    reader.turn_to("园区画像")
    assert reader.asked()["period"] == ["2025Q4"]
    assert "2025年四季度" in reader.words("period")
    reader.turn_to("总览")
    assert reader.asked() == chosen
    assert reader.is_pressed("grade", "待提升")

    other = visit(samples)
    other.page.goto(reader.page.url)
    other.settle()
    assert "2025年四季度" in other.words("period")
    assert other.is_pressed("grade", "待提升")
    assert other.is_pressed("tier", "其他探索")
    assert other.page.get_by_test_id("stMetricValue").all_inner_texts() == figures
    other.assert_undisturbed()


def test_the_table_shows_the_parks_of_the_map(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/?grade=A")
    reader.map()
    reader.press("view", "表格")
    grid = reader.page.locator('[data-testid="stDataFrame"] [role="grid"]')
    expect(grid).to_have_attribute("aria-rowcount", "3")
    assert reader.page.get_by_test_id("stDeckGlJsonChart").count() == 0
    assert reader.asked() == {"grade": ["A"], "view": ["table"]}
