"""Trends on screen: lines named at their ends, targets, the base year, gaps."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Mark, Series
from dashboard.drawing.label_columns import column, em_width, wrapped
from dashboard.drawing.screen_frame import PERCENT, Look, layout, roomy

SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up", "star")
"""By position, so that lines differ without their colours too."""

WIDEST_EM: Final = 9.0
"""A longer name goes on in a second line."""

STEPS: Final = 7
"""At most so many lines cross the picture."""

UNDER_ZERO: Final = 0.1
"""How much room marks at zero have below, as a share of what is above."""

TOP_PX: Final = 10
LINE_EM: Final = 1.35
"""How high a line of type is, in sizes of the type."""

BETWEEN_EM: Final = 0.15
"""What keeps the words of one line apart from those of the next."""

AXIS_EM: Final = 3.4
UNDER_EM: Final = 2.2
BESIDE_EM: Final = 1.4


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every part of one picture is placed by."""

    chart: Chart
    look: Look
    low: float
    high: float

    @property
    def n(self) -> int:
        return len(self.chart.categories)

    @property
    def n_lines(self) -> int:
        """How many lines the longest label at an end takes."""
        ends = [wrapped(series.end, WIDEST_EM) for series in self.chart.series]
        return max((words.count("\n") + 1 for words in ends), default=1)

    @property
    def top_px(self) -> float:
        """What the label of a line that ends at the very top needs above it."""
        return max(TOP_PX, self.n_lines * LINE_EM * self.look.small_px / 2)

    @property
    def plot_px(self) -> float:
        return self.look.height_px - self.top_px - self.look.small_px * UNDER_EM

    def px_of(self, value: float) -> float:
        """Return how far below the top of the plot *value* lies."""
        return (self.high - value) / (self.high - self.low) * self.plot_px

    def at_px(self, px: float) -> float:
        return self.high - px / self.plot_px * (self.high - self.low)


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return lines over windows as a figure: a gap breaks them, a target is dashed."""
    frame = _framed(chart, look)
    ends = _ends(frame)
    widest = max((em_width(text) for _, text, *_ in ends), default=0.0)
    return go.Figure(
        data=_traces(frame),
        layout=layout(
            look,
            hovermode="closest",
            bargap=0.35,
            margin={
                "l": round(look.small_px * AXIS_EM),
                "r": round(look.small_px * (widest + BESIDE_EM)),
                "t": round(frame.top_px),
                "b": round(look.small_px * UNDER_EM),
            },
            xaxis=_months(frame),
            yaxis=_values(frame),
            annotations=[*_named(frame, ends), *_base_year_name(frame)],
            shapes=[*_base_year(frame), *_zero(frame), *_marks(frame)],
        ),
    )


def _framed(chart: Chart, look: Look) -> _Frame:
    values = [value for series in chart.series for value in series.values]
    held = [mark.value for mark in chart.marks] + [0.0] * chart.has_zero
    low, high = roomy([_shown(chart, value) for value in (*values, *held)])
    if chart.has_zero and low == 0:
        low = -high * UNDER_ZERO
    return _Frame(chart, look, low, high)


def _shown(chart: Chart, value: float | None) -> float | None:
    return value * PERCENT if chart.is_share and value is not None else value


def _months(frame: _Frame) -> dict[str, Any]:
    return {
        "range": [-0.6, frame.n - 0.4],
        "tickvals": list(frame.chart.ticks),
        "ticktext": [frame.chart.categories[at] for at in frame.chart.ticks],
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": frame.look.palette.ink3},
    }


def _values(frame: _Frame) -> dict[str, Any]:
    is_percent = frame.chart.is_share and not frame.chart.has_zero
    return {
        "range": [frame.low, frame.high],
        "gridcolor": frame.look.palette.line,
        "gridwidth": 0.5,
        "zeroline": False,
        "fixedrange": True,
        "nticks": STEPS,
        "ticksuffix": "%" if is_percent else "",
        "tickformat": f".{_decimals(frame.high - frame.low)}f",
        "tickfont": {"color": frame.look.palette.ink3},
    }


def _decimals(span: float) -> int:
    """Return how many decimals tell the steps of an axis apart."""
    return max(0, math.ceil(-math.log10(span / STEPS)))


def _loud(chart: Chart) -> list[Series]:
    return [series for series in chart.series if not series.is_muted]


def _traces(frame: _Frame) -> list[go.Scatter | go.Bar]:
    """Return the lines, those that stand back first; one line of changes as bars."""
    loud = _loud(frame.chart)
    quiet = [series for series in frame.chart.series if series.is_muted]
    behind = [_quiet_line(frame, series) for series in quiet]
    if frame.chart.has_zero and len(loud) == 1:
        return [_bars(frame, loud[0]), *behind]
    return [*behind, *(_line(frame, series, at) for at, series in enumerate(loud))]


def _common(frame: _Frame, series: Series) -> dict[str, Any]:
    return {
        "x": list(range(frame.n)),
        "y": [_shown(frame.chart, value) for value in series.values],
        "name": series.name,
        "customdata": [escape(hint, quote=False) for hint in series.hints],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _line(frame: _Frame, series: Series, position: int) -> go.Scatter:
    colour = frame.look.palette.lines[position]
    symbol = SYMBOLS[position]
    return go.Scatter(
        **_common(frame, series),
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": colour, "width": 2.4},
        marker={
            "symbol": symbol,
            "size": frame.look.small_px * 0.55,
            "color": [
                frame.look.palette.page if partial else colour
                for partial in series.is_partial
            ],
            "line": {"color": colour, "width": 1.6},
        },
    )


def _quiet_line(frame: _Frame, series: Series) -> go.Scatter:
    return go.Scatter(
        **_common(frame, series),
        mode="lines",
        connectgaps=False,
        cliponaxis=False,
        line={"color": frame.look.palette.muted, "width": 2},
    )


def _bars(frame: _Frame, series: Series) -> go.Bar:
    return go.Bar(
        **_common(frame, series), marker={"color": frame.look.palette.lines[0]}
    )


End = tuple[float, str, str, int, float]
"""Where a label wants to stand, its words, its colour, and the point it belongs to."""


def _ends(frame: _Frame) -> list[End]:
    """Return the label of every line at the height of its last value."""
    ends: list[End] = []
    loud = _loud(frame.chart)
    for series in frame.chart.series:
        known = [at for at, value in enumerate(series.values) if value is not None]
        if not known:
            continue
        value = _shown(frame.chart, series.values[known[-1]]) or 0.0
        palette = frame.look.palette
        colour = palette.ink3 if series.is_muted else palette.lines[loud.index(series)]
        words = wrapped(series.end, WIDEST_EM)
        ends.append((frame.px_of(value), words, colour, known[-1], value))
    return ends


def _named(frame: _Frame, ends: Sequence[End]) -> list[dict[str, Any]]:
    placed = column(
        [wanted for wanted, *_ in ends],
        gap=(frame.n_lines * LINE_EM + BETWEEN_EM) * frame.look.small_px,
        room=frame.plot_px,
    )
    return [
        _label(frame, end, frame.at_px(px))
        for end, px in zip(ends, placed, strict=True)
    ]


def _label(frame: _Frame, end: End, height: float) -> dict[str, Any]:
    """Return the words beside a line's end; a thin line leads to them."""
    _, words, colour, position, value = end
    shown = "<br>".join(escape(line, quote=False) for line in words.split("\n"))
    is_quiet = colour == frame.look.palette.ink3
    return {
        "x": position,
        "y": value,
        "ax": frame.n - 0.4,
        "ay": height,
        "axref": "x",
        "ayref": "y",
        "text": shown if is_quiet else f"<b>{shown}</b>",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": frame.look.palette.muted if is_quiet else colour,
        "standoff": frame.look.small_px * 0.5,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "font": {
            "size": frame.look.small_px,
            "color": frame.look.palette.ink3 if is_quiet else frame.look.palette.ink,
        },
    }


