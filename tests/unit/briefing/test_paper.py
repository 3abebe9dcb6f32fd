"""Paper and pictures: every kind is drawn, with its face and where it comes from."""

import re
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import get_args
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import plotly.graph_objects as go
import pytest
from PIL import Image

from dashboard.briefing.packs import Pack, Sheet
from dashboard.briefing.paper import paper
from dashboard.briefing.pictures import DPI, WIDTH, pictures
from dashboard.briefing.provenance_lines import every_line
from dashboard.briefing.writers import ExportOptions
from dashboard.charts.values import Chart, ChartKind
from dashboard.drawing.paper_axes import Box
from dashboard.drawing.paper_charts import HEIGHT_PX
from dashboard.drawing.paper_pen import Paper
from dashboard.drawing.paper_plot import put_figure
from dashboard.drawing.paper_text import wrapped
from dashboard.drawing.pen import Point, Words
from dashboard.text import Speaker
from queries.errors import ManyPicturesError, SuffixUnknownError
from tests.unit.briefing.charts_by_hand import (
    LONGEST,
    charts,
    pack,
    parks_table,
    provenance,
    region_map,
    small_multiples,
)

SAY = Speaker("zh")
PDF = ExportOptions(say=SAY, suffix=".pdf")
PNG = ExportOptions(say=SAY, suffix=".png")
SVG = ExportOptions(say=SAY, suffix=".svg")
SPACE = "{http://www.w3.org/2000/svg}"


def of_chart(chart: Chart) -> Pack:
    return pack(Sheet(key="one", message=LONGEST, charts=(chart,)))


def streams(pdf: bytes) -> str:
    """Return what the streams of a PDF say, unpacked."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    said = []
    for stream in found:
        try:
            said.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(said).decode("latin-1")


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_every_kind_of_chart_has_a_height_on_paper():
    assert set(HEIGHT_PX) == set(get_args(ChartKind))


def test_the_head_of_a_page_is_the_title_letter_for_letter(
    monkeypatch: pytest.MonkeyPatch,
):
    written: list[str] = []
    put = Paper.text

    def noted(page: Paper, at: Point, text: str, how: Words) -> None:
        written.append(text)
        put(page, at, text, how)

    monkeypatch.setattr(Paper, "text", noted)
    title = "A&lt;B & <b>C</b>"
    paper(replace(of_chart(charts()[0]), title=title), PDF)
    assert title in written


def test_a_trace_that_paper_does_not_know_is_an_error_and_not_left_out():
    figure = go.Figure(
        go.Pie(values=[1]), layout={"font": {"size": 12, "color": "#000000"}}
    )
    with pytest.raises(KeyError):
        put_figure(Paper(100, 100), figure, Box(0, 0, 100, 100), scale=1.0)


@pytest.mark.parametrize(
    "chart", [*charts(), small_multiples(is_one_scale=False)], ids=lambda c: c.kind
)
def test_a_picture_of_every_kind_is_sharp_and_well_formed(chart: Chart):
    image = Image.open(BytesIO(pictures(of_chart(chart), PNG).content))
    assert image.width == pytest.approx(WIDTH / 72 * DPI, abs=1)
    assert image.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)
    drawn = ET.fromstring(pictures(of_chart(chart), SVG).content)  # noqa: S314  our own
    assert drawn.tag == f"{SPACE}svg"
    assert len(list(drawn.iter(f"{SPACE}path"))) > 10


def test_a_picture_carries_all_of_where_it_comes_from():
    one = pack(Sheet(key="map", message="一句话", maps=(region_map(),)))
    image = Image.open(BytesIO(pictures(one, PNG).content))
    for words in dict(every_line(provenance(), say=SAY)).values():
        assert words in image.info["Description"]
    assert provenance().snapshot in pictures(one, SVG).content.decode()


def test_several_pictures_need_an_archive_that_holds_both_forms_of_each():
    two = pack(Sheet(key="two", message="", charts=charts()[:2]))
    with pytest.raises(ManyPicturesError):
        pictures(two, PNG)
    written = pictures(two, replace(PNG, suffix=".zip"))
    names = ZipFile(BytesIO(written.content)).namelist()
    assert names == [
        "01-two-1.png",
        "01-two-1.svg",
        "02-two-2.png",
        "02-two-2.svg",
    ]


def test_a_picture_is_of_no_other_kind():
    with pytest.raises(SuffixUnknownError):
        pictures(of_chart(charts()[0]), replace(PNG, suffix=".gif"))


def test_paper_embeds_its_faces_as_parts_and_names_no_other():
    made = paper(pack(), PDF).content
    files = made.count(b"/FontFile2")
    assert files
    assert made.count(b"/Type /FontDescriptor") == files
    assert b"NotoSans" in made
    assert b"/MediaBox [ 0 0 595.28 841.89 ]" in made
    assert len(made) < 1_000_000


def test_paper_has_as_many_pages_as_it_says_and_a_long_table_goes_on():
    short = paper(pack(Sheet(key="t", message="短", tables=(parks_table(3),))), PDF)
    long = paper(pack(Sheet(key="t", message="长", tables=(parks_table(120),))), PDF)
    assert short.n_pages == pages_in(short.content) == 1
    assert long.n_pages == pages_in(long.content)
    assert long.n_pages > 2


def test_chinese_words_can_be_searched_for_in_the_paper():
    """The map from glyphs back to characters names those of the title."""
    said = streams(paper(pack(Sheet(key="t", message="鄂尔多斯居首")), PDF).content)
    for character in "鄂尔多斯居首":
        assert f"{ord(character):04x}" in said.lower()


def test_an_empty_table_and_an_empty_pack_are_still_paper():
    nothing = replace(parks_table(), rows=())
    sheet = Sheet(key="t", message="没有园区", tables=(nothing,), room="经验做法")
    assert paper(pack(sheet), PDF).n_pages == 1
    assert paper(replace(pack(), sheets=()), PDF).n_pages == 1


def test_no_line_is_wider_than_its_room_and_no_word_is_lost():
    page = Paper(200, 200)
    for text in (LONGEST * 3, "a" * 200, "绿电使用比例（%）：48.1%，" * 5, ""):
        lines = wrapped(page, text, width=120, size=10)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        widths = [page.width_of(line, size=10) for line in lines]
        assert max(widths) <= 120 + 10


def test_threads_draw_their_own_pictures():
    def drawn(value: float) -> bytes:
        chart = charts()[0]
        series = (replace(chart.series[0], values=(value,) * 9), chart.series[1])
        return pictures(of_chart(replace(chart, series=series)), SVG).content

    wanted = [0.3 + at / 50 for at in range(6)]
    one_by_one = [drawn(value) for value in wanted]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(drawn, wanted)) == one_by_one


def test_drawing_on_paper_loads_no_pyplot_and_no_browser():
    code = (
        "import sys; import dashboard.briefing.paper, dashboard.briefing.pictures;"
        "unwanted = {'matplotlib.pyplot', 'kaleido', 'streamlit'};"
        "sys.exit(bool(unwanted & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
