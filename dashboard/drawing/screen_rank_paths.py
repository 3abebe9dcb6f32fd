"""Ranks over periods on screen: grey lines, and the few that matter in colour."""

from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Series, Tone
from dashboard.drawing.screen_frame import Look, in_tone, layout

LABEL_EM: Final = 8.6
"""How much room the words at the end of the lines take, in sizes of the type."""

WIDTHS: Final = {"quiet": 1.2, "good": 2.4, "bad": 2.4, "first": 2.8, "": 1.2}


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return ranks over periods as a figure, the first at the top."""
    quiet = [series for series in chart.series if series.is_muted]
    loud = [series for series in chart.series if not series.is_muted]
    n_periods, n_ranks = len(chart.categories), chart.highest
    return go.Figure(
        data=[_path(chart, series, look) for series in quiet + loud],
        layout=layout(
            look,
            hovermode="closest",
            margin={
                "l": round(look.small_px * 2),
                "r": round(look.small_px * LABEL_EM),
                "t": 4,
                "b": round(look.small_px * 2),
            },
            xaxis={
                "type": "category",
                "range": [-0.12, n_periods - 0.94],
                "showgrid": False,
                "fixedrange": True,
                "tickfont": {"color": look.palette.ink3},
            },
            yaxis={
                "range": [n_ranks + 0.5, 0.5],
                "tickvals": list(range(1, n_ranks + 1)),
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": look.palette.ink3},
            },
            annotations=[_end(*end, n_periods, look) for end in chart.ends],
        ),
    )


def _colour(tone: Tone, look: Look) -> str:
    own = {"quiet": look.palette.muted, "good": look.palette.accent}
    return own.get(tone) or in_tone(tone, look.palette)


def _path(chart: Chart, series: Series, look: Look) -> go.Scatter:
    colour = _colour(series.tone, look)
    return go.Scatter(
        x=list(chart.categories),
        y=list(series.values),
        name=series.name,
        mode="lines+markers",
        connectgaps=False,
        line={
            "color": colour,
            "width": WIDTHS[series.tone],
            "shape": "spline",
            "smoothing": 0.5,
        },
        marker={
            "color": colour,
            "size": look.small_px * (0.45 if series.is_muted else 0.65),
            "line": {"color": look.palette.page, "width": 1},
        },
        cliponaxis=False,
        hovertemplate="%{x}  %{y}<extra>" + series.name + "</extra>",
    )


def _end(rank: int, words: str, tone: Tone, n_periods: int, look: Look) -> Any:  # noqa: ANN401  Plotly's own attributes
    is_quiet = tone == "quiet"
    shown = words if is_quiet else f"<b>{words}</b>"
    colour = look.palette.ink3 if is_quiet else _colour(tone, look)
    return {
        "text": shown,
        "x": n_periods - 1,
        "y": rank,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": look.small_px * 0.8,
        "showarrow": False,
        "font": {"color": colour, "size": look.small_px},
    }
