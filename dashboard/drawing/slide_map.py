"""Maps on a slide: a ``Map`` value becomes outlines and discs that one can recolour."""

from dataclasses import replace
from typing import Final

from dashboard.charts.maps import Map, Mark
from dashboard.charts.resource_maps import AnyMap
from dashboard.drawing.map_outlines import REGION_LAYER, outlines_named
from dashboard.drawing.slide_board import Board
from dashboard.drawing.slide_legend import legend_shapes, notes_height, notes_shape
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
from dashboard.drawing.slide_resource_map import put_resources
from dashboard.drawing.slide_shapes import Box, Look, outline_xml, shape_xml
from dashboard.theme import shade
from queries.vocabulary import Grade, Tier

LEGEND_WIDTH: Final = 128.0
"""Of the column that a league-city's map leaves to its legend, in points."""

CASING: Final = 1.8
RING: Final = 2.6
"""What stands around a disc, in points: a white casing, the ring of the national."""


def put(value: AnyMap, board: Board, box: Box) -> None:
    """Put *value* into *box*: areas, parks, names, legend, north, scale, notes."""
    if isinstance(value, Map):
        _put_grades(value, board, box)
    else:
        put_resources(value, board, box)
    board.add(*notes_shape(value, board, box))


def _put_grades(value: Map, board: Board, box: Box) -> None:
    is_region = value.layer == REGION_LAYER
    ground = box
    if not is_region:
        above, _ = box.cut_top(box.height - notes_height(value))
        ground = above.cut_left(LEGEND_WIDTH, gap=8.0)[1]
    place = Place(value=value, box=ground)
    groups = {
        "areas": _areas(value, board, place),
        "parks": [*_zones(value, board, place), *_parks(value, board, place)],
        "names": name_shapes(
            value.labels, [board.palette.ink] * len(value.labels), board, place
        ),
        "legend": legend_shapes(
            value, board, box, km=place.points_per_km, with_grades=bool(value.marks)
        ),
    }
    put_groups(board, box, groups)


def _areas(value: Map, board: Board, place: Place) -> list[str]:
    """Return an outline an area; those that are marked stand in front."""
    outlines = outlines_named(value.layer)
    key = "league_city" if value.layer == REGION_LAYER else "banner"
    n_classes = len(value.legend.classes)
    palette = board.palette
    return [
        outline_xml(
            board.say(f"slides.shape_{key}", name=area.title, code=area.code),
            place.rings(outlines[area.code]),
            look=Look(
                fill=palette.missing
                if area.fill_class is None
                else shade(palette, area.fill_class, n_classes=n_classes),
                line=palette.alarm if area.is_marked else palette.map_edge,
                line_width=2.25 if area.is_marked else 0.75,
            ),
            description=area.hint,
        )
        for area in sorted(value.areas, key=lambda area: area.is_marked)
        if area.code in outlines
    ]


def _zones(value: Map, board: Board, place: Place) -> list[str]:
    return [
        shape_xml(
            zone.title,
            round_box(place.at(zone.x_km, zone.y_km), 2.4),
            look=Look(
                fill=board.palette.zone if zone.is_exact else "",
                line=board.palette.zone,
                line_width=0.9,
            ),
            geometry="ellipse",
            description=zone.hint,
        )
        for zone in value.zones
    ]


def _parks(value: Map, board: Board, place: Place) -> list[str]:
    """Return leaders, one shape of all casings, and a disc with a letter a park."""
    discs = [shape for mark in value.marks for shape in _disc(mark, board, place)]
    if not discs:
        return []
    leaders = [
        leader(
            board,
            mark.title,
            place.at(mark.home_x_km, mark.home_y_km),
            place.at(mark.x_km, mark.y_km),
        )
        for mark in value.marks
        if mark.is_moved
    ]
    casings = outline_xml(
        board.say("slides.map_casings"),
        [
            circle(place.at(mark.x_km, mark.y_km), _cased(mark, place))
            for mark in value.marks
        ],
        look=Look(fill=board.palette.casing),
    )
    return [*leaders, casings, *discs]


def _cased(mark: Mark, place: Place) -> float:
    ring = RING if mark.tier is Tier.NATIONAL else 0.0
    return mark.radius_px * place.scale + CASING + ring


def _disc(mark: Mark, board: Board, place: Place) -> list[str]:
    palette, radius = board.palette, mark.radius_px * place.scale
    middle = place.at(mark.x_km, mark.y_km)
    name = board.say(
        "slides.shape_park", name=mark.title, code=mark.code, grade=mark.grade
    )
    outline = Look(line=palette.disc_outline, line_width=1.0)
    shapes = []
    if mark.tier is Tier.NATIONAL:
        ring = board.say("slides.shape_ring", name=mark.title)
        box = round_box(middle, radius + RING)
        shapes.append(shape_xml(ring, box, look=outline, geometry="ellipse"))
    shapes.append(
        shape_xml(
            name,
            round_box(middle, radius),
            look=replace(outline, fill=palette.grades[mark.grade].fill),
            geometry="ellipse",
            text=_letter(mark.grade, board, radius),
            description=mark.hint.replace("\n", " "),
        )
    )
    return shapes


def _letter(grade: Grade, board: Board, radius: float) -> str:
    """Return a grade's letter in the middle of its disc."""
    colour = board.palette.grades[grade].letter
    letter = "—" if grade is Grade.U else grade.value
    letters = board.letters(letter_size(radius), colour=colour, is_bold=True)
    return centred(board, letter, letters)
