"""What the comparison of league-cities shows: frames fetched, ranked, and said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import period_words
from dashboard.asked import SCORE, Facets, Ranking
from dashboard.charts import rank_findings, rank_paths, ranking, small_multiples
from dashboard.charts.comparison import number
from dashboard.charts.grade_words import grade_words
from dashboard.charts.indicator_bullets import target_words
from dashboard.charts.ranking import Standing
from dashboard.charts.values import Chart
from dashboard.charts.yardsticks import Yardstick
from dashboard.source import Desk
from dashboard.text import Speaker
from queries.assessment.rules import RuleSet
from queries.assessment.sensitivity import N_DRAWS, PERCENTILES
from queries.contracts import GradedPark, IndicatorValue, Ranked
from queries.indicators import CORE_INDICATOR, dictionary
from queries.indicators.dictionary import Indicator, Target
from queries.months import Month, Period
from queries.rankings import ranks_of
from queries.rows import records
from queries.vocabulary import LEAGUE_CITIES, Grid, Level, Tier

PERIODS_SHOWN: Final = 8

GOAL_TIERS: Final = (Tier.REGION, Tier.NATIONAL)
"""Whose target a band shows, the first that has one for parks of every size."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The league-cities in one period.

    Attributes:
        desk: Who answers further questions about it.
        ask: What was asked for.
        yardstick: What they are ranked on.
        rules: That judge the period; ``None`` where none was valid.
        everybody: All of the region, by rank.
        names: Those that are shown, by code, in the official order.
        graded: Every park with its grade.
        history: The ranks of the periods up to this one, the earliest first.
    """

    desk: Desk
    ask: Ranking
    yardstick: Yardstick
    rules: RuleSet | None
    everybody: tuple[Standing, ...]
    names: dict[str, str]
    graded: DataFrame[GradedPark]
    history: tuple[tuple[Period, dict[str, int | None]], ...]

    @property
    def shown(self) -> tuple[Standing, ...]:
        """Those that were asked for, by rank."""
        return tuple(row for row in self.everybody if row.code in self.names)

    @property
    def every_name(self) -> dict[str, str]:
        """The names of everybody by code, in the official order."""
        names = {row.code: row.name for row in self.everybody}
        return {code: names[code] for code in LEAGUE_CITIES if code in names}

    @property
    def n_ranked(self) -> int:
        """How many of the region have a rank."""
        return sum(row.rank is not None for row in self.everybody)

    @property
    def in_a_row(self) -> int:
        """In how many periods up to this one today's first was the only first."""
        leaders = _firsts(self.history[-1][1]) if self.history else []
        n_periods = 0
        for _, ranks in reversed(self.history):
            if len(leaders) != 1 or _firsts(ranks) != leaders:
                break
            n_periods += 1
        return n_periods


def _firsts(ranks: Mapping[str, int | None]) -> list[str]:
    return [code for code, rank in ranks.items() if rank == 1]


def compared(desk: Desk, ask: Ranking, *, say: Speaker) -> Compared:
    """Return what is known of the league-cities that *ask* wants."""
    indicator = dictionary().indicator(ask.on) if ask.on != SCORE else None
    yardstick = Yardstick(indicator)
    every_name = {code: say(f"place.{code}") for code in desk.source.places_in_sight()}
    return Compared(
        desk=desk,
        ask=ask,
        yardstick=yardstick,
        rules=desk.source.rules_of(ask.period),
        everybody=ranking.standings(
            _ranked(desk, yardstick, Level.LEAGUE_CITY, ask.period), names=every_name
        ),
        names=_names(desk, ask.grid, every_name),
        graded=desk.source.graded_of(ask.period, desk.today),
        history=_history(desk, yardstick, ask.period),
    )


def _names(desk: Desk, grid: Grid | None, names: Mapping[str, str]) -> dict[str, str]:
    places = desk.source.league_cities_of()
    grids = dict(zip(places["adcode"], places["grid"], strict=True))
    return {code: name for code, name in names.items() if grid in (None, grids[code])}


def _ranked(
    desk: Desk, yardstick: Yardstick, by: Level, period: Period
) -> DataFrame[Ranked]:
    """Return the ranking; on the score without rules nobody has a rank."""
    source, today = desk.source, desk.today
    if yardstick.indicator:
        code = yardstick.indicator.code
        return source.ranking_by_indicator_of(code, by, period, today)
    if source.rules_of(period):
        return source.ranking_by_score_of(by, period, today)
    # An indicator's ranking names the same places; nothing else of it is kept.
    named = source.ranking_by_indicator_of(CORE_INDICATOR, by, period, today)
    nothing = dict.fromkeys([name for name in named.columns if name != "code"])
    return DataFrame[Ranked](named.assign(**nothing))


