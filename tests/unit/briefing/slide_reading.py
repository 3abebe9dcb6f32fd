"""Slides read back: charts with their numbers, parts of the file, boxes of words."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pptx
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation
from pptx.table import Table
from pptx.text.text import TextFrame

Numbers = list[float | None]

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHOWN = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}"
EMU = 12_700


@dataclass(frozen=True, slots=True)
class Plot:
    """A native chart: its categories, and the numbers of each series by name."""

    categories: list[str]
    series: dict[str, Numbers]
    points: dict[str, list[tuple[float, float]]]


def opened(content: bytes) -> Presentation:
    return pptx.Presentation(BytesIO(content))


def plots(content: bytes) -> list[Plot]:
    """Return every native chart of the file, slide by slide, from its XML."""
    return [
        _plot(shape.chart.element)
        for slide in opened(content).slides
        for shape in slide.shapes
        if shape.has_chart
    ]


def _plot(chart: BaseOxmlElement) -> Plot:
    categories: list[str] = []
    series: dict[str, Numbers] = {}
    points: dict[str, list[tuple[float, float]]] = {}
    for one in chart.iter(f"{CHART}ser"):
        name = one.find(f"{CHART}tx").find(f".//{CHART}v").text or ""
        if one.find(f"{CHART}xVal") is not None:
            across, up = (_values(one.find(f"{CHART}{axis}Val")) for axis in "xy")
            points[name] = list(zip(across, up, strict=True))
            continue
        words = one.find(f"{CHART}cat")
        categories = [v.text or "" for v in words.iter(f"{CHART}v")]
        series[name] = _values(one.find(f"{CHART}val"))
    return Plot(categories, series, points)


def _values(holder: BaseOxmlElement) -> Numbers:
    count = int(holder.find(f".//{CHART}ptCount").get("val"))
    found: Numbers = [None] * count
    for point in holder.iter(f"{CHART}pt"):
        found[int(point.get("idx"))] = float(point.find(f"{CHART}v").text)
    return found


def parts(content: bytes) -> dict[str, ET.Element]:
    """Return every XML part by its name; one that is not well-formed fails."""
    with ZipFile(BytesIO(content)) as package:
        return {
            name: ET.fromstring(package.read(name))  # noqa: S314  our own file
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def names_in(content: bytes) -> set[str]:
    with ZipFile(BytesIO(content)) as package:
        return set(package.namelist())


def runs(part: ET.Element) -> Iterator[ET.Element]:
    """Yield every run and field of words."""
    for kind in ("r", "fld"):
        yield from part.iter(f"{DRAWING}{kind}")


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of words in a box, all in points."""

    where: str
    width: float
    height: float
    lines: tuple[tuple[str, float, bool], ...]


def boxes(content: bytes) -> Iterator[Words]:
    """Yield every box and cell of the slides that holds words and wraps them."""
    for number, slide in enumerate(opened(content).slides, start=1):
        for shape in slide.shapes:
            where = f"{number}: {shape.name}"
            if shape.has_text_frame and shape.text_frame.text:
                yield _words(
                    where, shape.width / EMU, shape.height / EMU, shape.text_frame
                )
            if shape.has_table:
                yield from _cells(where, shape.table)


def _cells(where: str, table: Table) -> Iterator[Words]:
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            width = (column.width - cell.margin_left - cell.margin_right) / EMU
            yield _words(where, width, row.height / EMU, cell.text_frame)


def _words(where: str, width: float, height: float, frame: TextFrame) -> Words:
    lines = tuple(
        (
            line,
            max((run.font.size.pt for run in paragraph.runs), default=0.0),
            any(run.font.bold for run in paragraph.runs),
        )
        for paragraph in frame.paragraphs
        for line in paragraph.text.split("\v")
    )
    return Words(where, width, height, lines)
