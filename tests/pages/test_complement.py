"""Resources that complete each other: named, paired, sited, and tried out."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from dashboard import frame
from queries.engine import writing
from tests.pages.conftest import Opener
from tests.pages.said import footing, has_chart, headline, parameter, stumbled, words
from tests.parks_by_hand import add_park, report

SIDES = ("spread", "stock", "need", "pairs", "siting", "whatif")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frame, "today", lambda: date(2026, 4, 12))


@pytest.fixture
def page(samples: Engine, opened: Opener) -> AppTest:
    del samples
    return opened("complement")


def layers(page: AppTest) -> dict[str, Any]:
    (deck,) = page.get("deck_gl_json_chart")
    return {one["id"]: one for one in json.loads(deck.proto.json)["layers"]}


def test_alashan_is_named_as_rich_in_wind_and_short_of_storage(page: AppTest):
    assert not stumbled(page)
    assert headline(page) == "风资源富集又缺储能：示例园区·阿拉善左"
    assert "风电 520 MW，储能缺" in words(page)
    assert len(layers(page)["named"]["data"]) == 1
    assert "2026-03" in footing(page)


def test_the_page_says_how_it_was_made_and_what_it_leaves_out(page: AppTest):
    said = words(page)
    for phrase in (
        "逐时曲线为模拟的典型年，不是实测",
        "8,760 小时",
        "往返效率 85%",
        "自有风光满足用电的 80%",
        "分档方法为自定分档",
        "园区分档：风电",
        "填报数中最弱的是“模拟”",
        "月度近似",
        "电价、造价、并网容量",
        "历史背景",
    ):
        assert phrase in said
    assert "mapclassify" not in said


@pytest.mark.parametrize("side", SIDES)
def test_every_part_opens_by_its_link_and_says_its_finding(
    samples: Engine, opened: Opener, side: str
):
    del samples
    page = opened("complement", side=side)
    assert not stumbled(page)
    assert len(headline(page)) > 10
    assert not page.error
    assert parameter(page, "side") == ([side] if side != "spread" else [])


@pytest.mark.parametrize("topic", ["solar_storage", "load_green"])
def test_the_map_compares_other_quantities_too(page: AppTest, topic: str):
    page.segmented_control(key="topic").set_value(topic).run()
    assert not stumbled(page)
    assert "风资源" not in headline(page)
    assert layers(page)["square_signs"]["data"]


def test_stock_stands_beside_marked_context_and_says_the_scale_of_time(
    samples: Engine, opened: Opener
):
    del samples
    page = opened("complement", side="stock", each="park")
    (table,) = page.dataframe
    assert len(table.value) == 24
    assert {"τ（小时）", "风区（背景）", "弃电率"} <= set(table.value.columns)
    page.segmented_control(key="basis").set_value("monthly_proxy").run()
    assert not stumbled(page)
    assert "月度近似" in words(page)
    assert "τ（月）" in page.dataframe[0].value.columns


def test_pooling_stands_beside_the_parks_apart(samples: Engine, opened: Opener):
    del samples
    page = opened("complement", side="need")
    assert "自有风光占比由" in headline(page)
    (table,) = page.dataframe
    assert len(table.value) == 12
    page.selectbox(key="system").set_value("152900-07").run()
    assert not stumbled(page)
    assert "示例园区·阿拉善左：自有风光占比" in words(page)


def test_pairs_stay_within_their_limits_and_can_be_listed(
    samples: Engine, opened: Opener
):
    del samples
    page = opened("complement", side="pairs", account="list")
    assert "就近结对可补储能" in headline(page)
    (table,) = page.dataframe
    assert set(table.value["电网"]) == {"同网"}
    n_pairs = len(table.value)
    page.slider(key="within_km").set_value(100).run()
    assert not stumbled(page)
    assert parameter(page, "within_km") == ["100"]
    assert len(page.dataframe[0].value) < n_pairs
    km = page.dataframe[0].value["距离 km"]
    assert all(int(one) <= 100 for one in km)


def test_pairs_across_the_grids_come_only_if_asked(samples: Engine, opened: Opener):
    del samples
    page = opened("complement", side="pairs", within_km="1500", account="list")
    before = headline(page)
    page.toggle(key="across").set_value(True).run()
    assert not stumbled(page)
    assert "须跨网" in json.dumps(layers(page)["square_lines"], ensure_ascii=False)
    assert before.startswith("就近结对可补储能")
    assert parameter(page, "across") == ["1"]


def test_each_pair_says_what_it_would_change_at_both_ends(
    samples: Engine, opened: Opener
):
    del samples
    page = opened("complement", side="pairs", account="change")
    assert not stumbled(page)
    rows = page.dataframe[0].value
    assert set(rows["对谁"]) == {"借出方", "借入方"}
    assert any("→" in words for words in rows["绿电使用比例"])
    assert "不是考核结果" in words(page)


def test_limits_that_nobody_meets_are_said(samples: Engine, opened: Opener):
    del samples
    page = opened("complement", side="pairs", within_km="50", account="list")
    assert not stumbled(page)
    assert "没有可以结对的园区" in words(page) or page.dataframe


def test_a_budget_is_shared_out_on_the_map_and_as_a_list(
    samples: Engine, opened: Opener
):
    del samples
    page = opened("complement", side="siting", budget="500")
    assert "新增 500 MWh 储能" in headline(page)
    (table,) = page.dataframe
    added = [float(one.replace(",", "")) for one in table.value["新增 MWh"]]
    assert sum(added) == pytest.approx(500, abs=len(added))
    assert len(layers(page)["gains"]["data"]) == len(added)
    page.number_input(key="budget").set_value(0).run()
    assert not stumbled(page)
    assert "多用不了" in headline(page)


def test_a_change_is_answered_and_taken_back(samples: Engine, opened: Opener):
    del samples
    page = opened("complement", side="whatif", park="152900-07")
    assert not stumbled(page)
    assert "与现状相同" in words(page)
    page.slider(key="whatif_152900-07_wind_mw").set_value(800.0).run()
    assert not stumbled(page)
    assert "与现状相同" not in words(page)
    assert {card.label.split(" ")[0] for card in page.metric} == {
        *("绿电使用比例", "弃电率", "储能余缺", "碳排放", "碳强度", "测算等级")
    }
    page.button(key="whatif_reset").click().run()
    assert "与现状相同" in words(page)


def test_a_park_that_cannot_be_simulated_says_why(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A")
        report(connection, "A", 202603, {"wind_mw": 10.0})
    page = opened("complement", side="whatif", park="A")
    assert not stumbled(page)
    assert page.warning


@pytest.mark.parametrize("side", SIDES)
def test_a_single_capacity_is_half_a_page_not_an_error(
    shown_database: Engine, opened: Opener, side: str
):
    with writing(shown_database) as connection:
        add_park(connection, "A")
        add_park(connection, "B")
        report(connection, "A", 202603, {"wind_mw": 10.0})
    page = opened("complement", side=side)
    assert not stumbled(page)
    assert headline(page)


def test_parks_without_capacities_say_so_and_draw_nothing(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A")
        report(connection, "A", 202603, {"energy_tce": 100.0})
    page = opened("complement")
    assert not stumbled(page)
    assert "还没有园区填报装机" in page.info[0].value
    assert not has_chart(page)


def test_an_empty_database_says_so_and_draws_nothing(opened: Opener):
    page = opened("complement")
    assert not stumbled(page)
    assert "还没有园区" in page.info[0].value
    assert not has_chart(page)


def test_it_speaks_english_too(
    samples: Engine, opened: Opener, monkeypatch: pytest.MonkeyPatch
):
    del samples
    monkeypatch.setenv("ZEROPARK_LANGUAGE", "en")
    for side in SIDES:
        page = opened("complement", side=side)
        assert not stumbled(page)
    page = opened("complement")
    assert headline(page).startswith("Rich in wind and short of storage")
    assert "not measurements" in words(page)
