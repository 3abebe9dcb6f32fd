"""What a caller may rely on: one contract per shape of an answer."""

from typing import Final

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from queries.vocabulary import (
    LEAGUE_CITIES,
    AttentionKind,
    Flag,
    Grade,
    Grid,
    Origin,
    ParkForm,
    Tier,
)

FIRST_MONTH: Final = 190001
LAST_MONTH: Final = 999912
"""A month in a frame is the integer ``YYYYMM``."""

ORIGINS: Final = ("official", "calculated")
"""Who a grade is from: somebody gave it, or a rule set did."""


class _Contract(pa.DataFrameModel):
    class Config:
        strict = "filter"
        coerce = True


class Park(_Contract):
    """One park that counts, as it stands in one month."""

    code: Series[str] = pa.Field(unique=True)
    name_zh: Series[str]
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    banner: Series[str] = pa.Field(nullable=True)
    banner_name_zh: Series[str] = pa.Field(nullable=True)
    tier: Series[str] = pa.Field(isin=list(Tier))
    form: Series[str] = pa.Field(isin=list(ParkForm), nullable=True)
    longitude_deg: Series[float] = pa.Field(ge=97, le=127, nullable=True)
    latitude_deg: Series[float] = pa.Field(ge=37, le=54, nullable=True)
    is_simulated: Series[bool]
    origin: Series[str] = pa.Field(isin=list(Origin))
    grid: Series[str] = pa.Field(isin=list(Grid))
    build_start_year: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    build_end_year: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    leading_industries: Series[str] = pa.Field(nullable=True)
    planned_area_km2: Series[float] = pa.Field(ge=0, nullable=True)
    self_test_from: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    entered_month: Series[int]
    due_from: Series[int]
    note: Series[str] = pa.Field(nullable=True)


class IndicatorValue(_Contract):
    """One indicator of one park or place in one window; a gap is null, never 0.

    ``value`` is numerator over denominator of the complete park-months; both are null
    where none is complete, and ``flag`` then is ``missing``.
    """

    indicator: Series[str]
    month: Series[int] = pa.Field(ge=FIRST_MONTH, le=LAST_MONTH)
    code: Series[str]
    value: Series[float] = pa.Field(nullable=True)
    numerator: Series[float] = pa.Field(nullable=True)
    denominator: Series[float] = pa.Field(nullable=True)
    complete_months: Series[int] = pa.Field(ge=0)
    due_months: Series[int] = pa.Field(ge=0)
    coverage: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    flag: Series[str] = pa.Field(isin=list(Flag))


class YearOnYear(_Contract):
    """One indicator then and now, over the park-months complete in both years.

    The sums stand beside the ratios, so that several parks can be taken together.
    """

    indicator: Series[str]
    month: Series[int] = pa.Field(ge=FIRST_MONTH, le=LAST_MONTH)
    code: Series[str]
    value: Series[float] = pa.Field(nullable=True)
    value_before: Series[float] = pa.Field(nullable=True)
    year_on_year: Series[float] = pa.Field(nullable=True)
    year_on_year_rate: Series[float] = pa.Field(nullable=True)
    numerator: Series[float] = pa.Field(nullable=True)
    denominator: Series[float] = pa.Field(nullable=True)
    numerator_before: Series[float] = pa.Field(nullable=True)
    denominator_before: Series[float] = pa.Field(nullable=True)
    comparable_months: Series[int] = pa.Field(ge=0)


class IndicatorChange(_Contract):
    """How one indicator has changed in one window, over what is complete both times."""

    indicator: Series[str]
    month: Series[int] = pa.Field(ge=FIRST_MONTH, le=LAST_MONTH)
    code: Series[str]
    change: Series[float] = pa.Field(nullable=True)
    change_rate: Series[float] = pa.Field(nullable=True)
    comparable_months: Series[int] = pa.Field(ge=0)


class WholeYear(_Contract):
    """The energy of one park in one complete calendar year."""

    code: Series[str]
    year: Series[int]
    energy_tce: Series[float]


class DatedTier(_Contract):
    """The tier of one park from one month on; 0 is before all months."""

    code: Series[str]
    valid_from: Series[int]
    tier: Series[str] = pa.Field(isin=list(Tier))


class AnnualEnergy(_Contract):
    """The energy of one park in its latest complete calendar year."""

    code: Series[str] = pa.Field(unique=True)
    year: Series[int]
    energy_tce: Series[float]


