"""How one park stands: why it has its grade, what would lift it, its peers."""

import streamlit as st

from dashboard import (
    controls,
    park_cards,
    park_judgement,
    park_profile,
    shown,
    shown_park,
)
from dashboard.frame import desk, footing, page, stop_if_empty
from dashboard.viewport import viewport

with page() as say:
    names = park_profile.names(desk())
    stop_if_empty(names, say("park.empty"))
    window = viewport()
    left, right = st.columns([30, 70], vertical_alignment="center")
    with right:
        cards, choice = st.columns([74, 26], vertical_alignment="center")
    with choice:
        code = controls.pick_park(say, names)
        period = controls.pick_period(say, width="stretch")
    seen = park_profile.profile_of(desk(), code, period)
    judged = park_judgement.judgement_of(seen)

    with left:
        shown_park.head(seen)
    with cards, st.container(horizontal=True, key="cards"):
        shown.kpis(park_cards.cards(seen, judged, say=say), say=say)
    shown_park.facts(seen, judged, say=say)
    shown_park.judgement(seen, judged, window=window, say=say)
    footing(say, period=controls.spoken(period, say))
