"""The slide that shapes, tables and charts are put on, one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Emu

from dashboard.drawing.slide_shapes import (
    NAMESPACES,
    NOTHING,
    Align,
    Anchor,
    Box,
    Letters,
    Look,
    Paragraph,
    Run,
    body_xml,
    emu,
    faces_xml,
    shape_xml,
)
from dashboard.drawing.slide_text import fitting_size, shortened
from dashboard.text import Speaker
from dashboard.theme import Palette

DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHOWN: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

LETTERED: Final = tuple(f"{DRAWING}{name}" for name in ("rPr", "defRPr", "endParaRPr"))
FACES: Final = tuple(f"{DRAWING}{name}" for name in ("latin", "ea", "cs"))

SMALLEST: Final = 9.0
"""Points below which nobody can read a slide; longer text is cut off instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One slide, and how things on it are set."""

    slide: Slide
    palette: Palette
    say: Speaker
    face: str

    def add(self, *shapes: str) -> None:
        """Put *shapes*, each as XML, above what is there."""
        whole = parse_xml(f"<p:spTree {NAMESPACES}>{''.join(shapes)}</p:spTree>")
        for shape in whole:
            self.slide.shapes.element.append(shape)

    def letters(
        self, size: float, *, colour: str = "", is_bold: bool = False
    ) -> Letters:
        """Return how words are set; in ink unless another colour is named."""
        return Letters(size=size, colour=colour or self.palette.ink, is_bold=is_bold)

    def text(
        self,
        name: str,
        box: Box,
        paragraphs: Iterable[Paragraph],
        *,
        align: Align = "l",
        anchor: Anchor = "t",
        after: float = 0.0,
        look: Look = NOTHING,
        geometry: str = "rect",
    ) -> None:
        """Put *paragraphs* into *box*; that they fit is up to the caller."""
        body = body_xml(
            paragraphs, face=self.face, align=align, anchor=anchor, after=after
        )
        self.add(shape_xml(name, box, look=look, geometry=geometry, text=body))

    def fitted_text(
        self,
        name: str,
        box: Box,
        text: str,
        letters: Letters,
        *,
        smallest: float = SMALLEST,
        align: Align = "l",
        anchor: Anchor = "t",
    ) -> None:
        """Put *text* into *box* in letters as large as go in, at most of that size."""
        room = {"width": box.width, "height": box.height}
        size = fitting_size(text, **room, largest=letters.size, smallest=smallest)
        shown = shortened(text, **room, size=size)
        set_so = Letters(size=size, colour=letters.colour, is_bold=letters.is_bold)
        lines = [[Run(line, set_so)] for line in shown.split("\n")]
        self.text(name, box, lines, align=align, anchor=anchor)

    def chart(
        self,
        name: str,
        box: Box,
        kind: XL_CHART_TYPE,
        data: CategoryChartData | XyChartData,
        *,
        size: float,
    ) -> Any:  # noqa: ANN401  python-pptx's plots differ by kind and have no common type
        """Put a native chart into *box* and return it; its words are of *size*."""
        shapes: Any = self.slide.shapes
        frame = shapes.add_chart(
            kind,
            Emu(emu(box.left)),
            Emu(emu(box.top)),
            Emu(emu(box.width)),
            Emu(emu(box.height)),
            data,
        )
        frame.name = name
        chart: Any = frame.chart
        chart.font.size = Emu(emu(size))
        chart.has_title = False
        chart.has_legend = False
        return chart

    def finish(self) -> None:
        """Number the shapes, and name the three faces wherever a chart has words."""
        renumbered(self.slide.shapes.element)
        for shape in self.slide.shapes:
            if shape.has_chart:
                faced(shape.chart.element, self.face)  # type: ignore[attr-defined]  # python-pptx types only the base


def renumbered(tree: Any) -> None:  # noqa: ANN401  lxml's elements have no public type here
    """Give every shape under *tree* an id that no other has."""
    numbers = count(1)
    for shape in tree.iter(f"{SHOWN}cNvPr"):
        shape.set("id", str(next(numbers)))


def faced(tree: Any, face: str) -> None:  # noqa: ANN401  as above
    """Name *face* as the Latin, East Asian and complex face of all words in *tree*."""
    wanted = f"<a:rPr {NAMESPACES}>{faces_xml(face)}</a:rPr>"
    for properties in list(tree.iter(*LETTERED)):
        _drop(properties, FACES)
        properties.extend(list(parse_xml(wanted)))


def _drop(element: Any, tags: Sequence[str]) -> None:  # noqa: ANN401  as above
    for child in [child for child in element if child.tag in tags]:
        element.remove(child)
