"""Who is rich in wind and sun and short of storage, and who could help whom."""

import streamlit as st

from dashboard import controls, match_controls, shown, shown_match
from dashboard.frame import page, stop_if_empty
from dashboard.viewport import viewport

with page() as say:
    stop_if_empty(controls.known_periods(), say("match.empty"))
    window = viewport()
    message = st.empty()
    with shown_match.line():
        side = match_controls.pick_side(say)
        with shown_match.controls():
            asked = match_controls.pick_asked(say)
            method = st.container(width="content")
    with st.spinner(say("match.working")):
        known = shown_match.rows_of(asked)
    stop_if_empty(known, say("match.nothing_reported"))

    sentence = shown_match.part(side, asked, window=window, say=say)

    with message:
        shown.headline(sentence)
    with method:
        shown_match.method(asked, say=say)
    shown_match.foot(asked, say=say)
