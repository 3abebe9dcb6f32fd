"""Reference tables that ship with the product: places and zones, with provenance."""

import csv
from importlib.resources import files
from typing import Any, Final

from sqlalchemy import Column, Connection, Float, Integer, Table, func, insert, select

from queries.tables import banner, league_city, zone

TABLES: Final = (league_city, banner, zone)


def seed(connection: Connection) -> None:
    """Fill the reference tables that are still empty.

    A table that holds rows is left alone: the grid of a league-city is to be
    confirmed by the owner and may have been edited.
    """
    for table in TABLES:
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            continue
        connection.execute(insert(table), _rows(table))


def _rows(table: Table) -> list[dict[str, Any]]:
    source = files("queries.reference") / f"{table.name}.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    return [
        {column.name: _cell(column, row[column.name]) for column in table.c}
        for row in csv.DictReader(lines)
    ]


def _cell(column: Column[Any], text: str) -> str | float | int | None:
    if text == "":
        return None
    if isinstance(column.type, Float):
        return float(text)
    if isinstance(column.type, Integer):
        return int(text)
    return text
