"""The presentation that slides are put into: our own, or one that the owner gives."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from string import Template
from typing import Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from dashboard.drawing.slide_board import DRAWING
from dashboard.theme import LIGHT
from queries.errors import TemplateWrongError
from queries.vocabulary import Grade

RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PARTS: Final = {
    "[Content_Types].xml": "content_types.xml",
    "ppt/presentation.xml": "presentation.xml",
    "ppt/slideMasters/slideMaster1.xml": "master.xml",
    "ppt/slideLayouts/slideLayout1.xml": "cover.xml",
    "ppt/slideLayouts/slideLayout2.xml": "message.xml",
    "ppt/theme/theme1.xml": "theme.xml",
}
"""The parts of the package, and the files that they are made from."""

LINKS: Final = {
    "_rels/.rels": {"rId1": ("officeDocument", "ppt/presentation.xml")},
    "ppt/_rels/presentation.xml.rels": {
        "rId1": ("slideMaster", "slideMasters/slideMaster1.xml"),
        "rId2": ("theme", "theme/theme1.xml"),
    },
    "ppt/slideMasters/_rels/slideMaster1.xml.rels": {
        "rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml"),
        "rId2": ("slideLayout", "../slideLayouts/slideLayout2.xml"),
        "rId3": ("theme", "../theme/theme1.xml"),
    },
    "ppt/slideLayouts/_rels/slideLayout1.xml.rels": {
        "rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")
    },
    "ppt/slideLayouts/_rels/slideLayout2.xml.rels": {
        "rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")
    },
}
"""What each part refers to: kind and target by id."""

EPOCH: Final = (2026, 1, 1, 0, 0, 0)
"""The same bytes come out for the same design."""

TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)

PLAIN: Final = (
    *TITLES,
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
)
"""What a layout may hold and still leave its middle to us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """A presentation without slides, and how its slides are to be made.

    Attributes:
        presentation: Where slides are added.
        cover: The layout of the first slide.
        message: The layout of all others: a title, and room below.
        face: The face that runs name.
        is_ours: Whether it is our own; an owner's keeps its own colours of titles.
    """

    presentation: Presentation
    cover: SlideLayout
    message: SlideLayout
    face: str
    is_ours: bool


def our_master(*, face: str) -> Master:
    """Return our own presentation, widescreen, its words in *face*."""
    presentation = pptx.Presentation(BytesIO(_package(face)))
    cover, message = presentation.slide_layouts
    return Master(
        presentation=presentation,
        cover=cover,
        message=message,
        face=face,
        is_ours=True,
    )


def owners_master(content: bytes, *, name: str, face: str) -> Master:
    """Return an owner's presentation; the slides that it brings are left out.

    Args:
        content: Of the .pptx file.
        name: What the file is called.
        face: For words where the owner's theme names no East Asian face.

    Raises:
        TemplateWrongError: It is no presentation, or has no layout to build on.
    """
    try:
        presentation = pptx.Presentation(BytesIO(content))
        layouts = list(presentation.slide_layouts)
        _emptied(presentation)
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as e:
        raise TemplateWrongError(file=name) from e
    if not layouts:
        raise TemplateWrongError(file=name)
    return Master(
        presentation=presentation,
        cover=_cover(layouts),
        message=_message(layouts),
        face=_east_asian_face(presentation) or face,
        is_ours=False,
    )


@cache
def _package(face: str) -> bytes:
    palette = LIGHT
    colours = {
        name: getattr(palette, name).removeprefix("#")
        for name in ("ink", "ink2", "ink3", "page", "surface", "accent", "zone", "line")
    }
    for grade in (Grade.A, Grade.B, Grade.C, Grade.D):
        name = f"grade_{grade.value.lower()}"
        colours[name] = palette.grades[grade].fill.removeprefix("#")
    folder = files("dashboard") / "briefing" / "master"
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for part, source in PARTS.items():
            text = (folder / source).read_text(encoding="utf-8")
            filled = Template(text).substitute(colours, face=face)
            package.writestr(ZipInfo(part, EPOCH), filled)
        for part, links in LINKS.items():
            package.writestr(ZipInfo(part, EPOCH), _links(links))
    return buffer.getvalue()


def _links(links: dict[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for name, (kind, target) in links.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inside}</Relationships>"
    )


def _emptied(presentation: Presentation) -> None:
    """Leave out the slides that a template brings as examples."""
    listed = presentation.slides.element
    for slide in list(listed):
        presentation.part.drop_rel(slide.rId)
        listed.remove(slide)
    for sections in presentation.element.xpath(".//p:extLst"):
        sections.getparent().remove(sections)


def _kinds(layout: SlideLayout) -> list[Any]:
    placeholders: Any = layout.placeholders
    return [one.placeholder_format.type for one in placeholders]


def _cover(layouts: list[SlideLayout]) -> SlideLayout:
    """Return the layout that has a title in its centre; else the first."""
    centred = [one for one in layouts if PP_PLACEHOLDER.CENTER_TITLE in _kinds(one)]
    return (centred or layouts)[0]


def _message(layouts: list[SlideLayout]) -> SlideLayout:
    """Return the layout with a title and the fewest things below it."""

    def occupied(layout: SlideLayout) -> tuple[bool, int]:
        kinds = _kinds(layout)
        return (
            PP_PLACEHOLDER.TITLE not in kinds,
            sum(kind not in PLAIN for kind in kinds),
        )

    return min(layouts, key=occupied)


def _east_asian_face(presentation: Presentation) -> str:
    """Return the face that the theme names for Chinese; empty where it names none."""
    theme = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    minor = parse_xml(theme.blob).find(f".//{DRAWING}minorFont")
    if minor is None:
        return ""
    own = minor.find(f"{DRAWING}ea")
    if own is not None and own.get("typeface"):
        return str(own.get("typeface"))
    scripts = {one.get("script"): one.get("typeface") for one in minor}
    return str(scripts.get("Hans") or "")
