"""The one way from a statement to a checked frame."""

from typing import Any, TypeVar

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection, Select

from queries.errors import ContractBrokenError

ContractT = TypeVar("ContractT", bound=pa.DataFrameModel)


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
    try:
        return contract.validate(frame)
    except SchemaError as error:
        raise ContractBrokenError(
            contract=contract.__name__, detail=str(error)
        ) from error
