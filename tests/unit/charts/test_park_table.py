"""The table says what the map says."""

import pandas as pd

from dashboard.charts.park_table import park_table
from dashboard.text import Speaker
from queries.indicators import dictionary
from tests.unit.charts.by_hand import INTENSITY, ORDOS, graded, standing, valued

SAY = Speaker("zh")


def table() -> pd.DataFrame:
    return park_table(
        standing(("A", ORDOS, None, None), ("B", ORDOS, 110.0, 39.6)),
        grades=graded(("A", "U", "U"), ("B", "A", "C")),
        values=valued((INTENSITY, "B", 3.0, 2.0), flag="simulated"),
        indicators=dictionary().indicators,
        say=SAY,
    )


def test_a_park_without_coordinates_has_a_row_too():
    assert list(table()["code"]) == ["A", "B"]


def test_a_grade_is_letter_and_word_and_the_unrated_a_word():
    assert list(table()["等级"]) == ["未评", "C 待提升"]


def test_a_value_carries_its_flag_and_one_not_due_is_not_missing():
    assert list(table()["单位能耗碳排放"]) == ["尚未起报", "1.50（模拟）"]


def test_a_report_that_is_owed_is_missing():
    found = park_table(
        standing(("A", ORDOS, None, None)),
        grades=graded(("A", "U", "U")),
        values=valued((INTENSITY, "A", None, None)),
        indicators=dictionary().indicators,
        say=SAY,
    )
    assert list(found["单位能耗碳排放"]) == ["待填报"]


def test_without_parks_the_heads_stay():
    found = park_table(
        standing(), grades=graded(), values=valued(), indicators=(), say=SAY
    )
    assert found.empty
    assert "园区" in found


def test_of_a_month_each_park_has_its_light_and_other_periods_no_column():
    found = park_table(
        standing(("A", ORDOS, None, None), ("B", ORDOS, 110.0, 39.6)),
        grades=graded(("A", "U", "U"), ("B", "A", "C")).assign(light=[None, "yellow"]),
        values=valued(),
        indicators=(),
        say=SAY,
    )
    assert list(found["当月亮灯"]) == ["不亮灯", "黄灯"]
    assert "当月亮灯" not in table()
