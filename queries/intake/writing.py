"""One import, written as one batch that remembers where every value came from."""

from datetime import datetime

from sqlalchemy import (
    Connection,
)

from queries.batches import open_batch
from queries.intake.grade_writing import write_grades
from queries.intake.monthly_comparison import Progress
from queries.intake.monthly_writing import write_monthly
from queries.intake.park_writing import write_parks
from queries.intake.previews import Preview, no_progress
from queries.intake.sources import Sources
from queries.vocabulary import Action


def apply(
    connection: Connection,
    *,
    preview: Preview,
    who: str,
    made_at: datetime,
    progress: Progress = no_progress,
) -> int | None:
    """Write the good rows of *preview* and return the batch; ``None`` if none is new.

    The caller decides whether a preview with faults may be applied at all.

    Args:
        connection: The one from ``engine.writing`` that the preview was made on.
        preview: From ``prepare``.
        who: The person, or the account that the command ran under.
        made_at: With a time zone.
        progress: Told how many parks' months have been written.
    """
    if not preview.changes_anything:
        return None
    number = open_batch(
        connection,
        action=Action.IMPORT,
        who=who,
        made_at=made_at,
        summary={
            "files": list(dict.fromkeys(report.file for report in preview.files)),
            "new": sum(report.n_new for report in preview.files),
            "changed": sum(report.n_changed for report in preview.files),
        },
    )
    sources = Sources(connection, preview.files, number)
    write_parks(connection, preview, number, sources)
    write_monthly(connection, preview, number, made_at, sources, progress)
    write_grades(connection, preview.grades, number, sources)
    return number
