"""Maps of resources, accounts and curves as a browser gets them."""

import json
from dataclasses import replace
from typing import Any

import pytest
import shapely

from dashboard.charts.bivariate import view_of
from dashboard.charts.loans import accounts, arcs_of, ledger
from dashboard.charts.maps import Canvas, Label
from dashboard.charts.resource_maps import ResourceMap
from dashboard.charts.storage_curve import storage_curve
from dashboard.drawing import screen
from dashboard.drawing.screen_arcs import amount_layers, arc_layers
from dashboard.drawing.screen_frame import Look
from dashboard.drawing.screen_map import HIGHLIGHT
from dashboard.drawing.screen_resource_map import hatched, picture
from dashboard.drawing.square_legend import fill_of, ink_of
from dashboard.text import Speaker
from dashboard.theme import DARK, LIGHT, SQUARE, Palette
from geodata.outlines import league_city_outlines
from tests.unit.charts.complements import THREE
from tests.unit.charts.test_bivariate import ground, whole_map
from tests.unit.charts.test_loans import BOTH, PAIRS, SPOTS
from tests.unit.charts.test_storage_curve import CURVE

SAY = Speaker("zh")
LOOK = Look(palette=LIGHT, height_px=400, text_px=13, small_px=12)
VIEW = view_of(Canvas(width_px=1000, height_px=600))


def layers_of(value: ResourceMap) -> dict[str, Any]:
    found = json.loads(picture(value, palette=LIGHT, growth=0.0).specification)
    return {layer["id"]: layer for layer in found["layers"]}


def luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("cell", [None, *range(12)])
def test_the_sign_on_a_cell_can_be_read(palette: Palette, cell: int | None):
    """As large letters: three to one."""
    high, low = sorted(
        (luminance(fill_of(cell, palette)), luminance(ink_of(cell, palette))),
        reverse=True,
    )
    assert (high + 0.05) / (low + 0.05) >= 3


def test_no_two_cells_have_the_same_colour():
    assert len(set(SQUARE)) == 9


def test_each_league_city_is_filled_with_its_cell_and_says_its_sign():
    found = layers_of(whole_map(ground()))
    filled = found["areas"]["getFillColor"]
    for code, colour in (("150600", SQUARE[0]), ("150700", SQUARE[8])):
        rgb = ", ".join(str(part) for part in bytes.fromhex(colour[1:]))
        assert f"properties.adcode=='{code}'?[{rgb}, 255]" in filled
    signs = {row["text"] for row in found["square_signs"]["data"]}
    assert {"1 · 1", "5 · 1", "9 · 1", "3"} <= signs


def test_areas_beyond_number_are_hatched_and_no_others():
    assert layers_of(whole_map(ground()))["hatches"]["data"] == []
    beyond = THREE[0] | {"need_state": "beyond", "storage_gap_mwh": None}
    assert layers_of(whole_map(ground(beyond, *THREE[1:])))["hatches"]["data"]


def test_named_parks_have_a_ring():
    found = layers_of(whole_map(ground(named=frozenset({"P1"}))))
    assert len(found["named"]["data"]) == 1


def test_the_park_under_the_pointer_keeps_its_colour_as_on_the_map_of_grades():
    assert layers_of(whole_map(ground()))["marks"]["highlightColor"] == HIGHLIGHT


def test_a_hatch_stays_inside_its_outline():
    square = shapely.box(0, 0, 100, 100)
    lines = [shapely.LineString(path) for path in hatched(square, step=10)]
    assert len(lines) > 10
    assert all(square.buffer(0.1).covers(line) for line in lines)


def test_an_arrow_across_the_grids_is_broken_the_other_is_whole():
    arcs = arcs_of(PAIRS, SPOTS, (), view=VIEW, say=SAY)
    _, shafts, heads = arc_layers(arcs, view=VIEW, palette=LIGHT)
    titles = [row["title"] for row in shafts.data]
    assert titles.count("园区A → 园区B") == 1
    assert titles.count("园区C → 园区B") == 12
    assert len(heads.data) == 2


def test_the_larger_loan_has_the_wider_arrow():
    arcs = arcs_of(PAIRS, SPOTS, (), view=VIEW, say=SAY)
    _, shafts, _ = arc_layers(arcs, view=VIEW, palette=LIGHT)
    widths = {row["title"]: row["width"] for row in shafts.data}
    # 2 to 6.5 px; a quarter of the most is 2 + 4.5 / 4.
    assert widths == {"园区A → 园区B": 6.5, "园区C → 园区B": 3.1}


def test_without_pairs_there_is_nothing_to_draw():
    assert arc_layers((), view=VIEW, palette=LIGHT) == []
    assert amount_layers((), palette=LIGHT, growth=0.0) == []


def test_an_account_draws_gaps_to_the_right_of_spare():
    grids = {"150600": "west", "152900": "west", "150700": "east"}
    chart = ledger(accounts(BOTH, PAIRS), grids=grids, snapshot="S", say=SAY)
    figure = screen.drawn(chart, LOOK)
    told = {trace.name: list(trace.x) for trace in figure.data if trace.name}
    # From -100 (spare) to 120 (gap) on 0.27 to 0.66 of the row.
    assert told["缺口：现状"] == pytest.approx([0.66])
    assert max(told["富余：现状"]) < told["缺口：结对后"][0]


def test_a_curve_draws_shares_as_percent_and_a_line_at_what_is_needed():
    chart = storage_curve(CURVE, snapshot="S", say=SAY)
    figure = screen.drawn(chart, LOOK)
    assert list(figure.data[0].y) == pytest.approx([60.0, 70.0, 80.0, 90.0])
    assert [shape.x0 for shape in figure.layout.shapes] == [0, 50.0, 100.0]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_name_beside_its_dark_cell_takes_the_ink_of_the_page(palette: Palette):
    """White on a dark cell, but on the page it would be white on white."""
    value = whole_map(ground())
    inside = league_city_outlines()["150700"].representative_point()
    west, *_ = league_city_outlines()["150700"].bounds
    for x_km, ink in ((inside.x, "#FFFFFF"), (west - 100, palette.ink)):
        label = Label(text="9", x_km=x_km, y_km=inside.y)
        shown = replace(value, labels=(label,))
        found = json.loads(picture(shown, palette=palette, growth=0.0).specification)
        ids = [layer["id"] for layer in found["layers"]]
        assert [name for name in ids if name.startswith("names_")] == [f"names_{ink}"]
