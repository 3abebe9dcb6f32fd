"""A curve on screen: green share against storage, with what stands and what lacks."""

from itertools import cycle
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Mark, Series
from dashboard.drawing.screen_frame import PERCENT, Look, layout, roomy

PAST: Final = 1.6
"""The axis goes on so far past what stands and what is needed, as a factor."""

LEAST_SHARE: Final = 0.25
"""Of the whole axis that is shown at the least."""

HEIGHTS: Final = (0.12, 0.03)
"""Where the words of the posts stand, above the foot of the picture."""


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return a curve as a figure."""
    curve, *points = chart.series
    last = _last(chart)
    posts = zip(chart.posts, cycle(HEIGHTS), strict=False)
    return go.Figure(
        data=[
            _line(chart, curve, look),
            *(_points(chart, one, look) for one in points),
        ],
        layout=layout(
            look,
            margin={"l": 48, "r": 16, "t": 14, "b": 46},
            xaxis={
                "range": [-0.02 * last, last],
                "title": {"text": chart.heads[0], "standoff": 6},
                "gridcolor": look.palette.line,
                "gridwidth": 0.4,
                "zeroline": False,
                "fixedrange": True,
                "tickformat": ",.0f",
            },
            yaxis={
                "range": roomy(_shares(chart)),
                "gridcolor": look.palette.line,
                "gridwidth": 0.5,
                "zeroline": False,
                "fixedrange": True,
                "ticksuffix": "%",
                "nticks": 6,
            },
            shapes=[
                *(_level(mark, look) for mark in chart.marks),
                *(_post(mark, height, look, last) for mark, height in posts),
            ],
        ),
    )


def _line(chart: Chart, curve: Series, look: Look) -> go.Scatter:
    return go.Scatter(
        x=list(chart.positions),
        y=_percent(curve),
        name=curve.name,
        mode="lines",
        line={"color": look.palette.accent, "width": 2.6},
        hovertemplate="%{x:,.0f} MWh  %{y:.1f}%<extra></extra>",
    )


def _points(chart: Chart, series: Series, look: Look) -> go.Scatter:
    """Return hollow points with their words: what stands, what a change would make."""
    palette = look.palette
    return go.Scatter(
        x=list(chart.positions),
        y=_percent(series),
        text=[series.end] * len(series.values),
        name=series.name,
        mode="markers+text",
        textposition="bottom right",
        textfont={"size": look.small_px, "color": palette.ink2},
        marker={
            "size": 10,
            "color": palette.page,
            "line": {"color": palette.ink2, "width": 2},
        },
        hoverinfo="skip",
    )


def _percent(series: Series) -> list[float | None]:
    return [None if v is None else v * PERCENT for v in series.values]


def _shares(chart: Chart) -> list[float]:
    """Return every height that the axis has to hold, in percent."""
    heights = [v for one in chart.series for v in _percent(one) if v is not None]
    return heights + [mark.value * PERCENT for mark in chart.marks]


def _last(chart: Chart) -> float:
    """Return where the axis ends: past the posts, not at a day's worth of storage."""
    whole = chart.positions[-1]
    wanted = PAST * max((post.value for post in chart.posts), default=whole)
    return min(whole, max(wanted, LEAST_SHARE * whole))


def _level(mark: Mark, look: Look) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": mark.value * PERCENT,
        "y1": mark.value * PERCENT,
        "line": {"color": look.palette.target, "width": 1.2, "dash": "dash"},
        "label": {
            "text": mark.label,
            "textposition": "end",
            "yanchor": "bottom",
            "font": {"size": look.small_px, "color": look.palette.ink2},
        },
    }


def _post(mark: Mark, height: float, look: Look, last: float) -> dict[str, Any]:
    """Return a line upwards at *mark*, its words beside it where there is room."""
    is_far = mark.value > 0.6 * last
    return {
        "type": "line",
        "yref": "paper",
        "x0": mark.value,
        "x1": mark.value,
        "y0": 0,
        "y1": 1,
        "line": {"color": look.palette.ink3, "width": 1.4, "dash": "dot"},
        "label": {
            "text": mark.label,
            "textangle": 0,
            "textposition": "start",
            "xanchor": "right" if is_far else "left",
            "yanchor": "bottom",
            "padding": 4 + round(height * 100),
            "font": {"size": look.small_px, "color": look.palette.ink},
        },
    }
