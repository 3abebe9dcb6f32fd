"""The rows of a frame, for those who read frames without a database."""

from collections import namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import pandas as pd

SHAPES_KEPT: Final = 256


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a checked *frame*; a row's fields are those of its contract.

    The stubs of pandas know no row types, and would make a union of each field. Its
    ``itertuples`` makes a class with every call, which the garbage collector then has
    to find.
    """
    row = _row(tuple(frame.columns))
    columns = (frame[name].tolist() for name in frame.columns)
    yield from map(row._make, zip(*columns, strict=True))


@lru_cache(maxsize=SHAPES_KEPT)
def _row(names: tuple[str, ...]) -> Any:  # noqa: ANN401  a class made at run time
    return namedtuple("Row", names)  # noqa: PYI024  its fields are known then only
