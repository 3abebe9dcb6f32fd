"""Official grades, written as part of a batch."""

from collections.abc import Sequence

from sqlalchemy import (
    Connection,
    update,
)

from queries.batches import insert_rows, remember
from queries.intake.assessment_plan import GradeChange
from queries.intake.sources import Sources
from queries.tables import (
    assessment,
)


def write_grades(
    connection: Connection,
    grades: Sequence[GradeChange],
    number: int,
    sources: Sources,
) -> None:
    """Write the new and changed grades as part of batch *number*."""
    changes = [change for change in grades if change.state != "unchanged"]
    rows = sources.of([change.entry for change in changes])
    new = [change for change in changes if change.existing is None]
    names = ("grade", "score", "assessed_on", "note")
    insert_rows(
        connection,
        assessment,
        (
            {name: change.values.get(name) for name in names}
            | {
                "park": change.entry.code,
                "period": change.entry.values["period"],
                "assessor": change.entry.values["assessor"],
                "source_row": rows[id(change.entry)],
                "batch": number,
            }
            for change in new
        ),
    )
    for change in changes:
        if change.existing is not None:
            _revise_grade(connection, change, number, rows[id(change.entry)])


def _revise_grade(
    connection: Connection, change: GradeChange, number: int, row: int
) -> None:
    known = change.existing or {}
    remember(connection, number=number, table=assessment, rows=[known])
    connection.execute(
        update(assessment)
        .where(
            assessment.c.park == known["park"],
            assessment.c.period == known["period"],
            assessment.c.assessor == known["assessor"],
        )
        .values(**change.values, source_row=row, batch=number)
    )
