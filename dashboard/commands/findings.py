"""What an import found, as one JSON document and as tables for a reader."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any, Final

from dashboard.commands.output import print_sentence, print_table
from dashboard.text import Speaker
from queries.errors import OversightError
from queries.indicators import dictionary
from queries.intake import Change, Fault, FileReport, Message, Preview, revisions

MOST_LINES: Final = 40
"""Of faults or changes on a terminal; the rest is in the document."""

MOST_WARNINGS: Final = 10
"""Warnings stop nothing, so that fewer of them are shown."""

NOT_READ: Final = ("sheet_", "column_")
"""How the warnings of whole sheets and columns begin."""


def document(
    preview: Preview,
    unread: Sequence[OversightError],
    *,
    batch: int | None,
    say: Speaker,
) -> dict[str, Any]:
    """Return the document of ``import`` and ``preview``.

    Files that could not be read stand at the end, each as one fault.
    """
    return {
        "batch": batch,
        "files": [
            {
                "file": report.file,
                "kind": report.kind.value,
                "rows": report.n_rows,
                "new": report.n_new,
                "changed": report.n_changed,
                "unchanged": report.n_unchanged,
                "faults": [_finding(fault, say) for fault in report.faults],
                "warnings": [_finding(fault, say) for fault in report.warnings],
            }
            for report in preview.files
        ]
        + [_unread(error, say) for error in unread],
    }


def _unread(error: OversightError, say: Speaker) -> dict[str, Any]:
    """Return a file that could not be read, in the form of one that could."""
    return {
        "file": _file_of(error),
        "kind": None,
        "rows": 0,
        "new": 0,
        "changed": 0,
        "unchanged": 0,
        "faults": [
            {
                "sheet": None,
                "cell": None,
                "value": None,
                "problem": say.error(error),
                # The sentence of an error says what to do about it.
                "remedy": "",
            }
        ],
        "warnings": [],
    }


def _file_of(error: OversightError) -> str:
    return Path(str(error.values["file"])).name


def _finding(fault: Fault, say: Speaker) -> dict[str, Any]:
    return {
        "sheet": fault.sheet,
        "cell": fault.cell,
        "value": fault.value or None,
        "problem": said(fault.problem, say),
        "remedy": said(fault.remedy, say),
    }


def said(message: Message, say: Speaker) -> str:
    """Say a message of the intake in the reader's language."""
    return say(message.key, **message.values)


def print_preview(
    preview: Preview, unread: Sequence[OversightError], *, say: Speaker
) -> None:
    """Print what each file holds, then faults, then warnings."""
    names = ("file", "kind", "rows", "new", "changed", "unchanged")
    titles = _titles((*names, "faults", "warnings"), say)
    if preview.files:
        print_table(titles, [_counts(report, say) for report in preview.files], say=say)
    for error in unread:
        print_sentence(say.error(error))
    _print_findings(preview, "faults", MOST_LINES, say)
    _print_findings(preview, "warnings", MOST_WARNINGS, say)


def print_revisions(preview: Preview, *, say: Speaker) -> None:
    """Print what would change from what to what."""
    names = ("park", "when", "what", "before", "after", "where")
    measures = {measure.code: measure for measure in dictionary().measures}
    rows = [_revision(change, measures, say) for change in revisions(preview)]
    if rows:
        print_sentence("")
        print_table(_titles(names, say), rows[:MOST_LINES], say=say)
        _print_rest(len(rows) - MOST_LINES, say)


def _titles(names: Iterable[str], say: Speaker) -> list[str]:
    return [say(f"intake.column.{name}") for name in names]


def _counts(report: FileReport, say: Speaker) -> list[str]:
    numbers = (
        report.n_rows,
        report.n_new,
        report.n_changed,
        report.n_unchanged,
        len(report.faults),
        len(report.warnings),
    )
    kind = say(f"intake.kind.{report.kind.value}")
    return [report.file, kind, *map(str, numbers)]


def _print_findings(preview: Preview, which: str, most: int, say: Speaker) -> None:
    found = [
        (report, fault) for report in preview.files for fault in getattr(report, which)
    ]
    if not found:
        return
    found.sort(key=lambda one: _deviation(one[1]), reverse=True)
    print_sentence("")
    rows = [
        [
            " ".join(filter(None, (report.file, fault.sheet, fault.cell))),
            said(fault.problem, say),
            said(fault.remedy, say),
        ]
        for report, fault in islice(found, most)
    ]
    print_table(
        [say(f"intake.column.{which}"), *_titles(("problem", "remedy"), say)],
        rows,
        say=say,
    )
    _print_rest(len(found) - most, say)


def _deviation(fault: Fault) -> float:
    """Return how far off a value is; what was not read at all is farthest."""
    if fault.code.startswith(NOT_READ):
        return inf
    found = fault.values.get("deviation", 0.0)
    return found if isinstance(found, float) else 0.0


def _print_rest(n: int, say: Speaker) -> None:
    if n > 0:
        print_sentence(say("intake.confirm.more", n=n))


def _revision(change: Change, measures: Mapping[str, Any], say: Speaker) -> list[str]:
    measure = measures.get(change.field)
    name = say.name_of(measure) if measure else say(f"intake.field.{change.field}")
    where = " ".join(filter(None, (change.file, change.sheet, change.cell)))
    values = [_shown(value) for value in (change.before, change.after)]
    return [change.code, change.when or "", name, *values, where]


def _shown(value: object) -> str:
    return f"{value:,.12g}" if isinstance(value, float) else str(value)
