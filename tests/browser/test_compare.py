"""The comparison of league-cities, as a reader sees it and clicks through it."""

import pytest
from playwright.sync_api import expect

from dashboard.theme import LIGHT
from queries.vocabulary import Grade
from tests.browser.conftest import Visitor
from tests.browser.reader import Reader, painted, pixels
from tests.browser.test_pages import (
    CLIPPED,
    SCREENS,
    TIGHT,
    TOO_HIGH,
    TOO_WIDE,
    lasting,
)

pytestmark = pytest.mark.browser

PAGE = "/compare"

NOT_FITTED = """
() => [...document.querySelectorAll('.js-plotly-plot')]
  .map((chart) => [chart.querySelector('.main-svg'), chart.parentElement])
  .filter(([svg, box]) => Math.abs(svg.clientWidth - box.clientWidth) > 2)
  .map(([svg, box]) => `${svg.clientWidth} in ${box.clientWidth}`)
"""

CUT_OFF = """
() => [...document.querySelectorAll('.js-plotly-plot text')]
  .filter((text) => text.textContent.trim())
  .filter((text) => {
    const own = text.getBoundingClientRect();
    const box = text.closest('.js-plotly-plot').getBoundingClientRect();
    return own.left < box.left - 2 || own.right > box.right + 2
      || own.top < box.top - 2 || own.bottom > box.bottom + 2;
  })
  .map((text) => text.textContent)
"""

SCROLLED = """
() => [...document.querySelectorAll('[data-testid="stMain"] *')]
  .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowY))
  .filter((element) => element.scrollHeight > element.clientHeight + 1)
  .filter((element) => !element.closest('.stDataFrame'))
  .map((element) => `${element.scrollHeight} > ${element.clientHeight}`)
"""


def charts(reader: Reader, n: int) -> None:
    """Wait until so many charts are there."""
    expect(reader.page.locator(".js-plotly-plot .main-svg:first-child")).to_have_count(
        n
    )


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    "asked", ["", "?on=product_energy_grade2", "?facets=indicators&rival=150200"]
)
def test_it_stands_on_one_screen_with_every_word_whole(
    visit: Visitor, samples: str, demonstration: str, screen: str, asked: str
):
    # Where it is tightest, both; the wall has room for either.
    both = (samples, demonstration)
    for where in both if screen == TIGHT and not asked else both[1:]:
        reader = visit(where, size=screen)
        reader.open(PAGE + asked)
        chart = reader.page.locator(".js-plotly-plot").last
        expect(chart).to_be_visible()
        reader.settle()
        for fault in (TOO_WIDE, TOO_HIGH, CLIPPED, NOT_FITTED, CUT_OFF, SCROLLED):
            assert lasting(reader, fault) == [], fault


def test_the_grades_are_painted_in_their_colours(visit: Visitor, demonstration: str):
    reader = visit(demonstration, size="1920x1080")
    reader.open(PAGE)
    charts(reader, 3)
    reader.settle()
    ranking = reader.page.locator(".js-plotly-plot").first
    grades = (Grade.A, Grade.B, Grade.C)
    for _ in reader.looks():  # a picture that is drawn anew is blank for a moment
        picture = pixels(ranking.screenshot())
        spots = [painted(picture, LIGHT.grades[one].fill).sum() for one in grades]
        if min(spots) > 500:
            break
    assert min(spots) > 500, spots


def test_what_is_chosen_stays_in_the_link(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open(PAGE)
    reader.choose("on", "绿电使用比例")
    reader.press("grid", "蒙西")
    reader.choose("inside", "鄂尔多斯")
    expect(reader.page.get_by_test_id("stDataFrame")).to_be_visible()
    wanted = {"on": "green_power_share", "grid": "west", "inside": "150600"}
    reader.expect_asked(**wanted)
    reader.turn_to("总览")
    reader.turn_to("盟市对比")
    reader.expect_asked(**wanted)
    other = visit(samples)
    other.page.goto(reader.page.url)
    other.settle()
    expect(other.selection("inside")).to_have_value("鄂尔多斯")
    expect(other.selection("on")).to_have_value("绿电使用比例")


def test_a_click_on_a_row_lists_the_parks_of_that_league_city(
    visit: Visitor, demonstration: str
):
    reader = visit(demonstration)
    reader.open(f"{PAGE}?on=carbon_intensity")
    charts(reader, 3)
    name = reader.page.locator(".js-plotly-plot").first.get_by_text("鄂尔多斯")
    reader.click_beside(name, until="inside=150600")
    expect(reader.page.get_by_test_id("stDataFrame")).to_be_visible()
    reader.page.get_by_role("button", name="返回盟市排名").click()
    charts(reader, 3)
    reader.expect_asked(on="carbon_intensity")
