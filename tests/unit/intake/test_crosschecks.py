"""The six doubts about values, by hand numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from queries.intake import Upload
from queries.intake.crosschecks import Cube, Touched, falling_stocks, outliers
from queries.intake.monthly import measure_codes
from tests.unit.intake.builders import (
    PARK,
    book,
    faults,
    measure_header,
    places,
    taken,
    warnings,
)

UNITS = {
    "electricity_mwh": "兆瓦时",
    "electricity_direct_mwh": "兆瓦时",
    "electricity_certified_mwh": "兆瓦时",
    "electricity_other_mwh": "兆瓦时",
    "solid_waste_t": "吨",
    "solid_waste_used_t": "吨",
    "fuel_co2_t": "吨",
    "process_co2_t": "吨",
    "heat_fossil_gj": "吉焦",
    "co2_t": "吨",
    "water_m3": "立方米",
    "energy_tce": "吨标准煤",
    "retrofits_done_n": "个",
    "peak_load_mw": "兆瓦",
}


Month = tuple[str, str | None, dict[str, float]]


def month_of(month: str, note: str | None = None, **values: float) -> Month:
    return month, note, values


def file_of(*months: Month) -> Upload:
    names = list(dict.fromkeys(name for _, _, values in months for name in values))
    header = [measure_header(name, UNITS[name]) for name in names]
    rows = [
        [PARK, month, *(values.get(name) for name in names), note]
        for month, note, values in months
    ]
    return book([["园区编码", "月份", *header, "备注"], *rows])


@pytest.mark.parametrize(("total", "doubts"), [(100.5, []), (100.6, ["C2"])])
def test_parts_of_electricity_may_differ_from_the_total_by_half_a_percent(
    with_park: Engine, total: float, doubts: list[str]
):
    parts = {
        "electricity_direct_mwh": 50,
        "electricity_certified_mwh": 30,
        "electricity_other_mwh": 20,
    }
    file = file_of(month_of("2026-03", None, electricity_mwh=total, **parts))
    assert [fault.cell for fault in warnings(with_park, file)] == doubts
    assert faults(with_park, file) == []


def test_parts_are_not_added_up_where_one_is_missing(with_park: Engine):
    file = file_of(
        month_of("2026-03", None, electricity_mwh=100, electricity_direct_mwh=1)
    )
    assert warnings(with_park, file) == []


def test_nobody_uses_more_than_there_was(with_park: Engine):
    file = file_of(
        month_of("2026-02", None, solid_waste_t=10, solid_waste_used_t=10),
        month_of("2026-03", None, solid_waste_t=10, solid_waste_used_t=11),
    )
    assert places(warnings(with_park, file)) == [("D3", "part_above_whole")]


@pytest.mark.parametrize(("reported", "doubts"), [(105, []), (105.1, ["co2_mismatch"])])
def test_co2_may_differ_from_its_parts_by_five_percent(
    with_park: Engine, reported: float, doubts: list[str]
):
    # 10 + 1 + 100 MWh x 0.8325 + 52.272727... GJ x 0.11 = 100 t
    parts = {
        "fuel_co2_t": 10,
        "process_co2_t": 1,
        "electricity_other_mwh": 100,
        "heat_fossil_gj": 5.75 / 0.11,
    }
    file = file_of(month_of("2026-03", None, co2_t=reported, **parts))
    assert [fault.code for fault in warnings(with_park, file)] == doubts


def history(value: float) -> Upload:
    # Around 2026-03 stand 2025-02, -03, -04 and 2026-02: 90, 100, 110, 100;
    # their median is 100, the deviations 10, 0, 10, 0, and the median of those 5.
    return file_of(
        month_of("2025-02", None, water_m3=90),
        month_of("2025-03", None, water_m3=100),
        month_of("2025-04", None, water_m3=110),
        month_of("2025-07", None, water_m3=5000),
        month_of("2026-02", None, water_m3=100),
        month_of("2026-03", None, water_m3=value),
    )


@pytest.mark.parametrize(
    ("value", "doubts"), [(125, []), (125.1, ["C7"]), (74, ["C7"])]
)
def test_a_flow_may_be_five_median_deviations_from_its_season(
    with_park: Engine, value: float, doubts: list[str]
):
    found = [one.cell for one in warnings(with_park, history(value))]
    assert found == doubts


@pytest.mark.parametrize(("value", "doubts"), [(125, []), (126, ["C6"])])
def test_an_even_history_makes_no_outlier_of_a_quarter(
    with_park: Engine, value: float, doubts: list[str]
):
    # Four times 100: the deviation is zero, and counts as 5 % of the median.
    months = ("2025-02", "2025-03", "2025-04", "2026-02")
    rows = [month_of(month, None, water_m3=100) for month in months]
    file = file_of(*rows, month_of("2026-03", None, water_m3=value))
    found = warnings(with_park, file)
    assert [one.cell for one in found if one.code == "outlier"] == doubts


def test_the_history_in_the_database_counts(with_park: Engine):
    taken(with_park, history(100))
    found = warnings(with_park, file_of(month_of("2026-03", None, water_m3=1000)))
    assert [(one.cell, one.code) for one in found] == [("C2", "outlier")]
    assert found[0].values["median"] == "100"


def test_a_month_copied_from_the_month_before_is_doubted(with_park: Engine):
    same = {"water_m3": 5, "energy_tce": 7, "electricity_mwh": 9}
    file = file_of(
        month_of("2026-02", None, **same, retrofits_done_n=1),
        month_of("2026-03", None, **same, retrofits_done_n=2),
        month_of("2026-04", None, **(same | {"water_m3": 6}), retrofits_done_n=2),
    )
    assert places(warnings(with_park, file)) == [("B3", "repeated")]


def test_a_stock_may_fall_only_with_a_note_and_a_peak_always(with_park: Engine):
    file = file_of(
        month_of("2026-01", None, retrofits_done_n=5, peak_load_mw=50),
        month_of("2026-02", None, peak_load_mw=40),
        month_of("2026-03", None, retrofits_done_n=4, peak_load_mw=30),
        month_of("2026-04", "拆除一台", retrofits_done_n=3, peak_load_mw=20),
    )
    found = warnings(with_park, file)
    assert places(found) == [("C4", "stock_falls")]
    assert (found[0].values["before"], found[0].values["found"]) == ("5", "4")


def cube(values: np.ndarray, months: list[int]) -> tuple[Cube, Touched]:
    parks, at = np.indices(values.shape[:2]).reshape(2, -1)
    touched = Touched(parks=parks, months=at, has_note=np.zeros(len(at), dtype=bool))
    return Cube(values=values, months=months, measures=measure_codes()), touched


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_outliers_agree_with_a_plain_calculation(seed: int, n_months: int):
    random = np.random.default_rng(seed)
    values = random.lognormal(size=(3, n_months, len(measure_codes()))).round(2)
    values[random.random(values.shape) < 0.3] = np.nan
    months = [202401 + at // 12 * 100 + at % 12 for at in range(n_months)]
    made, touched = cube(values, months)
    index = measure_codes().index("water_m3")
    expected = set()
    for park in range(3):
        for at, stamp in enumerate(months):
            near = [
                values[park, other, index]
                for other, month in enumerate(months)
                if other != at and (month % 100 - stamp % 100) % 12 in {0, 1, 11}
            ]
            near = [value for value in near if not np.isnan(value)]
            value = values[park, at, index]
            if len(near) < 4 or np.isnan(value):
                continue
            median = float(np.median(near))
            spread = float(np.median([abs(one - median) for one in near]))
            if abs(value - median) > 5 * max(spread, 0.05 * median):
                expected.add(park * n_months + at)
    found = {
        one.position for one in outliers(made, touched) if one.measure == "water_m3"
    }
    assert found == expected


def test_a_stock_is_held_to_its_last_known_value_however_old():
    values = np.full((1, 3, len(measure_codes())), np.nan)
    index = measure_codes().index("wind_mw")
    values[0, 0, index], values[0, 2, index] = 10, 9
    made, touched = cube(values, [202501, 202502, 202503])
    assert [one.position for one in falling_stocks(made, touched)] == [2]
