"""What the page of trends shows: one indicator of a few, fetched and said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from dashboard import compare, controls, data, frame, park_profile
from dashboard.charts import trend_chart, trend_findings, trend_points, trend_rows
from dashboard.charts.comparison import number
from dashboard.charts.trend_chart import Topic
from dashboard.charts.trend_points import Line, Show
from dashboard.charts.values import Chart
from dashboard.controls import Trend
from dashboard.text import Speaker
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
        ask: What was asked for.
        indicator: Of the dictionary.
        ends: The last month of each window; empty where no window is whole.
        lines: Those who were asked for.
        region: To hold them against; ``None`` where it is itself what was asked for.
    """

    ask: Trend
    indicator: Indicator
    ends: tuple[Month, ...]
    lines: tuple[Line, ...]
    region: Line | None


def reported() -> tuple[Month, ...]:
    """Return the first and the last month that anybody reported; empty without."""
    seen = data.snapshot()
    if seen.first_month is None or seen.last_month is None:
        return ()
    return (seen.first_month, seen.last_month)


def choices(say: Speaker) -> Mapping[Level, Mapping[str, str]]:
    """Return the names of everybody who has a trend, by level and code."""
    return {
        Level.REGION: {REGION_CODE: say("controls.all_league_cities")},
        Level.TIER: {tier: say(f"tier.{tier}") for tier in Tier},
        Level.LEAGUE_CITY: {code: say(f"place.{code}") for code in LEAGUE_CITIES},
        Level.PARK: park_profile.names(),
    }


def trends_of(ask: Trend, *, say: Speaker) -> Trends:
    """Return what is known of whom *ask* wants, and of the region beside them."""
    ends = _ends(ask)
    names = choices(say)
    lines = [_line(ask, ask.by, code, names[ask.by][code], ends) for code in ask.codes]
    region = None
    if ask.by is not Level.REGION:
        name = names[Level.REGION][REGION_CODE]
        region = _line(ask, Level.REGION, REGION_CODE, name, ends)
    return Trends(
        ask=ask,
        indicator=data.known().indicator(ask.indicator),
        ends=ends,
        lines=tuple(lines),
        region=region,
    )


def _ends(ask: Trend) -> tuple[Month, ...]:
    """Return the ends of the windows asked for that the reports can fill."""
    first_report, last_report = reported()
    last = _last_due()
    first = first_report
    if ask.span is not None:
        seen_from = last_report.plus(1 - LEAST_MONTHS)
        first = max(first_report, min(last.plus(1 - ask.span), seen_from))
    months = trend_points.ends(first.until(last), ask.window)
    return tuple(end for end in months if end.window(ask.window)[0] >= first_report)


def _last_due() -> Month:
    """Return the last month whose reports are due: before that few have come."""
    today = frame.today()
    ended = Month.containing(today).plus(-1)
    return ended if ended.due_on <= today else ended.plus(-1)


def _line(
    ask: Trend,
    by: Level,
    code: str,
    name: str,
    ends: Sequence[Month],
) -> Line:
    is_reference = by is not ask.by
    if not ends:
        return Line(code=code, name=name, points=(), is_reference=is_reference)
    found = data.trend_of(ask.indicator, by, code, ask.window, ends[0], ends[-1])
    return trend_points.line(
        found,
        code=code,
        name=name,
        window=ask.window,
        first_report=_first_report(ask, by, code, ends[-1]),
        previous=_since_previous(ask, by, code, ends),
        is_reference=is_reference,
    )


def _first_report(ask: Trend, by: Level, code: str, last: Month) -> Month | None:
    """Return the first month that has a value; ``None`` where none has."""
    first = reported()[0]
    if ask.window is Window.MONTH:
        return first
    months = data.trend_of(ask.indicator, by, code, Window.MONTH, first, last)
    known = months.loc[months["value"].notna(), "month"]
    return None if known.empty else Month.of(int(known.iloc[0]))


def _since_previous(
    ask: Trend, by: Level, code: str, ends: Sequence[Month]
) -> dict[int, float] | None:
    """Return the changes from quarter to quarter; other windows look a month back."""
    if ask.window is not Window.QUARTER:
        return None
    found = data.quarter_on_quarter_of(ask.indicator, by, code, ends[0], ends[-1])
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
    return trend_chart.trend_chart(
        [*behind, *seen.lines],
        topic=_topic(seen, show, say),
        ends=seen.ends,
        goals=_goals(seen),
        snapshot=data.snapshot().code,
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
        brief=lambda end: compare.brief(_period(end, window), say),
        spoken=lambda end: controls.spoken(_period(end, window), say),
    )


def _period(end: Month, window: Window) -> Period:
    """Return the period to call a window by; twelve months by the one they end with."""
    first = end.window(window)[0] if window is Window.QUARTER else end
    return Period(first, end)


def _goals(seen: Trends) -> tuple[Target, ...]:
    """Return the targets of those who are drawn, each once; the highest tier first."""
    if seen.ask.by is Level.PARK:
        found = _goals_of_parks(seen)
    else:
        codes = seen.ask.codes if seen.ask.by is Level.TIER else tuple(Tier)
        found = [_goal(seen, Tier(code), None) for code in codes]
    return tuple(dict.fromkeys(goal for goal in found if goal is not None))


def _goals_of_parks(seen: Trends) -> list[Target | None]:
    month = seen.ends[-1] if seen.ends else reported()[-1]
    energies = data.annual_energy_of(month)
    energy = dict(zip(energies["code"], energies["energy_tce"], strict=True))
    parks = data.parks_of(month)
    tiers = dict(zip(parks["code"], parks["tier"], strict=True))
    return [
        _goal(seen, Tier(tiers[code]), number(energy.get(code)))
        for code in seen.ask.codes
        if code in tiers
    ]


def _goal(seen: Trends, tier: Tier, energy_tce: float | None) -> Target | None:
    month = seen.ends[-1] if seen.ends else reported()[-1]
    return seen.indicator.target(tier=tier, annual_energy_tce=energy_tce, month=month)
