"""What every page offers beside its own: a way back to a view, and files to take."""

import streamlit as st

from dashboard import data, export_box, links, restoring, snapshot_box
from dashboard.export_box import Asked
from dashboard.text import Speaker


def code_here(data_code: str) -> str:
    """Return the code of what this page shows, its controls having been drawn."""
    page = restoring.page_at(st.context.url)
    return restoring.code_of(data_code, page, links.shown())


def page_tools(code: str, *, say: Speaker) -> None:
    """Put the tools into the header, where they take no height from the page."""
    page, asked = restoring.page_at(st.context.url), links.shown()
    _tools(code, page, asked, say)
    export_box.tell()
    snapshot_box.tell(say)


@st.fragment
def _tools(code: str, page: str, asked: Asked, say: Speaker) -> None:
    data.look_anew()
    with st.container(key="page_tools", horizontal=True, gap="small"):
        export_box.export_box(page, asked, say=say)
        snapshot_box.snapshot_box(code, say=say)
