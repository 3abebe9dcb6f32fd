"""The map of two quantities: league-cities filled, parks marked, each with its cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.map_names import outlines_of, placed_labels
from dashboard.charts.maps import Canvas, Label, View
from dashboard.charts.park_map import fitted
from dashboard.charts.park_marks import spread_discs
from dashboard.charts.resource_maps import (
    N_CELLS,
    N_COLUMNS,
    Arc,
    Gain,
    Region,
    ResourceMap,
    Spot,
    Square,
    sign_of,
)
from dashboard.charts.topics import Topic, amount
from dashboard.text import Speaker
from geodata.complementarity.contracts import Complement
from geodata.complementarity.richness import CLASSED, METHODS, TERCILES, bounds
from geodata.outlines import extent
from queries.contracts import Park
from queries.rows import records

LAYER: Final = "league_cities"

STRIP_PX: Final = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The checked frames that a map is made from.

    Attributes:
        parks: Where the parks stand.
        of_parks: What each is rich in and short of.
        of_places: The same of the league-cities, each as one system.
        named: Parks that the headline or the list beside names.
    """

    parks: DataFrame[Park]
    of_parks: DataFrame[Complement]
    of_places: DataFrame[Complement]
    named: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How large the map is, and what stands in its corner."""

    canvas: Canvas
    text_px: float
    growth: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What lies over the filled league-cities, each placed where it hides least."""

    spots: tuple[Spot, ...]
    labels: tuple[Label, ...]
    arcs: tuple[Arc, ...] = ()
    gains: tuple[Gain, ...] = ()


def view_of(canvas: Canvas) -> View:
    """Return the view in which the region fills *canvas*, but for a strip below.

    The southernmost names stand below the region, and have two lines.
    """
    upper = Canvas(width_px=canvas.width_px, height_px=canvas.height_px - STRIP_PX)
    above = fitted(extent(outlines_of(None)), canvas=upper)
    return View(
        centre_x_km=above.centre_x_km,
        centre_y_km=above.centre_y_km + STRIP_PX / 2 / above.px_per_km,
        px_per_km=above.px_per_km,
        canvas=canvas,
    )


def spots_of(
    ground: Ground, topic: Topic, *, view: View, growth: float, say: Speaker
) -> tuple[Spot, ...]:
    """Return a spot for each park that has a place and of which something is known."""
    rows = {row.code: row for row in records(ground.of_parks)}
    placed = ground.parks.dropna(subset=["longitude_deg", "latitude_deg"])
    placed = placed.loc[placed["code"].isin(rows)]
    discs = spread_discs(placed, view=view, growth=growth)
    return tuple(
        Spot(
            code=park.code,
            title=park.name_zh,
            hint=hint(rows[park.code], topic, say),
            cell=topic.cell(rows[park.code]),
            x_km=disc.x_km,
            y_km=disc.y_km,
            home_x_km=disc.home_x_km,
            home_y_km=disc.home_y_km,
            radius_px=disc.radius_px,
            is_moved=disc.is_moved,
            is_named=park.code in ground.named,
        )
        for park, disc in zip(records(placed), discs, strict=True)
    )


def labels_of(
    ground: Ground,
    topic: Topic,
    frame: Frame,
    *,
    spots: Sequence[Spot],
    say: Speaker,
) -> tuple[Label, ...]:
    """Return the name of each league-city, its sign and number below, placed."""
    return placed_labels(
        {row.code: _name(row, topic, say) for row in records(ground.of_places)},
        league_city=None,
        marks=spots,
        view=view_of(frame.canvas),
        text_px=frame.text_px,
    )


def resource_map(
    ground: Ground,
    topic: Topic,
    frame: Frame,
    *,
    layers: Layers,
    lines: tuple[str, ...] = (),
    say: Speaker,
) -> ResourceMap:
    """Return the map of *ground* under *layers*, with *lines* below its legend."""
    rows = list(records(ground.of_places))
    square = square_of(ground, topic, lines=lines, say=say)
    cells = {_name(row, topic, say): topic.cell(row) for row in rows}
    return ResourceMap(
        layer=LAYER,
        view=view_of(frame.canvas),
        regions=tuple(
            Region(
                code=row.code,
                title=say(f"place.{row.code}"),
                hint=hint(row, topic, say),
                cell=topic.cell(row),
            )
            for row in rows
        ),
        spots=layers.spots,
        arcs=layers.arcs,
        gains=layers.gains,
        labels=layers.labels,
        cell_of=tuple(cells[label.text] for label in layers.labels),
        square=square,
        notes=frame.notes,
        alt=say(
            "match.alt",
            x=square.x_title,
            y=square.y_title,
            n=len(layers.spots),
            m=len(layers.arcs),
        ),
    )


