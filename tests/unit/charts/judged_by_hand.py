"""A rule set of two indicators, and rows that it judged: small enough for a slip."""

from datetime import date

from dashboard.charts.scorecard import ScoreRow, Verdict
from queries.assessment.rules import (
    Exemption,
    Gate,
    GateKind,
    IndicatorRule,
    Light,
    RuleSet,
    RuleStatus,
    Start,
)
from queries.months import Month
from queries.vocabulary import Grade, Tier
from tests.unit.charts.by_hand import INTENSITY, indicator

WATER = "water_reuse"
HEAT = "waste_heat_utilisation"

OFF_PATH = Gate(kind=GateKind.OFF_PATH, cap=Grade.B, indicator=INTENSITY, event=None)
REPORTS_MISSING = Gate(
    kind=GateKind.REPORTS_MISSING, cap=Grade.C, indicator=INTENSITY, event=None
)

RULES = RuleSet(
    code="by-hand",
    name_zh="手算规则",
    name_en="Rules by hand",
    status=RuleStatus.PROVISIONAL,
    source="试卷",
    valid_from=Month(2026, 1),
    base_year=2025,
    minimum_coverage=0.8,
    cut_offs=((Grade.A, 90), (Grade.B, 75), (Grade.C, 60)),
    lights=((Light.GREEN, Grade.B), (Light.YELLOW, Grade.C)),
    borrowed=((Tier.REGION, (Tier.NATIONAL,)),),
    indicators=(
        IndicatorRule(code=INTENSITY, weight=0.6, start=Start.FLOOR, floor=2.5),
        IndicatorRule(code=WATER, weight=0.4, start=Start.BASE_YEAR, floor=0.0),
    ),
    gates=(OFF_PATH, REPORTS_MISSING),
    exemptions=(
        Exemption(
            park="150200-02",
            indicator=WATER,
            reason="园区没有工业用水",
            decided_on=date(2026, 1, 15),
            valid_from=Month(2026, 1),
            valid_to=None,
        ),
    ),
)


def row(
    code: str,
    *,
    value: float | None = 0.5,
    target: float | None = 0.8,
    weight: float | None = None,
    points: float = 0.0,
    is_missing: bool = False,
    excuse: str = "",
) -> ScoreRow:
    """Return a row; what is not said is a share half-way, without a weight."""
    return ScoreRow(
        indicator=indicator(code),
        value=value,
        previous=None,
        target=target,
        weight=weight,
        points=points,
        is_missing=is_missing,
        excuse=excuse,
    )


def verdict(score: float | None, grade: str, uncapped: str = "") -> Verdict:
    """Return a verdict over every indicator; half of them where there is no score."""
    return Verdict(
        score=score,
        grade=Grade(grade),
        uncapped=Grade(uncapped or grade),
        coverage=0.5 if score is None else 1.0,
    )
