"""Resources in a briefing: the map as shapes one can recolour, tables that agree."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
from pptx.shapes.group import GroupShape

from dashboard import complementarity
from dashboard.briefing import resource_sheets
from dashboard.briefing.chart_tables import areas_on, parks_on
from dashboard.briefing.data_files import data
from dashboard.briefing.packs import Pack, PackKind, Sheet
from dashboard.briefing.paper import paper
from dashboard.briefing.question import Question
from dashboard.briefing.resource_sheets import LIMITS, Survey
from dashboard.briefing.slides import slides
from dashboard.briefing.workbook import all_tables
from dashboard.briefing.writers import ExportOptions
from dashboard.charts.bivariate import (
    Layers,
    labels_of,
    resource_map,
    spots_of,
    view_of,
)
from dashboard.charts.changes import short_name
from dashboard.charts.loans import arcs_of
from dashboard.charts.maps import Map
from dashboard.charts.resource_maps import Gain, ResourceMap, sign_of
from dashboard.drawing.svg_map import svg
from dashboard.text import Speaker
from dashboard.theme import LIGHT, SQUARE
from tests.unit.briefing.charts_by_hand import pack
from tests.unit.briefing.slide_reading import DRAWING, boxes, opened
from tests.unit.briefing.test_slides import fits
from tests.unit.charts.complements import THREE
from tests.unit.charts.test_bivariate import CANVAS, FRAME, WIND, ground
from tests.unit.charts.test_loans import PAIRS, SPOTS

SAY = Speaker("zh")
OPTIONS = ExportOptions(say=SAY)


@pytest.fixture(scope="module")
def value() -> ResourceMap:
    """Three league-cities, one beyond number; a loan within a grid and one across."""
    beyond = THREE[2] | {"need_state": "beyond", "storage_gap_mwh": None}
    where = ground(*THREE[:2], beyond, named=frozenset({"P1"}))
    view = view_of(CANVAS)
    spots = spots_of(where, WIND, view=view, growth=0.0, say=SAY)
    labels = labels_of(where, WIND, FRAME, spots=spots, say=SAY)
    gain = Gain(
        title="园区A",
        hint="",
        text="+40",
        text_at=(0.0, 100.0),
        x_km=0.0,
        y_km=0.0,
        weight=1.0,
    )
    layers = Layers(
        spots=spots,
        labels=labels,
        arcs=arcs_of(PAIRS, SPOTS, (), view=view, say=SAY),
        gains=(gain,),
    )
    return resource_map(where, WIND, FRAME, layers=layers, say=SAY)


def of_map(value: ResourceMap) -> Pack:
    return pack(Sheet(key="resources", message="一句话", maps=(value,)))


@pytest.fixture(scope="module")
def groups(value: ResourceMap) -> dict[str, GroupShape]:
    """The groups of shapes of the map's slide."""
    slide = opened(slides(of_map(value), OPTIONS).content).slides[1]
    return {s.name: s for s in slide.shapes if isinstance(s, GroupShape)}


def test_each_area_is_filled_with_its_cell_and_hatched_beyond_number(
    groups: dict[str, GroupShape],
):
    areas = {area.name: area for area in groups[SAY("slides.map_areas")].shapes}
    assert len(areas) == 3
    plain = areas[SAY("slides.shape_league_city", name="鄂尔多斯", code="150600")]
    assert f"#{plain.fill.fore_color.rgb}" == SQUARE[0]
    beyond = areas[SAY("slides.shape_league_city", name="呼伦贝尔", code="150700")]
    assert beyond.element.find(f".//{DRAWING}pattFill") is not None
    assert plain.element.find(f".//{DRAWING}pattFill") is None


def test_the_legend_is_a_square_of_nine_and_a_row_above_it(
    groups: dict[str, GroupShape],
):
    legend = groups[SAY("slides.map_legend")].shapes
    cells = [SAY("slides.shape_cell", cell=sign_of(cell)) for cell in range(12)]
    shown = [shape.name for shape in legend]
    assert sorted(name for name in shown if name in cells) == sorted(cells)
    words = {shape.text_frame.text for shape in legend if shape.has_text_frame}
    assert {"1 · 1", "8 · 1", "× · 1", "5"} <= words
    assert {SAY("slides.north"), SAY("slides.scale")} <= set(shown)


def test_parks_have_their_sign_and_the_named_a_ring(groups: dict[str, GroupShape]):
    shapes = {shape.name: shape for shape in groups[SAY("slides.map_parks")].shapes}
    one = shapes[SAY("slides.shape_spot", name="园区P0", code="P0", cell="1")]
    assert one.text_frame.text == "1"
    rings = [
        name for name in shapes if name.startswith(SAY("slides.shape_ring", name=""))
    ]
    assert rings == [SAY("slides.shape_ring", name="园区P1")]


