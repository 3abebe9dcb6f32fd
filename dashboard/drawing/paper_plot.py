"""A figure of the screen on paper: the same numbers, places and words, by another pen.

Only what our own figures use is drawn; a kind of trace that is not known is an error,
so that nothing is left out in silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.drawing.paper_axes import Axis, Box, axes_of
from dashboard.drawing.paper_marks import hatched, marker_rings, smoothed, within
from dashboard.drawing.pen import (
    Align,
    Anchor,
    Dash,
    Paint,
    Pen,
    Point,
    Words,
    put_words,
)

DASHES: Final[dict[str, Dash]] = {"solid": "solid", "dash": "dash", "dot": "dot"}
DEFAULT_GAP: Final = 0.2
"""What Plotly leaves between bars, as a share of a category."""

MARKER: Final = 6.0
PADDING: Final = 3.0
TICK_GAP: Final = 5.0

SIDES: Final[dict[str, Align]] = {"left": "right", "center": "center", "right": "left"}
"""Text on one side of its point is flush with the other."""

RISE: Final[dict[str, Anchor]] = {"top": "bottom", "middle": "middle", "bottom": "top"}


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure, the pen, and from pixels of the one to points of the other."""

    pen: Pen
    layout: dict[str, Any]
    traces: Sequence[dict[str, Any]]
    axes: dict[str, Axis]
    left: float
    top: float
    scale: float

    @property
    def font(self) -> dict[str, Any]:
        """How words are set unless they say otherwise."""
        found: dict[str, Any] = self.layout["font"]
        return found

    def place(self, x_px: float, y_px: float) -> Point:
        """Return where a pixel of the figure is on the paper."""
        return self.left + x_px * self.scale, self.top + y_px * self.scale

    def words(
        self,
        at_px: Point,
        text: str,
        font: dict[str, Any],
        *,
        align: Align = "left",
        anchor: Anchor = "middle",
        turn: float = 0.0,
    ) -> None:
        """Write *text* at a pixel."""
        own = {**self.font, **font}
        how = Words(
            size=own["size"] * self.scale,
            colour=own["color"],
            align=align,
            anchor=anchor,
            turn=turn,
        )
        put_words(self.pen, self.place(*at_px), text, how)

    def line(self, points_px: Sequence[Point], style: dict[str, Any]) -> None:
        """Draw a line along pixels."""
        self.pen.line(
            [self.place(*point) for point in points_px],
            colour=style["color"],
            width=style.get("width", 2.0) * self.scale,
            dash=DASHES[style.get("dash", "solid")],
        )

    def fill(
        self, ring_px: Sequence[Point], colour: str, *, opacity: float = 1.0
    ) -> None:
        """Fill an outline given in pixels; a clear colour leaves the ground."""
        if colour.startswith("#"):
            ring = [self.place(*point) for point in ring_px]
            self.pen.shape([ring], Paint(fill=colour, opacity=opacity))


def put_figure(pen: Pen, figure: go.Figure, box: Box, *, scale: float) -> None:
    """Draw *figure* into *box*, a pixel of it being *scale* points.

    Raises:
        KeyError: The figure holds a kind of trace that paper does not draw.
    """
    layout = figure.layout.to_plotly_json()
    traces = [trace.to_plotly_json() for trace in figure.data]
    whole = Box(0.0, 0.0, box.width / scale, box.height / scale)
    axes = axes_of(layout, traces, whole)
    plot = Plot(pen, layout, traces, axes, box.left, box.top, scale)
    _put_shapes(plot, below=True)
    for axis in axes.values():
        _put_grid(plot, axis)
    _put_traces(plot)
    _put_shapes(plot, below=False)
    for axis in axes.values():
        _put_ticks(plot, axis)
    for one in layout.get("annotations", ()):
        _put_annotation(plot, one)


