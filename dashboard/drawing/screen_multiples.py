"""Small pictures on screen: one figure, a pair of axes each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Panel, Series, Tone
from dashboard.drawing.screen_frame import PERCENT, Look, in_tone, layout, roomy
from queries.vocabulary import Grade

GAP_EM: Final = 1.4
AXIS_EM: Final = 2.9
FOOT_EM: Final = 1.5
BRIM_EM: Final = 0.5
LINE_EM: Final = 1.45
"""Between pictures; for numbers at the side; for periods below; above all; for a
line of words."""

WIDTH_EM: Final = 41.5
"""How wide the figure is, in sizes of its type: both grow with the screen."""

FEW: Final = 4
LATIN_EM: Final = 0.56
ALL_OF_IT: Final = 104.0
"""An axis of percent ends a little above 100, so that a line there is whole."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a picture stands, in shares of the figure, and the numbers of its axes."""

    x0: float
    x1: float
    y0: float
    y1: float
    index: int
    is_left: bool
    is_lowest: bool

    @property
    def suffix(self) -> str:
        """What Plotly appends to the names of its axes."""
        return "" if self.index == 0 else str(self.index + 1)


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return small pictures as one figure."""
    head_lines = _head_lines(chart)
    cells = _cells(chart, look, head_lines)
    shared = _range(chart.panels) if chart.is_one_scale else None
    traces: list[Any] = []
    axes: dict[str, Any] = {}
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for panel, cell in zip(chart.panels, cells, strict=True):
        ends = shared or _range((panel,))
        traces += _lines(chart, panel, cell, look)
        axes |= _axes(chart, panel, cell, ends, look)
        shapes += _band(panel, cell, ends, look)
        words += _words(chart, panel, cell, look)
        words += _periods(chart, cell, look)
    return go.Figure(
        data=traces,
        layout=layout(
            look,
            margin={"l": 0, "r": 4, "t": 0, "b": 0},
            hovermode="closest",
            annotations=words,
            shapes=shapes,
            **axes,
        ),
    )


def n_columns(n_panels: int) -> int:
    """Return how many pictures stand side by side."""
    if n_panels <= FEW:
        return max(1, ceil(n_panels / 2))
    return 3 if n_panels % 3 == 0 and n_panels % 4 else 4


def _head_lines(chart: Chart) -> int:
    """Return how many lines stand above a picture: name, and values where they part."""
    if chart.is_one_scale:
        return 1
    wraps = any("<br>" in _title(chart, panel) for panel in chart.panels)
    return 3 if wraps else 2


def _cells(chart: Chart, look: Look, head_lines: int) -> list[Cell]:
    n_panels = len(chart.panels)
    columns = n_columns(n_panels)
    rows = max(1, ceil(n_panels / columns))
    em = look.small_px / look.height_px
    side = AXIS_EM / WIDTH_EM
    gap = (GAP_EM / WIDTH_EM) + (0 if chart.is_one_scale else side)
    width = (1 - side - gap * (columns - 1)) / columns
    foot = FOOT_EM * em
    brim = BRIM_EM * em
    step = (1 - foot - brim) / rows
    head = (head_lines * LINE_EM) * em
    found = []
    for index in range(n_panels):
        row, column = divmod(index, columns)
        x0 = side + column * (width + gap)
        top = 1 - brim - row * step
        found.append(
            Cell(
                x0=x0,
                x1=min(1.0, x0 + width),
                y0=max(0.0, top - step + 0.5 * em),
                y1=top - head - 0.35 * em,
                index=index,
                is_left=column == 0,
                is_lowest=index + columns >= n_panels,
            )
        )
    return found


def _shown(panel: Panel, value: float | None) -> float | None:
    return value * PERCENT if panel.is_share and value is not None else value


def _range(panels: Sequence[Panel]) -> list[float]:
    values = [
        _shown(panel, value)
        for panel in panels
        for series in panel.series
        for value in (*series.values, panel.target)
    ]
    low, high = roomy(values)
    is_share = all(panel.is_share for panel in panels)
    return [low, min(high, ALL_OF_IT) if is_share else high]


def _lines(chart: Chart, panel: Panel, cell: Cell, look: Look) -> list[go.Scatter]:
    lines = [_line(chart, panel, series, cell, look) for series in panel.series[::-1]]
    if panel.is_worse:
        lines.append(_last_step(chart, panel, cell, look))
    return lines


def _line(
    chart: Chart, panel: Panel, series: Series, cell: Cell, look: Look
) -> go.Scatter:
    colour = look.palette.muted if series.is_muted else look.palette.accent
    last = len(series.values) - 1
    sizes = [look.small_px * 0.5 if i == last else 0 for i in range(last + 1)]
    suffix = "%" if panel.is_share else ""
    return go.Scatter(
        x=list(chart.categories),
        y=[_shown(panel, value) for value in series.values],
        xaxis=f"x{cell.suffix}",
        yaxis=f"y{cell.suffix}",
        name=series.name,
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 1.8},
        marker={"color": colour, "size": sizes, "opacity": 1, "line": {"width": 0}},
        cliponaxis=False,
        hovertemplate=f"%{{x}}  %{{y:.{panel.decimals}f}}{suffix}"
        f"<extra>{series.name}</extra>",
    )


def _last_step(chart: Chart, panel: Panel, cell: Cell, look: Look) -> go.Scatter:
    """Paint over the last step of the panel's own line: it went the wrong way."""
    return go.Scatter(
        x=list(chart.categories[-2:]),
        y=[_shown(panel, value) for value in panel.series[0].values[-2:]],
        xaxis=f"x{cell.suffix}",
        yaxis=f"y{cell.suffix}",
        mode="lines+markers",
        line={"color": look.palette.alarm, "width": 2.2},
        marker={
            "color": look.palette.alarm,
            "size": [0, look.small_px * 0.55],
            "opacity": 1,
        },
        cliponaxis=False,
        hoverinfo="skip",
    )


