"""The identity of the data behind what is shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from queries.clock import CHINA
from queries.months import Month
from queries.parks import visible_parks
from queries.scope import Scope
from queries.tables import assessment, batch, monthly_report
from queries.vocabulary import Origin, ParkClass

EMPTY: Final = "empty"
"""The code of a database that no batch has touched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What is behind the figures of one moment.

    Attributes:
        code: Date of the last batch and data version, ``20261121-7``; ``empty``.
        version: Number of the last batch, 0 before the first.
        made_at: When that was, in China's time; ``None`` before the first.
        park_class: Which parks count; ``None`` where there are none.
        n_parks: How many parks count.
        n_reports: How many monthly reports they have sent.
        n_assessments: How many official grades or scores they were given.
        first_month: The first month that one of them reported; ``None`` without.
        last_month: The last such month.
    """

    code: str
    version: int
    made_at: datetime | None
    park_class: ParkClass | None
    n_parks: int
    n_reports: int
    n_assessments: int
    first_month: Month | None
    last_month: Month | None

    @property
    def is_simulated(self) -> bool:
        """Whether what is shown is demonstration data."""
        return self.park_class in {ParkClass.SIMULATED, ParkClass.GENERATED}


def snapshot(connection: Connection, *, scope: Scope) -> Snapshot:
    """Return the identity of the data that a reader of *scope* sees."""
    last = connection.execute(last_batch_statement()).one_or_none()
    counted = connection.execute(counts_statement(scope=scope)).one()
    made_at = None if last is None else last.made_at.astimezone(CHINA)
    return Snapshot(
        code=EMPTY if last is None else f"{made_at:%Y%m%d}-{last.number}",
        version=0 if last is None else last.number,
        made_at=made_at,
        park_class=_class(counted.is_simulated, counted.origin),
        n_parks=counted.n_parks,
        n_reports=counted.n_reports,
        n_assessments=counted.n_assessments,
        first_month=_month(counted.first_month),
        last_month=_month(counted.last_month),
    )


def last_batch_statement() -> Select[int, datetime]:
    """The batch that made the data what they are."""
    return (
        select(batch.c.number, batch.c.made_at).order_by(batch.c.number.desc()).limit(1)
    )


def counts_statement(*, scope: Scope) -> Select[*tuple[Any, ...]]:
    """One row: the parks that count, their class, their reports and assessments."""
    visible = visible_parks(scope=scope)
    reports = (
        select(
            func.count().label("n_reports"),
            func.min(monthly_report.c.month).label("first_month"),
            func.max(monthly_report.c.month).label("last_month"),
        )
        .join_from(monthly_report, visible, visible.c.code == monthly_report.c.park)
        .subquery("reports")
    )
    assessments = (
        select(func.count().label("n_assessments"))
        .join_from(assessment, visible, visible.c.code == assessment.c.park)
        .subquery("assessments")
    )
    counted = select(
        func.count().label("n_parks"),
        func.max(visible.c.is_simulated).label("is_simulated"),
        func.max(visible.c.origin).label("origin"),
    ).subquery("counted")
    return (
        select(*counted.c, *reports.c, *assessments.c)
        .join_from(counted, reports, counted.c.n_parks >= 0)
        .join(assessments, counted.c.n_parks >= 0)
    )


def _class(is_simulated: int | None, origin: str | None) -> ParkClass | None:
    if is_simulated is None:
        return None
    if is_simulated == 0:
        return ParkClass.REAL
    return ParkClass.GENERATED if origin == Origin.GENERATED else ParkClass.SIMULATED


def _month(stamp: int | None) -> Month | None:
    return None if stamp is None else Month.of(stamp)
