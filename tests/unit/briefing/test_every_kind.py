"""Packs of real data as every kind of file."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection

from dashboard.briefing.building import built
from dashboard.briefing.chart_tables import areas_on
from dashboard.briefing.packs import Pack, PackKind
from dashboard.briefing.question import Question
from dashboard.briefing.writers import WRITERS, ExportOptions, FileKind
from dashboard.source import Desk, Opened
from dashboard.text import Speaker
from queries.scope import Scope
from queries.vocabulary import LEAGUE_CITIES

SAY = Speaker("zh")
FORMS = (
    (FileKind.SLIDES, ".pptx"),
    (FileKind.WORKBOOK, ".xlsx"),
    (FileKind.PAGE, ".html"),
    (FileKind.PAPER, ".pdf"),
    (FileKind.PICTURE, ".zip"),
    *((FileKind.DATA, suffix) for suffix in (".csv", ".gpkg", ".geojson", ".zip")),
)


def test_every_kind_of_file_is_tried():
    assert {kind for kind, _ in FORMS} == set(WRITERS)


@pytest.mark.parametrize("about", [PackKind.LEAGUE_CITY, PackKind.PARK])
@pytest.mark.parametrize(("kind", "suffix"), FORMS)
def test_a_place_s_briefing_becomes_every_kind_of_file(
    packs: dict[PackKind, Pack], about: PackKind, kind: FileKind, suffix: str
):
    made = WRITERS[kind](packs[about], ExportOptions(say=SAY, suffix=suffix))
    assert made.content
    assert made.n_pages
    if suffix == ".zip":
        assert ZipFile(BytesIO(made.content)).testzip() is None


def test_banners_are_named_without_a_class(packs: dict[PackKind, Pack]):
    (shown,) = packs[PackKind.LEAGUE_CITY].sheets[0].maps
    table = areas_on(shown, key="areas", say=SAY)
    classes = [row[2] for row in table.rows]
    assert len(classes) == 9  # 鄂尔多斯市: seven banners and two districts
    assert set(classes) == {None}


def test_every_table_about_places_has_a_code_a_row(packs: dict[PackKind, Pack]):
    named = {
        table.key: table
        for pack in packs.values()
        for sheet in pack.sheets
        for table in sheet.tables
    }
    for key in ("parks", "attention", "values", "shortest", "sites", "pooling"):
        assert named[key].rows
        assert len(named[key].codes) == len(named[key].rows)
    assert named["values"].codes == LEAGUE_CITIES


def test_tables_of_league_cities_hold_those_in_sight(
    samples_read: Connection, asked: Question
):
    own = Scope(league_cities=frozenset({"150600"}))
    narrow = replace(asked, desk=Desk(Opened(samples_read, own), asked.desk.today))
    assert set(narrow.place_values["code"]) == {"150600"}
    made = built(PackKind.REGION, narrow)
    shown = {sheet.key: sheet for sheet in made.sheets}
    assert [row[0] for row in shown["values"].tables[0].rows] == ["鄂尔多斯"]
    assert shown["distribution"].charts[1].categories == ("鄂尔多斯",)
