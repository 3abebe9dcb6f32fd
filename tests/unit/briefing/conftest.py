"""The samples in a database of this folder's own, and packs made of them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import Connection

from dashboard.briefing.building import built
from dashboard.briefing.packs import Pack, PackKind
from dashboard.briefing.question import Question
from dashboard.source import Desk, Opened
from dashboard.text import Speaker
from queries.clock import CHINA
from queries.engine import open_engine, reading, writing
from queries.months import Period
from queries.scope import REGION
from tests.sample_database import load_samples

TODAY = date(2026, 4, 20)

Building = Callable[..., Pack]


@pytest.fixture(scope="session")
def samples_read(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path
) -> Iterator[Connection]:
    """A view of the samples; whoever only reads them shares it."""
    path = tmp_path_factory.mktemp("briefing") / "samples.db"
    copy(migrated_sqlite, path)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with writing(engine) as connection:
        load_samples(connection)
    with reading(engine) as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="session")
def asked(samples_read: Connection) -> Question:
    """The first quarter, asked about soon after its reports were due."""
    return Question(
        desk=Desk(Opened(samples_read, REGION), TODAY),
        period=Period.parse("2026Q1"),
        say=Speaker("zh"),
        made_at=datetime(2026, 4, 20, 9, tzinfo=CHINA),
    )


@pytest.fixture(scope="session")
def packs(asked: Question) -> dict[PackKind, Pack]:
    """One pack of each kind but that of one chart."""
    return {
        PackKind.REGION: built(PackKind.REGION, asked),
        PackKind.LEAGUE_CITY: built(PackKind.LEAGUE_CITY, asked, code="150600"),
        PackKind.PARK: built(PackKind.PARK, asked, code="150600-01"),
    }