def _put_grid(plot: Plot, axis: Axis) -> None:
    spec = axis.spec
    if not axis.is_visible or spec.get("showgrid") is False:
        return
    style = {
        "color": spec.get("gridcolor", "#CBD3DC"),
        "width": spec.get("gridwidth", 1),
    }
    for value, _ in axis.ticks():
        px = axis.px(value)
        if axis.is_x:
            plot.line([(px, axis.cross.end), (px, axis.cross.start)], style)
        else:
            plot.line([(axis.cross.start, px), (axis.cross.end, px)], style)


def _put_ticks(plot: Plot, axis: Axis) -> None:
    if not axis.is_visible:
        return
    font = axis.spec.get("tickfont", {})
    if axis.spec.get("showticklabels", True):
        for value, words in axis.ticks():
            px = axis.px(value)
            if axis.is_x:
                below = axis.cross.start + TICK_GAP
                plot.words((px, below), words, font, align="center", anchor="top")
            else:
                at = (axis.cross.start - TICK_GAP, px)
                plot.words(at, words, font, align="right")
    title = axis.spec.get("title", {}).get("text")
    if title:
        _put_axis_title(plot, axis, title)


def _put_axis_title(plot: Plot, axis: Axis, title: str) -> None:
    middle = (axis.start + axis.end) / 2
    font = axis.spec["title"].get("font", {})
    size = plot.font["size"]
    if axis.is_x:
        at = (middle, axis.cross.start + TICK_GAP + 1.5 * size)
        plot.words(at, title, font, align="center", anchor="top")
    else:
        at = (axis.cross.start - TICK_GAP - 3.2 * size, middle)
        plot.words(at, title, font, align="center", turn=90.0)


def _put_traces(plot: Plot) -> None:
    stacked: dict[Any, float] = {}
    for trace in plot.traces:
        {"scatter": _put_scatter, "bar": _put_bars}[trace["type"]](plot, trace, stacked)


def _axes(plot: Plot, trace: dict[str, Any]) -> tuple[Axis, Axis]:
    return plot.axes[trace.get("xaxis", "x")], plot.axes[trace.get("yaxis", "y")]


