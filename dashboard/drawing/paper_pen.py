"""Paper: what is drawn on it becomes a page of a PDF, a PNG or an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Normal, Stroke
from matplotlib.transforms import Affine2D, Transform

from dashboard.drawing.paper_faces import set_faces
from dashboard.drawing.paper_line import Line, em_width
from dashboard.drawing.pen import Dash, Paint, Point, Ring, Words

POINTS: Final = 72.0
"""In an inch."""

DASHES: Final[dict[Dash, tuple[float, tuple[float, ...]] | None]] = {
    "solid": None,
    "dash": (0.0, (5.0, 3.0)),
    "dot": (0.0, (1.0, 2.0)),
}

HALO: Final = 2.4
"""How wide the light line around letters is, in points."""

AsPicture = Literal["png", "svg"]


@dataclass(slots=True)
class Paper:
    """One page, *width* by *height* points; drawing on it is safe in any thread."""

    width: float
    height: float
    ground: str = "#FFFFFF"
    figure: Figure = field(init=False)
    _place: Transform = field(init=False)
    _n: int = 0

    def __post_init__(self) -> None:
        """Lay the sheet out."""
        set_faces()
        inches = (self.width / POINTS, self.height / POINTS)
        self.figure = Figure(figsize=inches, facecolor=self.ground)
        flipped = Affine2D().scale(1 / POINTS, -1 / POINTS).translate(0, inches[1])
        self._place = flipped + self.figure.dpi_scale_trans

    def _above(self) -> int:
        self._n += 1
        return self._n

    def shape(
        self,
        rings: Sequence[Ring],
        paint: Paint,
        *,
        hint: str = "",  # noqa: ARG002  paper has no pointer
    ) -> None:
        """Draw closed outlines; one inside another is a hole."""
        paths = [Path([*ring, ring[0]], closed=True) for ring in rings if len(ring)]
        if not paths:
            return
        patch = PathPatch(
            Path.make_compound_path(*paths),
            facecolor=paint.fill or "none",
            edgecolor=paint.line or "none",
            linewidth=paint.width if paint.line else 0.0,
            alpha=paint.opacity,
            joinstyle="round",
            transform=self._place,
            zorder=self._above(),
        )
        self.figure.add_artist(patch)

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
        drawn = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour,
            linewidth=width,
            linestyle=DASHES[dash] or "solid",
            alpha=opacity,
            solid_capstyle="butt",
            solid_joinstyle="round",
            transform=self._place,
            zorder=self._above(),
        )
        self.figure.add_artist(drawn)

    def disc(
        self,
        middle: Point,
        radius: float,
        paint: Paint,
        *,
        hint: str = "",  # noqa: ARG002  paper has no pointer
    ) -> None:
        """Draw a circle."""
        patch = Circle(
            middle,
            radius,
            facecolor=paint.fill or "none",
            edgecolor=paint.line or "none",
            linewidth=paint.width if paint.line else 0.0,
            alpha=paint.opacity,
            transform=self._place,
            zorder=self._above(),
        )
        self.figure.add_artist(patch)

    def text(self, at: Point, text: str, how: Words) -> None:
        """Write one line; *at* is on its baseline."""
        if not text.strip():
            return
        if not how.halo:
            self.figure.add_artist(Line(at, text, how, self._place, self._above()))
            return
        effects = [Stroke(linewidth=HALO, foreground=how.halo), Normal()]
        self.figure.text(
            *at,
            text,
            fontsize=how.size,
            color=how.colour,
            fontweight="bold" if how.is_bold else "normal",
            horizontalalignment=how.align,
            verticalalignment="baseline",
            rotation=how.turn,
            rotation_mode="anchor",
            transform=self._place,
            path_effects=effects,
            zorder=self._above(),
        )

    def width_of(self, text: str, *, size: float, is_bold: bool = False) -> float:
        """Return how long *text* is."""
        return em_width(text, is_bold=is_bold) * size

    def picture(self, kind: AsPicture, *, dpi: int, told: dict[str, str]) -> bytes:
        """Return the sheet as a picture that carries what is *told* of it."""
        buffer = BytesIO()
        if kind == "png":
            canvas: Any = FigureCanvasAgg(self.figure)
            self.figure.set_dpi(dpi)
            canvas.print_png(buffer, metadata=told, pil_kwargs={"dpi": (dpi, dpi)})
        else:
            plain: Any = FigureCanvasSVG(self.figure)
            plain.print_svg(buffer, metadata=told)
        return buffer.getvalue()
