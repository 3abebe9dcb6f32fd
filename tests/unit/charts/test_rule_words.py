"""A rule set in words: nothing that it lays down is left out."""

import dataclasses

from dashboard.charts.rule_words import rule_list, rule_sentences, rule_table
from dashboard.text import Speaker
from queries.indicators import dictionary
from tests.unit.charts.judged_by_hand import RULES

SAY = Speaker("zh")


def test_each_rule_set_says_its_status_batch_and_whether_it_is_in_force():
    other = dataclasses.replace(RULES, code="other")
    known = ((RULES, None), (other, 7))
    table = rule_list(known, in_force=RULES, say=SAY)
    assert list(table["批次"]) == ["随程序提供", "第 7 批"]
    assert list(table["适用"]) == ["现行", "备用"]
    assert set(table["状态"]) == {"暂行/待主管部门明确"}
    assert set(table["来源"]) == {"试卷"}


def test_each_indicator_says_its_weight_and_where_it_starts():
    table = rule_table(RULES, known=dictionary(), say=SAY)
    assert list(table["权重"]) == ["60%", "40%"]
    assert table["完成度从哪里算起"][0] == "2.50 计 0"
    assert "基准年" in table["完成度从哪里算起"][1]
    assert "自治区级 ≤0.60（暂行）" in table["最终目标"][0]


def test_cut_offs_lights_gates_loans_and_exemptions_are_said():
    said = "\n".join(rule_sentences(RULES, known=dictionary(), say=SAY))
    for words in (
        "A ≥90、B ≥75、C ≥60",
        "不到 80%",
        "B 级及以上为绿灯，C 级为黄灯",
        "单位能耗碳排放落后于本期目标的，最高评 B 级",
        "应报未报月份的，最高评 C 级",
        "自治区级园区没有自己的目标值时，依次借用：国家级",
        "豁免：150200-02 工业用水重复利用率，园区没有工业用水",
        "（2026-01-15 决定，2026-01 起）",
    ):
        assert words in said


def test_without_an_exemption_the_rules_say_so():
    bare = dataclasses.replace(RULES, exemptions=())
    assert rule_sentences(bare, known=dictionary(), say=SAY)[-1] == "没有豁免。"
