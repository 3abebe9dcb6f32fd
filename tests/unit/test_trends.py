"""Trends: values, targets and changes of every month, held against plain arithmetic."""

import math
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, event

from queries.errors import (
    MonthsReversedError,
    TooManyMonthsError,
    UnknownParkError,
    UnknownPlaceError,
)
from queries.indicators import dictionary
from queries.months import Month
from queries.scope import REGION, Scope
from queries.trends import trend
from queries.values import annual_energy, indicator_values, year_on_year
from queries.vocabulary import LEAGUE_CITIES, Level, Window
from tests.parks_by_hand import add_park, enter_batch, move, report
from tests.sample_workbooks import samples

CORE = "carbon_intensity"


def asked(connection: Connection, **changes: object) -> pd.DataFrame:
    question: dict[str, Any] = {
        "scope": REGION,
        "indicator": dictionary().indicator(CORE),
        "by": Level.REGION,
        "code": None,
        "window": Window.MONTH,
        "first": Month(2026, 1),
        "last": Month(2026, 3),
    }
    return trend(connection, **question | changes)


def intensity(emitted_t: float, energy_tce: float) -> dict[str, float]:
    """Return a month that is complete for the core indicator."""
    return {
        "fuel_co2_t": emitted_t,
        "process_co2_t": 0.0,
        "heat_fossil_gj": 0.0,
        "electricity_other_mwh": 0.0,
        "energy_tce": energy_tce,
    }


def at(frame: pd.DataFrame, month: int, code: str | None = None) -> Any:  # noqa: ANN401  a row of itertuples
    of_code = frame if code is None else frame.loc[frame["code"] == code]
    [row] = of_code.loc[of_code["month"] == month].itertuples()
    return row


def test_the_region_in_march_2026_equals_the_workbooks(sampled: Connection):
    row = at(asked(sampled), 202603)
    assert row.value == pytest.approx(worked_out(202603, parks_of(202603)), rel=1e-9)
    both = parks_of(202603) & parks_of(202503)
    assert len(both) == 12
    now, before = (worked_out(month, both) for month in (202603, 202503))
    assert row.year_on_year == pytest.approx(now - before, rel=1e-9)
    assert row.year_on_year_rate == pytest.approx(now / before - 1, rel=1e-9)
    both = parks_of(202603) & parks_of(202602)
    now, before = (worked_out(month, both) for month in (202603, 202602))
    assert row.month_on_month == pytest.approx(now - before, rel=1e-9)
    assert row.month_on_month_rate == pytest.approx(now / before - 1, rel=1e-9)


def parks_of(month: int) -> set[str]:
    return {park for park, of in samples().quantities if of == month}


def worked_out(month: int, parks: set[str]) -> float:
    rows = [samples().quantities[park, month] for park in parks]
    emitted = sum(
        q["fuel_co2_t"]
        + q["process_co2_t"]
        + 0.8325 * q["electricity_other_mwh"]
        + 0.11 * q["heat_fossil_gj"]
        for q in rows
    )
    return emitted / sum(q["energy_tce"] for q in rows)


@pytest.mark.parametrize("window", list(Window))
@pytest.mark.parametrize("by", list(Level))
def test_many_months_at_once_equal_one_month_at_a_time(
    sampled: Connection, by: Level, window: Window
):
    frame = asked(sampled, by=by, window=window, first=Month(2025, 12))
    one = {"scope": REGION, "by": by, "window": window}
    indicator = dictionary().indicator(CORE)
    for month in Month(2025, 12).until(Month(2026, 3)):
        rows = frame.loc[frame["month"] == month.stamp].set_index("code")
        values = indicator_values(sampled, **one, indicator=indicator, month=month)
        changes = year_on_year(sampled, **one, indicators=(indicator,), month=month)
        for expected, name in ((values, "value"), (changes, "year_on_year")):
            found = rows.loc[expected["code"], name].tolist()
            assert found == pytest.approx(expected[name], rel=1e-12, nan_ok=True)


def test_codes_come_in_the_official_order_each_with_all_its_months(
    sampled: Connection,
):
    frame = asked(sampled, by=Level.LEAGUE_CITY)
    assert list(frame["code"]) == [code for code in LEAGUE_CITIES for _ in range(3)]
    assert list(frame["month"]) == [202601, 202602, 202603] * 12


