"""The map of two quantities: cells, legend, names and hints."""

import pandas as pd
import pytest
from pandera.typing.pandas import DataFrame

from dashboard.charts.bivariate import (
    STRIP_PX,
    Frame,
    Ground,
    Layers,
    class_words,
    labels_of,
    resource_map,
    spots_of,
    square_of,
    view_of,
)
from dashboard.charts.maps import Canvas
from dashboard.charts.park_map import MARGIN_PX
from dashboard.charts.resource_maps import WORST, ResourceMap, sign_of
from dashboard.charts.topics import TOPICS, amount
from dashboard.text import Speaker
from geodata.outlines import extent, league_city_outlines
from queries.contracts import Park
from queries.rows import records
from tests.unit.charts.complements import THREE, complements

SAY = Speaker("zh")
CANVAS = Canvas(width_px=800, height_px=500)
FRAME = Frame(canvas=CANVAS, text_px=13, growth=0.0, notes=("note",))
WIND = TOPICS["wind_storage"]
GREEN = TOPICS["load_green"]


def parks(*codes: str) -> DataFrame[Park]:
    blank = dict.fromkeys(Park.to_schema().columns)
    return Park.validate(
        pd.DataFrame(
            [
                blank
                | {
                    "code": code,
                    "name_zh": f"园区{code}",
                    "league_city": "150600",
                    "tier": "region",
                    "longitude_deg": 109.0 + n,
                    "latitude_deg": 39.5,
                    "is_simulated": True,
                    "origin": "generated",
                    "grid": "west",
                    "entered_month": 202601,
                    "due_from": 202601,
                }
                for n, code in enumerate(codes)
            ]
        )
    )


def ground(*rows: dict[str, object], named: frozenset[str] = frozenset()) -> Ground:
    of_parks = complements(*(row | {"code": f"P{n}"} for n, row in enumerate(THREE)))
    return Ground(
        parks=parks("P0", "P1"),
        of_parks=of_parks,
        of_places=complements(*(rows or THREE)),
        named=named,
    )


def test_a_cell_counts_from_little_and_none_to_much_and_a_large_gap():
    cells = [WIND.cell(row) for row in records(complements(*THREE))]
    assert cells == [0, 4, WORST]
    assert [sign_of(cell) for cell in cells] == ["1", "5", "9"]


def test_where_no_store_is_enough_the_cell_stands_above_its_column():
    beyond = {"need_state": "beyond", "storage_gap_mwh": None}
    rows = [*THREE[:2], THREE[2] | beyond]
    cell = [WIND.cell(row) for row in records(complements(*rows))][-1]
    assert cell == 11
    assert sign_of(cell) == "×"


def test_without_a_capacity_there_is_no_cell():
    rows = [*THREE, {"code": "150300", "wind_mw": None, "need_state": "unknown"}]
    cell = [WIND.cell(row) for row in records(complements(*rows))][-1]
    assert cell is None
    assert sign_of(cell) == "–"


def test_a_low_green_share_is_what_lacks():
    loads = (1.0, 2.0, 3.0)
    rows = [
        row | {"load_mwh_year": load * 8_760}
        for row, load in zip(THREE, loads, strict=True)
    ]
    assert [GREEN.cell(row) for row in records(complements(*rows))] == [0, 4, WORST]


def test_the_legend_says_where_each_class_ends():
    rows = complements(*THREE)
    # Thirds of 100, 200 and 300 end at 166.7 and 233.3.
    assert class_words(rows, "wind_class", say=SAY) == ("≤167", "167～233", ">233")
    # Of the two gaps 30 is the smaller half.
    assert class_words(rows, "gap_class", say=SAY) == ("不缺", "≤30", ">30")


def test_one_gap_alone_leaves_no_smaller_half():
    rows = complements(*THREE[:1], THREE[2])
    assert class_words(rows, "gap_class", say=SAY) == ("不缺", "", ">0")


def test_nothing_known_has_no_bounds():
    rows = complements({"code": "150600", "wind_mw": None, "need_state": "unknown"})
    assert class_words(rows, "wind_class", say=SAY) == ("", "", "")


def test_the_rows_of_shares_begin_with_the_highest():
    square = square_of(ground(), GREEN, lines=(), say=SAY)
    assert square.y_classes[0].startswith(">")
    assert square.y_classes[2].startswith("≤")


def test_the_legend_counts_league_cities_and_shows_the_endless_row_only_if_needed():
    square = square_of(ground(), WIND, lines=("line",), say=SAY)
    assert [square.counts[cell] for cell in (0, 4, WORST)] == [1, 1, 1]
    assert sum(square.counts) == 3
    assert (square.n_unknown, square.beyond) == (0, "")
    beyond = THREE[0] | {"need_state": "beyond", "storage_gap_mwh": None}
    square = square_of(ground(beyond, *THREE[1:]), WIND, lines=(), say=SAY)
    assert square.beyond
    assert square.counts[9] == 1


@pytest.mark.parametrize(
    ("quantity", "value", "words"),
    [
        ("wind_mw", 1234.4, "1,234"),
        ("storage_gap_mwh", -37.6, "−38"),
        ("storage_gap_mwh", -0.2, "0"),
        ("load_mwh_year", 1_500_000.0, "15.00"),
        ("green_share", 0.8049, "80.5%"),
        ("green_share", None, ""),
        ("wind_mw", float("nan"), ""),
    ],
)
def test_amounts_are_written_as_a_legend_needs_them(
    quantity: str, value: float | None, words: str
):
    assert amount(quantity, value) == words


def test_the_view_leaves_a_strip_for_names_below_the_region():
    view = view_of(CANVAS)
    _, north, _, south = extent(league_city_outlines())
    _, top = view.at(0, 0)
    _, bottom = view.at(0, CANVAS.height_px)
    above, below = ((north - top), (bottom - south))
    assert below - above == pytest.approx(STRIP_PX / view.px_per_km)
    assert above * view.px_per_km >= MARGIN_PX - 0.01


def whole_map(where: Ground) -> ResourceMap:
    spots = spots_of(where, WIND, view=view_of(CANVAS), growth=0.0, say=SAY)
    labels = labels_of(where, WIND, FRAME, spots=spots, say=SAY)
    layers = Layers(spots=spots, labels=labels)
    return resource_map(where, WIND, FRAME, layers=layers, say=SAY)


def test_parks_and_league_cities_carry_their_own_cells():
    value = whole_map(ground(named=frozenset({"P1"})))
    assert [(one.code, one.cell) for one in value.spots] == [("P0", 0), ("P1", 4)]
    assert [one.is_named for one in value.spots] == [False, True]
    assert {one.code: one.cell for one in value.regions} == {
        "150600": 0,
        "152900": 4,
        "150700": WORST,
    }


def test_a_label_has_name_sign_and_number_and_knows_its_cell():
    value = whole_map(ground())
    told = dict(zip((one.text for one in value.labels), value.cell_of, strict=True))
    assert told == {
        "鄂尔多斯\n1 余 50": 0,
        "阿拉善\n5 缺 30": 4,
        "呼伦贝尔\n9 缺 90": 8,
    }


def test_a_hint_says_what_stands_what_is_used_and_what_lacks():
    (hint,) = {one.hint for one in whole_map(ground()).regions if one.cell == WORST}
    assert "第 9 格" in hint
    assert "风电 300 MW" in hint
    assert "自有风光占比 20.0%" in hint
    assert hint.endswith("缺 90")


def test_a_park_without_coordinates_is_not_drawn():
    where = ground()
    where.parks.loc[0, "longitude_deg"] = None
    assert [one.code for one in whole_map(where).spots] == ["P1"]
