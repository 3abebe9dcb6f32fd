"""What is read from the totals of places is what the parks themselves add up to."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy import Connection, select

from queries.indicators import dictionary, totals
from queries.integrity import breaches
from queries.months import Month
from queries.parks import parks_at
from queries.scope import REGION, Scope
from queries.tables import place_total
from queries.values import indicator_changes, indicator_series
from queries.vocabulary import Level, Window
from tests.parks_by_hand import add_park, move, report

WATER = dictionary().indicator("water_reuse")
FIRST, LAST = Month(2025, 2), Month(2025, 10)
ORDOS, BAOTOU = "150600", "150200"
SUMS = ("numerator", "denominator", "complete_months", "due_months")
CHANGED = ("change", "change_rate", "comparable_months")


@pytest.fixture
def moving(by_hand: Connection) -> Connection:
    """A and B in Ordos; A moves to Baotou and up a tier, B starts late, C never moves.

    A moves in the middle of a quarter, and B has reported before it owed anything.
    """
    add_park(by_hand, "A", league_city=ORDOS)
    add_park(by_hand, "B", league_city=ORDOS, self_test_from=202505)
    add_park(by_hand, "C", league_city=BAOTOU, tier="national")
    move(by_hand, "A", league_city=BAOTOU, tier="national", valid_from=202508)
    for number, month in enumerate(FIRST.until(LAST), start=1):
        for place, code in enumerate("ABC"):
            if (number + place) % 5:
                used = {"water_m3": 100.0 * number, "water_reused_m3": 7.0 * place + 1}
                report(by_hand, code, month.stamp, used)
    return by_hand


@pytest.fixture
def two_years(moving: Connection) -> Connection:
    """A year later other months are missing, and A has moved back in between."""
    move(moving, "A", league_city=ORDOS, tier="region", valid_from=202605)
    for number, month in enumerate(FIRST.plus(12).until(LAST.plus(12)), start=1):
        for place, code in enumerate("ABC"):
            if (number + place) % 4:
                used = {"water_m3": 90.0 + number, "water_reused_m3": 11.0 * number}
                report(moving, code, month.stamp, used)
    return moving


def changes(
    connection: Connection,
    scope: Scope,
    *,
    by: Level = Level.REGION,
    window: Window = Window.MONTH,
    lag: int,
) -> Any:  # noqa: ANN401  a frame
    return indicator_changes(
        connection,
        scope=scope,
        indicators=(WATER,),
        by=by,
        code=None,
        window=window,
        first=FIRST,
        last=LAST.plus(12),
        lag=lag,
    )


def read(connection: Connection, by: Level, window: Window, scope: Scope) -> Any:  # noqa: ANN401  a frame
    return indicator_series(
        connection,
        scope=scope,
        indicators=(WATER,),
        by=by,
        code=None,
        window=window,
        first=FIRST,
        last=LAST,
    )


def place_at(connection: Connection, month: int, by: Level) -> dict[str, str]:
    frame = parks_at(connection, scope=REGION, month=Month.of(month))
    return dict(zip(frame["code"], frame[str(by)], strict=True))


def test_a_place_is_the_sum_of_the_parks_that_stand_there_at_the_windows_end(
    moving: Connection,
):
    for by, window in product((Level.LEAGUE_CITY, Level.TIER), Window):
        parks = read(moving, Level.PARK, window, REGION)
        where = {m: place_at(moving, m, by) for m in set(parks["month"].tolist())}
        parks["place"] = [
            where[row.month][row.code] for row in parks.itertuples(index=False)
        ]
        added = parks.groupby(["month", "place"])[list(SUMS)].sum()
        for row in read(moving, by, window, REGION).fillna(0.0).to_dict("records"):
            key = (row["month"], row["code"])
            expected = added.loc[key].tolist() if key in added.index else [0.0] * 4
            found = [row[name] for name in SUMS]
            assert found == pytest.approx(expected, rel=1e-12), (by, window, key)


def test_naming_every_park_reads_the_parks_and_gives_the_same(moving: Connection):
    every_park = Scope(parks=frozenset("ABC"))
    for by, window in product((Level.LEAGUE_CITY, Level.REGION), Window):
        ours, theirs = (
            read(moving, by, window, scope) for scope in (REGION, every_park)
        )
        for name in (*SUMS, "value", "coverage"):
            assert ours[name].tolist() == pytest.approx(
                theirs[name].tolist(), rel=1e-12, nan_ok=True
            ), (by, window, name)
        assert ours["flag"].tolist() == theirs["flag"].tolist(), (by, window)


def test_naming_every_park_gives_the_same_changes(two_years: Connection):
    """Two months back no totals are kept, and both go park by park."""
    above_parks = (Level.LEAGUE_CITY, Level.TIER, Level.REGION)
    for by, window, lag in product(above_parks, Window, (1, 2, 12)):
        ours, theirs = (
            changes(two_years, scope, by=by, window=window, lag=lag)
            for scope in (REGION, Scope(parks=frozenset("ABC")))
        )
        assert ours["comparable_months"].sum() > 10
        for name in CHANGED:
            assert ours[name].tolist() == pytest.approx(
                theirs[name].tolist(), rel=1e-9, abs=1e-12, nan_ok=True
            ), (by, window, lag, name)


def test_a_league_city_sees_its_own_changes_alone(two_years: Connection):
    whole, own = (
        changes(two_years, scope, by=Level.LEAGUE_CITY, lag=12)
        for scope in (REGION, Scope(league_cities=frozenset({ORDOS})))
    )
    whole = whole.loc[whole["code"] == ORDOS]
    assert own["code"].unique().tolist() == [ORDOS]
    for name in CHANGED:
        assert own[name].tolist() == pytest.approx(whole[name].tolist(), nan_ok=True)


def test_a_month_that_comes_late_changes_the_pairs_that_it_ends_and_begins(
    by_hand: Connection,
):
    add_park(by_hand, "A")
    for month, reused in ((202502, 10), (202503, 30), (202602, 60)):
        report(by_hand, "A", month, {"water_m3": 100, "water_reused_m3": reused})
    report(by_hand, "A", 202501, {"water_m3": 100, "water_reused_m3": 5})
    report(by_hand, "A", 202601, {"water_m3": 100, "water_reused_m3": 50})
    columns = (*place_total.c["lag", "month", "numerator_before", "numerator"],)
    rows = select(*columns).where(place_total.c.lag > 0).order_by(*columns)
    assert [tuple(row) for row in by_hand.execute(rows)] == [
        (1, 202502, 5, 10),
        (1, 202503, 10, 30),
        (1, 202602, 50, 60),
        (12, 202601, 5, 50),
        (12, 202602, 10, 60),
    ]
    assert breaches(by_hand) == ()


def test_a_half_year_across_a_move_counts_where_the_park_stands_at_its_end(
    moving: Connection,
):
    halves = read(moving, Level.LEAGUE_CITY, Window.HALF_YEAR, REGION)
    due = halves.set_index(["code", "month"])["due_months"]
    # Before: A owes five months in Ordos, B two of its own, from May on.
    assert due[ORDOS, 202506] == 5 + 2
    assert (due[ORDOS, 202507], due[BAOTOU, 202507]) == (2, 1)
    # After the move in August all of the half-year is A's in Baotou.
    assert (due[ORDOS, 202508], due[BAOTOU, 202508]) == (2, 4)


def test_the_totals_that_were_kept_are_those_of_a_recount(moving: Connection):
    rows = select(place_total).order_by(*place_total.primary_key)
    kept = [tuple(row) for row in moving.execute(rows)]
    assert len(kept) > 25
    assert breaches(moving) == ()
    totals.recount(moving)
    n_keys = len(place_total.primary_key)
    counted = [tuple(row) for row in moving.execute(rows)]
    assert [row[:n_keys] for row in counted] == [row[:n_keys] for row in kept]
    for one, other in zip(counted, kept, strict=True):
        assert one[n_keys:] == pytest.approx(other[n_keys:], rel=1e-12)
