"""The map as a value: every park once, in its own place, in the right class."""

import pytest
import shapely
from pandera.typing.pandas import DataFrame

from dashboard.charts.classes import Classes, even_classes
from dashboard.charts.grade_words import grade_words
from dashboard.charts.maps import Canvas, Map
from dashboard.charts.park_map import (
    MapData,
    MapRequest,
    class_words,
    fitted,
    park_map,
)
from dashboard.text import Speaker
from geodata.outlines import extent, league_city_outlines
from queries.contracts import Park, Zone
from queries.indicators import dictionary
from queries.vocabulary import LEAGUE_CITIES, Grade
from tests.unit.charts.by_hand import (
    GREEN,
    HULUNBUIR,
    INTENSITY,
    ORDOS,
    indicator,
    standing,
    valued,
    zoned,
)

SAY = Speaker("zh")
EJIN_HORO = (109.7, 39.5)
PARKS = standing(
    ("A", ORDOS, *EJIN_HORO),
    ("B", ORDOS, *EJIN_HORO),
    ("C", HULUNBUIR, 119.7, 49.2),
    ("D", ORDOS, None, None),
)
GRADES = {"A": Grade.A, "B": Grade.U, "C": Grade.D, "D": Grade.B}
VALUES = valued(
    *((INTENSITY, code, None, None) for code in LEAGUE_CITIES[3:]),
    (INTENSITY, LEAGUE_CITIES[0], 1.37, 1.0),
    (INTENSITY, LEAGUE_CITIES[1], 1.52, 1.0),
    (INTENSITY, LEAGUE_CITIES[2], 2.04, 1.0),
)


def map_of(
    *,
    league_city: str | None = None,
    parks: DataFrame[Park] = PARKS,
    zones: DataFrame[Zone] | None = None,
    banner_names: dict[str, str] | None = None,
) -> Map:
    return park_map(
        MapData(
            parks=parks,
            grades=GRADES,
            grade_words={
                code: grade_words(grade, SAY) for code, grade in GRADES.items()
            },
            park_values=valued((INTENSITY, "A", 1.5, 1.0), flag="simulated"),
            place_values=VALUES,
            banner_names=banner_names or {},
            zones=zoned() if zones is None else zones,
        ),
        MapRequest(
            league_city=league_city,
            indicator=indicator(INTENSITY),
            indicators=dictionary().indicators,
            marked=frozenset({ORDOS}),
            canvas=Canvas(width_px=900, height_px=450),
            text_px=13.0,
            growth=0.0,
            notes=("示意图",),
        ),
        say=SAY,
    )


def test_every_park_with_a_place_is_drawn_once():
    assert [mark.code for mark in map_of().marks] == ["A", "B", "C"]


def test_parks_without_a_place_are_counted_beside_the_map():
    assert map_of().notes == (SAY("map.no_place", n=1), "示意图")
    assert map_of(parks=PARKS.iloc[:3]).notes == ("示意图",)


def test_a_mark_has_the_grade_of_its_park():
    grades = {mark.code: mark.grade for mark in map_of().marks}
    assert grades == {"A": Grade.A, "B": Grade.U, "C": Grade.D}


def test_parks_on_one_point_are_spread_and_stay_in_their_league_city():
    drawn = map_of()
    first, second, _ = drawn.marks
    apart = shapely.Point(first.x_km, first.y_km).distance(
        shapely.Point(second.x_km, second.y_km)
    )
    touching = (first.radius_px + second.radius_px) / drawn.view.px_per_km
    assert apart >= touching
    assert (first.home_x_km, first.home_y_km) == (second.home_x_km, second.home_y_km)
    ordos = league_city_outlines()[ORDOS]
    for mark in (first, second):
        # Places are rounded to a tenth of a kilometre for the browser.
        assert ordos.distance(shapely.Point(mark.x_km, mark.y_km)) < 0.1


def test_there_is_an_area_for_every_league_city():
    areas = {area.code: area for area in map_of().areas}
    assert set(areas) == set(LEAGUE_CITIES)
    assert areas[LEAGUE_CITIES[0]].fill_class == 0
    assert areas[LEAGUE_CITIES[2]].fill_class == 4
    assert areas[LEAGUE_CITIES[5]].fill_class is None
    assert "待填报" in areas[LEAGUE_CITIES[5]].hint


def test_the_places_of_the_headline_are_marked_and_the_legend_says_why():
    drawn = map_of()
    assert [area.code for area in drawn.areas if area.is_marked] == [ORDOS]
    assert drawn.legend.marked


def test_the_legend_has_a_line_for_each_class_and_for_places_without_a_value():
    legend = map_of().legend
    classes = "≤1.40", "1.40–1.60", "1.60–1.80", "1.80–2.00", ">2.00"
    assert legend.classes == classes
    assert legend.missing == SAY("map.no_value")
    assert SAY.name_of(indicator(INTENSITY)) in legend.title


def test_a_hint_tells_place_and_monthly_items_with_their_flags():
    hints = {mark.code: mark.hint for mark in map_of().marks}
    place, *items = hints["A"].splitlines()
    for words in ("鄂尔多斯", "自治区级"):
        assert words in place
    assert items == ["单位能耗碳排放 1.50（模拟）"]


def test_inside_a_league_city_its_banners_are_the_areas():
    names = {"150627": "伊金霍洛旗", "150602": "东胜区"}
    drawn = map_of(league_city=ORDOS, parks=PARKS.iloc[:2], banner_names=names)
    assert drawn.layer == f"banners_{ORDOS}"
    assert {area.title for area in drawn.areas} == set(names.values())
    assert {label.text for label in drawn.labels} == set(names.values())
    assert drawn.legend.title == ""
    assert drawn.legend.classes == ()
    assert drawn.legend.missing == ""


def test_every_league_city_is_named_on_the_map_of_the_region():
    names = {label.text for label in map_of().labels}
    assert names == {SAY(f"place.{code}") for code in LEAGUE_CITIES}


def test_without_parks_the_map_stands_empty():
    drawn = map_of(parks=standing())
    assert drawn.marks == ()
    assert len(drawn.areas) == 12


def test_a_zone_without_a_place_is_not_drawn_and_a_label_point_says_so():
    zones = zoned(
        (1, "banner_label_point", *EJIN_HORO),
        (2, "site", 110.0, 39.6),
        (3, None, None, None),
    )
    drawn = map_of(zones=zones).zones
    assert [(zone.title, zone.is_exact) for zone in drawn] == [
        ("开发区1", False),
        ("开发区2", True),
    ]
    assert SAY("precision.banner_label_point") in drawn[0].hint


@pytest.mark.parametrize("size", [(900, 450), (1270, 690), (400, 800)])
def test_the_region_fits_its_canvas(size: tuple[int, int]):
    canvas = Canvas(width_px=size[0], height_px=size[1])
    west, north, east, south = extent(league_city_outlines())
    view = fitted((west, north, east, south), canvas=canvas)
    left, top = view.at(0, 0)
    right, bottom = view.at(*size)
    assert left < west < east < right
    assert top < north < south < bottom


def test_classes_are_said_as_a_reader_says_them():
    shares = even_classes([0.0, 0.2], finest=0.001)
    assert class_words(shares, indicator(GREEN), say=SAY)[:2] == ("≤5.0%", "5.0%–10.0%")
    alone = Classes(edges=(), step=0.0)
    assert class_words(alone, indicator(GREEN), say=SAY) == (SAY("map.one_class"),)
