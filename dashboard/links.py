"""Filters that live in the address: a link holds codes, whatever the language.

Streamlit's own binding writes the label that a reader sees into the address, so that
a link would break with the language, the theme or a count in a label. Ours writes the
option's code; a value stays with the session when the page changes, and an address
that somebody else wrote wins over what the session remembers.
"""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

WRITTEN: Final = "_written_to_link"
"""Session key: what we last put into the address, by parameter."""

SHOWN: Final = "_shown_by_controls"
"""Session key: what the controls of this page show, defaults and all."""

MOVING: Final = frozenset({"period", "trial_period", "park"})
"""Whose default is another one when the data have moved on."""


def adopt(key: str, options: Sequence[str]) -> None:
    """Take the value of *key* from the address, unless we wrote it there ourselves.

    Codes that are no option (any more) are dropped; the control then shows its
    default.
    """
    adopt_where(key, options.__contains__)


def adopt_where(key: str, is_known: Callable[[str], bool]) -> None:
    """Take the values of *key* that *is_known* knows, as ``adopt`` does."""
    found = st.query_params.get_all(key)
    if found == st.session_state.get(WRITTEN, {}).get(key, []):
        return
    known = [code for code in found if is_known(code)]
    if known:
        st.session_state[key] = known


def adopt_one(key: str, options: Sequence[str]) -> None:
    """Take a single value of *key* from the address, as ``adopt`` does."""
    adopt(key, options)
    held = st.session_state.get(key)
    if isinstance(held, list):
        st.session_state[key] = held[0]
    elif isinstance(held, str) and held not in options:
        del st.session_state[key]


def publish(key: str, codes: Sequence[str], *, default: Sequence[str] = ()) -> None:
    """Put the value of *key* into the address; a default leaves no trace there."""
    wanted = [] if list(codes) == list(default) else list(codes)
    if st.query_params.get_all(key) != wanted:
        if wanted:
            st.query_params[key] = wanted
        else:
            del st.query_params[key]
    st.session_state.setdefault(WRITTEN, {})[key] = wanted
    shown = list(codes) if key in MOVING else wanted
    st.session_state.setdefault(SHOWN, {})[key] = shown


def begin() -> None:
    """Forget what the controls of the page before showed."""
    st.session_state[SHOWN] = {}


def shown() -> dict[str, list[str]]:
    """Return what would bring this page's controls back to what they show."""
    held: dict[str, list[str]] = st.session_state.get(SHOWN, {})
    return dict(held)


def forget() -> None:
    """Let go of every choice of this session: only an address counts from now on."""
    for key in st.session_state.pop(WRITTEN, {}):
        st.session_state.pop(key, None)
