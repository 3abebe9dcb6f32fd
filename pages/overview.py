"""Where the parks stand, what changed, and what needs attention."""

import streamlit as st

from dashboard import controls, overview, shown
from dashboard.frame import footing, page, stop_if_empty
from dashboard.viewport import viewport

with page() as say:
    stop_if_empty(controls.known_periods(), say("overview.empty"))
    window = viewport()
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        message = st.container()
        place = controls.pick_place(say)
    strip = st.container(horizontal=True, key="cards")
    map_side, list_side = st.columns([69, 31])
    all_grades = overview.overview_of(place)

    with map_side, st.container(border=True, gap=None):
        with st.container(horizontal=True, vertical_alignment="center", key="look"):
            look = controls.pick_look(say, place, all_grades.grade_counts)
        seen = all_grades.graded(look.grades)
        shown.park_map_or_table(seen, look, window=window, say=say)
    with message:
        shown.headline(overview.headline(seen, say=say))
    with strip:
        shown.kpis(overview.kpi_strip(seen, say=say), say=say)
    with list_side:
        shown.changes(overview.changes_of(seen, say=say), window=window, say=say)
        shown.tasks(overview.tasks_of(seen, say=say), window=window, say=say)
    footing(say, period=controls.spoken(place.period, say))
