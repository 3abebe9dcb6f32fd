"""Native shapes of a slide as XML: text, ovals, lines, and outlines one can recolour.

No shape refers to the theme's styles (``p:style`` would give it a shadow), and every
run names its Latin, East Asian and complex face.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final, Literal

from dashboard.drawing.slide_text import LINE_HEIGHT

EMU: Final = 12_700
"""English metric units in a point."""

NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

UNPRINTABLE: Final = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What XML cannot hold, and a name from a workbook may."""

Align = Literal["l", "ctr", "r"]
Anchor = Literal["t", "ctr", "b"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a slide, in points from its top left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.height

    def inset(self, by: float) -> "Box":
        """Return the box that stands *by* inside this one."""
        return Box(
            left=self.left + by,
            top=self.top + by,
            width=self.width - 2 * by,
            height=self.height - 2 * by,
        )

    def cut_top(self, height: float, *, gap: float = 0.0) -> "tuple[Box, Box]":
        """Return the upper part, *height* high, and what is left below *gap*."""
        return (
            replace(self, height=height),
            replace(
                self, top=self.top + height + gap, height=self.height - height - gap
            ),
        )

    def cut_left(self, width: float, *, gap: float = 0.0) -> "tuple[Box, Box]":
        """Return the left part, *width* wide, and what is left right of *gap*."""
        return (
            replace(self, width=width),
            replace(self, left=self.left + width + gap, width=self.width - width - gap),
        )

    def columns(self, shares: Sequence[float], *, gap: float) -> "tuple[Box, ...]":
        """Return parts that stand beside each other, each with its share of width."""
        room = self.width - gap * (len(shares) - 1)
        lefts = [self.left]
        widths = [room * share / sum(shares) for share in shares]
        for width in widths[:-1]:
            lefts.append(lefts[-1] + width + gap)
        return tuple(
            replace(self, left=left, width=width)
            for left, width in zip(lefts, widths, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """How words are set: size in points, weight; without a colour, as inherited."""

    size: float
    colour: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words set one way; a *field* is filled in by whoever shows it."""

    text: str
    letters: Letters
    field: str = ""


Paragraph = Sequence[Run]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Fill and outline; an empty colour is none. Opacity in percent.

    ``hatch`` is the colour of slanting lines over the fill; ``has_head`` ends an open
    line in an arrow.
    """

    fill: str = ""
    hatch: str = ""
    has_head: bool = False
    line: str = ""
    line_width: float = 1.0
    dash: str = ""
    opacity: int = 100


NOTHING: Final = Look()


def printable(text: str) -> str:
    """Return *text* as XML can hold it."""
    return escape(UNPRINTABLE.sub("", text), quote=True)


def emu(points: float) -> int:
    """Return *points* in the units of a file."""
    return round(points * EMU)


def faces_xml(face: str) -> str:
    """Return the three faces of a run."""
    name = printable(face)
    return "".join(f'<a:{kind} typeface="{name}"/>' for kind in ("latin", "ea", "cs"))


def run_xml(run: Run, *, face: str) -> str:
    """Return one run; a tab of it stays one, a vertical tab begins a line."""
    letters = run.letters
    properties = (
        f'lang="zh-CN" altLang="en-US" sz="{round(letters.size * 100)}"'
        f' b="{int(letters.is_bold)}" dirty="0"'
    )
    colour = _solid(letters.colour) if letters.colour else ""
    inside = f"{colour}{faces_xml(face)}"
    if "\v" in run.text:
        lines = (replace(run, text=line) for line in run.text.split("\v"))
        turned = f"<a:br><a:rPr {properties}>{inside}</a:rPr></a:br>"
        return turned.join(run_xml(line, face=face) for line in lines)
    text = f"<a:t>{printable(run.text)}</a:t>"
    if run.field:
        return (
            f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="{run.field}">'
            f"<a:rPr {properties}>{inside}</a:rPr>{text}</a:fld>"
        )
    return f"<a:r><a:rPr {properties}>{inside}</a:rPr>{text}</a:r>"


def paragraph_xml(
    runs: Paragraph, *, face: str, align: Align = "l", after: float = 0.0
) -> str:
    """Return one paragraph; its lines stand at a height of our own."""
    size = max((run.letters.size for run in runs), default=12.0)
    spacing = round(size * LINE_HEIGHT * 100)
    return (
        f'<a:p><a:pPr algn="{align}"><a:lnSpc><a:spcPts val="{spacing}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft>'
        f"<a:buNone/></a:pPr>{''.join(run_xml(run, face=face) for run in runs)}</a:p>"
    )


def body_xml(
    paragraphs: Iterable[Paragraph],
    *,
    face: str,
    align: Align = "l",
    anchor: Anchor = "t",
    after: float = 0.0,
    is_wrapped: bool = True,
    tag: str = "p",
) -> str:
    """Return the text of a shape or, with *tag* ``a``, of a cell."""
    lines = "".join(
        paragraph_xml(runs, face=face, align=align, after=after) for runs in paragraphs
    )
    wrap = "square" if is_wrapped else "none"
    body = (
        "<a:bodyPr/>"
        if tag == "a"
        else f'<a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0"'
        f' rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    )
    text = lines or "<a:p/>"
    return f"<{tag}:txBody>{body}<a:lstStyle/>{text}</{tag}:txBody>"


def shape_xml(
    name: str,
    box: Box,
    *,
    look: Look = NOTHING,
    geometry: str = "rect",
    text: str = "",
    description: str = "",
) -> str:
    """Return a shape of one of the usual geometries; *text* is its ``body_xml``."""
    adjusted = '<a:gd name="adj" fmla="val 12000"/>' if geometry == "roundRect" else ""
    inside = f'<a:prstGeom prst="{geometry}"><a:avLst>{adjusted}</a:avLst></a:prstGeom>'
    is_text = bool(text) and look == NOTHING
    return _shape(
        name, box, inside, look, text, description=description, is_text=is_text
    )


def outline_xml(
    name: str,
    rings: Iterable[Sequence[Point]],
    *,
    look: Look,
    description: str = "",
    is_closed: bool = True,
) -> str:
    """Return a freeform whose *rings*, in points, are islands and holes of one shape.

    Raises:
        ValueError: There is no point.
    """
    found = [list(ring) for ring in rings]
    xs = [x for ring in found for x, _ in ring]
    ys = [y for ring in found for _, y in ring]
    left, top = min(xs), min(ys)
    box = Box(left=left, top=top, width=max(xs) - left, height=max(ys) - top)
    paths = "".join(_ring(ring, left, top, is_closed=is_closed) for ring in found)
    filled = "" if is_closed else ' fill="none"'
    inside = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(box.width)}" h="{emu(box.height)}"{filled}>{paths}</a:path>'
        "</a:pathLst></a:custGeom>"
    )
    return _shape(name, box, inside, look, "", description=description)


def line_xml(name: str, start: Point, end: Point, *, look: Look) -> str:
    """Return a straight line."""
    (x0, y0), (x1, y1) = start, end
    box = Box(
        left=min(x0, x1), top=min(y0, y1), width=abs(x1 - x0), height=abs(y1 - y0)
    )
    flipped = ' flipV="1"' if (x1 - x0) * (y1 - y0) < 0 else ""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="0" name="{printable(name)}"/>'
        f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{_place(box, flipped)}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_line(look)}</p:spPr>'
        "</p:cxnSp>"
    )


