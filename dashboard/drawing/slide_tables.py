"""Native tables of a slide: cells of words, with hairlines between the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.drawing.slide_board import SMALLEST, Board
from dashboard.drawing.slide_shapes import (
    Align,
    Box,
    Letters,
    Run,
    body_xml,
    emu,
    printable,
)
from dashboard.drawing.slide_text import (
    LINE_HEIGHT,
    height_of,
    lines_of,
    shortened,
    width_of,
)

PAD: Final = 4.0
"""Points between a cell's edge and its words."""

URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/table"

SIDES: Final = ("lnL", "lnR", "lnT", "lnB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Words of a table and how they are set; *fill* is the ground behind them."""

    text: str
    letters: Letters
    align: Align = "l"
    fill: str = ""


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table that is ready to be put: widths of columns, heights of rows."""

    rows: Sequence[Row]
    widths: Sequence[float]
    heights: Sequence[float]


def put(board: Board, name: str, corner: tuple[float, float], grid: Grid) -> None:
    """Put *grid* with its top left at *corner*; its words already fit."""
    left, top = corner
    columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in grid.widths)
    rows = "".join(
        f'<a:tr h="{emu(height)}">{"".join(_cell(board, cell) for cell in row)}</a:tr>'
        for row, height in zip(grid.rows, grid.heights, strict=True)
    )
    board.add(
        "<p:graphicFrame><p:nvGraphicFramePr>"
        f'<p:cNvPr id="0" name="{printable(name)}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f'<p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="{emu(left)}" y="{emu(top)}"/>'
        f'<a:ext cx="{emu(sum(grid.widths))}" cy="{emu(sum(grid.heights))}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{URI}"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


def _cell(board: Board, cell: Cell) -> str:
    lines = [[Run(line, cell.letters)] for line in cell.text.split("\n")]
    body = body_xml(lines, face=board.face, align=cell.align, tag="a")
    edges = "".join(_edge(side, board.palette.line) for side in SIDES)
    colour = cell.fill.removeprefix("#")
    ground = (
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        if colour
        else "<a:noFill/>"
    )
    return (
        f'<a:tc>{body}<a:tcPr marL="{emu(PAD)}" marR="{emu(PAD)}" marT="0" marB="0"'
        f' anchor="ctr">{edges}{ground}</a:tcPr></a:tc>'
    )


def _edge(side: str, colour: str) -> str:
    if side != "lnB":
        return f'<a:{side} w="0"><a:noFill/></a:{side}>'
    return (
        f'<a:{side} w="6350"><a:solidFill>'
        f'<a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill></a:{side}>'
    )


def natural_widths(rows: Sequence[Row], *, most: float) -> list[float]:
    """Return how wide each column wants to be, in one line, at most *most* points."""
    n_columns = len(rows[0])
    return [
        min(
            most,
            max(
                width_of(line, size=row[at].letters.size)
                for row in rows
                for line in row[at].text.split("\n")
            )
            + 2 * PAD
            + 2,
        )
        for at in range(n_columns)
    ]


def spread_widths(wanted: Sequence[float], *, width: float) -> list[float]:
    """Return widths that fill *width*: the widest columns give way first."""
    total = sum(wanted)
    if total <= width:
        return [one * width / total for one in wanted]
    level = _level(sorted(wanted), width)
    return [min(one, level) for one in wanted]


def _level(ascending: Sequence[float], width: float) -> float:
    """Return at which width columns are cut so that all together fill *width*."""
    left, n_left = width, len(ascending)
    for one in ascending:
        if one * n_left >= left:
            break
        left -= one
        n_left -= 1
    return left / max(1, n_left)


def row_height(row: Row, widths: Sequence[float], *, least: float) -> float:
    """Return how high *row* has to be for all its words."""
    needed = max(
        height_of(cell.text, width=width - 2 * PAD, size=cell.letters.size)
        for cell, width in zip(row, widths, strict=True)
    )
    return max(least, needed + PAD)


def clipped(row: Row, widths: Sequence[float], height: float) -> Row:
    """Return *row* with words that fit cells of *widths* and *height*.

    Letters get smaller first; what still does not fit is cut off.
    """
    return [
        _clipped(cell, width - 2 * PAD, height - 1)
        for cell, width in zip(row, widths, strict=True)
    ]


def _clipped(cell: Cell, width: float, height: float) -> Cell:
    size = cell.letters.size
    while size > SMALLEST and not _fits(cell.text, width, height, size):
        size -= 0.5
    text = shortened(cell.text, width=width, height=height, size=size)
    letters = Letters(
        size=size, colour=cell.letters.colour, is_bold=cell.letters.is_bold
    )
    return Cell(text=text, letters=letters, align=cell.align, fill=cell.fill)


def _fits(text: str, width: float, height: float, size: float) -> bool:
    n_lines = lines_of(text, width=width, size=size)
    return n_lines * size * LINE_HEIGHT <= height


def pages(heights: Sequence[float], *, room: float) -> list[tuple[int, int]]:
    """Return from and up to which row each page goes; a row is never divided."""
    found, first, used = [], 0, 0.0
    for at, height in enumerate(heights):
        if used + height > room and at > first:
            found.append((first, at))
            first, used = at, 0.0
        used += height
    found.append((first, len(heights)))
    return found


def table_box(box: Box, grid: Grid) -> Box:
    """Return what *grid* takes of *box* when it stands at its top left."""
    return Box(
        left=box.left,
        top=box.top,
        width=sum(grid.widths),
        height=sum(grid.heights),
    )
