"""How one park stands: its grade, each indicator against its target, its year."""

import streamlit as st

from dashboard import controls, park_profile, shown
from dashboard.frame import footing, page, stop_if_empty
from dashboard.viewport import viewport

with page() as say:
    names = park_profile.names()
    stop_if_empty(names, say("park.empty"))
    window = viewport()
    left, right = st.columns([30, 70], vertical_alignment="center")
    with right:
        cards, choice = st.columns([74, 26], vertical_alignment="center")
    with choice:
        code = controls.pick_park(say, names)
        period = controls.pick_period(say, width="stretch")
    seen = park_profile.profile_of(code, period)

    with left:
        shown.park_head(seen)
    with cards:
        shown.kpis(park_profile.cards(seen, say=say), say=say)
    shown.facts(seen, say=say)
    rows, lines = st.columns([62, 38])
    with rows:
        shown.bullets(park_profile.bullets(seen, say=say), window=window)
    with lines:
        shown.trends(park_profile.trends(seen, say=say), window=window, say=say)
    shown.sources(seen, say=say)
    footing(say, period=controls.spoken(period, say))
