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
from tests.sample_import import import_samples

CHARTS_OF_A_PARK = 4
"""The scorecard, or the rows against targets, and a trend for each monthly item."""


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


def test_a_park_says_why_by_which_rules_and_what_would_lift_it(page: AppTest):
    said = words(page)
    assert "为什么测算为" in said
    assert "暂行/待主管部门明确" in said
    assert "来源：" in said
    assert any(title in said for title in ("最短路径", "已是最高等级"))
    place, n_rated = cards(page)["全区名次"].split("/")
    assert 1 <= int(place) <= int(n_rated) <= 24


def test_every_number_names_its_file_and_cell_when_asked(
    shown_database: Engine, opened: Opener
):
    import_samples(shown_database)
    page = opened("park", park="150600-03", period="2026Q1")
    n_tables = len(page.dataframe)
    [asked] = [button for button in page.button if button.label == "数据来源"]
    asked.click().run()
    assert not stumbled(page)
    assert len(page.dataframe) == n_tables + 1
    rows = page.dataframe[-1].value.set_index("填报量")
    said = rows.loc["综合能源消费量"]
    assert said["文件"] == "monthly_2026Q1_west.xlsx"
    assert (said["工作表"], said["单元格"]) == ("附件2", "D13")
    assert rows["单元格"].str.fullmatch(r"[A-Z]+13").all()


def test_what_was_made_up_names_no_file(page: AppTest):
    [asked] = [button for button in page.button if button.label == "数据来源"]
    asked.click().run()
    assert "没有来源文件" in words(page)
    assert "单元格" not in page.dataframe[-1].value


def test_a_month_says_of_which_period_its_grade_is(page: AppTest):
    page.selectbox(key="period").set_value("2026-03").run()
    assert "2026年一季度等级" in cards(page)
    page.selectbox(key="period").set_value("2026-02").run()
    assert "2025年四季度等级" in cards(page)


def test_where_official_and_calculated_grade_differ_the_page_says_so(page: AppTest):
    said = []
    for code in ("150600-03", "150200-16", "150300-05"):
        page.selectbox(key="park").set_value(code).run()
        official = cards(page)["2026年一季度等级"]
        (calculated,) = [
            card.delta for card in page.metric if card.label.startswith("测算得分")
        ]
        is_same = {"A": "优秀", "B": "良好", "C": "待提升", "D": "预警"}.get(
            calculated.split(" ")[1]
        ) == official
        said.append(("不一致，以官方为准" in words(page)) is not is_same)
    assert all(said)


def test_the_park_is_marked_among_its_peers(page: AppTest):
    peers = page.dataframe[0].value
    marked = peers.loc[peers["园区"].str.startswith("● ")]
    assert len(marked) == 1
    assert headline(page) in marked["园区"].iloc[0]
    assert list(peers["名次"]) == sorted(peers["名次"])


def test_the_base_year_is_not_scored_and_says_so(page: AppTest):
    page.selectbox(key="period").set_value("2025Q4").run()
    assert not stumbled(page)
    assert "2025 年是基准年，只作起点，不评分" in words(page)
    assert "为什么" not in words(page)
    assert "测算得分" not in cards(page)


def test_a_month_has_a_light_with_its_word(page: AppTest):
    page.selectbox(key="period").set_value("2026-02").run()
    assert not stumbled(page)
    assert any(word in words(page) for word in ("绿灯", "黄灯", "红灯"))


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
    assert cards(silent)["测算得分"] == "未给分"
    assert cards(silent)["全区名次"] == "未评"
    assert "为什么未评" in words(silent)
    assert "请先补报 2026-01、2026-02、2026-03 的月报" in words(silent)
    half = opened("park", park="A")
    assert not stumbled(half)
    assert "没有填报" not in words(half)
    assert "还有 3 个月待填报" in words(half)
    assert "33.3%" in half.get("plotly_chart")[0].proto.spec
    assert "演示数据" not in footing(half)


def test_a_report_too_thin_for_any_indicator_is_a_report_all_the_same(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A", self_test_from=202601)
        report(connection, "A", 202602, {"electricity_mwh": 100.0})
    page = opened("park", park="A", period="2026Q1")
    assert not stumbled(page)
    assert "2026年一季度报了数，但缺项太多，算不出指标" in words(page)
    assert "没有填报" not in words(page)


def test_a_park_that_owes_nothing_yet_has_not_reported_all(
    shown_database: Engine, opened: Opener
):
    with writing(shown_database) as connection:
        add_park(connection, "A", self_test_from=202701)
        add_park(connection, "B", self_test_from=202601)
        report(connection, "B", 202603, {"energy_tce": 100.0})
    page = opened("park", park="A", period="2026Q1")
    assert not stumbled(page)
    [card] = [card for card in page.metric if card.label.startswith("本年月报")]
    assert (card.value, card.delta) == ("0/0", "暂无应报")


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
