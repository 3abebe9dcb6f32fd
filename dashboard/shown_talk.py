"""A talk on the wall: one message at a time, keys, a way to any park and back."""

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Final

import pandas as pd
import streamlit as st

from dashboard import data, talk
from dashboard.briefing import cells
from dashboard.briefing.packs import Sheet, Table
from dashboard.charts.values import Chart
from dashboard.drawing import screen, screen_frame
from dashboard.drawing.label_columns import em_width
from dashboard.presenting import Stand, Step, Steps
from dashboard.stage_map import show_svg
from dashboard.text import Speaker, plain
from dashboard.theme import DARK
from dashboard.viewport import Viewport, viewport
from queries.errors import OversightError
from queries.months import Period

LOOK: Final = Path(__file__).with_name("present.css")

STAND: Final = "_talk_stand"
NOTES: Final = "_talk_notes"
PARK: Final = "talk_park"
"""Session keys: where the speaker is, whether notes show, which park to jump to."""

ENLARGED: Final = 1.6
"""How much larger a chart is than on a desk."""

TAKEN: Final = 0.162
A_LINE: Final = 0.041
"""How much of the window's height, in shares of its width, head and foot take, and
each line of the message."""

MESSAGE: Final = 0.0336
SIDES: Final = 0.048
"""The size of the message's type, and what is left free beside it, likewise."""

FORTH: Final = ("PageDown", "Space", "Down")
BACK: Final = ("PageUp", "Up")
"""Further keys: those of clickers, and of people who stand."""

REM: Final = 0.0146
"""The size of type as a share of the width."""

LINE_REM: Final = 1.6
PAD_REM: Final = 0.75
CELL_REM: Final = 1.1
A_POINT_REM: Final = 2.6
"""Height of a line of a row and what is around it, what is beside the words of a cell,
and the height of a sentence beside a picture."""

BESIDE: Final = (0.6, 0.4)
"""How a picture and the words beside it share the width."""

WIDE: Final = frozenset({"scorecard"})
"""Charts that have columns of words of their own, and need the whole width."""


def show(steps: Steps, period: Period, *, say: Speaker) -> None:
    """Show the talk; keys and buttons move through it."""
    st.html(LOOK)
    window = viewport()
    stand = st.session_state.setdefault(STAND, Stand())
    step = stand.step(steps)
    with st.container(key="stage", gap="small"):
        _stage(step, period, window, say)
    _foot(stand, steps, period, say)
    _keys(len(steps), say)
    if st.session_state.get(NOTES):
        _notes(step, period, say)
    _make_ready(stand, steps, period, say)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """The window of the audience, and how high what is below the message may be."""

    window: Viewport
    room_px: float

    @property
    def line_px(self) -> float:
        """The height of one line of words."""
        return A_POINT_REM * REM * self.window.width


def wall(message: str, window: Viewport) -> Wall:
    """Return the wall under *message*, which may need two lines or more."""
    lines = math.ceil(em_width(message) * MESSAGE / (1 - SIDES))
    taken = (TAKEN + A_LINE * max(1, lines)) * window.width
    return Wall(window=window, room_px=max(200.0, window.height - taken))


def _stage(step: Step, period: Period, window: Viewport, say: Speaker) -> None:
    sheet = talk.sheet_of(step, period, say=say)
    message = talk.message(step, period, say=say)
    st.markdown(f":gray[{plain(talk.kicker(step, period, say=say))}]")
    st.markdown(f"# {plain(message)}")
    if sheet is not None:
        drawn_map = talk.map_of(step, period, say=say)
        _body(sheet, drawn_map, wall(message, window), say)


def _body(sheet: Sheet, drawn_map: str, wall: Wall, say: Speaker) -> None:
    """Show the picture of a sheet, and beside it what else it says."""
    if any(value.kind in WIDE for value in sheet.charts):
        st.markdown(f":gray[{plain(say('list.semicolon').join(sheet.points))}]")
        _picture(sheet, drawn_map, replace(wall, room_px=wall.room_px - wall.line_px))
    elif not (sheet.points or sheet.tables) or not (drawn_map or sheet.charts):
        _picture(sheet, drawn_map, wall)
        _words(sheet, wall, 1 - SIDES, say)
    else:
        left, right = st.columns(BESIDE, vertical_alignment="top")
        with left:
            _picture(sheet, drawn_map, wall)
        with right:
            _words(sheet, wall, (1 - SIDES) * BESIDE[1], say)


def _picture(sheet: Sheet, drawn_map: str, wall: Wall) -> None:
    if drawn_map:
        show_svg(drawn_map, height_px=round(wall.room_px), key="talk_map")
    for value in sheet.charts[:1]:
        with st.container(key="stage_chart"):
            _chart(value, wall)


def _chart(value: Chart, wall: Wall) -> None:
    window = wall.window
    look = screen_frame.Look(
        palette=DARK,
        height_px=round(wall.room_px / ENLARGED),
        text_px=window.px(13, 17),
        small_px=window.px(12, 15),
    )
    st.plotly_chart(
        screen.drawn(value, look),
        key="talk_chart",
        config=screen_frame.CONFIG | {"staticPlot": True},
        theme=None,
        alt=value.alt or f"{value.title} {value.unit} {value.source}",
    )


