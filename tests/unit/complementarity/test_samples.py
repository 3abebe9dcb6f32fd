"""The parks of the samples, with the profiles that ship."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, delete

from dashboard import complementarity, what_if
from dashboard.complementarity import Completed
from dashboard.text import Speaker
from geodata.complementarity.alternatives import Change, answered, loans
from geodata.complementarity.contracts import Complement
from geodata.complementarity.pairing import Limits
from geodata.complementarity.parameters import Parameters
from geodata.complementarity.reassessing import CHANGING
from geodata.complementarity.survey import Basis
from queries.assessment.gradings import graded_parks
from queries.assessment.registry import in_force, known_rule_sets
from queries.errors import (
    NothingToCompleteError,
    OutOfRangeError,
    ParkNotSimulatedError,
    UnknownParkError,
)
from queries.indicators import dictionary, totals
from queries.months import Month, Period
from queries.scope import REGION, Scope
from queries.tables import measure_value
from queries.values import indicator_values
from queries.vocabulary import Level, Window
from tests.parks_by_hand import add_park, report
from tests.sample_database import load_samples

ALASHAN = "152900-07"
MONTH = Month(2026, 3)
PARAMETERS = Parameters(month=MONTH)
TODAY = date(2026, 4, 20)
USUAL = Limits(within_km=300, link_mw=200, across_grids=False)


@pytest.fixture
def parks(sampled: Connection) -> Completed:
    """Every park, worked out."""
    return complementarity.completed_parks(sampled, scope=REGION, parameters=PARAMETERS)


def answer_to(connection: Connection, *changes: Change, today: date = TODAY):
    facts = what_if.prepared(
        connection,
        scope=REGION,
        codes=frozenset(change.code for change in changes),
        parameters=PARAMETERS,
        today=today,
    )
    return answered(facts, changes)


def test_alashan_is_rich_in_wind_and_short_of_storage(parks: Completed):
    rows = parks.rows.set_index("code")
    named = rows[rows["wind_rich"] & rows["storage_short"]]
    assert list(named.index) == [ALASHAN]
    row = rows.loc[ALASHAN]
    assert (row["wind_class"], row["gap_class"]) == (3, 3)
    assert row["storage_gap_mwh"] == pytest.approx(row["storage_need_mwh"] - 20)
    assert row["profile_flag"] == "simulated"
    assert row["basis"] == "hourly"


def test_every_park_has_a_row_and_those_beyond_storage_say_so(parks: Completed):
    rows = parks.rows.set_index("code")
    assert len(rows) == 24
    beyond = rows[rows["need_state"] == "beyond"]
    # 海勃湾 has sun alone, that never exceeds its load.
    assert "150300-05" in beyond.index
    assert (
        beyond[["storage_need_mwh", "storage_gap_mwh", "gap_class"]]
        .isna()
        .all(axis=None)
    )
    assert (beyond["green_share_most"] < 0.8).all()
    found = rows[rows["need_state"] == "found"]
    assert (found["green_share_most"] >= 0.8 - 1e-9).all()
    assert not beyond["storage_short"].any()


def test_pooling_needs_no_more_than_the_parks_apart(sampled: Connection):
    places = complementarity.completed_places(
        sampled, scope=REGION, parameters=PARAMETERS
    )
    assert places.by is Level.LEAGUE_CITY
    rows = places.rows.set_index("code")
    facts = places.resources.set_index("code")
    assert len(rows) == 12
    assert facts.loc["152900", ["parks", "parks_complete"]].to_list() == [2, 2]
    assert rows.loc["152900", "wind_mw"] == 520 + 80
    saved = facts["parks_need_mwh"] - rows["storage_need_mwh"]
    assert saved.notna().sum() == 1
    assert saved["152900"] > 0
    apart = facts["green_share_apart"]
    assert (rows["green_share"] >= apart - 1e-9).all()


def test_reported_months_alone_give_a_proxy_that_says_so(sampled: Connection):
    for by, n in ((Level.PARK, 24), (Level.LEAGUE_CITY, 12)):
        _, rows = complementarity.completed_by_month(
            sampled, scope=REGION, by=by, month=MONTH
        )
        assert len(rows) == n
        assert set(rows["basis"]) == {"monthly_proxy"}
        unknown = ["storage_need_mwh", "storage_gap_mwh", "gap_class", "green_share"]
        assert rows[unknown].isna().all(axis=None)
        assert rows["total_variation"].notna().sum() > n / 2
        assert not rows["storage_short"].any()


def test_pairs_keep_to_grids_and_kilometres(parks: Completed):
    pairs = complementarity.pairs(parks, limits=USUAL)
    assert not pairs.empty
    assert (pairs["km"] <= 300).all()
    assert (pairs["energy_mwh_year"] > 0).all()
    grid = parks.resources.set_index("code")["grid"]
    assert (grid[pairs["from"]].to_numpy() == grid[pairs["to"]].to_numpy()).all()
    far = Limits(within_km=1_500, link_mw=200, across_grids=True)
    more = complementarity.pairs(parks, limits=far)
    assert more["storage_mwh"].sum() >= pairs["storage_mwh"].sum()


def test_a_budget_is_spent_where_it_helps(parks: Completed):
    sites = complementarity.siting(parks, budget_mwh=500)
    assert sites["added_mwh"].sum() == pytest.approx(500)
    assert (sites["green_share_after"] > sites["green_share_before"]).all()
    assert sites["gained_mwh_year"].is_monotonic_decreasing
    assert ALASHAN in set(sites["code"])


def test_a_scope_sees_its_own_parks_alone(sampled: Connection):
    scope = Scope(parks=frozenset({ALASHAN}))
    found = complementarity.completed_parks(sampled, scope=scope, parameters=PARAMETERS)
    assert found.rows["code"].to_list() == [ALASHAN]
    assert complementarity.siting(found, budget_mwh=9)["code"].to_list() == [ALASHAN]


@pytest.mark.parametrize("amount", [-1.0, np.nan, np.inf])
def test_amounts_that_mean_nothing_are_refused(parks: Completed, amount: float):
    with pytest.raises(OutOfRangeError):
        complementarity.siting(parks, budget_mwh=amount)
    limits = Limits(within_km=amount, link_mw=1, across_grids=False)
    with pytest.raises(OutOfRangeError):
        complementarity.pairs(parks, limits=limits)


@pytest.mark.parametrize(
    "wrong", [{"green_share": 1.2}, {"green_share": -0.1}, {"duration_h": 0.0}]
)
def test_parameters_that_mean_nothing_are_refused(wrong: dict[str, float]):
    with pytest.raises(OutOfRangeError):
        Parameters(month=MONTH, **wrong)


def test_without_a_report_there_is_nothing_to_work_out(by_hand: Connection):
    add_park(by_hand, "A")
    with pytest.raises(NothingToCompleteError):
        complementarity.month_asked(by_hand, scope=REGION, month=MONTH)
    report(by_hand, "A", 202601, {"wind_mw": 1.0})
    asked = complementarity.month_asked(by_hand, scope=REGION, month=None)
    assert asked == Month(2026, 1)
    found = complementarity.completed_parks(
        by_hand, scope=REGION, parameters=Parameters(month=asked)
    )
    assert found.rows["need_state"].to_list() == ["unknown"]
    assert complementarity.pairs(found, limits=USUAL).empty
    assert complementarity.siting(found, budget_mwh=5).empty


def reported(connection: Connection, indicator: str) -> float:
    """Return what Alashan reported over the twelve months."""
    values = indicator_values(
        connection,
        scope=REGION,
        indicator=dictionary().indicator(indicator),
        by=Level.PARK,
        window=Window.TWELVE_MONTHS,
        month=MONTH,
    ).set_index("code")
    return values["value"][ALASHAN]


def test_what_is_changed_by_nothing_is_what_was_reported(sampled: Connection):
    answer = answer_to(sampled, Change(code=ALASHAN))
    pd.testing.assert_frame_equal(answer.before, answer.after)
    was = answer.before.iloc[0]
    for indicator in ("green_power_share", "carbon_intensity", "clean_energy_share"):
        assert was[indicator] == pytest.approx(reported(sampled, indicator))


@pytest.mark.parametrize("today", [date(2026, 4, 5), TODAY])
def test_the_grade_before_is_the_calculated_one(sampled: Connection, today: date):
    """The last month of 150200-16 is owed only once its due day has passed."""
    period = Period.quarter_ended_by(MONTH)
    rules = in_force(known_rule_sets(sampled), period=period)
    codes = [ALASHAN, "150600-01", "150200-16"]
    changes = [Change(code=code) for code in codes]
    answer = answer_to(sampled, *changes, today=today)
    graded = graded_parks(
        sampled, scope=REGION, period=period, rules=rules, today=today
    ).set_index("code")
    assert answer.codes == tuple(codes)
    assert answer.before["grade"].to_list() == graded.loc[codes, "calculated"].to_list()


def test_more_storage_helps_and_never_harms(sampled: Connection):
    sizes = (0, 20, 200, 1_000, 5_000)
    answer = answer_to(
        sampled, *[Change(code=ALASHAN, storage_mwh=size) for size in sizes]
    )
    after = answer.after
    assert after["green_power_share"].is_monotonic_increasing
    assert after["co2_t"].is_monotonic_decreasing
    assert after["curtailment_share"].is_monotonic_decreasing
    assert after["score"].is_monotonic_increasing
    gap = answer.before["storage_need_mwh"].iloc[0] - np.array(sizes)
    assert after["storage_gap_mwh"].to_numpy() == pytest.approx(gap)
    # Power follows from energy and the four hours.
    assert after["storage_mw"].to_list() == [0, 5, 50, 250, 1_250]


def test_power_alone_brings_its_hours_of_energy(sampled: Connection):
    after = answer_to(sampled, Change(code=ALASHAN, storage_mw=30.0)).after.iloc[0]
    assert after["storage_mwh"] == 120


def test_a_loan_takes_from_one_end_and_adds_to_the_other(
    sampled: Connection, parks: Completed
):
    pairs = complementarity.pairs(parks, limits=USUAL)
    codes = frozenset(pairs["from"]) | frozenset(pairs["to"])
    facts = what_if.prepared(
        sampled, scope=REGION, codes=codes, parameters=PARAMETERS, today=TODAY
    )
    lent, borrowed = loans(pairs, facts)
    stood = facts.resources["storage_mwh"]
    first = pairs.iloc[0]
    assert lent[0].storage_mwh == stood[first["from"]] - first["storage_mwh"]
    assert borrowed[0].storage_mwh == stood[first["to"]] + first["storage_mwh"]
    gain = answered(facts, borrowed)
    rise = gain.after["green_power_share"] - gain.before["green_power_share"]
    assert (rise > 0).all()


def test_a_pair_without_a_measure_is_left_out_and_the_others_are_answered(
    parks: Completed,
):
    whole = complementarity.largest(parks, limits=USUAL, n_most=30)
    assert whole.left_out.empty
    lender = whole.answered["from"].iloc[0]
    known = parks.resources
    power = known["storage_mw"].mask(known["code"] == lender)
    thinner = replace(parks, resources=known.assign(storage_mw=power))
    found = complementarity.largest(thinner, limits=USUAL, n_most=30)
    assert set(found.left_out["from"]) | set(found.left_out["to"]) >= {lender}
    assert lender not in set(found.answered["from"]) | set(found.answered["to"])
    assert len(found.answered) + len(found.left_out) == len(whole.answered)


def test_a_park_that_nobody_knows_or_that_lacks_a_measure_is_named(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202603, {"wind_mw": 1.0, "electricity_mwh": 5.0})
    with pytest.raises(UnknownParkError):
        answer_to(by_hand, Change(code="B"))
    with pytest.raises(ParkNotSimulatedError) as caught:
        answer_to(by_hand, Change(code="A"))
    said = Speaker("en").error(caught.value)
    for measure in ("solar_mw", "storage_mw", "storage_mwh"):
        assert measure in said
    assert "wind_mw" not in said


def test_shares_are_as_reported_though_each_is_complete_in_other_months(
    by_hand: Connection,
):
    load_samples(by_hand)
    gap = [202507, 202508, 202509, 202510]
    by_hand.execute(
        delete(measure_value).where(
            measure_value.c.park == ALASHAN,
            measure_value.c.measure == "electricity_certified_mwh",
            measure_value.c.month.in_(gap),
        )
    )
    totals.refresh(by_hand, park_months=[(ALASHAN, month) for month in gap])
    before = answer_to(by_hand, Change(code=ALASHAN)).before.iloc[0]
    for indicator in CHANGING:
        assert before[indicator] == pytest.approx(reported(by_hand, indicator))


def test_less_than_nothing_cannot_stand_anywhere(sampled: Connection):
    for wrong in ({"wind_mw": -1.0}, {"load_mwh_year": 0.0}, {"storage_mwh": np.nan}):
        with pytest.raises(OutOfRangeError):
            answer_to(sampled, Change(code=ALASHAN, **wrong))


def test_the_method_tells_what_went_in(parks: Completed):
    told = complementarity.method(PARAMETERS, parks.rows)
    assert told["green_share"] == 0.8
    assert told["time_scale"] == "hour"
    assert told["class_bounds"]["gap_class"][0] == 0
    by_month = complementarity.method(PARAMETERS, parks.rows, Basis.MONTHLY_PROXY)
    assert by_month["time_scale"] == "month"


def test_columns_stand_in_the_order_of_their_contract(parks: Completed):
    assert list(parks.rows.columns) == list(Complement.to_schema().columns)
