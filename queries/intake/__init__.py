"""Workbook to rows, rows to faults or a preview, a preview to one batch.

``read_workbook`` opens a file, ``prepare`` holds what it says to the database, and
``apply`` writes it; ``queries.batches.undo`` takes it back::

    workbooks = [read_workbook(open_upload(path)) for path in paths]
    with writing(engine) as connection:
        preview = prepare(
            connection, workbooks=workbooks, gazetteer=gazetteer(), today=today
        )
        if not preview.has_faults:
            apply(connection, preview=preview, who=who, made_at=now)
"""

from queries.intake.changes import Change, changes, revisions
from queries.intake.coordinates import Gazetteer, Placement
from queries.intake.faults import Fault, Message
from queries.intake.marks import marked_copy
from queries.intake.previews import FileReport, Preview, prepare
from queries.intake.reading import Workbook, read_workbook
from queries.intake.templates import Places, template
from queries.intake.uploads import Upload, open_upload
from queries.intake.writing import apply

__all__ = [
    "Change",
    "Fault",
    "FileReport",
    "Gazetteer",
    "Message",
    "Placement",
    "Places",
    "Preview",
    "Upload",
    "Workbook",
    "apply",
    "changes",
    "marked_copy",
    "open_upload",
    "prepare",
    "read_workbook",
    "revisions",
    "template",
]
