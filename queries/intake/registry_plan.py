"""What an import of a registry would change: parks, and where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from queries.intake.entries import Entry
from queries.intake.registry import STANDING
from queries.months import Month
from queries.tables import FIRST_STANDING, park, park_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkChange:
    """One park of the import.

    ``existing`` is its row in the database and ``standing`` the latest row there of
    where it stands, both ``None`` for a new park. ``park_values`` and
    ``standing_values`` hold only what differs; ``valid_from`` is the month from
    which the changed standing holds.
    """

    entry: Entry
    existing: Mapping[str, Any] | None
    standing: Mapping[str, Any] | None
    park_values: Mapping[str, Any]
    standing_values: Mapping[str, Any]
    valid_from: int

    @property
    def state(self) -> str:
        """Whether the park is new, changed or unchanged."""
        if self.existing is None:
            return "new"
        differs = bool(self.park_values or self.standing_values)
        return "changed" if differs else "unchanged"

    def differences(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield field, value before and value after, of what differs."""
        before = {**(self.existing or {}), **(self.standing or {})}
        for name, after in {**self.park_values, **self.standing_values}.items():
            yield name, before.get(name), after


def parks_statement(codes: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The whole rows of some parks."""
    return select(park).where(park.c.code.in_(codes)).order_by(park.c.code)


def standings_statement(codes: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The standings of some parks, the latest last."""
    return (
        select(park_standing)
        .where(park_standing.c.park.in_(codes))
        .order_by(park_standing.c.park, park_standing.c.valid_from)
    )


def known_rows(
    connection: Connection, codes: Sequence[str]
) -> tuple[dict[str, Mapping[str, Any]], dict[str, Mapping[str, Any]]]:
    """Return by code the rows of some parks, and their latest standings."""
    parks = connection.execute(parks_statement(codes)).mappings()
    standings = connection.execute(standings_statement(codes)).mappings()
    return (
        {row["code"]: dict(row) for row in parks},
        {row["park"]: dict(row) for row in standings},
    )


def plan_park(
    entry: Entry,
    *,
    existing: Mapping[str, Any] | None,
    standing: Mapping[str, Any] | None,
    month: Month,
) -> ParkChange:
    """Say what a good row of the registry, imported in *month*, would change."""
    known = existing or {}
    stands = standing or {}
    return ParkChange(
        entry=entry,
        existing=existing,
        standing=standing,
        park_values={
            name: value
            for name, value in entry.values.items()
            if name not in STANDING and known.get(name) != value
        },
        standing_values={
            name: entry.values[name]
            for name in STANDING
            if name in entry.values and stands.get(name) != entry.values[name]
        },
        valid_from=_valid_from(existing, standing, month),
    )


def _valid_from(
    existing: Mapping[str, Any] | None,
    standing: Mapping[str, Any] | None,
    month: Month,
) -> int:
    """Return the month of a new standing; that of the last one where it corrects it."""
    if existing is None or standing is None:
        return FIRST_STANDING
    entered_now = existing["entered_month"] >= month.stamp
    if standing["valid_from"] == FIRST_STANDING and entered_now:
        return FIRST_STANDING
    latest: int = standing["valid_from"]
    return max(latest, month.stamp)
