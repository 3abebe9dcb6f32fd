"""What parks could lend: arcs, the account by league-city, and the headline."""

from typing import Any

import pandas as pd
import pytest

from dashboard.charts.bivariate import view_of
from dashboard.charts.chips import Room
from dashboard.charts.loans import accounts, arcs_of, headline, in_sum, ledger
from dashboard.charts.maps import Canvas, Label
from dashboard.charts.resource_maps import Spot
from dashboard.charts.site_gains import gains_of
from dashboard.charts.values import Chart
from dashboard.text import Speaker
from tests.unit.charts.complements import THREE, complements

SAY = Speaker("zh")
VIEW = view_of(Canvas(width_px=1000, height_px=600))


def spot(code: str, x_km: float, y_km: float) -> Spot:
    return Spot(
        code=code,
        title=f"园区{code}",
        hint="",
        cell=0,
        x_km=x_km,
        y_km=y_km,
        home_x_km=x_km,
        home_y_km=y_km,
        radius_px=8.5,
        is_moved=False,
        is_named=False,
    )


SPOTS = (spot("A", 0, 0), spot("B", 400, 0), spot("C", 0, 400))


def pair(giver: str, taker: str, mwh: float, *, across: bool = False) -> dict[str, Any]:
    return {
        "from": giver,
        "to": taker,
        "storage_mwh": mwh,
        "mw": mwh / 4,
        "energy_mwh_year": mwh * 100,
        "lost_mwh_year": mwh * 130,
        "net_mwh_year": -mwh * 30,
        "km": 400.0,
        "across_grids": across,
    }


PAIRS = pd.DataFrame([pair("A", "B", 80.0), pair("C", "B", 20.0, across=True)])

BOTH = pd.DataFrame(
    [
        {"code": "A", "league_city": "150600", "gap_mwh": 0.0, "spare_mwh": 100.0},
        {"code": "B", "league_city": "152900", "gap_mwh": 120.0, "spare_mwh": 0.0},
        {"code": "C", "league_city": "150700", "gap_mwh": 0.0, "spare_mwh": 20.0},
    ]
).assign(is_beyond=False)


def test_the_largest_loan_lies_on_top_and_has_the_full_weight():
    small, large = arcs_of(PAIRS, SPOTS, (), view=VIEW, say=SAY)
    assert (large.weight, small.weight) == (1.0, 0.25)
    assert (large.start, large.end) == ((0, 0), (400, 0))
    assert large.text == "20 / 8,000"
    assert large.title == "园区A → 园区B"


def test_an_arc_bows_out_on_its_left_by_a_sixth_of_its_length():
    (arc,) = arcs_of(PAIRS.head(1), SPOTS, (), view=VIEW, say=SAY)
    # Half way between 0 and 400 km, and 0.16 * 400 km to the north (y grows south).
    assert arc.bend == (200.0, -64.0)


def test_a_loan_across_the_grids_says_so_in_words():
    small, large = arcs_of(PAIRS, SPOTS, (), view=VIEW, say=SAY)
    assert small.is_across
    assert "跨网" in small.hint
    assert "跨网" not in large.hint


def test_a_park_without_a_place_has_no_arc():
    (only,) = arcs_of(PAIRS, SPOTS[:2], (), view=VIEW, say=SAY)
    assert only.title == "园区A → 园区B"


def test_no_amount_hides_another_or_a_name():
    room = Room(VIEW, (), (Label(text="名", x_km=0, y_km=0),), most=9)
    assert room.place("100", [(0, 0)]) is None
    assert room.place("100", [(0, 0), (300, 0)]) == (300, 0)
    assert room.place("100", [(300, 0)]) is None


def test_an_amount_goes_where_it_hides_the_fewest_parks():
    room = Room(VIEW, SPOTS, (), most=9)
    assert room.place("100", [(0, 0), (200, 200)]) == (200, 200)


def test_there_are_no_more_amounts_than_asked_for():
    room = Room(VIEW, (), (), most=1)
    assert room.place("1", [(0, 0)])
    assert room.place("1", [(500, 500)]) is None


def test_accounts_leave_loans_across_grids_aside():
    told = {one.code: one for one in accounts(BOTH, PAIRS)}
    alashan, hulunbuir, ordos = (told[code] for code in ("152900", "150700", "150600"))
    # 120 lacking, 80 of them lent within the grid; 20 from the other do not count.
    assert (alashan.gap, alashan.gap_left) == (120.0, 40.0)
    assert (ordos.spare, ordos.spare_left) == (100.0, 20.0)
    assert (hulunbuir.spare, hulunbuir.spare_left) == (20.0, 20.0)


def test_who_still_lacks_most_comes_first():
    assert next(iter(accounts(BOTH, PAIRS))).code == "152900"


