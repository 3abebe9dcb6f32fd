"""What is told at a conference, step by step, on the wall."""

import streamlit as st

from dashboard import controls, present_desk, shown, shown_talk
from dashboard.frame import footing, page, stop_if_empty

with page() as say:
    stop_if_empty(controls.known_periods(), say("overview.empty"))
    steps = present_desk.held_steps()
    if shown_talk.is_on_the_wall():
        period = shown_talk.desk_period(controls.offered_periods())
        shown_talk.show(steps, period, say=say)
    else:
        message, choice = st.columns([64, 36], vertical_alignment="center")
        with choice, st.container(horizontal=True, horizontal_alignment="right"):
            period = present_desk.pick_period(say)
            present_desk.begin(steps, period, say=say)
        with message:
            shown.headline(say("present.headline", n=len(steps)))
        order, beside = st.columns([64, 36])
        with order, st.container(border=True, height=present_desk.list_height_px()):
            present_desk.ordered_list(steps, period, say=say)
        with beside, st.container(border=True):
            present_desk.adder(steps, period, say=say)
        with beside, st.container(border=True):
            present_desk.keeper(steps, say=say)
            present_desk.taker(steps, period, say=say)
        footing(say, period=controls.spoken(period, say))
