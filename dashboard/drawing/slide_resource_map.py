"""Maps of two quantities on a slide: cells, parks, loans as arrows, added storage."""

from collections.abc import Iterator
from math import hypot
from typing import Final

from dashboard.charts.resource_maps import (
    N_CELLS,
    Arc,
    Gain,
    ResourceMap,
    Spot,
    sign_of,
)
from dashboard.drawing.map_outlines import outlines_named
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_legend import edge_shapes
from dashboard.drawing.slide_place import (
    Place,
    centred,
    circle,
    leader,
    letter_size,
    name_shapes,
    put_groups,
    round_box,
)
from dashboard.drawing.slide_shapes import (
    NOTHING,
    Box,
    Look,
    Point,
    curve_xml,
    outline_xml,
    shape_xml,
)
from dashboard.drawing.slide_square import square_shapes
from dashboard.drawing.slide_text import LINE_HEIGHT, width_of
from dashboard.drawing.square_legend import fill_of, ink_of

CASING: Final = 1.8
NAMED: Final = 2.6
"""What stands around a disc, in points: a white casing, the ring of those named."""

ARCS: Final = (1.5, 4.5)
"""How wide the smallest and the largest loan is."""

ARC_CASING: Final = 2.0
GAIN_OPACITY: Final = 18
AMOUNT: Final = 9.0


def put_resources(value: ResourceMap, board: Board, box: Box) -> None:
    """Put *value* into *box*: areas, added storage, parks, names, loans, legend."""
    place = Place(value=value, box=box)
    legend = square_shapes(value.square, board, box)
    groups = {
        "areas": _areas(value, board, place),
        "gains": [_gain(one, board, place) for one in value.gains],
        "parks": _parks(value, board, place),
        "names": _names(value, board, place),
        "arcs": [shape for arc in value.arcs for shape in _arc(arc, board, place)],
        "amounts": _amounts(value, board, place),
        "legend": [*legend, *edge_shapes(board, box, km=place.points_per_km)],
    }
    put_groups(board, box, groups)


def _areas(value: ResourceMap, board: Board, place: Place) -> list[str]:
    outlines = outlines_named(value.layer)
    return [
        outline_xml(
            board.say("slides.shape_league_city", name=region.title, code=region.code),
            place.rings(outlines[region.code]),
            look=cell_look(region.cell, board),
            description=region.hint.replace("\n", " "),
        )
        for region in value.regions
        if region.code in outlines
    ]


def cell_look(cell: int | None, board: Board) -> Look:
    """Return how a cell is filled: hatched where no storage is enough."""
    palette = board.palette
    is_beyond = cell is not None and cell >= N_CELLS
    return Look(
        fill=fill_of(cell, palette),
        hatch=palette.map_edge if is_beyond else "",
        line=palette.map_edge,
        line_width=0.75,
    )


def _names(value: ResourceMap, board: Board, place: Place) -> list[str]:
    palette = board.palette
    looks = [
        (ink_of(cell, palette), Look(fill=fill_of(cell, palette)))
        for cell in value.cell_of
    ]
    # A light name may reach beyond its dark area: it takes the ground along.
    grounds = [NOTHING if ink == palette.ink else look for ink, look in looks]
    inks = [ink for ink, _ in looks]
    return name_shapes(value.labels, inks, board, place, grounds=grounds)


def _parks(value: ResourceMap, board: Board, place: Place) -> list[str]:
    """Return leaders, one shape of all casings, and a disc with its cell a park."""
    if not value.spots:
        return []
    leaders = [
        leader(
            board,
            spot.title,
            place.at(spot.home_x_km, spot.home_y_km),
            place.at(spot.x_km, spot.y_km),
        )
        for spot in value.spots
        if spot.is_moved
    ]
    casings = outline_xml(
        board.say("slides.map_casings"),
        [
            circle(place.at(spot.x_km, spot.y_km), _cased(spot, place))
            for spot in value.spots
        ],
        look=Look(fill=board.palette.casing),
    )
    discs = [shape for spot in value.spots for shape in _disc(spot, board, place)]
    return [*leaders, casings, *discs]


