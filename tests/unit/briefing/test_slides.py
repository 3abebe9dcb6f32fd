"""Slides: the numbers of the charts, a file that is whole, words in their boxes."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import get_args

import pytest
from PIL import ImageFont
from pptx import Presentation

from dashboard.briefing.packs import Pack, PackKind, Sheet
from dashboard.briefing.provenance_lines import essentials, every_line
from dashboard.briefing.slides import FACE, slides
from dashboard.briefing.writers import ExportOptions, OwnTemplate
from dashboard.charts.values import Chart, ChartKind
from dashboard.drawing import paper_faces
from dashboard.drawing.slide_charts import PUT
from dashboard.text import Speaker
from geodata.outlines import banner_outlines, league_city_outlines
from queries.errors import TemplateWrongError
from queries.vocabulary import LEAGUE_CITIES
from tests.unit.briefing.charts_by_hand import (
    LONGEST,
    charts,
    pack,
    parks_table,
    provenance,
    region_map,
    small_multiples,
)
from tests.unit.briefing.office import as_paper, n_pages
from tests.unit.briefing.slide_reading import (
    DRAWING,
    RELATED,
    SHOWN,
    Words,
    boxes,
    names_in,
    opened,
    parts,
    plots,
    runs,
)

SAY = Speaker("zh")
OPTIONS = ExportOptions(say=SAY)
EVERY = [*charts(), small_multiples(is_one_scale=False)]
NAMES = [f"{chart.kind}-{at}" for at, chart in enumerate(EVERY)]
LINE_HEIGHT = 1.32


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A file with a map, every kind of chart, and a long table."""
    made = pack()
    long = Sheet(key="long", message="园区清单", tables=(parks_table(60),))
    return slides(replace(made, sheets=(*made.sheets, long)), OPTIONS).content


def content_of(chart: Chart) -> bytes:
    made = pack(Sheet(key="one", message="一句话", charts=(chart,)))
    return slides(replace(made, kind=PackKind.CHART), OPTIONS).content


def test_every_kind_of_chart_can_be_put():
    assert set(PUT) == set(get_args(ChartKind))


@pytest.mark.parametrize("chart", EVERY, ids=NAMES)
def test_the_numbers_of_a_slide_are_those_of_the_chart(chart: Chart):
    found = plots(content_of(chart))
    wanted = [one for one in chart.series if chart.kind not in {"ranking", "curve"}]
    rows: dict[str, dict[str, float | None]] = {}
    for plot in found:
        for name, values in plot.series.items():
            own = dict(zip(plot.categories, values, strict=True))
            rows.setdefault(name, {}).update(own)
    for one in wanted:
        told = [rows[one.name][category] for category in chart.categories]
        assert told == pytest.approx(list(one.values)), one.name


def test_a_ranking_has_intervals_then_ranks_before_and_now_and_counts_of_grades():
    chart = next(chart for chart in EVERY if chart.kind == "ranking")
    spans, before, now, counts = plots(content_of(chart))
    n_rows = len(chart.categories)
    for one, ranks in zip(chart.series, (now, before), strict=True):
        wanted = [
            (rank, n_rows - at)
            for at, rank in enumerate(one.values)
            if rank is not None
        ]
        assert ranks.points == {one.name: wanted}
    low, width = spans.series.values()
    found = [
        None if start is None or more is None else (start, start + more)
        for start, more in zip(low, width, strict=True)
    ]
    assert found == list(chart.intervals)
    for one, values in zip(chart.counts, counts.series.values(), strict=True):
        assert values == [value or None for value in one.values]


def test_a_curve_has_its_points_marks_and_posts():
    chart = next(chart for chart in EVERY if chart.kind == "curve")
    (plot,) = plots(content_of(chart))
    for one in chart.series:
        wanted = [
            (x, value)
            for x, value in zip(chart.positions, one.values, strict=True)
            if value is not None
        ]
        assert plot.points[one.name] == wanted
    for mark in chart.marks:
        assert {y for _, y in plot.points[mark.label]} == {mark.value}
    for post in chart.posts:
        assert {x for x, _ in plot.points[post.label]} == {post.value}


@pytest.mark.parametrize("is_one_scale", [True, False])
def test_each_small_picture_has_its_own_numbers(is_one_scale: bool):  # noqa: FBT001  a case, not a switch
    chart = small_multiples(is_one_scale=is_one_scale)
    found = plots(content_of(chart))
    for panel, plot in zip(chart.panels, found, strict=True):
        for one in panel.series:
            assert plot.series[one.name] == pytest.approx(list(one.values))