def _words(sheet: Sheet, wall: Wall, share: float, say: Speaker) -> None:
    """Show what a sheet says in words and rows, on that *share* of the width."""
    for point in sheet.points:
        st.markdown(plain(point))
    taken = len(sheet.points) * wall.line_px
    for table in sheet.tables[:1]:
        _table(table, replace(wall, room_px=wall.room_px - taken), share, say)


def _table(table: Table, wall: Wall, share: float, say: Speaker) -> None:
    """Show as many rows as the wall holds, and say how many there are besides."""
    head, *rows = cells.rows(table)
    fitting = rows_that_fit([head, *rows], wall, share)
    shown = pd.DataFrame(rows[:fitting], columns=list(head))
    st.table(shown.map(plain), border="horizontal", hide_index=True)
    if len(rows) > fitting:
        st.markdown(f":gray[{say('present.more', n=len(rows) - fitting)}]")


def rows_that_fit(rows: Sequence[Sequence[str]], wall: Wall, share: float) -> int:
    """Return how many rows below the first, the head, have room, one at least."""
    line_px = REM * wall.window.width
    left = wall.room_px
    for at, row in enumerate(rows):
        wanted = sum(map(em_width, row)) + CELL_REM * len(row)
        left -= (PAD_REM + LINE_REM * math.ceil(wanted * REM / share)) * line_px
        if left < 0:
            return max(1, at - 1)
    return len(rows) - 1


def _foot(stand: Stand, steps: Steps, period: Period, say: Speaker) -> None:
    number, total = stand.position(len(steps))
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        with st.container():
            st.markdown(_provenance(say))
        if stand.park is not None:
            _button("return", "Backspace", say, to=stand.returned())
        _jump(talk.parks(period, say=say), say)
        st.button(
            say("present.notes"),
            key="talk_notes",
            type="tertiary",
            shortcut="N",
            on_click=_turn_notes,
        )
        _button("back", "Left", say, to=stand.moved(-1, n_steps=len(steps)))
        st.markdown(f"**{number}** / {total}", width="content")
        _button("forth", "Right", say, to=stand.moved(1, n_steps=len(steps)))


def _provenance(say: Speaker) -> str:
    seen = data.snapshot()
    key = "present.foot_simulated" if seen.is_simulated else "present.foot"
    return say(
        key, last_month=seen.last_month or say("flag.missing"), snapshot=seen.code
    )


def _button(name: str, key: str, say: Speaker, *, to: Stand) -> None:
    st.button(
        say(f"present.{name}"),
        key=f"talk_{name}",
        type="tertiary",
        shortcut=key,
        on_click=_go,
        args=(to,),
    )


def _go(to: Stand) -> None:
    st.session_state[STAND] = to


def _move(by: int, n_steps: int) -> None:
    _go(st.session_state[STAND].moved(by, n_steps=n_steps))


def _turn_notes() -> None:
    st.session_state[NOTES] = not st.session_state.get(NOTES)


def _jump(names: Mapping[str, str], say: Speaker) -> None:
    st.selectbox(
        say("present.jump"),
        tuple(names),
        index=None,
        format_func=names.__getitem__,
        key=PARK,
        placeholder=say("present.jump"),
        label_visibility="collapsed",
        width=220,
        on_change=_jumped,
    )


def _jumped() -> None:
    """Show the park that was chosen; the field is free for the next one."""
    park = st.session_state[PARK]
    if park is not None:
        _go(st.session_state[STAND].jumped(park))
    st.session_state[PARK] = None


def _keys(n_steps: int, say: Speaker) -> None:
    """Take further keys: a button can have only one."""
    with st.container(key="keys"):
        for by, keys in ((1, FORTH), (-1, BACK)):
            for key in keys:
                st.button(
                    say("present.forth" if by > 0 else "present.back"),
                    key=f"talk_key_{key}",
                    shortcut=key,
                    on_click=_move,
                    args=(by, n_steps),
                )


def _notes(step: Step, period: Period, say: Speaker) -> None:
    sheet = talk.sheet_of(step, period, say=say)
    with st.container(key="notes"):
        for line in sheet.notes if sheet else ():
            st.markdown(f":small[{plain(line)}]")


def _make_ready(stand: Stand, steps: Steps, period: Period, say: Speaker) -> None:
    """Make what comes next while everybody reads what is there.

    In a thread: until a script ends, Streamlit leaves the step before on the wall. It
    sees the data that this rerun sees, as the same reader.
    """
    following = stand.moved(1, n_steps=len(steps)).step(steps)
    work = partial(copy_context().run, _made, following, period, say)
    Thread(target=work, daemon=True).start()


def _made(step: Step, period: Period, say: Speaker) -> None:
    with suppress(OversightError, data.DataMovedError):
        talk.sheet_of(step, period, say=say)
        talk.map_of(step, period, say=say)


def is_on_the_wall() -> bool:
    """Say whether this window is for the audience: it has no frame."""
    return bool(st.context.is_embedded)


def desk_period(periods: tuple[Period, ...]) -> Period:
    """Return the period that the link of the talk asks for, else the latest."""
    asked = st.query_params.get("period")
    return next((one for one in periods if str(one) == asked), periods[0])
