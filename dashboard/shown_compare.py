"""The comparison of league-cities on the page: rows, paths, small pictures, parks."""

from dataclasses import dataclass
from math import ceil
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import compare, controls, frame, shown
from dashboard.charts.rank_paths import LEAST_PERIODS
from dashboard.charts.values import Chart
from dashboard.compare import Compared
from dashboard.drawing import screen, screen_frame
from dashboard.text import Speaker, plain
from dashboard.viewport import Viewport

TAKEN: Final = (158, 190)
"""What stands above and below the two columns, on a small and on a big screen."""

RANKING_TAKEN: Final = (62, 76)
PATHS_TAKEN: Final = (49, 60)
MULTIPLES_TAKEN: Final = (64, 76)
PARKS_TAKEN: Final = (130, 150)
"""What each card needs beside its picture, without the lines of a caption."""

PATHS_SHARE: Final = 0.43
PATHLESS: Final = (78, 92)
"""How high the card of the paths is with a sentence in it instead of them."""

GAP: Final = (14, 17)

MESSAGE_SHARE: Final = 0.6
ROWS_SHARE: Final = 0.56
"""The shares of the page's width that the headline and the ranking have."""

HEADLINE_PX: Final = (24.2, 29.1)
CAPTION_PX: Final = (12.1, 14.5)
LEADING: Final = (1.2, 1.62)
"""How large the two are, and how far apart their lines stand in sizes of the type."""

SPARE_EM: Final = (0.2, 1.0)
"""Of a headline, and of a caption whose lines are seldom filled to their ends."""

INSET: Final = (56, 72)
CARD_INSET: Final = 34
"""What the page, and a card in it, leave free on both sides together."""

LATIN_EM: Final = 0.56
SPACE_EM: Final = 0.28
"""How wide a Latin letter or a digit, and a space, are beside a Chinese one."""

ROWS: Final = "ranking"
"""Session key of the ranking, whose rows can be clicked."""

ROW_REM: Final = 2.1875
REM_PX: Final = (13.83, 16.6)
"""How high Streamlit makes a row of a table, and a rem of our type."""


@dataclass(frozen=True, slots=True)
class Room:
    """The window, and how high the two columns in it may be."""

    window: Viewport
    column_px: int

    def left(self, taken: tuple[int, int]) -> int:
        """Return how high a picture may be in a card as high as the column."""
        return round(self.column_px - self.window.px(*taken))


def line_of_controls() -> DeltaGenerator:
    """Return one line that holds controls of different heights, flush right."""
    return st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center"
    )


def room_below(sentence: str, *, window: Viewport) -> Room:
    """Return the room that a headline leaves, in as many lines as it needs."""
    type_px = window.px(*HEADLINE_PX)
    width_px = (window.width - window.px(*INSET)) * MESSAGE_SHARE
    more_px = (
        (_n_lines(sentence, width_px / type_px - SPARE_EM[0]) - 1)
        * type_px
        * LEADING[0]
    )
    return Room(window, round(window.rest(*TAKEN, least=460) - more_px))


def _caption_px(words: str, window: Viewport, *, share: float = ROWS_SHARE) -> int:
    type_px = window.px(*CAPTION_PX)
    width_px = (window.width - window.px(*INSET)) * share - CARD_INSET
    return round(
        _n_lines(words, width_px / type_px - SPARE_EM[1]) * type_px * LEADING[1]
    )


def _n_lines(words: str, width_em: float) -> int:
    """Return how many lines of that width *words* take."""
    n_spaces = words.count(" ")
    em = sum(LATIN_EM if letter.isascii() else 1.0 for letter in words)
    return max(1, ceil((em - n_spaces * (LATIN_EM - SPACE_EM)) / width_em))


def ranking_or_parks(seen: Compared, room: Room, *, say: Speaker) -> None:
    """Show the ranking in its card, or the parks of the league-city asked for."""
    with _card(room.column_px):
        title, choice = st.columns([70, 30], vertical_alignment="center")
        with choice, line_of_controls():
            chosen = controls.pick_inside(say, seen.names)
        if chosen is None:
            _ranking(compare.ranking_of(seen, say=say), title, room)
        else:
            _inside(seen, chosen, title, room, say=say)


def _card(height_px: int) -> DeltaGenerator:
    return st.container(border=True, gap=None, height=height_px)


