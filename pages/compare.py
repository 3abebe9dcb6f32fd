"""League-cities beside one another: who stands where, how surely, and since when."""

import streamlit as st

from dashboard import compare, controls, shown, shown_compare
from dashboard.frame import desk, footing, page, stop_if_empty
from dashboard.viewport import viewport

with page() as say:
    stop_if_empty(controls.known_periods(), say("overview.empty"))
    window = viewport()
    message, choice = st.columns([60, 40], vertical_alignment="center")
    with choice, shown_compare.line_of_controls():
        ask = controls.pick_ranking(say)
    seen = compare.compared(desk(), ask, say=say)

    sentence = compare.headline(seen, say=say)
    room = shown_compare.room_below(sentence, window=window)

    with message:
        shown.headline(sentence)
    rows, beside = st.columns([56, 44])
    with rows:
        shown_compare.ranking_or_parks(seen, room, say=say)
    with beside:
        shown_compare.paths_and_multiples(seen, room, say=say)
    footing(say, period=controls.spoken(ask.period, say))
