"""Rows with a bar against a target, on screen."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go

from dashboard.charts.values import Chart
from dashboard.drawing.screen_frame import Look, layout


class Lane(NamedTuple):
    """Where on a row of width 1 the bars begin and end."""

    start: float
    end: float

    @property
    def width(self) -> float:
        """How wide the lane is."""
        return self.end - self.start

    def at(self, share: float) -> float:
        """Return the place of a *share* of the lane."""
        return self.start + share * self.width


LANE: Final = Lane(0.72, 1.0)
"""Words stand to the left of the bars."""

COLUMNS: Final = (0.32, 0.47, 0.605, 0.70)
"""Where the columns of words end, as a share of the row: all are flush right."""


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return rows of words, each with its bar."""
    places = list(range(len(chart.categories)))
    return go.Figure(
        data=bars(chart, look, LANE, places),
        layout=layout(
            look,
            **rows_layout(bottom=len(places) - 0.5),
            annotations=_words(chart, look),
            shapes=target_marks(chart, look, LANE, places),
        ),
    )


def rows_layout(*, bottom: float) -> dict[str, Any]:
    """Return the axes of rows: as wide as 1, downwards from 0 to *bottom*."""
    return {
        "barmode": "overlay",
        "bargap": 0.45,
        "margin": {"l": 6, "r": 10, "t": 30, "b": 6},
        "xaxis": {"range": [0, 1], "visible": False, "fixedrange": True},
        "yaxis": {"range": [bottom, -0.5], "visible": False, "fixedrange": True},
    }


def bars(chart: Chart, look: Look, lane: Lane, places: Sequence[float]) -> list[go.Bar]:
    """Return three bars a row: the ground, the gap to the target, the value."""
    [series, *_] = chart.series
    reach = [_reach(v, c) for v, c in zip(series.values, chart.ceilings, strict=True)]
    solid = [_solid(chart, row, end) * lane.width for row, end in enumerate(reach)]
    gaps = [_gap(chart, row) for row in range(len(places))]
    bar = {"orientation": "h", "y": list(places), "hoverinfo": "skip"}
    return [
        go.Bar(
            x=[lane.width] * len(places),
            base=lane.start,
            marker={"color": look.palette.surface},
            **bar,
        ),
        go.Bar(
            x=[(end - start) * lane.width for start, end in gaps],
            base=[lane.at(start) for start, _ in gaps],
            marker=_hatched(look),
            **bar,
        ),
        go.Bar(
            x=solid,
            base=lane.start,
            marker={"color": look.palette.accent},
            name=series.name,
            customdata=list(series.values),
            **bar,
        ),
    ]


def _hatched(look: Look) -> dict[str, Any]:
    """Return how a gap to the target is painted."""
    palette = look.palette
    return {
        "color": palette.gap_fill,
        "line": {"width": 0},
        "pattern": {
            "shape": "/",
            "fgcolor": palette.gap,
            "bgcolor": palette.gap_fill,
            "size": 6,
            "solidity": 0.3,
        },
    }


def _reach(value: float | None, ceiling: float) -> float:
    return 0.0 if value is None else min(1.0, max(0.0, value / ceiling))


def _solid(chart: Chart, row: int, reach: float) -> float:
    """Where the plain bar ends: at the target when the value overshoots a ceiling."""
    start, end = _gap(chart, row)
    return start if chart.lower_is_better[row] and end > start else reach


def _gap(chart: Chart, row: int) -> tuple[float, float]:
    """Return where between value and target the gap lies; equal where there is none."""
    value, target = chart.series[0].values[row], chart.targets[row]
    if value is None or target is None:
        return 0.0, 0.0
    at, goal = (_reach(x, chart.ceilings[row]) for x in (value, target))
    if chart.lower_is_better[row]:
        return (goal, at) if value > target else (0.0, 0.0)
    return (at, goal) if value < target else (0.0, 0.0)


def target_marks(
    chart: Chart, look: Look, lane: Lane, places: Sequence[float]
) -> list[dict[str, Any]]:
    """Return a thick tick where each target stands."""
    return [
        {
            "type": "line",
            "x0": lane.at(_reach(target, ceiling)),
            "x1": lane.at(_reach(target, ceiling)),
            "y0": place - 0.36,
            "y1": place + 0.36,
            "line": {"color": look.palette.target, "width": 3},
        }
        for place, target, ceiling in zip(
            places, chart.targets, chart.ceilings, strict=True
        )
        if target is not None
    ]


def before_marks(
    chart: Chart, look: Look, lane: Lane, places: Sequence[float]
) -> go.Scatter:
    """Return a small triangle under each bar where the value stood before."""
    known = [
        (lane.at(_reach(value, ceiling)), place + 0.4)
        for place, value, ceiling in zip(
            places, chart.series[1].values, chart.ceilings, strict=True
        )
        if value is not None
    ]
    return go.Scatter(
        x=[x for x, _ in known],
        y=[y for _, y in known],
        name=chart.series[1].name,
        mode="markers",
        marker={"symbol": "triangle-up", "size": 7, "color": look.palette.ink3},
        hoverinfo="skip",
    )


def _words(chart: Chart, look: Look) -> list[dict[str, Any]]:
    words = [
        word(head, x, -0.5, look, colour=look.palette.ink3, anchor="bottom")
        for head, x in zip(chart.heads, COLUMNS, strict=True)
    ]
    for row, (name, texts) in enumerate(
        zip(chart.categories, chart.texts, strict=True)
    ):
        words.append(word(f"<b>{name}</b>", 0.0, row, look, align="left"))
        for column, (text, x) in enumerate(zip(texts, COLUMNS, strict=True)):
            shown = f"<b>{text}</b>" if column == 0 else text
            colour = look.palette.ink if column == 0 else look.palette.ink3
            words.append(word(shown, x, row, look, colour=colour))
    return words


def word(
    text: str,
    x: float,
    row: float,
    look: Look,
    *,
    colour: str = "",
    align: str = "right",
    anchor: str = "middle",
) -> dict[str, Any]:
    """Return words that stand on a row, their *align* side at *x*."""
    return {
        "text": text,
        "x": x,
        "y": row,
        "xref": "x",
        "yref": "y",
        "xanchor": align,
        "yanchor": anchor,
        "showarrow": False,
        "align": align,
        "font": {"size": look.small_px, "color": colour or look.palette.ink},
    }
