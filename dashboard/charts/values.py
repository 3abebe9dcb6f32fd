"""Charts as values: what is said, before anyone decides how to draw it."""

from dataclasses import dataclass
from typing import Literal

from queries.vocabulary import Grade

ChartKind = Literal[
    "lines",
    "bullets",
    "ranking",
    "rank_paths",
    "small_multiples",
    "scorecard",
    "trends",
    "ledger",
    "curve",
    "grade_counts",
]

Tone = Literal["", "first", "good", "bad", "quiet"]
"""Why words or a line stand out: the first, a turn for the better or the worse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One named row of numbers; ``None`` is a gap, never a zero.

    ``hints`` are the values in words, ``end`` is what stands at the end of the line;
    ``is_partial`` says which values not everybody is behind.
    """

    name: str
    values: tuple[float | None, ...]
    is_muted: bool = False
    tone: Tone = ""
    hints: tuple[str, ...] = ()
    end: str = ""
    is_partial: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A value to hold lines against, and what it is called."""

    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Categories from *first* to *last* by position, and what they have in common."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One of several small pictures over the same categories.

    Attributes:
        title: Whose values, or of what.
        unit: Of the values; empty for a pure number.
        series: One line, or two to compare; the first is the panel's own.
        texts: The last value of each series in words.
        target: Of the panel's values; ``None`` where no single one is set.
        is_worse: Whether the last step went the wrong way.
        is_share: Whether the numbers are fractions that readers see as percent.
        decimals: How many a reader sees.
        lower_is_better: On which side of the target the good values lie.
    """

    title: str
    unit: str
    series: tuple[Series, ...]
    texts: tuple[str, ...]
    target: float | None
    is_worse: bool
    is_share: bool
    decimals: int
    lower_is_better: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The scores of one grade, from *low* up to *high*; ``label`` says its cut-off."""

    grade: Grade
    label: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """How a full score shrinks to what was reached, a row a loss.

    Attributes:
        losses: What each row takes away; ``None`` where it has nothing to give.
        n_named: How many of the first rows the title names.
        bands: The grades that the scores fall into, lowest first.
        total: What is left; ``None`` where no score is given.
        grade: Of that score, before anything caps it.
        cut: The least score of the next grade; ``None`` where it is reached.
        total_name: What the last row is called.
        total_words: What is said beside it.
    """

    losses: tuple[float | None, ...]
    n_named: int
    bands: tuple[Band, ...]
    total: float | None
    grade: Grade
    cut: float | None
    total_name: str
    total_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One picture.

    Attributes:
        kind: ``lines`` over categories; ``bullets``: a row a category; ``ranking``: a
            row a category, with its rank now and before as the two series;
            ``rank_paths``: a line of ranks a series; ``small_multiples``: panels;
            ``scorecard``: a row a category, now and before as the two series, with
            a waterfall beside them; ``trends``: lines, each named at its end;
            ``ledger``: a row a category, what is lacking now and after as the
            first two series, what is spare (below 0) as the others; ``curve``: a
            line over ``positions``, further series being single points;
            ``grade_counts``: a row a category, nothing but ``counts``.
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
        codes: For rows: what each row is known by.
        intervals: For rows: between which ranks each lies; ``None`` where unknown.
        counts: For rows: how many of each grade, a series a letter.
        tones: For rows: of each of the ``texts``.
        hints: For rows: what a pointer over the row says.
        ends: For lines of ranks: the words at the end of each, by the rank there.
        highest: The last of all ranks, whether it is drawn or not.
        panels: For small pictures: one each.
        is_one_scale: Whether all panels share one axis of values.
        waterfall: Beside rows: what each costs of a full score; rows beyond its
            losses stand below the last.
        marks: For trends and curves: the values to hold the lines against.
        stretch: For trends: the categories to tell from the others.
        ticks: For trends: the positions of the categories that the axis names.
        has_zero: For trends: whether values are changes, up or down from zero.
        positions: For a curve: where along the axis each category stands.
        posts: For a curve: places along the axis, and what they are called.
        alt: What it shows, for a reader who cannot see it.
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
    codes: tuple[str, ...] = ()
    intervals: tuple[tuple[int, int] | None, ...] = ()
    counts: tuple[Series, ...] = ()
    tones: tuple[tuple[Tone, ...], ...] = ()
    hints: tuple[str, ...] = ()
    ends: tuple[tuple[int, str, Tone], ...] = ()
    highest: int = 0
    panels: tuple[Panel, ...] = ()
    is_one_scale: bool = False
    waterfall: Waterfall | None = None
    marks: tuple[Mark, ...] = ()
    stretch: Stretch | None = None
    ticks: tuple[int, ...] = ()
    has_zero: bool = False
    positions: tuple[float, ...] = ()
    posts: tuple[Mark, ...] = ()
    alt: str = ""
    note: str = ""
    source: str
    snapshot: str
