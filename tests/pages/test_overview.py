"""The overview: shows, empty, broken, and what a link asks for."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.proto.Metric_pb2 import Metric
from streamlit.testing.v1 import AppTest

from dashboard import frame
from dashboard.text import Speaker
from queries.engine import writing
from queries.tables import assessment, park
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


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch):
    """Reports of March are due on the tenth; this is two days later."""
    monkeypatch.setattr(frame, "today", lambda: date(2026, 4, 12))


@pytest.fixture
def page(samples: Engine, opened: Opener) -> AppTest:
    del samples
    return opened("overview")


def drawn_map(page: AppTest) -> dict[str, Any]:
    (chart,) = page.get("deck_gl_json_chart")
    found: dict[str, Any] = json.loads(chart.proto.json)
    return found


def layers(page: AppTest) -> dict[str, Any]:
    return {layer["id"]: layer["data"] for layer in drawn_map(page)["layers"]}


def discs(page: AppTest) -> set[str]:
    return {row["title"] for row in layers(page)["marks"]}


def test_the_samples_are_on_the_map_with_their_finding(page: AppTest):
    assert not stumbled(page)
    for phrase in ("3 个园区", "反弹", "巴彦淖尔", "乌海", "阿拉善"):
        assert phrase in headline(page)
    assert cards(page)["纳管园区"] == "24"
    assert cards(page)["当月填报"] == "87.5%"
    assert len(discs(page)) == 24


def test_the_latest_graded_quarter_comes_first(page: AppTest):
    assert page.selectbox(key="period").value == "2026Q1"
    assert page.query_params == {}


def test_the_footing_says_period_snapshot_and_that_nothing_is_real(page: AppTest):
    said = footing(page)
    for phrase in ("演示数据", "2026年一季度", "2026-03", "20260420-1"):
        assert phrase in said


def test_an_empty_database_says_so_and_draws_nothing(opened: Opener):
    page = opened("overview")
    assert not stumbled(page)
    assert "还没有园区" in page.info[0].value
    assert not has_chart(page)
    assert not page.metric
    assert not page.selectbox


def test_parks_without_a_report_are_half_a_page_not_an_error(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A")
        add_park(connection, "B")
        report(connection, "A", 202603, {"energy_tce": 100.0})
    page = opened("overview")
    assert not stumbled(page)
    assert "2 个园区待评" in headline(page)
    assert cards(page)["单位能耗碳排放"] == "待填报"
    assert cards(page)["A、B"] == "尚未评定"
    assert "演示数据" not in footing(page)


def test_broken_rows_become_a_sentence_not_a_traceback(samples: Engine, opened: Opener):
    with writing(samples) as connection:
        connection.execute(park.update().values(longitude_deg=12.5))
    page = opened("overview")
    assert not stumbled(page)
    assert "Park" in page.error[0].value
    assert "zeropark check" in page.error[0].value
    assert not has_chart(page)


def test_a_database_that_is_away_is_a_sentence_too(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", "sqlite:////no/such/folder/z.db")
    page = opened("overview")
    assert not stumbled(page)
    assert len(page.error) == 1
    assert not has_chart(page)


def test_a_link_chooses_period_place_list_and_grade(samples: Engine, opened: Opener):
    del samples
    page = opened(
        "overview",
        period="2025Q4",
        league_city="150600",
        tier=["region", "exploring"],
        grade="C",
    )
    assert page.selectbox(key="period").value == "2025Q4"
    assert page.selectbox(key="league_city").value == "150600"
    assert page.pills(key="tier").value == ["region", "exploring"]
    assert page.pills(key="grade").value == ["C"]
    assert "2025年四季度" in footing(page)
    assert "banners_150600" in layers(page)["areas"]


def test_codes_that_mean_nothing_leave_the_page_as_it_is(
    samples: Engine, opened: Opener
):
    del samples
    page = opened(
        "overview", period="soon", league_city="1", tier="x", grade="E", base="y"
    )
    assert not stumbled(page)
    assert page.selectbox(key="period").value == "2026Q1"
    assert cards(page)["纳管园区"] == "24"
    assert page.query_params == {}


def test_a_choice_goes_into_the_link_and_a_default_leaves_no_trace(page: AppTest):
    page.selectbox(key="period").set_value("2025Q4").run()
    assert parameter(page, "period") == ["2025Q4"]
    page.selectbox(key="period").set_value("2026Q1").run()
    assert "period" not in page.query_params


def test_a_grade_narrows_the_map_and_the_cards_alike(page: AppTest):
    page.pills(key="grade").set_value(["C"]).run()
    assert cards(page)["纳管园区"] == "7"
    assert len(discs(page)) == 7
    assert parameter(page, "grade") == ["C"]
    assert headline(page).startswith("筛选出 7 个 C 级园区，")


def test_the_places_of_the_chosen_grades_are_outlined(page: AppTest):
    page.pills(key="grade").set_value(["A"]).run()
    [outlined] = [name for name in layers(page) if name.startswith("marked_")]
    say = Speaker()
    _, named = headline(page).split("位于")
    codes = outlined.removeprefix("marked_").split("_")
    assert set(named.split("、")) == {say(f"place.{code}") for code in codes}


def test_filters_that_leave_nobody_say_so(page: AppTest):
    page.pills(key="grade").set_value(["D"]).run()
    assert not stumbled(page)
    assert headline(page) == "没有符合筛选条件的园区"
    assert not discs(page)
    assert "没有可与上一周期比较的等级" in words(page)
    assert "全部已报" not in [card.delta for card in page.metric]


def test_the_table_shows_the_parks_of_the_map(page: AppTest):
    page.pills(key="grade").set_value(["A"]).run()
    on_map = discs(page)
    page.segmented_control(key="view").set_value("table").run()
    (rows,) = page.dataframe
    assert set(rows.value["园区"]) == on_map
    assert len(on_map) == 2
    assert not page.get("deck_gl_json_chart")


def test_a_window_without_webgl_gets_the_table(samples: Engine, opened: Opener):
    del samples
    page = opened("overview")
    page.session_state["viewport"] = {"seen": "1366x768x0"}
    page.run()
    assert not page.get("deck_gl_json_chart")
    assert len(page.dataframe[0].value) == 24


def test_the_real_zones_are_off_until_asked_for_and_can_be_put_away(page: AppTest):
    assert "zones" not in layers(page)
    page.toggle(key="zones").set_value(True).run()
    assert len(layers(page)["zones"]) > 50
    assert parameter(page, "zones") == ["1"]
    page.toggle(key="zones").set_value(False).run()
    assert "zones" not in layers(page)
    assert "zones" not in page.query_params


def test_the_other_comparison_changes_the_changes_not_the_values(page: AppTest):
    values, deltas = cards(page), [card.delta for card in page.metric]
    page.segmented_control(key="compare").set_value("previous").run()
    assert not stumbled(page)
    assert cards(page) == values
    assert [card.delta for card in page.metric] != deltas


def test_an_arrow_says_which_way_a_card_went_and_no_sign_repeats_it(page: AppTest):
    turned = [card for card in page.metric if card.proto.direction != Metric.NONE]
    assert turned
    assert not [card.delta for card in turned if card.delta[0] in "+-−"]


def test_where_nobody_gave_a_grade_the_calculated_one_is_shown_and_marked(
    samples: Engine, opened: Opener
):
    with writing(samples) as connection:
        connection.execute(
            assessment.delete().where(assessment.c.period.startswith("2026"))
        )
    page = opened("overview", period="2026Q1", grade="B", view="table")
    assert not stumbled(page)
    (rows,) = page.dataframe
    assert set(rows.value["等级"]) == {"B 良好（测算）"}
    page.segmented_control(key="view").set_value("map").run()
    said = json.dumps(drawn_map(page), ensure_ascii=False)
    assert "规则暂行/待主管部门明确" in said


def test_of_a_month_the_table_shows_the_lights(samples: Engine, opened: Opener):
    del samples
    page = opened("overview", period="2026-02", view="table")
    (rows,) = page.dataframe
    assert set(rows.value["当月亮灯"]) <= {"绿灯", "黄灯", "红灯", "不亮灯"}


def test_a_grade_given_later_is_seen_at_once(samples: Engine, page: AppTest):
    """A new version of the data replaces every kept answer."""
    before = cards(page)["A、B"]
    with writing(samples) as connection:
        connection.execute(
            assessment.update().where(assessment.c.period == "2026Q1").values(grade="A")
        )
        add_park(connection, "150100-99", simulated=True)
        enter_batch(connection)
    page.run()
    assert before != "100.0%"
    assert cards(page)["A、B"] == "100.0%"
    assert cards(page)["纳管园区"] == "25"
