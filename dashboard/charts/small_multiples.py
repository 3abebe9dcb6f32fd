"""Small pictures of one kind: many league-cities, or many indicators, over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.charts.values import Chart, Panel, Series
from dashboard.charts.yardsticks import Yardstick
from dashboard.text import Speaker
from queries.indicators.dictionary import Indicator

Values = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The periods that every picture goes over, in words, and the state of the data."""

    periods: tuple[str, ...]
    snapshot: str


def of_league_cities(
    values: Mapping[str, Values],
    *,
    names: Mapping[str, str],
    indicator: Indicator,
    target: float | None,
    axis: Axis,
    note: str,
    say: Speaker,
) -> Chart:
    """Say how one indicator went in each of *names*, all on one scale.

    *target* is what a band on the good side shows; ``None`` where there is none.
    """
    panels = tuple(
        _panel(name, "", ((name, values[code]),), indicator, target, say)
        for code, name in names.items()
    )
    title = say("compare.multiples_of", name=say.name_of(indicator))
    chart = _chart(title, panels, axis, note, say)
    return replace(chart, unit=Yardstick(indicator).unit, is_one_scale=True)


def of_indicators(
    rows: Sequence[tuple[Indicator, float | None, tuple[Values, ...]]],
    *,
    names: tuple[str, ...],
    axis: Axis,
    note: str,
    say: Speaker,
) -> Chart:
    """Say how every indicator went in one league-city, or in two, each on its scale.

    Args:
        rows: Each indicator with its target and the values of each of *names*.
        names: One league-city, or it and its rival.
        axis: The periods.
        note: What the reader must know to read it right.
        say: Who speaks.
    """
    panels = tuple(
        _panel(
            say.name_of(indicator),
            Yardstick(indicator).unit,
            tuple(zip(names, values, strict=True)),
            indicator,
            target,
            say,
        )
        for indicator, target, values in rows
    )
    return _chart(say("compare.multiples_all"), panels, axis, note, say)


def _panel(
    title: str,
    unit: str,
    lines: tuple[tuple[str, Values], ...],
    indicator: Indicator,
    target: float | None,
    say: Speaker,
) -> Panel:
    yardstick = Yardstick(indicator)
    own = lines[0][1]
    is_worse = len(own) > 1 and yardstick.turn(own[-1], own[-2]) < 0
    return Panel(
        title=title,
        unit=unit,
        series=tuple(
            Series(name=name, values=values, is_muted=index > 0)
            for index, (name, values) in enumerate(lines)
        ),
        texts=tuple(
            yardstick.words(values[-1] if values else None, say) for _, values in lines
        ),
        target=target,
        is_worse=is_worse,
        is_share=yardstick.is_share,
        decimals=yardstick.decimals,
        lower_is_better=yardstick.lower_is_better,
    )


def _chart(
    title: str, panels: tuple[Panel, ...], axis: Axis, note: str, say: Speaker
) -> Chart:
    spoken = [f"{panel.title} {' / '.join(panel.texts)}" for panel in panels]
    return Chart(
        kind="small_multiples",
        title=title,
        unit="",
        categories=axis.periods,
        series=(),
        panels=panels,
        alt=say("compare.multiples_alt", title=title, panels=spoken),
        note=note,
        source=say("source.monthly"),
        snapshot=axis.snapshot,
    )
