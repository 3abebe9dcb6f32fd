"""Several parks together are what the database makes of them, to the last digit."""

from collections.abc import Iterator, Mapping

import pandas as pd
import pytest
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection, Engine

from dashboard.charts.comparison import since_last_year
from dashboard.charts.pooling import COLUMNS, pooled
from queries.contracts import IndicatorValue, YearOnYear
from queries.engine import reading
from queries.indicators import dictionary
from queries.months import Month
from queries.parks import parks_at
from queries.scope import REGION, Scope
from queries.values import indicator_matrix, year_on_year
from queries.vocabulary import LEAGUE_CITIES, REGION_CODE, Level, Window

MARCH = Month(2026, 3)
NAMES = tuple(indicator.code for indicator in dictionary().indicators)
ORDER = ["indicator", "code"]


@pytest.fixture
def sampled(sqlite_sampled: Engine) -> Iterator[Connection]:
    """The samples on one server: what is worked out here is no query of its own."""
    with reading(sqlite_sampled) as connection:
        yield connection


def matrix(
    connection: Connection, by: Level, window: Window, scope: Scope = REGION
) -> DataFrame[IndicatorValue]:
    return indicator_matrix(
        connection,
        scope=scope,
        indicators=dictionary().indicators,
        by=by,
        window=window,
        month=MARCH,
    )


def together(
    values: DataFrame[IndicatorValue], place_of: Mapping[str, str], *places: str
) -> pd.DataFrame:
    found = pooled(
        values,
        indicators=NAMES,
        month=MARCH.stamp,
        place_of=place_of,
        places=places,
    )
    return found.sort_values(ORDER, ignore_index=True)


@pytest.mark.parametrize("window", Window)
@pytest.mark.parametrize("every", [1, 3, 100])
def test_any_parks_together_are_what_the_database_makes_of_them(
    window: Window, every: int, sampled: Connection
):
    league_city_of = dict(
        parks_at(sampled, scope=REGION, month=MARCH)
        .iloc[::every][["code", "league_city"]]
        .itertuples(index=False)
    )
    scope = REGION.narrowed(frozenset(league_city_of))
    values = matrix(sampled, Level.PARK, window)
    region = dict.fromkeys(league_city_of, REGION_CODE)
    for level, place_of, places in (
        (Level.REGION, region, (REGION_CODE,)),
        (Level.LEAGUE_CITY, league_city_of, LEAGUE_CITIES),
    ):
        expected = matrix(sampled, level, window, scope)[list(COLUMNS)]
        pd.testing.assert_frame_equal(
            together(values, place_of, *places),
            expected.sort_values(ORDER, ignore_index=True),
            rtol=1e-12,
            check_dtype=False,
        )


def test_a_place_without_parks_has_rows_and_no_number(sampled: Connection):
    found = together(matrix(sampled, Level.PARK, Window.MONTH), {}, REGION_CODE)
    assert list(found["indicator"]) == sorted(NAMES)
    assert found["value"].isna().all()
    assert set(found["due_months"]) == {0}
    assert set(found["flag"]) == {"missing"}


@pytest.mark.parametrize("window", Window)
def test_the_change_of_any_parks_together_is_the_database_s_own(
    window: Window, sampled: Connection
):
    codes = frozenset(parks_at(sampled, scope=REGION, month=MARCH)["code"][::2])

    def compared(by: Level, scope: Scope) -> DataFrame[YearOnYear]:
        return year_on_year(
            sampled,
            scope=scope,
            indicators=dictionary().indicators,
            by=by,
            window=window,
            month=MARCH,
        )

    parks = compared(Level.PARK, REGION)
    found = since_last_year(
        matrix(sampled, Level.REGION, window, REGION.narrowed(codes)),
        parks.loc[parks["code"].isin(codes)],
        code=REGION_CODE,
    )
    for row in compared(Level.REGION, REGION.narrowed(codes)).itertuples():
        assert found[row.indicator].change == pytest.approx(row.year_on_year, abs=1e-12)
