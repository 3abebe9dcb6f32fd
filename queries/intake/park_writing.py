"""Parks and their standings, written as part of a batch."""

from sqlalchemy import (
    Connection,
    update,
)

from queries.batches import insert_rows, remember
from queries.indicators import totals
from queries.intake.places import is_simulated
from queries.intake.previews import Preview
from queries.intake.registry import STANDING
from queries.intake.registry_plan import ParkChange
from queries.intake.sources import Sources
from queries.tables import (
    park,
    park_standing,
)
from queries.vocabulary import Origin


def write_parks(
    connection: Connection, preview: Preview, number: int, sources: Sources
) -> None:
    """Write new and changed parks as part of batch *number*."""
    changes = [change for change in preview.parks if change.state != "unchanged"]
    rows = sources.of([change.entry for change in changes])
    new = [change for change in changes if change.existing is None]
    insert_rows(
        connection,
        park,
        (_new_park(change, preview, number, rows[id(change.entry)]) for change in new),
    )
    insert_rows(
        connection, park_standing, (_standing(change, number) for change in new)
    )
    for change in changes:
        if change.existing is not None:
            _revise_park(connection, change, number, rows[id(change.entry)])
    if any(_moves_totals(change) for change in changes):
        totals.refresh_places(connection)


def _moves_totals(change: ParkChange) -> bool:
    """Say whether totals that are there count elsewhere, or otherwise, from now on."""
    is_moved = bool(change.standing_values) or "self_test_from" in change.park_values
    return change.existing is not None and is_moved


def _new_park(
    change: ParkChange, preview: Preview, number: int, row: int
) -> dict[str, object]:
    return {column.name: change.park_values.get(column.name) for column in park.c} | {
        "code": change.entry.code,
        "origin": Origin.WORKBOOK.value,
        "is_simulated": int(is_simulated(change.entry.values["name_zh"])),
        "entered_month": preview.month.stamp,
        "source_row": row,
        "batch": number,
    }


def _standing(change: ParkChange, number: int) -> dict[str, object]:
    known = change.standing or {}
    values = {name: known.get(name) for name in STANDING} | dict(change.standing_values)
    moves = "league_city" in change.standing_values
    if moves and "banner" not in change.entry.values:
        values["banner"] = None
    at = {"park": change.entry.code, "valid_from": change.valid_from}
    return values | at | {"batch": number}


def _revise_park(
    connection: Connection, change: ParkChange, number: int, row: int
) -> None:
    code = change.entry.code
    if change.park_values:
        remember(connection, number=number, table=park, rows=[change.existing or {}])
        connection.execute(
            update(park)
            .where(park.c.code == code)
            .values(**change.park_values, source_row=row, batch=number)
        )
    if not change.standing_values:
        return
    known = change.standing
    if known is None or known["valid_from"] != change.valid_from:
        insert_rows(connection, park_standing, [_standing(change, number)])
        return
    remember(connection, number=number, table=park_standing, rows=[known])
    connection.execute(
        update(park_standing)
        .where(
            park_standing.c.park == code,
            park_standing.c.valid_from == change.valid_from,
        )
        .values(**_standing(change, number))
    )
