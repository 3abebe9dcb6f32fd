"""The strip of key figures above the map."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.charts.comparison import Changed
from dashboard.text import Speaker
from queries.contracts import GradedPark, IndicatorValue
from queries.indicators.dictionary import Direction, Indicator
from queries.vocabulary import Grade, Tier

Tone = Literal["normal", "inverse", "off"]

SHOWN: Final = (
    "carbon_intensity",
    "green_power_share",
    "direct_supply_share",
    "retrofit_completion",
)
"""The core indicator, and the items that parks test themselves on every month."""

GOOD: Final = (Grade.A, Grade.B)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One card: what, in which unit, how much, and how it changed.

    ``tone`` says which way is good: ``inverse`` where less is better, ``off`` where
    a change is neither.
    """

    key: str
    label: str
    unit: str
    value: str
    change: str | None
    tone: Tone
    note: str = ""


def kpi_strip(
    *,
    grades: DataFrame[GradedPark],
    indicators: Sequence[Indicator],
    changed: Mapping[str, Changed],
    reporting: DataFrame[IndicatorValue],
    say: Speaker,
) -> tuple[Kpi, ...]:
    """Return the seven cards of the overview.

    Args:
        grades: One row a park shown.
        indicators: The dictionary.
        changed: Each indicator's value and change, by code.
        reporting: The core indicator of the parks shown, in the month that ends the
            period: who reported.
        say: Speaks to the reader.
    """
    by_code = {indicator.code: indicator for indicator in indicators}
    return (
        _parks(grades, say),
        _good_grades(grades, say),
        *(_indicator(by_code[code], changed[code], say) for code in SHOWN),
        _reports(reporting, say),
    )


def _parks(grades: DataFrame[GradedPark], say: Speaker) -> Kpi:
    counts = grades["tier"].value_counts()
    tiers = " · ".join(
        f"{say(f'tier.{tier}')} {counts.get(tier.value, 0)}"
        for tier in (Tier.NATIONAL, Tier.REGION)
    )
    return Kpi(
        key="parks",
        label=say("kpi.parks"),
        unit=say("unit.count"),
        value=f"{len(grades):,}",
        change=tiers,
        tone="off",
    )


def _good_grades(grades: DataFrame[GradedPark], say: Speaker) -> Kpi:
    now = good_share(grades["grade"])
    change = _good_change(grades, say)
    rated = int((grades["grade"] != Grade.U).sum())
    return Kpi(
        key="good_grades",
        label=say("kpi.good_grades"),
        unit=say("kpi.rated", n=rated),
        value=say("park.not_assessed") if now is None else f"{now * 100:.1f}%",
        change=change,
        tone=_tone(change, Direction.HIGHER),
        note=say("kpi.good_grades_note") + _calculated(grades, say),
    )


def _calculated(grades: DataFrame[GradedPark], say: Speaker) -> str:
    """Return how many grades are calculated, in a sentence; empty where none is."""
    n = int((grades["origin"] == "calculated").sum())
    return say("kpi.calculated_note", n=n) if n else ""


def _good_change(grades: DataFrame[GradedPark], say: Speaker) -> str | None:
    """Return the change of the share over the parks rated both times, and alike."""
    both = grades.loc[grades["origin"] == grades["previous_origin"]]
    now, before = good_share(both["grade"]), good_share(both["previous_grade"])
    if now is None or before is None:
        return None
    points = amounts.signed_text(f"{(now - before) * 100:+.1f}")
    return say("amount.points", points=points)


def good_share(grades: Iterable[str]) -> float | None:
    """Return the share of A and B among the rated; ``None`` where none is rated."""
    rated = [grade for grade in grades if grade != Grade.U]
    if not rated:
        return None
    return sum(grade in GOOD for grade in rated) / len(rated)


def _indicator(indicator: Indicator, changed: Changed, say: Speaker) -> Kpi:
    change = None
    if changed.change is not None:
        change = amounts.of_change(indicator, changed.change, say=say)
    return Kpi(
        key=indicator.code,
        label=say.name_of(indicator),
        unit=amounts.unit_of(indicator),
        value=amounts.of_indicator(indicator, changed.value, say=say),
        change=change,
        tone=_tone(change, indicator.direction),
    )


def _tone(change: str | None, direction: Direction) -> Tone:
    """Say which way is good; a change that reads as zero goes neither way."""
    if change is None or not re.search("[1-9]", change):
        return "off"
    return "inverse" if direction is Direction.LOWER else "normal"


def _reports(reporting: DataFrame[IndicatorValue], say: Speaker) -> Kpi:
    due, complete = reporting["due_months"].sum(), reporting["complete_months"].sum()
    value = say("table.not_due") if due == 0 else f"{complete / due * 100:.1f}%"
    return Kpi(
        key="reports",
        label=say("kpi.reports"),
        unit=say("kpi.reports_of", complete=int(complete), due=int(due)),
        value=value,
        change=reports_words(int(complete), int(due), say=say),
        tone="off",
    )


def reports_words(complete: int, due: int, *, say: Speaker) -> str:
    """Return how many of the reports *due* are missing; none due is not all in."""
    if due == 0:
        return say("kpi.reports_none_due")
    if complete < due:
        return say("kpi.reports_missing", n=due - complete)
    return say("kpi.reports_all")
