"""Trends as a picture: a few lines, what they are held against, and the base year."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import amounts
from dashboard.charts.indicator_bullets import target_words
from dashboard.charts.trend_points import Line, Point, Show
from dashboard.charts.values import Chart, Mark, Series, Stretch
from dashboard.text import Speaker
from queries.indicators.dictionary import Display, Indicator, Target
from queries.months import Month
from queries.vocabulary import Tier, Window

BASE_YEAR: Final = 2025
"""From which every path of a park starts."""

DECEMBER: Final = 12

TICKS: Final = ((14, 1), (28, 3), (56, 6))
"""Up to so many months every first, third or sixth of them is named; else Januaries."""

QUARTERS_NAMED: Final = 12

PERCENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What is drawn of which indicator, and how its windows are called.

    ``brief`` names a window as short as an axis needs it, ``spoken`` in full.
    """

    indicator: Indicator
    show: Show
    window: Window
    brief: Callable[[Month], str]
    spoken: Callable[[Month], str]


def trend_chart(
    lines: Sequence[Line],
    *,
    topic: Topic,
    ends: Sequence[Month],
    tiers: Collection[Tier],
    goals: Sequence[Target],
    snapshot: str,
    say: Speaker,
) -> Chart:
    """Say how *lines* went over the windows that end with *ends*; gaps stay gaps.

    Args:
        lines: Those to draw; a reference stands back.
        topic: Of what.
        ends: The last month of each window.
        tiers: Whose targets are wanted.
        goals: The targets in force, each of another tier or another value.
        snapshot: Of which state of the data it is.
        say: Who speaks.
    """
    indicator, show = topic.indicator, topic.show
    return Chart(
        kind="trends",
        title=title(topic, say),
        unit=unit(topic, say),
        categories=tuple(map(topic.brief, ends)),
        series=tuple(_series(line, topic, say) for line in lines),
        marks=_marks(indicator, goals, say) if show == "value" else (),
        stretch=_base_year(ends, topic.window, say),
        ticks=_ticks(ends, topic.window),
        has_zero=show != "value",
        is_share=indicator.display is Display.SHARE,
        decimals=indicator.decimals,
        alt=_alt(lines, topic, say),
        note=_note(lines, topic, tiers, goals, say),
        source=say("source.monthly"),
        snapshot=snapshot,
    )


def title(topic: Topic, say: Speaker) -> str:
    """Return what is measured: the indicator, or how it changed."""
    name = say.name_of(topic.indicator)
    if topic.show == "value":
        return name
    return say(f"trends.title_{topic.show}", name=name)


def unit(topic: Topic, say: Speaker) -> str:
    """Return the unit to print beside the title; changes of shares are in points."""
    if topic.show != "value" and topic.indicator.display is Display.SHARE:
        return say("trends.points")
    return amounts.unit_of(topic.indicator)


def words(point: Point, topic: Topic, say: Speaker) -> str:
    """Return what is shown of *point* as text."""
    shown = point.shown(topic.show)
    if topic.show == "value":
        return amounts.of_indicator(topic.indicator, shown, say=say)
    return amounts.of_change(topic.indicator, shown, say=say)


def bare_change(change: float, indicator: Indicator) -> str:
    """Return a change without its unit, which stands in the title or the head."""
    size = change * PERCENT if indicator.display is Display.SHARE else change
    return amounts.signed_text(f"{size:+,.{indicator.decimals}f}")


def _series(line: Line, topic: Topic, say: Speaker) -> Series:
    return Series(
        name=line.name,
        values=tuple(point.shown(topic.show) for point in line.points),
        is_muted=line.is_reference,
        hints=tuple(_hint(line, point, topic, say) for point in line.points),
        end=_end(line, topic, say),
        is_partial=tuple(
            point.is_partial and topic.show == "value" for point in line.points
        ),
    )


def _hint(line: Line, point: Point, topic: Topic, say: Speaker) -> str:
    key = "trends.hint_partial" if point.is_partial else "trends.hint"
    return say(
        key,
        name=line.name,
        when=topic.spoken(point.end),
        value=words(point, topic, say),
        complete=point.complete,
        due=point.due,
    )


def _end(line: Line, topic: Topic, say: Speaker) -> str:
    """Return name and last value; a line that ends early says when it did."""
    last = line.last(topic.show)
    if last is None:
        return ""
    key = "trends.end" if last is line.points[-1] else "trends.end_early"
    value = words(last, topic, say)
    if topic.show != "value":
        value = bare_change(last.shown(topic.show) or 0.0, topic.indicator)
    return say(key, name=line.name, value=value, when=topic.brief(last.end))


def _marks(
    indicator: Indicator, goals: Sequence[Target], say: Speaker
) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            value=goal.value,
            label=say(
                "trends.goal",
                tier=say(f"tier.{goal.tier}"),
                target=target_words(indicator, goal, say=say),
            ),
        )
        for goal in goals
        if goal.value is not None
    )


def _base_year(ends: Sequence[Month], window: Window, say: Speaker) -> Stretch | None:
    """Return where the base year lies; twelve months that end with it are one point."""
    last_month = Month(BASE_YEAR, DECEMBER)
    inside = [
        position
        for position, end in enumerate(ends)
        if end == last_month
        or (end.year == BASE_YEAR and window is not Window.TWELVE_MONTHS)
    ]
    if not inside:
        return None
    label = say("trends.base_year", year=BASE_YEAR)
    return Stretch(first=inside[0], last=inside[-1], label=label)


def _ticks(ends: Sequence[Month], window: Window) -> tuple[int, ...]:
    if window is Window.QUARTER:
        step = 3 if len(ends) <= QUARTERS_NAMED else DECEMBER
        return _named(ends, step, after=3)
    step = next((step for most, step in TICKS if len(ends) <= most), DECEMBER)
    return _named(ends, step, after=1)


def _named(ends: Sequence[Month], step: int, *, after: int) -> tuple[int, ...]:
    """Return the positions of every *step*-th month of a year, from *after* on."""
    return tuple(
        position
        for position, end in enumerate(ends)
        if (end.number - after) % step == 0
    )


def _alt(lines: Sequence[Line], topic: Topic, say: Speaker) -> str:
    last = [_end(line, topic, say) or line.name for line in lines]
    return say("trends.alt", title=title(topic, say), lines=last)


def _note(
    lines: Sequence[Line],
    topic: Topic,
    tiers: Collection[Tier],
    goals: Sequence[Target],
    say: Speaker,
) -> str:
    """Say what a reader must know: hollow points, comparable parts, missing targets."""
    if topic.show != "value":
        return say("trends.note_comparable")
    hollow = say("trends.note_partial") if _has_hollow(lines) else ""
    notes = [hollow, _note_of_goals(tiers, goals, say)]
    return say("list.semicolon").join(note for note in notes if note)


def _has_hollow(lines: Sequence[Line]) -> bool:
    """Say whether a point is drawn hollow; a reference has none."""
    points = [p for line in lines if not line.is_reference for p in line.points]
    return any(point.is_partial and point.value is not None for point in points)


def _note_of_goals(
    tiers: Collection[Tier], goals: Sequence[Target], say: Speaker
) -> str:
    drawn = {goal.tier for goal in goals if goal.value is not None}
    if not drawn:
        return say("trends.note_no_goal")
    absent = [say(f"tier.{tier}") for tier in Tier if tier in {*tiers} - drawn]
    return say("trends.note_some_goals", tiers=absent) if absent else ""
