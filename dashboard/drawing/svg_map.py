"""Maps as SVG in a page: names stay text, a pointer over a place says what it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from dashboard.charts.resource_maps import AnyMap
from dashboard.drawing.label_columns import em_width
from dashboard.drawing.paper_axes import Box
from dashboard.drawing.paper_map import height_of, put_map
from dashboard.drawing.pen import Align, Dash, Paint, Point, Ring, Words
from dashboard.text import Speaker
from dashboard.theme import Palette

ANCHORS: Final[dict[Align, str]] = {"left": "start", "center": "middle", "right": "end"}
DASHES: Final[dict[Dash, str]] = {"solid": "", "dash": "5 3", "dot": "1 2"}
HALO: Final = 3.2


@dataclass(slots=True)
class SvgPen:
    """Draws into a list of elements."""

    elements: list[str] = field(default_factory=list)

    def shape(self, rings: Sequence[Ring], paint: Paint, *, hint: str = "") -> None:
        """Draw closed outlines; one inside another is a hole."""
        way = "".join(f"M{_points(ring)}Z" for ring in rings)
        look = _look(paint)
        self._add("path", f'd="{way}" fill-rule="evenodd" {look}', hint)

    def line(
        self,
        points: Ring,
        *,
        colour: str,
        width: float,
        dash: Dash = "solid",
        opacity: float = 1.0,
    ) -> None:
        """Draw an open line."""
        look = _look(Paint(line=colour, width=width, opacity=opacity))
        broken = f' stroke-dasharray="{DASHES[dash]}"' if DASHES[dash] else ""
        self._add("path", f'd="M{_points(points)}" {look}{broken}', "")

    def disc(
        self, middle: Point, radius: float, paint: Paint, *, hint: str = ""
    ) -> None:
        """Draw a circle; one that is only a ring lets the pointer through."""
        look = _look(paint)
        still = "" if paint.fill else ' pointer-events="none"'
        where = f'cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="{radius:.1f}"'
        self._add("circle", f"{where} {look}{still}", hint)

    def text(self, at: Point, text: str, how: Words) -> None:
        """Write one line; *at* is on its baseline."""
        x, y = (f"{value:.1f}" for value in at)
        parts = [f'x="{x}" y="{y}" font-size="{how.size:.1f}" fill="{how.colour}"']
        parts += [f'text-anchor="{ANCHORS[how.align]}" pointer-events="none"']
        parts += ['font-weight="700"'] if how.is_bold else []
        if how.halo:
            edge = f'stroke="{how.halo}" stroke-width="{HALO}" stroke-linejoin="round"'
            parts.append(f'{edge} paint-order="stroke"')
        parts += [f'transform="rotate({-how.turn:.0f} {x} {y})"'] if how.turn else []
        self.elements.append(f"<text {' '.join(parts)}>{escape(text)}</text>")

    def width_of(self, text: str, *, size: float, is_bold: bool = False) -> float:
        """Return about how long *text* is: the browser's face is not known."""
        return em_width(text) * size * (1.03 if is_bold else 1.0)

    def _add(self, name: str, attributes: str, hint: str) -> None:
        inside = f"<title>{escape(hint)}</title>" if hint else ""
        self.elements.append(f"<{name} {attributes}>{inside}</{name}>")


def _points(points: Ring) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _look(paint: Paint) -> str:
    look = f'fill="{paint.fill or "none"}"'
    if paint.line and paint.width:
        edge = f'stroke="{paint.line}" stroke-width="{paint.width:.2f}"'
        look = f'{look} {edge} stroke-linejoin="round"'
    return look + (f' opacity="{paint.opacity:.2f}"' if paint.opacity < 1 else "")


def svg(value: AnyMap, *, palette: Palette, say: Speaker, alt: str, name: str) -> str:
    """Return *value* as one ``svg`` of the class *name*; *alt* says what it is."""
    pen, wide = SvgPen(), float(value.view.canvas.width_px)
    high = height_of(value, wide)
    put_map(pen, value, Box(0.0, 0.0, wide, high), palette=palette, say=say)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class={quoteattr(name)} role="img" '
        f'aria-label={quoteattr(alt)} viewBox="0 0 {wide:.0f} {high:.0f}">'
        f"{''.join(pen.elements)}</svg>"
    )
