"""A pack as slides: native charts, maps and tables, with notes for the speaker."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from dashboard.briefing import slide_bodies, slide_frame
from dashboard.briefing.packs import Pack, PackKind, Sheet
from dashboard.briefing.provenance_lines import one_line
from dashboard.briefing.slide_frame import Frame
from dashboard.briefing.slide_master import Master, our_master, owners_master
from dashboard.briefing.slide_notes import put_notes
from dashboard.briefing.writers import ExportOptions, Written
from dashboard.drawing.slide_board import Board
from dashboard.theme import LIGHT

FACE: Final = "Microsoft YaHei"
"""Every Office on Windows has it, and WPS; others put a Chinese face of their own."""

UNCOVERED: Final = (PackKind.PARK, PackKind.CHART)
"""Packs of so many pages and no more: they have no cover."""


def slides(pack: Pack, options: ExportOptions) -> Written:
    """Return *pack* as the bytes of a .pptx file.

    Raises:
        TemplateWrongError: The template cannot be built on.
    """
    master = _master(options)
    boards = [*_boards(pack, master, options)]
    for number, board in enumerate(boards, start=1):
        slide_frame.put_foot(
            board, pack.provenance, master, number=number, total=len(boards)
        )
        board.finish()
    presentation = master.presentation
    presentation.core_properties.title = pack.title
    presentation.core_properties.subject = pack.provenance.snapshot
    buffer = BytesIO()
    presentation.save(buffer)
    return Written(content=buffer.getvalue(), n_pages=len(boards))


def _master(options: ExportOptions) -> Master:
    own = options.template
    if own is None:
        return our_master(face=FACE)
    return owners_master(own.content, name=own.name, face=FACE)


def _boards(pack: Pack, master: Master, options: ExportOptions) -> Iterator[Board]:
    if pack.kind not in UNCOVERED:
        board = _board(master, options, is_cover=True)
        slide_frame.put_cover(master, pack, board)
        yield board
    for sheet in pack.sheets:
        for board in _of_sheet(sheet, pack, master, options):
            told = one_line(pack.provenance, say=options.say)
            notes = (sheet.message, *sheet.notes, told)
            put_notes(board.slide, notes, face=board.face)
            yield board


def _board(master: Master, options: ExportOptions, *, is_cover: bool = False) -> Board:
    layout = master.cover if is_cover else master.message
    slide = master.presentation.slides.add_slide(layout)
    return Board(slide=slide, palette=LIGHT, say=options.say, face=master.face)


def _of_sheet(
    sheet: Sheet, pack: Pack, master: Master, options: ExportOptions
) -> Iterator[Board]:
    frame = _opened(pack, master, options)
    if not slide_bodies.is_long(sheet):
        slide_frame.put_message(frame, sheet.message, master)
        slide_bodies.put(sheet, frame.board, frame.body)
        yield frame.board
        return
    (table, *_) = sheet.tables
    room = slide_bodies.table_room(table, frame.body)
    found = slide_bodies.grids(table, frame.board, room)
    for number, grid in enumerate(found, start=1):
        if number > 1:
            frame = _opened(pack, master, options)
        message = _numbered(sheet.message, number, len(found), options)
        slide_frame.put_message(frame, message, master)
        slide_bodies.put_grid(table, grid, frame.board, frame.body)
        yield frame.board


def _numbered(message: str, n: int, total: int, options: ExportOptions) -> str:
    if total == 1:
        return message
    return options.say("slides.goes_on", message=message, n=n, total=total)


def _opened(pack: Pack, master: Master, options: ExportOptions) -> Frame:
    board = _board(master, options)
    simulated = pack.provenance.is_simulated
    return slide_frame.opened(master, board, is_simulated=simulated)
