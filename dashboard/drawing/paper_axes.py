"""The axes of a figure of the screen: values to pixels, and what stands at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from matplotlib.ticker import MaxNLocator

MARGINS: Final = {"l": 80.0, "r": 80.0, "t": 100.0, "b": 80.0}
"""What Plotly leaves unless told otherwise."""

TICKS: Final = 6
CATEGORY_ROOM: Final = 0.5


class Box(NamedTuple):
    """A rectangle from its top left."""

    left: float
    top: float
    width: float
    height: float


class Span(NamedTuple):
    """From where to where something goes, in pixels."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis.

    Attributes:
        spec: As the figure has it.
        is_x: Whether it lies.
        start: The pixel of the first of its range.
        end: The pixel of the last.
        low: The first value of its range.
        high: The last.
        categories: The names of its places; empty for numbers.
        cross: Of the axis that crosses it, from its own foot.
        paper: The whole picture without its margins, along this axis.
    """

    spec: dict[str, Any]
    is_x: bool
    start: float
    end: float
    low: float
    high: float
    categories: tuple[str, ...]
    cross: Span
    paper: Span

    @property
    def is_visible(self) -> bool:
        """Whether anything of it is to be seen."""
        return bool(self.spec.get("visible", True))

    def number(self, value: Any) -> float:  # noqa: ANN401  a category or a number
        """Return where on the axis *value* is, in its own units."""
        if isinstance(value, str):
            return float(self.categories.index(value))
        return float(value)

    def px(self, value: Any) -> float:  # noqa: ANN401  a category or a number
        """Return the pixel of *value*."""
        share = (self.number(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def clamped(self, value: float) -> float:
        """Return the pixel of *value*, at the end of the axis where it lies beyond."""
        low, high = sorted((self.start, self.end))
        return min(high, max(low, self.px(value)))

    def holds(self, px: float) -> bool:
        """Return whether a pixel lies on the axis, a hair included."""
        low, high = sorted((self.start, self.end))
        return low - 1 <= px <= high + 1

    def paper_px(self, share: float) -> float:
        """Return the pixel at a *share* of the whole picture."""
        return self.paper.start + share * (self.paper.end - self.paper.start)

    def ticks(self) -> list[tuple[Any, str]]:
        """Return what is named on the axis, and how."""
        values = self.spec.get("tickvals")
        if values is None and self.categories:
            values = self.categories
        if values is None:
            values = self._round()
        shown = [value for value in values if self.holds(self.px(value))]
        names = self.spec.get("ticktext")
        if names is not None:
            named = dict(zip(values, names, strict=True))
            return [(value, str(named[value])) for value in shown]
        return [(value, self._written(value, shown)) for value in shown]

    def _round(self) -> list[float]:
        most = self.spec.get("nticks", TICKS) or TICKS
        locator = MaxNLocator(nbins=max(1, most - 1), steps=[1, 2, 5, 10])
        return [float(v) for v in locator.tick_values(*sorted((self.low, self.high)))]

    def _written(self, value: Any, among: Sequence[Any]) -> str:  # noqa: ANN401  as above
        if isinstance(value, str):
            return value
        form = self.spec.get("tickformat")
        text = format(value, form) if form else _as_all(value, among)
        text = text.replace("-", "\u2212")
        return (
            f"{self.spec.get('tickprefix', '')}{text}{self.spec.get('ticksuffix', '')}"
        )


def _as_all(value: float, among: Sequence[float]) -> str:
    """Return *value* with as many decimals as the longest of them needs."""
    longest = max((len(f"{one:g}".partition(".")[2]) for one in among), default=0)
    return f"{value:,.{longest}f}"


def axes_of(
    layout: dict[str, Any], traces: Sequence[dict[str, Any]], whole: Box
) -> dict[str, Axis]:
    """Return every axis of a figure by its short name, ``x``, ``y``, ``x2``."""
    margin = {**MARGINS, **layout.get("margin", {})}
    lying = Span(whole.left + margin["l"], whole.left + whole.width - margin["r"])
    standing = Span(whole.top + whole.height - margin["b"], whole.top + margin["t"])
    names = [key for key in layout if key.startswith(("xaxis", "yaxis"))]
    names += [name for name in ("xaxis", "yaxis") if name not in names]
    return {
        name.replace("axis", ""): _axis(name, layout, traces, (lying, standing))
        for name in names
    }


def _axis(
    name: str,
    layout: dict[str, Any],
    traces: Sequence[dict[str, Any]],
    papers: tuple[Span, Span],
) -> Axis:
    is_x = name.startswith("x")
    spec = layout.get(name, {})
    paper, other = papers if is_x else papers[::-1]
    own = name.replace("axis", "")
    crossing = spec.get("anchor", "y" if is_x else "x")
    crossed = layout.get(f"{crossing[0]}axis{crossing[1:]}", {})
    values = _values(own, traces)
    categories = _categories(spec, values)
    ends = spec.get("range") or _ends(values, categories)
    start, end = _part(paper, spec)
    return Axis(
        spec=spec,
        is_x=is_x,
        start=start,
        end=end,
        low=float(ends[0]),
        high=float(ends[1]),
        categories=categories,
        cross=_part(other, crossed),
        paper=paper,
    )


def _part(paper: Span, spec: dict[str, Any]) -> Span:
    first, last = spec.get("domain", (0.0, 1.0))
    length = paper.end - paper.start
    return Span(paper.start + first * length, paper.start + last * length)


def _values(own: str, traces: Sequence[dict[str, Any]]) -> list[Any]:
    letter = own[0]
    return [
        value
        for trace in traces
        if trace.get(f"{letter}axis", letter) == own
        for value in trace.get(letter, ())
        if value is not None
    ]


def _categories(spec: dict[str, Any], values: Sequence[Any]) -> tuple[str, ...]:
    named = spec.get("type") == "category" or any(isinstance(v, str) for v in values)
    return tuple(dict.fromkeys(map(str, values))) if named else ()


def _ends(values: Sequence[Any], categories: Sequence[str]) -> tuple[float, float]:
    if categories:
        return -CATEGORY_ROOM, len(categories) - CATEGORY_ROOM
    numbers = [float(value) for value in values] or [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    return (low, high) if high > low else (low - 1.0, high + 1.0)
