"""What is possible but doubtful: checks of values against each other and the past.

All of them work on one cube of values, ``[park, month, measure]`` with NaN where
nothing was reported, and on the positions in it that an import has touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from queries.indicators import dictionary
from queries.months import Month
from queries.vocabulary import MeasureKind

Values = NDArray[np.float64]
Positions = NDArray[np.intp]

PARTS_TOLERANCE: Final = 0.005
"""Electricity parts against their total; source: the workbook format."""

CO2_TOLERANCE: Final = 0.05
"""CO2 reported against calculated; source: the workbook format."""

MEDIAN_DEVIATIONS: Final = 5
"""How far from the park's own history is too far; source: the workbook format."""

FEWEST_MONTHS: Final = 4
"""Months of history without which nothing is called an outlier."""

SMALLEST_DEVIATION: Final = 0.05
"""Of the median: however even a history is, with ``MEDIAN_DEVIATIONS`` of it nothing
less than 25 % from the median is an outlier."""

FEWEST_SAME_FLOWS: Final = 3
"""Flows that must agree before a month is called a repetition."""

ELECTRICITY_PARTS: Final = (
    "electricity_direct_mwh",
    "electricity_certified_mwh",
    "electricity_other_mwh",
)
PART_AND_WHOLE: Final = (
    ("solid_waste_used_t", "solid_waste_t"),
    ("waste_heat_used_gj", "waste_heat_available_gj"),
    ("water_reused_m3", "water_m3"),
    ("clean_energy_tce", "energy_tce"),
    ("products_grade2_n", "products_n"),
    ("retrofits_done_n", "retrofits_planned_n"),
)
"""What was used, and what there was to use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """An import's place in the cube: park and month positions, and notes, in step."""

    parks: Positions
    months: Positions
    has_note: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubtful value: its position among the touched, and its measure.

    Where it is held to another number, ``deviation`` of its values is the gap
    between the two as a share of the other, infinite if that is zero.
    """

    position: int
    measure: str | None
    code: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """Values by park, month (in order, gaps allowed) and measure."""

    values: Values
    months: Sequence[int]
    measures: Sequence[str]

    def at(self, touched: Touched, measure: str) -> Values:
        """Return one measure at the touched positions."""
        index = self.measures.index(measure)
        found: Values = self.values[touched.parks, touched.months, index]
        return found


def doubts(cube: Cube, touched: Touched) -> Iterator[Doubt]:
    """Yield everything doubtful in what was touched."""
    yield from electricity_doubts(cube, touched)
    yield from part_doubts(cube, touched)
    yield from co2_doubts(cube, touched)
    yield from outliers(cube, touched)
    yield from repetitions(cube, touched)
    yield from falling_stocks(cube, touched)


def electricity_doubts(cube: Cube, touched: Touched) -> Iterator[Doubt]:
    """Hold the three parts of electricity to their total, where all are there."""
    total = cube.at(touched, "electricity_mwh")
    parts = np.add.reduce([cube.at(touched, part) for part in ELECTRICITY_PARTS])
    for position in _exceeding(abs(parts - total), PARTS_TOLERANCE * abs(total)):
        yield Doubt(
            position,
            "electricity_mwh",
            "electricity_parts",
            {
                "parts": _number(parts[position]),
                "total": _number(total[position]),
                "deviation": _deviation(parts[position], total[position]),
            },
        )


def part_doubts(cube: Cube, touched: Touched) -> Iterator[Doubt]:
    """Find what was used beyond what there was."""
    names = {measure.code: measure.name_zh for measure in dictionary().measures}
    for part, whole in PART_AND_WHOLE:
        used, there = cube.at(touched, part), cube.at(touched, whole)
        for position in _exceeding(used, there):
            values: dict[str, object] = {
                "part": names[part],
                "whole": names[whole],
                "used": _number(used[position]),
                "there": _number(there[position]),
                "deviation": _deviation(used[position], there[position]),
            }
            yield Doubt(position, part, "part_above_whole", values)


def co2_doubts(cube: Cube, touched: Touched) -> Iterator[Doubt]:
    """Hold the reported CO2 to the one calculated from its parts."""
    terms = dictionary().indicator("carbon_intensity").numerator.terms
    calculated = np.add.reduce(
        [cube.at(touched, term.measure) * term.coefficient for term in terms]
    )
    reported = cube.at(touched, "co2_t")
    gap = abs(reported - calculated)
    for position in _exceeding(gap, CO2_TOLERANCE * abs(calculated)):
        values: dict[str, object] = {
            "reported": _number(reported[position]),
            "calculated": _number(calculated[position]),
            "deviation": _deviation(reported[position], calculated[position]),
        }
        yield Doubt(position, "co2_t", "co2_mismatch", values)


def outliers(cube: Cube, touched: Touched) -> Iterator[Doubt]:
    """Compare flows with the same and the neighbouring calendar months."""
    flows = _of_kind(cube, MeasureKind.FLOW)
    numbers = np.array([stamp % 100 for stamp in cube.months])
    for at in np.unique(touched.months).tolist():
        gap = (numbers - numbers[at]) % 12
        near = np.flatnonzero(np.isin(gap, (0, 1, 11)))
        others = cube.values[:, near[near != at]][:, :, flows]
        median, deviation = _spread(others)
        value = cube.values[:, at][:, flows]
        limit = MEDIAN_DEVIATIONS * np.maximum(
            deviation, SMALLEST_DEVIATION * abs(median)
        )
        here = np.flatnonzero(touched.months == at)
        is_far = abs(value - median)[touched.parks[here]] > limit[touched.parks[here]]
        for row, index in np.argwhere(is_far).tolist():
            position = int(here[row])
            park = touched.parks[position]
            yield Doubt(
                position,
                cube.measures[flows[index]],
                "outlier",
                {
                    "found": _number(value[park, index]),
                    "median": _number(median[park, index]),
                    "deviation": _deviation(value[park, index], median[park, index]),
                },
            )


def repetitions(cube: Cube, touched: Touched) -> Iterator[Doubt]:
    """Find months whose flows are all those of the month before."""
    flows = _of_kind(cube, MeasureKind.FLOW)
    places = {stamp: index for index, stamp in enumerate(cube.months)}
    for at in np.unique(touched.months).tolist():
        before = places.get(Month.of(cube.months[at]).plus(-1).stamp)
        if before is None:
            continue
        now, then = cube.values[:, at][:, flows], cube.values[:, before][:, flows]
        same = (now == then) | (np.isnan(now) & np.isnan(then))
        n_alive = ((now == then) & (now != 0)).sum(axis=1)
        is_repeated = same.all(axis=1) & (n_alive >= FEWEST_SAME_FLOWS)
        for position in np.flatnonzero(touched.months == at).tolist():
            if is_repeated[touched.parks[position]]:
                month = str(Month.of(cube.months[before]))
                yield Doubt(position, None, "repeated", {"before": month})


def falling_stocks(cube: Cube, touched: Touched) -> Iterator[Doubt]:
    """Find stocks below their last known value in rows without a note."""
    for index in _of_kind(cube, MeasureKind.STOCK):
        last = _carried(cube.values[:, :, index])
        now = cube.values[touched.parks, touched.months, index]
        before = np.where(
            touched.months > 0,
            last[touched.parks, np.maximum(touched.months - 1, 0)],
            np.nan,
        )
        for position in np.flatnonzero((now < before) & ~touched.has_note).tolist():
            values: dict[str, object] = {
                "found": _number(now[position]),
                "before": _number(before[position]),
                "deviation": _deviation(now[position], before[position]),
            }
            yield Doubt(position, cube.measures[index], "stock_falls", values)


def _of_kind(cube: Cube, kind: MeasureKind) -> list[int]:
    kinds = {measure.code: measure.kind for measure in dictionary().measures}
    return [index for index, code in enumerate(cube.measures) if kinds[code] == kind]


def _exceeding(left: Values, right: Values) -> list[int]:
    """Return where *left* is above *right* by more than the noise of binary sums."""
    found: list[int] = np.flatnonzero(left > right * (1 + 1e-9) + 1e-9).tolist()
    return found


def _spread(values: Values) -> tuple[Values, Values]:
    """Return median and median deviation over the months; NaN where too few."""
    median = _median(values)
    deviation = _median(abs(values - median[:, None, :]))
    too_few = (~np.isnan(values)).sum(axis=1) < FEWEST_MONTHS
    median[too_few] = np.nan
    return median, deviation


def _median(values: Values) -> Values:
    """Return the median along the months, NaN left out, without numpy's warnings."""
    if values.shape[1] == 0:
        return np.full((values.shape[0], values.shape[2]), np.nan)
    ordered = np.sort(values, axis=1)
    n_known = (~np.isnan(values)).sum(axis=1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(n_known - 1, 0) // 2, axis=1)
    high = np.take_along_axis(ordered, n_known // 2, axis=1)
    middle: Values = np.where(n_known > 0, (low + high) / 2, np.nan)[:, 0]
    return middle


def _carried(values: Values) -> Values:
    """Carry the last known value of each park forward over the months."""
    known = np.where(np.isnan(values), -1, np.arange(values.shape[1]))
    last = np.maximum.accumulate(known, axis=1)
    carried = np.take_along_axis(values, np.maximum(last, 0), axis=1)
    found: Values = np.where(last < 0, np.nan, carried)
    return found


def _deviation(found: float, expected: float) -> float:
    return float(abs(found - expected) / abs(expected)) if expected else inf


def _number(value: float) -> str:
    return f"{float(value):,.10g}" if float(value) < 1e6 else f"{float(value):,.1f}"  # noqa: PLR2004  where an exponent would begin
