"""The longest real names on slides: none leaves its box or is cut off in a title."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.briefing.building import built
from dashboard.briefing.packs import Pack, PackKind, Sheet
from dashboard.briefing.question import Question
from dashboard.briefing.slides import slides
from dashboard.briefing.writers import ExportOptions
from dashboard.drawing.slide_text import balanced, lines_of
from dashboard.text import Speaker
from queries import reference
from tests.unit.briefing.charts_by_hand import charts, pack, parks_table, region_map
from tests.unit.briefing.office import as_paper, n_pages
from tests.unit.briefing.slide_reading import boxes, opened
from tests.unit.briefing.test_slides import fits

OPTIONS = ExportOptions(say=Speaker("zh"))
N_LONGEST = 12


def longest(table: str) -> list[str]:
    """Return the longest names of a reference layer, real ones."""
    path = Path(str(reference.__file__)).parent / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        names = {row["name_zh"] for row in csv.DictReader(lines)}
    return sorted(names, key=lambda name: (len(name), name))[-N_LONGEST:]


NAMES = [*longest("zone"), *longest("banner")]


@pytest.fixture(scope="module")
def named() -> Pack:
    """A pack in which everything that can be called something is called so."""
    table = parks_table(N_LONGEST * 2)
    rows = tuple(
        (row[0], name, *row[2:]) for row, name in zip(table.rows, NAMES, strict=True)
    )
    value = region_map()
    marks = tuple(
        replace(mark, title=name)
        for mark, name in zip(value.marks, NAMES, strict=False)
    )
    renamed = tuple(
        replace(
            chart,
            categories=tuple(
                f"{NAMES[at % len(NAMES)]}{at}" for at in range(len(chart.categories))
            ),
        )
        for chart in charts()
        if chart.kind in {"ranking", "ledger", "grade_counts"}
    )
    return pack(
        *(
            Sheet(
                key=f"title_{at}",
                message=f"{name}：单位能耗碳排放 0.84，离目标 0.60 还差 0.24",
                maps=(replace(value, marks=marks),),
                tables=(replace(table, rows=rows),),
            )
            for at, name in enumerate(NAMES)
        ),
        *(
            Sheet(key=chart.kind, message=f"{NAMES[0]}见图", charts=(chart,))
            for chart in renamed
        ),
        Sheet(key="table", message="园区清单", tables=(replace(table, rows=rows),)),
    )


def test_no_real_name_leaves_its_box(named: Pack):
    found = slides(named, OPTIONS).content
    assert [words for words in boxes(found) if not fits(words)] == []


def test_titles_show_every_name_whole(named: Pack):
    deck = opened(slides(named, OPTIONS).content)
    titles = [slide.shapes.title.text.replace("\v", "") for slide in deck.slides]
    for name in NAMES:
        assert any(name in title for title in titles), name


@pytest.mark.parametrize("code", ["150700", "152200", "150200"])
def test_banners_with_the_longest_names_stay_in_their_boxes(asked: Question, code: str):
    found = slides(built(PackKind.LEAGUE_CITY, asked, code=code), OPTIONS).content
    assert [words for words in boxes(found) if not fits(words)] == []


def test_libreoffice_opens_them_all(named: Pack, tmp_path: Path):
    made = slides(named, OPTIONS)
    (printed,) = as_paper({"named.pptx": made.content}, tmp_path).values()
    assert n_pages(printed) == made.n_pages


@pytest.mark.parametrize("name", NAMES)
def test_a_title_of_two_lines_leaves_no_letter_alone(name: str):
    text = f"{name}单位能耗碳排放最低，为 0.84；12 个可比盟市中 11 个较上期改善"
    for width in range(300, 900, 25):
        lines = balanced(text, width=width, size=20.0)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        if len(lines) > 1:
            assert min(map(len, lines)) >= len(text) * 0.2
            assert all(lines_of(one, width=width, size=20.0) == 1 for one in lines)


def test_the_name_of_an_outermost_banner_stays_on_its_map(asked: Question):
    pack = built(PackKind.LEAGUE_CITY, asked, code="150700")
    (slide,) = [
        one
        for one in opened(slides(pack, OPTIONS).content).slides
        if one.shapes.title.text == pack.sheets[0].message
    ]
    (table,) = [shape for shape in slide.shapes if shape.has_table]
    (names,) = [s for s in slide.shapes if s.name == OPTIONS.say("slides.map_names")]
    rights = {one.text_frame.text: one.left + one.width for one in names.shapes}
    assert "莫力达瓦达斡尔族自治旗" in rights
    assert max(rights.values()) < table.left
