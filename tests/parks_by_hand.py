"""Parks, reports and grades entered one at a time, each test its own few."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert

from queries.batches import data_version, open_batch
from queries.indicators import totals
from queries.tables import (
    assessment,
    measure_value,
    monthly_report,
    park,
    park_standing,
)
from queries.vocabulary import Action

ENTERED = 202501


def enter_batch(connection: Connection) -> int:
    return open_batch(
        connection,
        action=Action.IMPORT,
        who="tests",
        made_at=datetime(2026, 4, 20, 17, 30, tzinfo=UTC),
        summary={},
    )


def add_park(
    connection: Connection,
    code: str,
    *,
    league_city: str = "150600",
    tier: str = "region",
    simulated: bool = False,
    origin: str = "workbook",
    self_test_from: int | None = None,
    entered_month: int = ENTERED,
) -> None:
    """Enter a park with its first standing."""
    number = data_version(connection) or enter_batch(connection)
    connection.execute(
        insert(park).values(
            code=code,
            name_zh=f"示例园区·{code}" if simulated else f"园区{code}",
            origin=origin,
            is_simulated=int(simulated),
            self_test_from=self_test_from,
            entered_month=entered_month,
            batch=number,
        )
    )
    move(connection, code, league_city=league_city, tier=tier, valid_from=0)


def move(
    connection: Connection, code: str, *, league_city: str, tier: str, valid_from: int
) -> None:
    """Enter a standing that holds from a month on."""
    connection.execute(
        insert(park_standing).values(
            park=code,
            valid_from=valid_from,
            league_city=league_city,
            tier=tier,
            batch=data_version(connection),
        )
    )
    totals.refresh_places(connection)


def report(
    connection: Connection,
    code: str,
    month: int,
    quantities: Mapping[str, float],
    *,
    flag: str = "reported",
    received_on: date = date(2026, 4, 8),
) -> None:
    """Enter the report of one month."""
    number = data_version(connection)
    connection.execute(
        insert(monthly_report).values(
            park=code, month=month, received_on=received_on, batch=number
        )
    )
    for measure, value in quantities.items():
        connection.execute(
            insert(measure_value).values(
                park=code,
                month=month,
                measure=measure,
                value=value,
                flag=flag,
                batch=number,
            )
        )
    totals.refresh(connection, park_months=[(code, month)])


def assess(
    connection: Connection,
    code: str,
    period: str,
    grade: str | None,
    *,
    score: float | None = None,
    assessor: str = "league_city",
) -> None:
    """Enter an official grade."""
    connection.execute(
        insert(assessment).values(
            park=code,
            period=period,
            assessor=assessor,
            grade=grade,
            score=score,
            batch=data_version(connection),
        )
    )
