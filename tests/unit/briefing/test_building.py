"""Packs: what they hold, the numbers of the readers, what their files say."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import compare, park_judgement, park_profile, trends
from dashboard.asked import SCORE, Facets, Ranking
from dashboard.briefing.building import built, chart_names, need_reports
from dashboard.briefing.packs import Pack, PackKind, Sheet
from dashboard.briefing.question import Question
from dashboard.briefing.slides import slides
from dashboard.briefing.writers import ExportOptions
from dashboard.charts.kpis import SHOWN
from dashboard.text import Speaker
from queries.errors import (
    ChartNeededError,
    ChartUnknownError,
    CodeNeededError,
    ExportCodeError,
    PeriodEmptyError,
)
from queries.months import Period
from queries.vocabulary import LEAGUE_CITIES, Level
from tests.unit.briefing.office import as_paper, n_pages
from tests.unit.briefing.slide_reading import boxes, opened
from tests.unit.briefing.test_slides import fits

OPTIONS = ExportOptions(say=Speaker("zh"))


def sheet(pack: Pack, key: str) -> Sheet:
    (found,) = [one for one in pack.sheets if one.key == key]
    return found


def test_keys_are_unique_and_messages_are_sentences(packs: dict[PackKind, Pack]):
    for pack in packs.values():
        keys = [one.key for one in pack.sheets]
        assert len(keys) == len(set(keys))
        assert all(len(one.message) > 5 for one in pack.sheets)
        assert all(one.notes for one in pack.sheets)


def test_the_region_s_briefing_has_about_twenty_slides(packs: dict[PackKind, Pack]):
    made = slides(packs[PackKind.REGION], OPTIONS)
    assert 18 <= made.n_pages <= 26


def test_a_park_s_briefing_has_two_pages_and_room_to_write(
    packs: dict[PackKind, Pack],
):
    pack = packs[PackKind.PARK]
    assert slides(pack, OPTIONS).n_pages == 2
    assert [one.room for one in pack.sheets] == ["", "经验做法"]


def test_the_ranking_is_that_of_the_page(packs: dict[PackKind, Pack], asked: Question):
    ask = Ranking(period=asked.period, grid=None, on=SCORE)
    seen = compare.compared(asked.desk, ask, say=asked.say)
    shown = sheet(packs[PackKind.REGION], "ranking")
    assert shown.charts == (compare.ranking_of(seen, say=asked.say),)
    assert shown.message == compare.headline(seen, say=asked.say)


def test_small_pictures_are_those_of_the_page(
    packs: dict[PackKind, Pack], asked: Question
):
    ask = Ranking(period=asked.period, grid=None, on=SHOWN[0])
    seen = compare.compared(asked.desk, ask, say=asked.say)
    page = compare.multiples_of(seen, Facets(one="150600", rival=None), say=asked.say)
    assert sheet(packs[PackKind.LEAGUE_CITY], "indicators").charts == (page,)


def test_a_park_s_charts_are_those_of_the_page(
    packs: dict[PackKind, Pack], asked: Question
):
    seen = park_profile.profile_of(asked.desk, "150600-01", asked.period)
    judged = park_judgement.judgement_of(seen)
    assert judged is not None
    pack = packs[PackKind.PARK]
    assert sheet(pack, "why").charts == (park_judgement.why(judged, say=asked.say),)
    assert sheet(pack, "next").charts == park_profile.trends(seen, say=asked.say)[:1]


def test_trends_end_with_the_period(packs: dict[PackKind, Pack]):
    (chart,) = sheet(packs[PackKind.REGION], f"trend_{SHOWN[0]}").charts
    assert chart.categories[-1] == "26-3"


def test_league_cities_have_their_sums_over_sums(
    packs: dict[PackKind, Pack], asked: Question
):
    table = sheet(packs[PackKind.REGION], "values").tables[0]
    assert [row[0] for row in table.rows] == [
        asked.place(code) for code in LEAGUE_CITIES
    ]
    values = asked.desk.source.values_of(
        Level.LEAGUE_CITY, asked.period.window, asked.month
    )
    wanted = values.set_index(["indicator", "code"])["value"]
    for code, row in zip(LEAGUE_CITIES, table.rows, strict=True):
        for column, cell in zip(table.columns[1:], row[1:], strict=True):
            value = wanted.get((column.key, code))
            assert (None if value != value else value) == pytest.approx(cell)  # noqa: PLR0124  NaN alone is not itself


def test_grades_of_all_tiers_add_up(packs: dict[PackKind, Pack], asked: Question):
    rows = sheet(packs[PackKind.REGION], "distribution").tables[0].rows
    *tiers, together = (row[1:] for row in rows)
    assert [sum(column) for column in zip(*tiers, strict=True)] == list(together)
    assert together[-1] == len(asked.parks)


def test_a_chart_is_a_sheet_asked_for_by_its_name(
    packs: dict[PackKind, Pack], asked: Question
):
    pack = built(PackKind.CHART, asked, chart="ranking")
    assert pack.sheets == (sheet(packs[PackKind.REGION], "ranking"),)
    assert "why" in chart_names(asked, code="150600-01")
    assert "indicators" in chart_names(asked, code="150600")


def test_a_chart_that_is_not_there_is_named_beside_those_that_are(asked: Question):
    with pytest.raises(ChartUnknownError) as caught:
        built(PackKind.CHART, asked, chart="pie")
    sentence = asked.say.error(caught.value)
    assert "pie" in sentence
    assert "rank_paths" in sentence


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (PackKind.LEAGUE_CITY, "150600-01"),
        (PackKind.PARK, "150600"),
    ],
)
def test_a_code_of_another_kind_is_refused(asked: Question, kind: PackKind, code: str):
    with pytest.raises(ExportCodeError):
        built(kind, asked, code=code)


@pytest.mark.parametrize("kind", [PackKind.LEAGUE_CITY, PackKind.PARK])
def test_a_pack_without_its_code_asks_for_one(asked: Question, kind: PackKind):
    with pytest.raises(CodeNeededError) as caught:
        built(kind, asked)
    assert "--code" in asked.say.error(caught.value)


def test_one_chart_that_is_not_named_is_asked_for(asked: Question):
    with pytest.raises(ChartNeededError) as caught:
        built(PackKind.CHART, asked)
    assert "--chart" in asked.say.error(caught.value)


@pytest.mark.parametrize(
    ("period", "words"), [("2029Q1", "2029年一季度"), ("2019", "2019年")]
)
def test_a_period_without_reports_is_refused(asked: Question, period: str, words: str):
    there = asked.snapshot
    with pytest.raises(PeriodEmptyError) as caught:
        need_reports(replace(asked, period=Period.parse(period)))
    sentence = asked.say.error(caught.value)
    assert sentence.startswith(words)
    assert f"{there.first_month} 至 {there.last_month}" in sentence


def test_a_period_without_rules_has_values_instead_of_scores(asked: Question):
    then = replace(asked, period=Period.parse("2025Q4"))
    pack = built(PackKind.PARK, then, code="150600-01")
    assert [chart.kind for chart in pack.sheets[0].charts] == ["bullets"]
    assert slides(pack, OPTIONS).n_pages == 2
    assert slides(built(PackKind.REGION, then), OPTIONS).n_pages > 10


def test_progress_is_told_to_the_end(asked: Question):
    told: list[tuple[int, int]] = []
    built(
        PackKind.PARK, asked, code="150600-01", progress=lambda *done: told.append(done)
    )
    assert told == [(1, 2), (2, 2)]


def test_who_stops_the_progress_stops_the_pack(asked: Question):
    def stopped(done: int, total: int) -> None:
        raise KeyboardInterrupt((done, total))

    with pytest.raises(KeyboardInterrupt):
        built(PackKind.REGION, asked, progress=stopped)


def test_provenance_says_the_usual_unless_settings_say_otherwise(asked: Question):
    usual = built(PackKind.PARK, asked, code="150600-01").provenance
    assert usual.handling == "内部资料"
    assert usual.map_line == "示意图，未经审图，仅供内部使用"
    assert usual.is_simulated
    set_so = replace(asked, handling="秘密", approval="蒙S(2026)001号")
    told = built(PackKind.PARK, set_so, code="150600-01").provenance
    assert (told.handling, told.map_line) == ("秘密", "审图号：蒙S(2026)001号")


def test_real_names_stay_in_their_boxes(packs: dict[PackKind, Pack]):
    for pack in packs.values():
        found = slides(pack, OPTIONS).content
        assert [words for words in boxes(found) if not fits(words)] == []


def test_parks_exported_together_stay_apart(asked: Question):
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  for this test alone

    codes = list(asked.parks["code"])[:20]
    made = [built(PackKind.PARK, asked, code=code) for code in codes]
    names = dict(zip(asked.parks["code"], asked.parks["name_zh"], strict=True))
    with ThreadPoolExecutor(max_workers=20) as threads:
        files = list(threads.map(lambda pack: slides(pack, OPTIONS).content, made))
    for code, content in zip(codes, files, strict=True):
        titles = [slide.shapes.title.text for slide in opened(content).slides]
        assert all(names[code] in title for title in titles), code


def test_english_has_every_sentence(asked: Question):
    told = replace(asked, say=Speaker("en"))
    for pack in (
        built(PackKind.REGION, told),
        built(PackKind.LEAGUE_CITY, told, code="150600"),
        built(PackKind.PARK, told, code="150600-01"),
    ):
        assert slides(pack, ExportOptions(say=Speaker("en"))).n_pages >= 2


def test_trends_are_those_of_the_readers(packs: dict[PackKind, Pack], asked: Question):
    (chart,) = sheet(packs[PackKind.LEAGUE_CITY], f"trend_{SHOWN[0]}").charts
    first, _ = trends.reported(asked.desk)
    found = asked.desk.source.trend_of(
        SHOWN[0], Level.LEAGUE_CITY, "150600", "month", first, asked.period.last
    )
    (own,) = [one for one in chart.series if not one.is_muted]
    values = [None if value != value else value for value in found["value"]]  # noqa: PLR0124  NaN alone is not itself
    assert list(own.values) == pytest.approx(values[-len(own.values) :])


def test_libreoffice_opens_every_pack(packs: dict[PackKind, Pack], tmp_path: Path):
    made = {f"{kind}.pptx": slides(pack, OPTIONS) for kind, pack in packs.items()}
    paper = as_paper({name: one.content for name, one in made.items()}, tmp_path)
    for name, one in made.items():
        assert n_pages(paper[name]) == one.n_pages
