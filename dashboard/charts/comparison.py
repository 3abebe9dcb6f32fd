"""What changed between two windows, over the parks that both windows have."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from queries.contracts import IndicatorValue, YearOnYear
from queries.rows import records


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One indicator now, and its change; ``None`` where nothing can be compared."""

    value: float | None
    change: float | None


SUMS: Final = ("numerator", "denominator", "numerator_before", "denominator_before")


def since_last_year(
    values: DataFrame[IndicatorValue], parks: DataFrame[YearOnYear], *, code: str
) -> dict[str, Changed]:
    """Return each indicator of *code* with its change since the window last year.

    Args:
        values: The aggregate now, at any level.
        parks: Every park of the aggregate, now and then.
        code: Of the aggregate.
    """
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(SUMS))
    for park in records(parks):
        sides = [getattr(park, side) for side in SUMS]
        if all(number(side) is not None for side in sides):
            sums[park.indicator] = _added(sums[park.indicator], sides)
    return _changed(values, sums, code=code)


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
    sums = _sums_of_both(parks_now, parks_before)
    return _changed(values, sums, code=code)


def _changed(
    values: DataFrame[IndicatorValue],
    sums: Mapping[str, Sequence[float]],
    *,
    code: str,
) -> dict[str, Changed]:
    return {
        row.indicator: Changed(
            value=number(row.value), change=_difference(*sums.get(row.indicator, ()))
        )
        for row in records(values.loc[values["code"] == code])
    }


def _added(so_far: Sequence[float], more: Sequence[float]) -> list[float]:
    return [one + other for one, other in zip(so_far, more, strict=True)]


def _sums_of_both(
    parks_now: DataFrame[IndicatorValue], parks_before: DataFrame[IndicatorValue]
) -> dict[str, list[float]]:
    """Return each indicator's sums over the parks that have a value both times.

    Numerator and denominator now, then before.
    """
    before = {
        (row.indicator, row.code): row
        for row in records(parks_before)
        if number(row.value) is not None
    }
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(SUMS))
    for row in records(parks_now):
        then = before.get((row.indicator, row.code))
        if then is not None and number(row.value) is not None:
            sides = (row.numerator, row.denominator, then.numerator, then.denominator)
            sums[row.indicator] = _added(sums[row.indicator], sides)
    return sums


def _difference(*sums: float) -> float | None:
    if not sums:
        return None
    above, below, above_before, below_before = sums
    if not below or not below_before:
        return None
    return above / below - above_before / below_before


def number(value: float | None) -> float | None:
    """Return a cell of a frame as a number; ``None`` where the cell is empty."""
    return None if value is None or pd.isna(value) else float(value)


def present(value: object) -> str:
    """Return a cell of a frame as text; empty where the cell is."""
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
