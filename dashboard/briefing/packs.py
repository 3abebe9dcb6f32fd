"""What a pack holds, before anyone decides which kind of file it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dashboard.charts.resource_maps import AnyMap
from dashboard.charts.values import Chart


class PackKind(StrEnum):
    """What a pack is about."""

    REGION = "region"
    LEAGUE_CITY = "league_city"
    PARK = "park"
    CHART = "chart"


class CellKind(StrEnum):
    """How the cells of a column are to be read, and typed in a workbook."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    COUNT = "count"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table; a share is a fraction that readers see in percent.

    ``missing`` is what stands for a cell without a value where people read it.
    """

    key: str
    name: str
    unit: str = ""
    kind: CellKind = CellKind.TEXT
    decimals: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of typed cells; ``None`` is missing, never 0.

    ``codes`` tell of which place each row is, where names alone would not: readers
    of pages do not see them, data has them in front.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    note: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What every file says of itself.

    Attributes:
        period: As one says it.
        scope: Whose parks: the region, a league-city, a park.
        filters: What narrows them, a phrase each; empty where nothing does.
        rule_set: Name of the rules behind scores; empty where none is valid.
        rule_status: 暂行/待主管部门明确, or official.
        sources: Where the numbers come from, a phrase each.
        made_at: When the file was made, in China's time.
        snapshot: Of which state of the data it is.
        is_simulated: Whether 演示数据 has to stand on it.
        handling: The handling line, 内部资料 unless set otherwise.
        map_line: The 审图号, or that the map is a sketch that was not reviewed.
    """

    period: str
    scope: str
    filters: tuple[str, ...]
    rule_set: str
    rule_status: str
    sources: tuple[str, ...]
    made_at: datetime
    snapshot: str
    is_simulated: bool
    handling: str
    map_line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page or slide: a message, and what shows it.

    Attributes:
        key: What it is asked for by; unique in its pack.
        message: The finding, a sentence.
        charts: At most two stand beside each other.
        maps: At most one.
        tables: What stands below or beside; long ones go on.
        points: Short sentences.
        room: The head of room that is left to write in; empty where there is none.
        notes: For the speaker: definition, source, rule set.
    """

    key: str
    message: str
    charts: tuple[Chart, ...] = ()
    maps: tuple[AnyMap, ...] = ()
    tables: tuple[Table, ...] = ()
    points: tuple[str, ...] = ()
    room: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A briefing: what it is about, and its sheets in order."""

    kind: PackKind
    code: str
    title: str
    provenance: Provenance
    sheets: tuple[Sheet, ...] = field(default_factory=tuple)


Makers = Mapping[str, Callable[[], Sheet | None]]
"""The sheets of a pack by key, made when asked for; some may have nothing to show."""
