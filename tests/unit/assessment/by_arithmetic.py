"""Scores worked out from the sample workbooks by plain arithmetic.

An oracle that knows the words of the rules and the two data files, and nothing of the
code that reads them.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.sample_workbooks import LEAGUE_CITY_NAMES, TIERS, samples

QUERIES = Path(__file__).parents[3] / "queries"
SHIPPED = QUERIES / "assessment" / "rule_sets" / "2026-provisional.toml"

STOCKS = {"product_energy_grade2"}
"""Indicators that take the last complete month; all others sum their months."""

BASE_MONTHS = range(202501, 202513)


@dataclass
class Judgement:
    """What plain arithmetic makes of one park."""

    score: float | None = None
    grade: str = "U"
    uncapped: str = "U"
    coverage: float = 0.0
    gates: list[str] = field(default_factory=list)
    points: dict[str, float] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)


@cache
def entries() -> dict[str, dict[str, Any]]:
    text = (QUERIES / "indicators" / "indicators.toml").read_text(encoding="utf-8")
    return {entry["code"]: entry for entry in tomllib.loads(text)["indicator"]}


def counted(
    park: str, indicator: str, months: list[int]
) -> tuple[float | None, int, int]:
    """Return the value, and how many months are complete and due."""
    reported = min(month for code, month in samples().quantities if code == park)
    due = [month for month in months if month >= reported]
    above, below = (
        {term["measure"]: term.get("coefficient", 1) for term in entry}
        for entry in (
            entries()[indicator]["numerator"],
            entries()[indicator]["denominator"],
        )
    )
    given = {month: samples().quantities.get((park, month), {}) for month in due}
    complete = [month for month in due if {*above, *below} <= given[month].keys()]
    used = complete[-1:] if indicator in STOCKS else complete
    top = sum(given[m][name] * factor for m in used for name, factor in above.items())
    bottom = sum(
        given[m][name] * factor for m in used for name, factor in below.items()
    )
    return (top / bottom if bottom else None), len(complete), len(due)


def final_target(park: str, indicator: str, month: int, rules: Any) -> float | None:  # noqa: ANN401  a TOML file
    tier = TIERS[samples().parks[park]["层级"]]
    energy = [samples().quantities.get((park, m), {}) for m in BASE_MONTHS]
    tce = None
    if all(energy):
        tce = sum(quantities["energy_tce"] for quantities in energy)
    for asked in (tier, *rules.get("borrowed_targets", {}).get(tier, [])):
        for target in entries()[indicator].get("target", []):
            is_bracketed = "energy_from_tce" in target or "energy_below_tce" in target
            fits = (
                target["tier"] == asked
                and int(target["valid_from"].replace("-", "")) <= month
                and (tce is not None or not is_bracketed)
                and (tce is None or tce >= target.get("energy_from_tce", 0))
                and (tce is None or tce < target.get("energy_below_tce", 1e99))
            )
            if fits and "value" in target:
                return float(target["value"])
    return None


def is_exempt(park: str, indicator: str, month: int, rules: Any) -> bool:  # noqa: ANN401  a TOML file
    return any(
        (one["park"], one["indicator"]) == (park, indicator)
        and int(one["valid_from"].replace("-", "")) <= month
        and int(one.get("valid_to", "9999-12").replace("-", "")) >= month
        for one in rules.get("exemption", [])
    )


def achieved(
    park: str,
    rule: Any,  # noqa: ANN401  a TOML table
    months: list[int],
    final: float,
) -> tuple[float | None, bool]:
    """Return the achievement, ``None`` if missing, and whether it is off its path."""
    value, _, _ = counted(park, rule["code"], months)
    if value is None:
        return None, False
    base, _, _ = counted(park, rule["code"], list(BASE_MONTHS))
    # More is always better once a lower-is-better number has changed its sign.
    sign = -1 if entries()[rule["code"]]["direction"] == "lower" else 1
    target, start = final, rule["floor"]
    year, end = months[-1] // 100, int(samples().parks[park]["建设完成年"])
    if base is not None and sign * base < sign * final and year < end:
        target = base + (final - base) * (year - 2025) / (end - 2025)
    if rule["start"] == "base_year" and base and sign * base < sign * target:
        start = base
    is_behind = (base is not None or year >= end) and sign * value < sign * target
    if sign * target > sign * start:
        return min(1.0, max(0.0, (value - start) / (target - start))), is_behind
    return float(sign * value >= sign * target), is_behind


def judgement(park: str, months: list[int], rules: Any) -> Judgement:  # noqa: ANN401  a TOML file
    found = Judgement()
    weights: dict[str, float] = {}
    shares: dict[str, float] = {}
    held = {"off_path": False, "reports_missing": False}
    for rule in rules["indicator"]:
        code = rule["code"]
        final = final_target(park, code, months[-1], rules)
        found.states[code] = "exempt"
        _, n_complete, n_due = counted(park, code, months)
        held["reports_missing"] |= code == "carbon_intensity" and n_complete < n_due
        if not is_exempt(park, code, months[-1], rules):
            weights[code] = rule["weight"]
            if final is not None:
                share, is_behind = achieved(park, rule, months, final)
                held["off_path"] |= code == "carbon_intensity" and is_behind
                found.states[code] = "missing" if share is None else "counted"
                shares |= {} if share is None else {code: share}
    applied = sum(w for c, w in weights.items() if found.states[c] != "exempt")
    for code in found.states:
        found.points[code] = (
            100 * shares.get(code, 0.0) * weights.get(code, 0) / applied
        )
    found.coverage = sum(weights[code] for code in shares) / sum(weights.values())
    found.gates = [gate["kind"] for gate in rules["gate"] if held[gate["kind"]]]
    if found.coverage >= rules["minimum_coverage"] - 1e-12:
        grade(found, rules)
    return found


def grade(found: Judgement, rules: Any) -> None:  # noqa: ANN401  a TOML file
    score = found.score = sum(found.points.values())
    cuts = rules["cut_offs"]
    found.uncapped = min([*(x for x in "ABC" if score >= cuts[x] - 1e-9), "D"])
    caps = {gate["kind"]: gate["cap"] for gate in rules["gate"]}
    found.grade = max([found.uncapped, *(caps[kind] for kind in found.gates)])


def judgements(months: list[int], rules: Any) -> dict[str, Judgement]:  # noqa: ANN401  a TOML file
    """Judge every park that owes one of *months*."""
    return {
        park: judgement(park, months, rules)
        for park in samples().parks
        if counted(park, "carbon_intensity", months)[2]
    }


def league_city(park: str) -> str:
    return LEAGUE_CITY_NAMES[samples().parks[park]["盟市"]]


def mean_scores(parks: dict[str, Judgement]) -> dict[str, float | None]:
    """Return the plain mean of the rated parks of each league-city."""
    groups: dict[str, list[float]] = {code: [] for code in LEAGUE_CITY_NAMES.values()}
    for park, found in parks.items():
        if found.score is not None:
            groups[league_city(park)].append(found.score)
    return {
        code: sum(scores) / len(scores) if scores else None
        for code, scores in groups.items()
    }


def ranks(
    values: dict[str, float | None], *, lower_is_better: bool = False
) -> dict[str, int | None]:
    """Return 1 and the number of those that are better; ties share it."""
    sign = 1 if lower_is_better else -1
    there = [sign * value for value in values.values() if value is not None]
    return {
        code: None
        if value is None
        else 1 + sum(other < sign * value - 1e-9 for other in there)
        for code, value in values.items()
    }
