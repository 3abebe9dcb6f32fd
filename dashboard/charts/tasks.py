"""What needs attention, as lines of a list: who, why, and how long already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.charts.comparison import number, present
from dashboard.text import Speaker
from queries.contracts import AttentionItem
from queries.indicators.dictionary import Indicator
from queries.rows import records
from queries.vocabulary import AttentionKind, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line: the park's grade and name, why it is here, and a badge about time."""

    code: str
    grade: str
    park: str
    place: str
    reason: str
    due: str
    colour: str


def attention_tasks(
    items: DataFrame[AttentionItem],
    *,
    grades: Mapping[str, Grade],
    core: Indicator,
    say: Speaker,
) -> tuple[Task, ...]:
    """Return one line a park: its most urgent item, which names the others' count."""
    lines: dict[str, Task] = {}
    for row in records(items):
        if row.code in lines or row.kind == AttentionKind.REPORT_AWAITED:
            continue
        due, colour = _badge(row, say)
        lines[row.code] = Task(
            code=row.code,
            grade=grades.get(row.code, Grade.U).value,
            park=row.name_zh,
            place=say(f"place.{row.league_city}"),
            reason=_reason(row, core, say),
            due=due,
            colour=colour,
        )
    return tuple(lines.values())


def _reason(row: Any, core: Indicator, say: Speaker) -> str:  # noqa: ANN401  a row of ``AttentionItem``
    match row.kind:
        case AttentionKind.REBOUND:
            before, now = (
                amounts.of_indicator(core, number(value), say=say)
                for value in (row.value_before, row.value)
            )
            return say("task.rebound", before=before, now=now)
        case AttentionKind.GRADE_FALLEN | AttentionKind.GRADE_D:
            how = "_calculated" if row.origin == "calculated" else ""
            if present(row.previous_grade) in ("", Grade.U, row.grade):
                return say(f"task.grade{how}", grade=row.grade)
            return say(f"task.fallen{how}", before=row.previous_grade, now=row.grade)
        case _:
            return say("task.overdue")


def _badge(row: Any, say: Speaker) -> tuple[str, str]:  # noqa: ANN401  as above
    match row.kind:
        case AttentionKind.REPORT_OVERDUE:
            return say("task.days_late", n=row.days), "red"
        case AttentionKind.REBOUND:
            return say("task.to_explain"), "orange"
        case _:
            return say("task.to_improve"), "gray"
