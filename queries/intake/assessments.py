"""Official grades: what a row says, and whether it can be so."""

from typing import Final

from queries.intake.calendar_cells import read_day, read_period
from queries.intake.entries import Entry, entries
from queries.intake.faults import Cell, shown
from queries.intake.headers import Table
from queries.intake.quantities import read_number
from queries.intake.rows import data_rows, read_text
from queries.intake.wording import ASSESSORS, is_missing, plain
from queries.months import Month
from queries.vocabulary import RATED, Assessor

HIGHEST_SCORE: Final = 100
"""Scores run from 0 to here."""

_SAYING: Final = ("grade", "score")


def read_assessments(table: Table, *, current: Month) -> list[Entry]:
    """Read a recognised sheet of grades and say what is wrong with its own cells.

    No period that begins after the *current* month can have been graded.
    """
    rows = entries(data_rows(table, value_fields=_SAYING, when="period"))
    for entry in rows:
        _read_period(entry, current)
        _read_grade(entry)
        _read_score(entry)
        _read_assessor(entry)
        entry.keep(
            assessed_on=entry.take("assessed_on", read_day, "day_unreadable"),
            note=read_text(entry.cells.get("note", "")),
        )
        if not _says_something(entry):
            entry.warn("period", "row_without_values")
    return [entry for entry in rows if _says_something(entry)]


def _says_something(entry: Entry) -> bool:
    return entry.is_bad or bool(entry.values.keys() & set(_SAYING))


def _read_period(entry: Entry, current: Month) -> None:
    period = entry.take("period", read_period, "period_unreadable")
    if is_missing(entry.cells.get("period", "")) and not entry.is_odd("period"):
        entry.fault("period", "period_missing")
    if period is not None and period.first.stamp > current.stamp:
        entry.fault("period", "period_ahead", current=str(current))
    entry.keep(period=None if period is None else str(period))


def _read_grade(entry: Entry) -> None:
    entry.keep(grade=entry.take("grade", _grade, "grade_unknown"))


def _grade(cell: Cell) -> str | None:
    text = plain(shown(cell)).upper().removesuffix("级")
    return text if text in {grade.value for grade in RATED} else None


def _read_score(entry: Entry) -> None:
    number = read_number(entry.cells.get("score", ""))
    if isinstance(number, str):
        entry.fault("score", number)
    elif number is not None and not 0 <= number <= HIGHEST_SCORE:
        entry.fault("score", "score_out_of_range", highest=HIGHEST_SCORE)
    else:
        entry.keep(score=number)


def _read_assessor(entry: Entry) -> None:
    found = entry.take(
        "assessor",
        lambda cell: ASSESSORS.get(plain(shown(cell))),
        "choice_unknown",
        allowed=tuple(ASSESSORS),
    )
    entry.keep(assessor=(found or Assessor.UNSTATED).value)
