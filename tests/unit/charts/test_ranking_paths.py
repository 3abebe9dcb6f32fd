"""Ranks over periods: who stands out, and what stands at the ends."""

from collections.abc import Mapping, Sequence

from dashboard.charts.rank_paths import rank_paths
from dashboard.charts.values import Chart
from dashboard.text import Speaker


def paths(history: Sequence[Mapping[str, int | None]], names: str) -> Chart:
    return rank_paths(
        history,
        periods=[f"26-{n}" for n in range(1, len(history) + 1)],
        names={name: name for name in names},
        n_ranked=len(names),
        title="名次走势",
        note="",
        snapshot="20260420-1",
        say=Speaker("zh"),
    )


def tones(chart: Chart) -> dict[str, str]:
    return {series.name: series.tone for series in chart.series}


def test_the_first_and_the_two_largest_moves_each_way_stand_out():
    before = dict(zip("甲乙丙丁戊己庚辛", (1, 8, 6, 5, 2, 3, 4, 7), strict=True))
    after = dict(zip("甲乙丙丁戊己庚辛", (1, 2, 3, 4, 8, 7, 6, 5), strict=True))
    assert tones(paths([before, after], "甲乙丙丁戊己庚辛")) == {
        "甲": "first",
        "乙": "good",
        "丙": "good",
        "丁": "quiet",
        "戊": "bad",
        "己": "bad",
        "庚": "quiet",
        "辛": "quiet",
    }


def test_whoever_shares_the_first_place_is_not_the_first():
    chart = paths([{"甲": 1, "乙": 1}], "甲乙")
    assert set(tones(chart).values()) == {"quiet"}


def test_a_period_without_a_rank_is_a_gap():
    chart = paths([{"甲": 1}, {"甲": None}, {"甲": 2}], "甲")
    assert chart.series[0].values == (1, None, 2)


def test_a_line_that_breaks_off_neither_rises_nor_falls_nor_has_an_end():
    chart = paths([{"甲": 1, "乙": 2}, {"甲": None, "乙": 1}], "甲乙")
    assert tones(chart) == {"甲": "quiet", "乙": "first"}
    assert [words for _, words, _ in chart.ends] == ["1 乙"]


def test_those_that_share_a_rank_share_the_words_at_the_end():
    chart = paths([dict.fromkeys("甲乙丙丁", 1)], "甲乙丙丁")
    assert chart.ends == ((1, "1 甲、乙 等 4 个", "quiet"),)
