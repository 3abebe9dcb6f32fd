"""What every chart on screen has in common: size, colours, type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.charts.values import Tone
from dashboard.theme import FONT_FAMILY, Palette
from queries.vocabulary import Grade

CONFIG: Final = {"displayModeBar": False, "staticPlot": False, "locale": "zh-CN"}
"""Plotly's own buttons speak English and lead away from the fixed view."""

PERCENT: Final = 100.0

CLEAR: Final = "rgba(0,0,0,0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How large and in which colours a chart is drawn."""

    palette: Palette
    height_px: int
    text_px: float
    small_px: float


def layout(look: Look, **more: Any) -> dict[str, Any]:  # noqa: ANN401  Plotly's own attributes
    """Return the layout of a figure: fixed, on a clear ground, in our type."""
    return {
        "height": look.height_px,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {
            "family": FONT_FAMILY,
            "size": look.small_px,
            "color": look.palette.ink2,
        },
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": look.palette.page,
            "bordercolor": look.palette.line,
            "font": {"color": look.palette.ink, "family": FONT_FAMILY},
        },
        **more,
    }


def in_tone(tone: Tone, palette: Palette) -> str:
    """Return the colour of words or lines of that *tone*."""
    return {
        "": palette.ink,
        "first": palette.ink,
        "good": palette.grades[Grade.A].fill,
        "bad": palette.alarm,
        "quiet": palette.ink3,
    }[tone]


def roomy(values: Sequence[float | None]) -> list[float]:
    """Return an axis that holds *values* with some room; never below 0 for nothing."""
    known = [value for value in values if value is not None]
    if not known:
        return [0.0, 1.0]
    low, high = min(known), max(known)
    room = (high - low) * 0.18 or abs(high) * 0.1 or 1.0
    return [max(0.0, low - room) if low >= 0 else low - room, high + room]
