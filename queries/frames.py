"""The one way from a statement to a checked frame."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar, cast

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection, Select

from queries.errors import ContractBrokenError

ContractT = TypeVar("ContractT", bound=pa.DataFrameModel)

Column: TypeAlias = "pd.Series[Any]"

KEPT: Final[Mapping[str, Callable[..., bool]]] = {
    "greater_than": lambda column, *, min_value: bool((column > min_value).all()),
    "greater_than_or_equal_to": lambda column, *, min_value: bool(
        (column >= min_value).all()
    ),
    "less_than": lambda column, *, max_value: bool((column < max_value).all()),
    "less_than_or_equal_to": lambda column, *, max_value: bool(
        (column <= max_value).all()
    ),
    "isin": lambda column, *, allowed_values: (
        set(column.tolist()) <= set(allowed_values)
    ),
}
"""Pandera's checks by name, of a column without gaps."""


def read_frame(
    connection: Connection,
    statement: Select[*tuple[Any, ...]],
    contract: type[ContractT],
) -> DataFrame[ContractT]:
    """Run *statement* and hold the answer to its *contract*.

    Raises:
        ContractBrokenError: A column is missing, or a value is out of range.
    """
    # Not ``pd.read_sql_query``: it wraps the driver's errors, and a database that is
    # away would look like a statement that is wrong.
    result = connection.execute(statement)
    rows = [tuple(row) for row in result]
    return checked(pd.DataFrame(rows, columns=list(result.keys())), contract)


def checked(frame: pd.DataFrame, contract: type[ContractT]) -> DataFrame[ContractT]:
    """Hold *frame* to its *contract*.

    Raises:
        ContractBrokenError: A column is missing, or a value is out of range.
    """
    # Pandera takes longer over a small frame than the database over its rows, so it
    # is asked only where something is amiss, for its words.
    fitting = _fitted(frame, _schema(contract))
    if fitting is not None:
        return cast("DataFrame[ContractT]", fitting)
    try:
        return contract.validate(frame)
    except SchemaError as error:
        raise ContractBrokenError(
            contract=contract.__name__, detail=str(error)
        ) from error


@cache
def _schema(contract: type[pa.DataFrameModel]) -> pa.DataFrameSchema:
    return contract.to_schema()


def _fitted(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame | None:
    """Return *frame* as its contract wants it; ``None`` unless it surely fits."""
    if schema.checks or schema.unique or not schema.columns.keys() <= set(frame):
        return None
    columns = {}
    for name in frame:
        if name in schema.columns:
            column = _fitted_column(frame[name], schema.columns[name])
            if column is None:
                return None
            columns[name] = column
    return pd.DataFrame(columns, index=frame.index)


def _fitted_column(column: Column, wanted: pa.Column) -> "pd.Series[Any] | None":
    if column.dtype != wanted.dtype.type:
        try:
            column = wanted.dtype.coerce(column)
        except (TypeError, ValueError):
            return None
    there = column.dropna() if column.hasnans else column
    fits = (
        (wanted.nullable or not column.hasnans)
        and (not wanted.unique or column.is_unique)
        and all(_holds(check, there) for check in wanted.checks)
    )
    return column if fits else None


def _holds(check: pa.Check, column: Column) -> bool:
    test = KEPT.get(check.name or "")
    return test is not None and test(column, **(check.statistics or {}))
