"""What an import of grades would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from queries.intake.entries import Entry
from queries.tables import assessment

Key = tuple[str, str, str]
"""Park, period and assessor."""

_KEY_FIELDS = ("period", "assessor")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeChange:
    """One grade of the import; ``existing`` is its row in the database, if any."""

    entry: Entry
    existing: Mapping[str, Any] | None
    values: Mapping[str, Any]

    @property
    def state(self) -> str:
        """Whether the grade is new, changed or unchanged."""
        if self.existing is None:
            return "new"
        return "changed" if self.values else "unchanged"

    def differences(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield field, value before and value after, of what differs."""
        for name, after in self.values.items():
            yield name, (self.existing or {}).get(name), after


def key_of(entry: Entry) -> Key:
    """Return what makes a grade one and the same."""
    return entry.code, entry.values["period"], entry.values["assessor"]


def assessments_statement(codes: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The whole rows of the official grades of some parks."""
    return (
        select(assessment)
        .where(assessment.c.park.in_(codes))
        .order_by(assessment.c.park, assessment.c.period, assessment.c.assessor)
    )


def known_assessments(
    connection: Connection, codes: Sequence[str]
) -> dict[Key, Mapping[str, Any]]:
    """Return the official grades of some parks by their key."""
    rows = connection.execute(assessments_statement(codes)).mappings()
    return {(row["park"], row["period"], row["assessor"]): dict(row) for row in rows}


def plan_assessment(entry: Entry, *, existing: Mapping[str, Any] | None) -> GradeChange:
    """Say what a good row would change; a blank cell changes nothing."""
    known = existing or {}
    return GradeChange(
        entry=entry,
        existing=existing,
        values={
            name: value
            for name, value in entry.values.items()
            if name not in _KEY_FIELDS and known.get(name) != value
        },
    )