def _base_year(frame: _Frame) -> list[dict[str, Any]]:
    stretch = frame.chart.stretch
    if stretch is None:
        return []
    return [
        {
            "type": "rect",
            "layer": "below",
            "yref": "paper",
            "x0": stretch.first - 0.5,
            "x1": stretch.last + 0.5,
            "y0": 0,
            "y1": 1,
            "fillcolor": frame.look.palette.surface,
            "line": {"width": 0},
        }
    ]


def _base_year_name(frame: _Frame) -> list[dict[str, Any]]:
    stretch = frame.chart.stretch
    if stretch is None:
        return []
    return [
        {
            "text": stretch.label,
            "x": (stretch.first + stretch.last) / 2,
            "y": 1,
            "yref": "paper",
            "xanchor": "center",
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": frame.look.small_px, "color": frame.look.palette.ink3},
        }
    ]


def _zero(frame: _Frame) -> list[dict[str, Any]]:
    if not frame.chart.has_zero:
        return []
    return [_level(0.0, {"color": frame.look.palette.ink3, "width": 1.2})]


def _level(value: float, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "line": line,
    }


def _marks(frame: _Frame) -> list[dict[str, Any]]:
    """Return the targets; of two that lie close the lower has its words below."""
    marks = sorted(frame.chart.marks, key=lambda mark: -mark.value)
    shapes, above = [], None
    for mark in marks:
        value = _shown(frame.chart, mark.value) or 0.0
        px = frame.px_of(value)
        is_close = above is not None and px - above < frame.look.small_px * LINE_EM
        shapes.append(_mark(frame, mark, value, anchor="top" if is_close else "bottom"))
        above = px
    return shapes


def _mark(frame: _Frame, mark: Mark, value: float, *, anchor: str) -> dict[str, Any]:
    dashed = {"color": frame.look.palette.target, "width": 1.2, "dash": "dash"}
    return _level(value, dashed) | {
        "label": {
            "text": mark.label,
            "textposition": "start",
            "yanchor": anchor,
            "font": {"size": frame.look.small_px, "color": frame.look.palette.ink2},
        }
    }
