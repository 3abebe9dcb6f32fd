"""Charts as values: what is said, before anyone decides how to draw it."""

from dataclasses import dataclass
from typing import Literal

ChartKind = Literal["lines", "bullets"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One named row of numbers; ``None`` is a gap, never a zero."""

    name: str
    values: tuple[float | None, ...]
    is_muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One picture.

    Attributes:
        kind: ``lines`` over categories, or ``bullets``: a row a category.
        title: What is measured.
        unit: Of the values, as readers write it; empty for a pure number.
        categories: Along the axis: months, or the names of rows.
        series: The numbers, each as long as ``categories``.
        targets: One a category; ``None`` where no target is set.
        target_label: What the target line is called.
        is_share: Whether the numbers are fractions that readers see as percent.
        decimals: How many a reader sees.
        texts: For rows: the columns of words beside each bar.
        heads: The heads of those columns.
        ceilings: For rows: where each bar's scale ends.
        lower_is_better: For rows: on which side of its target a bar should end.
        note: What the reader must know to read it right.
        source: Where the numbers come from.
        snapshot: Of which state of the data they are.
    """

    kind: ChartKind
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    targets: tuple[float | None, ...] = ()
    target_label: str = ""
    is_share: bool = False
    decimals: int = 2
    texts: tuple[tuple[str, ...], ...] = ()
    heads: tuple[str, ...] = ()
    ceilings: tuple[float, ...] = ()
    lower_is_better: tuple[bool, ...] = ()
    note: str = ""
    source: str
    snapshot: str
