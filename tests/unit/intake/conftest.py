"""A database that knows one park, for the tests of rows that belong to it."""

import pytest
from sqlalchemy import Engine

from tests.unit.intake.builders import REGISTRY_ROW, registry, taken


@pytest.fixture
def with_park(engine: Engine) -> Engine:
    taken(engine, registry(REGISTRY_ROW))
    return engine