def curve_xml(
    name: str,
    ways: Sequence[Point],
    *,
    look: Look,
    description: str = "",
) -> str:
    """Return an open curve as one freeform: from, bent towards, to."""
    xs, ys = [x for x, _ in ways], [y for _, y in ways]
    left, top = min(xs), min(ys)
    box = Box(left=left, top=top, width=max(xs) - left, height=max(ys) - top)
    start, bend, end = (
        f'<a:pt x="{emu(x - left)}" y="{emu(y - top)}"/>' for x, y in ways
    )
    inside = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(box.width)}" h="{emu(box.height)}" fill="none">'
        f"<a:moveTo>{start}</a:moveTo><a:quadBezTo>{bend}{end}</a:quadBezTo></a:path>"
        "</a:pathLst></a:custGeom>"
    )
    return _shape(name, box, inside, look, "", description=description)


def group_xml(
    name: str, box: Box, shapes: Iterable[str], *, description: str = ""
) -> str:
    """Return *shapes*, which stand in *box*, as one group; each keeps its place."""
    inner = (
        f'<a:chOff x="{emu(box.left)}" y="{emu(box.top)}"/>'
        f'<a:chExt cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
    )
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="0" name="{printable(name)}"'
        f"{_described(description)}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{_place(box).removesuffix('</a:xfrm>')}{inner}</p:grpSpPr>"
        f"{''.join(shapes)}</p:grpSp>"
    )


def _ring(ring: Sequence[Point], left: float, top: float, *, is_closed: bool) -> str:
    (x, y), *rest = [(emu(x - left), emu(y - top)) for x, y in ring]
    start = f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>'
    steps = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
    return f"{start}{steps}{'<a:close/>' if is_closed else ''}"


def _shape(
    name: str,
    box: Box,
    geometry: str,
    look: Look,
    text: str,
    *,
    description: str = "",
    is_text: bool = False,
) -> str:
    kind = ' txBox="1"' if is_text else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{printable(name)}"'
        f"{_described(description)}/><p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{_place(box)}{geometry}{_fill(look)}{_line(look)}</p:spPr>{text}"
        "</p:sp>"
    )


def _described(description: str) -> str:
    return f' descr="{printable(description)}"' if description else ""


def _place(box: Box, more: str = "") -> str:
    return (
        f'<a:xfrm{more}><a:off x="{emu(box.left)}" y="{emu(box.top)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
    )


def _solid(colour: str, opacity: int = 100) -> str:
    alpha = f'<a:alpha val="{opacity * 1000}"/>' if opacity < 100 else ""  # noqa: PLR2004  percent
    return (
        f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}">{alpha}</a:srgbClr>'
        "</a:solidFill>"
    )


def _fill(look: Look) -> str:
    if look.hatch:
        lines, ground = (
            f'<a:srgbClr val="{colour.removeprefix("#")}"/>'
            for colour in (look.hatch, look.fill)
        )
        return (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr>{lines}</a:fgClr>'
            f"<a:bgClr>{ground}</a:bgClr></a:pattFill>"
        )
    return _solid(look.fill, look.opacity) if look.fill else "<a:noFill/>"


def _line(look: Look) -> str:
    if not look.line:
        return "<a:ln><a:noFill/></a:ln>"
    dash = f'<a:prstDash val="{look.dash}"/>' if look.dash else ""
    head = '<a:tailEnd type="triangle"/>' if look.has_head else ""
    return (
        f'<a:ln w="{emu(look.line_width)}">{_solid(look.line)}{dash}<a:round/>{head}'
        "</a:ln>"
    )
