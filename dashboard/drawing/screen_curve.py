"""A curve on screen: green share against storage, with what stands and what lacks."""

from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Mark
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
    palette, last = look.palette, _last(chart)
    values = [*curve.values, *(v for one in points for v in one.values)]
    known = [v * PERCENT for v in values if v is not None]
    known += [mark.value * PERCENT for mark in chart.marks]
    data = [
        go.Scatter(
            x=list(chart.positions),
            y=[None if v is None else v * PERCENT for v in curve.values],
            name=curve.name,
            mode="lines",
            line={"color": palette.accent, "width": 2.6},
            hovertemplate="%{x:,.0f} MWh  %{y:.1f}%<extra></extra>",
        )
    ]
    data += [
        go.Scatter(
            x=list(chart.positions),
            y=[None if v is None else v * PERCENT for v in one.values],
            text=[one.end] * len(one.values),
            name=one.name,
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
        for one in points
    ]
    return go.Figure(
        data=data,
        layout=layout(
            look,
            margin={"l": 48, "r": 16, "t": 14, "b": 46},
            xaxis={
                "range": [-0.02 * last, last],
                "title": {"text": chart.heads[0], "standoff": 6},
                "gridcolor": palette.line,
                "gridwidth": 0.4,
                "zeroline": False,
                "fixedrange": True,
                "tickformat": ",.0f",
            },
            yaxis={
                "range": roomy(known),
                "gridcolor": palette.line,
                "gridwidth": 0.5,
                "zeroline": False,
                "fixedrange": True,
                "ticksuffix": "%",
                "nticks": 6,
            },
            shapes=[
                *(_level(mark, look) for mark in chart.marks),
                *(
                    _post(mark, HEIGHTS[i % len(HEIGHTS)], look, last)
                    for i, mark in enumerate(chart.posts)
                ),
            ],
        ),
    )


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
