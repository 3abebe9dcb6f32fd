"""What parks would report, and be graded, if other things stood there."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
import pandas as pd
from pandera.typing.pandas import DataFrame

from geodata.complementarity.curves import curves
from geodata.complementarity.parameters import Parameters, require
from geodata.complementarity.profiles import Profiles
from geodata.complementarity.reassessing import CHANGING, reassessed
from geodata.complementarity.systems import Systems, systems
from geodata.complementarity.whatif import SimulatedMonths, changed, simulated
from queries.assessment.rules import RuleSet
from queries.contracts import ScoringInput
from queries.errors import ParkNotSimulatedError
from queries.indicators import CORE_INDICATOR, dictionary
from queries.months import MONTHS_A_YEAR, Period

STANDING: Final = ("wind_mw", "solar_mw", "storage_mw", "storage_mwh", "load_mwh_year")
"""What can be changed, in the units of its name."""

MEASURES: Final = {"load_mwh_year": "electricity_mwh"}
"""What is reported under another name than what follows from it."""

LEAST_LOAD_MWH: Final = 1.0
"""A year of nothing used has no shares."""

OTHER_ELECTRICITY: Final = "electricity_other_mwh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would stand, or be used, at one park; ``None`` leaves it as it is.

    Where only one of power and energy of the storage is given, the other follows from
    the storage's hours.
    """

    code: str
    wind_mw: float | None = None
    solar_mw: float | None = None
    storage_mw: float | None = None
    storage_mwh: float | None = None
    load_mwh_year: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Each change before and after, one row each, in the order they were asked.

    Columns of both: those of ``STANDING``, ``green_power_share``,
    ``direct_supply_share``, ``curtailment_share``, ``storage_need_mwh``,
    ``storage_gap_mwh``, ``own_green_share`` (simulated), ``co2_t``,
    ``carbon_intensity``, ``clean_energy_share``, ``grade`` and ``score``; null where
    not known.

    Attributes:
        codes: Of the parks.
        before: As it is.
        after: As it would be.
        period: Whose grade it is: the latest quarter that has ended.
        rules: That gave it; ``None`` where none was valid.
    """

    codes: tuple[str, ...]
    before: pd.DataFrame
    after: pd.DataFrame
    period: Period
    rules: RuleSet | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What was reported of some parks, and what they are judged by.

    Attributes:
        resources: What stands there, by code.
        yearly: Sums of the last twelve months, by code.
        quarterly: Sums of ``period``, by code.
        inputs: What the rules judge; ``None`` without rules.
        rules: Valid in ``period``; ``None`` where none was.
        period: The latest quarter that has ended.
        profiles: That the parks follow.
        parameters: What the simulation goes by.
    """

    resources: pd.DataFrame
    yearly: pd.DataFrame
    quarterly: pd.DataFrame
    inputs: DataFrame[ScoringInput] | None
    rules: RuleSet | None
    period: Period
    profiles: Profiles
    parameters: Parameters


def answered(facts: Prepared, changes: Sequence[Change]) -> Answer:
    """Return what each change alone would do at its park, one of those prepared.

    Raises:
        ParkNotSimulatedError: What a park lacks is not reported.
        OutOfRangeError: Less than nothing would stand.
    """
    as_is = _as_is(facts.resources, changes)
    was = _world(as_is, facts.profiles)
    as_would_be = _as_would_be(as_is, changes, facts.parameters)
    would_be = _world(as_would_be, facts.profiles)
    return Answer(
        codes=tuple(as_is["code"]),
        before=_described(was, was, facts),
        after=_described(was, would_be, facts),
        period=facts.period,
        rules=facts.rules,
    )


def loans(pairs: pd.DataFrame, facts: Prepared) -> tuple[list[Change], list[Change]]:
    """Return what each pair alone changes at its lender, and at its borrower.

    Args:
        pairs: Columns ``from``, ``to``, ``storage_mwh`` and ``mw``.
        facts: With the parks of both ends.
    """
    return _moved(pairs, "from", -1, facts), _moved(pairs, "to", 1, facts)


