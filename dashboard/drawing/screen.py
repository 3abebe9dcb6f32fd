"""Charts on screen: a ``Chart`` value becomes a Plotly figure."""

from typing import Any

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Series
from dashboard.drawing import (
    screen_bullets,
    screen_curve,
    screen_grade_counts,
    screen_ledger,
    screen_multiples,
    screen_rank_paths,
    screen_ranking,
    screen_scorecard,
    screen_trends,
)
from dashboard.drawing.screen_frame import PERCENT, Look, layout, roomy


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return *chart* as a figure.

    Raises:
        KeyError: The chart is of a kind that the screen does not draw.
    """
    return {
        "lines": _lines,
        "bullets": screen_bullets.drawn,
        "ranking": screen_ranking.drawn,
        "rank_paths": screen_rank_paths.drawn,
        "small_multiples": screen_multiples.drawn,
        "trends": screen_trends.drawn,
        "scorecard": screen_scorecard.drawn,
        "ledger": screen_ledger.drawn,
        "curve": screen_curve.drawn,
        "grade_counts": screen_grade_counts.drawn,
    }[chart.kind](chart, look)


def _shown(chart: Chart, value: float | None) -> float | None:
    return value * PERCENT if chart.is_share and value is not None else value


def _number(chart: Chart, value: float) -> str:
    suffix = "%" if chart.is_share else ""
    return f"{_shown(chart, value):,.{chart.decimals}f}{suffix}"


def _lines(chart: Chart, look: Look) -> go.Figure:
    ticks = [_month_tick(month) for month in chart.categories]
    figure = go.Figure(
        data=[_line(chart, series, look) for series in chart.series],
        layout=layout(
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
    figure.update_yaxes(range=roomy([_shown(chart, v) for v in values]))
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
