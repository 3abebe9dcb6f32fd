"""The way to the next grade: reports first, then one indicator, in honest digits."""

from dashboard.charts.next_steps import (
    Above,
    NextSteps,
    Standing,
    Way,
    far_enough,
    gate_words,
    next_steps,
)
from dashboard.charts.scorecard import ScoreRow, Verdict
from dashboard.text import Speaker
from queries.assessment.rules import Gate, GateKind
from queries.months import Month
from queries.vocabulary import Grade
from tests.unit.charts.by_hand import INTENSITY, indicator
from tests.unit.charts.judged_by_hand import (
    HEAT,
    OFF_PATH,
    REPORTS_MISSING,
    RULES,
    WATER,
    row,
    verdict,
)

SAY = Speaker("zh")
ROWS = (
    row(INTENSITY, value=1.2, target=0.6, weight=0.6, points=40.0),
    row(WATER, value=0.7, target=0.8, weight=0.4, points=35.0),
)


def way(code: str, now: float | None, to: float | None, points: float = 3.21) -> Way:
    gained = None if to is None else points
    return Way(indicator=indicator(code), now=now, to=to, points=gained)


def above(*ways: Way, blocked_by: tuple[str, ...] = ()) -> Above:
    return Above(grade=Grade.B, score=75, blocked_by=blocked_by, ways=ways)


def steps(
    judged: Verdict,
    *,
    to: Above | None = None,
    held: tuple[Gate, ...] = (),
    months: tuple[Month, ...] = (),
    rows: tuple[ScoreRow, ...] = ROWS,
) -> NextSteps:
    seen = Standing(
        verdict=judged, rows=rows, above=to, held=held, months_missing=months
    )
    return next_steps(seen, rules=RULES, say=SAY)


def test_each_way_says_from_where_to_where_and_what_it_adds():
    card = steps(verdict(71.8, "C"), to=above(way(INTENSITY, 1.2, 1.1034)))
    assert card.title == "到 B 级的最短路径"
    (step,) = card.steps
    assert (step.name, step.move, step.points) == (
        "单位能耗碳排放",
        "1.20 → 1.10",
        "+3.3 分",
    )
    assert card.first == ""
    assert card.notes == ()


def test_the_digits_shown_never_fall_short_of_what_is_needed():
    assert far_enough(indicator(INTENSITY), 1.109) == 1.10
    assert round(far_enough(indicator(WATER), 0.7301), 6) == 0.731
    assert far_enough(indicator(INTENSITY), 0.6) == 0.6
    close = steps(verdict(74.9, "C"), to=above(way(INTENSITY, 1.104, 1.101)))
    assert close.steps[0].move == "1.10 → 1.09"


def test_what_was_not_reported_starts_from_nothing():
    card = steps(verdict(60.0, "C"), to=above(way(WATER, None, 0.5)))
    assert card.steps[0].move == "缺报 → 50.0%"


def test_several_ways_are_alternatives_and_the_others_are_named():
    both = steps(
        verdict(72.0, "C"), to=above(way(WATER, 0.7, 0.75), way(INTENSITY, 1.2, 1.1))
    )
    assert "任选一项做到即可。" in both.notes
    one = steps(
        verdict(72.0, "C"), to=above(way(WATER, 0.7, 0.75), way(INTENSITY, 1.2, None))
    )
    assert one.notes == ("单靠单位能耗碳排放到不了 B 级。",)


def test_where_no_single_indicator_can_the_card_says_what_lacks():
    card = steps(
        verdict(50.0, "D"), to=above(way(WATER, 0.7, None), way(INTENSITY, 1.2, None))
    )
    assert card.steps == ()
    assert card.notes == ("单靠任何一项都到不了 B 级：还差 25.0 分，要几项一起改进。",)


def test_reports_come_first_where_they_stand_in_the_way():
    card = steps(
        verdict(92.0, "C", "A"),
        to=above(way(WATER, 0.7, None), blocked_by=("reports_missing",)),
        held=(OFF_PATH, REPORTS_MISSING),
        months=(Month(2026, 8), Month(2026, 9)),
    )
    assert card.first == (
        "请先补报 2026-08、2026-09 的月报。有缺报月份，最高只能评 C 级。"
    )
    assert card.steps == ()
    assert card.notes == ()


def test_reports_come_first_and_points_are_lacking_too():
    card = steps(
        verdict(70.0, "C"),
        to=above(way(WATER, 0.7, None), blocked_by=("reports_missing",)),
        held=(REPORTS_MISSING,),
        months=(Month(2026, 8),),
    )
    assert card.notes == ("补齐后得分仍差 5.0 分到 B 级。",)


def test_above_a_there_is_nothing():
    card = steps(verdict(93.4, "A"))
    assert card.title == "已是最高等级"
    assert card.notes == ("得分高出 A 级线 3.4 分，上面没有更高等级。",)


def test_who_is_unrated_hears_which_reports_are_needed():
    gone = row(WATER, value=None, weight=0.4, is_missing=True)
    unset = row(INTENSITY, target=None, weight=0.0, excuse="x")
    there = row("clean_energy_share", weight=0.2, points=20.0)
    card = steps(
        verdict(None, "U"), months=(Month(2026, 9),), rows=(gone, unset, there)
    )
    assert card.title == "先补报，才能评级"
    assert card.first == "请先补报 2026-09 的月报。"
    assert card.notes == (
        "缺数据的指标：工业用水重复利用率。",
        "没有目标值（待主管部门明确）：单位能耗碳排放。",
        "有数据的指标占权重 50%，达到 80% 才给分。",
    )


def test_where_nothing_was_reported_no_indicator_is_named():
    rows = [
        row(code, value=None, weight=0.5, is_missing=True) for code in (WATER, HEAT)
    ]
    card = steps(verdict(None, "U"), rows=tuple(rows))
    assert card.notes[0] == "2 项计分指标都没有数据。"
    assert card.first == ""


def test_every_kind_of_gate_has_its_words():
    event = Gate(kind=GateKind.EVENT, cap=Grade.C, indicator=None, event="rebound")
    assert gate_words(OFF_PATH, n_months=0, say=SAY) == "偏离达标路径：最高评 B 级"
    assert (
        gate_words(REPORTS_MISSING, n_months=2, say=SAY) == "缺报 2 个月：最高评 C 级"
    )
    assert gate_words(event, n_months=0, say=SAY) == "rebound：最高评 C 级"
