"""What has been written since a snapshot was taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from queries.clock import CHINA, day_of
from queries.errors import SnapshotForeignError, SnapshotNewerError
from queries.months import Month
from queries.parks import visible_parks
from queries.scope import Scope
from queries.snapshots import EMPTY, last_batch_statement
from queries.tables import (
    assessment,
    batch,
    measure_value,
    monthly_report,
    park,
    park_standing,
)
from queries.vocabulary import Action

REPORTS: Final = "reports"
VALUES: Final = "values"
GRADES: Final = "grades"
PARKS: Final = "parks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one batch did, as far as its rows still stand.

    Attributes:
        number: Of the batch.
        made_at: When, in China's time.
        who: Who ran it.
        action: What it did.
        undone_by: The batch that took it back; ``None`` where it holds.
        summary: What the batch says of itself: the files it read, what it took back.
        n_parks: How many parks its rows speak of.
        n_reports: How many monthly reports it brought.
        n_values: How many reported values.
        n_grades: How many official grades or scores.
        first_month: The first month of its reports; ``None`` without.
        last_month: The last such month.
    """

    number: int
    made_at: datetime
    who: str
    action: Action
    undone_by: int | None
    summary: Mapping[str, Any]
    n_parks: int
    n_reports: int
    n_values: int
    n_grades: int
    first_month: Month | None
    last_month: Month | None


def changes_since(
    connection: Connection, *, scope: Scope, code: str
) -> tuple[Change, ...]:
    """Return what batches did after the snapshot *code* was taken, the last one first.

    Rows are counted for the parks of *scope*; the batches are everybody's.

    Raises:
        SnapshotNewerError: The data here have not got so far.
        SnapshotForeignError: The snapshot was taken of another database.
    """
    version = _known_version(connection, code)
    batches = connection.execute(batches_after_statement(version=version)).all()
    written = {
        row.batch: row
        for row in connection.execute(written_statement(scope=scope, version=version))
    }
    return tuple(_change(row, written.get(row.number)) for row in batches)


def batches_after_statement(
    *, version: int
) -> Select[int, datetime, str, str, dict[str, object], int | None]:
    """The batches after *version*, the last one first."""
    return (
        select(
            batch.c.number,
            batch.c.made_at,
            batch.c.who,
            batch.c.action,
            batch.c.summary,
            batch.c.undone_by,
        )
        .where(batch.c.number > version)
        .order_by(batch.c.number.desc())
    )


def written_statement(*, scope: Scope, version: int) -> Select[*tuple[Any, ...]]:
    """One row a batch after *version*: parks, months and rows that are its own."""
    visible = visible_parks(scope=scope)
    kinds = [
        (park, park.c.code, PARKS),
        (park_standing, park_standing.c.park, PARKS),
        (monthly_report, monthly_report.c.park, REPORTS),
        (measure_value, measure_value.c.park, VALUES),
        (assessment, assessment.c.park, GRADES),
    ]
    rows = union_all(
        *(
            select(
                table.c.batch,
                code.label("park"),
                (table.c.month if "month" in table.c else cast(null(), Integer)).label(
                    "month"
                ),
                literal(kind, String).label("kind"),
            )
            .join_from(table, visible, visible.c.code == code)
            .where(table.c.batch > version)
            for table, code, kind in kinds
        )
    ).subquery("written")
    return (
        select(
            rows.c.batch,
            func.count(rows.c.park.distinct()).label("n_parks"),
            *(
                func.count().filter(rows.c.kind == kind).label(f"n_{kind}")
                for kind in (REPORTS, VALUES, GRADES)
            ),
            func.min(rows.c.month).label("first_month"),
            func.max(rows.c.month).label("last_month"),
        )
        .group_by(rows.c.batch)
        .order_by(rows.c.batch)
    )


def _known_version(connection: Connection, code: str) -> int:
    """Return the batch that *code* names, if it was made here, on that day."""
    if code == EMPTY:
        return 0
    stamp, _, digits = code.partition("-")
    number = int(digits)
    last = connection.execute(last_batch_statement()).one_or_none()
    made_at = connection.execute(
        select(batch.c.made_at).where(batch.c.number == number)
    ).scalar()
    if last is None or made_at is None:
        raise SnapshotNewerError(code=code, last=EMPTY if last is None else _code(last))
    if day_of(made_at) != date.fromisoformat(stamp):
        raise SnapshotForeignError(code=code, number=number, day=day_of(made_at))
    return number


def _code(last: Any) -> str:  # noqa: ANN401  a row of ``last_batch_statement``
    return f"{day_of(last.made_at):%Y%m%d}-{last.number}"


def _change(row: Any, written: Any) -> Change:  # noqa: ANN401  rows of the two statements
    return Change(
        number=row.number,
        made_at=row.made_at.astimezone(CHINA),
        who=row.who,
        action=Action(row.action),
        undone_by=row.undone_by,
        summary=row.summary,
        n_parks=written.n_parks if written else 0,
        n_reports=written.n_reports if written else 0,
        n_values=written.n_values if written else 0,
        n_grades=written.n_grades if written else 0,
        first_month=_month(written.first_month) if written else None,
        last_month=_month(written.last_month) if written else None,
    )


def _month(stamp: int | None) -> Month | None:
    return None if stamp is None else Month.of(stamp)
