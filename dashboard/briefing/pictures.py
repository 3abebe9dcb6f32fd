"""Every chart and map of a pack as a picture: PNG at 300 dots an inch, or SVG."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.briefing.packs import Pack, Provenance
from dashboard.briefing.provenance_lines import one_line
from dashboard.briefing.writers import ExportOptions, Written
from dashboard.charts.resource_maps import AnyMap
from dashboard.charts.values import Chart
from dashboard.drawing.paper_axes import Box
from dashboard.drawing.paper_charts import chart_height, put_chart
from dashboard.drawing.paper_map import height_of, put_map
from dashboard.drawing.paper_pen import AsPicture, Paper
from dashboard.drawing.paper_text import height_of as lines_height
from dashboard.drawing.paper_text import put_paragraph, wrapped
from dashboard.drawing.pen import Pen
from dashboard.text import Speaker
from dashboard.theme import LIGHT
from queries.errors import ManyPicturesError, SuffixUnknownError

DPI: Final = 300
WIDTH: Final = 513.0
"""As wide as the text of an A4 page, in points."""

SIDE: Final = 14.0
MESSAGE: Final = 13.0
FOOT: Final = 6.5
GAP: Final = 8.0

KINDS: Final[dict[str, tuple[AsPicture, ...]]] = {
    ".png": ("png",),
    ".svg": ("svg",),
    ".zip": ("png", "svg"),
}
"""What is made for a file of that suffix; an archive holds both."""

Subject = tuple[str, str, Chart | AnyMap]
"""What a picture is called, the message above it, and what it shows."""


def pictures(pack: Pack, options: ExportOptions) -> Written:
    """Return the one picture of *pack*, or an archive of all of them.

    Raises:
        SuffixUnknownError: The file is to be neither .png, .svg nor .zip.
        ManyPicturesError: There is more than one, and no archive was asked for.
    """
    if options.suffix not in KINDS:
        raise SuffixUnknownError(suffix=options.suffix, known=sorted(KINDS))
    subjects = [*_subjects(pack)]
    if options.suffix == ".zip":
        return Written(content=_archive(pack, subjects, options), n_pages=len(subjects))
    if len(subjects) != 1:
        raise ManyPicturesError(count=len(subjects))
    (kind,) = KINDS[options.suffix]
    content = _picture(pack, subjects[0], kind, options.say)
    return Written(content=content, n_pages=1)


def _subjects(pack: Pack) -> Iterator[Subject]:
    for sheet in pack.sheets:
        shown: list[Chart | AnyMap] = [*sheet.maps, *sheet.charts]
        for number, one in enumerate(shown, start=1):
            tail = f"-{number}" if len(shown) > 1 else ""
            yield f"{sheet.key}{tail}", sheet.message, one


def _archive(pack: Pack, subjects: list[Subject], options: ExportOptions) -> bytes:
    buffer = BytesIO()
    stamp = pack.provenance.made_at.timetuple()[:6]
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for number, subject in enumerate(subjects, start=1):
            for kind in KINDS[".zip"]:
                name = f"{number:02d}-{subject[0]}.{kind}"
                content = _picture(pack, subject, kind, options.say)
                archive.writestr(ZipInfo(name, stamp), content)
    return buffer.getvalue()


def _picture(pack: Pack, subject: Subject, kind: AsPicture, say: Speaker) -> bytes:
    _, message, shown = subject
    told = one_line(pack.provenance, say=say)
    metadata = {"Title": message, "Description": told}
    if kind == "svg":
        metadata["Date"] = pack.provenance.made_at.isoformat()
    page = _page(pack.provenance, message, shown, say)
    return page.picture(kind, dpi=DPI, told=metadata)


def _page(
    provenance: Provenance, message: str, shown: Chart | AnyMap, say: Speaker
) -> Paper:
    """Draw the message, the chart or map, and where it comes from."""
    measure = Paper(WIDTH, WIDTH)
    told = one_line(provenance, say=say)
    width = WIDTH - 2 * SIDE
    heads = wrapped(measure, message, width=width, size=MESSAGE, is_bold=True)
    foots = wrapped(measure, told, width=width, size=FOOT)
    head, foot = lines_height(len(heads), MESSAGE), lines_height(len(foots), FOOT)
    body = _height(shown, measure, width)
    page = Paper(WIDTH, 2 * SIDE + head + body + foot + 2 * GAP)
    at = (SIDE, SIDE)
    put_paragraph(
        page,
        at,
        message,
        width=width,
        size=MESSAGE,
        colour=LIGHT.ink,
        is_bold=True,
    )
    box = Box(SIDE, SIDE + head + GAP, width, body)
    if isinstance(shown, Chart):
        put_chart(shown, page, box, palette=LIGHT)
    else:
        put_map(page, shown, box, palette=LIGHT, say=say)
    at = (SIDE, page.height - SIDE - foot)
    put_paragraph(page, at, told, width=width, size=FOOT, colour=LIGHT.ink3)
    return page


def _height(shown: Chart | AnyMap, pen: Pen, width: float) -> float:
    if isinstance(shown, Chart):
        return chart_height(shown, pen, width=width)
    return height_of(shown, width)
