"""The dictionary and the sources: shows, with and without data."""

import re

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from queries.indicators import dictionary
from tests.pages.conftest import Opener
from tests.pages.said import footing, headline, stumbled


@pytest.fixture
def page(samples: Engine, opened: Opener) -> AppTest:
    del samples
    return opened("methods")


def unescaped(cell: str) -> str:
    return cell.replace("\\", "")


def test_every_indicator_and_measure_has_a_row(page: AppTest):
    assert not stumbled(page)
    indicators, measures, _ = (table.value for table in page.table)
    assert len(indicators) == len(dictionary().indicators) == 9
    assert len(measures) == len(dictionary().measures)
    assert len(page.dataframe[0].value) == 102
    assert str(len(dictionary().indicators)) in headline(page)


def test_a_target_that_nobody_published_says_so(page: AppTest):
    rows = page.table[0].value.map(unescaped).set_index("代码")
    assert "待主管部门明确" in rows["目标"]["green_power_share"]
    assert "≤0.60" in rows["目标"]["carbon_intensity"]


def test_a_zone_without_a_place_says_so(page: AppTest):
    zones = page.dataframe[0].value
    unplaced = zones.loc[zones["位置精度"] == "无坐标"]
    assert len(unplaced) > 0
    assert not zones.isin(["nan", "None", "<NA>"]).to_numpy().any()


def test_a_chinese_page_says_how_sure_a_zone_is_in_chinese(page: AppTest):
    said = " ".join(page.dataframe[0].value.astype(str).to_numpy().ravel())
    assert not re.search("[a-z]{3}", said)


def test_the_state_of_the_data_is_told(page: AppTest):
    said = " ".join(page.table[2].value.map(unescaped).iloc[:, 1])
    for words in ("20260420-1", "24 / 285 / 72", "演示数据", "2026-03"):
        assert words in said
    assert "演示数据" in footing(page)


def test_without_data_the_methods_still_stand(opened: Opener):
    page = opened("methods")
    assert not stumbled(page)
    assert len(page.table[0].value) == 9
    assert "尚无园区" in " ".join(page.table[2].value.iloc[:, 1])
    assert "演示数据" not in footing(page)
