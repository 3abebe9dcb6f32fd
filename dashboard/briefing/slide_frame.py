"""What stands around the body of a slide: title, tag, foot; and the cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml

from dashboard.briefing.packs import Pack, Provenance
from dashboard.briefing.provenance_lines import essentials, every_line
from dashboard.briefing.slide_master import TITLES, Master
from dashboard.drawing.slide_board import SHOWN, Board
from dashboard.drawing.slide_shapes import EMU, NAMESPACES, Box, Look, Run, body_xml
from dashboard.drawing.slide_text import (
    LINE_HEIGHT,
    balanced,
    fitting_size,
    lines_of,
    shortened,
    title_size,
)

TITLE: Final = (28.0, 16.0)
COVER_TITLE: Final = (40.0, 20.0)
SUBTITLE: Final = (20.0, 12.0)
"""The largest and the smallest letters of each."""

COVER_LINE: Final = 13.0
TAG: Final = 13.0
FOOT: Final = 10.0
FOOT_LEAST: Final = 8.0

MARGIN: Final = 39.6
FOOT_TOP: Final = 38.0
BODY_BOTTOM: Final = 50.0
"""How far above the lower edge foot and body end, in points."""

BELOW_TITLE: Final = 12.0
NUMBER_WIDTH: Final = 60.0
PLAIN_TITLE: Final = Box(left=MARGIN, top=23.0, width=800.0, height=53.0)
COVER_TOP: Final = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One slide with its frame: the board, its title, and where its body goes.

    ``title`` is the placeholder, ``None`` where the layout has none.
    """

    board: Board
    title: Any
    title_box: Box
    body: Box


def opened(master: Master, board: Board, *, is_simulated: bool) -> Frame:
    """Put the tag on the slide of *board*, and return what is left."""
    width, height = size_of(master)
    title = _title(board)
    box = PLAIN_TITLE if title is None else _box(title)
    if is_simulated:
        _tag(board, Box(left=width - MARGIN - 68, top=box.top + 8, width=68, height=24))
    left = min(box.left, MARGIN * 2)
    top = box.bottom + BELOW_TITLE
    body = Box(
        left=left,
        top=top,
        width=width - 2 * left,
        height=height - BODY_BOTTOM - top,
    )
    return Frame(board=board, title=title, title_box=box, body=body)


def put_message(frame: Frame, message: str, master: Master) -> None:
    """Put *message* as the title of the slide."""
    _put_title(
        frame.board,
        frame.title,
        frame.title_box,
        message,
        TITLE,
        is_ours=master.is_ours,
    )


def size_of(master: Master) -> tuple[float, float]:
    """Return how wide and how high a slide is, in points."""
    presentation = master.presentation
    return (presentation.slide_width or 0) / EMU, (presentation.slide_height or 0) / EMU


def _title(board: Board, *, with_subtitle: bool = False) -> Any:  # noqa: ANN401  python-pptx's placeholders have no common type
    """Return the slide's title; placeholders that would stay empty leave the slide."""
    placeholders: Any = board.slide.placeholders
    title = None
    for one in list(placeholders):
        kind = one.placeholder_format.type
        if kind in TITLES and title is None:
            title = one
        elif not (with_subtitle and kind == PP_PLACEHOLDER.SUBTITLE):
            one.element.getparent().remove(one.element)
    return title


def _box(shape: Any) -> Box:  # noqa: ANN401  as above
    return Box(
        left=shape.left / EMU,
        top=shape.top / EMU,
        width=shape.width / EMU,
        height=shape.height / EMU,
    )


def _put_title(
    board: Board,
    title: Any,  # noqa: ANN401  as above
    box: Box,
    text: str,
    sizes: tuple[float, float],
    *,
    is_ours: bool,
) -> None:
    largest, smallest = sizes
    room = {"width": box.width, "height": box.height}
    size = title_size(text, **room, largest=largest, smallest=smallest)
    colour = board.palette.ink if is_ours else ""
    letters = board.letters(size, is_bold=True)
    shown = shortened(text, **room, size=size)
    lines = balanced(shown, width=box.width, size=size)
    if title is None:
        board.text(text, box, [[Run("\v".join(lines), letters)]], anchor="ctr")
        return
    own = type(letters)(size=size, colour=colour, is_bold=True)
    _set_text(title, [Run("\v".join(lines), own)], board)


