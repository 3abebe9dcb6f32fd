"""How many parks have each grade on screen: bars that stand beside one another."""

from collections.abc import Iterator
from typing import Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Series
from dashboard.drawing.screen_frame import Look, layout
from queries.vocabulary import Grade

BAR: Final = 0.62
LABEL_PX: Final = 96
LEAST_LABELLED: Final = 0.05
"""Of the longest bar: smaller cells have no room for a label."""


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return a bar a row, a cell a grade, with its letter and count."""
    rows = list(range(len(chart.categories)))
    sums = [sum(one.values[row] or 0 for one in chart.counts) for row in rows]
    most = max(1, *sums) if sums else 1
    return go.Figure(
        data=[*_bars_of(chart, look), *_words_of(chart, look, most=most)],
        layout=layout(
            look,
            barmode="stack",
            margin={"l": LABEL_PX, "r": 12, "t": 8, "b": 8},
            xaxis={
                "visible": False,
                "fixedrange": True,
                "range": [0, most],
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


def _bars_of(chart: Chart, look: Look) -> Iterator[go.Bar]:
    for one in chart.counts:
        yield _bars(one, chart, look)


def _words_of(chart: Chart, look: Look, *, most: float) -> Iterator[go.Scatter]:
    """Yield letters and counts in the middle of their cells, where there is room."""
    start = [0.0] * len(chart.categories)
    for one in chart.counts:
        widths = [value or 0.0 for value in one.values]
        letter = "—" if one.name == Grade.U else one.name
        shown = [
            (row, x + width / 2, f"{letter} {width:.0f}")
            for row, (x, width) in enumerate(zip(start, widths, strict=True))
            if width / most > LEAST_LABELLED
        ]
        yield go.Scatter(
            x=[x for _, x, _ in shown],
            y=[row for row, _, _ in shown],
            text=[words for _, _, words in shown],
            mode="text",
            textposition="middle center",
            textfont={
                "size": look.small_px,
                "color": look.palette.grades[Grade(one.name)].letter,
            },
            hoverinfo="skip",
        )
        start = [x + width for x, width in zip(start, widths, strict=True)]


def _bars(one: Series, chart: Chart, look: Look) -> go.Bar:
    colours = look.palette.grades[Grade(one.name)]
    is_unrated = one.name == Grade.U
    edge = look.palette.ink3 if is_unrated else look.palette.page
    return go.Bar(
        x=[value or None for value in one.values],
        y=list(range(len(chart.categories))),
        orientation="h",
        width=BAR,
        name=one.name,
        marker={"color": colours.fill, "line": {"color": edge, "width": 1}},
        hoverinfo="skip",
    )
