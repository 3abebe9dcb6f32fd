"""The parks as rows: what the map shows, in words and numbers."""

from collections.abc import Sequence

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.charts.comparison import number
from dashboard.charts.grade_words import graded_words, light_words
from dashboard.charts.park_marks import MONTHLY_ITEMS
from dashboard.text import Speaker
from queries.contracts import GradedPark, IndicatorValue, Park
from queries.indicators.dictionary import Indicator


def park_table(
    parks: DataFrame[Park],
    *,
    grades: DataFrame[GradedPark],
    values: DataFrame[IndicatorValue],
    indicators: Sequence[Indicator],
    say: Speaker,
) -> pd.DataFrame:
    """Return one row a park under heads in the reader's language.

    The column ``code`` comes first and is for the page, not for the reader. Of a
    month the lights have a column.
    """
    words = graded_words(grades, say=say)
    table = pd.DataFrame(
        {
            "code": parks["code"],
            say("table.park"): parks["name_zh"],
            say("table.league_city"): [say(f"place.{c}") for c in parks["league_city"]],
            say("table.banner"): parks["banner_name_zh"],
            say("table.tier"): [say(f"tier.{tier}") for tier in parks["tier"]],
            say("table.grade"): parks["code"].map(words),
        }
    )
    lights = light_words(grades, say=say)
    if lights:
        table[say("table.light")] = parks["code"].map(lights).fillna(say("light.none"))
    for indicator in indicators:
        if indicator.code in MONTHLY_ITEMS:
            table[say.name_of(indicator)] = _column(parks, values, indicator, say)
    return table.reset_index(drop=True)


def _column(
    parks: DataFrame[Park],
    values: DataFrame[IndicatorValue],
    indicator: Indicator,
    say: Speaker,
) -> list[str]:
    own = values.loc[values["indicator"] == indicator.code].set_index("code")
    return [_cell(own, code, indicator, say) for code in parks["code"]]


def _cell(own: pd.DataFrame, code: str, indicator: Indicator, say: Speaker) -> str:
    if code not in own.index:
        return say("table.not_due")
    value = number(own["value"][code])
    words = amounts.of_indicator(indicator, value, say=say)
    if value is None:
        return words
    return say("table.flagged", value=words, flag=say(f"flag.{own['flag'][code]}"))
