"""The numbers of a chart read back from the figure that the screen draws."""

from collections.abc import Callable, Iterable, Iterator

import plotly.graph_objects as go

from dashboard.briefing.chart_tables import panel_key, series_key
from dashboard.charts.values import Chart
from dashboard.drawing.screen import drawn
from dashboard.drawing.screen_frame import Look
from dashboard.drawing.screen_ledger import AXIS
from dashboard.drawing.screen_ranking import COUNTS, RANKS
from dashboard.theme import LIGHT

Numbers = list[float | None]
LOOK = Look(palette=LIGHT, height_px=400, text_px=13, small_px=12)


def screen_numbers(chart: Chart) -> dict[str, Numbers]:
    """Return by column what the screen shows; a kind that is not known fails."""
    read: dict[str, Callable[[Chart, go.Figure], Iterator[tuple[str, Numbers]]]] = {
        "lines": _lines,
        "trends": _lines,
        "rank_paths": _lines,
        "curve": _lines,
        "small_multiples": _panels,
        "bullets": _rows,
        "scorecard": _rows,
        "ranking": _ranking,
        "ledger": _ledger,
        "grade_counts": _counts,
    }
    found = dict(read[chart.kind](chart, drawn(chart, LOOK)))
    assert found
    return found


def _fractions(values: Iterable[float | None], *, is_share: bool) -> Numbers:
    return [v if v is None or not is_share else v / 100 for v in values]


def _lines(chart: Chart, figure: go.Figure) -> Iterator[tuple[str, Numbers]]:
    shown = {trace.name: trace.y for trace in figure.data}
    for at, one in enumerate(chart.series):
        yield series_key(at), _fractions(shown[one.name], is_share=chart.is_share)


def _panels(chart: Chart, figure: go.Figure) -> Iterator[tuple[str, Numbers]]:
    for at, panel in enumerate(chart.panels):
        axis = "y" if at == 0 else f"y{at + 1}"
        own = {t.name: t.y for t in figure.data if (t.yaxis or "y") == axis and t.name}
        for number, one in enumerate(panel.series):
            shown = _fractions(own[one.name], is_share=panel.is_share)
            yield panel_key(at, number), shown


def _rows(chart: Chart, figure: go.Figure) -> Iterator[tuple[str, Numbers]]:
    (bars,) = (t for t in figure.data if t.name == chart.series[0].name)
    yield series_key(0), list(bars.customdata)


def _ranking(chart: Chart, figure: go.Figure) -> Iterator[tuple[str, Numbers]]:
    shown = {trace.name: trace for trace in figure.data if trace.name}
    n_rows = len(chart.categories)
    for at, one in enumerate(chart.series):
        ranks: Numbers = [None] * n_rows
        for x, row in zip(shown[one.name].x, shown[one.name].y, strict=True):
            share = (x - RANKS[0]) / (RANKS[1] - RANKS[0])
            ranks[row] = 1 + share * (chart.highest - 1)
        yield series_key(at), ranks
    sums = zip(*(one.values for one in chart.counts), strict=True)
    most = max(sum(v or 0 for v in row) for row in sums)
    per_park = (COUNTS[1] - COUNTS[0]) / most
    for one in chart.counts:
        yield f"grade_{one.name}", [(x or 0) / per_park for x in shown[one.name].x]


def _counts(chart: Chart, figure: go.Figure) -> Iterator[tuple[str, Numbers]]:
    shown = {trace.name: trace for trace in figure.data}
    for one in chart.counts:
        yield f"grade_{one.name}", [x or 0 for x in shown[one.name].x]


def _ledger(chart: Chart, figure: go.Figure) -> Iterator[tuple[str, Numbers]]:
    shown = {trace.name: trace for trace in figure.data if trace.name}
    known = [v for one in chart.series for v in one.values if v is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    for at, one in enumerate(chart.series):
        values: Numbers = [0.0] * len(chart.categories)
        for x, row in zip(shown[one.name].x, shown[one.name].y, strict=True):
            values[row] = low + (x - AXIS[0]) / (AXIS[1] - AXIS[0]) * (high - low)
        yield series_key(at), values
