"""Every park's grade of a period: the document and the table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from dashboard.commands.judging import (
    Basis,
    about,
    gates_cell,
    lettered,
    rated,
    scored_cell,
)
from dashboard.commands.output import absent_as_none, print_sentence, print_table
from dashboard.text import Speaker
from queries.assessment.gradings import graded_parks, judged
from queries.assessment.scoring import gates_of
from queries.contracts import GradedPark
from queries.months import Period
from queries.rows import records
from queries.scope import REGION
from queries.vocabulary import Grade

UNRATED = (Grade.U.value, float("nan"))
"""What the rules in force give where they give nothing: grade and score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The parks, graded; ``in_force`` is what a trial is held against, by park."""

    period: Period
    basis: Basis
    parks: DataFrame[GradedPark]
    in_force: Mapping[str, tuple[str, float]]

    @property
    def grades(self) -> list[str | None]:
        """Every park's grade in order, ``None`` where there is none."""
        return list(map(rated, self.parks["grade"]))

    def document(self) -> dict[str, Any]:
        """Return the answer for programs; a trial has the grade in force beside."""
        rules = self.basis.rules
        head = {
            "period": str(self.period),
            "rule_set": None if rules is None else rules.code,
            "status": None if rules is None else rules.status,
        }
        if self.basis.is_trial:
            valid = self.basis.in_force
            head["in_force"] = None if valid is None else valid.code
        return {**head, "rows": [self._row(park) for park in records(self.parks)]}

    def tell(self, say: Speaker) -> None:
        """Print the table, and what it was worked out by."""
        names = self._columns()
        cells = self._tried_cells if self.basis.is_trial else self._cells
        rows = [cells(park, say) for park in records(self.parks)]
        print_table([say(f"grades.{name}") for name in names], rows, say=say)
        print_sentence("")
        for sentence in self._notes(say):
            print_sentence(sentence)

    def _row(self, park: Any) -> dict[str, Any]:  # noqa: ANN401  a row of ``GradedPark``
        row = {
            "code": park.code,
            "name": park.name_zh,
            "grade": rated(park.grade),
            "origin": absent_as_none(park.origin),
            "official": rated(park.official),
            "calculated": rated(park.calculated),
            "official_score": absent_as_none(park.official_score),
            "calculated_score": absent_as_none(park.calculated_score),
            "gates": list(gates_of(park.gates)),
            "coverage": absent_as_none(park.coverage),
            "differs": park.differs,
            "graded_period": absent_as_none(park.period),
            "light": absent_as_none(park.light),
        }
        if not self.basis.is_trial:
            return row
        grade, score = self.in_force.get(park.code, UNRATED)
        tried = {"in_force": rated(grade), "in_force_score": score}
        return {**row, **tried, "changed": grade != park.calculated}

    def _columns(self) -> tuple[str, ...]:
        if self.basis.is_trial:
            return "code", "name", "official", "in_force", "tried", "change", "gates"
        return "code", "name", "grade", "official", "calculated", "gates", "previous"

    def _cells(self, park: Any, say: Speaker) -> list[str]:  # noqa: ANN401  a row of ``GradedPark``
        calculated = scored_cell(park.calculated, park.calculated_score, say)
        light = absent_as_none(park.light)
        if light is not None:
            calculated += say("grades.light", light=say(f"light.{light}"))
        if park.differs:
            calculated += say("grades.mark_differs")
        return [
            park.code,
            park.name_zh,
            lettered(park.grade, say),
            scored_cell(park.official, park.official_score, say),
            calculated,
            gates_cell(park.gates, say),
            lettered(park.previous_grade, say),
        ]

    def _tried_cells(self, park: Any, say: Speaker) -> list[str]:  # noqa: ANN401  a row of ``GradedPark``
        grade, score = self.in_force.get(park.code, UNRATED)
        return [
            park.code,
            park.name_zh,
            scored_cell(park.official, park.official_score, say),
            scored_cell(grade, score, say),
            scored_cell(park.calculated, park.calculated_score, say),
            _change(Grade(grade), Grade(park.calculated), say),
            gates_cell(park.gates, say),
        ]

    def _notes(self, say: Speaker) -> Iterator[str]:
        rules, valid = self.basis.rules, self.basis.in_force
        if rules is None:
            yield say("grades.no_rules")
            return
        yield about(rules, say)
        if not self.basis.is_trial:
            if n_differing := int(self.parks["differs"].sum()):
                yield say("grades.differing", n=n_differing)
            return
        changed = [row for row in map(self._row, records(self.parks)) if row["changed"]]
        yield say("grades.trial", n=len(changed))
        if valid is not None:
            yield say("grades.beside", about=about(valid, say))


def listed(
    connection: Connection, *, by: Basis, period: Period, today: date
) -> Listing:
    """Grade every park in *period* by what was asked for."""
    parks = graded_parks(
        connection, scope=REGION, period=period, today=today, rules=by.rules
    )
    return Listing(
        period=period,
        basis=by,
        parks=parks,
        in_force=_in_force(connection, by, period, today) if by.is_trial else {},
    )


def _in_force(
    connection: Connection, by: Basis, period: Period, today: date
) -> dict[str, tuple[str, float]]:
    """Return grade and score by park as the rules in force give them."""
    if by.in_force is None:
        return {}
    scores = judged(
        connection, scope=REGION, rules=by.in_force, period=period, today=today
    )
    return {park.code: (park.grade, park.score) for park in records(scores.parks)}


def _change(before: Grade, after: Grade, say: Speaker) -> str:
    if before == after:
        return ""
    if Grade.U in (before, after):
        return say("grades.change_other")
    return say(f"grades.change_{'down' if after.is_worse_than(before) else 'up'}")
