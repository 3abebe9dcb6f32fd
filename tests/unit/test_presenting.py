"""A talk: where its steps lead, and what fits on the wall."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from dashboard.presenting import (
    FIRST_STEPS,
    MOST_STEPS,
    Stand,
    Step,
    extended,
    lifted,
    parsed,
    without,
)
from dashboard.shown_talk import Wall, rows_that_fit, wall
from dashboard.viewport import Viewport
from queries import clock
from queries.errors import TalkNamelessError
from queries.talks import remove_talk, save_talk, saved_talks, talks_statement

A, B, C = (Step("150000", name) for name in ("map", "ranking", "moved"))
STEPS = (A, B, C)
BIG = Viewport(width=1920, height=1080, has_webgl=True, is_known=True)

moves = st.lists(st.sampled_from([-1, 1, -2, 5]), max_size=12)


@given(moves, st.integers(1, 9))
def test_no_key_leads_beyond_the_ends(by: list[int], n_steps: int):
    stand = Stand()
    for each in by:
        stand = stand.moved(each, n_steps=n_steps)
        assert 0 <= stand.at < n_steps


def test_a_park_is_shown_in_between_and_the_way_back_leads_to_the_step():
    stand = Stand(at=1).jumped("150600-01")
    assert stand.step(STEPS) == Step("150600-01", "why")
    stand = stand.moved(1, n_steps=3).moved(1, n_steps=3)
    assert stand.step(STEPS) == Step("150600-01", "next")
    assert stand.position(3) == (2, 2)
    assert stand.returned().step(STEPS) == B
    assert stand.returned().position(3) == (2, 3)


def test_a_stand_beyond_a_shorter_list_shows_the_last_step():
    assert Stand(at=9).step(STEPS) == C


@given(st.integers(0, 2), st.integers(-4, 4))
def test_ordering_loses_no_step(at: int, by: int):
    assert sorted(map(str, lifted(STEPS, at, by=by))) == sorted(map(str, STEPS))


def test_steps_are_ordered_taken_out_and_added():
    assert lifted(STEPS, 2, by=-1) == (A, C, B)
    assert without(STEPS, 0) == (B, C)
    assert without((A,), 0) == (A,)
    assert extended((A,), B) == (A, B)
    assert extended(STEPS, B) == STEPS
    many = tuple(Step("150000", f"map_{n}") for n in range(MOST_STEPS))
    assert extended(many, A) == many


def test_steps_are_named_in_links_by_place_and_sheet():
    assert parsed([str(step) for step in FIRST_STEPS]) == FIRST_STEPS
    assert parsed(["150600:ranking", "nonsense", ":", "x:"]) == (
        Step("150600", "ranking"),
    )
    assert Step("150600", "ranking").part.code == "150600"
    assert A.part.code is None


def test_a_long_message_leaves_less_room():
    short, long = (wall("字" * n, BIG).room_px for n in (10, 40))
    assert short > long > 500


@pytest.mark.parametrize(("rows", "fitting"), [(3, 3), (60, 11)])
def test_as_many_rows_are_shown_as_the_wall_holds(rows: int, fitting: int):
    table = [["甲", "1"]] * (rows + 1)
    room = Wall(window=BIG, room_px=800.0)
    assert rows_that_fit(table, room, 0.9) == fitting


def test_rows_of_several_lines_take_their_room():
    table = [["甲", "1"], *[["长" * 120, "1"]] * 9]
    assert rows_that_fit(table, Wall(window=BIG, room_px=800.0), 0.9) == 6


def test_a_talk_is_saved_replaced_and_removed(by_hand: Connection):
    when = clock.now()
    save_talk(by_hand, name=" 现场  会 ", steps=["a:b"], who="x", saved_at=when)
    name = save_talk(by_hand, name="现场 会", steps=["c:d"], who="y", saved_at=when)
    (found,) = saved_talks(by_hand)
    assert (found.name, found.steps, found.who) == (name, ("c:d",), "y")
    assert found.saved_at == when
    remove_talk(by_hand, name=name)
    remove_talk(by_hand, name="nobody's")
    assert saved_talks(by_hand) == ()


@pytest.mark.parametrize("name", ["", "  ", "长" * 61])
def test_a_talk_needs_a_name(by_hand: Connection, name: str):
    with pytest.raises(TalkNamelessError):
        save_talk(by_hand, name=name, steps=[], who="x", saved_at=clock.now())


def test_statements_build():
    assert "saved_at" in str(talks_statement())