def test_the_headline_says_what_is_filled_and_what_is_left():
    assert headline(accounts(BOTH, PAIRS), PAIRS, say=SAY) == (
        "就近结对可补储能 80 MWh，缺口由 120 降到 40，但绿电合计一年少用 2,400 MWh"
    )
    kind = PAIRS.assign(net_mwh_year=[5.0, -9_000.0])
    assert headline(accounts(BOTH, PAIRS), kind, say=SAY) == (
        "就近结对可补储能 80 MWh，缺口由 120 降到 40，绿电合计一年多用 5 MWh"
    )


def test_the_map_of_pairs_has_the_sums_of_the_parks_as_the_account_does():
    # As one system Alashan lacked 30 and Ordos had 50 to spare; their parks 120 and
    # 100 apart; Bayannur has none that is in the account.
    places = complements(*THREE[:2], THREE[2] | {"code": "150800"})
    found = in_sum(places, accounts(BOTH, PAIRS)).set_index("code")
    assert found["storage_gap_mwh"]["152900"] == 120.0
    assert found["storage_gap_mwh"]["150600"] == -100.0
    assert pd.isna(found["storage_gap_mwh"]["150800"])
    assert found["need_state"]["150800"] == "unknown"
    assert found["gap_class"]["152900"] == 3
    beyond = BOTH.assign(gap_mwh=0.0, spare_mwh=0.0, is_beyond=True)
    rows = in_sum(places, accounts(beyond, PAIRS.iloc[:0])).set_index("code")
    assert rows["need_state"]["152900"] == "beyond"


@pytest.mark.parametrize(
    ("gap", "words"), [(0.0, "不需要结对"), (120.0, "无人可借，120 MWh")]
)
def test_the_headline_says_why_nothing_is_paired(gap: float, words: str):
    rows = accounts(BOTH.assign(gap_mwh=gap / 3), PAIRS.iloc[:0])
    assert words in headline(rows, PAIRS.iloc[:0], say=SAY)


def _across(chart: Chart) -> list[tuple[float | None, ...]]:
    """Return the values of each row, of all series."""
    columns = (one.values for one in chart.series)  # noqa: PD011  not of pandas
    return list(zip(*columns, strict=True))


def test_the_ledger_draws_spare_to_the_left_and_tells_both_in_words():
    grids = {"150600": "west", "152900": "west", "150700": "east"}
    chart = ledger(accounts(BOTH, PAIRS), grids=grids, snapshot="S", say=SAY)
    assert chart.kind == "ledger"
    told = dict(zip(chart.codes, _across(chart), strict=True))
    assert told["152900"] == (120.0, 40.0, 0.0, 0.0)
    assert told["150600"] == (0.0, 0.0, -100.0, -20.0)
    row = chart.codes.index("150600")
    assert chart.texts[row] == ("蒙西", "余 100", "余 20")
    assert chart.tones[chart.codes.index("152900")][2] == "bad"


def test_a_league_city_with_nothing_to_give_or_take_is_even():
    both = BOTH.assign(gap_mwh=0.0, spare_mwh=0.0)
    grids = dict.fromkeys(("150600", "152900", "150700"), "west")
    chart = ledger(accounts(both, PAIRS.iloc[:0]), grids=grids, snapshot="", say=SAY)
    assert {texts[1:] for texts in chart.texts} == {("平", "平")}


def test_a_league_city_where_no_storage_is_enough_is_not_even():
    both = BOTH.assign(gap_mwh=0.0, spare_mwh=[0.0, 0.0, 20.0], is_beyond=True)
    grids = dict.fromkeys(("150600", "152900", "150700"), "west")
    chart = ledger(accounts(both, PAIRS.iloc[:0]), grids=grids, snapshot="", say=SAY)
    told = dict(
        zip(chart.codes, zip(chart.texts, chart.tones, strict=True), strict=True)
    )
    assert told["150600"][0][1:] == ("加储不够", "加储不够")
    assert told["150600"][1][2] == "quiet"
    # What is spare can be lent all the same.
    assert told["150700"][0][1:] == ("余 20", "余 20")
    assert {row[:2] for row in _across(chart)} == {(None, None)}
    assert "鄂尔多斯：加储不够" in chart.alt


def test_one_park_that_storage_helps_makes_the_league_city_an_account():
    both = pd.concat([BOTH, BOTH.head(1).assign(code="D", is_beyond=True)])
    told = {one.code: one.is_beyond for one in accounts(both, PAIRS)}
    assert told == dict.fromkeys(told, False)


def test_rings_grow_with_the_root_of_what_is_added():
    sites = pd.DataFrame(
        {
            "code": ["A", "B", "Z"],
            "added_mwh": [400.0, 100.0, 50.0],
            "gained_mwh_year": [4000.0, 900.0, 1.0],
        }
    )
    large, small = gains_of(sites, SPOTS, (), view=VIEW, say=SAY)
    # A quarter of the most: half of the way from 9 to 30 pixels.
    assert (large.radius_px, small.radius_px) == (30.0, 19.5)
    assert (large.text, small.text) == ("+400", "+100")