def test_targets_and_marks_are_lines_of_the_chart():
    lines, trends = EVERY[:1], [chart for chart in EVERY if chart.kind == "trends"]
    (plot,) = plots(content_of(lines[0]))
    assert plot.series["目标"] == list(lines[0].targets)
    (plot,) = plots(content_of(trends[0]))
    mark = trends[0].marks[0]
    assert plot.series[mark.label] == [mark.value] * len(trends[0].categories)


def test_what_a_scorecard_loses_stands_in_its_chart():
    chart = next(chart for chart in EVERY if chart.kind == "scorecard")
    fall = chart.waterfall
    assert fall is not None
    (losses,) = [plot for plot in plots(content_of(chart)) if "失分" in plot.series]
    assert losses.series["失分"] == [20.0, 11.5, None, None]
    assert losses.series[fall.total_name] == [None, None, None, 68.5]


def test_the_chart_s_own_workbook_holds_the_same_numbers():
    chart = next(chart for chart in EVERY if chart.kind == "lines")
    (shape,) = (
        shape for shape in opened(content_of(chart)).slides[0].shapes if shape.has_chart
    )
    import openpyxl  # noqa: PLC0415  for this test alone

    blob = shape.chart.part.chart_workbook.xlsx_part.blob
    rows = list(openpyxl.load_workbook(BytesIO(blob)).active.values)
    assert [row[2] for row in rows[1:]] == list(chart.series[1].values)


def test_relationships_resolve_and_parts_are_well_formed(whole: bytes):
    names = names_in(whole)
    for part, root in parts(whole).items():
        if not part.endswith(".rels"):
            continue
        base = dirname(dirname(part))
        for link in root.iter(f"{RELATED}Relationship"):
            if link.get("TargetMode") == "External":
                continue
            target = link.get("Target", "")
            path = (
                target[1:] if target.startswith("/") else normpath(join(base, target))
            )
            assert path in names, (part, target)


def test_shape_ids_are_unique_on_every_slide(whole: bytes):
    for part, root in parts(whole).items():
        if part.startswith(("ppt/slides/slide", "ppt/notesSlides/notes")):
            ids = [shape.get("id") for shape in root.iter(f"{SHOWN}cNvPr")]
            assert len(ids) == len(set(ids)) > 1, part


def test_every_run_names_an_east_asian_face(whole: bytes):
    seen = 0
    for part, root in parts(whole).items():
        if not part.startswith(("ppt/slides/", "ppt/notesSlides/", "ppt/charts/")):
            continue
        for run in runs(root):
            properties = run.find(f"{DRAWING}rPr")
            assert properties is not None, part
            face = properties.find(f"{DRAWING}ea")
            assert face is not None, part
            assert face.get("typeface") == FACE
            seen += 1
        for properties in root.iter(f"{DRAWING}defRPr"):
            assert properties.find(f"{DRAWING}ea") is not None, part
    assert seen > 100


def test_words_stay_in_their_boxes(whole: bytes):
    over = [words.where for words in boxes(whole) if not fits(words)]
    assert over == []


def fits(words: Words) -> bool:
    """Say whether *words* go into their box, measured with a real Chinese face."""
    height = 0.0
    for line, size, is_bold in words.lines:
        height += (
            size * LINE_HEIGHT * _n_lines(line, size, words.width, is_bold=is_bold)
        )
    return height <= words.height + 1.5


def _n_lines(line: str, size: float, width: float, *, is_bold: bool) -> int:
    """Break *line* as loosely as an office program does: at any character."""
    face = ImageFont.truetype(paper_faces.FOLDER / paper_faces.FILES[int(is_bold)], 100)
    n_lines, used = 1, 0.0
    for letter in line:
        wide = face.getlength(letter) * size / 100
        if used + wide > width + 0.5:
            n_lines, used = n_lines + 1, 0.0
        used += wide
    return n_lines


def test_shapes_stay_on_the_slide(whole: bytes):
    deck = opened(whole)
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            where = (number, shape.name)
            assert shape.left >= 0, where
            assert shape.top >= 0, where
            assert shape.left + shape.width <= deck.slide_width, where
            assert shape.top + shape.height <= deck.slide_height, where


def test_long_tables_go_on_and_lose_no_row():
    made = pack(Sheet(key="long", message="园区清单", tables=(parks_table(60),)))
    deck = opened(slides(made, OPTIONS).content)
    tables = [shape.table for s in deck.slides for shape in s.shapes if shape.has_table]
    assert len(tables) > 1
    assert sum(len(table.rows) - 1 for table in tables) == 60
    heads = {tuple(cell.text for cell in table.rows[0].cells) for table in tables}
    assert len(heads) == 1
    titles = [slide.shapes.title.text for slide in deck.slides][1:]
    assert titles[0] == f"园区清单（1/{len(tables)}）"


