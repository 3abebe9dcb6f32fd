"""What a caller may rely on: the frames that this package answers with."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from queries.vocabulary import Flag


class _Contract(pa.DataFrameModel):
    class Config:
        strict = "filter"
        coerce = True


class Complement(_Contract):
    """What one park, or league-city, is rich in and short of; a gap is null, never 0.

    ``storage_need_mwh`` is null where ``need_state`` is ``beyond`` (no storage up to a
    day of mean load is enough) or ``unknown`` (a capacity, the load or the hours are
    not known). A ``storage_gap_mwh`` below 0 is spare. ``green_share`` is what own wind
    and sun meet with the storage that stands, ``green_share_most`` with a day's worth.
    """

    code: Series[str] = pa.Field(unique=True)
    wind_mw: Series[float] = pa.Field(nullable=True)
    solar_mw: Series[float] = pa.Field(nullable=True)
    load_mwh_year: Series[float] = pa.Field(nullable=True)
    storage_mw: Series[float] = pa.Field(nullable=True)
    storage_mwh: Series[float] = pa.Field(nullable=True)
    wind_to_load: Series[float] = pa.Field(nullable=True)
    solar_to_load: Series[float] = pa.Field(nullable=True)
    storage_to_load_h: Series[float] = pa.Field(nullable=True)
    storage_need_mw: Series[float] = pa.Field(ge=0, nullable=True)
    storage_need_mwh: Series[float] = pa.Field(ge=0, nullable=True)
    storage_gap_mwh: Series[float] = pa.Field(nullable=True)
    need_state: Series[str] = pa.Field(isin=("found", "beyond", "unknown"))
    green_share: Series[float] = pa.Field(ge=0, le=1.000001, nullable=True)
    green_share_most: Series[float] = pa.Field(ge=0, le=1.000001, nullable=True)
    wind_class: Series[pd.Int64Dtype] = pa.Field(ge=1, le=3, nullable=True)
    solar_class: Series[pd.Int64Dtype] = pa.Field(ge=1, le=3, nullable=True)
    load_class: Series[pd.Int64Dtype] = pa.Field(ge=1, le=3, nullable=True)
    green_class: Series[pd.Int64Dtype] = pa.Field(ge=1, le=3, nullable=True)
    gap_class: Series[pd.Int64Dtype] = pa.Field(ge=1, le=3, nullable=True)
    wind_rich: Series[bool]
    storage_short: Series[bool]
    tau: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    total_variation: Series[float] = pa.Field(nullable=True)
    both_low_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    basis: Series[str] = pa.Field(isin=("hourly", "monthly_proxy"))
    profile_flag: Series[str] = pa.Field(isin=list(Flag), nullable=True)
    flag: Series[str] = pa.Field(isin=list(Flag))