def _history(
    desk: Desk, yardstick: Yardstick, period: Period
) -> tuple[tuple[Period, dict[str, int | None]], ...]:
    found = []
    for then in _back_from(period):
        ranks = _ranks(desk, yardstick, then)
        if not any(ranks.values()):
            break
        found.append((then, ranks))
    return tuple(reversed(found))


def _back_from(period: Period) -> Iterable[Period]:
    for _ in range(PERIODS_SHOWN):
        yield period
        period = period.previous


def _ranks(desk: Desk, yardstick: Yardstick, period: Period) -> dict[str, int | None]:
    if yardstick.indicator is None:
        then = desk.source.ranks_by_score_of(Level.LEAGUE_CITY, period, desk.today)
        ranks = then.set_index("code")["rank"]
    else:
        values = _values(desk, period)
        own = values.loc[values["indicator"] == yardstick.indicator.code]
        ranks = ranks_of(
            own.set_index("code")["value"], lower_is_better=yardstick.lower_is_better
        )
    return {str(code): _whole(rank) for code, rank in ranks.items()}


def _whole(rank: Any) -> int | None:  # noqa: ANN401  a cell of whole numbers
    return None if pd.isna(rank) else int(rank)


def _values(desk: Desk, period: Period) -> DataFrame[IndicatorValue]:
    """Return every indicator of every league-city in *period*."""
    month = desk.month_of(period)
    return desk.source.values_of(Level.LEAGUE_CITY, period.window, month)


def headline(seen: Compared, *, say: Speaker) -> str:
    """Return the finding of the page."""
    return rank_findings.headline(
        seen.everybody,
        grid=seen.ask.grid,
        shown=seen.shown,
        yardstick=seen.yardstick,
        in_a_row=seen.in_a_row,
        period=period_words.spoken(seen.ask.period, say),
        say=say,
    )


def ranking_of(seen: Compared, *, say: Speaker) -> Chart:
    """Return the league-cities as rows, by rank."""
    return ranking.ranking_chart(
        seen.shown,
        yardstick=seen.yardstick,
        counts=ranking.grade_counts(seen.graded, seen.names),
        n_ranked=seen.n_ranked,
        title=say("compare.ranking"),
        note=_method(seen, say) + _grades_note(seen, say),
        snapshot=seen.desk.source.snapshot().code,
        say=say,
        is_judged=seen.yardstick.indicator is not None or seen.rules is not None,
    )


def _method(seen: Compared, say: Speaker) -> str:
    """Say how the values are made, by which rules, and how far an order holds."""
    if seen.yardstick.indicator:
        return say("compare.method_indicator", name=seen.yardstick.name(say))
    if seen.rules is None:
        return say("compare.method_none")
    return say(
        "compare.method_score",
        rules=say.name_of(seen.rules),
        status=say(f"compare.rules_{seen.rules.status}"),
        draws=f"{N_DRAWS:,}",
        low=PERCENTILES[0],
        high=PERCENTILES[1],
    )


def _grades_note(seen: Compared, say: Speaker) -> str:
    return say("compare.grades_note", **ranking.origins(seen.graded, seen.names))


def paths_of(seen: Compared, *, say: Speaker) -> Chart:
    """Return how the ranks went up to the period."""
    return rank_paths.rank_paths(
        [ranks for _, ranks in seen.history],
        periods=[period_words.brief(period, say) for period, _ in seen.history],
        names=seen.names,
        n_ranked=max([seen.n_ranked, *_last_ranks(seen)], default=0),
        title=say("compare.paths"),
        note=_paths_note(len(seen.history), say),
        snapshot=seen.desk.source.snapshot().code,
        say=say,
    )


def _paths_note(n_periods: int, say: Speaker) -> str:
    """Say over how many periods; of too few for a path there is nothing to say."""
    if n_periods < rank_paths.LEAST_PERIODS:
        return ""
    return say("compare.paths_note", n=n_periods)


def _last_ranks(seen: Compared) -> list[int]:
    return [rank for _, ranks in seen.history for rank in ranks.values() if rank]


def multiples_of(seen: Compared, facets: Facets, *, say: Speaker) -> Chart:
    """Return small pictures: an indicator in each league-city, or all in one or two."""
    history = _dated_values(seen.desk, seen.ask.period)
    axis = small_multiples.Axis(
        periods=tuple(period_words.brief(period, say) for period, _ in history),
        snapshot=seen.desk.source.snapshot().code,
    )
    if facets.one is None:
        return _of_league_cities(seen, history, axis, say)
    return _of_indicators(seen, facets, history, axis, say)


Dated = tuple[tuple[Period, dict[tuple[str, str], float | None]], ...]


