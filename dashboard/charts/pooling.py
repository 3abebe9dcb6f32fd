"""Several parks as one: the sums of what they reported, over the sums."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.comparison import number
from queries.contracts import IndicatorValue
from queries.rows import records
from queries.vocabulary import Flag

FROM_STRONGEST: Final = tuple(flag.value for flag in Flag if flag is not Flag.MISSING)
"""The flag of a sum is that of its weakest part."""

COLUMNS: Final = {
    "indicator": "str",
    "month": "int64",
    "code": "str",
    "value": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "complete_months": "int64",
    "due_months": "int64",
    "coverage": "float64",
    "flag": "str",
}
"""Of ``IndicatorValue``; whose rows come from checked ones need no second check."""


def pooled(
    values: DataFrame[IndicatorValue],
    *,
    indicators: Sequence[str],
    month: int,
    place_of: Mapping[str, str],
    places: Sequence[str],
) -> DataFrame[IndicatorValue]:
    """Return the parks of each place together, as the database itself would.

    Args:
        values: Park by park, in one window.
        indicators: Those to return; each has a row for each place.
        month: The last one of the window.
        place_of: The place of each park, by their codes; other parks are left out.
        places: The codes to return, whether they have parks or not.
    """
    parks: dict[tuple[str, str], list[Any]] = {}
    for row in records(values.loc[values["indicator"].isin(indicators)]):
        if row.code in place_of:
            parks.setdefault((row.indicator, place_of[row.code]), []).append(row)
    rows = [
        (indicator, month, place, *_together(parks.get((indicator, place), ())))
        for indicator in indicators
        for place in places
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return cast("DataFrame[IndicatorValue]", frame)


def _together(parks: Sequence[Any]) -> tuple[Any, ...]:
    """Return what ``IndicatorValue`` holds from ``value`` on."""
    above = _sum(park.numerator for park in parks)
    below = _sum(park.denominator for park in parks)
    complete = sum(park.complete_months for park in parks)
    due = sum(park.due_months for park in parks)
    return (
        None if above is None or not below else above / below,
        above,
        below,
        complete,
        due,
        complete / due if due else None,
        _weakest(park.flag for park in parks),
    )


def _sum(cells: Iterable[float | None]) -> float | None:
    """Return the sum of what is there; ``None`` where nothing is."""
    known = [value for value in map(number, cells) if value is not None]
    return sum(known) if known else None


def _weakest(flags: Iterable[str]) -> str:
    known = [flag for flag in flags if flag in FROM_STRONGEST]
    return max(known, key=FROM_STRONGEST.index, default=Flag.MISSING.value)
