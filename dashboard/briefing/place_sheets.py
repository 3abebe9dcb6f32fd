"""Sheets that compare league-cities, and sheets that go over months."""

from collections.abc import Sequence
from typing import Final

from dashboard import compare, trends
from dashboard.asked import SCORE, Facets, Ranking, Trend
from dashboard.briefing.packs import Sheet, Table
from dashboard.briefing.question import Question
from dashboard.briefing.speaking import speaker_notes
from dashboard.charts.rank_paths import LEAST_PERIODS
from dashboard.compare import Compared
from dashboard.source import Desk
from queries.indicators import CORE_INDICATOR, dictionary
from queries.indicators.dictionary import Indicator
from queries.vocabulary import Level, Window

MONTHS: Final = 24
"""How far back trends go: two years, so that a month stands beside the same one."""


def compared(asked: Question, on: str = SCORE) -> Compared:
    """Return the league-cities ranked on the score, or on an indicator's code."""
    ask = Ranking(period=asked.period, grid=None, on=on)
    return compare.compared(asked.desk, ask, say=asked.say)


def ranking_sheet(asked: Question, *, on: str, league_city: str | None = None) -> Sheet:
    """Return the ranking on the score, or on an indicator's code.

    The message is about the first, or about the *league_city* where one is named.
    """
    seen, say = compared(asked, on), asked.say
    indicator = seen.yardstick.indicator
    return Sheet(
        key="ranking" if on == SCORE else f"ranking_{on}",
        message=_place_words(seen, league_city, asked)
        if league_city
        else compare.headline(seen, say=say),
        charts=(compare.ranking_of(seen, say=say),),
        notes=speaker_notes(asked, indicators=(indicator,) if indicator else ()),
    )


def _place_words(seen: Compared, league_city: str, asked: Question) -> str:
    """Return where one league-city stands."""
    say = asked.say
    (row,) = (row for row in seen.everybody if row.code == league_city)
    name = seen.yardstick.name(say)
    if row.rank is None:
        return say("briefing.place_none", place=row.name, name=name)
    return say(
        "briefing.place_rank",
        place=row.name,
        name=name,
        value=seen.yardstick.words(row.value, say),
        rank=row.rank,
        n=seen.n_ranked,
    )


def paths_sheet(asked: Question) -> Sheet | None:
    """Return how the ranks went; ``None`` where there is no path to show yet."""
    seen, say = compared(asked), asked.say
    chart = compare.paths_of(seen, say=say)
    if len(chart.categories) < LEAST_PERIODS:
        return None
    return Sheet(
        key="rank_paths",
        message=say("briefing.paths", n=len(chart.categories), **_moved(seen)),
        charts=(chart,),
        notes=speaker_notes(asked),
    )


def _moved(seen: Compared) -> dict[str, int]:
    """Return how many league-cities stand higher, and lower, than at first."""
    first, last = seen.history[0][1], seen.history[-1][1]
    pairs = [(first.get(code), last.get(code)) for code in seen.names]
    known = [(then, now) for then, now in pairs if then and now]
    return {
        "risen": sum(now < then for then, now in known),
        "fallen": sum(now > then for then, now in known),
    }


def multiples_sheet(asked: Question, indicator: Indicator) -> Sheet:
    """Return small pictures of *indicator* in every league-city."""
    seen, say = compared(asked, indicator.code), asked.say
    chart = compare.multiples_of(seen, Facets(one=None, rival=None), say=say)
    worse = sum(panel.is_worse for panel in chart.panels)
    return Sheet(
        key=f"multiples_{indicator.code}",
        message=say(
            "briefing.multiples",
            name=say.name_of(indicator),
            n=len(chart.panels),
            worse=worse,
        ),
        charts=(chart,),
        notes=speaker_notes(asked, indicators=(indicator,)),
    )


def profile_sheet(asked: Question, league_city: str) -> Sheet:
    """Return every indicator of one league-city over the periods, small."""
    seen, say = compared(asked, CORE_INDICATOR), asked.say
    chart = compare.multiples_of(seen, Facets(one=league_city, rival=None), say=say)
    worse = sum(panel.is_worse for panel in chart.panels)
    return Sheet(
        key="indicators",
        message=say(
            "briefing.profile",
            place=asked.place(league_city),
            n=len(chart.panels),
            worse=worse,
        ),
        charts=(chart,),
        notes=speaker_notes(asked, indicators=dictionary().indicators),
    )


def trend_sheet(
    asked: Question,
    indicator: Indicator,
    *,
    by: Level,
    codes: Sequence[str],
    tables: tuple[Table, ...] = (),
) -> Sheet:
    """Return *indicator* month by month up to the end of the period."""
    say = asked.say
    ask = Trend(
        indicator=indicator.code,
        window=Window.MONTH,
        span=MONTHS,
        by=by,
        codes=tuple(codes),
    )
    seen = trends.trends_of(_desk_then(asked), ask, say=say)
    chart = trends.chart(seen, "value", with_region=by is not Level.TIER, say=say)
    return Sheet(
        key=f"trend_{indicator.code}" if by is not Level.TIER else "trend_tiers",
        message=trends.headline(seen, "value", say=say),
        charts=(chart,),
        tables=tables,
        notes=speaker_notes(asked, indicators=(indicator,)),
    )


def _desk_then(asked: Question) -> Desk:
    """Return who answers as on the day that the period's last month was due."""
    today = min(asked.desk.today, asked.month.due_on)
    return Desk(asked.desk.source, today)
