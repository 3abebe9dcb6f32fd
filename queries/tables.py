"""The database as it is.

Months are integers ``YYYYMM``; places are adcodes; shares are fractions. Every row
that a reader can change carries the number of the batch that wrote it.
"""

from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    TypeDecorator,
)

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

FIRST_STANDING: Final = 0
"""``valid_from`` of a park's first standing: it holds for all earlier months."""

RowId = BigInteger().with_variant(Integer, "sqlite")


def code_point_text(length: int | None = None) -> String:
    """Text that sorts by code point, as SQLite's does, whatever a server's locale."""
    kind = Text if length is None else String
    return kind(length).with_variant(kind(length, collation="C"), "postgresql")


class Instant(TypeDecorator[datetime]):
    """A point in time: goes in with a time zone and comes out in UTC.

    SQLite would drop the zone, and PostgreSQL answer in the server's.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Turn any zone into UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(value)
        return value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give every answer its zone."""
        del dialect
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


class _LeagueCityColumns(TypedColumns):
    adcode: Named[str] = Column(code_point_text(6), primary_key=True)
    official_order: Named[int] = Column(Integer, nullable=False)
    name_zh: Named[str] = Column(code_point_text(20), nullable=False)
    official_area_km2: Named[float | None] = Column(Float)
    area_source: Named[str | None] = Column(code_point_text())
    grid: Named[str] = Column(code_point_text(4), nullable=False)
    wind_zone: Named[str] = Column(code_point_text(3), nullable=False)
    radiation_min_kwh_m2: Named[float | None] = Column(Float)
    radiation_max_kwh_m2: Named[float | None] = Column(Float)


league_city: Final = Table("league_city", metadata, _LeagueCityColumns)
"""The twelve league-cities; ``grid`` is an editable attribute (to be confirmed)."""


class _BannerColumns(TypedColumns):
    adcode: Named[str] = Column(code_point_text(6), primary_key=True)
    league_city: Named[str] = Column(ForeignKey("league_city.adcode"), nullable=False)
    name_zh: Named[str] = Column(code_point_text(20), nullable=False)
    official_area_km2: Named[float | None] = Column(Float)
    area_source: Named[str | None] = Column(code_point_text())
    geometry_area_km2: Named[float] = Column(Float, nullable=False)
    grid: Named[str] = Column(code_point_text(4), nullable=False)
    wind_zone: Named[str] = Column(code_point_text(3), nullable=False)
    label_longitude_deg: Named[float] = Column(Float, nullable=False)
    label_latitude_deg: Named[float] = Column(Float, nullable=False)


banner: Final = Table("banner", metadata, _BannerColumns)
"""The 103 banners, counties and districts; the label point lies inside each."""


class _ZoneColumns(TypedColumns):
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    name_zh: Named[str] = Column(code_point_text(), nullable=False)
    short_name_zh: Named[str] = Column(code_point_text(), nullable=False)
    level: Named[str] = Column(code_point_text(), nullable=False)
    zone_type: Named[str | None] = Column(code_point_text())
    league_city: Named[str | None] = Column(code_point_text(6))
    banner: Named[str | None] = Column(code_point_text(6))
    longitude_deg: Named[float | None] = Column(Float)
    latitude_deg: Named[float | None] = Column(Float)
    location_precision: Named[str | None] = Column(code_point_text())
    planned_area_km2: Named[float | None] = Column(Float)
    leading_industries: Named[str | None] = Column(code_point_text())
    zero_carbon_status: Named[str | None] = Column(code_point_text())
    latest_source_year: Named[int | None] = Column(Integer)
    confidence: Named[str] = Column(code_point_text(), nullable=False)


zone: Final = Table("zone", metadata, _ZoneColumns)
"""The 102 real industrial zones, for reference only: never graded, never summed."""


class _BatchColumns(TypedColumns):
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    made_at: Named[datetime] = Column(Instant(), nullable=False)
    who: Named[str] = Column(code_point_text(), nullable=False)
    action: Named[str] = Column(code_point_text(20), nullable=False)
    summary: Named[dict[str, object]] = Column(JSON, nullable=False)
    undone_by: Named[int | None] = Column(Integer)


batch: Final = Table("batch", metadata, _BatchColumns)
"""Whatever changed data: the highest number is the version of the data."""


class _SourceFileColumns(TypedColumns):
    file_id: Named[int] = Column(RowId, primary_key=True)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False)
    name: Named[str] = Column(code_point_text(), nullable=False)
    sha256: Named[str] = Column(code_point_text(64), nullable=False)
    kind: Named[str] = Column(code_point_text(12), nullable=False)


source_file: Final = Table("source_file", metadata, _SourceFileColumns)
"""The files that a batch read."""


