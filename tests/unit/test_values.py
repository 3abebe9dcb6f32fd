"""Every indicator, held against plain arithmetic on the workbooks themselves."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection

from queries.indicators import Indicator, dictionary
from queries.indicators.totals import recount_redefined
from queries.months import Month
from queries.scope import REGION, Scope
from queries.values import (
    annual_energy,
    annual_energy_statement,
    indicator_matrix,
    indicator_matrix_statement,
    indicator_series,
    indicator_series_statement,
    indicator_values,
    year_on_year,
    year_on_year_statement,
)
from queries.vocabulary import LEAGUE_CITIES, Level, MeasureKind, Window
from tests.parks_by_hand import add_park, move, report
from tests.sample_workbooks import LEAGUE_CITY_NAMES, TIERS, samples

FLOWS = {
    "carbon_intensity": (
        {
            "fuel_co2_t": 1.0,
            "process_co2_t": 1.0,
            "electricity_other_mwh": 0.8325,
            "heat_fossil_gj": 0.11,
        },
        {"energy_tce": 1.0},
    ),
    "clean_energy_share": ({"clean_energy_tce": 1.0}, {"energy_tce": 1.0}),
    "solid_waste_utilisation": ({"solid_waste_used_t": 1.0}, {"solid_waste_t": 1.0}),
    "waste_heat_utilisation": (
        {"waste_heat_used_gj": 1.0},
        {"waste_heat_available_gj": 1.0},
    ),
    "water_reuse": ({"water_reused_m3": 1.0}, {"water_m3": 1.0}),
    "green_power_share": (
        {"electricity_direct_mwh": 1.0, "electricity_certified_mwh": 1.0},
        {"electricity_mwh": 1.0},
    ),
    "direct_supply_share": ({"electricity_direct_mwh": 1.0}, {"electricity_mwh": 1.0}),
}
STOCKS = {
    "product_energy_grade2": ({"products_grade2_n": 1.0}, {"products_n": 1.0}),
    "retrofit_completion": ({"retrofits_done_n": 1.0}, {"retrofits_planned_n": 1.0}),
}
WINDOWS = {
    202603: {
        "month": [202603],
        "quarter": [202601, 202602, 202603],
        "ytd": [202601, 202602, 202603],
        "12m": [*range(202504, 202513), 202601, 202602, 202603],
    },
    202506: {
        "month": [202506],
        "quarter": [202504, 202505, 202506],
        "ytd": list(range(202501, 202507)),
        "12m": [*range(202407, 202413), *range(202501, 202507)],
    },
    202508: {
        "month": [202508],
        "quarter": [202507, 202508],
        "ytd": list(range(202501, 202509)),
        "12m": [*range(202409, 202413), *range(202501, 202509)],
    },
}
"""Written out by hand: which months each window holds."""


def place_of(code: str, by: str) -> str:
    row = samples().parks[code]
    return {
        "park": code,
        "league_city": LEAGUE_CITY_NAMES[row["盟市"]],
        "tier": TIERS[row["层级"]],
        "region": "150000",
    }[by]


def worked_out(indicator: str, by: str, months: list[int]) -> dict[str, list[float]]:
    """Return numerator, denominator, complete and due months by code."""
    above, below = (FLOWS | STOCKS)[indicator]
    totals: dict[str, list[float]] = {}
    for code in samples().parks:
        reported = {month for park, month in samples().quantities if park == code}
        due = [month for month in months if month >= min(reported)]
        if not due:
            continue
        complete = [
            month
            for month in due
            if (above | below).keys()
            <= samples().quantities.get((code, month), {}).keys()
        ]
        used = complete[-1:] if indicator in STOCKS else complete
        total = totals.setdefault(place_of(code, by), [0.0, 0.0, 0, 0])
        for month in used:
            quantities = samples().quantities[code, month]
            total[0] += sum(quantities[m] * factor for m, factor in above.items())
            total[1] += sum(quantities[m] * factor for m, factor in below.items())
        total[2] += len(complete)
        total[3] += len(due)
    return totals


ALL_CODES = {
    "league_city": set(LEAGUE_CITIES),
    "tier": {"national", "region", "exploring"},
    "region": {"150000"},
}


@pytest.mark.parametrize("month", WINDOWS)
def test_every_indicator_level_and_window_equals_the_workbooks(
    sampled: Connection, month: int
):
    for window, months in WINDOWS[month].items():
        for by in Level:
            answer = indicator_matrix(
                sampled,
                scope=REGION,
                indicators=dictionary().indicators,
                by=by,
                window=Window(window),
                month=Month.of(month),
            )
            for indicator, rows in answer.groupby("indicator", sort=False):
                expected = worked_out(str(indicator), by, months)
                codes = ALL_CODES.get(by, expected.keys())
                assert set(rows["code"]) == set(codes)
                for row in rows.itertuples():
                    assert_row(row, expected.get(row.code, [0.0, 0.0, 0, 0]))
            assert set(answer["indicator"]) == FLOWS.keys() | STOCKS.keys()


def assert_row(row: Any, expected: list[float]) -> None:  # noqa: ANN401  a row of itertuples
    above, below, complete, due = expected
    assert (row.complete_months, row.due_months) == (complete, due)
    if complete == 0:
        assert math.isnan(row.value)
        assert math.isnan(row.numerator)
        assert row.flag == "missing"
    else:
        assert row.numerator == pytest.approx(above, rel=1e-9)
        assert row.denominator == pytest.approx(below, rel=1e-9)
        assert row.value == pytest.approx(above / below, rel=1e-9)
        assert row.flag == "simulated"
    if due == 0:
        assert math.isnan(row.coverage)
    else:
        assert row.coverage == pytest.approx(complete / due, rel=1e-9)


def test_of_the_twelve_first_parks_exactly_three_rose_in_march_2026(
    sampled: Connection,
):
    frame = year_on_year(
        sampled,
        scope=REGION,
        indicators=(dictionary().indicator("carbon_intensity"),),
        by=Level.PARK,
        window=Window.MONTH,
        month=Month(2026, 3),
    )
    compared = frame.loc[frame["comparable_months"] == 1]
    risen = compared.loc[compared["year_on_year"] > 0, "code"]
    assert len(compared) == 12
    assert sorted(risen) == ["150300-05", "150800-10", "152900-07"]


def test_year_on_year_compares_the_parks_complete_in_both_years(sampled: Connection):
    frame = year_on_year(
        sampled,
        scope=REGION,
        indicators=(dictionary().indicator("carbon_intensity"),),
        by=Level.REGION,
        window=Window.YEAR_TO_DATE,
        month=Month(2026, 3),
    )
    above, below = FLOWS["carbon_intensity"]
    both = [
        (park, month)
        for park, month in samples().quantities
        if month in {202601, 202602, 202603}
        and (park, month - 100) in samples().quantities
    ]
    now, before = (
        sum_of(above, both, shift) / sum_of(below, both, shift) for shift in (0, 100)
    )
    row = frame.iloc[0]
    assert row["comparable_months"] == len(both) == 36
    assert row["value"] == pytest.approx(now, rel=1e-9)
    assert row["value_before"] == pytest.approx(before, rel=1e-9)
    assert row["year_on_year"] == pytest.approx(now - before, rel=1e-9)
    assert row["year_on_year_rate"] == pytest.approx(now / before - 1, rel=1e-9)


def sum_of(side: dict[str, float], months: list[tuple[str, int]], shift: int) -> float:
    return sum(
        samples().quantities[park, month - shift][measure] * factor
        for park, month in months
        for measure, factor in side.items()
    )


def test_a_series_has_a_row_for_every_month_gaps_included(sampled: Connection):
    frame = indicator_series(
        sampled,
        scope=REGION,
        indicators=dictionary().indicators[:2],
        by=Level.PARK,
        code="150200-16",
        window=Window.MONTH,
        first=Month(2025, 5),
        last=Month(2026, 4),
    )
    assert len(frame) == 24
    intensity = frame.loc[frame["indicator"] == "carbon_intensity"]
    reported = intensity.loc[intensity["value"].notna(), "month"]
    assert list(reported) == [*range(202507, 202513), 202601, 202602]
    assert list(intensity["due_months"]) == [0, 0] + [1] * 10


def test_a_series_agrees_with_the_values_of_each_month(sampled: Connection):
    retrofits = dictionary().indicator("retrofit_completion")
    series = indicator_series(
        sampled,
        scope=REGION,
        indicators=(retrofits,),
        by=Level.TIER,
        code=None,
        window=Window.QUARTER,
        first=Month(2026, 1),
        last=Month(2026, 3),
    )
    for month in (202601, 202602, 202603):
        alone = values(sampled, retrofits, by=Level.TIER, month=month)
        then = series.loc[series["month"] == month]
        assert list(then["code"]) == ["national", "region", "exploring"]
        assert list(then["value"]) == pytest.approx(list(alone["value"]), rel=1e-12)


def values(
    connection: Connection,
    indicator: Indicator,
    *,
    by: Level = Level.PARK,
    month: int = 202603,
    scope: Scope = REGION,
) -> pd.DataFrame:
    return indicator_values(
        connection,
        scope=scope,
        indicator=indicator,
        by=by,
        window=Window.QUARTER,
        month=Month.of(month),
    )


GREEN = dictionary().indicator("green_power_share")


def power(total: float, direct: float, certified: float = 0.0) -> dict[str, float]:
    return {
        "electricity_mwh": total,
        "electricity_direct_mwh": direct,
        "electricity_certified_mwh": certified,
    }


def test_an_aggregate_is_a_ratio_of_sums_never_a_mean_of_ratios(by_hand: Connection):
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    report(by_hand, "A", 202603, power(900, 90))
    report(by_hand, "B", 202603, power(100, 60, 30))
    row = values(by_hand, GREEN, by=Level.REGION).iloc[0]
    assert (row["numerator"], row["denominator"]) == (180, 1000)
    assert row["value"] == pytest.approx(0.18)


def test_a_month_without_one_of_its_parts_counts_as_due_but_not_as_value(
    by_hand: Connection,
):
    add_park(by_hand, "A", self_test_from=202601)
    report(by_hand, "A", 202601, power(100, 50))
    report(by_hand, "A", 202602, {"electricity_mwh": 1000})
    row = values(by_hand, GREEN).iloc[0]
    assert row["value"] == pytest.approx(0.5)
    assert (row["complete_months"], row["due_months"]) == (1, 3)
    assert row["coverage"] == pytest.approx(1 / 3)


def test_a_zero_denominator_gives_no_value(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202603, power(0, 0))
    row = values(by_hand, GREEN).iloc[0]
    assert math.isnan(row["value"])
    assert (row["numerator"], row["denominator"]) == (0, 0)
    assert row["complete_months"] == 1
    assert row["flag"] == "reported"


@pytest.mark.parametrize(
    ("flags", "weakest"),
    [
        (("reported", "revised"), "revised"),
        (("revised", "calculated"), "calculated"),
        (("estimated", "calculated"), "estimated"),
        (("estimated", "simulated"), "simulated"),
    ],
)
def test_an_aggregate_carries_the_weakest_flag_of_its_parts(
    by_hand: Connection, flags: tuple[str, str], weakest: str
):
    for code, flag in zip("AB", flags, strict=True):
        add_park(by_hand, code)
        report(by_hand, code, 202603, power(100, 50), flag=flag)
    assert values(by_hand, GREEN, by=Level.REGION).iloc[0]["flag"] == weakest


def test_stocks_take_each_parks_last_complete_month(by_hand: Connection):
    retrofits = dictionary().indicator("retrofit_completion")
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    report(by_hand, "A", 202601, done(1, 10), flag="estimated")
    report(by_hand, "A", 202602, done(4, 10))
    report(by_hand, "A", 202603, {"retrofits_done_n": 9})
    report(by_hand, "B", 202603, done(5, 5))
    row = values(by_hand, retrofits, by=Level.REGION).iloc[0]
    assert (row["numerator"], row["denominator"]) == (9, 15)
    assert (row["complete_months"], row["due_months"]) == (3, 4)
    assert row["flag"] == "reported"


def done(done: float, planned: float) -> dict[str, float]:
    return {"retrofits_done_n": done, "retrofits_planned_n": planned}


def test_peaks_take_the_highest_month_and_flows_beside_them_sum(by_hand: Connection):
    peak = replace(
        dictionary().indicator("direct_supply_share"),
        numerator=replace(
            GREEN.numerator,
            terms=(replace(GREEN.numerator.terms[0], measure="peak_load_mw"),),
            kind=MeasureKind.PEAK,
        ),
    )
    add_park(by_hand, "A")
    for month, load in ((202601, 30), (202602, 50), (202603, 40)):
        quantities = power(100, 0) | {"peak_load_mw": load}
        report(by_hand, "A", month, quantities)
    recount_redefined(by_hand, indicators=(peak,))
    row = values(by_hand, peak).iloc[0]
    assert (row["numerator"], row["denominator"]) == (50, 300)


def test_a_park_owes_from_its_self_test_month_on(by_hand: Connection):
    add_park(by_hand, "A", self_test_from=202602, entered_month=202603)
    add_park(by_hand, "B", entered_month=202603)
    report(by_hand, "B", 202601, power(1, 1))
    add_park(by_hand, "C", entered_month=202603)
    add_park(by_hand, "D", entered_month=202604)
    frame = values(by_hand, GREEN).set_index("code")
    assert dict(frame["due_months"]) == {"A": 2, "B": 3, "C": 1}


def test_a_month_given_before_it_is_owed_counts_in_the_value_not_in_coverage(
    by_hand: Connection,
):
    add_park(by_hand, "A", self_test_from=202603)
    report(by_hand, "A", 202602, power(100, 10))
    report(by_hand, "A", 202603, power(100, 30))
    row = values(by_hand, GREEN).iloc[0]
    assert row["value"] == pytest.approx(0.2)
    assert (row["complete_months"], row["due_months"], row["coverage"]) == (1, 1, 1)


def test_tier_and_league_city_are_those_at_the_windows_end(by_hand: Connection):
    add_park(by_hand, "A", tier="region", league_city="150600")
    move(by_hand, "A", tier="national", league_city="150200", valid_from=202603)
    report(by_hand, "A", 202602, power(100, 50))
    for month, tier, city in (
        (202602, "region", "150600"),
        (202603, "national", "150200"),
    ):
        tiers = values(by_hand, GREEN, by=Level.TIER, month=month)
        cities = values(by_hand, GREEN, by=Level.LEAGUE_CITY, month=month)
        assert list(tiers.loc[tiers["value"].notna(), "code"]) == [tier]
        assert list(cities.loc[cities["value"].notna(), "code"]) == [city]


def test_league_cities_stand_in_the_official_order(by_hand: Connection):
    frame = values(by_hand, GREEN, by=Level.LEAGUE_CITY)
    assert tuple(frame["code"]) == LEAGUE_CITIES
    assert frame["coverage"].isna().all()


def test_a_scope_hides_parks_from_rows_and_from_sums(by_hand: Connection):
    add_park(by_hand, "A", league_city="150600")
    add_park(by_hand, "B", league_city="150200")
    report(by_hand, "A", 202603, power(100, 50))
    report(by_hand, "B", 202603, power(100, 100))
    ordos = Scope(league_cities=frozenset({"150600"}))
    only_b = Scope(parks=frozenset({"B"}))
    nobody = Scope(parks=frozenset())
    assert list(values(by_hand, GREEN, scope=ordos)["code"]) == ["A"]
    assert values(by_hand, GREEN, by=Level.REGION, scope=ordos)["value"][0] == 0.5
    cities = values(by_hand, GREEN, by=Level.LEAGUE_CITY, scope=ordos)
    assert list(cities["code"]) == ["150600"]
    assert values(by_hand, GREEN, by=Level.REGION, scope=only_b)["value"][0] == 1.0
    assert values(by_hand, GREEN, scope=nobody).empty


def test_only_the_strongest_class_of_parks_counts(by_hand: Connection):
    add_park(by_hand, "G", simulated=True, origin="generated")
    report(by_hand, "G", 202603, power(100, 10), flag="simulated")
    assert values(by_hand, GREEN, by=Level.REGION)["value"][0] == pytest.approx(0.1)
    add_park(by_hand, "W", simulated=True)
    report(by_hand, "W", 202603, power(100, 20), flag="simulated")
    assert values(by_hand, GREEN, by=Level.REGION)["value"][0] == pytest.approx(0.2)
    add_park(by_hand, "R")
    report(by_hand, "R", 202603, power(100, 30))
    assert list(values(by_hand, GREEN)["code"]) == ["R"]
    assert values(by_hand, GREEN, by=Level.REGION)["value"][0] == pytest.approx(0.3)


def test_annual_energy_is_of_the_latest_year_reported_whole(by_hand: Connection):
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    for month in range(202401, 202413):
        report(by_hand, "A", month, {"energy_tce": 10.0})
        report(by_hand, "B", month, {"energy_tce": 20.0})
    for month in range(202501, 202513):
        report(by_hand, "A", month, {"energy_tce": 30.0})
    for month in range(202501, 202512):
        report(by_hand, "B", month, {"energy_tce": 40.0})
    for month, of_a in ((202511, (2024, 120)), (202512, (2025, 360))):
        frame = annual_energy(by_hand, scope=REGION, month=Month.of(month))
        rows = frame.set_index("code")[["year", "energy_tce"]].to_dict("index")
        assert tuple(rows["A"].values()) == of_a
        assert tuple(rows["B"].values()) == (2024, 240)


def test_every_statement_builds():
    question = {
        "scope": REGION,
        "indicators": dictionary().indicators,
        "by": Level.TIER,
        "window": Window.MONTH,
    }
    march = Month(2026, 3)
    months = {"first": march, "last": march, "code": "national"}
    assert "coverage" in str(indicator_matrix_statement(**question, month=march))
    assert "coverage" in str(indicator_series_statement(**question, **months))
    assert "year_on_year" in str(year_on_year_statement(**question, month=march))
    assert "energy_tce" in str(annual_energy_statement(scope=REGION, month=march))
