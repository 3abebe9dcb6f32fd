"""Rankings of parks and league-cities: on the score, or on any indicator."""

from datetime import date
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from queries.assessment.gradings import judged, last_judged
from queries.assessment.registry import in_force, known_rule_sets
from queries.assessment.rules import RuleSet
from queries.assessment.scoring import Scores
from queries.assessment.sensitivity import (
    drawn_weights,
    group_rank_intervals,
    park_rank_intervals,
)
from queries.contracts import Park, Ranked, RankedThen
from queries.errors import NoRulesThenError
from queries.frames import checked
from queries.indicators.dictionary import Direction, Indicator
from queries.months import Period
from queries.parks import parks_at
from queries.reported import month_to_watch
from queries.scope import Scope
from queries.values import indicator_values
from queries.vocabulary import LEAGUE_CITIES, Grade, Level

SAME_TO: Final = 9
"""Values that agree to so many decimals share a rank: arithmetic differs beyond."""


def indicator_ranking(
    connection: Connection,
    *,
    scope: Scope,
    indicator: Indicator,
    by: Level,
    period: Period,
    today: date,
) -> DataFrame[Ranked]:
    """Return every park or league-city ranked on *indicator* in *period*.

    In the official order, not that of the ranks. Values are ratios of sums; who has
    none has no rank. Rank intervals are null: no weight is in doubt.
    """
    now = _values(connection, scope, indicator, by, period, today)
    before = _values(connection, scope, indicator, by, period.previous, today)
    is_lower = indicator.direction is Direction.LOWER
    return _ranked(now, before["value"], lower_is_better=is_lower)


def score_ranking(
    connection: Connection,
    *,
    scope: Scope,
    by: Level,
    period: Period,
    today: date,
    rules: RuleSet | None = None,
) -> DataFrame[Ranked]:
    """Return every park or league-city ranked on its calculated score in *period*.

    In the official order. A league-city's score is the mean of its rated parks'. Ranks
    lie in an interval because the weights are drawn around the nominal ones.

    Args:
        connection: A view of the database.
        scope: Whose rows may be read.
        by: Parks or league-cities.
        period: Judged by its months that can hold reports by *today*.
        today: The day in China.
        rules: To judge by, now and before; ``None`` for those valid in each period.

    Raises:
        NoRulesThenError: No rule set is valid in *period*.
    """
    known = known_rule_sets(connection)
    valid = rules or in_force(known, period=period)
    if valid is None:
        raise NoRulesThenError(period=str(period))
    valid_before = rules or in_force(known, period=period.previous)
    now = _judged_parks(connection, scope, valid, period, today)
    before = None
    if valid_before is not None:
        before = _judged_parks(connection, scope, valid_before, period.previous, today)
    codes = None if by is Level.PARK else _league_cities(scope)
    before_values = (
        pd.Series(dtype=float) if before is None else _scores(before, codes)["value"]
    )
    frame = _ranked(_scores(now, codes), before_values, lower_is_better=False)
    interval = _intervals(now, valid, by).reindex(frame["code"])
    return checked(frame.assign(**interval.reset_index(drop=True)), Ranked)


def score_history(
    connection: Connection,
    *,
    scope: Scope,
    by: Level,
    periods: tuple[Period, ...],
    today: date,
) -> DataFrame[RankedThen]:
    """Return every rank on the score in each of *periods*, in their order.

    Each period is judged once, by the rules that were valid then, and no weights are
    drawn; a period without rules has no rows.
    """
    known = known_rule_sets(connection)
    codes = None if by is Level.PARK else _league_cities(scope)
    frames = [pd.DataFrame(columns=["period", "code", "rank", "value"])]
    for period in periods:
        rules = in_force(known, period=period)
        if rules is None:
            continue
        judged_then = _judged_parks(connection, scope, rules, period, today)
        then = _scores(judged_then, codes).rename_axis("code").reset_index()
        ranks = ranks_of(then["value"], lower_is_better=False)
        frames.append(
            then.assign(period=str(period), rank=ranks).drop(columns="coverage")
        )
    return checked(pd.concat(frames, ignore_index=True), RankedThen)


def ranks_of(values: "pd.Series[float]", *, lower_is_better: bool) -> "pd.Series[int]":
    """Return the rank of each of *values*, 1 the best.

    Equal values share a rank, and the next rank is skipped; who has no value has none.
    """
    same = values.astype(float).round(SAME_TO)
    return same.rank(method="min", ascending=lower_is_better).astype("Int64")


def _values(
    connection: Connection,
    scope: Scope,
    indicator: Indicator,
    by: Level,
    period: Period,
    today: date,
) -> pd.DataFrame:
    month = month_to_watch(connection, scope=scope, period=period, today=today)
    values = indicator_values(
        connection,
        scope=scope,
        indicator=indicator,
        by=by,
        window=period.window,
        month=month or period.first,
    )
    return values.set_index("code")[["value", "coverage"]]


def _judged_parks(
    connection: Connection, scope: Scope, rules: RuleSet, period: Period, today: date
) -> tuple[Scores, DataFrame[Park]]:
    month = last_judged(period, today=today)
    scores = judged(connection, scope=scope, rules=rules, period=period, today=today)
    return scores, parks_at(connection, scope=scope, month=month or period.first)


def _scores(
    found: tuple[Scores, DataFrame[Park]], league_cities: tuple[str, ...] | None
) -> pd.DataFrame:
    """Return value and coverage by park, or by league-city where they are named."""
    scores, parks = found
    by_park = scores.parks.rename(columns={"score": "value"}).set_index("code")
    if league_cities is None:
        return by_park[["value", "coverage"]]
    group = parks.set_index("code")["league_city"].reindex(by_park.index)
    grouped = by_park["value"].groupby(group)
    frame = pd.DataFrame(
        {"value": grouped.mean(), "coverage": grouped.count() / grouped.size()}
    )
    return frame.reindex(pd.Index(league_cities, name="code"))


def _league_cities(scope: Scope) -> tuple[str, ...]:
    allowed = LEAGUE_CITIES if scope.league_cities is None else scope.league_cities
    return tuple(code for code in LEAGUE_CITIES if code in allowed)


def _ranked(
    now: pd.DataFrame, before: "pd.Series[float]", *, lower_is_better: bool
) -> DataFrame[Ranked]:
    # Ranked among all of then, so that the rank is the one that was shown then.
    previous_rank = ranks_of(before, lower_is_better=lower_is_better)
    frame = pd.DataFrame(
        {
            "code": now.index,
            "rank": ranks_of(now["value"], lower_is_better=lower_is_better),
            "value": now["value"],
            "previous_rank": previous_rank.reindex(now.index),
            "previous_value": before.reindex(now.index),
            "rank_low": pd.NA,
            "rank_high": pd.NA,
            "coverage": now["coverage"],
        }
    )
    return checked(frame.reset_index(drop=True), Ranked)


def _intervals(
    found: tuple[Scores, DataFrame[Park]], rules: RuleSet, by: Level
) -> pd.DataFrame:
    """Return the bounds of each rank by code; no row where nobody is rated."""
    scores, parks = found
    if not (scores.parks["grade"] != Grade.U).any():
        return pd.DataFrame({"rank_low": [], "rank_high": []}, dtype="Int64")
    weights = drawn_weights(rules)
    if by is Level.PARK:
        interval = park_rank_intervals(scores, rules=rules, weights=weights)
    else:
        group_of = dict(zip(parks["code"], parks["league_city"], strict=True))
        interval = group_rank_intervals(
            scores, rules=rules, weights=weights, group_of=group_of
        )
    return interval.set_index("code")