class _SourceColumnColumns(TypedColumns):
    file_id: Named[int] = Column(
        ForeignKey("source_file.file_id"), primary_key=True, autoincrement=False
    )
    sheet: Named[str] = Column(code_point_text(), primary_key=True)
    field: Named[str] = Column(code_point_text(40), primary_key=True)
    letters: Named[str] = Column(code_point_text(3), nullable=False)
    unit: Named[str | None] = Column(code_point_text())


source_column: Final = Table("source_column", metadata, _SourceColumnColumns)
"""In which column of a sheet a field stood, and the unit in its header."""


class _SourceRowColumns(TypedColumns):
    row_id: Named[int] = Column(RowId, primary_key=True)
    file_id: Named[int] = Column(
        ForeignKey("source_file.file_id"), nullable=False, index=True
    )
    sheet: Named[str] = Column(code_point_text(), nullable=False)
    row_number: Named[int] = Column(Integer, nullable=False)


source_row: Final = Table("source_row", metadata, _SourceRowColumns)
"""A row of a sheet; with ``source_column`` it names the cell of every value."""


class _ParkColumns(TypedColumns):
    code: Named[str] = Column(code_point_text(20), primary_key=True)
    name_zh: Named[str] = Column(code_point_text(), nullable=False)
    origin: Named[str] = Column(code_point_text(10), nullable=False)
    is_simulated: Named[int] = Column(Integer, nullable=False)
    form: Named[str | None] = Column(code_point_text(12))
    longitude_deg: Named[float | None] = Column(Float)
    latitude_deg: Named[float | None] = Column(Float)
    stated_longitude: Named[str | None] = Column(code_point_text())
    stated_latitude: Named[str | None] = Column(code_point_text())
    stated_crs: Named[str | None] = Column(code_point_text(10))
    leading_industries: Named[str | None] = Column(code_point_text())
    planned_area_km2: Named[float | None] = Column(Float)
    build_start_year: Named[int | None] = Column(Integer)
    build_end_year: Named[int | None] = Column(Integer)
    self_test_from: Named[int | None] = Column(Integer)
    entered_month: Named[int] = Column(Integer, nullable=False)
    grid: Named[str | None] = Column(code_point_text(4))
    note: Named[str | None] = Column(code_point_text())
    source_row: Named[int | None] = Column(RowId)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False)


park: Final = Table("park", metadata, _ParkColumns)
"""Parks; coordinates are CGCS2000 degrees, the stated ones are kept as written."""


class _ParkStandingColumns(TypedColumns):
    park: Named[str] = Column(code_point_text(20), primary_key=True)
    valid_from: Named[int] = Column(Integer, primary_key=True)
    league_city: Named[str] = Column(ForeignKey("league_city.adcode"), nullable=False)
    banner: Named[str | None] = Column(ForeignKey("banner.adcode"))
    tier: Named[str] = Column(code_point_text(10), nullable=False)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False)


park_standing: Final = Table("park_standing", metadata, _ParkStandingColumns)
"""Where a park belongs, and on which list, from a month on."""


class _MonthlyReportColumns(TypedColumns):
    park: Named[str] = Column(code_point_text(20), primary_key=True)
    month: Named[int] = Column(Integer, primary_key=True)
    received_on: Named[date] = Column(Date, nullable=False)
    note: Named[str | None] = Column(code_point_text())
    source_row: Named[int | None] = Column(RowId)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False)


monthly_report: Final = Table("monthly_report", metadata, _MonthlyReportColumns)
"""That a park reported for a month, and when; the values stand in ``measure_value``."""


class _MeasureValueColumns(TypedColumns):
    park: Named[str] = Column(code_point_text(20), primary_key=True)
    month: Named[int] = Column(Integer, primary_key=True)
    measure: Named[str] = Column(code_point_text(40), primary_key=True)
    value: Named[float] = Column(Float(53), nullable=False)
    flag: Named[str] = Column(code_point_text(10), nullable=False)
    source_row: Named[int | None] = Column(RowId)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False)


measure_value: Final = Table(
    "measure_value",
    metadata,
    _MeasureValueColumns,
    Index("ix_measure_value_batch", "batch"),
    Index("ix_measure_value_month_measure", "month", "measure"),
)
"""What a park reported, in the unit of the dictionary. No row means missing."""


class _IndicatorTotalColumns(TypedColumns):
    indicator: Named[str] = Column(code_point_text(40), primary_key=True)
    month: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    park: Named[str] = Column(code_point_text(20), primary_key=True)
    numerator: Named[float] = Column(Float(53), nullable=False)
    denominator: Named[float] = Column(Float(53), nullable=False)
    weakness: Named[int] = Column(Integer, nullable=False)


