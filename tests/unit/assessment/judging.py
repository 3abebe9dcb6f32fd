"""Rule sets and parks made up for a test: by hand, or at random within reason."""

from typing import Any

import pandas as pd
from hypothesis import strategies as st
from pandera.typing.pandas import DataFrame

from queries.assessment.rules import (
    Gate,
    GateKind,
    IndicatorRule,
    Light,
    RuleSet,
    RuleStatus,
    Start,
)
from queries.assessment.scoring import Scores, scored
from queries.contracts import ScoringInput
from queries.frames import checked
from queries.indicators import dictionary
from queries.months import Month
from queries.vocabulary import Grade, Tier

CODES = (
    "carbon_intensity",
    "clean_energy_share",
    "water_reuse",
    "waste_heat_utilisation",
)
LOWER = {"carbon_intensity"}
MARCH = Month(2026, 3)

OFF_PATH = Gate(
    kind=GateKind.OFF_PATH, cap=Grade.B, indicator="carbon_intensity", event=None
)
LATE = Gate(
    kind=GateKind.REPORTS_MISSING, cap=Grade.C, indicator="carbon_intensity", event=None
)
REBOUND = Gate(kind=GateKind.EVENT, cap=Grade.D, indicator=None, event="rebound")


def rule(
    code: str, weight: float, *, floor: float, start: str = "floor"
) -> IndicatorRule:
    return IndicatorRule(code=code, weight=weight, start=Start(start), floor=floor)


def rule_set(*indicators: IndicatorRule, **changed: Any) -> RuleSet:  # noqa: ANN401  any field of a rule set
    """A rule set with the provisional cut-offs, and no gate."""
    fields: dict[str, Any] = {
        "code": "test",
        "name_zh": "试算规则",
        "name_en": "Rules on trial",
        "status": RuleStatus.PROVISIONAL,
        "source": "tests",
        "valid_from": Month(2026, 1),
        "base_year": 2025,
        "minimum_coverage": 0.8,
        "cut_offs": ((Grade.A, 90.0), (Grade.B, 75.0), (Grade.C, 60.0)),
        "lights": ((Light.GREEN, Grade.B), (Light.YELLOW, Grade.C)),
        "borrowed": ((Tier.EXPLORING, (Tier.REGION,)),),
        "indicators": indicators,
        "gates": (),
        "exemptions": (),
    }
    return RuleSet(**(fields | changed))


def row(
    code: str,
    indicator: str,
    value: float | None,
    **changed: Any,  # noqa: ANN401  any column of a scoring input
) -> dict[str, Any]:
    """One indicator of a park that is no longer building and reported every month."""
    fields = {
        "code": code,
        "indicator": indicator,
        "value": value,
        "base_value": None,
        "final_target": 1.0,
        "build_end_year": 2025.0,
        "complete_months": 0 if value is None else 3,
        "due_months": 3,
    }
    return fields | changed


def inputs(*rows: dict[str, Any]) -> DataFrame[ScoringInput]:
    return checked(pd.DataFrame(rows), ScoringInput)


def judge(rows: DataFrame[ScoringInput], rules: RuleSet, **more: Any) -> Scores:  # noqa: ANN401  what ``scored`` takes
    return scored(rows, rules=rules, known=dictionary(), month=MARCH, **more)


def set_value(
    rows: DataFrame[ScoringInput], code: str, indicator: str, value: float
) -> DataFrame[ScoringInput]:
    """Give one indicator of one park another value, which is there."""
    changed = rows.copy()
    at = (rows["code"] == code) & (rows["indicator"] == indicator)
    changed.loc[at, "value"] = value
    changed.loc[at, "complete_months"] = rows.loc[at, "complete_months"].clip(lower=1)
    return checked(changed, ScoringInput)


def _grid(low: int, high: int) -> st.SearchStrategy[float]:
    """Hundredths: the shortest decimals, so that a failure can be read."""
    return st.integers(low, high).map(lambda hundredths: hundredths / 100)


def _amounts(code: str) -> st.SearchStrategy[float]:
    return _grid(0, 400) if code in LOWER else _grid(0, 110)


@st.composite
def random_rules(draw: st.DrawFn) -> RuleSet:
    parts = [draw(st.integers(1, 9)) for _ in CODES]
    low, middle, high = sorted(
        draw(st.sets(st.integers(5, 100), min_size=3, max_size=3))
    )
    caps = st.sampled_from((Grade.B, Grade.C, Grade.D))
    gates = [
        Gate(
            kind=kind,
            cap=draw(caps),
            indicator=draw(st.sampled_from(CODES)),
            event=None,
        )
        for kind in (GateKind.OFF_PATH, GateKind.REPORTS_MISSING)
        if draw(st.booleans())
    ]
    return rule_set(
        *(
            rule(
                code,
                part / sum(parts),
                floor=draw(_grid(150, 300) if code in LOWER else _grid(0, 20)),
                start=draw(st.sampled_from(("floor", "base_year"))),
            )
            for code, part in zip(CODES, parts, strict=True)
        ),
        cut_offs=((Grade.A, high), (Grade.B, middle), (Grade.C, low)),
        gates=tuple(gates),
        minimum_coverage=draw(st.sampled_from((0.2, 0.5, 0.8))),
    )


@st.composite
def random_parks(draw: st.DrawFn, *, largest: int = 2) -> DataFrame[ScoringInput]:
    rows = []
    for number in range(draw(st.integers(1, largest))):
        end = draw(st.none() | st.integers(2025, 2029))
        for code in CODES:
            due = draw(st.integers(1, 3))
            complete = draw(st.integers(0, due))
            there = _amounts(code) if draw(st.integers(0, 9)) else st.none()
            rows.append(
                row(
                    f"P{number}",
                    code,
                    draw(there) if complete else None,
                    base_value=draw(st.none() | _amounts(code)),
                    final_target=draw(
                        st.sampled_from((0.2, 0.6, None))
                        if code in LOWER
                        else st.sampled_from((0.5, 0.9, 0.9, None))
                    ),
                    build_end_year=end,
                    complete_months=complete,
                    due_months=due,
                )
            )
    return inputs(*rows)