def _set_text(shape: Any, runs: Sequence[Run], board: Board) -> None:  # noqa: ANN401  as above
    """Write *runs* into a placeholder, which keeps where it anchors its words."""
    body = parse_xml(f"<p:x {NAMESPACES}>{body_xml([runs], face=board.face)}</p:x>")[0]
    ours = shape.element.find(f"{SHOWN}txBody")
    for old in [child for child in ours if child.tag.endswith("}p")]:
        ours.remove(old)
    for paragraph in [child for child in body if child.tag.endswith("}p")]:
        ours.append(paragraph)


def _tag(board: Board, box: Box) -> None:
    palette = board.palette
    letters = board.letters(TAG, colour=palette.demo_text, is_bold=True)
    board.text(
        board.say("app.demo"),
        box,
        [[Run(board.say("app.demo"), letters)]],
        align="ctr",
        anchor="ctr",
        look=Look(fill=palette.demo_fill, line=palette.demo_text, line_width=1.0),
        geometry="roundRect",
    )


def put_foot(
    board: Board, provenance: Provenance, master: Master, *, number: int, total: int
) -> None:
    """Put where the slide comes from, and which of how many it is, at its foot."""
    width, height = size_of(master)
    line = Box(
        left=MARGIN,
        top=height - FOOT_TOP,
        width=width - 2 * MARGIN,
        height=FOOT_TOP - 6.0,
    )
    words, page = line.cut_left(line.width - NUMBER_WIDTH, gap=4.0)
    ink = board.letters(FOOT, colour=board.palette.ink3)
    text = essentials(provenance, say=board.say)
    is_short = lines_of(text, width=words.width, size=FOOT_LEAST) == 1
    room = words.cut_top(FOOT * LINE_HEIGHT + 1)[0] if is_short else words
    board.fitted_text(board.say("slides.foot"), room, text, ink, smallest=FOOT_LEAST)
    small = board.letters(10.5, colour=board.palette.ink3)
    runs = [Run(str(number), small, field="slidenum"), Run(f" / {total}", small)]
    board.text(board.say("slides.number"), page, [runs], align="r")


def put_cover(master: Master, pack: Pack, board: Board) -> None:
    """Put the pack's title, its period, and all that its file says of itself."""
    say, told = board.say, pack.provenance
    title = _title(board, with_subtitle=True)
    box = PLAIN_TITLE if title is None else _box(title)
    _put_title(board, title, box, pack.title, COVER_TITLE, is_ours=master.is_ours)
    under = say("slides.subtitle", period=told.period, handling=told.handling)
    _subtitle(board, under, master)
    width, height = size_of(master)
    left = max(box.left, MARGIN)
    room = Box(
        left=left,
        top=min(COVER_TOP, height - 240.0),
        width=width - left - MARGIN * 2,
        height=190.0,
    )
    lines = [
        say("provenance.told", name=name, words=words)
        for name, words in every_line(told, say=say)
    ]
    ink = board.letters(COVER_LINE, colour=board.palette.ink2)
    board.fitted_text(say("slides.foot"), room, "\n".join(lines), ink)
    if told.is_simulated:
        _tag(board, Box(left=width - MARGIN - 68, top=40, width=68, height=24))


def _subtitle(board: Board, text: str, master: Master) -> None:
    placeholders: Any = board.slide.placeholders
    for one in list(placeholders):
        if one.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE:
            largest, smallest = SUBTITLE
            box = _box(one)
            room = {"width": box.width, "height": box.height}
            size = fitting_size(text, **room, largest=largest, smallest=smallest)
            colour = board.palette.ink2 if master.is_ours else ""
            letters = board.letters(size)
            own = type(letters)(size=size, colour=colour)
            _set_text(one, [Run(shortened(text, **room, size=size), own)], board)
