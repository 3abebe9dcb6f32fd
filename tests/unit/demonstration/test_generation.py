"""The demonstration is plausible, consistent, and the same for the same seed."""

from collections import Counter, defaultdict
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.gazetteer import gazetteer
from queries.demonstration import Demonstration, generate
from queries.demonstration.grading import complete_quarters
from queries.demonstration.seasons import COLD, HEATING, SUN, WIND
from queries.indicators import dictionary
from queries.months import Month
from queries.vocabulary import LEAGUE_CITIES

TODAY = date(2026, 11, 21)

Key = tuple[str, int]


@cache
def made(seed: int = 1, today: date = TODAY) -> Demonstration:
    return generate(seed=seed, today=today)


def by_report(demonstration: Demonstration) -> dict[Key, dict[str, float]]:
    found: dict[Key, dict[str, float]] = defaultdict(dict)
    for row in demonstration.measure_value:
        found[row["park"], row["month"]][row["measure"]] = row["value"]
    return found


def calculated_co2_t(values: dict[str, float]) -> float:
    return (
        values["fuel_co2_t"]
        + values["process_co2_t"]
        + 0.8325 * values["electricity_other_mwh"]
        + 0.11 * values["heat_fossil_gj"]
    )


def carbon_rises(demonstration: Demonstration) -> dict[Key, float]:
    """Carbon intensity of a park and month over that of the year before."""
    needed = {
        "fuel_co2_t",
        "process_co2_t",
        "electricity_other_mwh",
        "heat_fossil_gj",
        "energy_tce",
    }
    intensity = {
        key: calculated_co2_t(values) / values["energy_tce"]
        for key, values in by_report(demonstration).items()
        if needed <= set(values)
    }
    return {
        (park, month): value / intensity[park, month - 100]
        for (park, month), value in intensity.items()
        if (park, month - 100) in intensity
    }


def test_some_forty_parks_stand_in_all_twelve_league_cities():
    counts = Counter(row["league_city"] for row in made().park_standing)
    assert set(counts) == set(LEAGUE_CITIES)
    assert min(counts.values()) == 2
    assert counts.total() == 42


def test_two_or_three_parks_are_national_and_some_twenty_regional():
    tiers = Counter(row["tier"] for row in made().park_standing)
    assert tiers == {"national": 3, "region": 22, "exploring": 17}


def test_no_park_bears_a_real_name_and_none_its_neighbours():
    names = [row["name_zh"] for row in made().park]
    assert all(name.startswith("示例园区·") for name in names)
    assert len(set(names)) == len(names)


def test_codes_are_those_of_the_league_city_with_a_letter():
    standing = {row["park"]: row["league_city"] for row in made().park_standing}
    codes = [row["code"] for row in made().park]
    assert codes[:3] == ["150100-Y01", "150100-Y02", "150100-Y03"]
    assert all(code.startswith(f"{standing[code]}-Y") for code in codes)
    assert len(set(codes)) == len(codes)


def test_every_park_stands_inside_its_banner_and_no_two_on_one_spot():
    banners = {row["park"]: row["banner"] for row in made().park_standing}
    spots = set()
    for row in made().park:
        spot = {key: row[key] for key in ("longitude_deg", "latitude_deg")}
        placement = gazetteer().place(**spot, crs="CGCS2000")
        assert placement.banner == banners[row["code"]], row["name_zh"]
        spots.add(tuple(spot.values()))
    assert len(spots) == len(made().park)


def test_some_parks_share_a_banner():
    shared = Counter(row["banner"] for row in made().park_standing)
    assert sum(count == 2 for count in shared.values()) == 4


def test_a_park_belongs_to_the_grid_of_its_league_city():
    grids = {row["code"]: row["grid"] for row in made().park}
    assert grids["150600-Y01"] == "west"
    assert grids["150500-Y01"] == "east"


def test_everything_says_that_it_is_simulated():
    assert {row["origin"] for row in made().park} == {"generated"}
    assert {row["is_simulated"] for row in made().park} == {1}
    assert {row["flag"] for row in made().measure_value} == {"simulated"}


def test_the_same_seed_gives_the_same_rows_and_another_seed_others():
    again = generate(seed=1, today=TODAY)
    assert again == made()
    assert generate(seed=2, today=TODAY).measure_value != again.measure_value


def test_twenty_four_months_end_with_the_current_one():
    months = {row["month"] for row in made().monthly_report}
    assert (min(months), max(months), len(months)) == (202412, 202611, 24)


def test_of_the_month_that_is_not_over_a_quarter_of_the_parks_reported():
    reported = Counter(row["month"] for row in made().monthly_report)
    assert reported[202611] == 10
    assert reported[202610] == 40


def test_few_reports_are_late_and_only_lately():
    late = Counter(
        row["month"]
        for row in made().monthly_report
        if row["received_on"] > Month.of(row["month"]).due_on
    )
    assert set(late) == {202607, 202608, 202609, 202610}
    assert max(late.values()) <= 3


