"""The pages run by Streamlit's own test runner, each test its own database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from dashboard import data

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0

Opener = Callable[..., AppTest]


def clear_caches() -> None:
    """Forget every answer: a test must not read the one before it."""
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def shown_database(
    engine: Engine, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A migrated, empty database, and the pages look at it."""
    monkeypatch.setenv("ZEROPARK_DATABASE_URL", sqlite_url)
    monkeypatch.delenv("ZEROPARK_LANGUAGE", raising=False)
    clear_caches()
    yield engine
    data.engine(sqlite_url).dispose()
    clear_caches()


@pytest.fixture
def samples(shown_database: Engine, sampled_engine: Engine) -> Engine:
    """The same with the sample workbooks in it."""
    del shown_database  # asked for, that the pages look at it
    return sampled_engine


@pytest.fixture
def opened(shown_database: Engine) -> Opener:
    """Return what opens a page by name, with the parameters of its link."""
    del shown_database

    def open_page(name: str, **parameters: str | list[str]) -> AppTest:
        page = AppTest.from_file(
            ROOT / "pages" / f"{name}.py", default_timeout=PATIENCE_S
        )
        for key, value in parameters.items():
            page.query_params[key] = value
        return page.run()

    return open_page
