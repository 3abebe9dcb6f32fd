"""A map on the wall as a vector picture, whose names are set in the page's own face."""

from typing import Final

import streamlit as st

SCRIPT: Final = """
export default function ({ parentElement, data }) {
  const stage = parentElement.querySelector("div");
  const [drawn, height] = data;
  stage.innerHTML = drawn;
  stage.firstElementChild.style.height = `${height}px`;
}
"""
"""Streamlit takes vector pictures out of the HTML that it shows."""

LOOK: Final = "svg { display: block; width: 100%; font-family: inherit; }"

_component = st.components.v2.component(
    "zeropark.stage_map", html="<div></div>", css=LOOK, js=SCRIPT
)


def show_svg(drawn: str, *, height_px: int, key: str) -> None:
    """Show *drawn*, whose texts are escaped, as large as its place allows."""
    _component(key=key, data=[drawn, height_px], height=height_px)
