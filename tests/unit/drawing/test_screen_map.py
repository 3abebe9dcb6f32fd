"""Maps on screen: small, offline, and every mark findable by its code."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from dashboard.charts.maps import (
    Area,
    Canvas,
    Label,
    Legend,
    Map,
    Mark,
    View,
    Zone,
)
from dashboard.drawing.screen_map import FinishedDeck, clicked, drawn, picture
from dashboard.theme import DARK, LIGHT, Palette, rgba, shade
from queries.vocabulary import Grade, Tier

VIEW = View(
    centre_x_km=0.0,
    centre_y_km=0.0,
    px_per_km=0.5,
    canvas=Canvas(width_px=800, height_px=400),
)


def mark(code: str, grade: Grade, tier: Tier = Tier.REGION, *, moved: bool = False):
    return Mark(
        code=code,
        title=f"园区{code}",
        hint="鄂尔多斯 · 自治区级",
        grade=grade,
        tier=tier,
        x_km=10.0,
        y_km=20.0,
        home_x_km=9.0,
        home_y_km=19.0,
        radius_px=8.5,
        is_moved=moved,
    )


MARKS = (
    mark("A", Grade.A, Tier.NATIONAL),
    mark("U", Grade.U),
    mark("M", Grade.C, moved=True),
)
ZONE = Zone(title="开发区", hint="仅作参考", x_km=0.0, y_km=0.0, is_exact=False)


def map_value(*, zones: tuple[Zone, ...] = (), marks: tuple[Mark, ...] = MARKS) -> Map:
    return Map(
        layer="league_cities",
        view=VIEW,
        areas=(
            Area(
                code="150600", title="鄂尔多斯", fill_class=1, is_marked=True, hint="h"
            ),
            Area(
                code="150700",
                title="呼伦贝尔",
                fill_class=None,
                is_marked=False,
                hint="",
            ),
        ),
        marks=marks,
        zones=zones,
        labels=(Label(text="鄂尔多斯", x_km=1.0, y_km=2.0),),
        legend=Legend(
            title="单位能耗碳排放",
            classes=("≤1.40", ">1.40"),
            missing="无数据",
            tiers=tuple((tier, tier.value) for tier in Tier),
            marked="标题所指盟市",
            zone="参考开发区",
        ),
        notes=("示意图，未经审图", "快照 20260420-1"),
    )


def spec(value: Map | None = None, *, palette: Palette = LIGHT) -> dict[str, Any]:
    deck = drawn(value or map_value(), palette=palette, growth=0.0)
    found: dict[str, Any] = json.loads(deck.to_json())
    return found


def layer(found: dict[str, Any], name: str) -> dict[str, Any]:
    (only,) = [layer for layer in found["layers"] if layer["id"] == name]
    return dict(only)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return []


def test_the_specification_is_compact():
    text = drawn(map_value(), palette=LIGHT, growth=0.0).to_json()
    assert "\n" not in text
    assert ": " not in re.sub(r'"[^"]*"', "", text)
    assert "鄂尔多斯" in text


def test_no_background_map_and_no_address_beside_our_own_outlines():
    found = spec()
    assert not found.get("mapProvider")
    addresses = [text for text in strings(found) if "//" in text or "app/" in text]
    assert set(addresses) == {"app/static/outlines/league_cities.json"}


def test_every_layer_has_a_name_of_its_own_that_stays():
    names = [layer["id"] for layer in spec()["layers"]]
    assert len(names) == len(set(names))
    assert names == [layer["id"] for layer in spec()["layers"]]
    assert {"areas", "marks", "letters", "names"} <= set(names)


def test_every_park_is_a_disc_in_its_grades_colour_with_its_letter():
    found = spec()
    rows = layer(found, "marks")["data"]
    assert [row["code"] for row in rows] == ["A", "U", "M"]
    assert [row["fill"] for row in rows] == [
        rgba(LIGHT.grades[grade].fill) for grade in (Grade.A, Grade.U, Grade.C)
    ]
    letters = [row["text"] for row in layer(found, "letters")["data"]]
    assert letters == ["A", "—", "C"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_disc_under_the_pointer_keeps_the_colour_of_its_grade(palette: Palette):
    marks = layer(spec(palette=palette), "marks")
    *colour, alpha = marks["highlightColor"]
    assert colour == [255, 255, 255]
    assert 0 < alpha < 128


def test_only_a_national_park_has_a_second_ring():
    assert [row["at"] for row in layer(spec(), "ring")["data"]] == [[10.0, 20.0]]


def test_only_a_disc_that_moved_has_a_line_to_its_place():
    (line,) = layer(spec(), "leaders")["data"]
    assert (line["from"], line["to"]) == ([9.0, 19.0], [10.0, 20.0])


def test_an_area_without_a_value_is_not_painted_as_the_lowest_class():
    fill = layer(spec(), "areas")["getFillColor"]
    assert str(rgba(LIGHT.missing)) in fill
    assert f"'150600'?{rgba(shade(LIGHT, 1, n_classes=2))}" in fill
    assert LIGHT.missing not in LIGHT.classes


def test_only_the_marked_areas_are_outlined():
    line = layer(spec(), "marked_150600")["getLineColor"]
    assert "150600" in line
    assert "150700" not in line


def test_what_the_browser_keeps_is_renewed_when_it_says_something_else():
    before = layer(spec(), "areas")
    assert before["updateTriggers"] == {"getFillColor": before["getFillColor"][3:]}
    value = map_value()
    unmarked = tuple(replace(area, is_marked=False) for area in value.areas)
    found = spec(replace(value, areas=unmarked))
    names = [each["id"] for each in found["layers"]]
    assert not [name for name in names if name.startswith("marked")]


def test_zones_are_drawn_only_when_asked_for():
    assert "zones" not in [layer["id"] for layer in spec()["layers"]]
    found = spec(map_value(zones=(ZONE,)))
    (row,) = layer(found, "zones")["data"]
    assert "code" not in row
    assert row["fill"][3] == 0


def test_a_zone_is_not_in_any_colour_of_a_grade():
    graded = {tuple(rgba(colour.fill)[:3]) for colour in LIGHT.grades.values()}
    (row,) = layer(spec(map_value(zones=(ZONE,))), "zones")["data"]
    assert tuple(row["fill"][:3]) not in graded


def test_the_legend_and_the_notes_are_inside_the_canvas():
    found = spec(map_value(zones=(ZONE,)))
    left, top = VIEW.at(0, 0)
    right, bottom = VIEW.at(VIEW.canvas.width_px, VIEW.canvas.height_px)
    said = []
    for name in ("legend", "notes"):
        for row in layer(found, name)["data"]:
            x, y = row["at"]
            assert left < x < right
            assert top < y < bottom
            said.append(row["text"])
    for words in ("≤1.40", "无数据", "标题所指盟市", "参考开发区", "快照 20260420-1"):
        assert words in said


def test_a_reader_cannot_pan_or_zoom_the_map_away():
    (view,) = spec()["views"]
    assert view["@@type"] == "OrthographicView"
    assert view["controller"] is False


def test_the_dark_theme_paints_with_its_own_colours():
    rows = layer(spec(palette=DARK), "marks")["data"]
    assert rows[0]["fill"] == rgba(DARK.grades[Grade.A].fill)


def test_a_map_without_parks_can_be_drawn():
    assert layer(spec(map_value(marks=())), "marks")["data"] == []


AREA_HIT = {"properties": {"adcode": "150600", "name": "鄂尔多斯市"}}


@pytest.mark.parametrize(
    ("selection", "hit"),
    [
        ({}, None),
        ({"marks": []}, None),
        ({"marks": [{"code": "150600-03"}]}, ("marks", "150600-03")),
        ({"areas": [AREA_HIT]}, ("areas", "150600")),
        ({"areas": [AREA_HIT], "marks": [{"code": "X"}]}, ("marks", "X")),
        ({"zones": [{"title": "开发区"}]}, None),
    ],
)
def test_a_click_is_understood_by_code(
    selection: dict[str, list[dict[str, Any]]], hit: tuple[str, str] | None
):
    assert clicked(selection) == hit


def test_a_finished_deck_says_what_the_deck_itself_would():
    deck = drawn(map_value(), palette=LIGHT, growth=0)
    finished = FinishedDeck(picture(map_value(), palette=LIGHT, growth=0))
    assert finished.to_json() == deck.to_json()
    assert vars(finished)["_tooltip"] == vars(deck)["_tooltip"]