def test_two_parks_began_to_test_themselves_late():
    starts = Counter(row["self_test_from"] for row in made().park)
    assert starts == {202412: 40, 202509: 1, 202602: 1}
    first = {}
    for row in sorted(made().monthly_report, key=lambda row: row["month"]):
        first.setdefault(row["park"], row["month"])
    begun = {row["code"]: row["self_test_from"] for row in made().park}
    assert first == begun


def test_every_measure_of_the_dictionary_is_reported_by_somebody():
    reported = {row["measure"] for row in made().measure_value}
    assert reported == {measure.code for measure in dictionary().measures}


def test_one_park_leaves_half_of_its_values_out():
    latest = [v for (_, month), v in by_report(made()).items() if month == 202609]
    fewest, second, *_ = sorted(len(values) for values in latest)
    assert (fewest, second) == (15, 27)


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    today=st.dates(date(2024, 1, 1), date(2031, 12, 31)),
)
def test_every_demonstration_is_consistent(seed: int, today: date):
    demonstration = generate(seed=seed, today=today)
    assert all(row["received_on"] <= today for row in demonstration.monthly_report)
    assert all(row["assessed_on"] <= today for row in demonstration.assessment)
    gaps = 0
    for values in by_report(demonstration).values():
        assert min(values.values()) >= 0
        assert all(round(value, 1) == value for value in values.values())
        if "electricity_direct_mwh" not in values or "water_reused_m3" not in values:
            continue
        assert_parts_fit(values)
        gap = values["co2_t"] / calculated_co2_t(values) - 1
        gaps += abs(gap) > 0.05
    assert gaps == 4
    assert_three_rebound(demonstration, today)


def assert_parts_fit(values: dict[str, float]) -> None:
    parts = sum(
        values[f"electricity_{part}_mwh"] for part in ("direct", "certified", "other")
    )
    assert parts == pytest.approx(values["electricity_mwh"], rel=0.005)
    assert values["clean_energy_tce"] < values["energy_tce"]
    assert values["solid_waste_used_t"] <= values["solid_waste_t"]
    assert values["waste_heat_used_gj"] < values["waste_heat_available_gj"]
    assert values["water_reused_m3"] < values["water_m3"]
    assert values["retrofits_done_n"] <= values["retrofits_planned_n"]
    own = values["wind_generation_mwh"] + values["solar_generation_mwh"]
    assert values["electricity_direct_mwh"] <= own
    assert values["storage_discharged_mwh"] <= 31 * 2 * values["storage_mwh"]


def assert_three_rebound(demonstration: Demonstration, today: date) -> None:
    start = complete_quarters(Month.containing(today))[-1].first.stamp
    rises = carbon_rises(demonstration)
    rebounding = {park for (park, _), rise in rises.items() if rise > 1.01}
    assert len(rebounding) == 3
    for (park, month), rise in rises.items():
        assert (rise > 1.01) == (park in rebounding and month >= start)
        assert rise > 1.01 or rise < 0.99


def test_three_parks_rebound_in_every_month_of_the_latest_complete_quarter():
    rises = carbon_rises(made())
    for month in (202607, 202608, 202609):
        up = [park for (park, of), rise in rises.items() if of == month and rise > 1.01]
        assert sorted(up) == ["150500-Y03", "150900-Y01", "150900-Y02"]


def test_green_power_rises_from_one_year_to_the_next():
    share = {
        key: 1 - values["electricity_other_mwh"] / values["electricity_mwh"]
        for key, values in by_report(made()).items()
        if {"electricity_other_mwh", "electricity_mwh"} <= set(values)
    }
    pairs = [
        (share[park, month - 100], value)
        for (park, month), value in share.items()
        if (park, month - 100) in share
    ]
    assert len(pairs) > 400
    assert all(before < now < 0.95 for before, now in pairs)


def test_capacities_and_retrofits_never_fall():
    before: dict[tuple[str, str], float] = {}
    rows = sorted(made().measure_value, key=lambda row: row["month"])
    for row in rows:
        if row["measure"] in {"wind_mw", "solar_mw", "storage_mwh", "retrofits_done_n"}:
            key = row["park"], row["measure"]
            assert row["value"] >= before.get(key, 0)
            before[key] = row["value"]


def test_alxa_is_rich_in_wind_and_short_of_storage():
    values = by_report(made())
    alxa, ordos = values["152900-Y01", 202609], values["150600-Y01", 202609]
    assert alxa["storage_mw"] / alxa["wind_mw"] < 0.1
    assert ordos["storage_mw"] / ordos["wind_mw"] > 0.5
    assert alxa["wind_mw"] > 2 * ordos["wind_mw"]


def test_heat_is_bought_in_winter_only():
    by_month = {
        month: values["heat_fossil_gj"]
        for (park, month), values in by_report(made()).items()
        if park == "150600-Y01"
    }
    assert by_month[202607] == 0
    assert by_month[202601] > 2 * by_month[202603] * 0.85


@pytest.mark.parametrize("season", [HEATING, WIND, SUN])
def test_a_season_shares_out_the_whole_year(season: tuple[float, ...]):
    assert sum(season) == pytest.approx(12)
    assert len(season) == 12


def test_the_cold_months_make_up_for_the_warm_ones():
    assert sum(COLD) == pytest.approx(0)