class OfficialGrade(_Contract):
    """One park that counts and the grade that it was given; U where none."""

    code: Series[str] = pa.Field(unique=True)
    name_zh: Series[str]
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    tier: Series[str] = pa.Field(isin=list(Tier))
    period: Series[str] = pa.Field(nullable=True)
    grade: Series[str] = pa.Field(isin=list(Grade))
    score: Series[float] = pa.Field(nullable=True)
    assessor: Series[str] = pa.Field(nullable=True)
    assessed_on: Series[pd.Timestamp] = pa.Field(nullable=True)
    note: Series[str] = pa.Field(nullable=True)
    previous_grade: Series[str] = pa.Field(isin=list(Grade))


class AttentionItem(_Contract):
    """One thing that somebody should look at; which numbers it has depends on kind.

    ``days`` are days overdue of an overdue report, days left of an awaited one;
    ``origin`` says whether a grade was given or is calculated.
    """

    kind: Series[str] = pa.Field(isin=list(AttentionKind))
    code: Series[str]
    name_zh: Series[str]
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    value: Series[float] = pa.Field(nullable=True)
    value_before: Series[float] = pa.Field(nullable=True)
    grade: Series[str] = pa.Field(isin=list(Grade), nullable=True)
    previous_grade: Series[str] = pa.Field(isin=list(Grade), nullable=True)
    origin: Series[str] = pa.Field(isin=ORIGINS, nullable=True)
    days: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True)


class Rebound(_Contract):
    """One park above its value of the same month last year by more than the margin."""

    code: Series[str] = pa.Field(unique=True)
    name_zh: Series[str]
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    value: Series[float]
    value_before: Series[float] = pa.Field(gt=0)


class Punctuality(_Contract):
    """One park that owes a report, and when it came; null where it has not."""

    code: Series[str] = pa.Field(unique=True)
    name_zh: Series[str]
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    received_on: Series[pd.Timestamp] = pa.Field(nullable=True)


class TracedValue(_Contract):
    """One measure of one park and month, and the cell that it was read from."""

    measure: Series[str] = pa.Field(unique=True)
    value: Series[float] = pa.Field(nullable=True)
    unit: Series[str]
    flag: Series[str] = pa.Field(isin=list(Flag))
    file_name: Series[str] = pa.Field(nullable=True)
    sheet: Series[str] = pa.Field(nullable=True)
    cell: Series[str] = pa.Field(nullable=True)
    stated_unit: Series[str] = pa.Field(nullable=True)
    batch: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class LeagueCity(_Contract):
    """One league-city with its attributes; areas and radiation only where known."""

    adcode: Series[str] = pa.Field(isin=LEAGUE_CITIES, unique=True)
    official_order: Series[int] = pa.Field(ge=1, le=12, unique=True)
    name_zh: Series[str]
    official_area_km2: Series[float] = pa.Field(gt=0, nullable=True)
    area_source: Series[str] = pa.Field(nullable=True)
    grid: Series[str] = pa.Field(isin=list(Grid))
    wind_zone: Series[str]
    radiation_min_kwh_m2: Series[float] = pa.Field(gt=0, nullable=True)
    radiation_max_kwh_m2: Series[float] = pa.Field(gt=0, nullable=True)


class Banner(_Contract):
    """One banner, county or district; the label point lies inside it."""

    adcode: Series[str] = pa.Field(unique=True)
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    name_zh: Series[str]
    official_area_km2: Series[float] = pa.Field(gt=0, nullable=True)
    area_source: Series[str] = pa.Field(nullable=True)
    geometry_area_km2: Series[float] = pa.Field(gt=0)
    grid: Series[str] = pa.Field(isin=list(Grid))
    wind_zone: Series[str]
    label_longitude_deg: Series[float] = pa.Field(ge=97, le=127)
    label_latitude_deg: Series[float] = pa.Field(ge=37, le=54)


