"""A trend as a table: every window a row, absence in words."""

from dashboard.charts.trend_points import Line
from dashboard.charts.trend_rows import trend_rows
from queries.months import Month
from tests.unit.charts.by_hand import GREEN, INTENSITY
from tests.unit.charts.trends_by_hand import SAY, line_of, point, topic


def first_row(line: Line, code: str = INTENSITY) -> dict[str, str]:
    rows = trend_rows(line, topic=topic(code=code), say=SAY)
    cells = rows.iloc[0].items()
    return {str(head): str(words).replace("\\", "") for head, words in cells}


def test_the_latest_window_comes_first():
    rows = trend_rows(line_of("甲", 1.0, 0.9, 0.8), topic=topic(), say=SAY)
    assert list(rows["月份"]) == ["2026-03", "2026-02", "2026-01"]


def test_a_row_tells_value_changes_reports_and_flag():
    last = point(value=0.8, year_on_year=-0.1, previous=0.05, reported=(2, 3))
    assert first_row(line_of("甲", last=last)) == {
        "月份": "2026-01",
        "数值 :gray[tCO₂/tce]": "**0.80**",
        "同比": ":green[−0.10]",
        "环比": ":red[+0.05]",
        "已报/应报": "2/3",
        "标志": "填报",
    }


def test_more_of_what_should_rise_is_for_the_better():
    row = first_row(line_of("甲", last=point(value=0.4, year_on_year=0.06)), GREEN)
    assert row["数值"] == "**40.0%**"
    assert row["同比"] == ":green[+6.0]"


def test_why_there_is_no_value_is_said():
    absences = {
        "待填报": point(value=None, reported=(0, 1)),
        "尚未起报": point(value=None, reported=(0, 0)),
        "分母为零": point(value=None),
        "不满一期": point(value=None, is_whole=False),
    }
    for words, absent in absences.items():
        row = first_row(line_of("甲", last=absent))
        assert row["数值 :gray[tCO₂/tce]"] == f":gray[{words}]"
        assert row["同比"] == row["环比"] == row["标志"] == ":gray[—]"


def test_a_change_that_no_reader_sees_has_no_colour():
    last = point(Month(2026, 1), 0.8, previous=0.001)
    assert first_row(line_of("甲", last=last))["环比"] == ":gray[0.00]"
