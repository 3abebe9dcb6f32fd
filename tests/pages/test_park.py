"""One park: shows, empty, half reported, broken, and what a link asks for."""

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from queries.engine import writing
from queries.tables import park
from tests.pages.conftest import Opener
from tests.pages.said import (
    cards,
    footing,
    has_chart,
    headline,
    parameter,
    stumbled,
    words,
)
from tests.parks_by_hand import add_park, enter_batch, report

CHARTS_OF_A_PARK = 4
"""The rows against targets, and a trend for each monthly item."""


@pytest.fixture
def page(samples: Engine, opened: Opener) -> AppTest:
    del samples
    return opened("park", park="150600-03")


def test_a_park_shows_its_grade_its_rows_and_its_trends(page: AppTest):
    assert not stumbled(page)
    assert headline(page).startswith("示例园区·")
    assert page.selectbox(key="park").value == "150600-03"
    assert cards(page)["2026年一季度等级"] in {"优秀", "良好", "待提升", "预警"}
    assert len(page.get("plotly_chart")) == CHARTS_OF_A_PARK
    assert "待填报，以下" not in words(page)


def test_the_footing_says_that_nothing_here_is_real(page: AppTest):
    assert "演示数据" in footing(page)
    assert "20260420-1" in footing(page)


def test_every_park_of_the_samples_can_be_opened(samples: Engine, opened: Opener):
    del samples
    page = opened("park")
    for code in ("150200-16", "152900-22", "150300-05"):
        page.selectbox(key="park").set_value(code).run()
        assert not stumbled(page)
        assert parameter(page, "park") == [code]


def test_a_period_before_the_park_reported_says_so(page: AppTest):
    assert "2025Q1" not in page.selectbox(key="period").value
    page.selectbox(key="period").set_value("2025-01").run()
    assert not stumbled(page)
    assert len(page.get("plotly_chart")) == CHARTS_OF_A_PARK


def test_an_empty_database_says_so_and_draws_nothing(opened: Opener):
    page = opened("park")
    assert not stumbled(page)
    assert "还没有园区" in page.info[0].value
    assert not has_chart(page)
    assert not page.metric


def test_a_registry_without_any_report_is_a_page_not_an_error(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A")
    page = opened("park")
    assert not stumbled(page)


def test_half_a_report_shows_what_there_is_and_calls_the_rest_missing(
    shown_database: Engine, opened: Opener
):
    """A tells a third of its electricity to be green, of one month, and no more."""
    with writing(shown_database) as connection:
        add_park(connection, "A", self_test_from=202601)
        add_park(connection, "B", self_test_from=202601)
        report(
            connection,
            "A",
            202603,
            {
                "electricity_mwh": 300.0,
                "electricity_direct_mwh": 60.0,
                "electricity_certified_mwh": 40.0,
            },
        )
    silent = opened("park", park="B")
    assert not stumbled(silent)
    assert "没有填报" in words(silent)
    assert cards(silent)["本年月报"] == "0/3"
    assert cards(silent)["得分"] == "未给分"
    half = opened("park", park="A")
    assert not stumbled(half)
    assert "没有填报" not in words(half)
    assert "还有 3 个月待填报" in words(half)
    assert "33.3%" in half.get("plotly_chart")[0].proto.spec
    assert "演示数据" not in footing(half)


def test_broken_rows_become_a_sentence_not_a_traceback(samples: Engine, opened: Opener):
    with writing(samples) as connection:
        connection.execute(park.update().values(latitude_deg=1.5))
    page = opened("park", park="150600-03")
    assert not stumbled(page)
    assert "Park" in page.error[0].value
    assert not has_chart(page)


def test_an_unknown_park_in_a_link_gives_the_first_park(
    samples: Engine, opened: Opener
):
    del samples
    page = opened("park", park="999999-99", period="2025Q4")
    assert not stumbled(page)
    assert page.selectbox(key="park").value.startswith("150100-")
    assert "2025年四季度" in footing(page)
    assert "park" not in page.query_params


def test_a_name_that_looks_like_form_is_shown_as_it_is(
    shown_database: Engine, opened: Opener
):
    name = "<img src=x onerror=alert(1)>**x**"
    with writing(shown_database) as connection:
        add_park(connection, "A")
        connection.execute(park.update().values(name_zh=name))
        report(connection, "A", 202603, {"energy_tce": 1.0})
        enter_batch(connection)
    page = opened("park")
    assert headline(page) == name
    (title,) = [text.value for text in page.markdown if text.value[:2] == "# "]
    assert r"\<img src=x" in title
    assert not any(text.allow_html for text in page.markdown)
