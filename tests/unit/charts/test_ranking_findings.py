"""The headline of a ranking says what the ranks say, and no more."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.rank_findings import headline, overlapping
from dashboard.charts.ranking import Standing
from dashboard.charts.yardsticks import Yardstick
from dashboard.text import Speaker
from queries.vocabulary import Grid
from tests.unit.charts.by_hand import GREEN, INTENSITY, indicator
from tests.unit.charts.ranked import row

SAY = Speaker("zh")
SCORE = Yardstick(None)


def said(
    *rows: Standing,
    yardstick: Yardstick = SCORE,
    in_a_row: int = 1,
    grid: Grid | None = None,
    shown: tuple[Standing, ...] | None = None,
) -> str:
    return headline(
        rows,
        grid=grid,
        shown=rows if shown is None else shown,
        yardstick=yardstick,
        in_a_row=in_a_row,
        period="2026年一季度",
        say=SAY,
    )


def spread(*intervals: tuple[int, int]) -> tuple[Standing, ...]:
    return tuple(
        row(f"第{rank}", rank, interval=ends)
        for rank, ends in enumerate(intervals, start=1)
    )


def test_the_first_is_named_with_the_ranks_that_cannot_be_told_apart():
    rows = spread((1, 1), (2, 2), (3, 5), (3, 5), (3, 5), (6, 6))
    assert said(*rows) == ("第1得分居首；第 3 至 5 名的区间重叠，难分先后")


def test_ranks_that_are_all_sure_are_said_to_be_so():
    assert said(*spread((1, 1), (2, 2))) == "第1得分居首；各盟市名次区间互不重叠"


def test_a_chain_of_neighbours_is_no_overlap_of_all():
    """1 touches 2 and 2 touches 3, but 1 and 3 never share a rank."""
    assert overlapping(spread((1, 2), (2, 3), (3, 4))) == (1, 2)


def test_of_two_runs_the_longer_is_told():
    assert overlapping(spread((1, 2), (1, 2), (3, 5), (3, 5), (3, 5))) == (3, 5)


def test_rows_without_an_interval_overlap_nothing():
    assert overlapping((row("甲", 1), row("乙", 2))) is None


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12)
)
def test_every_two_of_a_run_that_is_told_overlap(slacks: list[tuple[int, int]]):
    rows = spread(*((max(1, i - a), i + b) for i, (a, b) in enumerate(slacks, start=1)))
    run = overlapping(rows)
    if run is None:
        assert not any(touch(one, other) for one, other in pairwise(rows))
        return
    inside = rows[run[0] - 1 : run[1]]
    assert all(touch(one, other) for one in inside for other in inside)


def touch(one: Standing, other: Standing) -> bool:
    assert one.interval is not None
    assert other.interval is not None
    return one.interval[0] <= other.interval[1] and other.interval[0] <= one.interval[1]


def test_being_first_again_is_told_with_the_number_of_periods():
    rows = (row("甲", 1), row("乙", 2))
    assert said(*rows, in_a_row=3) == "甲连续 3 期得分居首"
    assert said(*rows, in_a_row=1) == "甲得分居首"


def test_a_shared_first_place_is_nobodys_alone():
    rows = (row("甲", 1), row("乙", 1), row("丙", 3))
    assert said(*rows) == "甲、乙得分并列第一"
    many = tuple(row(name, 1) for name in "甲乙丙丁")
    assert said(*many) == "4 个盟市并列第一"


def test_where_nobody_has_a_value_nobody_is_first():
    assert said(row("甲", None)) == "2026年一季度没有可比的综合得分，排不出名次"


def test_one_alone_is_not_called_the_first():
    sentence = said(row("甲", 1), row("乙", None))
    assert sentence == "只有甲有综合得分，排不出名次"


def test_on_an_indicator_the_best_end_is_named_with_its_value():
    intensity, green = (Yardstick(indicator(code)) for code in (INTENSITY, GREEN))
    rows = (row("甲", 1, value=0.5), row("乙", 2, value=0.6))
    assert said(*rows, yardstick=intensity) == "甲单位能耗碳排放最低，为 0.50"
    assert said(*rows, yardstick=green) == "甲绿电使用比例最高，为 50.0%"


def test_only_those_that_can_be_compared_count_as_improved():
    rows = (
        row("甲", 1, value=0.5, previous_value=0.6),
        row("乙", 2, value=0.6, previous_value=0.5),
        row("丙", 3, value=0.7),
    )
    sentence = said(*rows, yardstick=Yardstick(indicator(INTENSITY)))
    assert sentence.endswith("；2 个可比盟市中 1 个较上期改善")


def test_a_leader_with_few_reports_says_how_many():
    rows = (row("甲", 1, value=0.5, coverage=0.5), row("乙", 2, value=0.6))
    sentence = said(*rows, yardstick=Yardstick(indicator(INTENSITY)))
    assert "（填报率 50%）" in sentence


def test_a_grid_names_its_best_with_the_rank_in_the_region():
    rows = (row("甲", 1), row("乙", 2), row("丙", 3))
    sentence = said(*rows, grid=Grid.EAST, shown=rows[1:])
    assert sentence == "蒙东盟市中乙得分最高，居全区第 2 名"


def test_both_languages_can_say_it():
    rows = spread((1, 2), (1, 2))
    sentence = headline(
        rows,
        grid=None,
        shown=rows,
        yardstick=SCORE,
        in_a_row=1,
        period="",
        say=Speaker("en"),
    )
    assert "ranks 1 to 2" in sentence
