"""One code over time: which windows count, and what is known of each."""

from dashboard.charts.trend_points import Line, ends, line
from queries.months import Month
from queries.vocabulary import Window
from tests.unit.charts.trends_by_hand import JANUARY, found, line_of, point


def made(
    *rows: tuple[int, float | None],
    window: Window = Window.MONTH,
    first_report: Month | None = JANUARY,
    previous: dict[int, float] | None = None,
) -> Line:
    return line(
        found(*rows),
        code="A",
        name="甲",
        window=window,
        first_report=first_report,
        previous=previous,
    )


def test_a_month_without_a_value_stays_a_gap_between_its_neighbours():
    drawn = made((202601, 1.0), (202602, None), (202603, 0.8))
    assert [each.value for each in drawn.points] == [1.0, None, 0.8]
    assert [each.end for each in drawn.points] == list(JANUARY.until(JANUARY.plus(2)))


def test_each_window_knows_its_changes_and_how_much_was_reported():
    (only,) = made((202601, 1.0)).points
    assert (only.shown("value"), only.shown("year_on_year")) == (1.0, 0.01)
    assert only.shown("previous") == -0.1
    assert (only.complete, only.due, only.is_partial) == (1, 2, True)


def test_a_window_that_begins_before_the_first_report_has_no_value():
    rows = ((202611, 1.0), (202612, 0.9))
    early, whole = made(*rows, window=Window.TWELVE_MONTHS).points
    assert (early.value, early.year_on_year, early.previous) == (None, None, None)
    assert not early.is_whole
    assert whole.value == 0.9


def test_nothing_ever_reported_leaves_no_window_whole():
    (only,) = made((202601, None), first_report=None).points
    assert not only.is_whole


def test_of_quarters_only_those_that_have_ended_are_told():
    rows = ((202602, 1.0), (202603, 0.9), (202604, 0.8))
    (only,) = made(*rows, window=Window.QUARTER, previous={202603: -0.2}).points
    assert only.end == Month(2026, 3)
    assert only.previous == -0.2


def test_a_quarter_without_one_before_it_has_no_change_since():
    (only,) = made((202603, 0.9), window=Window.QUARTER, previous={}).points
    assert only.previous is None


def test_windows_end_with_every_month_but_quarters_with_the_third():
    months = JANUARY.until(Month(2026, 7))
    assert ends(months, Window.TWELVE_MONTHS) == tuple(months)
    assert ends(months, Window.QUARTER) == (Month(2026, 3), Month(2026, 6))


def test_the_last_point_is_the_latest_that_has_what_is_asked_for():
    drawn = line_of("甲", 1.0, 0.9, None)
    assert drawn.last("value") is drawn.points[1]
    assert drawn.last("year_on_year") is None
    changed = line_of("甲", 1.0, last=point(Month(2026, 2), 0.9, year_on_year=0.0))
    assert changed.last("year_on_year") is changed.points[1]
