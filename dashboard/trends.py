"""What the page of trends shows: one indicator of a few, fetched and said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from dashboard import park_profile, period_words
from dashboard.asked import Trend
from dashboard.charts import trend_chart, trend_findings, trend_points, trend_rows
from dashboard.charts.comparison import number
from dashboard.charts.trend_chart import Topic
from dashboard.charts.trend_points import Line, Show
from dashboard.charts.values import Chart
from dashboard.source import Desk
from dashboard.text import Speaker
from queries.indicators import dictionary
from queries.indicators.dictionary import Display, Indicator, Target
from queries.months import Month, Period
from queries.rows import records
from queries.vocabulary import LEAGUE_CITIES, REGION_CODE, Level, Tier, Window

LEAST_MONTHS: Final = 12
"""So many months with reports are seen, however long ago the last of them was."""


@dataclass(frozen=True, slots=True)
class Trends:
    """One indicator over time.

    Attributes:
        desk: Who answers further questions about it.
        ask: What was asked for.
        indicator: Of the dictionary.
        ends: The last month of each window; empty where no window is whole.
        lines: Those who were asked for.
        region: To hold them against; ``None`` where it is itself what was asked for.
    """

    desk: Desk
    ask: Trend
    indicator: Indicator
    ends: tuple[Month, ...]
    lines: tuple[Line, ...]
    region: Line | None


def reported(desk: Desk) -> tuple[Month, ...]:
    """Return the first and the last month that anybody reported; empty without."""
    seen = desk.source.snapshot()
    if seen.first_month is None or seen.last_month is None:
        return ()
    return (seen.first_month, seen.last_month)


def choices(desk: Desk, say: Speaker) -> Mapping[Level, Mapping[str, str]]:
    """Return the names of everybody a reader may see a trend of, by level and code."""
    return {
        Level.REGION: {REGION_CODE: _whole(desk, say)},
        Level.TIER: {tier: say(f"tier.{tier}") for tier in Tier},
        Level.LEAGUE_CITY: {
            code: say(f"place.{code}") for code in desk.source.places_in_sight()
        },
        Level.PARK: park_profile.names(desk),
    }


def _whole(desk: Desk, say: Speaker) -> str:
    """Return what the sum of all that a reader may see is a sum of."""
    seen = list(desk.source.places_in_sight())
    if len(seen) == len(LEAGUE_CITIES):
        return say("controls.all_league_cities")
    if len(seen) == 1:
        return say(f"place.{seen[0]}")
    return say("trends.in_sight", n=len(seen))


def trends_of(desk: Desk, ask: Trend, *, say: Speaker) -> Trends:
    """Return what is known of whom *ask* wants, and of the region beside them."""
    ends = _ends(desk, ask)
    names = choices(desk, say)
    lines = [
        _line(desk, ask, ask.by, code, names[ask.by][code], ends) for code in ask.codes
    ]
    region = None
    if ask.by is not Level.REGION:
        name = names[Level.REGION][REGION_CODE]
        region = _line(desk, ask, Level.REGION, REGION_CODE, name, ends)
    return Trends(
        desk=desk,
        ask=ask,
        indicator=dictionary().indicator(ask.indicator),
        ends=ends,
        lines=tuple(lines),
        region=region,
    )


def _ends(desk: Desk, ask: Trend) -> tuple[Month, ...]:
    """Return the ends of the windows asked for that the reports can fill."""
    first_report, last_report = reported(desk)
    last = _last_due(desk.today)
    first = first_report
    if ask.span is not None:
        seen_from = last_report.plus(1 - LEAST_MONTHS)
        first = max(first_report, min(last.plus(1 - ask.span), seen_from))
    months = trend_points.ends(first.until(last), ask.window)
    return tuple(end for end in months if end.window(ask.window)[0] >= first_report)


def _last_due(today: date) -> Month:
    """Return the last month whose reports are due: before that few have come."""
    ended = Month.containing(today).plus(-1)
    return ended if ended.due_on <= today else ended.plus(-1)


def _line(
    desk: Desk,
    ask: Trend,
    by: Level,
    code: str,
    name: str,
    ends: Sequence[Month],
) -> Line:
    is_reference = by is not ask.by
    if not ends:
        return Line(code=code, name=name, points=(), is_reference=is_reference)
    found = desk.source.trend_of(ask.indicator, by, code, ask.window, ends[0], ends[-1])
    return trend_points.line(
        found,
        code=code,
        name=name,
        window=ask.window,
        first_report=_first_report(desk, ask, by, code, ends[-1]),
        previous=_since_previous(desk, ask, by, code, ends),
        is_reference=is_reference,
    )


def _first_report(
    desk: Desk, ask: Trend, by: Level, code: str, last: Month
) -> Month | None:
    """Return the first month that has a value; ``None`` where none has."""
    first = reported(desk)[0]
    if ask.window is Window.MONTH:
        return first
    months = desk.source.trend_of(ask.indicator, by, code, Window.MONTH, first, last)
    known = months.loc[months["value"].notna(), "month"]
    return None if known.empty else Month.of(int(known.iloc[0]))


def _since_previous(
    desk: Desk, ask: Trend, by: Level, code: str, ends: Sequence[Month]
) -> dict[int, float] | None:
    """Return the changes from quarter to quarter; other windows look a month back."""
    if ask.window is not Window.QUARTER:
        return None
    found = desk.source.quarter_on_quarter_of(
        ask.indicator, by, code, ends[0], ends[-1]
    )
    changes = ((row.month, number(row.change)) for row in records(found))
    return {int(month): change for month, change in changes if change is not None}


def headline(seen: Trends, show: Show, *, say: Speaker) -> str:
    """Return the finding of the page."""
    return trend_findings.headline(
        seen.lines, topic=_topic(seen, show, say), by=seen.ask.by, say=say
    )


def title(seen: Trends, show: Show, *, say: Speaker) -> tuple[str, str]:
    """Return what is shown, and its unit."""
    topic = _topic(seen, show, say)
    return trend_chart.title(topic, say), trend_chart.unit(topic, say)


def chart(seen: Trends, show: Show, *, with_region: bool, say: Speaker) -> Chart:
    """Return the lines, and the region behind them if it is wanted."""
    behind = (seen.region,) if with_region and seen.region else ()
    tiers = _tiers(seen)
    return trend_chart.trend_chart(
        [*behind, *seen.lines],
        topic=_topic(seen, show, say),
        ends=seen.ends,
        tiers=tiers.values(),
        goals=_goals(seen, tiers),
        snapshot=seen.desk.source.snapshot().code,
        say=say,
    )


def rows(seen: Trends, code: str, show: Show, *, say: Speaker) -> pd.DataFrame:
    """Return the windows of one line, the latest first, under heads in words."""
    (line,) = (line for line in seen.lines if line.code == code)
    topic = _topic(seen, show, say)
    return trend_rows.trend_rows(line, topic=topic, say=say)


def has_points(seen: Trends) -> bool:
    """Say whether changes are told in percentage points."""
    return seen.indicator.display is Display.SHARE


def span_words(seen: Trends, *, say: Speaker) -> str:
    """Return from when to when the page goes, in words."""
    if not seen.ends:
        return say("trends.name")
    spoken = _topic(seen, "value", say).spoken
    first, last = spoken(seen.ends[0]), spoken(seen.ends[-1])
    return first if first == last else say("trends.span", first=first, last=last)


def _topic(seen: Trends, show: Show, say: Speaker) -> Topic:
    window = seen.ask.window
    return Topic(
        indicator=seen.indicator,
        show=show,
        window=window,
        brief=lambda end: period_words.brief(_period(end, window), say),
        spoken=lambda end: period_words.spoken(_period(end, window), say),
    )


def _period(end: Month, window: Window) -> Period:
    """Return the period to call a window by; twelve months by the one they end with."""
    first = end.window(window)[0] if window is Window.QUARTER else end
    return Period(first, end)


def _tiers(seen: Trends) -> dict[str, Tier]:
    """Return the tier of every park that is drawn, or else the tiers themselves."""
    if seen.ask.by is Level.PARK:
        parks = seen.desk.source.parks_of(_month_of_goals(seen))
        tiers = dict(zip(parks["code"], map(Tier, parks["tier"]), strict=True))
        return {code: tiers[code] for code in seen.ask.codes if code in tiers}
    codes = seen.ask.codes if seen.ask.by is Level.TIER else tuple(Tier)
    return {code: Tier(code) for code in codes}


def _goals(seen: Trends, tiers: Mapping[str, Tier]) -> tuple[Target, ...]:
    """Return the targets of those who are drawn, each once; the highest tier first."""
    month = _month_of_goals(seen)
    energies = seen.desk.source.annual_energy_of(month)
    energy = dict(zip(energies["code"], energies["energy_tce"], strict=True))
    found = [
        seen.indicator.target(
            tier=tier, annual_energy_tce=number(energy.get(code)), month=month
        )
        for code, tier in tiers.items()
    ]
    return tuple(dict.fromkeys(goal for goal in found if goal is not None))


def _month_of_goals(seen: Trends) -> Month:
    return seen.ends[-1] if seen.ends else reported(seen.desk)[-1]