@pytest.fixture
def two_parks(by_hand: Connection) -> Connection:
    """One park reports 2025 and 2026 with a gap in February, one joins in 2026."""
    enter_batch(by_hand)
    add_park(by_hand, "150600-01")
    add_park(by_hand, "150600-02", self_test_from=202601)
    for month, emitted in ((202501, 30), (202502, 30), (202503, 40), (202512, 24)):
        report(by_hand, "150600-01", month, intensity(emitted, 20))
    for month, emitted in ((202601, 20), (202603, 30)):
        report(by_hand, "150600-01", month, intensity(emitted, 20))
        report(by_hand, "150600-02", month, intensity(60, 20))
    report(by_hand, "150600-02", 202602, intensity(50, 20))
    return by_hand


def test_year_on_year_covers_the_parks_complete_in_both_years(two_parks: Connection):
    frame = asked(two_parks)
    january, february, march = (at(frame, month) for month in (202601, 202602, 202603))
    # The value covers both parks, the change the one that was there a year before.
    assert january.value == pytest.approx(80 / 40)
    assert january.year_on_year == pytest.approx(20 / 20 - 30 / 20)
    assert january.year_on_year_rate == pytest.approx(1.0 / 1.5 - 1)
    assert february.value == pytest.approx(50 / 20)
    assert math.isnan(february.year_on_year)
    assert march.year_on_year == pytest.approx(1.5 - 2.0)


def test_month_on_month_crosses_the_turn_of_the_year_and_no_gap(
    two_parks: Connection,
):
    frame = asked(two_parks)
    # January against December: 1.0 after 1.2, the first park alone.
    assert at(frame, 202601).month_on_month == pytest.approx(1.0 - 1.2)
    assert at(frame, 202601).month_on_month_rate == pytest.approx(1.0 / 1.2 - 1)
    # February and March: only the second park has both months.
    assert at(frame, 202602).month_on_month == pytest.approx(2.5 - 3.0)
    assert at(frame, 202603).month_on_month == pytest.approx(3.0 - 2.5)


def test_a_gap_is_a_row_with_null(two_parks: Connection):
    frame = asked(two_parks, by=Level.PARK, code="150600-01")
    assert list(frame["month"]) == [202601, 202602, 202603]
    gap = at(frame, 202602)
    for name in ("value", "year_on_year", "month_on_month", "month_on_month_rate"):
        assert math.isnan(getattr(gap, name))
    assert (gap.coverage, gap.flag) == (0.0, "missing")
    assert math.isnan(at(frame, 202603).month_on_month)


def test_a_window_is_held_against_as_many_months_one_earlier(two_parks: Connection):
    frame = asked(two_parks, window=Window.QUARTER, first=Month(2026, 3))
    # January to March and December to February: the pairs that one park has both of
    # are December and January of the first, February after January and March after
    # February of the second.
    now, before = (20 + 50 + 60) / 60, (24 + 60 + 50) / 60
    assert at(frame, 202603).month_on_month == pytest.approx(now - before)


@pytest.fixture
def targeted(by_hand: Connection) -> Connection:
    """A national park of 144,000 tce in 2025 and 240,000 in 2026, and another."""
    enter_batch(by_hand)
    add_park(by_hand, "150600-01", tier="region")
    move(by_hand, "150600-01", league_city="150600", tier="national", valid_from=202507)
    add_park(by_hand, "150600-02", tier="exploring")
    for year, energy in ((2025, 12_000), (2026, 20_000)):
        for number in range(1, 13):
            stamp = year * 100 + number
            report(by_hand, "150600-01", stamp, intensity(1, energy))
    return by_hand


def targets(connection: Connection, **changes: object) -> dict[tuple[str, int], Any]:
    span = {"first": Month(2025, 6), "last": Month(2027, 1)}
    frame = asked(connection, **{"by": Level.PARK, **span, **changes})
    return {
        (row.code, row.month): None if math.isnan(row.target) else row.target
        for row in frame.itertuples()
    }


