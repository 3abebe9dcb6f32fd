"""Charts in a workbook: native, over the cells of their own table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.briefing.chart_tables import (
    mark_key,
    panel_key,
    panel_target_key,
    series_key,
)
from dashboard.briefing.packs import Table
from dashboard.briefing.workbook_cells import FACE, HEAD_ROW, Book, number_format
from dashboard.charts.values import Chart, ChartKind, Panel, Series
from dashboard.drawing.screen_frame import in_tone, roomy
from queries.vocabulary import Grade

ROW_PX: Final = 20
WIDTH_PX: Final = 900
HEIGHT_PX: Final = 380
PANEL_PX: Final = (300, 210)
PANELS_ACROSS: Final = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A chart, its table on a sheet, and the first row below that."""

    book: Book
    sheet: Any
    chart: Chart
    table: Table
    below: int

    def column(self, key: str) -> int | None:
        """Return where the column called *key* stands."""
        keys = [column.key for column in self.table.columns]
        return keys.index(key) if key in keys else None

    def cells(self, at: int, *, n_rows: int | None = None) -> list[Any]:
        """Return the cells of a column as xlsxwriter wants them."""
        rows = len(self.table.rows) if n_rows is None else n_rows
        first = HEAD_ROW + 1
        return [self.sheet.get_name(), first, at, first + max(0, rows - 1), at]

    def series(self, key: str, name: str, names_at: int = 0) -> dict[str, Any]:
        """Return a series over the column called *key*."""
        at = self.column(key)
        if at is None:
            raise KeyError(key)
        return {
            "name": name,
            "categories": self.cells(names_at),
            "values": self.cells(at),
            # xlsxwriter would keep a 0 for a cell that is formatted but empty.
            "values_data": [row[at] for row in self.table.rows],
        }

    def add(self, kind: dict[str, str]) -> Any:  # noqa: ANN401  xlsxwriter is untyped
        """Return a new native chart."""
        native = self.book.file.add_chart(kind)
        native.show_blanks_as("gap")
        return native


def put_charts(
    book: Book,
    sheet: Any,  # noqa: ANN401  xlsxwriter is untyped
    chart: Chart,
    table: Table,
    below: int,
) -> None:
    """Put *chart* below its *table*; a chart without rows is left out.

    Raises:
        KeyError: The chart is of a kind that workbooks do not draw.
    """
    natives = NATIVE[chart.kind]
    if table.rows:
        natives(Page(book, sheet, chart, table, below + 1))


def _font(page: Page, size: float = 9.0, *, is_bold: bool = False) -> dict[str, Any]:
    colour = page.book.palette.ink2
    return {"name": FACE, "size": size, "bold": is_bold, "color": colour}


def _line(colour: str, *, width: float = 2.25, dash: str = "solid") -> dict[str, Any]:
    marker: dict[str, Any] = {"type": "none"}
    if dash == "solid":
        paint = {"color": colour}
        marker = {"type": "circle", "size": 5, "fill": paint, "border": paint}
    return {
        "line": {"color": colour, "width": width, "dash_type": dash},
        "marker": marker,
    }


def _framed(
    page: Page,
    native: Any,  # noqa: ANN401  xlsxwriter is untyped
    title: str,
    *,
    values: dict[str, Any],
    categories: dict[str, Any] | None = None,
    legend: str = "bottom",
    is_lying: bool = False,
) -> None:
    """Set the title, quiet axes and the legend; *is_lying* is for bars."""
    line = page.book.palette.line
    grid = {"visible": True, "line": {"color": line, "width": 0.5}}
    size = 13.0 if page.chart.kind != "small_multiples" else 10.0
    font = _font(page, size, is_bold=True)
    native.set_title({"name": title, "name_font": font, "overlay": False})
    along = {"num_font": _font(page), "line": {"color": line}, **(categories or {})}
    quiet = {"num_font": _font(page), "line": {"none": True}, "major_gridlines": grid}
    across = {**quiet, **values}
    native.set_x_axis(across if is_lying else along)
    native.set_y_axis(along if is_lying else across)
    shown = {"position": legend, "font": _font(page)}
    native.set_legend({"none": True} if legend == "none" else shown)


def _scale(low_high: Sequence[float], number: str) -> dict[str, Any]:
    low, high = low_high
    return {"min": low, "max": high, "num_format": number}


def _place(
    page: Page,
    native: Any,  # noqa: ANN401  xlsxwriter is untyped
    *,
    height: int = HEIGHT_PX,
    x: int = 0,
    y: int = 0,
    width: int = WIDTH_PX,
) -> None:
    native.set_size({"width": width, "height": height})
    offset = {"x_offset": x + 4, "y_offset": y + 4, "object_position": 2}
    page.sheet.insert_chart(
        page.below, 0, native, {**offset, "description": page.chart.alt}
    )


