"""What parks are judged by, read from the database for one period."""

import pandas as pd
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from queries.assessment.rules import RuleSet
from queries.contracts import AnnualEnergy, IndicatorValue, Park, ScoringInput
from queries.frames import checked
from queries.indicators.dictionary import Dictionary, Indicator
from queries.months import MONTHS_A_YEAR, Month, Period
from queries.parks import parks_at
from queries.rows import records
from queries.scope import Scope
from queries.values import annual_energy, indicator_matrix
from queries.vocabulary import Level, Tier, Window


def scoring_inputs(
    connection: Connection,
    *,
    scope: Scope,
    rules: RuleSet,
    known: Dictionary,
    period: Period,
    month: Month,
) -> DataFrame[ScoringInput]:
    """Return every park that counts with each indicator of *rules*, in order.

    The window is that of *period* up to *month*, its last that can hold data; values
    cover its complete months alone. Parks stand where they stand in *month*.
    """
    indicators = tuple(known.indicator(rule.code) for rule in rules.indicators)
    values = indicator_matrix(
        connection,
        scope=scope,
        indicators=indicators,
        by=Level.PARK,
        window=period.window,
        month=month,
    )
    base = indicator_matrix(
        connection,
        scope=scope,
        indicators=indicators,
        by=Level.PARK,
        window=Window.YEAR_TO_DATE,
        month=Month(rules.base_year, MONTHS_A_YEAR),
    )
    parks = parks_at(connection, scope=scope, month=month)
    energy = annual_energy(connection, scope=scope, month=month)
    targets = _final_targets(parks, energy, indicators, rules, month)
    return _joined(values, base, parks, targets)


def _joined(
    values: DataFrame[IndicatorValue],
    base: DataFrame[IndicatorValue],
    parks: DataFrame[Park],
    targets: pd.DataFrame,
) -> DataFrame[ScoringInput]:
    keys = ["code", "indicator"]
    before = base[[*keys, "value"]].rename(columns={"value": "base_value"})
    rows = (
        values[[*keys, "value", "complete_months", "due_months"]]
        .merge(before, on=keys, how="left")
        .merge(targets, on=keys, how="left")
        .merge(parks[["code", "build_end_year"]], on="code", how="left")
    )
    # Parks in the order of the registry, whatever the order of the values.
    order = {code: place for place, code in enumerate(parks["code"])}
    rows = rows.sort_values("code", key=lambda codes: codes.map(order), kind="stable")
    return checked(rows.reset_index(drop=True), ScoringInput)


def _final_targets(
    parks: DataFrame[Park],
    energy: DataFrame[AnnualEnergy],
    indicators: tuple[Indicator, ...],
    rules: RuleSet,
    month: Month,
) -> pd.DataFrame:
    """Return what each park has to reach in the end; null where no rule says it."""
    annual_tce = dict(zip(energy["code"], energy["energy_tce"], strict=True))
    rows = [
        (
            park.code,
            indicator.code,
            final_target(
                indicator,
                rules=rules,
                tier=Tier(park.tier),
                annual_energy_tce=annual_tce.get(park.code),
                month=month,
            ),
        )
        for park in records(parks)
        for indicator in indicators
    ]
    return pd.DataFrame(rows, columns=["code", "indicator", "final_target"])


def final_target(
    indicator: Indicator,
    *,
    rules: RuleSet,
    tier: Tier,
    annual_energy_tce: float | None,
    month: Month,
) -> float | None:
    """Return what a park of *tier* and size has to reach; ``None`` if nobody says it.

    Where its own tier has no value, the rule set says whose it borrows.
    """
    for lender in rules.tiers_of_target(tier):
        target = indicator.target(
            tier=lender, annual_energy_tce=annual_energy_tce, month=month
        )
        if target is not None and target.value is not None:
            return target.value
    return None
