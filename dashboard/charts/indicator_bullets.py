"""One park's indicators against their targets: a row each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import amounts
from dashboard.charts.values import Chart, Series
from dashboard.text import Speaker
from queries.indicators.dictionary import Direction, Display, Indicator, Status, Target
from queries.vocabulary import Flag

HEADROOM: Final = 1.25
"""How far a bar's scale goes beyond the larger of value and target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """What is known of one indicator of one park in one window."""

    indicator: Indicator
    value: float | None
    change: float | None
    target: Target | None
    flag: Flag
    complete_months: int
    due_months: int


def indicator_bullets(
    rows: Sequence[IndicatorRow], *, title: str, snapshot: str, say: Speaker
) -> Chart:
    """Say how far each indicator is from its target.

    A missing value has no bar and says 待填报; a target that no document sets says
    待主管部门明确.
    """
    return Chart(
        kind="bullets",
        title=title,
        unit="",
        categories=tuple(say.name_of(row.indicator) for row in rows),
        series=(
            Series(name=say("park.value"), values=tuple(row.value for row in rows)),
        ),
        targets=tuple(_target_value(row.target) for row in rows),
        heads=tuple(
            say(f"park.head_{name}") for name in ("value", "target", "change", "data")
        ),
        texts=tuple(_texts(row, say) for row in rows),
        ceilings=tuple(_ceiling(row) for row in rows),
        lower_is_better=tuple(
            row.indicator.direction is Direction.LOWER for row in rows
        ),
        note=say("park.bullets_note"),
        source=say("source.monthly"),
        snapshot=snapshot,
    )


def _target_value(target: Target | None) -> float | None:
    return None if target is None else target.value


def _texts(row: IndicatorRow, say: Speaker) -> tuple[str, ...]:
    change = (
        ""
        if row.change is None
        else amounts.of_change(row.indicator, row.change, say=say)
    )
    return (
        amounts.of_indicator(row.indicator, row.value, say=say),
        target_words(row.indicator, row.target, say=say),
        change or say("amount.no_comparison"),
        say(
            "park.data",
            flag=say(f"flag.{row.flag.value}"),
            complete=row.complete_months,
            due=row.due_months,
        ),
    )


def target_words(indicator: Indicator, target: Target | None, *, say: Speaker) -> str:
    """Return a target as ≤0.60 or ≥90.0 %, provisional where it is so."""
    if target is None or target.value is None:
        return say("target.none")
    value = amounts.of_indicator(indicator, target.value, say=say)
    words = target_sign(indicator) + value
    if target.status is Status.OFFICIAL:
        return words
    return say("target.provisional", target=words)


def target_sign(indicator: Indicator) -> str:
    """Return on which side of a target good values lie."""
    return "≤" if indicator.direction is Direction.LOWER else "≥"


def _ceiling(row: IndicatorRow) -> float:
    if row.indicator.display is Display.SHARE:
        return 1.0
    known = [x for x in (row.value, _target_value(row.target)) if x is not None]
    return max(known, default=1.0) * HEADROOM