def _number(page: Page, key: str) -> str:
    at = page.column(key)
    return number_format(page.table.columns[at or 0])


def _titled(title: str, unit: str) -> str:
    return f"{title}  {unit}" if unit else title


def _lines(page: Page) -> None:
    chart, palette = page.chart, page.book.palette
    native = page.add({"type": "line"})
    loud = [one for one in chart.series if not one.is_muted]
    for at, one in enumerate(chart.series):
        colour = palette.muted
        if not one.is_muted:
            colour = palette.lines[loud.index(one) % len(palette.lines)]
        look = _line(colour, width=1.5 if one.is_muted else 2.25)
        native.add_series(page.series(series_key(at), one.name) | look)
    for key, name in _levels(page):
        look = _line(palette.target, width=1.25, dash="dash")
        native.add_series(page.series(key, name) | look)
    ends = _ends(chart, chart.series, *chart.targets)
    _framed(
        page,
        native,
        _titled(chart.title, chart.unit),
        values=_scale(ends, _number(page, series_key(0))),
        categories={"label_position": "low"},
    )
    _place(page, native)


def _levels(page: Page) -> Iterator[tuple[str, str]]:
    column = page.column("target")
    if column is not None:
        yield "target", page.table.columns[column].name
    for at, mark in enumerate(page.chart.marks):
        yield mark_key(at), mark.label


def _ends(
    chart: Chart, series: tuple[Series, ...], *levels: float | None
) -> list[float]:
    values = [value for one in series for value in one.values]
    return roomy([*values, *levels, *(mark.value for mark in chart.marks)])


def _rank_paths(page: Page) -> None:
    native = page.add({"type": "line"})
    palette = page.book.palette
    for at, one in enumerate(page.chart.series):
        quiet = one.tone == "quiet" or one.is_muted
        colour = palette.muted if quiet else in_tone(one.tone, palette)
        look = _line(colour, width=1.25 if quiet else 2.5)
        native.add_series(page.series(series_key(at), one.name) | look)
    ranks = _scale((1, max(2, page.chart.highest)), "0")
    _framed(
        page,
        native,
        page.chart.title,
        values=ranks | {"major_unit": 1, "reverse": True},
        categories={"label_position": "high"},
        legend="right",
    )
    _place(page, native, height=HEIGHT_PX + 60)


def _small_multiples(page: Page) -> None:
    width, height = PANEL_PX
    values = [v for p in page.chart.panels for s in p.series for v in s.values]
    goals = [panel.target for panel in page.chart.panels]
    shared = roomy([*values, *goals]) if page.chart.is_one_scale else None
    for at, panel in enumerate(page.chart.panels):
        row, column = divmod(at, PANELS_ACROSS)
        native = _panel(page, at, panel, shared)
        where = {"x": column * (width + 4), "y": row * (height + 4)}
        _place(page, native, width=width, height=height, **where)


def _panel(page: Page, at: int, panel: Panel, shared: list[float] | None) -> Any:  # noqa: ANN401  xlsxwriter is untyped
    native = page.add({"type": "line"})
    palette = page.book.palette
    for number, one in enumerate(panel.series):
        colour = palette.muted if one.is_muted else palette.accent
        look = _line(colour, width=1.75)
        native.add_series(page.series(panel_key(at, number), one.name) | look)
    if panel.target is not None:
        look = _line(palette.target, width=1.0, dash="dash")
        name = page.book.say("numbers.target")
        native.add_series(page.series(panel_target_key(at), name) | look)
    several = len(panel.series) > 1 or panel.target is not None
    own = roomy([*(v for s in panel.series for v in s.values), panel.target])
    _framed(
        page,
        native,
        _titled(panel.title, panel.unit),
        values=_scale(shared or own, _number(page, panel_key(at, 0))),
        categories={"label_position": "low"},
        legend="bottom" if several else "none",
    )
    return native


def _bullets(page: Page) -> None:
    """Draw each row on its own scale, as on the screen: what is drawn is computed.

    The columns beside the table divide its cells by the end of each row's scale.
    """
    native = page.add({"type": "bar"})
    palette = page.book.palette
    n_rows = len(page.chart.categories)
    first = len(page.table.columns) + 1
    drawn = [
        (series_key(0), palette.accent),
        ("target", palette.target),
        *((series_key(at), palette.muted) for at in range(1, len(page.chart.series))),
    ]
    for at, (key, colour) in enumerate(drawn):
        column = page.column(key) or 0
        name = page.table.columns[column].name
        _scaled(page, column, first + at)
        native.add_series(
            {
                "name": name,
                "categories": page.cells(0, n_rows=n_rows),
                "values": page.cells(first + at, n_rows=n_rows),
                "fill": {"color": colour},
                "gap": 60,
                "overlap": -5,
            }
        )
    _lying(page, native, _scale((0, 1), "0%"))
    _place(page, native, height=120 + 44 * n_rows)