def _moved(pairs: pd.DataFrame, end: str, sign: int, facts: Prepared) -> list[Change]:
    """Return the storage of one end of each pair, more or less by what is lent."""
    stands = facts.resources[["storage_mwh", "storage_mw"]].loc[pairs[end]]
    lent = pairs[["storage_mwh", "mw"]].to_numpy(dtype=float)
    moved = np.maximum(stands.to_numpy(dtype=float) + sign * lent, 0.0)
    return [
        Change(code=code, storage_mwh=mwh, storage_mw=mw)
        for code, (mwh, mw) in zip(pairs[end], moved.tolist(), strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    """What stands at each park, and the year that follows from it."""

    rows: pd.DataFrame
    systems: Systems
    months: SimulatedMonths


def _as_is(known: pd.DataFrame, changes: Sequence[Change]) -> pd.DataFrame:
    """Return one row a change, with what stands there now."""
    rows = known.loc[[change.code for change in changes]].reset_index(drop=True)
    is_missing = rows[list(STANDING)].isna()
    for place in np.flatnonzero(is_missing.any(axis=1)).tolist():
        missing = [
            dictionary().measure(MEASURES.get(name, name))
            for name in STANDING
            if is_missing[name].iloc[place]
        ]
        raise ParkNotSimulatedError(code=changes[place].code, missing=missing)
    return rows


def _as_would_be(
    as_is: pd.DataFrame, changes: Sequence[Change], parameters: Parameters
) -> pd.DataFrame:
    rows = as_is.copy()
    rows[list(STANDING)] = rows[list(STANDING)].astype(float)
    for place, change in enumerate(changes):
        for name, value in _given(change, parameters.duration_h).items():
            least = LEAST_LOAD_MWH if name == "load_mwh_year" else 0.0
            require(name, value, least)
            rows.loc[place, name] = value
    return rows


def _given(change: Change, duration_h: float) -> dict[str, float]:
    given = {
        name: float(value)
        for name, value in asdict(change).items()
        if name != "code" and value is not None
    }
    if "storage_mwh" in given:
        given.setdefault("storage_mw", given["storage_mwh"] / duration_h)
    elif "storage_mw" in given:
        given["storage_mwh"] = given["storage_mw"] * duration_h
    return given


def _world(rows: pd.DataFrame, profiles: Profiles) -> _World:
    simulable = systems(rows, profiles)
    months = simulated(
        simulable,
        storage_mw=rows["storage_mw"].to_numpy(dtype=float),
        storage_mwh=rows["storage_mwh"].to_numpy(dtype=float),
    )
    return _World(rows=rows, systems=simulable, months=months)


def _described(was: _World, would_be: _World, facts: Prepared) -> pd.DataFrame:
    """Return what is reported where the second world takes the place of the first."""
    values = _changed(facts.yearly, was, would_be, range(1, MONTHS_A_YEAR + 1))
    parts = [
        would_be.rows[list(STANDING)],
        values,
        _storage(would_be, facts.parameters),
        _grades(was, would_be, facts),
    ]
    return pd.concat(parts, axis="columns")


def _changed(
    reported: pd.DataFrame, was: _World, would_be: _World, months: Sequence[int]
) -> pd.DataFrame:
    return changed(
        reported.loc[was.rows["code"]].reset_index(drop=True),
        before=was.months,
        after=would_be.months,
        months=months,
        grid_t_a_mwh=grid_factor(),
    )


def grid_factor() -> float:
    """Return the emission factor of other electricity, tCO2 a MWh."""
    terms = dictionary().indicator(CORE_INDICATOR).numerator.terms
    return next(one.coefficient for one in terms if one.measure == OTHER_ELECTRICITY)


def _storage(world: _World, parameters: Parameters) -> pd.DataFrame:
    found = curves(
        world.systems,
        green_share=parameters.green_share,
        duration_h=parameters.duration_h,
    )
    return pd.DataFrame(
        {
            "own_green_share": (
                world.months.green.sum(axis=0) / world.systems.load_mwh
            ),
            "storage_need_mwh": found.need_mwh,
            "storage_gap_mwh": found.need_mwh - world.rows["storage_mwh"],
        }
    )


def _grades(was: _World, would_be: _World, facts: Prepared) -> pd.DataFrame:
    if facts.rules is None or facts.inputs is None:
        return pd.DataFrame({"score": np.nan, "grade": None}, index=was.rows.index)
    months = [month.number for month in facts.period.months]
    before = _changed(facts.quarterly, was, was, months)
    after = _changed(facts.quarterly, was, would_be, months)
    shifts = (after - before)[list(CHANGING)].assign(code=was.rows["code"])
    found = reassessed(
        facts.inputs,
        shifts,
        rules=facts.rules,
        known=dictionary(),
        month=facts.period.last,
    )
    return found[["score", "grade"]]
