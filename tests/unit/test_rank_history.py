"""Ranks of several periods at once: the same as each alone, without intervals."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from queries.months import Period
from queries.rankings import ranks_of, score_history, score_ranking
from queries.scope import REGION
from queries.vocabulary import Level

TODAY = date(2026, 4, 12)
PERIODS = (Period.parse("2025Q4"), Period.parse("2026Q1"))


def test_a_history_has_the_ranks_of_each_period_and_none_without_rules(
    sampled: Connection,
):
    asked = {"scope": REGION, "by": Level.LEAGUE_CITY, "today": TODAY}
    found = score_history(sampled, periods=PERIODS, **asked)
    alone = score_ranking(sampled, period=PERIODS[1], **asked)
    assert set(found["period"]) == {"2026Q1"}
    assert found["code"].tolist() == alone["code"].tolist()
    assert found["rank"].tolist() == alone["rank"].tolist()


def test_equal_values_share_a_rank_and_the_next_is_skipped():
    values = pd.Series([0.3, 0.1 + 0.2, None, 0.5])
    assert ranks_of(values, lower_is_better=True).tolist()[:2] == [1, 1]
    assert ranks_of(values, lower_is_better=False).tolist()[3] == 1
    assert ranks_of(values, lower_is_better=True).isna().tolist() == [
        False,
        False,
        True,
        False,
    ]
