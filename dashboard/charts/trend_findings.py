"""The headline of a trend: the latest value and its change, and no more than that."""

from collections.abc import Sequence
from typing import Final

from dashboard import amounts
from dashboard.charts.trend_chart import Topic
from dashboard.charts.trend_points import Line, Point, Show
from dashboard.text import Speaker
from queries.months import Month
from queries.vocabulary import Level, Window

KINDS: Final = ("fell", "rose", "level")

Told = tuple[str, Point]
"""Whose point: two parks may have the same name."""


def headline(lines: Sequence[Line], *, topic: Topic, by: Level, say: Speaker) -> str:
    """Return what a reader should take from *lines*, in one sentence.

    One line is told with its change; of several the highest and the lowest in the
    latest window that any has, or how many rose and fell. What is not reported is
    counted.
    """
    if len(lines) == 1:
        return _single(lines[0], topic, by, say)
    return _several(lines, topic, by, say)


def _single(line: Line, topic: Topic, by: Level, say: Speaker) -> str:
    last = line.last("value")
    name = say.name_of(topic.indicator)
    if last is None:
        return say("trends.none", place=line.name, name=name)
    sentence = say(
        "trends.single",
        when=_when(last.end, topic, say),
        place=line.name,
        name=name,
        value=_with_unit(last.value, topic, say),
        change=change_words(last, topic, say),
    )
    return sentence + _thin(last, by, say) + _silent(line, last, topic.window, say)


def change_words(point: Point, topic: Topic, say: Speaker) -> str:
    """Return how *point* changed, in the reader's words; a change unseen is none."""
    show: Show = "year_on_year" if topic.show == "value" else topic.show
    change = point.shown(show)
    base = say(f"trends.base_{show}")
    if change is None:
        return say("trends.incomparable", base=base)
    size = amounts.of_change(topic.indicator, abs(change), say=say).lstrip("+")
    return say(f"trends.{_kind(change, topic)}", base=base, size=size)


def _kind(change: float, topic: Topic) -> str:
    """Return whether *change* is one, as far as its figures show."""
    if abs(change) * 2 < amounts.finest(topic.indicator):
        return "level"
    return "fell" if change < 0 else "rose"


def _when(end: Month, topic: Topic, say: Speaker) -> str:
    when = topic.spoken(end)
    if topic.window is Window.TWELVE_MONTHS:
        return say("trends.twelve_months_to", month=when)
    return when


def _with_unit(value: float | None, topic: Topic, say: Speaker) -> str:
    words = amounts.of_indicator(topic.indicator, value, say=say)
    unit = amounts.unit_of(topic.indicator)
    return f"{words} {unit}" if unit else words


def _thin(last: Point, by: Level, say: Speaker) -> str:
    """Return, where not all is reported, how much is."""
    if not last.is_partial:
        return ""
    key = "trends.thin_park" if by is Level.PARK else "trends.thin"
    return say(key, complete=last.complete, due=last.due)


def _silent(line: Line, last: Point, window: Window, say: Speaker) -> str:
    """Return how many windows after the *last* have no value."""
    n_silent = len(line.points) - 1 - line.points.index(last)
    if not n_silent:
        return ""
    kind = "quarters" if window is Window.QUARTER else "months"
    return say(f"trends.silent_{kind}", n=n_silent)


def _several(lines: Sequence[Line], topic: Topic, by: Level, say: Speaker) -> str:
    ends = [last.end for line in lines if (last := line.last("value"))]
    chosen = say(f"trends.chosen_{by}", n=len(lines))
    if not ends:
        name = say.name_of(topic.indicator)
        return say("trends.none", place=chosen, name=name)
    latest = max(ends)
    points = [
        (line.name, point)
        for line in lines
        for point in line.points
        if point.end == latest and point.value is not None
    ]
    told = _extremes if topic.show == "value" else _directions
    sentence = say(
        "trends.several",
        when=_when(latest, topic, say),
        name=say.name_of(topic.indicator),
        chosen=chosen,
        told=told(points, topic, say),
    )
    return sentence + _left_out(points, len(lines), say)


def _extremes(points: Sequence[Told], topic: Topic, say: Speaker) -> str:
    words = [
        (name, amounts.of_indicator(topic.indicator, point.value, say=say))
        for name, point in points
    ]
    values = [point.value for _, point in points if point.value is not None]
    high, low = (
        amounts.of_indicator(topic.indicator, value, say=say)
        for value in (max(values), min(values))
    )
    if len(points) == 1:
        return say("trends.only", place=points[0][0], value=high)
    if high == low:
        return say("trends.equal", value=high)
    return say(
        "trends.extremes",
        high=[name for name, value in words if value == high],
        high_value=high,
        low=[name for name, value in words if value == low],
        low_value=low,
    )


def _directions(points: Sequence[Told], topic: Topic, say: Speaker) -> str:
    changes = [point.shown(topic.show) for _, point in points]
    kinds = [_kind(change, topic) for change in changes if change is not None]
    counted = [(kind, kinds.count(kind)) for kind in KINDS if kind in kinds]
    told = [say(f"trends.n_{kind}", n=n) for kind, n in counted]
    if len(kinds) < len(changes):
        told.append(say("trends.n_incomparable", n=len(changes) - len(kinds)))
    base = say(f"trends.base_{topic.show}")
    return say("trends.directions", base=base, told=told)


def _left_out(points: Sequence[Told], n_lines: int, say: Speaker) -> str:
    n_missing = n_lines - len(points)
    n_partial = sum(point.is_partial for _, point in points)
    missing = say("trends.n_missing", n=n_missing) if n_missing else ""
    partial = say("trends.n_partial", n=n_partial) if n_partial else ""
    return missing + partial
