"""What changed between two windows, over the parks that both windows have."""

from dataclasses import dataclass

import pandas as pd
from pandera.typing.pandas import DataFrame

from queries.contracts import IndicatorValue, YearOnYear
from queries.rows import records


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One indicator now, and its change; ``None`` where nothing can be compared."""

    value: float | None
    change: float | None


def since_last_year(
    values: DataFrame[IndicatorValue], changes: DataFrame[YearOnYear], *, code: str
) -> dict[str, Changed]:
    """Return each indicator of *code* and its change since the window last year."""
    differences = changes.loc[changes["code"] == code].set_index("indicator")
    return {
        row.indicator: Changed(
            value=number(row.value),
            change=number(differences["year_on_year"].get(row.indicator)),
        )
        for row in records(values.loc[values["code"] == code])
    }


def since_previous(
    values: DataFrame[IndicatorValue],
    parks_now: DataFrame[IndicatorValue],
    parks_before: DataFrame[IndicatorValue],
    *,
    code: str,
) -> dict[str, Changed]:
    """Return each indicator of *code* with its change since the window before.

    Args:
        values: The aggregate now, at any level.
        parks_now: Every park of the aggregate, now.
        parks_before: Every park of the aggregate, in the window before.
        code: Of the aggregate.
    """
    both = parks_now.merge(
        parks_before, on=["indicator", "code"], suffixes=("_now", "_before")
    ).dropna(subset=["value_now", "value_before"])
    sums = both.groupby("indicator")[
        ["numerator_now", "denominator_now", "numerator_before", "denominator_before"]
    ].sum()
    return {
        row.indicator: Changed(
            value=number(row.value), change=_difference(sums, row.indicator)
        )
        for row in records(values.loc[values["code"] == code])
    }


def _difference(sums: pd.DataFrame, indicator: str) -> float | None:
    if indicator not in sums.index:
        return None
    row = sums.loc[indicator]
    if not row["denominator_now"] or not row["denominator_before"]:
        return None
    now = row["numerator_now"] / row["denominator_now"]
    return float(now - row["numerator_before"] / row["denominator_before"])


def number(value: float | None) -> float | None:
    """Return a cell of a frame as a number; ``None`` where the cell is empty."""
    return None if value is None or pd.isna(value) else float(value)


def present(value: object) -> str:
    """Return a cell of a frame as text; empty where the cell is."""
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
