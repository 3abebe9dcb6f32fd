"""What stands in a park and what it used, read back on either server."""

import pytest
from sqlalchemy import Connection

from queries.months import Month
from queries.resources import monthly_generation, park_resources
from queries.scope import REGION, Scope
from tests.parks_by_hand import add_park, move, report

LAST = Month(2026, 3)
STOCKS = {"wind_mw": 100.0, "solar_mw": 50.0, "storage_mw": 10.0, "storage_mwh": 40.0}
FLOWS = {"wind_generation_mwh": 20.0, "solar_generation_mwh": 5.0, "curtailed_mwh": 1.0}


def resource(connection: Connection, code: str = "A", month: Month = LAST) -> dict:
    found = park_resources(connection, scope=REGION, month=month)
    return found.set_index("code").loc[code].to_dict()


def test_capacities_are_those_last_reported_each_whenever_that_was(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202512, STOCKS)
    report(by_hand, "A", 202602, {"wind_mw": 120.0})
    report(by_hand, "A", 202604, {"wind_mw": 999.0})
    found = resource(by_hand)
    assert (found["wind_mw"], found["storage_mwh"]) == (120, 40)
    assert resource(by_hand, month=Month(2026, 1))["wind_mw"] == 100


def test_load_is_that_of_the_last_twelve_months_that_are_there(by_hand: Connection):
    add_park(by_hand, "A")
    for month in (*range(202501, 202513), *range(202601, 202604)):
        if month != 202511:
            report(by_hand, "A", month, {"electricity_mwh": float(month % 100)})
    found = resource(by_hand)
    # March back to April without November, and March 2025 in its place.
    assert found["load_months"] == 12
    expected = 1 + 2 + 3 + sum(range(4, 13)) - 11 + 3
    assert found["load_mwh_year"] == expected == found["electricity_mwh"]


def test_fewer_months_are_stretched_to_a_year(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202602, {"electricity_mwh": 672.0})
    report(by_hand, "A", 202603, {"electricity_mwh": 744.0})
    found = resource(by_hand)
    assert found["electricity_mwh"] == 1_416
    assert found["load_mwh_year"] == pytest.approx(8_760)


def test_months_older_than_two_years_say_nothing_of_the_load(by_hand: Connection):
    add_park(by_hand, "A", entered_month=202301)
    report(by_hand, "A", 202403, {"electricity_mwh": 5.0})
    assert resource(by_hand)["load_months"] == 0
    assert resource(by_hand, month=Month(2026, 2))["load_months"] == 1


def test_generation_counts_where_all_of_it_is_there(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202602, {**FLOWS, "electricity_mwh": 9.0})
    report(by_hand, "A", 202603, {"wind_generation_mwh": 7.0})
    found = resource(by_hand)
    assert found["generation_months"] == 1
    assert found["wind_generation_mwh"] == 20


def test_what_nobody_reported_is_null_and_the_park_has_its_row(by_hand: Connection):
    add_park(by_hand, "A")
    found = park_resources(by_hand, scope=REGION, month=LAST)
    assert found["code"].to_list() == ["A"]
    columns = ["wind_mw", "storage_mwh", "load_mwh_year", "wind_generation_mwh"]
    assert found[columns].isna().all(axis=None)
    assert found["flag"].to_list() == ["missing"]


def test_the_flag_is_the_weakest_of_what_was_used(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202602, STOCKS, flag="estimated")
    report(by_hand, "A", 202603, {"electricity_mwh": 9.0})
    assert resource(by_hand)["flag"] == "estimated"


def test_generation_that_was_estimated_makes_the_flag_weaker(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202603, {**STOCKS, "electricity_mwh": 9.0})
    report(by_hand, "A", 202602, FLOWS, flag="estimated")
    assert resource(by_hand)["flag"] == "estimated"


def test_a_park_stands_where_it_stood_in_that_month(by_hand: Connection):
    add_park(by_hand, "A", league_city="150600")
    move(by_hand, "A", league_city="150500", tier="region", valid_from=202602)
    assert resource(by_hand, month=Month(2026, 1))["grid"] == "west"
    found = resource(by_hand)
    assert (found["league_city"], found["grid"]) == ("150500", "east")


def test_a_reader_sees_no_park_of_others(by_hand: Connection):
    for code in ("A", "B"):
        add_park(by_hand, code)
        report(by_hand, code, 202603, {**STOCKS, **FLOWS})
    scope = Scope(parks=frozenset({"B"}))
    assert park_resources(by_hand, scope=scope, month=LAST)["code"].to_list() == ["B"]
    months = monthly_generation(by_hand, scope=scope, month=LAST)
    assert months["code"].to_list() == ["B"]


def test_a_month_of_generation_tells_its_hours(by_hand: Connection):
    add_park(by_hand, "A", entered_month=202301)
    for month in (202402, 202404, 202502, 202503):
        report(by_hand, "A", month, {**STOCKS, **FLOWS})
    found = monthly_generation(by_hand, scope=REGION, month=Month(2025, 2))
    assert found["month"].to_list() == [202404, 202502]
    assert found["hours"].to_list() == [720, 672]
    leap = monthly_generation(by_hand, scope=REGION, month=Month(2024, 3))
    assert leap["hours"].to_list() == [696]


def test_a_month_without_one_of_them_has_no_row(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202602, {"wind_mw": 9.0, "wind_generation_mwh": 8.0})
    assert monthly_generation(by_hand, scope=REGION, month=LAST).empty
