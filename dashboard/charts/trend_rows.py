"""A trend as rows: every window with its value, its changes, and what is behind it."""

import pandas as pd

from dashboard import amounts
from dashboard.charts.trend_chart import Topic, bare_change
from dashboard.charts.trend_points import Line, Point
from dashboard.charts.yardsticks import Yardstick
from dashboard.text import Speaker, plain
from queries.vocabulary import Flag


def trend_rows(line: Line, *, topic: Topic, say: Speaker) -> pd.DataFrame:
    """Return one row a window, the latest first, as Markdown under heads in words.

    A change for the worse is red, one for the better green, by the theme.
    """
    indicator = topic.indicator
    unit = amounts.unit_of(indicator)
    value = (
        f"{say('trends.value')} :gray[{plain(unit)}]" if unit else say("trends.value")
    )
    return pd.DataFrame(
        [
            {
                say(f"trends.window_{topic.window}"): topic.spoken(point.end),
                value: _value(point, topic, say),
                say("controls.compare_year_on_year"): _change(
                    point.year_on_year, topic, say
                ),
                say("controls.compare_previous"): _change(point.previous, topic, say),
                say("trends.reported"): f"{point.complete}/{point.due}",
                say("trends.flag"): _flag(point, say),
            }
            for point in reversed(line.points)
        ]
    )


def _value(point: Point, topic: Topic, say: Speaker) -> str:
    if point.value is not None:
        words = amounts.of_indicator(topic.indicator, point.value, say=say)
        return f"**{plain(words)}**"
    return f":gray[{absence(point, say)}]"


def absence(point: Point, say: Speaker) -> str:
    """Return why *point* has no value, in the reader's words."""
    if point.complete:
        return say("trends.too_short" if not point.is_whole else "trends.undefined")
    if not point.due:
        return say("table.not_due")
    return say("flag.missing")


def _change(change: float | None, topic: Topic, say: Speaker) -> str:
    if change is None:
        return f":gray[{say('methods.dash')}]"
    words = plain(bare_change(change, topic.indicator))
    turn = Yardstick(topic.indicator).turn(change, 0.0)
    colour = {1: "green", -1: "red", 0: "gray"}[turn]
    return f":{colour}[{words}]"


def _flag(point: Point, say: Speaker) -> str:
    flag = Flag.MISSING if point.value is None else Flag(point.flag)
    if flag is Flag.MISSING:
        return f":gray[{say('methods.dash')}]"
    return say(f"flag.{flag}")
