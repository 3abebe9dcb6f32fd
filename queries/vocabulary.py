"""Words that every room shares: places, grades, flags, windows."""

from enum import StrEnum
from typing import Final, Literal

REGION_CODE: Final = "150000"
"""The adcode of the autonomous region."""

LEAGUE_CITIES: Final = (
    "150100",
    "150200",
    "150700",
    "152200",
    "150500",
    "150400",
    "152500",
    "150900",
    "150600",
    "150800",
    "150300",
    "152900",
)
"""Adcodes of the twelve league-cities in the official order."""

DEMO_NAME_PREFIX: Final = "示例园区"
"""Parks whose name begins so carry simulated values only."""


class Grade(StrEnum):
    """The grade of a park; ``U`` is unrated."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    U = "U"

    def is_worse_than(self, other: "Grade") -> bool:
        """Say whether this is the lower grade of the two; unrated is neither."""
        return Grade.U not in (self, other) and self.value > other.value


RATED: Final = (Grade.A, Grade.B, Grade.C, Grade.D)
"""The grades that an assessment can give, best first."""


class Tier(StrEnum):
    """Which list a park stands on."""

    NATIONAL = "national"
    REGION = "region"
    EXPLORING = "exploring"


class ParkForm(StrEnum):
    """A whole park, or a park in a park."""

    WHOLE = "whole"
    PARK_IN_PARK = "park_in_park"


class Grid(StrEnum):
    """The two grids of the region."""

    WEST = "west"
    EAST = "east"


class Flag(StrEnum):
    """How a value came to be, the strongest first."""

    REPORTED = "reported"
    REVISED = "revised"
    CALCULATED = "calculated"
    ESTIMATED = "estimated"
    SIMULATED = "simulated"
    MISSING = "missing"


class Origin(StrEnum):
    """How a park came into the database."""

    WORKBOOK = "workbook"
    GENERATED = "generated"


class ParkClass(StrEnum):
    """Kinds of parks, the strongest first: only the strongest in a database counts."""

    REAL = "real"
    SIMULATED = "simulated"
    GENERATED = "generated"


class Assessor(StrEnum):
    """Who gave an official grade."""

    LEAGUE_CITY = "league_city"
    REGION = "region"
    UNSTATED = "unstated"


class WorkbookKind(StrEnum):
    """What a workbook reports."""

    REGISTRY = "registry"
    MONTHLY = "monthly"
    ASSESSMENT = "assessment"


class MeasureKind(StrEnum):
    """How a measure adds up over time."""

    FLOW = "flow"
    STOCK = "stock"
    PEAK = "peak"


class Level(StrEnum):
    """What an aggregate is taken over."""

    PARK = "park"
    LEAGUE_CITY = "league_city"
    TIER = "tier"
    REGION = "region"


class Window(StrEnum):
    """Which months an aggregate covers, ending with the month asked for."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half"
    YEAR_TO_DATE = "ytd"
    TWELVE_MONTHS = "12m"


class AttentionKind(StrEnum):
    """Why somebody should look at a park, the most urgent first."""

    REBOUND = "rebound"
    GRADE_D = "grade_d"
    GRADE_FALLEN = "grade_fallen"
    REPORT_OVERDUE = "report_overdue"
    REPORT_AWAITED = "report_awaited"


class Action(StrEnum):
    """What a batch did."""

    IMPORT = "import"
    UNDO = "undo"
    DEMO = "demo"
    DEMO_REMOVED = "demo_removed"
    RULES = "rules"


CrsName = Literal["CGCS2000", "WGS84", "GCJ-02", "BD-09"]
"""Coordinate systems that a registry may be written in."""


def n_sources(confidence: str) -> int:
    """Return how many sources agree: ``seen in 3 sources``, ``single source``."""
    numbers = (int(word) for word in confidence.split() if word.isdecimal())
    return next(numbers, 1)
