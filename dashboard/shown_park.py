"""A park's page as Streamlit elements: head, scorecard, ways up, peers, sources."""

from collections.abc import Sequence
from math import ceil
from typing import Final

import streamlit as st

from dashboard import controls, frame, park_cards, park_judgement, park_profile, shown
from dashboard.charts.next_steps import NextSteps
from dashboard.charts.peers import Peers, nearest, peer_table
from dashboard.charts.values import Chart
from dashboard.park_judgement import Judgement
from dashboard.park_profile import Profile
from dashboard.text import Speaker, plain
from dashboard.viewport import Viewport
from queries.months import Period

TAKEN: Final = (392, 474)
"""What stands above and below a park's charts, in pixels."""

WHY_TAKEN: Final = (400, 486)
"""The same where the card of the score and that of the trends stand in one column."""

WHY_SHARE: Final = 0.62
"""The score's share of what is left; the trends have the rest."""

STEPS_TAKEN: Final = (428, 550)
ROW_PX: Final = (30, 36)
"""How high one row of a table of peers is, on a small and on a big screen."""

CAPS_A_LINE: Final = 2
"""How many badges stand in one line."""

LEAST_PEERS: Final = 3

LETTERS_A_LINE: Final = 35
"""How many Chinese letters of a note stand in one line of its card."""


def head(seen: Profile) -> None:
    """Show the name of a park beside its grade."""
    tile, name = st.columns([22, 78], vertical_alignment="center")
    grade = seen.grade.grade
    tile.image(frame.HERE / "static" / f"tile_{grade}_{frame.palette().name}.svg")
    name.markdown(f"# {plain(seen.park.name_zh)}", anchors=False)


def facts(seen: Profile, judged: Judgement | None, *, say: Speaker) -> None:
    """Show what the registry says in a row, and what the reader must not miss."""
    remarks = park_cards.remarks(seen, judged, say=say)
    badges = [f":gray-badge[{phrase}]" for phrase in park_cards.facts(seen, say=say)]
    with st.container(horizontal=True, vertical_alignment="center", key="facts"):
        st.markdown(" ".join([*remarks, *badges]))
        is_asked = st.button(
            say("park.sources"), icon=":material/account_tree:", type="tertiary"
        )
    if is_asked:
        st.dialog(say("park.sources"), width="large")(_sources)(seen, say)


def judgement(
    seen: Profile, judged: Judgement | None, *, window: Viewport, say: Speaker
) -> None:
    """Show why the park has its grade, what would lift it, and its peers.

    In a period that no rule set judges, the indicators against their targets.
    """
    left, right = st.columns([64, 36])
    if judged is None:
        with left:
            _bullets(seen, window=window, say=say)
        with right:
            _trends_below(park_profile.trends(seen, say=say), window=window, say=say)
        return
    with left:
        _why(judged, window=window, say=say)
        _trends_beside(park_profile.trends(seen, say=say), window=window)
    with right:
        steps = park_judgement.steps(judged, say=say)
        caps = park_judgement.caps(judged, say=say)
        _steps(steps, caps)
        row_px = window.px(*ROW_PX)
        n_lines = _lines(steps) + ceil(len(caps) / CAPS_A_LINE)
        room_px = window.rest(*STEPS_TAKEN, least=0) - row_px * n_lines
        n_rows = max(LEAST_PEERS, int(room_px / row_px))
        _peers(
            park_judgement.peers_of(judged),
            judged,
            n_rows=n_rows,
            row_px=row_px,
            say=say,
        )


def _why(judged: Judgement, *, window: Viewport, say: Speaker) -> None:
    value = park_judgement.why(judged, say=say)
    rules = plain(park_judgement.rules_words(judged.rules, say=say))
    with st.container(border=True, gap=None):
        shown.card_head(value.title, value.note)
        st.markdown(f":small[:gray[{rules}]]")
        shown.chart(value, key="why", height_px=_why_px(window), window=window)


