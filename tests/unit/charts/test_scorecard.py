"""Why a park has its score: rows, losses and sentences, by numbers made by hand."""

from dataclasses import replace

import pytest

from dashboard.charts.scorecard import ScoreRow, Verdict, at_least, scorecard
from dashboard.charts.values import Chart, Waterfall
from dashboard.text import Speaker
from queries.vocabulary import Grade
from tests.unit.charts.by_hand import GREEN, INTENSITY
from tests.unit.charts.judged_by_hand import HEAT, RULES, WATER, row, verdict

SAY = Speaker("zh")

COSTLY = row(INTENSITY, value=1.2, target=0.6, weight=0.6, points=40.0)
CHEAP = row(WATER, value=0.7, target=0.8, weight=0.4, points=35.0)
"""60 - 40 and 40 - 35: they cost 20 and 5, and leave 75."""


def card(*rows: ScoreRow, judged: Verdict | None = None) -> Chart:
    found = judged or verdict(75.0, "B")
    return scorecard(rows, verdict=found, rules=RULES, snapshot="1", say=SAY)


def waterfall(chart: Chart) -> Waterfall:
    assert chart.waterfall is not None
    return chart.waterfall


def test_a_row_loses_what_it_does_not_give_the_costly_first():
    chart = card(CHEAP, COSTLY)
    assert chart.codes == (INTENSITY, WATER)
    assert waterfall(chart).losses == (20.0, 5.0)
    assert chart.texts[0] == ("60", "1.20", "≤0.60", "")
    assert chart.texts[1] == ("40", "70.0%", "≥80.0%", "")


def test_what_is_lost_and_what_is_left_make_a_full_score():
    fall = waterfall(card(CHEAP, COSTLY))
    assert sum(loss or 0 for loss in fall.losses) + (fall.total or 0) == 100.0


def test_the_title_names_what_makes_up_most_of_the_loss():
    assert card(CHEAP, COSTLY).title == "为什么测算为 B 级：失分过半来自单位能耗碳排放"
    assert waterfall(card(CHEAP, COSTLY)).n_named == 1
    lone = card(COSTLY, row(WATER, weight=0.4, points=40.0))
    assert lone.title == "为什么测算为 B 级：失分都在单位能耗碳排放"


def test_a_loss_that_is_spread_names_nobody():
    codes = (INTENSITY, WATER, HEAT, "clean_energy_share", "solid_waste_utilisation")
    rows = [row(code, weight=0.2, points=15.0) for code in codes]
    chart = card(*rows)
    assert chart.title == "为什么测算为 B 级：失分分散在 5 项指标"
    assert waterfall(chart).n_named == 0


def test_nothing_lost_says_so():
    full = [
        row(INTENSITY, weight=0.6, points=60.0),
        row(WATER, weight=0.4, points=40.0),
    ]
    chart = card(*full, judged=verdict(100.0, "A"))
    assert "全部达到" in chart.title
    assert waterfall(chart).total_words == "已是最高等级"


def test_what_was_not_reported_loses_all_it_could_give_and_has_no_number():
    gone = row(WATER, value=None, weight=0.4, is_missing=True)
    chart = card(COSTLY, gone, judged=verdict(40.0, "D"))
    assert chart.codes == (WATER, INTENSITY)
    assert chart.texts[0][1] == "缺报"
    assert chart.series[0].values[0] is None
    assert waterfall(chart).losses == (40.0, 20.0)


def test_what_is_exempt_says_why_and_costs_nothing():
    excused = row(WATER, weight=0.0, excuse="豁免：园区没有工业用水")
    excused = replace(excused, previous=0.5)
    chart = card(excused, row(INTENSITY, weight=1.0, points=90.0))
    assert chart.series[1].values == (None, None)
    assert chart.codes == (INTENSITY, WATER)
    assert chart.texts[1][0] == "—"
    assert chart.texts[1][3] == "豁免：园区没有工业用水"
    assert chart.series[0].values[1] is None
    assert chart.targets[1] is None
    assert waterfall(chart).losses[1] is None


def test_what_has_no_weight_stands_below_the_total_without_points():
    chart = card(row(GREEN, value=0.4, target=None), COSTLY, CHEAP)
    assert chart.codes[-1] == GREEN
    assert chart.texts[-1] == ("不计分", "40.0%", "待明确", "")
    assert len(waterfall(chart).losses) == 2


def test_grades_span_the_whole_score_lowest_first():
    found = waterfall(card(COSTLY, CHEAP)).bands
    spans = [(band.grade.value, band.low, band.high) for band in found]
    assert spans == [("D", 0, 60), ("C", 60, 75), ("B", 75, 90), ("A", 90, 100)]
    assert [band.label for band in found] == ["D <60", "C ≥60", "B ≥75", "A ≥90"]


def test_the_distance_to_the_next_grade_is_never_said_too_short():
    fall = waterfall(card(COSTLY, CHEAP, judged=verdict(71.34, "C")))
    assert fall.total_words == "距 B 级还差 3.7 分"
    assert fall.cut == 75
    assert at_least(90 - 84.7) == "5.3"
    assert at_least(0.001) == "0.1"


def test_a_score_that_is_enough_but_capped_says_at_what():
    judged = verdict(92.0, "C", uncapped="A")
    fall = waterfall(card(COSTLY, CHEAP, judged=judged))
    assert fall.total_words == "得分够 A 级，封顶为 C 级"
    assert fall.cut is None
    assert fall.grade is Grade.A


def test_without_a_score_nothing_falls_and_the_title_says_why():
    chart = card(COSTLY, CHEAP, judged=verdict(None, "U"))
    assert chart.title == "为什么未评：有数据的指标只占权重的 50%，至少要 80%"
    fall = waterfall(chart)
    assert fall.total is None
    assert fall.losses == (None, None)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_is_there_in_both_languages(language: str):
    say = Speaker("en" if language == "en" else "zh")
    for judged in (verdict(75.0, "B"), verdict(None, "U"), verdict(92, "C", "A")):
        chart = scorecard(
            (COSTLY, CHEAP), verdict=judged, rules=RULES, snapshot="", say=say
        )
        assert chart.title
        assert waterfall(chart).total_words
