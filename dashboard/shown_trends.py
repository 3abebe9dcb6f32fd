"""Trends on the page: the picture with its switches, and the table beside it."""

import math
from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard import controls, shown, trends
from dashboard.charts.trend_points import SHOWS, Show
from dashboard.drawing.label_columns import em_width
from dashboard.text import Speaker, plain
from dashboard.trends import Trends
from dashboard.viewport import Viewport
from queries.vocabulary import Level

TAKEN: Final = (258, 312)
"""What stands above and below the two cards' contents, in pixels."""

HEADLINE_PX: Final = (24.5, 29.5)
"""How large the type of a headline is, and with it how high each further line."""

INSETS_PX: Final = 60
LINE_SHARE: Final = 1.2

TITLE_PX: Final = (14.7, 17.7)
SWITCH_PX: Final = (12.9, 15.5)
HEAD_LINE: Final = (34, 41)
"""How large title and switches of the picture are, and how high a line of them is."""

PICTURE_SHARE: Final = 0.64
CARD_INSET: Final = 34
SEGMENT_EM: Final = 2.2
TOGGLE_EM: Final = 3.6
"""What a segment and a toggle need beside their words, in sizes of their type."""

CAPTION: Final = (24, 30)
CHOICE: Final = (12, 13)
"""How much higher the head of a card is with a list to choose from."""


@dataclass(frozen=True, slots=True)
class View:
    """What the reader asked to see, and whether with the region behind it."""

    show: Show
    with_region: bool


def switches(seen: Trends, *, say: Speaker) -> View:
    """Show what the card is about, and ask what to show of it."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        title = st.container(width="content")
        with st.container(
            horizontal=True, vertical_alignment="center", width="content"
        ):
            has_region = seen.ask.by is not Level.REGION
            with_region = has_region and controls.pick_reference(say)
            show = controls.pick_show(say)
    name, unit = trends.title(seen, show, say=say)
    beside = f" :gray[{plain(unit)}]" if unit else ""
    title.markdown(f"### {plain(name)}{beside}", anchors=False)
    return View(show, with_region)


def room_px(window: Viewport, headline: str) -> int:
    """Return how high the contents of either card may be under that headline."""
    type_px = window.px(*HEADLINE_PX)
    n_lines = math.ceil(em_width(headline) * type_px / (window.width - INSETS_PX))
    further = (n_lines - 1) * type_px * LINE_SHARE
    return round(window.rest(*TAKEN) - further)


def _card_px(window: Viewport) -> float:
    return (window.width - INSETS_PX) * PICTURE_SHARE - CARD_INSET


def _head_px(seen: Trends, view: View, window: Viewport, say: Speaker) -> float:
    """Return how wide the picture's title and the switches beside it are."""
    title_em = em_width(" ".join(trends.title(seen, view.show, say=say)))
    words = [say(f"controls.show_{show}") for show in SHOWS]
    switch_em = sum(em_width(word) + SEGMENT_EM for word in words)
    if seen.region is not None:
        switch_em += em_width(say("controls.reference")) + TOGGLE_EM
    return title_em * window.px(*TITLE_PX) + switch_em * window.px(*SWITCH_PX)


def picture(
    seen: Trends, view: View, *, height_px: int, window: Viewport, say: Speaker
) -> None:
    """Show the lines, and what one must know to read them right.

    Switches that do not fit beside the title stand below it and take their room.
    """
    value = trends.chart(seen, view.show, with_region=view.with_region, say=say)
    if not value.categories:
        st.info(say("trends.too_short_for"), icon=":material/info:")
        return
    is_head_broken = _head_px(seen, view, window, say) > _card_px(window)
    taken = window.px(*CAPTION) + window.px(*HEAD_LINE) * is_head_broken
    room = round(height_px - taken)
    shown.chart(value, key="trend", height_px=room, window=window)
    st.caption(plain(value.note) or "&nbsp;")


def rows(
    seen: Trends, view: View, *, height_px: int, window: Viewport, say: Speaker
) -> None:
    """Show every window of one line as a row; of several lines ask for which."""
    names = {line.code: line.name for line in seen.lines}
    (code, *others) = names
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        aside = say("trends.in_points") if trends.has_points(seen) else ""
        small = f" &nbsp;:small[:gray[{aside}]]" if aside else ""
        st.markdown(
            f"### {say('trends.rows')}{small}",
            anchors=False,
            width="content",
            help=say("trends.note_comparable"),
        )
        if others:
            code = controls.pick_whose(say, names)
        else:
            st.markdown(f":small[:gray[{plain(names[code])}]]", width="content")
    with st.container(key="trend_rows"):
        st.table(
            trends.rows(seen, code, view.show, say=say),
            border="horizontal",
            hide_index=True,
            height=round(height_px - window.px(*CHOICE) * bool(others)),
        )