class Zone(_Contract):
    """One real zone, for reference; null coordinates mean that it has no place."""

    number: Series[int] = pa.Field(ge=1, unique=True)
    name_zh: Series[str]
    short_name_zh: Series[str]
    level: Series[str] = pa.Field(isin=("national", "provincial", "other"))
    zone_type: Series[str] = pa.Field(nullable=True)
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES, nullable=True)
    banner: Series[str] = pa.Field(nullable=True)
    banner_name_zh: Series[str] = pa.Field(nullable=True)
    longitude_deg: Series[float] = pa.Field(ge=97, le=127, nullable=True)
    latitude_deg: Series[float] = pa.Field(ge=37, le=54, nullable=True)
    location_precision: Series[str] = pa.Field(
        isin=("banner_label_point", "town", "road", "site"), nullable=True
    )
    planned_area_km2: Series[float] = pa.Field(gt=0, nullable=True)
    leading_industries: Series[str] = pa.Field(nullable=True)
    zero_carbon_status: Series[str] = pa.Field(nullable=True)
    latest_source_year: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    confidence: Series[str]


class ScoringInput(_Contract):
    """What one park is judged by: one indicator of a rule set in one period.

    ``value`` and ``base_value`` (of the base year) are null where nothing is complete;
    ``final_target`` is null where no rule says it (待主管部门明确). ``due_months`` are
    those that had to be reported by the day of the judgement.
    """

    code: Series[str]
    indicator: Series[str]
    value: Series[float] = pa.Field(nullable=True)
    base_value: Series[float] = pa.Field(nullable=True)
    final_target: Series[float] = pa.Field(nullable=True)
    build_end_year: Series[float] = pa.Field(nullable=True)
    complete_months: Series[int] = pa.Field(ge=0)
    due_months: Series[int] = pa.Field(ge=0)


class ScoredIndicator(_Contract):
    """What one indicator adds to a park's score.

    ``target`` is that of the period: on the way to the final one before building ends.
    ``achievement`` runs from 0 at ``start`` to 1 at ``target``, null where the
    indicator is not counted; ``weight`` is its share after what is exempt has left,
    ``points`` what it adds to a score of 100. ``is_step`` says that the target is no
    better than the start, so that it is met or not; ``has_path`` that it can lag
    behind a line, or behind a final target that is due; ``reason`` why it is exempt.
    """

    code: Series[str]
    indicator: Series[str]
    value: Series[float] = pa.Field(nullable=True)
    target: Series[float] = pa.Field(nullable=True)
    start: Series[float]
    achievement: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    weight: Series[float] = pa.Field(ge=0, le=1)
    points: Series[float] = pa.Field(ge=0, le=100)
    state: Series[str] = pa.Field(isin=("counted", "exempt", "missing"))
    reason: Series[str] = pa.Field(
        isin=("decided", "no_target", "zero_denominator"), nullable=True
    )
    is_step: Series[bool]
    has_path: Series[bool]


class ScoredPark(_Contract):
    """What a rule set makes of one park in one period.

    ``score`` is null and ``grade`` U where less than the minimum ``coverage`` was
    counted; ``uncapped`` is the grade of the score alone. ``gates`` names those that
    hold, joined by ``|``, whether they lower this grade or not.
    """

    code: Series[str] = pa.Field(unique=True)
    score: Series[float] = pa.Field(ge=0, le=100.000001, nullable=True)
    grade: Series[str] = pa.Field(isin=list(Grade))
    uncapped: Series[str] = pa.Field(isin=list(Grade))
    coverage: Series[float] = pa.Field(ge=0, le=1.000001)
    gates: Series[str]


class GradedPark(_Contract):
    """One park that counts, its official grade and the one that the rules give.

    ``grade`` is the one shown: the official one, else the calculated, U without
    either; ``origin`` says which. ``period`` is that of the grade shown. A grade
    that is calculated has not fallen from one that was given: compare those of one
    origin. The
    calculated columns are of the period asked for; for a month ``light`` is theirs.
    ``differs`` says that both grades are there, of one period, and are not the same.
    """

    code: Series[str] = pa.Field(unique=True)
    name_zh: Series[str]
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    tier: Series[str] = pa.Field(isin=list(Tier))
    period: Series[str] = pa.Field(nullable=True)
    grade: Series[str] = pa.Field(isin=list(Grade))
    origin: Series[str] = pa.Field(isin=ORIGINS, nullable=True)
    score: Series[float] = pa.Field(nullable=True)
    previous_grade: Series[str] = pa.Field(isin=list(Grade))
    previous_origin: Series[str] = pa.Field(isin=ORIGINS, nullable=True)
    official: Series[str] = pa.Field(isin=list(Grade))
    official_score: Series[float] = pa.Field(nullable=True)
    assessor: Series[str] = pa.Field(nullable=True)
    assessed_on: Series[pd.Timestamp] = pa.Field(nullable=True)
    note: Series[str] = pa.Field(nullable=True)
    calculated: Series[str] = pa.Field(isin=list(Grade))
    calculated_score: Series[float] = pa.Field(nullable=True)
    uncapped: Series[str] = pa.Field(isin=list(Grade))
    coverage: Series[float] = pa.Field(nullable=True)
    gates: Series[str]
    light: Series[str] = pa.Field(isin=("green", "yellow", "red"), nullable=True)
    differs: Series[bool]