def _axes(
    chart: Chart, panel: Panel, cell: Cell, ends: list[float], look: Look
) -> dict[str, Any]:
    quiet = {"color": look.palette.ink3, "size": look.small_px}
    has_numbers = cell.is_left or not chart.is_one_scale
    return {
        f"xaxis{cell.suffix}": {
            "domain": [cell.x0, cell.x1],
            "anchor": f"y{cell.suffix}",
            "type": "category",
            "range": [-0.35, len(chart.categories) - 0.65],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        f"yaxis{cell.suffix}": {
            "domain": [cell.y0, cell.y1],
            "anchor": f"x{cell.suffix}",
            "range": ends,
            "tickvals": ticks(*ends),
            "showticklabels": has_numbers,
            "ticksuffix": "%" if panel.is_share else "",
            "tickfont": quiet,
            "gridcolor": look.palette.line,
            "gridwidth": 0.5,
            "zeroline": False,
            "fixedrange": True,
        },
    }


def _band(
    panel: Panel, cell: Cell, ends: list[float], look: Look
) -> list[dict[str, Any]]:
    """Return the ground on which values have reached the target."""
    goal = _shown(panel, panel.target)
    if goal is None:
        return []
    other = ends[0] if panel.lower_is_better else ends[1]
    colour = look.palette.grades[Grade.A].fill
    where = {
        "xref": f"x{cell.suffix} domain",
        "yref": f"y{cell.suffix}",
        "x0": 0,
        "x1": 1,
        "layer": "below",
    }
    return [
        {
            **where,
            "type": "rect",
            "y0": min(goal, other),
            "y1": max(goal, other),
            "line": {"width": 0},
            "fillcolor": colour,
            "opacity": 0.13,
        },
        {
            **where,
            "type": "line",
            "y0": goal,
            "y1": goal,
            "line": {"color": colour, "width": 1},
        },
    ]


def ticks(low: float, high: float) -> list[float]:
    """Return the round numbers between *low* and *high* at the widest step with two."""
    size = 10.0 ** floor(log10(high - low))
    for share in (5.0, 2.0, 1.0, 0.5, 0.2):
        step = size * share
        first, last = ceil(low / step), floor(high / step)
        if last > first:
            break
    return [round(step * n, 10) for n in range(first, last + 1)]


def _title(chart: Chart, panel: Panel) -> str:
    """Return the name of a picture, in two lines where one is too short for it."""
    words = f"{panel.title} {panel.unit}".rstrip()
    columns = n_columns(len(chart.panels))
    room_em = (WIDTH_EM - AXIS_EM * columns - GAP_EM * (columns - 1)) / columns
    if _em(words) <= room_em + AXIS_EM:
        return words
    half = _break_near(words, room_em + AXIS_EM)
    return f"{words[:half].rstrip()}<br>{words[half:].lstrip()}"


def _em(words: str) -> float:
    return sum(LATIN_EM if letter.isascii() else 1.0 for letter in words)


def _break_near(words: str, room_em: float) -> int:
    """Return where the first line ends: at the gap nearest the middle, or when full."""
    gaps = [i for i, letter in enumerate(words) if letter == " "]
    if gaps:
        return min(gaps, key=lambda i: abs(i - len(words) / 2))
    return max(i for i in range(1, len(words) + 1) if _em(words[:i]) <= room_em)


def _words(chart: Chart, panel: Panel, cell: Cell, look: Look) -> list[dict[str, Any]]:
    left = cell.x0 if chart.is_one_scale else cell.x0 - AXIS_EM / WIDTH_EM * 0.9
    if chart.is_one_scale:
        tone: Tone = "bad" if panel.is_worse else "quiet"
        value = panel.texts[0] + (
            " ↑" if panel.is_worse and panel.lower_is_better else ""
        )
        value += " ↓" if panel.is_worse and not panel.lower_is_better else ""
        return [
            _word(
                f"<b>{panel.title}</b>", left, cell.y1, look, colour=look.palette.ink
            ),
            _word(
                value,
                cell.x1,
                cell.y1,
                look,
                colour=in_tone(tone, look.palette),
                align="right",
            ),
        ]
    colours = (look.palette.accent, look.palette.ink3)
    values = " &nbsp; ".join(
        f"<span style='color:{colour}'>{series.name} {text}</span>"
        for series, text, colour in zip(
            panel.series, panel.texts, colours, strict=False
        )
    )
    title = f"<b>{_title(chart, panel)}</b><br>{values}"
    return [_word(title, left, cell.y1, look, colour=look.palette.ink)]


def _periods(chart: Chart, cell: Cell, look: Look) -> list[dict[str, Any]]:
    """Return the first and the last period, below the lowest pictures."""
    if not cell.is_lowest:
        return []
    colour = look.palette.ink3
    first = _word(chart.categories[0], cell.x0, cell.y0, look, colour=colour)
    last = _word(
        chart.categories[-1], cell.x1, cell.y0, look, colour=colour, align="right"
    )
    ends = [first, last] if len(chart.categories) > 1 else [first]
    return [{**end, "yanchor": "top"} for end in ends]


def _word(
    text: str, x: float, y: float, look: Look, *, colour: str, align: str = "left"
) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": align,
        "yanchor": "bottom",
        "align": align,
        "showarrow": False,
        "font": {"size": look.small_px, "color": colour},
    }
