"""The box in which a snapshot code is read off, or typed to go back to its view."""

from typing import Final

import streamlit as st

from dashboard import change_words, data, links
from dashboard.restoring import page_of
from dashboard.text import Speaker, plain
from dashboard.view_codes import ViewCode, read
from queries.errors import OversightError

BOX: Final = "snapshot_box"
TYPED: Final = "snapshot_typed"
"""Session keys: whether the box is open, and what stands in its field."""

WANTED: Final = "_snapshot_wanted"
REFUSED: Final = "_snapshot_refused"
SINCE: Final = "_snapshot_since"
"""Session keys: the view to go to, why there is none, and the state last asked for."""

ARRIVED: Final = "_snapshot_arrived"
"""Session key: the state whose view was just gone to."""

BOX_WIDTH_PX: Final = 430
"""So wide the code of a view with four filters stands on one line."""

LISTED: Final = 8
"""More batches than this nobody reads in a box."""


def snapshot_box(code: str, *, say: Speaker) -> None:
    """Offer the *code* of this view, and the way to another."""
    _go()
    box = st.popover(
        say("snapshot.open"),
        key=BOX,
        icon=":material/history:",
        type="tertiary",
        on_change="rerun",
    )
    if box.open:
        with box, st.container(width=BOX_WIDTH_PX):
            _inside(code, say)


def _inside(code: str, say: Speaker) -> None:
    st.caption(say("snapshot.this"))
    st.code(code, language=None, wrap_lines=True)
    with st.form("snapshot_form", border=False):
        st.text_input(
            say("snapshot.typed"),
            key=TYPED,
            placeholder=say("snapshot.placeholder"),
            label_visibility="collapsed",
        )
        st.form_submit_button(
            say("snapshot.restore"), on_click=_ask, args=(say,), type="primary"
        )
    refused, since = st.session_state.get(REFUSED), st.session_state.get(SINCE)
    if refused:
        st.error(refused, icon=":material/error:")
    elif since:
        _tell(since, say)


def _ask(say: Speaker) -> None:
    """Take the typed code: go to its view, or say why there is none."""
    st.session_state[REFUSED] = None
    try:
        found = read(st.session_state[TYPED])
        page_of(found)
        data.look_anew()
        data.changes_since(found.data)
    except OversightError as error:
        st.session_state[REFUSED] = plain(say.error(error))
        return
    st.session_state[SINCE] = found.data
    st.session_state[WANTED] = found if found.page else None
    st.session_state[BOX] = True


def _go() -> None:
    """Turn to the page that was asked for, with nothing chosen but what it asks."""
    wanted: ViewCode | None = st.session_state.pop(WANTED, None)
    if wanted is not None:
        links.forget()
        st.session_state[ARRIVED] = wanted.data
        st.switch_page(page_of(wanted), query_params=wanted.parameters)


def tell(say: Speaker) -> None:
    """Say once, where a code led, whether anything has changed since."""
    since: str | None = st.session_state.pop(ARRIVED, None)
    if since is not None:
        finding = change_words.finding(data.changes_since(since), since, say=say)
        st.toast(finding, icon=":material/history:")


def _tell(since: str, say: Speaker) -> None:
    changes = data.changes_since(since)
    st.markdown(change_words.finding(changes, since, say=say))
    lines = [
        say(
            "snapshot.item",
            when=change_words.when(change),
            what=change_words.what(change, say=say),
            batch=change.number,
            wrote=change_words.wrote(change, say=say),
        )
        for change in changes[:LISTED]
    ]
    if len(changes) > LISTED:
        lines.append(say("snapshot.more", n=len(changes) - LISTED))
    st.markdown("\n".join(lines))
