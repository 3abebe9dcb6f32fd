"""The page: one file, complete, and nobody is asked for anything."""

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from dashboard.briefing.packs import Sheet
from dashboard.briefing.provenance_lines import every_line
from dashboard.briefing.web_page import figures_of, web_page
from dashboard.briefing.writers import ExportOptions
from dashboard.charts.values import Chart
from dashboard.drawing.svg_map import svg
from dashboard.text import Speaker
from dashboard.theme import DARK, LIGHT, Palette
from tests.unit.briefing.charts_by_hand import (
    LONGEST,
    charts,
    pack,
    parks_table,
    provenance,
    region_map,
)

SAY = Speaker("zh")
OPTIONS = ExportOptions(say=SAY, suffix=".html")
LOADING = {"src", "href", "srcset", "action", "data", "poster"}
SPACE = "{http://www.w3.org/2000/svg}"


class Tags(HTMLParser):
    """Collects what a page would load, and its tags."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.loaded: list[str] = []
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one tag."""
        self.opened.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in LOADING]


def text_of(*sheets: Sheet) -> str:
    return web_page(pack(*sheets), OPTIONS).content.decode()


def test_nothing_is_loaded_from_anywhere_and_the_browser_is_told_so():
    page = text_of()
    tags = Tags()
    tags.feed(page)
    assert tags.loaded == []
    assert not {"link", "img", "iframe", "object", "base"} & set(tags.opened)
    assert "default-src 'none'" in page
    style = page.split("<style>", 1)[1].split("</style>", 1)[0]
    assert "url(" not in style
    assert "@import" not in style


def test_the_page_says_all_of_where_its_numbers_come_from():
    page = unescape(text_of())
    for name, words in every_line(provenance(), say=SAY):
        assert f"<dt>{name}</dt><dd>{words}</dd>" in page
    assert "演示数据</span>" in page
    real = replace(pack(), provenance=replace(provenance(), is_simulated=False))
    assert "演示数据" not in web_page(real, OPTIONS).content.decode()


@pytest.mark.parametrize("chart", charts(), ids=lambda chart: chart.kind)
def test_every_chart_stands_in_the_page_in_both_themes(chart: Chart):
    figures = json.loads(figures_of(chart))
    assert figures["light"]["data"]
    assert len(figures["light"]["data"]) == len(figures["dark"]["data"])
    assert figures["light"]["layout"] != figures["dark"]["layout"]
    page = text_of(Sheet(key="one", message="", charts=(chart,)))
    assert 'id="one-1-figures"' in page
    assert f"<h3>{chart.title}" in page


def test_names_never_become_tags_or_end_a_script():
    nasty = "</script><img src=x onerror=alert(1)>"
    chart = replace(charts()[0], title=nasty, alt=nasty, target_label=nasty)
    table = replace(parks_table(), title=nasty, rows=((nasty,) * 8,))
    table = replace(
        table, columns=tuple(replace(c, kind="text") for c in table.columns)
    )
    sheet = Sheet(key="s", message=nasty, charts=(chart,), tables=(table,))
    page = web_page(replace(pack(sheet), title=nasty), OPTIONS).content.decode()
    assert "<img" not in page.replace("plotly", "").split("</head>")[1]
    assert page.split("</head>")[1].count("</script>") == 2


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_map_is_well_formed_and_has_a_disc_and_a_hint_a_park(palette: Palette):
    value = region_map()
    drawn = svg(value, palette=palette, say=SAY, alt='a "b" <c>', name=palette.name)
    tree = ET.fromstring(drawn)  # noqa: S314  our own
    assert tree.get("aria-label") == 'a "b" <c>'
    hints = [title.text or "" for title in tree.iter(f"{SPACE}title")]
    for mark in value.marks:
        assert f"{mark.title}\n{mark.hint}" in hints
    texts = [one.text for one in tree.iter(f"{SPACE}text")]
    for words in (*(label.text for label in value.labels), *value.notes, "N", "A"):
        assert words in texts
    fills = {circle.get("fill") for circle in tree.iter(f"{SPACE}circle")}
    assert {palette.grades[mark.grade].fill for mark in value.marks} <= fills


def test_a_map_escapes_the_names_of_parks():
    value = region_map()
    nasty = replace(value.marks[0], title=f"<script>{LONGEST}&")
    drawn = svg(
        replace(value, marks=(nasty,)), palette=LIGHT, say=SAY, alt="", name="light"
    )
    assert "<script>" not in drawn
    ET.fromstring(drawn)  # noqa: S314  our own


def test_every_area_is_an_outline_filled_by_its_class():
    value = region_map()
    drawn = svg(value, palette=LIGHT, say=SAY, alt="", name="light")
    hinted = re.findall(r"<path[^>]*fill=\"(#\w+)\"[^>]*><title>(\w+)", drawn)
    filled = {name: fill for fill, name in hinted}
    assert len(filled) == 12
    assert filled["阿拉善盟"] == LIGHT.missing
    assert filled["呼和浩特市"] == LIGHT.classes[0]
    assert filled["通辽市"] == LIGHT.classes[4]