def _ranking(value: Chart, title: DeltaGenerator, room: Room) -> None:
    title.markdown(f"### {value.title}", anchors=False)
    height_px = room.left(RANKING_TAKEN) - _caption_px(value.note, room.window)
    _rows(value, height_px=height_px, window=room.window)
    st.caption(plain(value.note))


def _inside(
    seen: Compared, code: str, title: DeltaGenerator, room: Room, *, say: Speaker
) -> None:
    name = seen.names[code]
    title.markdown(f"### {say('compare.inside', place=name)}", anchors=False)
    rows = compare.parks_of(seen, code, say=say)
    st.caption(say("compare.inside_note"))
    st.space("xxsmall")
    if rows.empty:
        st.info(say("compare.inside_none", place=name), icon=":material/info:")
    else:
        row_px = ROW_REM * room.window.px(*REM_PX)
        full_px = round(row_px * (len(rows) + 1)) + 3
        shown.park_rows(rows, height_px=min(room.left(PARKS_TAKEN), full_px))
    with st.container(gap=None):
        st.space("small")
        st.button(
            say("compare.back"),
            key="back_to_ranking",
            icon=":material/arrow_back:",
            on_click=controls.look_inside,
            args=(controls.ALL,),
        )


def _rows(value: Chart, *, height_px: int, window: Viewport) -> None:
    st.plotly_chart(
        screen.drawn(value, _look(height_px, window)),
        key=ROWS,
        config=screen_frame.CONFIG,
        theme=None,
        on_select=_look_inside,
        selection_mode="points",
        alt=value.alt,
    )


def _look_inside() -> None:
    """List the parks of the league-city whose row was clicked."""
    for point in st.session_state[ROWS]["selection"]["points"]:
        code = point.get("customdata")
        found = code[0] if isinstance(code, list) and code else code
        if isinstance(found, str):
            controls.look_inside(found)


def _look(height_px: int, window: Viewport) -> screen_frame.Look:
    return screen_frame.Look(
        palette=frame.palette(),
        height_px=height_px,
        text_px=window.px(13, 16),
        small_px=window.px(12, 14),
    )


def paths_and_multiples(seen: Compared, room: Room, *, say: Speaker) -> None:
    """Show the ranks over time above small pictures.

    Every indicator of one or two league-cities takes the whole column: nine pictures
    in half of it would be too flat to read. Ranks without a path take one line.
    """
    upper, lower = st.container(), st.container()
    with lower:
        height_px = room.column_px
        if not controls.asks_for_indicators():
            paths = compare.paths_of(seen, say=say)
            upper_px = _paths_px(paths, room)
            height_px -= upper_px + round(room.window.px(*GAP))
            with upper, _card(upper_px):
                _paths(paths, upper_px, room.window, say)
        with _card(height_px):
            _multiples(seen, height_px, room.window, say)


def _paths_px(value: Chart, room: Room) -> int:
    if len(value.categories) < LEAST_PERIODS:
        return round(room.window.px(*PATHLESS))
    return round(room.column_px * PATHS_SHARE)


def _paths(value: Chart, height_px: int, window: Viewport, say: Speaker) -> None:
    """Show how ranks went; with too few periods for a path, say so."""
    shown.card_head(value.title, value.note)
    if len(value.categories) < LEAST_PERIODS:
        key = "compare.paths_short" if value.categories else "compare.paths_none"
        st.caption(say(key))
        return
    left_px = height_px - round(window.px(*PATHS_TAKEN))
    shown.chart(value, key="paths", height_px=left_px, window=window)


def _multiples(seen: Compared, height_px: int, window: Viewport, say: Speaker) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        title = st.empty()
        with st.container(
            horizontal=True, width="content", vertical_alignment="center"
        ):
            facets = controls.pick_facets(say, seen.every_name)
    value = compare.multiples_of(seen, facets, say=say)
    unit = f" :gray[{value.unit}]" if value.unit else ""
    title.markdown(f"### {plain(value.title)}{unit}", anchors=False)
    if not value.categories:
        st.info(say("compare.multiples_none"), icon=":material/info:")
        return
    caption_px = _caption_px(value.note, window, share=1 - ROWS_SHARE)
    left_px = height_px - round(window.px(*MULTIPLES_TAKEN)) - caption_px
    shown.chart(value, key="multiples", height_px=left_px, window=window)
    st.caption(plain(value.note))
