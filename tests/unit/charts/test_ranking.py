"""Rows of a ranking: in order, ties together, whoever has no value below."""

from typing import cast

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.ranking import (
    Standing,
    grade_counts,
    origins,
    ranking_chart,
    standings,
)
from dashboard.charts.values import Chart, Series
from dashboard.charts.yardsticks import Yardstick
from dashboard.text import Speaker
from queries.contracts import GradedPark, Ranked
from queries.vocabulary import Grade
from tests.unit.charts.by_hand import GREEN, INTENSITY, indicator
from tests.unit.charts.ranked import CITIES, NAMES, ranked, row

SAY = Speaker("zh")


def chart(
    rows: tuple[Standing, ...],
    yardstick: Yardstick,
    counts: dict[Grade, int] | None = None,
) -> Chart:
    return ranking_chart(
        rows,
        yardstick=yardstick,
        counts={row.code: counts or {} for row in rows},
        n_ranked=sum(row.rank is not None for row in rows),
        title="排名",
        note="",
        snapshot="20260420-1",
        say=SAY,
    )


def shown(series: Series) -> tuple[float | None, ...]:
    return series.values  # noqa: PD011  not a frame's


def test_rows_stand_by_rank_and_ties_in_the_official_order():
    frame = ranked((3, 70.0), (1, 90.0), (1, 90.0))
    assert [each.code for each in standings(frame, names=NAMES)] == [
        CITIES[1],
        CITIES[2],
        CITIES[0],
    ]
    assert [each.rank for each in standings(frame, names=NAMES)] == [1, 1, 3]


def test_whoever_has_no_value_stands_below_and_says_so():
    frame = ranked((None, None), (2, 80.0), (1, 90.0))
    rows = standings(frame, names=NAMES)
    assert [each.rank for each in rows] == [1, 2, None]
    drawn = chart(rows, Yardstick(None))
    assert drawn.texts[-1][0] == "—"
    assert drawn.texts[-1][2] == "无数据"
    assert shown(drawn.series[0]) == (1, 2, None)


def test_only_those_that_are_named_are_shown():
    frame = ranked((2, 80.0), (1, 90.0))
    rows = standings(frame, names={CITIES[0]: "甲"})
    assert [(each.name, each.rank) for each in rows] == [("甲", 2)]


def test_a_climb_is_good_news_and_a_fall_is_bad():
    rows = (row("甲", 1, previous_rank=3), row("乙", 2, previous_rank=1), row("丙", 3))
    drawn = chart(rows, Yardstick(None))
    assert [texts[1] for texts in drawn.texts] == ["↑2", "↓1", ""]
    assert [tones[1] for tones in drawn.tones] == ["good", "bad", "quiet"]


def test_a_lower_intensity_is_a_turn_for_the_better():
    rows = (row("甲", 1, value=0.5, previous_value=0.6),)
    drawn = chart(rows, Yardstick(indicator(INTENSITY)))
    assert drawn.texts[0][4:] == ("0.50", "−0.10")
    assert drawn.tones[0][5] == "good"


def test_a_share_changes_in_points_as_its_head_says():
    rows = (row("甲", 1, value=0.581, previous_value=0.6),)
    drawn = chart(rows, Yardstick(indicator(GREEN)))
    assert drawn.texts[0][4:] == ("58.1%", "−1.9")
    assert "百分点" in drawn.heads[4]
    assert drawn.tones[0][5] == "bad"


def test_a_change_that_nobody_can_see_is_neither_good_nor_bad():
    assert Yardstick(None).turn(80.04, 80.0) == 0
    assert Yardstick(None).turn(80.06, 80.0) == 1
    assert Yardstick(indicator(GREEN)).turn(0.5004, 0.5) == 0
    assert Yardstick(indicator(INTENSITY)).turn(None, 0.5) == 0


def test_reports_that_are_not_all_there_stand_out():
    rows = (row("甲", 1, coverage=0.5), row("乙", 2, coverage=1.0))
    drawn = chart(rows, Yardstick(None))
    assert [texts[3] for texts in drawn.texts] == ["50%", "100%"]
    assert [tones[3] for tones in drawn.tones] == ["", "quiet"]


def test_every_letter_has_its_count_in_every_row():
    rows = (row("甲", 1),)
    drawn = chart(rows, Yardstick(None), {Grade.A: 2, Grade.U: 1})
    assert {one.name: shown(one)[0] for one in drawn.counts} == {
        "A": 2,
        "B": 0,
        "C": 0,
        "D": 0,
        "U": 1,
    }
    assert "优秀 2 个" in drawn.hints[0]


def graded(*rows: tuple[str, str, str | None]) -> DataFrame[GradedPark]:
    """Return parks by league-city, letter and origin of the letter."""
    names = ["league_city", "grade", "origin"]
    frame = pd.DataFrame(list(rows), columns=names)
    return cast("DataFrame[GradedPark]", frame)


def test_grades_are_counted_by_league_city_and_by_where_they_come_from():
    frame = graded(
        (CITIES[0], "A", "official"),
        (CITIES[0], "A", "calculated"),
        (CITIES[0], "U", None),
        (CITIES[1], "D", "official"),
    )
    assert grade_counts(frame, [CITIES[0]]) == {CITIES[0]: {Grade.A: 2, Grade.U: 1}}
    assert origins(frame, [CITIES[0]]) == {
        "official": 1,
        "calculated": 1,
        "unrated": 1,
    }


def test_the_contract_of_the_reader_is_what_the_rows_are_made_from():
    assert set(Ranked.to_schema().columns) == set(ranked((1, 1.0)).columns)
