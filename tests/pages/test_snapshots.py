"""The snapshot of a page: printed at its foot, typed to come back."""

from datetime import date

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from dashboard import frame
from dashboard.snapshot_box import BOX, TYPED
from dashboard.view_codes import read, view_code, written
from tests.pages.conftest import Opener
from tests.pages.said import footing, stumbled


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch):
    """Reports of March are due on the tenth; this is two days later."""
    monkeypatch.setattr(frame, "today", lambda: date(2026, 4, 12))


def printed(page: AppTest) -> str:
    """Return the code at the foot of the page."""
    return footing(page).rpartition("快照 ")[2].rstrip("]")


def test_the_foot_prints_a_code_of_what_is_shown(samples: Engine, opened: Opener):
    del samples
    found = read(printed(opened("overview", grade="D", league_city="150500")))
    assert (found.data, found.page) == ("20260420-1", "overview")
    assert found.parameters == {
        "period": ["2026Q1"],
        "league_city": ["150500"],
        "grade": ["D"],
    }


def test_a_default_that_moves_with_the_data_is_in_the_code(
    samples: Engine, opened: Opener
):
    del samples
    found = read(printed(opened("park"))).parameters
    assert found["period"] == ["2026Q1"]
    assert len(found["park"]) == 1


def open_box(opened: Opener) -> AppTest:
    page = opened("overview")
    page.session_state[BOX] = True
    return page.run()


def restore(page: AppTest, code: str) -> AppTest:
    page.text_input(key=TYPED).set_value(code)
    (button,) = [one for one in page.button if one.label == "回到该快照"]
    return button.click().run()


def test_a_bare_data_code_lists_what_came_after(samples: Engine, opened: Opener):
    del samples
    page = restore(open_box(opened), "EMPTY")
    assert not stumbled(page)
    said = "\n".join(str(text.value) for text in page.markdown)
    assert "数据有 1 批更新" in said
    assert "24 个园区、2025-01 至 2026-03" in said


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("20260420-1", "没有变化"),
        ("20260420-7", "本机没有"),
        ("20250101-1", "另一套数据库"),
        (written(view_code("20260420-1", "nowhere", {})), "nowhere"),
        ("", "请输入"),
    ],
)
def test_the_box_answers_in_one_sentence(
    samples: Engine, opened: Opener, code: str, words: str
):
    del samples
    page = restore(open_box(opened), code)
    assert not stumbled(page)
    said = [str(text.value) for text in (*page.markdown, *page.error)]
    assert any(words in sentence for sentence in said)
