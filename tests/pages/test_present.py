"""The talk: put together at the desk, shown on the wall."""

from datetime import date

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from dashboard import export_box, frame, shown_talk
from dashboard.presenting import FIRST_STEPS
from tests.pages.conftest import Opener
from tests.pages.said import footing, headline, parameter, stumbled, words

TWO = ["150000:map", "150000:distribution"]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch):
    """Reports of March are due on the tenth; this is two days later."""
    monkeypatch.setattr(frame, "today", lambda: date(2026, 4, 12))


@pytest.fixture
def desk(samples: Engine, opened: Opener) -> AppTest:
    del samples
    return opened("present", steps=TWO)


@pytest.fixture
def on_the_wall(
    samples: Engine, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> AppTest:
    del samples
    monkeypatch.setattr(shown_talk, "is_on_the_wall", lambda: True)
    return opened("present", steps=TWO, period="2026Q1")


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def test_an_empty_database_has_nothing_to_tell(opened: Opener):
    page = opened("present")
    assert not stumbled(page)
    assert "还没有园区" in page.info[0].value
    assert not page.button


def test_the_desk_lists_the_messages_in_their_order(desk: AppTest):
    assert not stumbled(desk)
    assert "2 步" in headline(desk)
    said = words(desk)
    assert said.index("反弹") < said.index("占比" if "占比" in said else "A、B 级占")
    assert "快照" in footing(desk)


def test_the_first_list_leaves_no_trace_in_the_link(samples: Engine, opened: Opener):
    del samples
    page = opened("present")
    assert str(len(FIRST_STEPS)) in headline(page)
    assert parameter(page, "steps") == []


def test_the_organiser_orders_takes_out_and_adds(desk: AppTest):
    press(desk, "step_down_0")
    assert parameter(desk, "steps") == TWO[::-1]
    press(desk, "step_out_0")
    assert parameter(desk, "steps") == TWO[:1]
    desk.selectbox(key="talk_whose").set_value("150600").run()
    press(desk, "step_add")
    assert parameter(desk, "steps") == ["150000:map", "150600:map"]
    press(desk, "steps_first")
    assert parameter(desk, "steps") == []
    assert not stumbled(desk)


def test_a_talk_is_saved_opened_and_removed(desk: AppTest):
    desk.text_input(key="talk_name").set_value("现场会")
    press(desk, "talk_save")
    press(desk, "steps_first")
    press(desk, "talk_open")
    assert parameter(desk, "steps") == TWO
    press(desk, "talk_remove")
    assert "还没有保存过" in words(desk)
    assert not stumbled(desk)


def test_a_talk_without_a_name_is_not_saved(desk: AppTest):
    press(desk, "talk_save")
    assert "还没有保存过" in words(desk)
    assert any("名字" in str(toast.value) for toast in desk.toast)


def test_the_talk_is_ordered_as_slides(desk: AppTest, monkeypatch: pytest.MonkeyPatch):
    ordered = []
    monkeypatch.setattr(
        export_box, "started", lambda order, _for: ordered.append(order)
    )
    press(desk, "talk_slides")
    assert [f"{part.code or '150000'}:{part.chart}" for part in ordered[0].parts] == TWO


def test_the_wall_shows_one_message_and_moves_on(on_the_wall: AppTest):
    assert not stumbled(on_the_wall)
    assert "反弹" in headline(on_the_wall)
    assert "**1** / 2" in words(on_the_wall)
    for key, number in (
        ("talk_forth", 2),
        ("talk_forth", 2),
        ("talk_back", 1),
        ("talk_key_Space", 2),
        ("talk_key_PageUp", 1),
        ("talk_key_PageDown", 2),
    ):
        press(on_the_wall, key)
        assert f"**{number}** / 2" in words(on_the_wall)
    assert not stumbled(on_the_wall)


def test_notes_are_shown_on_request(on_the_wall: AppTest):
    assert "指标含义" not in words(on_the_wall)
    before = len(on_the_wall.markdown)
    press(on_the_wall, "talk_notes")
    assert len(on_the_wall.markdown) > before
    press(on_the_wall, "talk_notes")
    assert len(on_the_wall.markdown) == before


def test_any_park_can_be_looked_at_and_the_way_back_leads_to_the_step(
    on_the_wall: AppTest,
):
    press(on_the_wall, "talk_forth")
    on_the_wall.selectbox(key="talk_park").set_value("150600-01").run()
    assert not stumbled(on_the_wall)
    assert "**1** / 2" in words(on_the_wall)
    assert "150600-01" not in headline(on_the_wall)
    press(on_the_wall, "talk_forth")
    assert "**2** / 2" in words(on_the_wall)
    press(on_the_wall, "talk_return")
    assert "**2** / 2" in words(on_the_wall)
    assert "占" in headline(on_the_wall)


def test_a_step_without_anything_to_show_says_so(
    samples: Engine, opened: Opener, monkeypatch: pytest.MonkeyPatch
):
    del samples
    monkeypatch.setattr(shown_talk, "is_on_the_wall", lambda: True)
    page = opened("present", steps=["nobody:why", "150000:nothing"])
    assert not stumbled(page)
    assert "没有可讲" in headline(page)


def test_a_wall_has_no_foot_of_a_page(on_the_wall: AppTest):
    assert "本页" not in words(on_the_wall)
    assert not [one for one in on_the_wall.button if one.key == "step_up_0"]
