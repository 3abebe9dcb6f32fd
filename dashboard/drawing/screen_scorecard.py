"""A scorecard on screen: rows against targets, and the waterfall beside them."""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.values import Band, Chart, Waterfall
from dashboard.drawing.label_columns import em_width, wrapped
from dashboard.drawing.screen_bullets import (
    Lane,
    bars,
    before_marks,
    rows_layout,
    target_marks,
    word,
)
from dashboard.drawing.screen_frame import Look, layout

BULLETS: Final = Lane(0.455, 0.655)
FALLS: Final = Lane(0.69, 1.0)
"""Where the bars lie, and where the scores do."""

COLUMNS: Final = (0.28, 0.348, 0.44)
"""Where full marks, value and target end: all are flush right."""

NAME_EM: Final = 15.0
"""In sizes of the type: a wider name goes onto lines of about equal length."""

FULL: Final = 100.0
LOWEST_SHOWN: Final = 50.0
ROOM_BELOW: Final = 5.0
STEP: Final = 10.0
"""The scale of scores begins at a ten, well below the score, so that losses show."""

HALF_BAR: Final = 0.28
TOP: Final = -0.5
GAP_BELOW: Final = 0.25
"""How far the rows without a weight stand off the total."""

WORDS_BESIDE: Final = 0.2
"""What is lost is written to the left of its bar where so much of the lane is free."""

QUIET: Final = 0.5
"""How strongly the bars are painted that the title does not name."""


def drawn(chart: Chart, look: Look) -> go.Figure:
    """Return *chart* as a figure.

    Raises:
        ValueError: It has no waterfall.
    """
    fall = chart.waterfall
    if fall is None:
        raise ValueError(chart.kind)
    n_rows, n_scored = len(chart.categories), len(fall.losses)
    places = [row if row < n_scored else row + 1 + GAP_BELOW for row in range(n_rows)]
    last = n_rows + (GAP_BELOW if n_rows > n_scored else 0.0)
    return go.Figure(
        data=[
            *bars(chart, look, BULLETS, places),
            before_marks(chart, look, BULLETS, places),
        ],
        layout=layout(
            look,
            **rows_layout(bottom=last + 0.5),
            annotations=[
                *_heads(chart, fall, look),
                *_rows(chart, look, places),
                *_total(fall, look),
                *_losses(fall, look),
            ],
            shapes=[
                *_ground(fall, look),
                *target_marks(chart, look, BULLETS, places),
                *_steps(fall, look),
            ],
        ),
    )


def _from(fall: Waterfall) -> float:
    """Return the score at which the scale begins."""
    if fall.total is None:
        return LOWEST_SHOWN
    below = (fall.total - ROOM_BELOW) // STEP * STEP
    return max(0.0, min(LOWEST_SHOWN, below))


def _at(fall: Waterfall, score: float) -> float:
    low = _from(fall)
    return FALLS.at((max(score, low) - low) / (FULL - low))


def _heads(chart: Chart, fall: Waterfall, look: Look) -> list[dict[str, Any]]:
    ink = look.palette.ink3
    heads = [
        word(head, x, TOP, look, colour=ink, anchor="bottom")
        for head, x in zip(chart.heads, COLUMNS, strict=False)
    ]
    legend = word(
        chart.heads[-1],
        BULLETS.start,
        TOP,
        look,
        colour=ink,
        align="left",
        anchor="bottom",
    )
    return [*heads, legend, *(_band_head(band, fall, look) for band in fall.bands)]


def _band_head(band: Band, fall: Waterfall, look: Look) -> dict[str, Any]:
    middle = (_at(fall, band.low) + _at(fall, band.high)) / 2
    return word(band.label, middle, TOP, look, align="center", anchor="bottom")


def _rows(chart: Chart, look: Look, places: Sequence[float]) -> list[dict[str, Any]]:
    words = []
    for name, texts, place in zip(chart.categories, chart.texts, places, strict=True):
        words.append(word(f"<b>{_lines(name)}</b>", 0.0, place, look, align="left"))
        for column, (text, x) in enumerate(zip(texts, COLUMNS, strict=False)):
            is_value = column == 1
            colour = look.palette.ink if is_value else look.palette.ink3
            shown = f"<b>{text}</b>" if is_value else text
            words.append(word(shown, x, place, look, colour=colour))
        if texts[-1]:
            words.append(_beside(texts[-1], place, look))
    return words


