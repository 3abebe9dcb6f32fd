"""Charts on screen: a ``Chart`` value becomes a Plotly figure."""

from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Series
from dashboard.theme import FONT_FAMILY, Palette

CONFIG: Final = {"displayModeBar": False, "staticPlot": False, "locale": "zh-CN"}
"""Plotly's own buttons speak English and lead away from the fixed view."""

PERCENT: Final = 100.0

BULLET_FROM: Final = 0.72
"""Where on the row the bar begins; words stand to its left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How large and in which colours a chart is drawn."""

    palette: Palette
    height_px: int
    text_px: float
    small_px: float


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return *chart* as a figure.

    Raises:
        KeyError: The chart is of a kind that the screen does not draw.
    """
    return {"lines": _lines, "bullets": _bullets}[chart.kind](chart, look)


def _layout(look: Look, **more: Any) -> dict[str, Any]:  # noqa: ANN401  Plotly's own attributes
    return {
        "height": look.height_px,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
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


def _shown(chart: Chart, value: float | None) -> float | None:
    return value * PERCENT if chart.is_share and value is not None else value


def _number(chart: Chart, value: float) -> str:
    suffix = "%" if chart.is_share else ""
    return f"{_shown(chart, value):,.{chart.decimals}f}{suffix}"


def _lines(chart: Chart, look: Look) -> go.Figure:
    ticks = [_month_tick(month) for month in chart.categories]
    figure = go.Figure(
        data=[_line(chart, series, look) for series in chart.series],
        layout=_layout(
            look,
            title=_title(chart, look),
            margin={"l": 44, "r": 62, "t": 38, "b": 26},
            xaxis={
                "tickvals": list(chart.categories[::-3]),
                "ticktext": ticks[::-3],
                "showgrid": False,
                "fixedrange": True,
                "type": "category",
                "range": [-0.3, len(chart.categories) - 0.7],
            },
            yaxis={
                "gridcolor": look.palette.line,
                "gridwidth": 0.5,
                "zeroline": False,
                "fixedrange": True,
                "nticks": 5,
                "ticksuffix": "%" if chart.is_share else "",
            },
            annotations=_line_ends(chart, look),
            shapes=_target_line(chart, look),
        ),
    )
    values = [v for s in chart.series for v in s.values] + list(chart.targets)
    figure.update_yaxes(range=_roomy([_shown(chart, v) for v in values]))
    return figure


def _month_tick(month: str) -> str:
    year, number = month.split("-")
    return f"{year[2:]}-{int(number)}"


def _title(chart: Chart, look: Look) -> dict[str, Any]:
    unit = f"  <span style='font-weight:400'>{chart.unit}</span>" if chart.unit else ""
    return {
        "text": f"<b>{chart.title}</b>{unit}",
        "font": {"size": look.text_px, "color": look.palette.ink},
        "x": 0,
        "xanchor": "left",
        "y": 0.98,
        "yanchor": "top",
        "pad": {"l": 4, "t": 4},
    }


def _line(chart: Chart, series: Series, look: Look) -> go.Scatter:
    colour = look.palette.muted if series.is_muted else look.palette.accent
    return go.Scatter(
        x=list(chart.categories),
        y=[_shown(chart, value) for value in series.values],
        name=series.name,
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 1.6 if series.is_muted else 2.4},
        marker={"color": colour, "size": 3 if series.is_muted else 5},
        hovertemplate=f"%{{x}}  %{{y:.{chart.decimals}f}}<extra>{series.name}</extra>",
    )


def _line_ends(chart: Chart, look: Look) -> list[dict[str, Any]]:
    """Write the last value beside each line: nobody has to look a colour up."""
    ends = []
    for series in chart.series:
        known = [i for i, value in enumerate(series.values) if value is not None]
        if series.is_muted or not known:
            continue
        value = series.values[known[-1]]
        ends.append(
            {
                "x": chart.categories[known[-1]],
                "y": _shown(chart, value),
                "text": f"<b>{_number(chart, value or 0.0)}</b>",
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 7,
                "showarrow": False,
                "font": {"color": look.palette.accent, "size": look.text_px},
            }
        )
    return ends


def _target_line(chart: Chart, look: Look) -> list[dict[str, Any]]:
    if not chart.targets or chart.targets[0] is None:
        return []
    level = _shown(chart, chart.targets[0])
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": level,
            "y1": level,
            "line": {"color": look.palette.target, "width": 1.2, "dash": "dash"},
            "label": {
                "text": f"{chart.target_label} {_number(chart, chart.targets[0])}",
                "textposition": "end",
                "yanchor": "bottom",
                "font": {"size": look.small_px, "color": look.palette.ink2},
            },
        }
    ]


def _roomy(values: list[float | None]) -> list[float] | None:
    known = [value for value in values if value is not None]
    if not known:
        return [0.0, 1.0]
    low, high = min(known), max(known)
    room = (high - low) * 0.18 or abs(high) * 0.1 or 1.0
    return [max(0.0, low - room) if low >= 0 else low - room, high + room]


def _bullets(chart: Chart, look: Look) -> go.Figure:
    rows = list(range(len(chart.categories)))
    return go.Figure(
        data=_bullet_bars(chart, look, rows),
        layout=_layout(
            look,
            barmode="overlay",
            bargap=0.45,
            margin={"l": 6, "r": 10, "t": 30, "b": 6},
            xaxis={"range": [0, 1], "visible": False, "fixedrange": True},
            yaxis={
                "range": [len(rows) - 0.5, -0.5],
                "visible": False,
                "fixedrange": True,
            },
            annotations=_bullet_words(chart, look),
            shapes=_bullet_targets(chart, look),
        ),
    )


def _bullet_bars(chart: Chart, look: Look, rows: list[int]) -> list[go.Bar]:
    width = 1.0 - BULLET_FROM
    values = chart.series[0].values
    reach = [_reach(v, c) for v, c in zip(values, chart.ceilings, strict=True)]
    gaps = [_gap(chart, row) for row in rows]
    bar = {"orientation": "h", "y": rows, "hoverinfo": "skip"}
    return [
        go.Bar(
            x=[width] * len(rows),
            base=BULLET_FROM,
            marker={"color": look.palette.surface},
            **bar,
        ),
        go.Bar(
            x=[(end - start) * width for start, end in gaps],
            base=[BULLET_FROM + start * width for start, _ in gaps],
            marker={
                "color": look.palette.gap_fill,
                "line": {"width": 0},
                "pattern": {
                    "shape": "/",
                    "fgcolor": look.palette.gap,
                    "bgcolor": look.palette.gap_fill,
                    "size": 6,
                    "solidity": 0.3,
                },
            },
            **bar,
        ),
        go.Bar(
            x=[_solid(chart, row, reach[row]) * width for row in rows],
            base=BULLET_FROM,
            marker={"color": look.palette.accent},
            name=chart.series[0].name,
            customdata=list(values),
            **bar,
        ),
    ]


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


def _bullet_targets(chart: Chart, look: Look) -> list[dict[str, Any]]:
    width = 1.0 - BULLET_FROM
    return [
        {
            "type": "line",
            "x0": BULLET_FROM + _reach(target, ceiling) * width,
            "x1": BULLET_FROM + _reach(target, ceiling) * width,
            "y0": row - 0.36,
            "y1": row + 0.36,
            "line": {"color": look.palette.target, "width": 3},
        }
        for row, (target, ceiling) in enumerate(
            zip(chart.targets, chart.ceilings, strict=True)
        )
        if target is not None
    ]


COLUMNS: Final = (0.32, 0.47, 0.605, 0.70)
"""Where the columns of words end, as a share of the row: all are flush right."""


def _bullet_words(chart: Chart, look: Look) -> list[dict[str, Any]]:
    words = [
        _word(head, x, -0.5, look, colour=look.palette.ink3, anchor="bottom")
        for head, x in zip(chart.heads, COLUMNS, strict=True)
    ]
    for row, (name, texts) in enumerate(
        zip(chart.categories, chart.texts, strict=True)
    ):
        words.append(_word(f"<b>{name}</b>", 0.0, row, look, align="left"))
        for column, (text, x) in enumerate(zip(texts, COLUMNS, strict=True)):
            shown = f"<b>{text}</b>" if column == 0 else text
            colour = look.palette.ink if column == 0 else look.palette.ink3
            words.append(_word(shown, x, row, look, colour=colour))
    return words


def _word(
    text: str,
    x: float,
    row: float,
    look: Look,
    *,
    colour: str = "",
    align: str = "right",
    anchor: str = "middle",
) -> dict[str, Any]:
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