def _dated_values(desk: Desk, period: Period) -> Dated:
    """Return the values by indicator and code of the periods that have any."""
    found = []
    for then in _back_from(period):
        values = _values(desk, then)
        if not values["value"].notna().any():
            break
        keys = zip(values["indicator"], values["code"], strict=True)
        found.append((then, dict(zip(keys, map(number, values["value"]), strict=True))))
    return tuple(reversed(found))


def _line(history: Dated, indicator: str, code: str) -> tuple[float | None, ...]:
    return tuple(values.get((indicator, code)) for _, values in history)


def _of_league_cities(
    seen: Compared, history: Dated, axis: small_multiples.Axis, say: Speaker
) -> Chart:
    indicator = seen.yardstick.indicator or dictionary().indicator(CORE_INDICATOR)
    target = _target(indicator, seen.desk.month_of(seen.ask.period))
    return small_multiples.of_league_cities(
        {code: _line(history, indicator.code, code) for code in seen.names},
        names={row.code: row.name for row in seen.shown},
        indicator=indicator,
        target=target.value if target else None,
        axis=axis,
        note=_target_note(indicator, target, say),
        say=say,
    )


def _of_indicators(
    seen: Compared,
    facets: Facets,
    history: Dated,
    axis: small_multiples.Axis,
    say: Speaker,
) -> Chart:
    codes = [code for code in (facets.one, facets.rival) if code]
    month = seen.desk.month_of(seen.ask.period)
    rows = []
    for indicator in dictionary().indicators:
        target = _target(indicator, month)
        lines = tuple(_line(history, indicator.code, code) for code in codes)
        rows.append((indicator, target.value if target else None, lines))
    return small_multiples.of_indicators(
        rows,
        names=tuple(say(f"place.{code}") for code in codes),
        axis=axis,
        note=say("compare.all_note"),
        say=say,
    )


def _target(indicator: Indicator, month: Month) -> Target | None:
    """Return the target of parks of every size, of the first tier that has one."""
    for tier in GOAL_TIERS:
        target = indicator.target(tier=tier, annual_energy_tce=None, month=month)
        if target is not None and target.value is not None:
            return target
    return None


def _target_note(indicator: Indicator, target: Target | None, say: Speaker) -> str:
    if target is None:
        return say("compare.worse_note")
    return say(
        "compare.band_note",
        tier=say(f"tier.{target.tier}"),
        target=target_words(indicator, target, say=say),
    )


def parks_of(seen: Compared, league_city: str, *, say: Speaker) -> pd.DataFrame:
    """Return the parks of a league-city by rank, under heads in words.

    The column ``code`` comes first and is for the page, not for the reader. Ranks are
    those among all parks of the region.
    """
    own = seen.graded.loc[seen.graded["league_city"] == league_city]
    names = dict(zip(own["code"], own["name_zh"], strict=True))
    found = ranking.standings(
        _ranked(seen.desk, seen.yardstick, Level.PARK, seen.ask.period), names=names
    )
    silent = names.keys() - {row.code for row in found}
    rows = [*found, *(_silent(code, names[code]) for code in names if code in silent)]
    graded = {row.code: row for row in records(own)}
    return pd.DataFrame(
        [_park_row(row, graded[row.code], seen.yardstick, say) for row in rows]
    )


def _silent(code: str, name: str) -> Standing:
    """Return a park that owes nothing yet: no rank, no value."""
    return Standing(
        code=code,
        name=name,
        rank=None,
        previous_rank=None,
        value=None,
        previous_value=None,
        interval=None,
        coverage=None,
    )


def _park_row(
    row: Standing,
    graded: Any,  # noqa: ANN401  a row of ``GradedPark``
    yardstick: Yardstick,
    say: Speaker,
) -> dict[str, object]:
    unit = f" {yardstick.unit}" if yardstick.unit else ""
    words: dict[str, object] = {
        "code": row.code,
        say("compare.park_rank"): row.rank,
        say("compare.park_climb"): ranking.climb_words(row),
        say("compare.park_interval"): _interval_words(row, say),
        say("table.park"): row.name,
        say("table.tier"): say(f"tier.{graded.tier}"),
        say("table.grade"): _grade_words(graded, say),
        yardstick.name(say) + unit: yardstick.words(row.value, say),
        say("compare.park_change"): yardstick.change(
            row.value, row.previous_value, say
        ),
    }
    if yardstick.indicator:
        del words[say("compare.park_interval")]
    return words


def _interval_words(row: Standing, say: Speaker) -> str:
    if row.interval is None:
        return ""
    low, high = row.interval
    return say("compare.interval", low=low, high=high)


def _grade_words(graded: Any, say: Speaker) -> str:  # noqa: ANN401  as above
    words = grade_words(graded.grade, say)
    if pd.isna(graded.origin):
        return words
    return say(f"compare.grade_{graded.origin}", grade=words)
