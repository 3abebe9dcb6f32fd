"""The strip of key figures, by hand."""

import pandas as pd

from dashboard.charts.comparison import Changed
from dashboard.charts.kpis import Kpi, good_share, kpi_strip
from dashboard.text import Speaker
from queries.indicators import dictionary
from queries.vocabulary import Grade
from tests.unit.charts.by_hand import INTENSITY, graded, valued

SAY = Speaker("zh")
NOTHING = Changed(value=None, change=None)


def strip(
    *rows: tuple[str, str, str],
    changed: dict[str, Changed] | None = None,
    reporting: pd.DataFrame | None = None,
    calculated: frozenset[str] = frozenset(),
) -> dict[str, Kpi]:
    known = dictionary().indicators
    empty = {indicator.code: NOTHING for indicator in known}
    cards = kpi_strip(
        grades=graded(*rows, tiers={"甲": "national"}, calculated=calculated),
        indicators=known,
        changed=empty | (changed or {}),
        reporting=valued() if reporting is None else reporting,
        say=SAY,
    )
    return {card.key: card for card in cards}


def test_there_are_seven_cards_and_each_has_its_own_key():
    assert len(strip(("甲", "A", "A"))) == 7


def test_parks_are_counted_by_list():
    card = strip(("甲", "U", "A"), ("乙", "U", "U"))["parks"]
    assert (card.value, card.change) == ("2", "国家级 1 · 自治区级 1")


def test_the_share_of_good_grades_leaves_the_unrated_out():
    rows = ("甲", "A", "A"), ("乙", "B", "C"), ("丙", "U", "B"), ("丁", "U", "U")
    card = strip(*rows)["good_grades"]
    assert card.value == "66.7%"
    assert "3" in card.unit
    assert card.change == "−50.0 个百分点"


def test_without_any_grade_the_share_is_missing_not_zero():
    card = strip(("甲", "U", "U"))["good_grades"]
    assert (card.value, card.change) == ("尚未评定", None)
    assert good_share([Grade.U]) is None


def test_without_grades_before_there_is_no_change_of_share():
    assert strip(("甲", "U", "A"))["good_grades"].change is None


def test_less_is_better_of_an_intensity_and_more_of_a_share():
    cards = strip(
        ("甲", "A", "A"),
        changed={
            INTENSITY: Changed(value=1.634, change=-0.124),
            "green_power_share": Changed(value=0.3664, change=0.0358),
        },
    )
    intensity, green = cards[INTENSITY], cards["green_power_share"]
    assert (intensity.value, intensity.change) == ("1.63", "−0.12")
    assert intensity.tone == "inverse"
    assert (green.value, green.change) == ("36.6%", "+3.6 个百分点")
    assert green.tone == "normal"


def test_a_change_that_reads_as_zero_is_neither_good_nor_bad():
    cards = strip(
        ("甲", "A", "A"),
        changed={INTENSITY: Changed(value=1.634, change=-0.0001)},
    )
    assert (cards[INTENSITY].change, cards[INTENSITY].tone) == ("0.00", "off")
    assert cards["good_grades"].tone == "off"


def test_a_missing_indicator_says_so_and_has_no_change():
    card = strip(("甲", "A", "A"))[INTENSITY]
    assert (card.value, card.change) == ("待填报", None)


def test_reports_are_counted_over_the_parks_that_owe_one():
    reporting = valued(
        (INTENSITY, "甲", 1.0, 1.0),
        (INTENSITY, "乙", 1.0, 1.0),
        (INTENSITY, "丙", None, None),
    )
    card = strip(("甲", "A", "A"), reporting=reporting)["reports"]
    assert card.value == "66.7%"
    assert "2/3" in card.unit
    assert card.change == SAY("kpi.reports_missing", n=1)


def test_where_nobody_owes_a_report_there_is_no_share_of_reports():
    card = strip(("甲", "A", "A"), reporting=valued())["reports"]
    assert "%" not in card.value
    assert card.change == SAY("kpi.reports_none_due")


def test_reports_are_all_in_only_where_some_were_due():
    reporting = valued((INTENSITY, "甲", 1.0, 1.0))
    card = strip(("甲", "A", "A"), reporting=reporting)["reports"]
    assert (card.value, card.change) == ("100.0%", SAY("kpi.reports_all"))


def test_grades_that_are_calculated_are_counted_in_the_note():
    assert "测算" not in strip(("甲", "U", "A"))["good_grades"].note
    card = strip(("甲", "U", "A"), ("乙", "U", "C"), calculated=frozenset({"甲"}))[
        "good_grades"
    ]
    assert "其中 1 个" in card.note
