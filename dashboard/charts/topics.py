"""Which two quantities a map of resources compares."""

from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from dashboard.amounts import YI_KWH, signed_text
from dashboard.charts.comparison import number
from dashboard.charts.resource_maps import N_CELLS, N_COLUMNS

TopicCode = Literal["wind_storage", "solar_storage", "load_green"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Two classes of one row, and the quantities behind them.

    Attributes:
        code: Its name in words lies under this key.
        x_class: The column of the first class.
        x: Its quantity.
        y_class: The column of the second.
        y: Its quantity.
        is_turned: Whether little of the second is what lacks.
    """

    code: TopicCode
    x_class: str
    x: str
    y_class: str
    y: str
    is_turned: bool = False

    @property
    def is_of_storage(self) -> bool:
        """Whether the second quantity is the gap of storage, which can be endless."""
        return self.y == "storage_gap_mwh"

    def cell(self, row: Any) -> int | None:  # noqa: ANN401  a row of ``Complement``
        """Return the cell of a row; ``None`` where a class is not known."""
        x, y = number(getattr(row, self.x_class)), number(getattr(row, self.y_class))
        if x is None:
            return None
        column = int(x) - 1
        if self.is_of_storage and row.need_state == "beyond":
            return N_CELLS + column
        if y is None:
            return None
        line = N_COLUMNS - int(y) if self.is_turned else int(y) - 1
        return N_COLUMNS * line + column


TOPICS: Final[dict[TopicCode, Topic]] = {
    topic.code: topic
    for topic in (
        Topic(
            code="wind_storage",
            x_class="wind_class",
            x="wind_mw",
            y_class="gap_class",
            y="storage_gap_mwh",
        ),
        Topic(
            code="solar_storage",
            x_class="solar_class",
            x="solar_mw",
            y_class="gap_class",
            y="storage_gap_mwh",
        ),
        Topic(
            code="load_green",
            x_class="load_class",
            x="load_mwh_year",
            y_class="green_class",
            y="green_share",
            is_turned=True,
        ),
    )
}


def amount(quantity: str, value: float | None) -> str:
    """Return a quantity as a legend writes it; empty where it is not known.

    Loads are in 10⁸ kWh, shares in percent, all else in the unit of its name.
    """
    if value is None or pd.isna(value):
        return ""
    if quantity.endswith("_share"):
        return f"{value * 100:.1f}%"
    if quantity == "load_mwh_year":
        return signed_text(f"{value / YI_KWH:,.2f}")
    return signed_text(f"{value:,.0f}")
