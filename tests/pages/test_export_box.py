"""Files ordered from a page: offered, made, saved, given up."""

from datetime import date

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from dashboard import export_box, frame
from dashboard.exporting import File, Job, State
from queries.errors import ExportCodeError
from tests.pages.conftest import Opener
from tests.pages.said import stumbled


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch):
    """Reports of March are due on the tenth; this is two days later."""
    monkeypatch.setattr(frame, "today", lambda: date(2026, 4, 12))


@pytest.fixture
def page(samples: Engine, opened: Opener, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The overview with the box open, where orders wait for ever."""
    del samples
    monkeypatch.setattr(export_box, "started", lambda order, _for: Job(order))
    page = opened("overview", league_city="150600")
    page.session_state[export_box.BOX] = True
    return page.run()


def job(page: AppTest) -> Job:
    found: Job = page.session_state[export_box.JOB]
    return found


def order(page: AppTest) -> Job:
    page.button(key="export_make").click().run()
    assert not stumbled(page)
    return job(page)


def test_a_closed_box_asks_nothing(samples: Engine, opened: Opener):
    del samples
    page = opened("overview")
    assert not [one for one in page.button if one.key == "export_make"]


def test_the_box_offers_what_the_page_is_about_first(page: AppTest):
    offered = page.selectbox(key=export_box.PART).options
    assert offered == ["盟市简报 · 鄂尔多斯", "全区简报", "本页图"]


def test_an_order_says_what_was_chosen_and_for_when(page: AppTest):
    page.selectbox(key=export_box.PART).set_value(2).run()
    found = order(page).order
    (part,) = found.parts
    assert (part.kind, part.code, part.chart) == ("chart", "150600", "map")
    assert (str(found.period), found.file) == ("2026Q1", "slides")


def test_a_reader_sees_that_it_is_made_and_can_give_it_up(page: AppTest):
    found = order(page)
    page.button(key="export_cancel").click().run()
    assert found._stop.is_set()  # noqa: SLF001  what a cancelled job looks at
    assert export_box.JOB not in page.session_state
    assert not stumbled(page)


def test_a_second_order_gives_up_the_first(page: AppTest):
    first = order(page)
    second = order(page)
    assert first is not second
    assert first._stop.is_set()  # noqa: SLF001
    assert not second._stop.is_set()  # noqa: SLF001


def test_a_finished_file_can_be_saved(page: AppTest):
    found = order(page)
    found.file = File(name="全区_2026Q1.pptx", content=b"x" * 250_000, n_pages=3)
    found.state = State.DONE
    page.run()
    (button,) = page.get("download_button")
    assert "2026Q1" in button.proto.label
    assert "0.2 MB" in button.proto.label


@pytest.mark.parametrize(
    ("error", "words"),
    [(ExportCodeError(code="nobody"), "nobody"), (None, "没有生成")],
)
def test_a_failure_is_one_sentence(
    page: AppTest, error: ExportCodeError | None, words: str
):
    found = order(page)
    found.error, found.state = error, State.FAILED
    page.run()
    assert words in page.error[0].value