def test_missing_is_never_a_zero():
    made = pack(Sheet(key="few", message="园区清单", tables=(parks_table(3),)))
    deck = opened(slides(made, OPTIONS).content)
    (table,) = [s.table for s in deck.slides[1].shapes if s.has_table]
    assert table.rows[2].cells[2].text == ""


def test_the_map_has_an_outline_for_each_league_city_and_a_disc_with_its_letter():
    made = pack(Sheet(key="map", message="一句话", maps=(region_map(),)))
    deck = opened(slides(made, OPTIONS).content)
    groups = {
        shape.name: shape for shape in deck.slides[1].shapes if shape.shape_type == 6
    }
    areas = groups[SAY("slides.map_areas")].shapes
    assert len(areas) == len(league_city_outlines()) == 12
    fills = [area.fill.fore_color.rgb for area in areas]
    assert len(set(fills)) == 6
    parks = groups[SAY("slides.map_parks")].shapes
    letters = [shape.text_frame.text for shape in parks if shape.has_text_frame]
    assert [letter for letter in letters if letter] == ["A", "D", "—"]
    assert "150600-Y00" in " ".join(shape.name for shape in parks)
    legend = [shape.name for shape in groups[SAY("slides.map_legend")].shapes]
    assert {SAY("slides.north"), SAY("slides.scale")} <= set(legend)


def test_banners_of_every_league_city_become_outlines():
    n_banners = 0
    for code in LEAGUE_CITIES:
        outlines = banner_outlines(code)
        value = region_map()
        areas = tuple(
            replace(value.areas[0], code=banner, title=banner) for banner in outlines
        )
        made = pack(
            Sheet(
                key="map",
                message="一句话",
                maps=(replace(value, layer=f"banners_{code}", areas=areas, marks=()),),
            )
        )
        deck = opened(slides(made, OPTIONS).content)
        group = next(
            s for s in deck.slides[1].shapes if s.name == SAY("slides.map_areas")
        )
        n_banners += len(group.shapes)
    assert n_banners == 103


def test_every_slide_says_where_it_comes_from_and_its_notes_explain(whole: bytes):
    told = [words for _, words in every_line(provenance(), say=SAY)]
    foot = essentials(provenance(), say=SAY)
    deck = opened(whole)
    for slide in list(deck.slides)[1:]:
        text = "\n".join(
            shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
        )
        assert foot in text
        notes = slide.notes_slide.notes_text_frame.text
        assert [words for words in told if words not in notes] == []
    assert "绿电使用比例 = 绿电 ÷ 用电。" in (
        deck.slides[1].notes_slide.notes_text_frame.text
    )


def test_the_same_pack_makes_the_same_slides():
    assert parts_of(pack()) == parts_of(pack())


def parts_of(made: Pack) -> list[str]:
    deck = opened(slides(made, OPTIONS).content)
    return [shape.name for slide in deck.slides for shape in slide.shapes]


def owners_file() -> bytes:
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "示例"
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def test_an_owner_s_template_is_built_on():
    template = OwnTemplate(content=owners_file(), name="own.pptx")
    made = slides(pack(), replace(OPTIONS, template=template))
    deck = opened(made.content)
    assert len(deck.slides) == made.n_pages
    assert deck.slide_width == Presentation().slide_width
    assert "示例" not in [slide.shapes.title.text for slide in deck.slides]
    assert [words.where for words in boxes(made.content) if not fits(words)] == []


@pytest.mark.parametrize("content", [b"", b"not a presentation", b"PK\x03\x04"])
def test_what_is_no_presentation_is_refused_in_one_sentence(content: bytes):
    template = OwnTemplate(content=content, name="年报.pptx")
    with pytest.raises(TemplateWrongError) as caught:
        slides(pack(), replace(OPTIONS, template=template))
    assert "年报.pptx" in SAY.error(caught.value)


def test_a_workbook_is_no_template(tmp_path: Path):
    import openpyxl  # noqa: PLC0415  for this test alone

    path = tmp_path / "book.pptx"
    openpyxl.Workbook().save(path)
    template = OwnTemplate(content=path.read_bytes(), name=path.name)
    with pytest.raises(TemplateWrongError):
        slides(pack(), replace(OPTIONS, template=template))


def test_the_longest_name_is_shown_whole_in_a_title():
    made = pack(Sheet(key="one", message=f"{LONGEST}：到 A 级的最短路径"))
    deck = opened(slides(made, OPTIONS).content)
    assert LONGEST in deck.slides[1].shapes.title.text


def test_libreoffice_opens_every_kind_of_slide(whole: bytes, tmp_path: Path):
    (paper,) = as_paper({"slides.pptx": whole}, tmp_path).values()
    assert paper.startswith(b"%PDF")
    assert n_pages(paper) == len(opened(whole).slides)
