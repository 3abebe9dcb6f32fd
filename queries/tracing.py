"""Where a number came from: file, sheet, cell and batch of every reported value."""

from typing import Any

from pandera.typing.pandas import DataFrame
from sqlalchemy import (
    CTE,
    Connection,
    Integer,
    Select,
    String,
    and_,
    cast,
    column,
    func,
    select,
    true,
    values,
)

from queries.contracts import TracedValue
from queries.frames import read_frame
from queries.indicators import dictionary
from queries.indicators.dictionary import Measure
from queries.months import Month
from queries.parks import visible_parks
from queries.scope import Scope
from queries.tables import measure_value, source_column, source_file, source_row
from queries.vocabulary import Flag


def traced_values(
    connection: Connection, *, scope: Scope, park: str, month: Month
) -> DataFrame[TracedValue]:
    """Return every measure of the dictionary, as *park* gave it for *month*.

    One row a measure, in the dictionary's order; a value that was not given is null
    and flagged ``missing``. ``stated_unit`` is the unit in the header of the column.
    No row at all where the park is not among those that the reader may see.
    """
    statement = traced_values_statement(
        scope=scope, park=park, month=month, measures=dictionary().measures
    )
    return read_frame(connection, statement, TracedValue)


def traced_values_statement(
    *, scope: Scope, park: str, month: Month, measures: tuple[Measure, ...]
) -> Select[*tuple[Any, ...]]:
    """Every measure, with its value and the cell that it was read from."""
    visible = visible_parks(scope=scope)
    asked = _asked(measures)
    given = and_(
        measure_value.c.park == visible.c.code,
        measure_value.c.month == month.stamp,
        measure_value.c.measure == asked.c.measure,
    )
    its_column = and_(
        source_column.c.file_id == source_row.c.file_id,
        source_column.c.sheet == source_row.c.sheet,
        source_column.c.field == asked.c.measure,
    )
    return (
        select(
            asked.c.measure,
            measure_value.c.value,
            asked.c.unit,
            func.coalesce(measure_value.c.flag, Flag.MISSING.value).label("flag"),
            source_file.c.name.label("file_name"),
            source_row.c.sheet,
            source_column.c.letters.concat(cast(source_row.c.row_number, String)).label(
                "cell"
            ),
            source_column.c.unit.label("stated_unit"),
            measure_value.c.batch,
        )
        .join_from(visible, asked, true())
        .outerjoin(measure_value, given)
        .outerjoin(source_row, source_row.c.row_id == measure_value.c.source_row)
        .outerjoin(source_file, source_file.c.file_id == source_row.c.file_id)
        .outerjoin(source_column, its_column)
        .where(visible.c.code == park)
        .order_by(asked.c.rank)
    )


def _asked(measures: tuple[Measure, ...]) -> CTE:
    rows = [(measure.code, measure.unit, rank) for rank, measure in enumerate(measures)]
    return (
        values(
            column("measure", String),
            column("unit", String),
            column("rank", Integer),
        )
        .data(rows)
        .cte()
    )