def test_a_parks_target_follows_its_tier_and_its_energy(targeted: Connection):
    found = targets(targeted)
    # Region: public from August 2025 on, when the park was national already.
    assert found["150600-01", 202506] is None
    # National: the first whole year ends in December, under 200,000 tce (no target).
    assert found["150600-01", 202511] is None
    assert found["150600-01", 202512] is None
    assert found["150600-01", 202611] is None
    # The second year is in the bracket from 200,000 to a million.
    assert found["150600-01", 202612] == 0.2
    assert found["150600-01", 202701] == 0.2
    assert {found["150600-02", month] for month in (202506, 202701)} == {None}


def test_a_parks_target_is_what_the_dictionary_says(sampled: Connection):
    indicator = dictionary().indicator(CORE)
    tiers = {"国家级": "national", "自治区级": "region", "其他": "exploring"}
    for month in Month(2025, 6).until(Month(2026, 3)):
        energy = annual_energy(sampled, scope=REGION, month=month)
        annual_tce = dict(zip(energy["code"], energy["energy_tce"], strict=True))
        found = targets(sampled, first=month, last=month)
        for code, row in samples().parks.items():
            target = indicator.target(
                tier=tiers[row["层级"]],
                annual_energy_tce=annual_tce.get(code),
                month=month,
            )
            assert found[code, month.stamp] == (target and target.value)


def test_a_tier_has_a_target_where_it_does_not_depend_on_energy(targeted: Connection):
    found = targets(targeted, by=Level.TIER)
    assert found["region", 202507] is None
    assert found["region", 202508] == 0.6
    assert found["national", 202612] is None
    assert found["exploring", 202612] is None
    shares = dictionary().indicator("clean_energy_share")
    found = targets(targeted, by=Level.TIER, indicator=shares)
    assert found["national", 202612] == 0.9


@pytest.mark.parametrize("by", [Level.REGION, Level.LEAGUE_CITY])
def test_places_have_no_target_of_their_own(targeted: Connection, by: Level):
    assert set(targets(targeted, by=by).values()) == {None}


def test_one_code_gives_the_rows_that_all_of_them_give(sampled: Connection):
    for by, code in (
        (Level.PARK, "150600-01"),
        (Level.LEAGUE_CITY, "150600"),
        (Level.TIER, "national"),
    ):
        everything = asked(sampled, by=by)
        mine = everything.loc[everything["code"] == code].reset_index(drop=True)
        pd.testing.assert_frame_equal(asked(sampled, by=by, code=code), mine)


def test_a_scope_is_kept(sampled: Connection):
    scope = Scope(league_cities=frozenset({"150600"}))
    frame = asked(sampled, by=Level.PARK, scope=scope)
    cities = {samples().parks[code]["盟市"] for code in frame["code"]}
    assert cities == {"鄂尔多斯市"}
    with pytest.raises(UnknownParkError):
        asked(sampled, by=Level.PARK, scope=scope, code="150100-08")


def test_what_is_not_there_is_not_asked_for(sampled: Connection):
    with pytest.raises(UnknownParkError):
        asked(sampled, by=Level.PARK, code="nobody")
    for by in (Level.LEAGUE_CITY, Level.TIER, Level.REGION):
        with pytest.raises(UnknownPlaceError):
            asked(sampled, by=by, code="nowhere")


def test_a_range_has_a_beginning_before_its_end_and_is_no_longer_than_a_century(
    sampled: Connection,
):
    with pytest.raises(MonthsReversedError):
        asked(sampled, first=Month(2026, 4))
    with pytest.raises(TooManyMonthsError):
        asked(sampled, first=Month(1926, 3))
    assert len(asked(sampled, first=Month(1926, 4))) == 1_200


def test_no_month_costs_a_statement(sampled: Connection):
    asked(sampled)  # opens the transaction, which some drivers say aloud
    statements: list[str] = []

    def note(*arguments: Any) -> None:  # noqa: ANN401  whatever the event brings
        statements.append(arguments[2])

    event.listen(sampled, "before_cursor_execute", note)
    counts = []
    for n_months in (1, 24):
        statements.clear()
        asked(sampled, by=Level.PARK, first=Month(2026, 3).plus(1 - n_months))
        counts.append(len(statements))
    assert counts[0] == counts[1] == 5