indicator_total: Final = Table(
    "indicator_total", metadata, _IndicatorTotalColumns, sqlite_with_rowid=False
)
"""What the values of a park and month come to; no row where one is missing.

Calculated from ``measure_value`` by every batch that changes it. On SQLite the rows
of an indicator lie together, month by month.
"""


class _PlaceTotalColumns(TypedColumns):
    indicator: Named[str] = Column(code_point_text(40), primary_key=True)
    lag: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    month: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    league_city: Named[str] = Column(code_point_text(6), primary_key=True)
    tier: Named[str] = Column(code_point_text(10), primary_key=True)
    park_class: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    valid_from: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    valid_until: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    numerator: Named[float] = Column(Float(53), nullable=False)
    numerator_before: Named[float] = Column(Float(53), nullable=False)
    denominator: Named[float] = Column(Float(53), nullable=False)
    denominator_before: Named[float] = Column(Float(53), nullable=False)
    weakness: Named[int] = Column(Integer, nullable=False)
    n_complete: Named[int] = Column(Integer, nullable=False)
    complete_months: Named[int] = Column(Integer, nullable=False)


place_total: Final = Table(
    "place_total", metadata, _PlaceTotalColumns, sqlite_with_rowid=False
)
"""What the totals of parks come to that stand alike, and for as long.

Every park counts under each of its standings, whatever the month of the total: a
window takes the months of those standings that hold at its end. The rows of a ``lag``
cover the park-months that are complete that many months before too, and hold what
they came to then; without a lag that is every complete one, and the same twice.
"""


class _CountedIndicatorColumns(TypedColumns):
    indicator: Named[str] = Column(code_point_text(40), primary_key=True)
    definition: Named[str] = Column(code_point_text(), nullable=False)


counted_indicator: Final = Table(
    "counted_indicator", metadata, _CountedIndicatorColumns
)
"""The definitions that ``indicator_total`` was counted by."""


class _AssessmentColumns(TypedColumns):
    park: Named[str] = Column(code_point_text(20), primary_key=True)
    period: Named[str] = Column(code_point_text(7), primary_key=True)
    assessor: Named[str] = Column(code_point_text(12), primary_key=True)
    grade: Named[str | None] = Column(code_point_text(1))
    score: Named[float | None] = Column(Float(53))
    assessed_on: Named[date | None] = Column(Date)
    note: Named[str | None] = Column(code_point_text())
    source_row: Named[int | None] = Column(RowId)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False)


assessment: Final = Table("assessment", metadata, _AssessmentColumns)
"""Official grades as they were given; the region's goes before a league-city's."""


class _RuleSetColumns(TypedColumns):
    code: Named[str] = Column(code_point_text(40), primary_key=True)
    file_name: Named[str] = Column(code_point_text(), nullable=False)
    content: Named[str] = Column(Text, nullable=False)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False)


rule_set: Final = Table("rule_set", metadata, _RuleSetColumns)
"""Rule sets that were adopted, as they were written; others come with the product."""


class _HourlyProfileColumns(TypedColumns):
    league_city: Named[str] = Column(ForeignKey("league_city.adcode"), primary_key=True)
    kind: Named[str] = Column(code_point_text(5), primary_key=True)
    flag: Named[str] = Column(code_point_text(10), nullable=False)
    hours: Named[list[float]] = Column(JSON, nullable=False)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False)


hourly_profile: Final = Table("hourly_profile", metadata, _HourlyProfileColumns)
"""Typical years that were imported, 8,760 hours each; others come with the product."""


class _TalkColumns(TypedColumns):
    name: Named[str] = Column(code_point_text(60), primary_key=True)
    steps: Named[list[str]] = Column(JSON, nullable=False)
    who: Named[str] = Column(code_point_text(), nullable=False)
    saved_at: Named[datetime] = Column(Instant(), nullable=False)


talk: Final = Table("talk", metadata, _TalkColumns)
"""Talks that somebody put together: which sheets in which order. No data, no batch."""


class _JournalColumns(TypedColumns):
    entry_id: Named[int] = Column(RowId, primary_key=True)
    batch: Named[int] = Column(ForeignKey("batch.number"), nullable=False, index=True)
    table_name: Named[str] = Column(code_point_text(20), nullable=False)
    before_batch: Named[int] = Column(Integer, nullable=False)
    before: Named[dict[str, object]] = Column(JSON, nullable=False)


journal: Final = Table("journal", metadata, _JournalColumns)
"""The rows that a batch replaced, whole, as they stood before."""

REVERSIBLE: Final = (
    park,
    park_standing,
    monthly_report,
    measure_value,
    assessment,
    rule_set,
    hourly_profile,
)
"""The tables whose rows an undo takes back."""
