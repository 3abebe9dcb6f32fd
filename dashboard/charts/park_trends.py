"""Twelve months of one park, an indicator a picture."""

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.charts.comparison import number
from dashboard.charts.values import Chart, Series
from dashboard.text import Speaker
from queries.contracts import IndicatorValue
from queries.indicators.dictionary import Display, Indicator, Target
from queries.months import Month


def trend_lines(
    series: DataFrame[IndicatorValue],
    indicator: Indicator,
    *,
    target: Target | None,
    months: tuple[Month, ...],
    snapshot: str,
    say: Speaker,
) -> Chart:
    """Say how one indicator went over *months*, beside the same months last year.

    A month without a complete report is a gap in the line.
    """
    own = series.loc[series["indicator"] == indicator.code].set_index("month")["value"]
    goal = None if target is None else target.value
    return Chart(
        kind="lines",
        title=say.name_of(indicator),
        unit=amounts.unit_of(indicator),
        categories=tuple(str(month) for month in months),
        series=(
            Series(
                name=say("trend.year_before"),
                values=_values(own, [month.plus(-12) for month in months]),
                is_muted=True,
            ),
            Series(name=say("trend.now"), values=_values(own, list(months))),
        ),
        targets=() if goal is None else (goal,) * len(months),
        target_label=say("target.label"),
        is_share=indicator.display is Display.SHARE,
        decimals=indicator.decimals,
        source=say("source.monthly"),
        snapshot=snapshot,
    )


def _values(own: "pd.Series[float]", months: list[Month]) -> tuple[float | None, ...]:
    return tuple(number(own.get(month.stamp)) for month in months)
