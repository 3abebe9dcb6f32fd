"""The map paints, and a click on it goes where it points."""

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, expect

from dashboard.theme import LIGHT
from queries.vocabulary import Grade
from tests.browser.conftest import Visitor
from tests.browser.reader import Picture, disc, n_colours, painted

pytestmark = pytest.mark.browser

CLEAR_PX = 12
"""How much even ground a click into a league-city wants around it."""

A = LIGHT.grades[Grade.A].fill
HULUNBUIR = "150700"


def northernmost_ground(picture: Picture) -> tuple[float, float]:
    """Return the northernmost place without a border, a name or a disc near it."""
    rows, columns = np.indices(picture.shape[:2])
    is_clear = np.zeros(picture.shape[:2], dtype=bool)
    for colour in LIGHT.classes:
        is_clear |= clear(painted(picture, colour))
    is_clear &= columns > picture.shape[1] / 2  # the legend stands in the west
    first = np.flatnonzero(is_clear)[0]
    return float(columns.flat[first]), float(rows.flat[first])


def clear(ground: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say around which pixels there is nothing but *ground*."""
    found = ground.copy()
    for axis in (0, 1):
        for step in range(-CLEAR_PX, CLEAR_PX + 1):
            found &= np.roll(ground, step, axis=axis)
    return found


def test_the_map_paints_every_grade_that_there_is(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/")
    picture = reader.picture_of_map()
    for grade in (Grade.A, Grade.B, Grade.C):
        assert painted(picture, LIGHT.grades[grade].fill).sum() > 50
    assert sum(painted(picture, shade).sum() for shade in LIGHT.classes) > 1000
    reader.press("grade", "待提升")
    picture = reader.picture_of_map()
    assert painted(picture, LIGHT.grades[Grade.C].fill).sum() > 50
    assert painted(picture, A).sum() == 0


def test_the_map_paints_in_the_dark_too(visit: Visitor, samples: str):
    reader = visit(samples, color_scheme="dark")
    reader.open("/")
    assert n_colours(reader.picture_of_map()) > 50


def test_a_click_on_a_park_opens_its_page(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/?tier=national&grade=A")
    x, y = disc(reader.picture_of_map(), A)
    reader.click_map(x, y, until="/park?")
    assert reader.asked()["park"] == ["150600-01"]
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("示例园区·")


def test_a_click_on_a_league_city_goes_into_it(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/")
    fetched: list[str] = []
    reader.page.on("request", lambda request: fetched.append(request.url))
    x, y = northernmost_ground(reader.picture_of_map())
    reader.click_map(x, y, until=f"league_city={HULUNBUIR}")
    expect(reader.selection("league_city")).to_have_value("呼伦贝尔")
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
    reader.forgive("WebGL")
