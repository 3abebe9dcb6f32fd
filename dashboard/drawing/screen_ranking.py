"""A ranking on screen: one row, one league-city, everything on its line."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Chart, Series
from dashboard.drawing.screen_frame import CLEAR, Look, in_tone, layout
from dashboard.theme import GradeColours
from queries.vocabulary import Grade

RANK_AT: Final = 0.034
CLIMB_AT: Final = 0.056
NAME_AT: Final = 0.112
RANKS: Final = (0.245, 0.515)
COUNTS: Final = (0.555, 0.748)
COVERAGE_AT: Final = 0.812
VALUE_AT: Final = 0.922
CHANGE_AT: Final = 0.995
"""Where columns stand, as a share of the row; numbers are flush right."""

ROW_PX: Final = 64
"""Rows grow no higher: a few of them need not fill the picture."""

HEAD_ROWS: Final = 1.0
FOOT_ROWS: Final = 0.75

LABEL_EM: Final = 1.75
"""A letter and a count, in widths of a letter; a narrower cell shows less."""

WIDTH_EM: Final = 57
"""How wide the picture is, in sizes of its small type: both grow with the screen."""

RANK_TICKS: Final = 4
COUNT_TICKS: Final = 6


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return a ranking as a figure; a click on a row gives its code as customdata."""
    n_rows = len(chart.categories)
    slots = max(n_rows, look.height_px / ROW_PX - HEAD_ROWS - FOOT_ROWS)
    return go.Figure(
        data=[
            _ground(chart),
            *_intervals(chart, look),
            *_cells(chart, look),
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
                "range": [slots - 0.5 + FOOT_ROWS, -0.5 - HEAD_ROWS],
                "visible": False,
                "fixedrange": True,
            },
            annotations=_heads(chart, look),
            shapes=[*_shades(chart, look), *_guides(chart, look)],
        ),
    )


