"""How large the reader's window is, and whether it can draw a map."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

SMALL_WIDTH: Final = 1366
BIG_WIDTH: Final = 1920
"""Between these two widths sizes grow in a straight line."""

WIDEST: Final = 2200
"""Up to this width the type grows on, as the stylesheet has it, and takes more room."""

SCRIPT: Final = """
export default function ({ setStateValue, data }) {
  const canvas = document.createElement("canvas");
  const webgl = canvas.getContext("webgl2") !== null;
  const report = () => {
    const seen = `${window.innerWidth}x${window.innerHeight}x${webgl ? 1 : 0}`;
    if (seen !== data) setStateValue("seen", seen);
  };
  const faces = ["400 16px 'Noto Sans SC'", "700 16px 'Noto Sans SC'"];
  Promise.all(faces.map((face) => document.fonts.load(face, "零"))).finally(report);
  let waiting;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(report, 400); };
  window.addEventListener("resize", later);
  return () => window.removeEventListener("resize", later);
}
"""
"""Waits for the faces: deck.gl paints names into a texture once, with what is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """The window, in CSS pixels."""

    width: int
    height: int
    has_webgl: bool
    is_known: bool

    def px(self, small: float, big: float) -> float:
        """Return a size between *small* at 1366 and *big* at 1920 wide."""
        return self._grown(small, big, most=BIG_WIDTH)

    def _grown(self, small: float, big: float, *, most: int) -> float:
        width = min(most, max(SMALL_WIDTH, self.width))
        share = (width - SMALL_WIDTH) / (BIG_WIDTH - SMALL_WIDTH)
        return small + (big - small) * share

    def rest(self, small: float, big: float, *, least: int = 280) -> int:
        """Return the height left when *small* to *big* pixels are taken."""
        return max(least, round(self.height - self._grown(small, big, most=WIDEST)))


ASSUMED: Final = Viewport(width=SMALL_WIDTH, height=768, has_webgl=True, is_known=False)
"""Until the window has answered: the smaller of the screens in use."""

KEY: Final = "viewport"

_component = st.components.v2.component("zeropark.viewport", js=SCRIPT)


def viewport() -> Viewport:
    """Return the reader's window; the first run of a session assumes one."""
    state = st.session_state.get(KEY)
    known = state.get("seen") if state else None
    _component(key=KEY, data=known, on_seen_change=lambda: None, height=1)
    if known is None:
        return ASSUMED
    width, height, webgl = (int(part) for part in str(known).split("x"))
    return Viewport(width=width, height=height, has_webgl=bool(webgl), is_known=True)
