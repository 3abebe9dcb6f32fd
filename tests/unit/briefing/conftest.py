"""The samples, and packs made of them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import Connection, Engine

from dashboard.briefing.building import built
from dashboard.briefing.packs import Pack, PackKind
from dashboard.briefing.question import Question
from dashboard.source import Desk, Opened
from dashboard.text import Speaker
from queries.clock import CHINA
from queries.engine import reading
from queries.months import Period
from queries.scope import REGION

TODAY = date(2026, 4, 20)

Building = Callable[..., Pack]


@pytest.fixture(scope="session")
def samples_read(sqlite_sampled: Engine) -> Iterator[Connection]:
    """A view of the samples; whoever only reads them shares it."""
    with reading(sqlite_sampled) as connection:
        yield connection


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
