"""SQLite and PostgreSQL, fed with the same workbooks, give the same answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, Engine

from dashboard.source import Opened, Source
from geodata.complementarity.parameters import Parameters
from queries.assessment.registry import in_force, known_rule_sets
from queries.batches import batch_log
from queries.changes import changes_since
from queries.engine import reading
from queries.grades import assessed_periods, official_grades, periods_with_data
from queries.months import Month, Period
from queries.oversight.attention import punctuality
from queries.places import banners
from queries.scope import REGION
from queries.snapshots import EMPTY
from queries.vocabulary import Level, Window
from tests.sample_import import import_samples

FIRST = Month(2025, 1)
MARCH = Month(2026, 3)
QUARTER = Period.parse("2026Q1")
TODAY = date(2026, 5, 1)
CORE = "carbon_intensity"
PARK = "152900-07"

CODES = {
    Level.PARK: PARK,
    Level.LEAGUE_CITY: "150600",
    Level.TIER: "national",
    Level.REGION: "150000",
}
RANKED = (Level.PARK, Level.LEAGUE_CITY)

Arguments = tuple[object, ...]
Reader = Callable[[Connection], Any]

QUESTIONS: dict[str, list[Arguments]] = {
    "snapshot": [()],
    "month_of": [(QUARTER, TODAY)],
    "parks_of": [(MARCH,)],
    "graded_of": [(QUARTER, TODAY)],
    "values_of": [(*asked, MARCH) for asked in product(Level, Window)],
    "year_on_year_of": [(*asked, MARCH) for asked in product(Level, Window)],
    "attention_of": [(QUARTER, TODAY)],
    "rules_of": [(QUARTER,)],
    "rule_sets": [()],
    "judged_of": [],  # asked below: it takes a rule set of the database
    "ranking_by_score_of": [(by, QUARTER, TODAY) for by in RANKED],
    "ranking_by_indicator_of": [(CORE, by, QUARTER, TODAY) for by in RANKED],
    "ranks_by_score_of": [(by, QUARTER, TODAY) for by in RANKED],
    "trend_of": [
        (CORE, by, code, window, FIRST, MARCH)
        for (by, code), window in product(CODES.items(), Window)
    ],
    "park_series_of": [(PARK, FIRST, MARCH)],
    "annual_energy_of": [(MARCH,)],
    "banner_names_of": [("150600",)],
    "places_in_sight": [()],
    "league_cities_of": [()],
    "zones_of": [()],
    "quarter_on_quarter_of": [
        (CORE, by, code, FIRST, MARCH) for by, code in CODES.items()
    ],
    "traced_of": [("150600-01", MARCH)],
    "completed_of": [(by, Parameters(month=MARCH)) for by in RANKED],
}
"""Of everything that a page, a command or an export can ask a source: what is asked."""

OTHERS: dict[str, Reader] = {
    "judged": lambda c: judged(Opened(c, REGION), c),
    "official grades": lambda c: official_grades(c, scope=REGION, period=QUARTER),
    "punctuality": lambda c: punctuality(c, scope=REGION, month=MARCH),
    "banners": lambda c: banners(c, league_city=None),
    "assessed periods": lambda c: assessed_periods(c, scope=REGION),
    "periods": lambda c: periods_with_data(c, scope=REGION),
    "changes": lambda c: changes_since(c, scope=REGION, code=EMPTY),
    "batches": batch_log,
}


def judged(source: Opened, connection: Connection) -> object:
    rules = in_force(known_rule_sets(connection), period=QUARTER)
    assert rules is not None
    return source.judged_of(rules, QUARTER, TODAY)


@pytest.fixture
def both(engine: Engine, postgres_engine: Engine) -> Iterator[tuple[Connection, ...]]:
    for each in (engine, postgres_engine):
        import_samples(each)
    with reading(engine) as first, reading(postgres_engine) as second:
        yield first, second


def assert_same(one: Any, other: Any, name: str) -> None:  # noqa: ANN401  whatever a reader gives
    """Expect two answers to be of one kind and to say the same."""
    assert type(one) is type(other), name
    if isinstance(one, pd.DataFrame):
        assert len(one), name
        pd.testing.assert_frame_equal(one, other, rtol=1e-12, obj=name)
    elif isinstance(one, np.ndarray):
        np.testing.assert_allclose(one, other, rtol=1e-12, err_msg=name)
    elif is_dataclass(one):
        for each in fields(one):
            of_both = getattr(one, each.name), getattr(other, each.name)
            assert_same(*of_both, f"{name}.{each.name}")
    elif isinstance(one, Mapping):
        assert_same(list(one.items()), list(other.items()), name)
    elif isinstance(one, list | tuple):
        assert len(one) == len(other), name
        for number, pair in enumerate(zip(one, other, strict=True)):
            assert_same(*pair, f"{name}[{number}]")
    elif isinstance(one, float):
        assert one == pytest.approx(other, rel=1e-12, nan_ok=True), name
    else:
        assert one == other, name


def test_every_question_of_a_source_is_asked_here():
    public = {name for name in vars(Source) if not name.startswith("_")}
    assert set(QUESTIONS) == public


@pytest.mark.postgres
def test_every_reader_gives_the_same_answer_on_both(both: tuple[Connection, ...]):
    first, second = (Opened(connection, REGION) for connection in both)
    for name, questions in QUESTIONS.items():
        for asked in questions:
            one, other = (getattr(each, name)(*asked) for each in (first, second))
            assert_same(one, other, f"{name}{asked}")
    for name, reader in OTHERS.items():
        one, other = (reader(connection) for connection in both)
        assert not isinstance(one, list | tuple) or one, name
        assert_same(one, other, name)
