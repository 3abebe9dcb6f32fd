"""Trends: an indicator of anybody over time, with its table, and said."""

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from dashboard import data, frame
from queries.engine import writing
from queries.indicators import dictionary
from queries.scope import Scope
from tests.pages.conftest import Opener
from tests.pages.said import footing, has_chart, headline, parameter, stumbled, words
from tests.parks_by_hand import add_park, report
from tests.unit.test_trends import intensity

N_MONTHS = 15
"""The samples go from January 2025 to March 2026."""


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frame, "today", lambda: date(2026, 4, 12))


@pytest.fixture
def page(samples: Engine, opened: Opener) -> AppTest:
    del samples
    return opened("trends")


def figure(page: AppTest) -> dict[str, Any]:
    (chart,) = page.get("plotly_chart")
    spec: dict[str, Any] = json.loads(chart.proto.spec)
    return spec


def lines(page: AppTest) -> list[str]:
    return [trace["name"] for trace in figure(page)["data"]]


def rows(page: AppTest) -> pd.DataFrame:
    (table,) = page.table
    return table.value


def test_the_region_is_told_month_by_month_beside_its_table(page: AppTest):
    assert not stumbled(page)
    assert headline(page).startswith("2026年3月全区单位能耗碳排放为 1.63 tCO₂/tce")
    assert lines(page) == ["全区"]
    assert len(figure(page)["data"][0]["x"]) == N_MONTHS
    assert len(rows(page)) == N_MONTHS
    assert rows(page)["月份"].iloc[0] == "2026年3月"
    assert "2025年1月至2026年3月" in footing(page)


def test_the_target_says_whose_it_is_and_who_has_none(page: AppTest):
    labels = [
        shape.get("label", {}).get("text") for shape in figure(page)["layout"]["shapes"]
    ]
    assert "自治区级目标 ≤0.60（暂行）" in labels
    assert "国家级、其他探索园区没有统一目标" in words(page)
    notes = [note["text"] for note in figure(page)["layout"]["annotations"]]
    assert "基准年 2025" in notes


@pytest.mark.parametrize("code", [each.code for each in dictionary().indicators])
def test_every_indicator_has_a_trend(page: AppTest, code: str):
    page.selectbox(key="indicator").set_value(code).run()
    assert not stumbled(page)
    assert has_chart(page)


@pytest.mark.parametrize(("window", "n_rows"), [("quarter", 5), ("12m", 4)])
def test_quarters_and_twelve_months_are_whole_windows_only(
    page: AppTest, window: str, n_rows: int
):
    page.segmented_control(key="window").set_value(window).run()
    assert not stumbled(page)
    assert len(rows(page)) == n_rows


@pytest.mark.parametrize(
    ("level", "drawn"),
    [
        ("tier", ["全区", "国家级", "自治区级", "其他探索"]),
        ("league_city", ["全区", "呼和浩特", "包头", "呼伦贝尔"]),
    ],
)
def test_a_level_draws_its_own_before_the_region(
    page: AppTest, level: str, drawn: list[str]
):
    page.segmented_control(key="level").set_value(level).run()
    assert not stumbled(page)
    assert lines(page) == drawn
    page.toggle(key="reference").set_value(False).run()
    assert lines(page) == drawn[1:]
    assert parameter(page, "reference") == ["none"]


def test_the_table_tells_the_line_that_is_chosen(page: AppTest):
    page.segmented_control(key="level").set_value("tier").run()
    page.selectbox(key="whose").set_value("national").run()
    before = list(rows(page).iloc[0])
    page.selectbox(key="whose").set_value("region").run()
    assert list(rows(page).iloc[0]) != before


def test_one_switch_shows_values_or_their_changes(page: AppTest):
    page.segmented_control(key="show").set_value("year_on_year").run()
    assert "同比变化" in words(page)
    assert "同比" in headline(page)
    page.segmented_control(key="show").set_value("previous").run()
    assert "环比变化" in words(page)
    assert "只比较前后两期都报齐的园区和月份" in words(page)
    assert not stumbled(page)


def test_a_link_chooses_everything(samples: Engine, opened: Opener):
    del samples
    page = opened(
        "trends",
        indicator="green_power_share",
        window="quarter",
        span="all",
        level="league_city",
        league_cities=["150600", "150200"],
        show="previous",
    )
    assert not stumbled(page)
    assert "绿电使用比例" in headline(page)
    assert lines(page) == ["全区", "鄂尔多斯", "包头"]


def test_more_than_five_at_once_are_dropped_and_that_is_said(
    samples: Engine, opened: Opener
):
    del samples
    many = ["150100", "150200", "150300", "150400", "150500", "150600"]
    page = opened("trends", level="league_city", league_cities=many)
    assert not stumbled(page)
    assert len(lines(page)) == 6
    assert "5" in page.toast[0].value


def test_months_without_a_report_are_gaps_in_words_too(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A", self_test_from=202601)
        for month in (202601, 202603):
            report(connection, "A", month, intensity(150.0, 100.0))
    page = opened("trends", level="park", reference="none")
    assert not stumbled(page)
    (line,) = figure(page)["data"]
    assert line["y"] == [1.5, None, 1.5]
    assert line["connectgaps"] is False
    assert "待填报" in rows(page).iloc[1, 1]


def test_a_scope_of_one_league_city_offers_no_other(
    samples: Engine, opened: Opener, monkeypatch: pytest.MonkeyPatch
):
    del samples
    own = Scope(league_cities=frozenset({"150600"}))
    monkeypatch.setattr(data, "scope_of_reader", lambda: own)
    page = opened("trends", level="league_city", league_cities=["150200"])
    assert not stumbled(page)
    assert page.multiselect(key="league_cities").options == ["鄂尔多斯"]
    assert lines(page)[-1] == "鄂尔多斯"


@pytest.mark.parametrize(
    ("own", "name"),
    [({"150600", "150200"}, "所辖 2 个盟市"), ({"150600"}, "鄂尔多斯")],
)
def test_the_line_to_compare_with_names_what_it_is_the_sum_of(
    own: set[str],
    name: str,
    samples: Engine,
    opened: Opener,
    monkeypatch: pytest.MonkeyPatch,
):
    del samples
    scope = Scope(league_cities=frozenset(own))
    monkeypatch.setattr(data, "scope_of_reader", lambda: scope)
    page = opened("trends", level="park", parks=["150600-01"])
    assert not stumbled(page)
    assert name in lines(page)


def test_an_empty_database_says_so_and_draws_nothing(opened: Opener):
    page = opened("trends")
    assert not stumbled(page)
    assert "还没有月度自测数据" in page.info[0].value
    assert not has_chart(page)


def test_reports_that_fill_no_window_make_no_picture(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A")
        report(connection, "A", 202603, {"energy_tce": 100.0})
    page = opened("trends", window="12m")
    assert not stumbled(page)
    assert "画不出趋势" in page.info[0].value


def test_it_speaks_english_too(
    samples: Engine, opened: Opener, monkeypatch: pytest.MonkeyPatch
):
    del samples
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")
    page = opened("trends")
    assert not stumbled(page)
    assert "on a year before" in headline(page)
