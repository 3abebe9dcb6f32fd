"""Figures as values, and the table that prints them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import median
from typing import Any, Literal

HEADS = ("", "ours", "floor", "ratio", "aim", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a figure is held to: at most *most* of the ratio, or of the figure."""

    most: float
    of: Literal["ratio", "ours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured thing; ``None`` is what this machine could not measure.

    ``more_is_better`` turns the ratio round, so that 2 always means twice as costly.
    """

    name: str
    unit: str
    ours: float | None
    floor: float | None
    aim: Aim | None = None
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times the floor's cost ours is."""
        if not self.ours or not self.floor:
            return None
        if self.more_is_better:
            return self.floor / self.ours
        return self.ours / self.floor

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is reached; ``None`` without an aim or a measurement."""
        held = None if self.aim is None else getattr(self, self.aim.of)
        return None if self.aim is None or held is None else held <= self.aim.most


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of *values* that a *share* of them does not exceed.

    Raises:
        ValueError: There are no values.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return float(median(values))


def table(figures: Iterable[Figure]) -> str:
    """Return *figures* as lines of aligned columns under a head."""
    rows = [HEADS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i in {0, len(HEADS) - 1} else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(figure: Figure) -> tuple[str, ...]:
    verdict = {True: "met", False: "NOT MET", None: ""}[figure.is_met]
    ratio = "-" if figure.ratio is None else f"{figure.ratio:.2f}"
    name = f"{figure.name} [{figure.unit}]"
    return (
        name,
        _amount(figure.ours),
        _amount(figure.floor),
        ratio,
        _aim(figure),
        verdict,
    )


def _aim(figure: Figure) -> str:
    if figure.aim is None:
        return "-"
    if figure.aim.of == "ratio":
        return f"<= {figure.aim.most:g}x"
    return f"<= {_amount(figure.aim.most)}"


def _amount(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"  # noqa: PLR2004  four digits need no fifth


def document(figures: Iterable[Figure], notes: Sequence[str]) -> dict[str, Any]:
    """Return the same for a program: rows by name, and what they rest on."""
    return {
        "figures": [
            asdict(figure) | {"ratio": figure.ratio, "is_met": figure.is_met}
            for figure in figures
        ],
        "notes": list(notes),
    }
