"""The entry: the list of pages and the frame around them."""

from pathlib import Path

import streamlit as st

from dashboard import frame

PAGES = Path(__file__).parents[1] / "pages"

say = frame.shell()
chosen = st.navigation(
    [
        st.Page(
            PAGES / "overview.py",
            title=say("overview.name"),
            icon=":material/map:",
            url_path="overview",
            default=True,
        ),
        st.Page(
            PAGES / "compare.py",
            title=say("compare.name"),
            icon=":material/leaderboard:",
            url_path="compare",
        ),
        st.Page(
            PAGES / "trends.py",
            title=say("trends.name"),
            icon=":material/show_chart:",
            url_path="trends",
        ),
        st.Page(
            PAGES / "park.py",
            title=say("park.name"),
            icon=":material/factory:",
            url_path="park",
        ),
        st.Page(
            PAGES / "complement.py",
            title=say("match.name"),
            icon=":material/swap_calls:",
            url_path="complement",
        ),
        st.Page(
            PAGES / "present.py",
            title=say("present.name"),
            icon=":material/slideshow:",
            url_path="present",
        ),
        st.Page(
            PAGES / "methods.py",
            title=say("methods.name"),
            icon=":material/menu_book:",
            url_path="methods",
        ),
    ],
    position="top",
)
chosen.run()
