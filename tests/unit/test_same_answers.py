"""SQLite and PostgreSQL, fed with the same workbooks, give the same answers."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine

from geodata.gazetteer import gazetteer
from queries.assessment.gradings import graded_parks
from queries.engine import reading, writing
from queries.grades import official_grades, periods_with_data
from queries.indicators import dictionary
from queries.intake import apply, open_upload, prepare, read_workbook
from queries.months import Month, Period
from queries.oversight.attention import attention, punctuality
from queries.parks import parks_at
from queries.places import banners, league_cities, zones
from queries.scope import REGION
from queries.snapshots import snapshot
from queries.tracing import traced_values
from queries.values import (
    annual_energy,
    indicator_matrix,
    indicator_series,
    year_on_year,
)
from queries.vocabulary import Level, Window

SAMPLES = Path(__file__).parents[1] / "samples"
MARCH = Month(2026, 3)
QUARTER = Period.parse("2026Q1")
TODAY = date(2026, 5, 1)

Reader = Callable[[Connection], Any]


def _import_samples(engine: Engine) -> None:
    workbooks = [read_workbook(open_upload(path)) for path in sorted(SAMPLES.iterdir())]
    with writing(engine) as connection:
        preview = prepare(
            connection, workbooks=workbooks, gazetteer=gazetteer(), today=TODAY
        )
        apply(
            connection,
            preview=preview,
            who="tests",
            made_at=datetime(2026, 5, 1, 8, tzinfo=UTC),
        )


@pytest.fixture
def both(engine: Engine, postgres_engine: Engine) -> Iterator[tuple[Connection, ...]]:
    for each in (engine, postgres_engine):
        _import_samples(each)
    with reading(engine) as first, reading(postgres_engine) as second:
        yield first, second


def _readers() -> Iterator[tuple[str, Reader]]:
    known = dictionary().indicators
    for by in Level:
        for window in Window:
            asked = {"scope": REGION, "indicators": known, "by": by, "window": window}
            yield (
                f"values by {by} over {window}",
                lambda c, asked=asked: indicator_matrix(c, **asked, month=MARCH),
            )
            yield (
                f"year on year by {by} over {window}",
                lambda c, asked=asked: year_on_year(c, **asked, month=MARCH),
            )
    yield (
        "series",
        lambda c: indicator_series(
            c,
            scope=REGION,
            indicators=known,
            by=Level.PARK,
            code="152900-07",
            window=Window.MONTH,
            first=Month(2025, 1),
            last=MARCH,
        ),
    )
    yield "energy", lambda c: annual_energy(c, scope=REGION, month=MARCH)
    yield "grades", lambda c: official_grades(c, scope=REGION, period=QUARTER)
    yield (
        "attention",
        lambda c: attention(
            c,
            scope=REGION,
            period=QUARTER,
            today=TODAY,
            grades=graded_parks(c, scope=REGION, period=QUARTER, today=TODAY),
        ),
    )
    yield "punctuality", lambda c: punctuality(c, scope=REGION, month=MARCH)
    yield "parks", lambda c: parks_at(c, scope=REGION, month=MARCH)
    yield (
        "traced",
        lambda c: traced_values(c, scope=REGION, park="150600-01", month=MARCH),
    )
    yield "league-cities", league_cities
    yield "banners", lambda c: banners(c, league_city=None)
    yield "zones", lambda c: zones(c, scope=REGION)


@pytest.mark.postgres
def test_every_reader_gives_the_same_answer_on_both(both: tuple[Connection, ...]):
    first, second = both
    for name, reader in _readers():
        one, other = reader(first), reader(second)
        assert len(one), name
        pd.testing.assert_frame_equal(one, other, rtol=1e-12, obj=name)


@pytest.mark.postgres
def test_periods_and_snapshot_are_the_same_on_both(both: tuple[Connection, ...]):
    first, second = both
    assert periods_with_data(first, scope=REGION) == periods_with_data(
        second, scope=REGION
    )
    assert snapshot(first, scope=REGION) == snapshot(second, scope=REGION)