def test_loans_are_arrows_with_amounts_and_broken_across_grids(
    groups: dict[str, GroupShape], value: ResourceMap
):
    shapes = {shape.name: shape for shape in groups[SAY("slides.map_arcs")].shapes}
    broken = {}
    for arc in value.arcs:
        line = shapes[arc.title].element
        assert line.find(f".//{DRAWING}tailEnd") is not None
        assert line.find(f".//{DRAWING}quadBezTo") is not None
        broken[arc.title] = line.find(f".//{DRAWING}prstDash") is not None
    assert broken == {arc.title: arc.is_across for arc in value.arcs}
    assert set(broken.values()) == {True, False}
    amounts = groups[SAY("slides.map_amounts")].shapes
    wanted = [one.text for one in (*value.arcs, *value.gains) if one.text_at]
    assert [shape.text_frame.text for shape in amounts] == wanted


def test_the_tables_of_the_map_name_the_cell_of_every_park_and_area(
    value: ResourceMap,
):
    parks, areas = (
        made(value, key="one", say=SAY).rows for made in (parks_on, areas_on)
    )
    assert [row[:3] for row in parks] == [
        (one.code, one.title, sign_of(one.cell)) for one in value.spots
    ]
    assert parks[1][-2:] == pytest.approx((110.0, 39.5), abs=1e-3)
    assert [row[:3] for row in areas] == [
        (one.code, one.title, sign_of(one.cell)) for one in value.regions
    ]


def test_gdal_reads_its_places(value: ResourceMap, tmp_path: Path):
    path = tmp_path / "a.gpkg"
    options = replace(OPTIONS, suffix=".gpkg")
    path.write_bytes(data(of_map(value), options).content)
    parks, areas = (gpd.read_file(path, layer=name) for name in ("parks", "boundaries"))
    assert list(parks["code"]) == ["P0", "P1"]
    assert sorted(areas["code"]) == ["150600", "150700", "152900"]


def test_paper_and_svg_draw_it(value: ResourceMap):
    assert paper(of_map(value), replace(OPTIONS, suffix=".pdf")).n_pages == 1
    drawn = svg(value, palette=LIGHT, say=SAY, alt="图", name="light")
    for words in ("鄂尔多斯", "8 缺 30", "20 / 8,000", SQUARE[0]):
        assert words in drawn


def test_the_region_s_briefing_tells_of_resources(packs: dict[PackKind, Pack]):
    found = {one.key: one for one in packs[PackKind.REGION].sheets}
    for key in ("resources", "loans", "siting"):
        (shown,) = found[key].maps
        assert not isinstance(shown, Map)
        assert found[key].tables[0].columns[-1].kind != "text"
    assert [chart.kind for chart in found["loans_ledger"].charts] == ["ledger"]
    assert len(found["pooling"].tables[0].rows) == 12


def test_pairs_are_those_of_the_survey(packs: dict[PackKind, Pack], asked: Question):
    survey = Survey(asked)
    pairs = complementarity.pairs(survey.parks, limits=LIMITS)
    (table,) = resource_sheets.loans_sheet(survey).tables  # type: ignore[union-attr]  the samples report what it needs
    wanted = [
        (short_name(survey.names[giver]), short_name(survey.names[taker]), mwh)
        for giver, taker, mwh in zip(
            pairs["from"], pairs["to"], pairs["storage_mwh"], strict=True
        )
    ]
    shown = [(row[0], row[1], row[3]) for row in table.rows]
    assert shown == wanted[: len(shown)]
    (own,) = [one for one in packs[PackKind.REGION].sheets if one.key == "loans"]
    assert own.tables == (table,)


def test_every_park_is_in_the_tables_behind_the_map(
    packs: dict[PackKind, Pack], asked: Question
):
    tables = all_tables(packs[PackKind.REGION], say=SAY)
    (found,) = [one for one in tables if one.key == "resources_parks"]
    placed = asked.parks.dropna(subset=["longitude_deg"])
    assert {row[0] for row in found.rows} == set(placed["code"])


def test_before_anybody_reported_there_is_nothing_to_tell(asked: Question):
    survey = Survey(asked)
    object.__setattr__(survey, "is_known", False)
    assert resource_sheets.spread_sheet(survey) is None
    assert resource_sheets.place_sheet(survey, "150600") is None


def test_words_of_these_sheets_stay_in_their_boxes(
    packs: dict[PackKind, Pack], value: ResourceMap
):
    whole = packs[PackKind.REGION]
    keys = {"resources", "loans", "loans_ledger", "siting", "pooling"}
    own = replace(whole, sheets=tuple(s for s in whole.sheets if s.key in keys))
    for made in (own, of_map(value)):
        found = slides(made, OPTIONS).content
        assert [words for words in boxes(found) if not fits(words)] == []
