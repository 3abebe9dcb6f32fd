"""The map paints, and a click on it goes where it points."""

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from dashboard.theme import LIGHT
from queries.vocabulary import Grade
from tests.browser.conftest import Visitor
from tests.browser.reader import Picture, disc, painted

pytestmark = pytest.mark.browser

CLEAR_PX = 12
"""How much even ground a click into a league-city wants around it."""

A = LIGHT.grades[Grade.A].fill
HULUNBUIR = "150700"


def northernmost_ground(picture: Picture) -> tuple[float, float]:
    """Return a place in the north without border, name or disc near it."""
    width = picture.shape[1]
    for colour in LIGHT.classes:
        ground = painted(picture, colour)
        ground[:, : width // 2] = False  # the legend stands in the west
        for row, column in np.argwhere(ground):
            around = ground[
                row - CLEAR_PX : row + CLEAR_PX, column - CLEAR_PX : column + CLEAR_PX
            ]
            if around.size and around.all():
                return float(column), float(row)
    raise AssertionError("no ground is painted")


def test_the_map_paints_every_grade_that_there_is(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/")
    picture = reader.picture_of_map()
    for grade in (Grade.A, Grade.B, Grade.C):
        assert painted(picture, LIGHT.grades[grade].fill).sum() > 50
    assert painted(picture, LIGHT.grades[Grade.D].fill).sum() == 0
    assert painted(picture, LIGHT.classes[1]).sum() > 1000


def test_the_map_paints_in_the_dark_too(visit: Visitor, samples: str):
    reader = visit(samples, color_scheme="dark")
    reader.open("/")
    assert len(np.unique(reader.picture_of_map().reshape(-1, 3), axis=0)) > 50


def test_a_click_on_a_park_opens_its_page(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/?tier=national&grade=A")
    x, y = disc(reader.picture_of_map(), A)
    reader.click_map(x, y, until="/park?")
    assert reader.asked()["park"] == ["150600-03"]
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("示例园区·")


def test_a_click_on_a_league_city_goes_into_it(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/")
    fetched: list[str] = []
    reader.page.on("request", lambda request: fetched.append(request.url))
    x, y = northernmost_ground(reader.picture_of_map())
    reader.click_map(x, y, until=f"league_city={HULUNBUIR}")
    assert reader.words("league_city").strip().endswith("呼伦贝尔")
    reader.picture_of_map()
    assert any(url.endswith(f"banners_{HULUNBUIR}.json") for url in fetched)


def test_without_webgl_the_same_stands_as_a_table(
    visit: Visitor, samples: str, browser_without_webgl: Browser
):
    reader = visit(samples, by=browser_without_webgl)
    reader.open("/")
    grid = reader.page.locator('[data-testid="stDataFrame"] [role="grid"]')
    expect(grid).to_have_attribute("aria-rowcount", "25")
    assert reader.page.get_by_test_id("stDeckGlJsonChart").count() == 0
    assert "示例园区·" in grid.inner_text()
