"""Trends, as a reader sees them and clicks through them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_compare import CUT_OFF, NOT_FITTED
from tests.browser.test_pages import (
    CLIPPED,
    SCREENS,
    TIGHT,
    TOO_HIGH,
    TOO_WIDE,
    lasting,
)

pytestmark = pytest.mark.browser

PAGE = "/trends"

LONGEST = "indicator=product_energy_grade2"
FIVE = "&".join(
    f"league_cities={code}"
    for code in ("150600", "150200", "150300", "150400", "150500")
)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    "asked", ["", f"?level=league_city&{LONGEST}&{FIVE}", "?window=quarter&level=park"]
)
def test_it_stands_on_one_screen_with_every_word_whole(
    visit: Visitor, samples: str, demonstration: str, screen: str, asked: str
):
    # Where it is tightest, both; the wall has room for either.
    both = (samples, demonstration)
    for where in both if screen == TIGHT else both[1:]:
        reader = visit(where, size=screen)
        reader.open(PAGE + asked)
        chart = reader.page.locator(".js-plotly-plot").last
        expect(chart).to_be_visible()
        reader.settle()
        for fault in (TOO_WIDE, TOO_HIGH, CLIPPED, NOT_FITTED, CUT_OFF):
            assert lasting(reader, fault) == [], fault


def test_what_is_chosen_stays_in_the_link(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open(PAGE)
    reader.choose("indicator", "绿电使用比例")
    reader.press("level", "盟市")
    reader.press("show", "同比")
    wanted: dict[str, str | list[str]] = {
        "indicator": "green_power_share",
        "level": "league_city",
        "show": "year_on_year",
        "league_cities": ["150100", "150200", "150700"],
    }
    reader.expect_asked(**wanted)
    reader.turn_to("总览")
    reader.turn_to("指标趋势")
    reader.expect_asked(**wanted)
