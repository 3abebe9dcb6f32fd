"""From values to scores and grades: frames in, frames out, every park at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing.pandas import DataFrame

from queries.assessment.rules import BETWEEN_GATES, Gate, GateKind, RuleSet, Start
from queries.contracts import ScoredIndicator, ScoredPark, ScoringInput
from queries.frames import checked
from queries.indicators.dictionary import Dictionary, Direction
from queries.months import Month
from queries.vocabulary import RATED, Grade

FULL_SCORE: Final = 100.0

ROUNDING: Final = 1e-9
"""By how much arithmetic may miss a cut-off or a path that is just reached."""

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """The parks that a rule set has judged, and what each indicator added."""

    parks: DataFrame[ScoredPark]
    indicators: DataFrame[ScoredIndicator]


def scored(
    inputs: DataFrame[ScoringInput],
    *,
    rules: RuleSet,
    known: Dictionary,
    month: Month,
    events: Mapping[str, frozenset[str]] | None = None,
) -> Scores:
    """Return the score and grade of every park of *inputs*, explained by indicator.

    Args:
        inputs: One row per park and indicator of the rule set.
        rules: By which the parks are judged.
        known: Says which way each indicator should go.
        month: The last of the period.
        events: What supervision reports, by the word of its gate: codes of parks.
    """
    indicators = _scored_indicators(inputs, rules=rules, known=known, month=month)
    codes = pd.Index(inputs["code"].unique())
    by_park = indicators.groupby("code", sort=False)
    coverage = _coverage(indicators, rules).reindex(codes)
    score = by_park["points"].sum().clip(upper=FULL_SCORE).reindex(codes)
    is_rated = (coverage >= rules.minimum_coverage - ROUNDING).to_numpy()
    uncapped = np.where(is_rated, _graded(score.to_numpy(), rules), Grade.U.value)
    held = {
        gate.code: _held(gate, inputs, indicators, events or {}, codes)
        for gate in rules.gates
    }
    parks = pd.DataFrame(
        {
            "code": codes,
            "score": np.where(is_rated, score, np.nan),
            "grade": _capped(uncapped, held, rules),
            "uncapped": uncapped,
            "coverage": coverage.to_numpy(),
            "gates": _joined(held, len(codes)),
        }
    )
    return Scores(checked(parks, ScoredPark), checked(indicators, ScoredIndicator))


def gates_of(joined: str) -> tuple[str, ...]:
    """Return the gates that stand in a cell of ``ScoredPark.gates``."""
    return tuple(joined.split(BETWEEN_GATES)) if joined else ()


def _scored_indicators(
    inputs: DataFrame[ScoringInput], *, rules: RuleSet, known: Dictionary, month: Month
) -> pd.DataFrame:
    rows = inputs.reset_index(drop=True)
    is_lower = _is_lower_better(rows["indicator"], known)
    target, has_path = _target_of_year(rows, is_lower, rules, month.year)
    start = _start(rows, target, is_lower, rules)
    reason = _reason_to_leave(rows, rules, month)
    is_missing = (reason == "") & rows["value"].isna().to_numpy()
    is_counted = (reason == "") & ~is_missing
    is_step = np.where(is_lower, target >= start, target <= start)
    value = rows["value"].to_numpy(dtype=float)
    achievement = np.where(
        is_counted, _achievement(value, start, target, is_lower), np.nan
    )
    weight = _weight(rows, is_counted | is_missing, rules)
    return pd.DataFrame(
        {
            "code": rows["code"],
            "indicator": rows["indicator"],
            "value": value,
            "target": target,
            "start": start,
            "achievement": achievement,
            "weight": weight,
            "points": FULL_SCORE * weight * np.nan_to_num(achievement),
            "state": np.select(
                [is_counted, is_missing], ["counted", "missing"], "exempt"
            ),
            "reason": [word or None for word in reason],
            "is_step": is_step,
            "is_lower": is_lower,
            "has_path": has_path,
        }
    )


def _is_lower_better(indicators: "pd.Series[str]", known: Dictionary) -> Flags:
    lower = {one.code for one in known.indicators if one.direction is Direction.LOWER}
    return indicators.isin(lower).to_numpy()


def _target_of_year(
    rows: pd.DataFrame, is_lower: Flags, rules: RuleSet, year: int
) -> tuple[Numbers, Flags]:
    """Return the straight line from the base year's value to the final target.

    Who met the final target in the base year is held to that one, and so is a park
    whose value of the base year, or whose end of building, is not known; whether there
    is a path that it could leave stands beside it.
    """
    final = rows["final_target"].to_numpy(dtype=float)
    base = rows["base_value"].to_numpy(dtype=float)
    end = rows["build_end_year"].to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        gone = np.clip((year - rules.base_year) / (end - rules.base_year), 0.0, 1.0)
        line = base + (final - base) * gone
    is_building = (year < end) & (end > rules.base_year)
    is_behind = np.where(is_lower, base > final, base < final)
    target = np.where(is_building & is_behind, line, final)
    has_path = ~np.isnan(final) & ((year >= end) | (is_building & ~np.isnan(base)))
    return target, has_path


def _start(
    rows: pd.DataFrame, target: Numbers, is_lower: Flags, rules: RuleSet
) -> Numbers:
    by_code = {rule.code: rule for rule in rules.indicators}
    floor = rows["indicator"].map({c: r.floor for c, r in by_code.items()}).to_numpy()
    from_base = rows["indicator"].map(
        {code: rule.start is Start.BASE_YEAR for code, rule in by_code.items()}
    )
    base = rows["base_value"].to_numpy(dtype=float)
    is_worse = np.where(is_lower, base > target, base < target)
    return np.where(from_base.to_numpy(dtype=bool) & is_worse, base, floor)


def _reason_to_leave(
    rows: pd.DataFrame, rules: RuleSet, month: Month
) -> NDArray[np.str_]:
    """Return why an indicator does not count; empty where it does."""
    exempt = {
        (one.park, one.indicator) for one in rules.exemptions if one.covers(month)
    }
    pairs = zip(rows["code"], rows["indicator"], strict=True)
    is_decided = np.fromiter((pair in exempt for pair in pairs), bool, len(rows))
    has_no_target = rows["final_target"].isna().to_numpy()
    is_undefined = (rows["value"].isna() & (rows["complete_months"] > 0)).to_numpy()
    return np.select(
        [is_decided, has_no_target, is_undefined],
        ["decided", "no_target", "zero_denominator"],
        "",
    )


def _achievement(
    value: Numbers, start: Numbers, target: Numbers, is_lower: Flags
) -> Numbers:
    """Return how far *value* has come; a target no better than the start is a step."""
    is_met = np.where(is_lower, value <= target, value >= target)
    span = np.where(is_lower, start - target, target - start)
    way = np.where(is_lower, start - value, value - start)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(way / span, 0.0, 1.0)
    return np.where(span > 0, share, is_met.astype(float))


def _weight(rows: pd.DataFrame, applies: Flags, rules: RuleSet) -> Numbers:
    """Return each weight as a share of those that apply to its park."""
    nominal = _nominal(rows["indicator"], rules) * applies
    total = nominal.groupby(rows["code"]).transform("sum")
    return (nominal / total).fillna(0.0).to_numpy()


def _nominal(indicators: "pd.Series[str]", rules: RuleSet) -> "pd.Series[float]":
    return indicators.map({rule.code: rule.weight for rule in rules.indicators})


def _coverage(indicators: pd.DataFrame, rules: RuleSet) -> "pd.Series[float]":
    """Return by park the share of weight that was counted.

    What was exempted by decision has left; what has no target or no denominator has
    not: nobody has decided that the park may be judged without it.
    """
    nominal = _nominal(indicators["indicator"], rules)
    has_left = indicators["reason"] == "decided"
    whole = nominal.mask(has_left, 0.0).groupby(indicators["code"]).sum()
    is_counted = indicators["state"] == "counted"
    counted = nominal.where(is_counted, 0.0).groupby(indicators["code"]).sum()
    return (counted / whole).fillna(0.0)


def _graded(score: Numbers, rules: RuleSet) -> NDArray[np.str_]:
    cuts = [(grade.value, cut) for grade, cut in rules.cut_offs]
    return np.select(
        [score >= cut - ROUNDING for _, cut in cuts],
        [grade for grade, _ in cuts],
        RATED[-1].value,
    )


def _held(
    gate: Gate,
    inputs: pd.DataFrame,
    indicators: pd.DataFrame,
    events: Mapping[str, frozenset[str]],
    codes: "pd.Index[str]",
) -> Flags:
    """Say of every park whether *gate* holds."""
    if gate.kind is GateKind.EVENT:
        return codes.isin(events.get(gate.code, frozenset()))
    held = _off_path if gate.kind is GateKind.OFF_PATH else _lacks_reports
    is_asked = (inputs["indicator"] == gate.indicator).to_numpy()
    found = held(inputs.loc[is_asked], indicators.loc[is_asked])
    return codes.isin(found)


def _off_path(inputs: pd.DataFrame, indicators: pd.DataFrame) -> "pd.Series[str]":
    """Return the parks behind the line; without a line nobody is behind it."""
    del inputs  # what it is held against has been worked out
    value, target = indicators["value"], indicators["target"]
    lag = (value - target).where(indicators["is_lower"], target - value)
    is_counted = indicators["state"] == "counted"
    is_behind = lag > ROUNDING * target.abs()
    return indicators.loc[is_counted & indicators["has_path"] & is_behind, "code"]


def _lacks_reports(inputs: pd.DataFrame, indicators: pd.DataFrame) -> "pd.Series[str]":
    del indicators  # what was reported does not depend on any rule
    lacks = inputs["complete_months"] < inputs["due_months"]
    return inputs["code"].loc[lacks]


def _capped(
    uncapped: NDArray[np.str_], held: Mapping[str, Flags], rules: RuleSet
) -> NDArray[np.str_]:
    """Return the grades with the lowest cap that holds; unrated stays unrated."""
    grades = uncapped.copy()
    for gate in rules.gates:
        lowered = held[gate.code] & (grades < gate.cap.value)
        grades = np.where(lowered, gate.cap.value, grades)
    return grades


def _joined(held: Mapping[str, Flags], n_parks: int) -> list[str]:
    flags: list[tuple[str, Any]] = list(held.items())
    return [
        BETWEEN_GATES.join(code for code, is_held in flags if is_held[row])
        for row in range(n_parks)
    ]
