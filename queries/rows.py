"""The rows of a frame, for those who read frames without a database."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a checked *frame*; a row's fields are those of its contract.

    The stubs of pandas know no row types, and would make a union of each field.
    """
    yield from frame.itertuples(index=False)
