"""What every number means, where it comes from, and how fresh it is."""

import streamlit as st

from dashboard import methods, shown, shown_rules
from dashboard.frame import footing, page

with page() as say:
    shown.headline(methods.headline(say))
    indicators, measures, rules, zones, state = st.tabs(methods.tabs(say))
    with indicators:
        shown.wrapped_table(methods.indicators(say), key="indicators")
        st.caption(methods.rules(say))
    with measures:
        shown.wrapped_table(methods.measures(say))
    with rules:
        shown_rules.rules(say)
    with zones:
        st.caption(methods.zones_note(say))
        shown.table(methods.zones(say), key="zones")
    with state:
        shown.wrapped_table(methods.state(say))
        st.caption(say("methods.boundary"))
    footing(say, period=methods.period(say))