def _lines(name: str) -> str:
    width = em_width(name)
    n_lines = ceil(width / NAME_EM)
    widest = NAME_EM if " " in name else ceil(width / n_lines)
    return wrapped(name, widest).replace("\n", "<br>")


def _beside(text: str, place: float, look: Look) -> dict[str, Any]:
    """Return words in place of a bar."""
    return word(
        text, BULLETS.at(0.02), place, look, colour=look.palette.ink2, align="left"
    )


def _total(fall: Waterfall, look: Look) -> list[dict[str, Any]]:
    row = len(fall.losses)
    words = [
        word(f"<b>{fall.total_name}</b>", 0.0, row, look, align="left"),
        _beside(f"<b>{fall.total_words}</b>", row, look),
    ]
    if fall.total is None:
        return words
    letter = look.palette.grades[fall.grade].letter
    number = word(
        f"<b>{fall.total:.1f}</b>", _at(fall, fall.total), row, look, colour=letter
    )
    return [*words, {**number, "xshift": -5}]


def _losses(fall: Waterfall, look: Look) -> list[dict[str, Any]]:
    found = []
    for row, (after, before, loss) in enumerate(_falls(fall)):
        if loss is None:
            continue
        is_left = (_at(fall, after) - FALLS.start) / FALLS.width > WORDS_BESIDE
        x, align, shift = (after, "right", -4) if is_left else (before, "left", 4)
        text = word(_lost(loss), _at(fall, x), row, look, align=align)
        found.append({**text, "xshift": shift})
    return found


def _lost(loss: float) -> str:
    text = f"{loss:.1f}"
    return "0" if text == "0.0" else f"<b>−{text}</b>"


def _falls(fall: Waterfall) -> list[tuple[float, float, float | None]]:
    """Return a row each: the score after it, the score before it, what it costs."""
    lost = list(accumulate((loss or 0.0 for loss in fall.losses), initial=0.0))
    return [
        (FULL - after, FULL - before, loss)
        for before, after, loss in zip(lost, lost[1:], fall.losses, strict=False)
    ]


def _ground(fall: Waterfall, look: Look) -> list[dict[str, Any]]:
    """Return the grades as bands, a line above the total, and the next cut-off."""
    row = len(fall.losses)
    bands = [
        {
            "type": "rect",
            "layer": "below",
            "x0": _at(fall, band.low),
            "x1": _at(fall, band.high),
            "y0": TOP,
            "y1": row + 0.5,
            "fillcolor": look.palette.grades[band.grade].tint,
            "line": {"width": 0},
        }
        for band in fall.bands
    ]
    rule = _line(0.0, 1.0, row - 0.5, row - 0.5, colour=look.palette.line)
    if fall.cut is None:
        return [*bands, rule]
    x = _at(fall, fall.cut)
    cut = _line(x, x, TOP, row + 0.5, colour=look.palette.ink3, dash="dash")
    return [*bands, rule, cut]


def _steps(fall: Waterfall, look: Look) -> list[dict[str, Any]]:
    """Return a bar for each loss, joined to the next, and one for what is left."""
    if fall.total is None:
        return []
    row = len(fall.losses)
    palette = look.palette
    shapes = []
    steps = [(at, *step) for at, step in enumerate(_falls(fall)) if step[2] is not None]
    nexts = [*(at for at, *_ in steps[1:]), row]
    for (place, after, before, _), following in zip(steps, nexts, strict=True):
        x = _at(fall, after)
        opacity = 1.0 if place < fall.n_named else QUIET
        bar = _bar(x, _at(fall, before), place, colour=palette.gap)
        shapes += [{**bar, "opacity": opacity}]
        shapes += [_line(x, x, place + HALF_BAR, following, colour=palette.ink3)]
    end = _at(fall, fall.total)
    fill = palette.grades[fall.grade].fill
    shapes.append(_bar(FALLS.start, end, row, colour=fill))
    if fall.cut is not None and fall.cut > fall.total:
        way = _line(end, _at(fall, fall.cut), row, row, colour=palette.ink3, dash="dot")
        shapes.append(way)
    return shapes


def _bar(x0: float, x1: float, row: float, *, colour: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": x0,
        "x1": x1,
        "y0": row - HALF_BAR,
        "y1": row + HALF_BAR,
        "fillcolor": colour,
        "line": {"width": 0},
    }


def _line(
    x0: float, x1: float, y0: float, y1: float, *, colour: str, dash: str = "solid"
) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "line": {"color": colour, "width": 1, "dash": dash},
    }