def _put_scatter(plot: Plot, trace: dict[str, Any], stacked: dict[Any, float]) -> None:
    del stacked  # only bars stand on one another
    x_axis, y_axis = _axes(plot, trace)
    mode = trace.get("mode", "lines+markers")
    known = [
        None if x is None or y is None else (x_axis.px(x), y_axis.px(y))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    if "lines" in mode:
        _put_line(plot, trace, known, (x_axis, y_axis))
    for index, point in enumerate(known):
        is_inside = point and x_axis.holds(point[0]) and y_axis.holds(point[1])
        if point and (is_inside or trace.get("cliponaxis") is False):
            _put_point(plot, trace, index, point)


def _put_line(
    plot: Plot,
    trace: dict[str, Any],
    known: Sequence[Point | None],
    axes: tuple[Axis, Axis],
) -> None:
    style = trace.get("line", {})
    is_clipped = trace.get("cliponaxis") is not False
    for part in _unbroken(known, connects=bool(trace.get("connectgaps"))):
        points = part
        if style.get("shape") == "spline":
            points = smoothed(part, style.get("smoothing", 1.0))
        pieces = within(points, axes[0], axes[1]) if is_clipped else [points]
        for piece in pieces:
            plot.line(piece, style)


def _unbroken(
    known: Sequence[Point | None], *, connects: bool
) -> Iterator[list[Point]]:
    """Yield the stretches without a gap that have a length."""
    part: list[Point] = []
    for point in known:
        if point is not None:
            part.append(point)
        elif not connects:
            if len(part) > 1:
                yield part
            part = []
    if len(part) > 1:
        yield part


def _nth(value: Any, index: int, default: Any) -> Any:  # noqa: ANN401  Plotly's own attributes
    """Return the value of one point: lists have one each, the rest is for all."""
    if value is None:
        return default
    return value[index] if isinstance(value, list | tuple) else value


def _put_point(plot: Plot, trace: dict[str, Any], index: int, point: Point) -> None:
    mode = trace.get("mode", "lines+markers")
    if "markers" in mode:
        _put_marker(plot, trace.get("marker", {}), index, point)
    text = _nth(trace.get("text"), index, "")
    if "text" not in mode or not text:
        return
    rise, side = trace.get("textposition", "middle center").split()
    font = {
        key: _nth(value, index, value)
        for key, value in trace.get("textfont", {}).items()
    }
    away = _nth(trace.get("marker", {}).get("size"), index, 0.0) / 2 + PADDING
    away = away if "markers" in mode else 0.0
    dx = {"left": -away, "center": 0.0, "right": away}[side]
    dy = {"top": -away, "middle": 0.0, "bottom": away}[rise]
    at = (point[0] + dx, point[1] + dy)
    plot.words(at, text, font, align=SIDES[side], anchor=RISE[rise])


def _put_marker(plot: Plot, marker: dict[str, Any], index: int, point: Point) -> None:
    radius = _nth(marker.get("size"), index, MARKER) / 2 * plot.scale
    if not radius:
        return
    edge = marker.get("line", {})
    look = Paint(
        fill=_nth(marker.get("color"), index, ""),
        line=_nth(edge.get("color"), index, ""),
        width=_nth(edge.get("width"), index, 0.0) * plot.scale,
    )
    symbol = _nth(marker.get("symbol"), index, "circle")
    middle = plot.place(*point)
    if symbol == "circle":
        plot.pen.disc(middle, radius, look)
    else:
        plot.pen.shape([marker_rings(symbol, middle, radius)], look)


def _put_bars(plot: Plot, trace: dict[str, Any], stacked: dict[Any, float]) -> None:
    is_lying = trace.get("orientation") == "h"
    x_axis, y_axis = _axes(plot, trace)
    along, across = (y_axis, x_axis) if is_lying else (x_axis, y_axis)
    places, lengths = (trace["y"], trace["x"]) if is_lying else (trace["x"], trace["y"])
    thick = 1.0 - plot.layout.get("bargap", DEFAULT_GAP)
    for index, (place, length) in enumerate(zip(places, lengths, strict=True)):
        if place is None or length is None:
            continue
        base = _nth(trace.get("base"), index, None)
        if base is None:
            is_stacked = plot.layout.get("barmode") in {"stack", "relative"}
            base = stacked.get(place, 0.0) if is_stacked else 0.0
            stacked[place] = base + length
        half = _nth(trace.get("width"), index, thick) / 2
        middle = along.number(place)
        sides = (along.px(middle - half), along.px(middle + half))
        ends = (across.clamped(base), across.clamped(base + length))
        ring = [(ends[0], sides[0]), (ends[1], sides[0])]
        ring += [(ends[1], sides[1]), (ends[0], sides[1])]
        _put_bar(plot, trace, index, ring if is_lying else [(y, x) for x, y in ring])


def _put_bar(
    plot: Plot, trace: dict[str, Any], index: int, ring: Sequence[Point]
) -> None:
    if abs(ring[0][0] - ring[2][0]) < 0.01 or abs(ring[0][1] - ring[2][1]) < 0.01:  # noqa: PLR2004  a bar of no length
        return
    marker = trace.get("marker", {})
    pattern = marker.get("pattern", {})
    fill = pattern.get("bgcolor") or _nth(marker.get("color"), index, "")
    plot.fill(ring, fill, opacity=_nth(marker.get("opacity"), index, 1.0))
    if pattern.get("shape") == "/":
        style = {"color": pattern["fgcolor"], "width": 1.0}
        for line in hatched(ring[0], ring[2], pattern.get("size", 8.0)):
            plot.line(line, style)
    edge = marker.get("line", {})
    width = _nth(edge.get("width"), index, 0.0)
    if width and edge.get("color"):
        style = {"color": edge["color"], "width": width}
        plot.line([*ring, ring[0]], style)


def _ref_px(plot: Plot, axis: str, ref: str, value: Any) -> float:  # noqa: ANN401  Plotly's own attributes
    """Return the pixel of *value* in a reference of shapes and annotations."""
    name, _, domain = ref.partition(" ")
    if name == "paper":
        own = plot.axes[axis]
        return own.paper_px(float(value))
    own = plot.axes[name]
    if domain:
        return own.start + float(value) * (own.end - own.start)
    return own.px(value)


def _put_shapes(plot: Plot, *, below: bool) -> None:
    for shape in plot.layout.get("shapes", ()):
        if (shape.get("layer") == "below") == below:
            _put_shape(plot, shape)


def _put_shape(plot: Plot, shape: dict[str, Any]) -> None:
    x0, x1, y0, y1 = (
        _ref_px(plot, name[0], shape.get(f"{name[0]}ref", name[0]), shape[name])
        for name in ("x0", "x1", "y0", "y1")
    )
    style = {"color": "#444444", **shape.get("line", {})}
    opacity = shape.get("opacity", 1.0)
    if shape["type"] == "line":
        plot.line([(x0, y0), (x1, y1)], style)
    else:
        ring = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        plot.fill(ring, shape.get("fillcolor", ""), opacity=opacity)
        if style.get("width", 2.0):
            plot.line([*ring, ring[0]], style)
    label = shape.get("label")
    if label and label.get("text"):
        _put_label(plot, label, (x0, y0), (x1, y1))


def _put_label(plot: Plot, label: dict[str, Any], start: Point, end: Point) -> None:
    where = label.get("textposition", "middle")
    pad = label.get("padding", PADDING)
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[where]
    x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
    flush: dict[str, Align] = {"start": "left", "middle": "center", "end": "right"}
    align: Align = label.get("xanchor", flush[where])
    anchor: Anchor = label.get("yanchor", "middle")
    dx = {"left": pad, "center": 0.0, "right": -pad}[align]
    dy = {"top": pad, "middle": 0.0, "bottom": -pad}[anchor]
    at = (x + dx, y + dy)
    plot.words(at, label["text"], label.get("font", {}), align=align, anchor=anchor)


def _put_annotation(plot: Plot, one: dict[str, Any]) -> None:
    x = _ref_px(plot, "x", one.get("xref", "x"), one["x"])
    y = _ref_px(plot, "y", one.get("yref", "y"), one["y"])
    at = (x + one.get("xshift", 0.0), y - one.get("yshift", 0.0))
    if one.get("showarrow", True):
        at = _put_arrow(plot, one, at)
    plot.words(
        at,
        one["text"],
        one.get("font", {}),
        align=_named(one.get("xanchor"), "center"),
        anchor=_named(one.get("yanchor"), "middle"),
    )


def _named(value: str | None, default: Any) -> Any:  # noqa: ANN401  one of two closed sets
    return default if value in {None, "auto"} else value


def _put_arrow(plot: Plot, one: dict[str, Any], head: Point) -> Point:
    """Draw the line from words to their point; return where they stand."""
    tail = []
    for axis, key, index in (("x", "ax", 0), ("y", "ay", 1)):
        ref = one.get(f"{key}ref", "pixel")
        offset = one.get(key, 0.0)
        px = (
            head[index] + offset if ref == "pixel" else _ref_px(plot, axis, ref, offset)
        )
        tail.append(px)
    length = ((tail[0] - head[0]) ** 2 + (tail[1] - head[1]) ** 2) ** 0.5
    if length > one.get("standoff", 0.0):
        share = one.get("standoff", 0.0) / length
        start = tuple(h + share * (t - h) for h, t in zip(head, tail, strict=True))
        style = {
            "color": one.get("arrowcolor", plot.font["color"]),
            "width": one.get("arrowwidth", 1.0),
        }
        plot.line([(start[0], start[1]), (tail[0], tail[1])], style)
    return tail[0], tail[1]
