"""What workbooks bring is text; and the server says when it cannot serve."""

import json
import shutil
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from dashboard.theme import LIGHT
from queries.engine import opened, writing
from queries.tables import park
from queries.vocabulary import Grade
from tests.browser.conftest import Visitor
from tests.browser.reader import disc
from tests.browser.serving import address, serving

pytestmark = pytest.mark.browser

NAME = "示例园区<img src=x onerror=alert(1)>**x**"


@pytest.fixture
def copied(sample_database: Path, tmp_path: Path) -> Path:
    """A database of this test's own."""
    path = tmp_path / "zeropark.db"
    with opened(address(sample_database)) as engine, engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(sample_database, path)
    return path


def test_a_name_that_looks_like_a_page_is_shown_as_it_is(visit: Visitor, copied: Path):
    with opened(address(copied)) as engine, writing(engine) as connection:
        connection.execute(
            park.update().where(park.c.code == "150600-01").values(name_zh=NAME)
        )
    with serving(copied) as where:
        reader = visit(where)
        reader.open("/?tier=national&grade=A")
        x, y = disc(reader.picture_of_map(), LIGHT.grades[Grade.A].fill)
        reader.map().hover(position={"x": x, "y": y})
        tooltip = reader.page.locator(".deck-tooltip")
        expect(tooltip).to_contain_text("鄂尔多斯")
        assert NAME in tooltip.inner_text()
        reader.press("view", "表格")
        reader.open("/park?park=150600-01")
        heading = reader.page.get_by_role("heading", level=1)
        assert NAME in heading.inner_text()
        assert reader.page.locator('img[src="x"]').count() == 0
        reader.assert_undisturbed()


def readiness(where: str) -> tuple[int, object]:
    try:
        with urlopen(f"{where}/readyz") as answer:  # noqa: S310  our own server
            return answer.status, json.load(answer)
    except HTTPError as answer:
        with answer:
            return answer.code, json.load(answer)


def test_readiness_follows_the_database(copied: Path, chromium: str):
    del chromium
    with serving(copied) as where:
        assert readiness(where) == (200, {"ready": True, "problem": None})
        for path in copied.parent.glob("zeropark.db*"):
            path.unlink()
        code, said = readiness(where)
        assert code == 503
        assert isinstance(said, dict)
        assert said["ready"] is False
