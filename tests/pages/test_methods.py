"""The dictionary and the sources: shows, with and without data."""

import re

import pandas as pd
import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from queries.assessment import rule_files
from queries.assessment.registry import known_rule_sets
from queries.engine import reading
from queries.indicators import dictionary
from tests.pages.conftest import Opener
from tests.pages.said import footing, headline, stumbled, words


@pytest.fixture
def page(samples: Engine, opened: Opener) -> AppTest:
    del samples
    return opened("methods")


def unescaped(cell: str) -> str:
    return cell.replace("\\", "")


def zones_of(page: AppTest) -> pd.DataFrame:
    (found,) = [t.value for t in page.dataframe if "位置精度" in t.value.columns]
    return found


def trial_of(page: AppTest) -> pd.DataFrame:
    (found,) = [t.value for t in page.dataframe if "等级变化" in t.value.columns]
    return found


def test_every_indicator_and_measure_has_a_row(page: AppTest):
    assert not stumbled(page)
    indicators, measures, *_ = (table.value for table in page.table)
    assert len(indicators) == len(dictionary().indicators) == 9
    assert len(measures) == len(dictionary().measures)
    assert len(zones_of(page)) == 102
    assert str(len(dictionary().indicators)) in headline(page)


def test_a_target_that_nobody_published_says_so(page: AppTest):
    rows = page.table[0].value.map(unescaped).set_index("代码")
    assert "待主管部门明确" in rows["目标"]["green_power_share"]
    assert "≤0.60" in rows["目标"]["carbon_intensity"]


def test_a_zone_without_a_place_says_so(page: AppTest):
    zones = zones_of(page)
    unplaced = zones.loc[zones["位置精度"] == "无坐标"]
    assert len(unplaced) > 0
    assert not zones.isin(["nan", "None", "<NA>"]).to_numpy().any()


def test_a_chinese_page_says_how_sure_a_zone_is_in_chinese(page: AppTest):
    said = " ".join(zones_of(page).astype(str).to_numpy().ravel())
    assert not re.search("[a-z]{3}", said)


def test_the_state_of_the_data_is_told(page: AppTest):
    said = " ".join(page.table[-1].value.map(unescaped).iloc[:, 1])
    for word in ("20260420-1", "24 / 285 / 72", "演示数据", "2026-03"):
        assert word in said
    assert "演示数据" in footing(page)


def test_without_data_the_methods_still_stand(opened: Opener):
    page = opened("methods")
    assert not stumbled(page)
    assert len(page.table[0].value) == 9
    assert "尚无园区" in " ".join(page.table[-1].value.iloc[:, 1])
    assert "演示数据" not in footing(page)


def test_the_rules_in_force_are_laid_down_with_their_status(page: AppTest):
    said = words(page)
    rows = page.table[2].value.map(unescaped)
    assert list(rows["适用"]) == ["现行"]
    assert set(rows["状态"]) == {"暂行/待主管部门明确"}
    assert "A ≥90、B ≥75、C ≥60" in said
    assert list(page.table[3].value["权重"].map(unescaped)) == ["40%"] + ["12%"] * 5


def test_the_rules_in_force_tried_on_themselves_change_nothing(page: AppTest):
    assert len(trial_of(page)) == 24
    assert set(trial_of(page)["等级变化"]) == {""}
    assert "24 个园区的等级都不变。" in words(page)


def test_the_page_says_how_rules_are_adopted(page: AppTest):
    assert "zeropark rules adopt" in words(page)


def test_without_a_period_there_is_nothing_to_try_rules_on(opened: Opener):
    page = opened("methods")
    assert any("还没有可以试算的周期" in info.value for info in page.info)


def test_a_period_before_any_rules_is_tried_without_a_comparison(page: AppTest):
    page.selectbox(key="trial_period").set_value("2025Q4").run()
    assert not stumbled(page)
    assert "没有现行规则可比" in words(page)


def test_a_file_of_stricter_rules_is_tried_and_nothing_is_written(
    page: AppTest, samples: Engine
):
    ((_, text),) = rule_files.shipped()
    stricter = text.replace("A = 90", "A = 100").replace("B = 75", "B = 99.9")
    page.get("file_uploader")[0].set_value(("own.toml", stricter.encode(), "")).run()
    assert not stumbled(page)
    assert "降" in words(page)
    assert any("↓" in change for change in trial_of(page)["等级变化"])
    with reading(samples) as connection:
        assert len(known_rule_sets(connection)) == 1


def test_a_file_that_does_not_add_up_is_refused_by_its_line(page: AppTest):
    ((_, text),) = rule_files.shipped()
    wrong = text.replace("weight = 0.40", "weight = 0.45")
    page.get("file_uploader")[0].set_value(("own.toml", wrong.encode(), "")).run()
    assert not stumbled(page)
    assert "own.toml 第 40 行：各指标权重合计为 1.05" in unescaped(page.error[0].value)
    assert "等级都不变" not in words(page)


def test_a_file_in_another_encoding_is_a_sentence(page: AppTest):
    page.get("file_uploader")[0].set_value(("own.toml", b"\xff\xfe\x00", "")).run()
    assert not stumbled(page)
    assert "own.toml" in unescaped(page.error[0].value)
