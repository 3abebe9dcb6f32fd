"""The grade that the rules would give with other values."""

from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from queries.assessment.rules import RuleSet
from queries.assessment.scoring import scored
from queries.contracts import ScoringInput
from queries.frames import checked
from queries.indicators.dictionary import Dictionary
from queries.months import Month

CHANGING: Final = (
    "carbon_intensity",
    "clean_energy_share",
    "green_power_share",
    "direct_supply_share",
)
"""The indicators that wind, sun, storage and load can change."""


def reassessed(
    inputs: DataFrame[ScoringInput],
    shifts: pd.DataFrame,
    *,
    rules: RuleSet,
    known: Dictionary,
    month: Month,
) -> pd.DataFrame:
    """Return ``score``, ``grade`` and ``gates`` of each row of *shifts*, in its order.

    Args:
        inputs: What the parks are judged by as they are.
        shifts: One row a change: ``code`` of the park and, by the names of
            ``CHANGING``, how much is added to a value. A park can have several.
        rules: By which they are judged.
        known: The dictionary.
        month: The last of the period.
    """
    turns = shifts.groupby("code").cumcount()
    judged = [
        _judged(inputs, some, rules=rules, known=known, month=month)
        for _, some in shifts.groupby(turns)
    ]
    columns = ["score", "grade", "gates"]
    if not judged:
        return pd.DataFrame(columns=columns)
    return pd.concat(judged).reindex(shifts.index)[columns]


def _judged(
    inputs: DataFrame[ScoringInput],
    shifts: pd.DataFrame,
    *,
    rules: RuleSet,
    known: Dictionary,
    month: Month,
) -> pd.DataFrame:
    """Judge one change for each of some parks; the index is that of *shifts*."""
    by_code = shifts.set_index("code")
    added = {
        (code, name): value
        for name in CHANGING
        for code, value in by_code[name].dropna().items()
    }
    rows = inputs[inputs["code"].isin(shifts["code"])].reset_index(drop=True)
    keys = zip(rows["code"], rows["indicator"], strict=True)
    shift = [added.get(key, 0.0) for key in keys]
    moved = checked(rows.assign(value=rows["value"] + shift), ScoringInput)
    parks = scored(moved, rules=rules, known=known, month=month).parks
    return parks.set_index("code").reindex(shifts["code"]).set_index(shifts.index)