def square_of(
    ground: Ground, topic: Topic, *, lines: tuple[str, ...], say: Speaker
) -> Square:
    """Return the legend; its bounds are those of the league-cities."""
    places = ground.of_places
    cells = [topic.cell(row) for row in records(places)]
    y_words = class_words(places, topic.y_class, say=say)
    is_beyond = topic.is_of_storage and any(
        topic.cell(row) in range(N_CELLS, N_CELLS + N_COLUMNS)
        for row in (*records(places), *records(ground.of_parks))
    )
    return Square(
        x_title=say(f"match.axis.{topic.x}"),
        y_title=say(f"match.axis.{topic.y}"),
        x_classes=class_words(places, topic.x_class, say=say),
        y_classes=y_words[::-1] if topic.is_turned else y_words,
        beyond=say("match.beyond") if is_beyond else "",
        counts=tuple(cells.count(cell) for cell in range(N_CELLS + N_COLUMNS)),
        n_unknown=cells.count(None),
        unknown=say("match.unknown"),
        lines=lines,
    )


def class_words(rows: pd.DataFrame, name: str, *, say: Speaker) -> tuple[str, ...]:
    """Return each class of *name*, such as ``wind_class``, as its bounds.

    Thirds read ≤160, 160～323, >323; the gaps begin with those that have none.
    """
    quantity = CLASSED[name]
    found = bounds(name, rows[quantity])
    if not found:
        return ("", "", "")
    low, high = (amount(quantity, bound) for bound in found[:2])
    if METHODS[name] == TERCILES:
        return f"≤{low}", f"{low}～{high}", f">{high}"
    return say("match.no_gap"), f"≤{high}" if found[1] > 0 else "", f">{high}"


def _name(row: Any, topic: Topic, say: Speaker) -> str:  # noqa: ANN401  a row
    """Return the lines of a label: the name, then the cell's sign and the number."""
    cell = topic.cell(row)
    # The words of a cell without number say what its sign does.
    sign = sign_of(cell) if cell in range(N_CELLS) else ""
    second = f"{sign} {_number(row, topic, say)}".strip()
    return f"{say(f'place.{row.code}')}\n{second}".rstrip()


def _number(row: Any, topic: Topic, say: Speaker) -> str:  # noqa: ANN401  a row
    if topic.is_of_storage:
        return gap_words(row, say)
    return amount(topic.y, getattr(row, topic.y))


def gap_words(row: Any, say: Speaker) -> str:  # noqa: ANN401  a row of ``Complement``
    """Return what a row lacks of storage, or has to spare, in MWh, as one says it."""
    if row.need_state != "found" or pd.isna(row.storage_gap_mwh):
        return say(f"match.gap_{row.need_state}")
    key = "match.gap_short" if row.storage_gap_mwh > 0 else "match.gap_spare"
    return say(key, mwh=amount("storage_gap_mwh", abs(row.storage_gap_mwh)))


def hint(row: Any, topic: Topic, say: Speaker) -> str:  # noqa: ANN401  a row
    """Return what a pointer over a park or league-city says, line by line."""
    lines = [
        say("match.hint_cell", sign=sign_of(topic.cell(row))),
        say(
            "match.hint_stands",
            wind=_or_missing("wind_mw", row, say),
            solar=_or_missing("solar_mw", row, say),
            storage=_or_missing("storage_mwh", row, say),
        ),
        say(
            "match.hint_green",
            load=_or_missing("load_mwh_year", row, say),
            share=_or_missing("green_share", row, say),
        ),
        say("match.hint_gap", gap=gap_words(row, say)),
    ]
    return "\n".join(lines)


def _or_missing(quantity: str, row: Any, say: Speaker) -> str:  # noqa: ANN401  a row
    return amount(quantity, getattr(row, quantity)) or say("flag.missing")
