"""League-cities beside one another: ranked, listed, opened, and said."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from dashboard import data, frame
from dashboard.text import Speaker
from queries.engine import writing
from queries.scope import Scope
from queries.vocabulary import LEAGUE_CITIES
from tests.pages.conftest import Opener
from tests.pages.said import footing, has_chart, headline, parameter, stumbled, words
from tests.parks_by_hand import add_park, report
from tests.unit.test_trends import intensity

RANKING = 0
PLACES = {Speaker("zh")(f"place.{code}") for code in LEAGUE_CITIES}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frame, "today", lambda: date(2026, 4, 12))


@pytest.fixture
def page(samples: Engine, opened: Opener) -> AppTest:
    del samples
    return opened("compare")


def figures(page: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def rows(page: AppTest) -> list[str]:
    """Return the names of the rows of the ranking, from the top."""
    texts = [trace.get("text", [""]) for trace in figures(page)[RANKING]["data"]]
    (names,) = [found for found in texts if set(found) & {*PLACES, *map(bold, PLACES)}]
    return [name.removeprefix("<b>").removesuffix("</b>") for name in names]


def bold(name: str) -> str:
    return f"<b>{name}</b>"


def test_every_league_city_of_the_samples_has_its_row(page: AppTest):
    assert not stumbled(page)
    assert len(rows(page)) == 12
    assert "得分" in headline(page)
    assert "2026-03" in footing(page)


def test_the_caption_says_how_far_scores_and_ranks_can_be_trusted(page: AppTest):
    said = words(page)
    for phrase in (
        "2026年暂行评分规则",
        "暂行，待主管部门明确",
        "2,000 次",
        "第 5 至 95 百分位",
        "重叠则先后不可靠",
        "名次只看得分，不计封顶",
        "评定",
        "按规则测算",
        "未评",
    ):
        assert phrase in said


def test_one_period_with_rules_makes_no_path_and_says_so(page: AppTest):
    assert len(figures(page)) == 2
    assert "只有一期可比" in words(page)
    assert "突出升降最大" not in words(page)


def test_an_indicator_ranks_by_ratio_of_sums_without_an_interval(page: AppTest):
    page.selectbox(key="on").set_value("carbon_intensity").run()
    assert not stumbled(page)
    assert "单位能耗碳排放" in headline(page)
    assert "没有名次区间" in words(page)
    assert parameter(page, "on") == ["carbon_intensity"]
    assert len(figures(page)) == 3


def test_a_period_before_the_rules_lists_everybody_without_a_rank(
    samples: Engine, opened: Opener
):
    del samples
    page = opened("compare", period="2025Q4")
    assert not stumbled(page)
    assert headline(page) == "2025年四季度没有可比的综合得分，排不出名次"
    assert "没有适用的评分规则" in words(page)
    assert rows(page)[0] == "呼和浩特"
    traces = figures(page)[RANKING]["data"]
    texts = [word for trace in traces for word in trace.get("text", ())]
    assert texts.count("未计分") == 12


def test_a_grid_shows_its_league_cities_only(page: AppTest):
    page.segmented_control(key="grid").set_value("east").run()
    assert set(rows(page)) == {"呼伦贝尔", "兴安盟", "通辽", "赤峰"}
    assert headline(page).startswith("蒙东盟市中")
    assert parameter(page, "grid") == ["east"]


def test_the_parks_of_a_league_city_are_listed_by_rank(page: AppTest):
    page.selectbox(key="inside").set_value("150600").run()
    assert not stumbled(page)
    assert "### 鄂尔多斯的园区" in words(page)
    (listed,) = page.dataframe
    ranks = listed.value["全区名次"].dropna()
    assert list(ranks) == sorted(ranks)
    assert len(listed.value) > 1
    page.button(key="back_to_ranking").click().run()
    assert len(rows(page)) == 12
    assert "inside" not in page.query_params


def test_one_league_city_stands_against_another_on_every_indicator(page: AppTest):
    page.segmented_control(key="facets").set_value("indicators").run()
    page.selectbox(key="one").set_value("150600").run()
    page.selectbox(key="rival").set_value("150200").run()
    assert not stumbled(page)
    drawn = figures(page)[-1]
    assert {trace["name"] for trace in drawn["data"] if trace.get("name")} == {
        "鄂尔多斯",
        "包头",
    }
    said = "".join(note["text"] for note in drawn["layout"]["annotations"])
    assert "绿电直供比例" in said
    assert "150600" not in page.selectbox(key="rival").options


def test_a_link_chooses_period_grid_indicator_and_whom_to_look_into(
    samples: Engine, opened: Opener
):
    del samples
    page = opened(
        "compare",
        period="2025Q4",
        grid="west",
        on="green_power_share",
        facets="indicators",
        one="150200",
        rival="150600",
        inside="150200",
    )
    assert not stumbled(page)
    assert "绿电使用比例" in headline(page)
    assert page.selectbox(key="rival").value == "150600"
    assert "### 包头的园区" in words(page)


def test_whom_a_grid_does_not_hold_nobody_looks_into(samples: Engine, opened: Opener):
    del samples
    page = opened("compare", grid="east", inside="150600")
    assert not stumbled(page)
    assert page.selectbox(key="inside").value == "all"


def test_a_scope_of_one_league_city_shows_and_offers_no_other(
    samples: Engine, opened: Opener, monkeypatch: pytest.MonkeyPatch
):
    del samples
    own = Scope(league_cities=frozenset({"150600"}))
    monkeypatch.setattr(data, "scope_of_reader", lambda: own)
    page = opened("compare", facets="indicators")
    assert not stumbled(page)
    assert rows(page) == ["鄂尔多斯"]
    assert page.selectbox(key="inside").options == ["查看园区…", "鄂尔多斯"]
    assert page.selectbox(key="one").options == ["鄂尔多斯"]


def test_ties_share_a_rank_and_who_reported_nothing_has_none(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        for park, league_city in (("A", "150600"), ("B", "150200"), ("C", "150700")):
            add_park(connection, park, league_city=league_city)
        for park, emitted in (("A", 200.0), ("B", 200.0)):
            report(connection, park, 202603, intensity(emitted, 100.0))
    page = opened("compare", on="carbon_intensity", period="2026-03")
    assert not stumbled(page)
    assert rows(page)[:2] == ["包头", "鄂尔多斯"]
    texts = [
        word
        for trace in figures(page)[RANKING]["data"]
        for word in trace.get("text", ())
    ]
    assert texts.count("<b>1</b>") + texts.count("1") == 2
    assert texts.count("无数据") == 10


def test_an_empty_database_says_so_and_draws_nothing(opened: Opener):
    page = opened("compare")
    assert not stumbled(page)
    assert "还没有园区" in page.info[0].value
    assert not has_chart(page)


def test_a_single_report_is_half_a_page_not_an_error(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A")
        add_park(connection, "B")
        report(connection, "A", 202603, {"energy_tce": 100.0})
    for on in ("score", "carbon_intensity"):
        page = opened("compare", on=on)
        assert not stumbled(page)
        assert "排不出名次" in headline(page)
        assert len(rows(page)) == 12


def test_it_speaks_english_too(
    samples: Engine, opened: Opener, monkeypatch: pytest.MonkeyPatch
):
    del samples
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")
    page = opened("compare")
    assert not stumbled(page)
    assert "highest score" in headline(page)
    assert "provisional" in words(page)
