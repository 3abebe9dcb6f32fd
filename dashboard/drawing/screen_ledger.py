"""An account on screen: one row, one league-city, what it lacks now and after."""

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Series
from dashboard.drawing.screen_frame import Look, in_tone, layout

NAME_AT: Final = 0.012
GRID_AT: Final = 0.17
AXIS: Final = (0.27, 0.66)
NOW_AT: Final = 0.825
AFTER_AT: Final = 0.99
"""Where columns stand, as a share of the row; the last two are flush right."""

HEAD_ROWS: Final = 1.0
ROW_PX: Final = 46
"""Rows grow no higher: a few of them need not fill the picture."""


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return an account as a figure."""
    n_rows = len(chart.categories)
    slots = max(n_rows, look.height_px / ROW_PX - HEAD_ROWS)
    return go.Figure(
        data=[
            _ground(chart),
            *_pairs(chart, look),
            *_words(chart, look),
        ],
        layout=layout(
            look,
            barmode="overlay",
            bargap=0.0,
            hovermode="closest",
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            xaxis={"range": [0, 1], "visible": False, "fixedrange": True},
            yaxis={
                "range": [slots - 0.5, -0.5 - HEAD_ROWS],
                "visible": False,
                "fixedrange": True,
            },
            annotations=_heads(chart, look),
            shapes=_shapes(chart, look),
        ),
    )


def _ground(chart: Chart) -> go.Bar:
    rows = list(range(len(chart.categories)))
    return go.Bar(
        x=[1] * len(rows),
        y=rows,
        orientation="h",
        width=1,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        hovertext=list(chart.hints),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _ends(chart: Chart) -> tuple[float, float]:
    """Return the least and the greatest value, with zero between them."""
    known = [v for series in chart.series for v in series.values if v is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    return (low, high) if high > low else (0.0, 1.0)


def _x(chart: Chart, value: float) -> float:
    (low, high), (start, end) = _ends(chart), AXIS
    return start + (value - low) / (high - low) * (end - start)


def _pairs(chart: Chart, look: Look) -> list[go.Scatter]:
    """Return a line from now to after, a ring and a dot, for gaps and for spare."""
    found = []
    for now, after in (chart.series[:2], chart.series[2:]):
        rows = [row for row, value in enumerate(now.values) if value]
        xs: list[float | None] = []
        ys: list[float | None] = []
        for row in rows:
            ends = (_x(chart, now.values[row] or 0), _x(chart, after.values[row] or 0))
            xs += [*ends, None]
            ys += [row, row, None]
        line = {"color": look.palette.muted, "width": 3}
        found += [
            go.Scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip"),
            _dots(chart, now, rows, look, is_full=False),
            _dots(chart, after, rows, look, is_full=True),
        ]
    return found


def _dots(
    chart: Chart, series: Series, rows: Sequence[int], look: Look, *, is_full: bool
) -> go.Scatter:
    palette = look.palette
    values = [series.values[row] or 0.0 for row in rows]
    full = [palette.alarm if round(value) > 0 else palette.accent for value in values]
    return go.Scatter(
        x=[_x(chart, value) for value in values],
        y=list(rows),
        mode="markers",
        name=series.name,
        marker={
            "size": look.small_px * 0.85,
            "color": full if is_full else palette.page,
            "opacity": 1,
            "line": {"color": full if is_full else palette.ink3, "width": 1.6},
        },
        cliponaxis=False,
        hoverinfo="skip",
    )


def _words(chart: Chart, look: Look) -> list[go.Scatter]:
    rows = list(range(len(chart.categories)))
    names = [f"<b>{name}</b>" for name in chart.categories]
    bold = [f"<b>{texts[2]}</b>" for texts in chart.texts]
    columns = (
        (NAME_AT, names, "middle right", None, look.text_px),
        (GRID_AT, [texts[0] for texts in chart.texts], "middle right", 0, 0.0),
        (NOW_AT, [texts[1] for texts in chart.texts], "middle left", 1, 0.0),
        (AFTER_AT, bold, "middle left", 2, 0.0),
    )
    return [
        go.Scatter(
            x=[at] * len(rows),
            y=rows,
            text=words,
            mode="text",
            textposition=position,
            textfont={
                "size": size or look.small_px,
                "color": look.palette.ink
                if tone is None
                else [in_tone(tones[tone], look.palette) for tones in chart.tones],
            },
            cliponaxis=False,
            hoverinfo="skip",
        )
        for at, words, position, tone, size in columns
    ]


def _heads(chart: Chart, look: Look) -> list[dict[str, Any]]:
    middle = (AXIS[0] + AXIS[1]) / 2
    places = (
        (NAME_AT, "left"),
        (GRID_AT, "left"),
        (middle, "center"),
        (NOW_AT, "right"),
        (AFTER_AT, "right"),
    )
    return [
        {
            "text": words,
            "x": x,
            "y": -1.0,
            "xanchor": align,
            "yanchor": "middle",
            "showarrow": False,
            "font": {"size": look.small_px, "color": look.palette.ink3},
        }
        for words, (x, align) in zip(chart.heads, places, strict=True)
    ]


def _shapes(chart: Chart, look: Look) -> list[dict[str, Any]]:
    """Return a ground under every other row, and the line of nothing lacking."""
    shades = [
        {
            "type": "rect",
            "x0": 0,
            "x1": 1,
            "y0": row - 0.5,
            "y1": row + 0.5,
            "layer": "below",
            "line": {"width": 0},
            "fillcolor": look.palette.surface,
        }
        for row in range(0, len(chart.categories), 2)
    ]
    zero = _x(chart, 0.0)
    line = {
        "type": "line",
        "x0": zero,
        "x1": zero,
        "y0": -0.5,
        "y1": len(chart.categories) - 0.5,
        "layer": "below",
        "line": {"color": look.palette.ink2, "width": 1.2},
    }
    return [*shades, line]
