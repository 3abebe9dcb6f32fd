"""Between whom storage may be lent."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from geodata.complementarity.storage import Numbers


@dataclass(frozen=True, slots=True)
class Links:
    """Who could send to whom: places in the lists of givers and takers, and how far."""

    giver: "np.ndarray[Any, np.dtype[np.intp]]"
    taker: "np.ndarray[Any, np.dtype[np.intp]]"
    km: Numbers
