"""How many parks have each grade on screen: bars that stand beside one another."""

from typing import Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Series
from dashboard.drawing.screen_frame import Look, layout
from queries.vocabulary import Grade

BAR: Final = 0.62
LABEL_PX: Final = 96


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return a bar a row, a cell a grade, with its letter and count."""
    rows = list(range(len(chart.categories)))
    totals = [sum(one.values[row] or 0 for one in chart.counts) for row in rows]
    return go.Figure(
        data=[_bars(one, chart, look) for one in chart.counts],
        layout=layout(
            look,
            barmode="stack",
            margin={"l": LABEL_PX, "r": 12, "t": 8, "b": 8},
            xaxis={
                "visible": False,
                "fixedrange": True,
                "range": [0, max(1, *totals) if totals else 1],
            },
            yaxis={
                "tickvals": rows,
                "ticktext": list(chart.categories),
                "range": [len(rows) - 0.5, -0.5],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"size": look.text_px, "color": look.palette.ink},
            },
        ),
    )


def _bars(one: Series, chart: Chart, look: Look) -> go.Bar:
    colours = look.palette.grades[Grade(one.name)]
    is_unrated = one.name == Grade.U
    letter = "—" if is_unrated else one.name
    edge = look.palette.ink3 if is_unrated else look.palette.page
    return go.Bar(
        x=[value or None for value in one.values],
        y=list(range(len(chart.categories))),
        text=[f"{letter} {value:.0f}" if value else "" for value in one.values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": colours.letter, "size": look.small_px},
        orientation="h",
        width=BAR,
        name=one.name,
        marker={"color": colours.fill, "line": {"color": edge, "width": 1}},
        hoverinfo="skip",
    )