def _cased(spot: Spot, place: Place) -> float:
    named = NAMED if spot.is_named else 0.0
    return spot.radius_px * place.scale + CASING + named


def _disc(spot: Spot, board: Board, place: Place) -> Iterator[str]:
    palette, radius = board.palette, spot.radius_px * place.scale
    middle, sign = place.at(spot.x_km, spot.y_km), sign_of(spot.cell)
    if spot.is_named:
        yield shape_xml(
            board.say("slides.shape_ring", name=spot.title),
            round_box(middle, radius + NAMED),
            look=Look(line=palette.alarm, line_width=1.75),
            geometry="ellipse",
        )
    ink = board.letters(
        letter_size(radius), colour=ink_of(spot.cell, palette), is_bold=True
    )
    yield shape_xml(
        board.say("slides.shape_spot", name=spot.title, code=spot.code, cell=sign),
        round_box(middle, radius),
        look=Look(
            fill=fill_of(spot.cell, palette), line=palette.disc_outline, line_width=1.0
        ),
        geometry="ellipse",
        text=centred(board, sign, ink),
        description=spot.hint.replace("\n", " "),
    )


def _gain(gain: Gain, board: Board, place: Place) -> str:
    accent = board.palette.accent
    return shape_xml(
        board.say("slides.shape_gain", name=gain.title),
        round_box(place.at(gain.x_km, gain.y_km), gain.radius_px * place.scale),
        look=Look(fill=accent, opacity=GAIN_OPACITY, line=accent, line_width=1.75),
        geometry="ellipse",
        description=gain.hint.replace("\n", " "),
    )


def _arc(arc: Arc, board: Board, place: Place) -> Iterator[str]:
    """Yield an arrow above its casing; broken where it crosses from grid to grid."""
    palette = board.palette
    width = ARCS[0] + (ARCS[1] - ARCS[0]) * arc.weight
    start, bend, end = (place.at(*point) for point in (arc.start, arc.bend, arc.end))
    ways = _free(start, bend, end, first=6.0, last=7.0)
    casing = Look(line=palette.casing, line_width=width + ARC_CASING)
    yield curve_xml(board.say("slides.shape_casing", name=arc.title), ways, look=casing)
    yield curve_xml(
        arc.title,
        ways,
        look=Look(
            line=palette.ink,
            line_width=width,
            dash="dash" if arc.is_across else "",
            has_head=True,
        ),
        description=arc.hint.replace("\n", " "),
    )


def _free(
    start: Point, bend: Point, end: Point, *, first: float, last: float
) -> tuple[Point, Point, Point]:
    """Return the part of a curve that leaves the discs at both of its ends free."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    low, high = min(0.3, first / length), 1 - min(0.4, last / length)

    def on(s: float, t: float) -> Point:
        x, y = (
            (1 - s) * (1 - t) * a + (s + t - 2 * s * t) * b + s * t * c
            for a, b, c in zip(start, bend, end, strict=True)
        )
        return x, y

    return on(low, low), on(low, high), on(high, high)


def _amounts(value: ResourceMap, board: Board, place: Place) -> list[str]:
    told: list[Arc | Gain] = [*value.arcs, *value.gains]
    return [_amount(one, board, place) for one in told if one.text_at]


def _amount(one: Arc | Gain, board: Board, place: Place) -> str:
    """Return an amount on a small dark plate: it lies on every colour of the map."""
    x, y = place.at(*(one.text_at or (0.0, 0.0)))
    palette = board.palette
    width = width_of(one.text, size=AMOUNT) + 6
    height = AMOUNT * LINE_HEIGHT + 1
    ink = board.letters(AMOUNT, colour=palette.page, is_bold=True)
    return shape_xml(
        board.say("slides.shape_amount", name=one.title),
        Box(left=x - width / 2, top=y - height / 2, width=width, height=height),
        look=Look(fill=palette.ink, line=palette.casing, line_width=0.75),
        text=centred(board, one.text, ink),
    )
