"""A pack on paper: A4 pages as a PDF, drawn without a browser."""

from io import BytesIO
from typing import Final

from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages

from dashboard.briefing.packs import Pack, Sheet
from dashboard.briefing.paper_flow import SIDE, Flow
from dashboard.briefing.paper_tables import least_height, put_table
from dashboard.briefing.provenance_lines import every_line, one_line
from dashboard.briefing.writers import ExportOptions, Written
from dashboard.charts.resource_maps import AnyMap
from dashboard.charts.values import Chart
from dashboard.drawing.paper_axes import Box
from dashboard.drawing.paper_charts import chart_height, put_chart
from dashboard.drawing.paper_map import height_of, put_map
from dashboard.drawing.paper_text import put_paragraph
from dashboard.drawing.pen import Paint
from dashboard.theme import LIGHT

TITLE: Final = 20.0
MESSAGE: Final = 14.0
BODY: Final = 10.0
SMALL: Final = 8.0
NAME_WIDTH: Final = 78.0
ROOM_HEIGHT: Final = 150.0

LEAST: Final = 0.72
"""A picture may be drawn so much smaller to stand on the page of the one before."""

NEW_PAGE_BELOW: Final = 0.25
"""A sheet begins on a new page where less of this one is left."""


def paper(pack: Pack, options: ExportOptions) -> Written:
    """Return *pack* as the bytes of a PDF; its faces are embedded in it."""
    say = options.say
    flow = Flow(title=pack.title, provenance=pack.provenance, palette=LIGHT, say=say)
    _put_opening(flow, pack)
    for sheet in pack.sheets:
        _put_sheet(flow, sheet)
    _put_notes(flow, pack)
    pages = flow.finish()
    buffer = BytesIO()
    told = {
        "Title": pack.title,
        "Subject": one_line(pack.provenance, say=say),
        "Keywords": pack.provenance.snapshot,
        "Creator": "zeropark",
        "CreationDate": pack.provenance.made_at,
    }
    with PdfPages(buffer, metadata=told) as file:
        for page in pages:
            FigureCanvasPdf(page.figure)
            file.savefig(page.figure)
    return Written(content=buffer.getvalue(), n_pages=len(pages))


def _put_opening(flow: Flow, pack: Pack) -> None:
    flow.turn()
    flow.paragraph(pack.title, size=TITLE, is_bold=True, after=8.0)
    for name, words in every_line(pack.provenance, say=flow.say):
        top = flow.y
        flow.paragraph(words, size=BODY - 1, indent=NAME_WIDTH, after=2.0)
        put_paragraph(
            flow.page,
            (SIDE, top),
            name,
            width=NAME_WIDTH,
            size=BODY - 1,
            colour=flow.palette.ink3,
        )
    flow.y += 14.0


def _put_sheet(flow: Flow, sheet: Sheet) -> None:
    rest = flow.rest
    if rest < NEW_PAGE_BELOW * flow.bottom or _first_height(flow, sheet) > rest:
        flow.turn()
    flow.paragraph(sheet.message, size=MESSAGE, is_bold=True, after=6.0)
    for point in sheet.points:
        flow.paragraph(flow.say("paper.point", text=point), size=BODY)
    flow.y += 4.0
    for value in sheet.maps:
        _put_map(flow, value)
    for chart in sheet.charts:
        _put_chart(flow, chart)
    for table in sheet.tables:
        put_table(flow, table)
    if sheet.room:
        _put_room(flow, sheet.room)
    flow.y += 16.0


def _put_notes(flow: Flow, pack: Pack) -> None:
    """Write at the end, once each, what the speaker is given with the sheets."""
    notes = dict.fromkeys(note for sheet in pack.sheets for note in sheet.notes)
    if not notes:
        return
    flow.need(4 * MESSAGE)
    flow.paragraph(flow.say("paper.notes"), size=MESSAGE, is_bold=True, after=6.0)
    for note in notes:
        flow.paragraph(note, size=SMALL, colour=flow.palette.ink2)


def _first_height(flow: Flow, sheet: Sheet) -> float:
    """Return how high the message is with the first picture below it."""
    words = 2.6 * MESSAGE + len(sheet.points) * 1.6 * BODY
    if sheet.maps:
        return words + LEAST * height_of(sheet.maps[0], flow.width)
    if sheet.charts:
        return words + LEAST * chart_height(
            sheet.charts[0], flow.page, width=flow.width
        )
    if sheet.tables:
        return words + least_height(flow, sheet.tables[0])
    return words


def _put_map(flow: Flow, value: AnyMap) -> None:
    whole = min(height_of(value, flow.width), flow.bottom - 60.0)
    fits = flow.rest >= LEAST * whole
    box = flow.block(min(whole, flow.rest) if fits else whole)
    put_map(flow.page, value, box, palette=flow.palette, say=flow.say)


def _put_chart(flow: Flow, chart: Chart) -> None:
    """Draw *chart*; one that is higher than its room is drawn smaller."""
    width, page = flow.width, flow.bottom - 60.0
    height = chart_height(chart, flow.page, width=width)
    most = flow.rest if flow.rest >= LEAST * height else page
    if height > most:
        width, height = width * most / height, most
    box = flow.block(height)
    left = box.left + (flow.width - width) / 2
    own = Box(left, box.top, width, height)
    put_chart(chart, flow.page, own, palette=flow.palette)


def _put_room(flow: Flow, head: str) -> None:
    """Leave a frame to write in."""
    flow.need(ROOM_HEIGHT + 30.0)
    flow.paragraph(head, size=11.0, is_bold=True)
    left, top, width, height = flow.block(ROOM_HEIGHT)
    corners = [(left, top), (left + width, top)]
    corners += [(left + width, top + height), (left, top + height)]
    flow.page.shape([corners], Paint(line=flow.palette.border, width=0.8))