def _lying(page: Page, native: Any, values: dict[str, Any]) -> None:  # noqa: ANN401  xlsxwriter is untyped
    """Set the frame of bars, the first row on top and the scale below the last."""
    title = _titled(page.chart.title, page.chart.unit)
    if page.chart.counts:
        title = page.chart.title
    _framed(
        page,
        native,
        title,
        values=values,
        categories={"reverse": True, "crossing": "max", "label_position": "low"},
        is_lying=True,
    )


def _scaled(page: Page, column: int, to: int) -> None:
    """Write how far along its scale each value lies; nothing where there is none."""
    ceiling = page.column("ceiling") or 0
    head = page.book.say("numbers.of_scale", name=page.table.columns[column].name)
    page.sheet.write_string(HEAD_ROW, to, head, _aside(page, text_wrap=True))
    looks = _aside(page, num_format="0.0%")
    for at in range(len(page.chart.categories)):
        row = HEAD_ROW + 1 + at
        value, top = page.table.rows[at][column], page.table.rows[at][ceiling]
        if not isinstance(value, float | int) or not isinstance(top, float | int):
            continue
        formula = f"={xl_rowcol_to_cell(row, column)}/{xl_rowcol_to_cell(row, ceiling)}"
        page.sheet.write_formula(row, to, formula, looks, value / top)


def _aside(page: Page, **more: Any) -> Any:  # noqa: ANN401  xlsxwriter is untyped
    return page.book.looks(font_color=page.book.palette.ink3, **more)


def _ranking(page: Page) -> None:
    """Draw how many parks of each grade every row has, in the order of the ranks."""
    native = page.add({"type": "bar", "subtype": "stacked"})
    names = page.column("name") or 0
    palette = page.book.palette
    for one in page.chart.counts:
        colours = palette.grades[Grade(one.name)]
        key = f"grade_{one.name}"
        name = page.book.say(f"grade.{one.name}")
        native.add_series(
            page.series(key, name, names)
            | {
                "fill": {"color": colours.fill},
                "border": {"color": palette.ink3, "width": 0.5},
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "num_format": "0;;",
                    "font": _font(page) | {"color": colours.letter},
                },
            }
        )
    _lying(page, native, {"num_format": "0", "major_unit": 1})
    _place(page, native, height=120 + 26 * len(page.chart.categories))


def _ledger(page: Page) -> None:
    """Draw what is lacking and what is spare, now and after, side by side."""
    native = page.add({"type": "bar"})
    palette = page.book.palette
    colours = (palette.muted, palette.alarm, palette.border, palette.accent)
    for at, one in enumerate(page.chart.series):
        fill = {"color": colours[at % len(colours)]}
        native.add_series(
            page.series(series_key(at), one.name) | {"fill": fill, "gap": 60}
        )
    _lying(page, native, {"num_format": _number(page, series_key(0))})
    _place(page, native, height=120 + 40 * len(page.chart.categories))


def _curve(page: Page) -> None:
    """Draw a line over places along an axis, and single points on it."""
    native = page.add({"type": "scatter", "subtype": "straight"})
    palette, chart = page.book.palette, page.chart
    place = page.column("position") or 0
    for at, one in enumerate(chart.series):
        series = page.series(series_key(at), one.name, place)
        is_point = at > 0
        paint = {"color": palette.ink2 if is_point else palette.accent}
        dot = {"type": "circle", "size": 8, "border": paint, "fill": paint}
        look: dict[str, Any] = {"marker": dot if is_point else {"type": "none"}}
        look["line"] = {"none": True} if is_point else {**paint, "width": 2.25}
        native.add_series(series | look)
    for at, mark in enumerate(chart.marks):
        look = _line(palette.target, width=1.25, dash="dash")
        native.add_series(page.series(mark_key(at), mark.label, place) | look)
    _framed(
        page,
        native,
        chart.title,
        values=_scale(_ends(chart, chart.series), _number(page, series_key(0))),
        categories={"name": chart.heads[0], "num_format": "#,##0", "min": 0},
    )
    _place(page, native)


NATIVE: Final[Mapping[ChartKind, Callable[[Page], None]]] = {
    "lines": _lines,
    "trends": _lines,
    "rank_paths": _rank_paths,
    "small_multiples": _small_multiples,
    "bullets": _bullets,
    "scorecard": _bullets,
    "ranking": _ranking,
    "ledger": _ledger,
    "curve": _curve,
    "grade_counts": _ranking,
}
"""How each kind is drawn; one that is not here cannot be exported."""