class Ranked(_Contract):
    """One park or league-city in a ranking; null ranks where there is no value.

    ``rank_low`` to ``rank_high`` is the 5th to the 95th percentile over drawn
    weights, null where the ranking is not by score. ``coverage`` is the share of due
    park-months that are complete; by score that of weight counted, or of parks rated.
    """

    code: Series[str] = pa.Field(unique=True)
    rank: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True)
    value: Series[float] = pa.Field(nullable=True)
    previous_rank: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True)
    previous_value: Series[float] = pa.Field(nullable=True)
    rank_low: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True)
    rank_high: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True)
    coverage: Series[float] = pa.Field(nullable=True)


class RankedThen(_Contract):
    """One park or league-city in the ranking of one period; null without a value."""

    period: Series[str]
    code: Series[str]
    rank: Series[pd.Int64Dtype] = pa.Field(ge=1, nullable=True)
    value: Series[float] = pa.Field(nullable=True)


class TrendPoint(_Contract):
    """One indicator of one code in one window, and its changes.

    ``year_on_year`` covers what is complete in both windows, ``month_on_month`` the
    same for the window that ends a month before; ``_rate`` is relative. ``target`` is
    null where the level has no single one.
    """

    code: Series[str]
    month: Series[int] = pa.Field(ge=FIRST_MONTH, le=LAST_MONTH)
    value: Series[float] = pa.Field(nullable=True)
    target: Series[float] = pa.Field(nullable=True)
    year_on_year: Series[float] = pa.Field(nullable=True)
    year_on_year_rate: Series[float] = pa.Field(nullable=True)
    month_on_month: Series[float] = pa.Field(nullable=True)
    month_on_month_rate: Series[float] = pa.Field(nullable=True)
    complete_months: Series[int] = pa.Field(ge=0)
    due_months: Series[int] = pa.Field(ge=0)
    coverage: Series[float] = pa.Field(nullable=True)
    flag: Series[str]


class ParkResource(_Contract):
    """What stands in one park that counts, and what it used and generated.

    ``electricity_mwh`` is of ``load_months`` months, generation and curtailment of
    ``generation_months``; ``flag`` is the weakest of all of them, ``missing`` where
    there are none.
    """

    code: Series[str] = pa.Field(unique=True)
    name_zh: Series[str]
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    longitude_deg: Series[float] = pa.Field(nullable=True)
    latitude_deg: Series[float] = pa.Field(nullable=True)
    grid: Series[str] = pa.Field(isin=list(Grid))
    wind_mw: Series[float] = pa.Field(ge=0, nullable=True)
    solar_mw: Series[float] = pa.Field(ge=0, nullable=True)
    storage_mw: Series[float] = pa.Field(ge=0, nullable=True)
    storage_mwh: Series[float] = pa.Field(ge=0, nullable=True)
    electricity_mwh: Series[float] = pa.Field(nullable=True)
    load_months: Series[int] = pa.Field(ge=0, le=12)
    load_mwh_year: Series[float] = pa.Field(nullable=True)
    wind_generation_mwh: Series[float] = pa.Field(nullable=True)
    solar_generation_mwh: Series[float] = pa.Field(nullable=True)
    curtailed_mwh: Series[float] = pa.Field(nullable=True)
    generation_months: Series[int] = pa.Field(ge=0, le=12)
    flag: Series[str] = pa.Field(isin=list(Flag))


class ParkMonthGeneration(_Contract):
    """Wind and sun of one park and month, in which all four were reported."""

    code: Series[str]
    league_city: Series[str] = pa.Field(isin=LEAGUE_CITIES)
    month: Series[int] = pa.Field(ge=FIRST_MONTH, le=LAST_MONTH)
    hours: Series[int]
    wind_generation_mwh: Series[float]
    solar_generation_mwh: Series[float]
    wind_mw: Series[float]
    solar_mw: Series[float]
