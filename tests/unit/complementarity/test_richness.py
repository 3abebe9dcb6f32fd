"""Three classes of each quantity, and who is rich in wind and short of storage."""

import numpy as np
import pandas as pd
import pytest

from geodata.complementarity.richness import bounds, classes, with_richness

WIND = pd.Series([0.0, 50, 100, 200, 300, 400])


def rows_of(**columns: list[float]) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    blank = {
        name: [np.nan] * n
        for name in ("wind_mw", "solar_mw", "load_mwh_year", "green_share")
    }
    more = {"storage_gap_mwh": [np.nan] * n, "storage_mwh": [np.nan] * n}
    return pd.DataFrame({**blank, **more, **columns})


def test_wind_is_classed_by_thirds():
    # A third of the way from the first to the sixth lies between 50 and 100.
    assert bounds("wind_class", WIND) == pytest.approx((50 + 50 * 2 / 3, 700 / 3, 400))
    assert classes("wind_class", WIND).to_list() == [1, 1, 2, 2, 3, 3]


def test_a_gap_is_none_of_the_smaller_or_of_the_larger_half():
    gaps = pd.Series([-80.0, 0, 10, 20, 30, 40, 1_000])
    assert bounds("gap_class", gaps) == (0, 20, 1_000)
    assert classes("gap_class", gaps).to_list() == [1, 1, 2, 2, 3, 3, 3]


def test_the_only_gap_is_a_large_one():
    gaps = pd.Series([-80.0, 5.0])
    assert classes("gap_class", gaps).to_list() == [1, 3]


def test_where_nobody_lacks_anything_there_is_no_gap_to_class():
    assert classes("gap_class", pd.Series([-80.0, -5.0])).to_list() == [1, 1]


def test_equal_values_are_of_one_class():
    assert set(classes("wind_class", pd.Series([7.0, 7, 7]))) == {1}


def test_what_is_not_known_has_no_class():
    found = classes("wind_class", pd.Series([np.nan, 10, 20, 30]))
    assert found.isna().to_list() == [True, False, False, False]
    assert classes("wind_class", pd.Series([np.nan])).isna().all()
    assert bounds("wind_class", pd.Series([np.nan])) == ()


def test_ratios_are_to_the_mean_load():
    # 876,000 MWh a year are 100 MW on average.
    rows = rows_of(
        wind_mw=[250.0, 250], storage_mwh=[80.0, 80], load_mwh_year=[876_000.0, 0]
    )
    found = with_richness(rows)
    assert found["wind_to_load"].to_list() == pytest.approx([2.5, np.nan], nan_ok=True)
    assert found["storage_to_load_h"].iloc[0] == pytest.approx(0.8)


def test_rich_and_short_is_who_is_of_both_highest_classes():
    rows = rows_of(
        wind_mw=[0.0, 100, 300, 500, 600, 700],
        storage_gap_mwh=[90.0, np.nan, 5, 80, -10, 70],
    )
    found = with_richness(rows)
    assert found["wind_rich"].to_list() == [False, False, False, False, True, True]
    # Of 5, 70, 80 and 90 the larger half is 80 and 90.
    assert found["storage_short"].to_list() == [True, False, False, True, False, False]


def test_nobody_is_rich_in_wind_where_none_stands():
    assert not with_richness(rows_of(wind_mw=[0.0, 0.0]))["wind_rich"].any()