def _why_px(window: Viewport) -> int:
    return round(window.rest(*WHY_TAKEN, least=360) * WHY_SHARE)


def _trends_px(window: Viewport) -> int:
    return window.rest(*WHY_TAKEN, least=360) - _why_px(window)


def _trends_beside(values: Sequence[Chart], *, window: Viewport) -> None:
    with st.container(border=True, gap=None):
        for index, (column, value) in enumerate(
            zip(st.columns(len(values)), values, strict=True)
        ):
            with column:
                shown.chart(
                    value,
                    key=f"trend_{index}",
                    height_px=_trends_px(window),
                    window=window,
                )


def _steps(value: NextSteps, caps: Sequence[str]) -> None:
    """Show what caps the grade, what comes first, and up to three ways."""
    with st.container(border=True, gap="xsmall", key="steps"):
        shown.card_head(value.title, "")
        if caps:
            st.markdown(" ".join(f":orange-badge[{plain(cap)}]" for cap in caps))
        if value.first:
            st.markdown(f":red-badge[:material/priority_high:] {plain(value.first)}")
        for step in value.steps:
            st.markdown(
                f"**{plain(step.name)}** {plain(step.move)}"
                f" :green-badge[{plain(step.points)}]"
            )
        for note in value.notes:
            st.markdown(f":small[:gray[{plain(note)}]]")


def _lines(value: NextSteps) -> int:
    """Return about how many lines stand under the title of a card."""
    notes = sum(ceil(len(note) / LETTERS_A_LINE) for note in value.notes)
    return bool(value.first) + len(value.steps) + notes


def _peers(
    value: Peers, judged: Judgement, *, n_rows: int, row_px: float, say: Speaker
) -> None:
    """Show the parks of the same tier and form around this one; a row opens a park."""
    rows = nearest(value, n=n_rows)
    key = f"peers_{value.code}"
    with st.container(border=True, gap="xsmall", height="stretch"):
        aside = say("peers.n_alike", n=value.alike.n)
        shown.card_head(park_judgement.peers_title(judged, say=say), aside)
        if not rows:
            st.caption(say("peers.none"))
            return
        st.dataframe(
            peer_table(rows, code=value.code, say=say),
            hide_index=True,
            key=key,
            height=round(row_px * (len(rows) + 1)) + 3,
            on_select=lambda: _open(key, tuple(row.code for row in rows)),
            selection_mode="single-row",
        )


def _open(key: str, codes: Sequence[str]) -> None:
    """Turn to the park of the row that was chosen."""
    for index in st.session_state[key]["selection"]["rows"]:
        st.session_state["park"] = codes[index]


def _bullets(seen: Profile, *, window: Viewport, say: Speaker) -> None:
    value = park_profile.bullets(seen, say=say)
    with st.container(border=True, gap=None):
        shown.card_head(value.title, value.note)
        st.markdown(f":gray-badge[{park_judgement.unjudged(seen, say=say)}]")
        shown.chart(value, key="bullets", height_px=_profile_px(window), window=window)


def _trends_below(values: Sequence[Chart], *, window: Viewport, say: Speaker) -> None:
    with st.container(border=True, gap=None):
        shown.card_head(say("trend.title"), say("trend.note"))
        for index, value in enumerate(values):
            shown.chart(
                value,
                key=f"trend_{index}",
                height_px=_profile_px(window) // len(values),
                window=window,
            )


def _profile_px(window: Viewport) -> int:
    return window.rest(*TAKEN, least=320)


def _sources(seen: Profile, say: Speaker) -> None:
    """Show the file and cell of every number of the month."""
    month = controls.spoken(Period(seen.month, seen.month), say)
    rows = park_profile.sources(seen, say=say)
    has_files = say("park.file") in rows
    key = "park.sources_of" if has_files else "park.sources_generated"
    st.caption(say(key, month=month))
    shown.table(rows, key="sources")
