"""How an indicator goes: of the region, of lists, league-cities or parks."""

import streamlit as st

from dashboard import controls, shown, shown_trends, trends
from dashboard.frame import desk, footing, page, stop_if_empty
from dashboard.viewport import viewport

with page() as say:
    stop_if_empty(trends.reported(desk()), say("trends.empty"))
    window = viewport()
    message = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        ask = controls.pick_trend(say, trends.choices(desk(), say))
    seen = trends.trends_of(desk(), ask, say=say)

    lines, beside = st.columns([64, 36])
    picture = lines.container(border=True, gap=None)
    with picture:
        view = shown_trends.switches(seen, say=say)
    sentence = trends.headline(seen, view.show, say=say)
    room = shown_trends.room_px(window, sentence)
    with message:
        shown.headline(sentence)
    with picture:
        shown_trends.picture(seen, view, height_px=room, window=window, say=say)
    with beside, st.container(border=True, gap=None):
        shown_trends.rows(seen, view, height_px=room, window=window, say=say)
    footing(say, period=trends.span_words(seen, say=say))
