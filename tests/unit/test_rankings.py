"""Who stands where: on the score or on an indicator, now and the period before."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Connection

from queries.assessment.gradings import judged
from queries.assessment.registry import in_force, known_rule_sets
from queries.assessment.sensitivity import (
    drawn_weights,
    group_rank_intervals,
    park_rank_intervals,
)
from queries.errors import NoRulesThenError
from queries.indicators import dictionary
from queries.months import Month, Period
from queries.parks import parks_at
from queries.rankings import (
    indicator_ranking,
    ranks_of,
    score_history,
    score_ranking,
)
from queries.scope import REGION, Scope
from queries.vocabulary import LEAGUE_CITIES, Level
from tests.parks_by_hand import add_park, move, report

TODAY = date(2026, 4, 20)
BOTH = (Level.PARK, Level.LEAGUE_CITY)


def by_score(
    connection: Connection,
    by: Level = Level.PARK,
    period: str = "2026Q1",
    scope: Scope = REGION,
) -> pd.DataFrame:
    frame = score_ranking(
        connection, scope=scope, by=by, period=Period.parse(period), today=TODAY
    )
    return frame.set_index("code")


def by_indicator(
    connection: Connection,
    code: str = "water_reuse",
    by: Level = Level.PARK,
    period: str = "2026-03",
    scope: Scope = REGION,
) -> pd.DataFrame:
    frame = indicator_ranking(
        connection,
        scope=scope,
        indicator=dictionary().indicator(code),
        by=by,
        period=Period.parse(period),
        today=TODAY,
    )
    return frame.set_index("code")


def water(used: float) -> dict[str, float]:
    return {"water_m3": 10.0, "water_reused_m3": used}


def test_ties_share_the_smallest_rank_and_the_next_is_skipped(by_hand: Connection):
    for code, used in {"A": 5, "B": 8, "C": 5, "D": 2}.items():
        add_park(by_hand, code)
        report(by_hand, code, 202603, water(used))
    frame = by_indicator(by_hand)
    assert dict(frame["rank"]) == {"A": 2, "B": 1, "C": 2, "D": 4}


@pytest.mark.parametrize(
    ("lower_is_better", "ranks"),
    [(True, [1, 3, 1, None]), (False, [2, 1, 2, None])],
)
def test_values_that_arithmetic_alone_tells_apart_tie(
    ranks: list[int | None], *, lower_is_better: bool
):
    values = pd.Series([0.1 + 0.2, 0.5, 0.3, None])
    found = ranks_of(values, lower_is_better=lower_is_better)
    assert [None if pd.isna(one) else one for one in found] == ranks


def test_who_has_no_value_has_no_rank_and_is_not_the_last(by_hand: Connection):
    add_park(by_hand, "A")
    add_park(by_hand, "B")
    report(by_hand, "B", 202603, water(1))
    frame = by_indicator(by_hand)
    assert pd.isna(frame.loc["A", "rank"])
    assert pd.isna(frame.loc["A", "value"])
    assert frame.loc["A", "coverage"] == 0
    assert frame.loc["B", "rank"] == 1


def test_a_low_carbon_intensity_ranks_first(sampled: Connection):
    frame = by_indicator(sampled, "carbon_intensity")
    assert frame["value"].idxmin() == frame["rank"].idxmin()


def test_the_previous_rank_is_the_one_that_was_shown_then(by_hand: Connection):
    """B reported early, left again, and owes from April on: its place was taken."""
    for code in "AC":
        add_park(by_hand, code)
    add_park(by_hand, "B", self_test_from=202604)
    for code, used in {"A": 5, "B": 8, "C": 2}.items():
        report(by_hand, code, 202602, water(used))
    report(by_hand, "A", 202603, water(1))
    report(by_hand, "C", 202603, water(2))
    then = by_indicator(by_hand, period="2026-02")
    now = by_indicator(by_hand)
    assert dict(then["rank"]) == {"A": 2, "B": 1, "C": 3}
    assert dict(now["rank"]) == {"A": 2, "C": 1}
    assert dict(now["previous_rank"]) == {"A": 2, "C": 3}


def test_a_league_city_is_ranked_on_the_ratio_of_its_sums(by_hand: Connection):
    """9 of 110 in Ordos, though its mean of ratios would be the best."""
    for code, city in (("A", "150600"), ("B", "150600"), ("C", "150200")):
        add_park(by_hand, code, league_city=city)
    report(by_hand, "A", 202603, {"water_m3": 10, "water_reused_m3": 9})
    report(by_hand, "B", 202603, {"water_m3": 100, "water_reused_m3": 0})
    report(by_hand, "C", 202603, {"water_m3": 10, "water_reused_m3": 4})
    frame = by_indicator(by_hand, by=Level.LEAGUE_CITY)
    assert tuple(frame.index) == LEAGUE_CITIES
    assert dict(frame["rank"].dropna()) == {"150200": 1, "150600": 2}
    assert frame.loc["150600", "value"] == pytest.approx(9 / 110)


def test_a_league_city_without_a_rated_park_is_listed_without_a_rank(
    sampled: Connection,
):
    frame = by_score(sampled, Level.LEAGUE_CITY, "2026-03")
    assert tuple(frame.index) == LEAGUE_CITIES
    parks = by_score(sampled, Level.PARK, "2026-03")
    unrated = parks["value"].isna()
    assert unrated.sum() == 3
    assert parks.loc[unrated, ["rank", "rank_low", "rank_high"]].isna().all(axis=None)
    baotou = frame.loc["150200"]
    assert baotou["value"] == parks.loc["150200-02", "value"]
    assert baotou["coverage"] == 0.5


def test_the_rank_before_stands_in_the_league_city_of_then(by_hand: Connection):
    for code, used in (("A", 9), ("B", 1)):
        add_park(by_hand, code, league_city="150600")
        report(by_hand, code, 202602, water(used))
        report(by_hand, code, 202603, water(used))
    move(by_hand, "A", league_city="150200", tier="region", valid_from=202603)
    frame = by_indicator(by_hand, by=Level.LEAGUE_CITY)
    assert dict(frame["value"].dropna()) == {"150200": 0.9, "150600": 0.1}
    assert dict(frame["previous_value"].dropna()) == {"150600": 0.5}


@pytest.mark.parametrize("by", BOTH)
def test_a_rank_on_the_score_lies_in_the_interval_of_drawn_weights(
    sampled: Connection, by: Level
):
    period = Period.parse("2026Q1")
    rules = in_force(known_rule_sets(sampled), period=period)
    assert rules is not None
    scores = judged(sampled, scope=REGION, rules=rules, period=period, today=TODAY)
    question = {"rules": rules, "weights": drawn_weights(rules)}
    if by is Level.PARK:
        expected = park_rank_intervals(scores, **question)
    else:
        parks = parks_at(sampled, scope=REGION, month=Month(2026, 3))
        cities = dict(zip(parks["code"], parks["league_city"], strict=True))
        expected = group_rank_intervals(scores, **question, group_of=cities)
    frame = by_score(sampled, by)
    for one in expected.itertuples():
        found = frame.loc[one.code]
        assert (found["rank_low"], found["rank_high"]) == (one.rank_low, one.rank_high)
        assert 1 <= found["rank_low"] <= found["rank_high"] <= len(expected)
    assert frame["rank_low"].notna().sum() == len(expected)


def test_before_any_rules_there_is_no_rank_on_the_score(sampled: Connection):
    with pytest.raises(NoRulesThenError, match="2025Q4"):
        by_score(sampled, period="2025Q4")
    assert by_score(sampled)["previous_rank"].isna().all()


@pytest.mark.parametrize("by", BOTH)
def test_the_history_of_ranks_agrees_with_each_ranking(sampled: Connection, by: Level):
    months = tuple(Period.parse(f"2026-{month:02d}") for month in (1, 2, 3))
    history = score_history(
        sampled,
        scope=REGION,
        by=by,
        periods=(Period.parse("2025-12"), *months),
        today=TODAY,
    )
    assert list(history["period"].unique()) == [str(month) for month in months]
    for month in months:
        then = history.loc[history["period"] == str(month)].set_index("code")
        alone = by_score(sampled, by, str(month))
        assert list(then.index) == list(alone.index)
        assert then["rank"].equals(alone["rank"])


@pytest.mark.parametrize("by", BOTH)
def test_a_scope_ranks_what_it_holds(sampled: Connection, by: Level):
    ordos = Scope(league_cities=frozenset({"150600"}))
    for frame in (
        by_score(sampled, by, scope=ordos),
        by_indicator(sampled, by=by, scope=ordos),
    ):
        ranks = [1, 2, 3] if by is Level.PARK else [1]
        assert sorted(frame["rank"]) == ranks


def test_an_empty_database_ranks_nobody(by_hand: Connection):
    periods = ("2026Q1", "2026-03", "2026", "2026H1", "2026Q3")
    for period in periods:
        for rank in (by_score, by_indicator):
            assert rank(by_hand, by=Level.PARK, period=period).empty
            cities = rank(by_hand, by=Level.LEAGUE_CITY, period=period)
            assert tuple(cities.index) == LEAGUE_CITIES
            assert cities["rank"].isna().all()
    nobody = score_history(
        by_hand,
        scope=REGION,
        by=Level.PARK,
        periods=tuple(map(Period.parse, periods)),
        today=TODAY,
    )
    assert nobody.empty
