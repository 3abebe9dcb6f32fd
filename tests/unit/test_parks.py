"""Which parks count, and what is known of them."""

import pytest
from sqlalchemy import Connection, select

from queries.months import Month
from queries.parks import (
    parks_at,
    parks_at_statement,
    visible_parks,
)
from queries.scope import REGION, Scope
from tests.parks_by_hand import add_park, move

MARCH = Month(2026, 3)


def test_the_samples_give_every_park_with_place_and_names(sampled: Connection):
    parks = parks_at(sampled, scope=REGION, month=MARCH).set_index("code")
    assert len(parks) == 24
    first = parks.loc["150600-01"]
    assert first["name_zh"] == "示例园区·伊金霍洛"
    assert (first["league_city"], first["banner"]) == ("150600", "150627")
    assert first["banner_name_zh"] == "伊金霍洛旗"
    assert (first["tier"], first["form"]) == ("national", "park_in_park")
    assert first["is_simulated"]
    assert first["due_from"] == 202501
    assert parks.loc["150200-16", "due_from"] == 202507


def test_parks_stand_in_the_official_order_of_league_cities(sampled: Connection):
    parks = parks_at(sampled, scope=REGION, month=MARCH)
    order = list(dict.fromkeys(parks["league_city"]))
    assert order[:4] == ["150100", "150200", "150700", "152200"]
    assert order[-1] == "152900"


def test_a_park_without_a_stated_grid_has_that_of_its_league_city(
    by_hand: Connection,
):
    add_park(by_hand, "W", league_city="150600")
    add_park(by_hand, "E", league_city="150500")
    parks = parks_at(by_hand, scope=REGION, month=MARCH).set_index("code")
    assert dict(parks["grid"]) == {"E": "east", "W": "west"}


def test_a_missing_fact_is_missing(by_hand: Connection):
    add_park(by_hand, "A")
    row = parks_at(by_hand, scope=REGION, month=MARCH).iloc[0]
    missing = ["banner", "form", "longitude_deg", "build_end_year", "note"]
    assert row[missing].isna().all()


def test_real_parks_displace_simulated_and_these_generated_ones(by_hand: Connection):
    add_park(by_hand, "G", simulated=True, origin="generated")
    assert counted(by_hand) == ["G"]
    add_park(by_hand, "S", simulated=True)
    assert counted(by_hand) == ["S"]
    add_park(by_hand, "R")
    assert counted(by_hand) == ["R"]


def test_a_scope_without_real_parks_still_sees_no_demonstration(by_hand: Connection):
    add_park(by_hand, "S", simulated=True, league_city="150600")
    add_park(by_hand, "R", league_city="150200")
    assert counted(by_hand, Scope(league_cities=frozenset({"150600"}))) == []


def counted(connection: Connection, scope: Scope = REGION) -> list[str]:
    visible = visible_parks(scope=scope)
    return list(connection.execute(select(visible.c.code)).scalars())


def test_a_park_stands_where_its_standing_of_the_month_puts_it(by_hand: Connection):
    add_park(by_hand, "A", tier="region", league_city="150600")
    move(by_hand, "A", league_city="150200", tier="national", valid_from=203001)
    row = parks_at(by_hand, scope=REGION, month=Month(2029, 12)).iloc[0]
    assert (row["tier"], row["league_city"]) == ("region", "150600")
    row = parks_at(by_hand, scope=REGION, month=Month(2030, 1)).iloc[0]
    assert (row["tier"], row["league_city"]) == ("national", "150200")


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        (REGION, ["A", "B"]),
        (Scope(parks=frozenset({"B"})), ["B"]),
        (Scope(parks=frozenset()), []),
    ],
)
def test_a_park_that_one_may_not_see_is_absent(
    by_hand: Connection, scope: Scope, codes: list[str]
):
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    found = parks_at(by_hand, scope=scope, month=MARCH)
    assert sorted(found["code"]) == codes


def test_statements_build():
    assert "banner" in str(parks_at_statement(scope=REGION, month=MARCH))
