"""Which writer makes which kind of file of a pack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.briefing.packs import Pack
from dashboard.text import Speaker


class FileKind(StrEnum):
    """What a pack can become."""

    SLIDES = "slides"
    WORKBOOK = "workbook"
    PAGE = "page"
    PAPER = "paper"
    PICTURE = "picture"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate:
    """A presentation that the owner gives, and what its file is called."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How a file is to be written.

    Attributes:
        say: Who speaks in it.
        suffix: Of the file that is asked for, with its dot, in small letters: a
            picture is a ``.png`` or a ``.svg``.
        template: For slides; ``None`` for our own.
    """

    say: Speaker
    suffix: str = ""
    template: OwnTemplate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file, and how many pages or sheets it has."""

    content: bytes
    n_pages: int


Writer = Callable[[Pack, ExportOptions], Written]


def _slides(pack: Pack, options: ExportOptions) -> Written:
    from dashboard.briefing.slides import slides  # noqa: PLC0415  only an export needs it

    return slides(pack, options)


def _workbook(pack: Pack, options: ExportOptions) -> Written:
    from dashboard.briefing.workbook import workbook  # noqa: PLC0415  as above

    return workbook(pack, options)


def _paper(pack: Pack, options: ExportOptions) -> Written:
    from dashboard.briefing.paper import paper  # noqa: PLC0415  as above

    return paper(pack, options)


def _picture(pack: Pack, options: ExportOptions) -> Written:
    from dashboard.briefing.pictures import pictures  # noqa: PLC0415  as above

    return pictures(pack, options)


def _data(pack: Pack, options: ExportOptions) -> Written:
    from dashboard.briefing.data_files import data  # noqa: PLC0415  as above

    return data(pack, options)


def _page(pack: Pack, options: ExportOptions) -> Written:
    from dashboard.briefing.web_page import web_page  # noqa: PLC0415  as above

    return web_page(pack, options)


WRITERS: Final[Mapping[FileKind, Writer]] = {
    FileKind.SLIDES: _slides,
    FileKind.WORKBOOK: _workbook,
    FileKind.PAPER: _paper,
    FileKind.PICTURE: _picture,
    FileKind.DATA: _data,
    FileKind.PAGE: _page,
}
"""A kind that is not here cannot be written yet."""
