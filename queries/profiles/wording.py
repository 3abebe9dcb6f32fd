"""What the columns and cells of a file of profiles may be called."""

from collections.abc import Mapping
from typing import Final

from queries.vocabulary import Flag

KINDS: Final = ("wind", "solar", "load")
"""What a profile can be of; each has a column of its own."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "league_city": ("league_city", "adcode", "盟市", "盟市代码"),
    "hour": ("hour", "小时", "时序"),
    "wind": ("wind", "风电"),
    "solar": ("solar", "光伏"),
    "load": ("load", "负荷"),
    "flag": ("flag", "数据标志"),
}
"""Headers by column.

``hour`` counts from 1 to 8,760, from the first hour of 1 January in Beijing time on;
wind and sun are output per capacity, 0 to 1; load is per unit of its mean over the
year; ``flag`` says how the profile came to be, and may be left out.
"""

FLAGS: Final[Mapping[str, Flag]] = {
    "": Flag.REPORTED,
    "reported": Flag.REPORTED,
    "填报": Flag.REPORTED,
    "simulated": Flag.SIMULATED,
    "模拟": Flag.SIMULATED,
}
"""What a flag may be; a profile without one counts as reported."""
