"""The code that a file prints leads to the page that shows what it is about."""

import pytest

from dashboard.briefing.pack_codes import pack_code
from dashboard.restoring import address_of
from dashboard.view_codes import read
from queries.months import Period


@pytest.mark.parametrize(
    ("code", "chart", "address"),
    [
        (None, None, "/overview?period=2026Q1"),
        ("150000", None, "/overview?period=2026Q1"),
        ("150600", None, "/overview?period=2026Q1&league_city=150600"),
        ("150600-01", None, "/park?period=2026Q1&park=150600-01"),
        ("150600-01", "why", "/park?period=2026Q1&park=150600-01"),
        (None, "map", "/overview?period=2026Q1"),
        (
            None,
            "map_green_power_share",
            "/overview?period=2026Q1&base=green_power_share",
        ),
        (None, "ranking", "/compare?period=2026Q1"),
        (
            None,
            "ranking_green_power_share",
            "/compare?period=2026Q1&on=green_power_share",
        ),
        ("150600", "ranking", "/compare?period=2026Q1&inside=150600"),
        (None, "rank_paths", "/compare?period=2026Q1"),
        (
            None,
            "trend_carbon_intensity",
            "/trends?period=2026Q1&indicator=carbon_intensity",
        ),
        (None, "trend_tiers", "/trends?period=2026Q1&level=tier"),
        (
            "150600",
            "trend_carbon_intensity",
            (
                "/trends?period=2026Q1&indicator=carbon_intensity&level=league_city"
                "&league_cities=150600"
            ),
        ),
    ],
)
def test_the_code_of_a_pack_is_that_of_its_page(
    code: str | None, chart: str | None, address: str
):
    printed = pack_code("20260420-1", Period.parse("2026Q1"), code=code, chart=chart)
    assert address_of(read(printed)) == address