def _ground(chart: Chart) -> go.Bar:
    """Return the rows themselves, clear: they take the pointer."""
    rows = list(range(len(chart.categories)))
    return go.Bar(
        x=[1] * len(rows),
        y=rows,
        orientation="h",
        width=1,
        marker={"color": CLEAR, "line": {"width": 0}},
        customdata=list(chart.codes),
        hovertext=list(chart.hints),
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _rank_x(chart: Chart, rank: float) -> float:
    start, end = RANKS
    return start + (rank - 1) / max(1, chart.highest - 1) * (end - start)


def _intervals(chart: Chart, look: Look) -> list[Any]:
    rows = [i for i, ends in enumerate(chart.intervals) if ends]
    ends = [ends for ends in chart.intervals if ends]
    half = 0.004
    bars = go.Bar(
        x=[_rank_x(chart, b) - _rank_x(chart, a) + 2 * half for a, b in ends],
        base=[_rank_x(chart, a) - half for a, _ in ends],
        y=rows,
        orientation="h",
        width=0.22,
        marker={"color": look.palette.muted, "opacity": 0.75, "line": {"width": 0}},
        **_still(),
    )
    now, before = chart.series
    return [
        bars,
        _dots(chart, look, before, fill=look.palette.page, edge=look.palette.ink3),
        _dots(chart, look, now, fill=look.palette.accent, edge=look.palette.accent),
    ]


def _dots(
    chart: Chart, look: Look, series: Series, *, fill: str, edge: str
) -> go.Scatter:
    known = [(row, rank) for row, rank in enumerate(series.values) if rank is not None]
    return go.Scatter(
        x=[_rank_x(chart, rank) for _, rank in known],
        y=[row for row, _ in known],
        mode="markers",
        name=series.name,
        marker={
            "size": look.small_px * 0.85,
            "color": fill,
            "opacity": 1,
            "line": {"color": edge, "width": 1.4},
        },
        cliponaxis=False,
        **_still(),
    )


def _still() -> dict[str, Any]:
    """Return what leaves the pointer to the row, and the look as it is on a click."""
    shape = {"marker": {"opacity": 1}}
    return {"hoverinfo": "skip", "selected": shape, "unselected": shape}


def _most(chart: Chart) -> int:
    totals = [
        sum(series.values[row] or 0 for series in chart.counts)
        for row in range(len(chart.categories))
    ]
    return max(1, *map(int, totals)) if totals else 1


def _cells(chart: Chart, look: Look) -> Iterable[Any]:
    """Yield the parks of each grade as cells that stand beside one another."""
    per_park = (COUNTS[1] - COUNTS[0]) / _most(chart)
    at = [COUNTS[0]] * len(chart.categories)
    for series in chart.counts:
        widths = [(value or 0) * per_park for value in series.values]
        colours = look.palette.grades[Grade(series.name)]
        yield _cell_bars(series, at, widths, colours, look)
        yield _cell_words(series, at, widths, colours, look)
        at = [start + width for start, width in zip(at, widths, strict=True)]


def _cell_bars(
    series: Series,
    at: Sequence[float],
    widths: Sequence[float],
    colours: GradeColours,
    look: Look,
) -> go.Bar:
    is_unrated = series.name == Grade.U
    edge = look.palette.ink3 if is_unrated else look.palette.page
    return go.Bar(
        x=[width or None for width in widths],
        base=list(at),
        y=list(range(len(widths))),
        orientation="h",
        width=0.58,
        name=series.name,
        marker={"color": colours.fill, "line": {"color": edge, "width": 1}},
        **_still(),
    )


def _cell_words(
    series: Series,
    at: Sequence[float],
    widths: Sequence[float],
    colours: GradeColours,
    look: Look,
) -> go.Scatter:
    letter = "—" if series.name == Grade.U else series.name
    shown = [
        (row, start + width / 2, _label(letter, count, width))
        for row, (start, width, count) in enumerate(
            zip(at, widths, series.values, strict=True)
        )
        if count
    ]
    return _text(
        [x for _, x, _ in shown],
        [row for row, _, _ in shown],
        [text for _, _, text in shown],
        position="middle center",
        colours=colours.letter,
        size=look.small_px,
    )


def _label(letter: str, count: float, width: float) -> str:
    """Return a letter and a count, the letter alone, or nothing, as there is room."""
    room_em = width * WIDTH_EM
    words = f"{letter} {int(count)}"
    if room_em >= LABEL_EM + 0.55 * (len(words) - len("A 1")):
        return words
    return letter if room_em >= 1 else ""


def _text(
    x: Sequence[float],
    y: Sequence[float],
    text: Sequence[str],
    *,
    position: str,
    colours: str | Sequence[str],
    size: float,
) -> go.Scatter:
    colour = colours if isinstance(colours, str) else list(colours)
    same = {"textfont": {"color": colour}} if isinstance(colours, str) else {}
    return go.Scatter(
        x=list(x),
        y=list(y),
        text=list(text),
        mode="text",
        textposition=position,
        textfont={"size": size, "color": colour},
        cliponaxis=False,
        hoverinfo="skip",
        selected=same or None,
        unselected=same or None,
    )


def _words(chart: Chart, look: Look) -> Iterable[go.Scatter]:
    rows = list(range(len(chart.categories)))
    names = [
        f"<b>{name}</b>" if chart.series[0].values[row] is not None else name
        for row, name in enumerate(chart.categories)
    ]
    ranks = [f"<b>{texts[0]}</b>" for texts in chart.texts]
    values = [f"<b>{texts[4]}</b>" for texts in chart.texts]
    big = look.text_px * 1.2
    yield _column(chart, look, rows, ranks, 0, RANK_AT, "middle center", size=big)
    yield _column(chart, look, rows, None, 1, CLIMB_AT, "middle right")
    yield _text(
        [NAME_AT] * len(rows),
        rows,
        names,
        position="middle right",
        colours=look.palette.ink,
        size=look.text_px,
    )
    yield _column(chart, look, rows, None, 2, RANKS[0], "middle right")
    yield _column(chart, look, rows, None, 3, COVERAGE_AT, "middle left")
    size = look.text_px
    yield _column(chart, look, rows, values, 4, VALUE_AT, "middle left", size=size)
    yield _column(chart, look, rows, None, 5, CHANGE_AT, "middle left")


def _column(
    chart: Chart,
    look: Look,
    rows: Sequence[int],
    words: Sequence[str] | None,
    index: int,
    at: float,
    position: str,
    *,
    size: float = 0.0,
) -> go.Scatter:
    return _text(
        [at] * len(rows),
        rows,
        words or [texts[index] for texts in chart.texts],
        position=position,
        colours=[in_tone(tones[index], look.palette) for tones in chart.tones],
        size=size or look.small_px,
    )


def _heads(chart: Chart, look: Look) -> list[dict[str, Any]]:
    places = (
        (0.012, "left"),
        (RANKS[0] - 0.01, "left"),
        (COUNTS[0], "left"),
        (COVERAGE_AT, "right"),
        (CHANGE_AT, "right"),
    )
    heads = [
        _note(text, x, -1.0, look, align=align)
        for text, (x, align) in zip(chart.heads, places, strict=True)
    ]
    return [*heads, *_ticks(chart, look)]


def _ticks(chart: Chart, look: Look) -> list[dict[str, Any]]:
    foot = len(chart.categories) - 0.5 + FOOT_ROWS / 2
    ranks = [
        _note(str(rank), _rank_x(chart, rank), foot, look, align="center")
        for rank in _rank_ticks(chart)
    ]
    counts = [
        _note(str(n), _count_x(chart, n), foot, look, align="center")
        for n in _count_ticks(chart)
    ]
    return ranks + counts


def _rank_ticks(chart: Chart) -> list[int]:
    step = max(1, -(-chart.highest // RANK_TICKS))
    ticks = [1, *range(step, chart.highest, step), chart.highest]
    return sorted({tick for tick in ticks if tick >= 1}) if chart.highest else []


def _count_ticks(chart: Chart) -> list[int]:
    most = _most(chart)
    return list(range(0, most + 1, max(1, -(-most // COUNT_TICKS))))


def _count_x(chart: Chart, count: int) -> float:
    return COUNTS[0] + count / _most(chart) * (COUNTS[1] - COUNTS[0])


def _shades(chart: Chart, look: Look) -> list[dict[str, Any]]:
    """Return a ground under every other row: the eye stays on its line."""
    return [
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


def _guides(chart: Chart, look: Look) -> list[dict[str, Any]]:
    places = [_rank_x(chart, rank) for rank in _rank_ticks(chart)]
    places += [_count_x(chart, n) for n in _count_ticks(chart)]
    return [
        {
            "type": "line",
            "x0": x,
            "x1": x,
            "y0": -0.5,
            "y1": len(chart.categories) - 0.5,
            "layer": "below",
            "line": {"color": look.palette.line, "width": 0.6},
        }
        for x in places
    ]


def _note(text: str, x: float, y: float, look: Look, *, align: str) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "x",
        "yref": "y",
        "xanchor": align,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": look.small_px, "color": look.palette.ink3},
    }
