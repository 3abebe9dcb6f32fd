"""Files made on the side: stopped, failed, and never somebody else's."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from dashboard import exporting
from dashboard.briefing.packs import PackKind
from dashboard.briefing.writers import FileKind, Written
from dashboard.export_choices import parts
from dashboard.exporting import (
    File,
    Job,
    Order,
    Orderer,
    Part,
    State,
    listed_code,
    made,
    started,
)
from dashboard.text import Speaker
from dashboard.view_codes import read
from queries.clock import CHINA
from queries.engine import opened, reading
from queries.errors import ChartEmptyError, ExportCodeError, PeriodEmptyError
from queries.months import Period
from queries.parks import parks_at
from queries.scope import REGION

QUARTER = Period.parse("2026Q1")
A_FILE = File(name="a.pptx", content=b"a", n_pages=1)


@pytest.fixture
def orderer(sampled_engine: Engine) -> Orderer:
    """Somebody who reads the samples."""
    return Orderer(
        database_url=str(sampled_engine.url),
        scope=REGION,
        say=Speaker("zh"),
        today=date(2026, 4, 20),
        made_at=datetime(2026, 4, 20, 9, 0, tzinfo=CHINA),
    )


def order(
    code: str | None, *, kind: PackKind = PackKind.PARK, chart: str | None = None
) -> Order:
    part = Part(kind=kind, code=code, chart=chart)
    return Order(parts=(part,), file=FileKind.SLIDES, period=QUARTER)


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch):
    """Files hold their pack's title, scope and snapshot, and nothing else."""

    def speak(pack: object, options: object) -> Written:
        del options
        told = f"{pack.title}|{pack.provenance.scope}|{pack.provenance.snapshot}"
        return Written(content=told.encode(), n_pages=len(pack.sheets))

    monkeypatch.setattr(exporting, "WRITERS", dict.fromkeys(FileKind, speak))


@pytest.mark.usefixtures("speaking")
def test_twenty_readers_at_once_get_each_their_own(orderer: Orderer):
    with opened(orderer.database_url) as engine, reading(engine) as connection:
        found = parks_at(connection, scope=REGION, month=QUARTER.last)
    names = dict(zip(found["code"][:20], found["name_zh"][:20], strict=True))
    jobs = {code: started(order(code), orderer) for code in names}
    assert len(jobs) == 20
    for code, job in jobs.items():
        job.wait()
        assert job.state is State.DONE
        title, scope, snapshot = job.file.content.decode().split("|")
        assert names[code] in title
        assert scope == names[code]
        assert read(snapshot).parameters["park"] == [code]
        assert names[code] in job.file.name


@pytest.mark.usefixtures("speaking")
def test_a_file_is_named_after_pack_period_and_data(orderer: Orderer):
    file = made(order(None, kind=PackKind.REGION), orderer)
    assert file.name.endswith("_2026Q1_20260420-1.pptx")
    assert not set(file.name) & set('\\/:*?"<>| ')


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize("title", ["", "现场会"])
def test_a_period_without_reports_fails_with_a_sentence(orderer: Orderer, title: str):
    part = Part(kind=PackKind.CHART, chart="map")
    empty = Period.parse("2029Q1")
    wanted = Order(parts=(part,), file=FileKind.DATA, period=empty, title=title)
    job = started(wanted, orderer)
    job.wait()
    assert job.state is State.FAILED
    assert isinstance(job.error, PeriodEmptyError)


@pytest.mark.usefixtures("speaking")
def test_a_list_of_sheets_is_one_file_whose_code_brings_the_list_back(
    orderer: Orderer,
):
    chosen = (
        Part(kind=PackKind.CHART, chart="map"),
        Part(kind=PackKind.CHART, code="150600", chart="map"),
    )
    wanted = Order(parts=chosen, file=FileKind.SLIDES, period=QUARTER, title="现场会")
    file = made(wanted, orderer)
    title, scope, snapshot = file.content.decode().split("|")
    assert (title, scope, file.n_pages) == ("现场会", "全区", 2)
    found = read(snapshot)
    assert found.page == "present"
    assert found.parameters["steps"] == ["150000:map", "150600:map"]


@pytest.mark.usefixtures("speaking")
def test_a_sheet_of_a_list_that_has_nothing_to_show_is_left_out(orderer: Orderer):
    chosen = (
        Part(kind=PackKind.CHART, chart="attention"),
        Part(kind=PackKind.CHART, chart="map"),
    )
    then = Period.parse("2025Q1")
    both = Order(parts=chosen, file=FileKind.SLIDES, period=then, title="现场会")
    assert made(both, orderer).n_pages == 1
    nothing = Order(parts=chosen[:1], file=FileKind.SLIDES, period=then, title="空")
    with pytest.raises(ChartEmptyError):
        made(nothing, orderer)


def test_a_list_too_long_to_print_is_left_out_of_the_code():
    one = Part(kind=PackKind.CHART, code="150600", chart="trend_carbon_intensity")
    found = read(listed_code((one,) * 9, "20260420-1", QUARTER))
    assert (found.page, found.parameters) == ("present", {"period": ["2026Q1"]})


def test_several_pictures_go_into_an_archive(orderer: Orderer):
    one = order(None, kind=PackKind.CHART, chart="map")
    pack = exporting._pack(one, orderer, None)  # noqa: SLF001  the rule is about packs
    assert exporting._suffix(FileKind.PICTURE, pack) == ".png"  # noqa: SLF001
    park = exporting._pack(order("150600-01"), orderer, None)  # noqa: SLF001
    assert exporting._suffix(FileKind.PICTURE, park) == ".zip"  # noqa: SLF001


def test_a_wrong_code_is_told_and_not_raised(orderer: Orderer):
    job = started(order("nobody"), orderer)
    job.wait()
    assert job.state is State.FAILED
    assert isinstance(job.error, ExportCodeError)


def test_a_failure_of_ours_ends_the_job_too():
    def break_down(_progress: object) -> File:
        raise ZeroDivisionError

    job = Job(order("a"))
    job.run(break_down)
    assert (job.state, job.error, job.file) == (State.FAILED, None, None)


def test_progress_is_told_and_the_last_step_is_the_writing():
    seen = []
    job = Job(order("a"))

    def make(progress: exporting.Progress) -> File:
        for done in (1, 2):
            progress(done, 2)
            seen.append((job.share, job.state))
        return A_FILE

    job.run(make)
    assert seen == [(0.5, State.BUILDING), (1.0, State.WRITING)]
    assert (job.state, job.file) == (State.DONE, A_FILE)


def test_a_cancelled_order_gives_no_file():
    job = Job(order("a"))

    def make(progress: exporting.Progress) -> File:
        job.cancel()
        progress(1, 3)
        return A_FILE

    job.run(make)
    assert (job.state, job.file, job.is_over) == (State.CANCELLED, None, True)


def test_an_order_cancelled_before_its_turn_is_never_made():
    job = Job(order("a"))
    job.cancel()
    job.run(lambda _progress: A_FILE)
    assert (job.state, job.file) == (State.CANCELLED, None)


def test_a_cancelled_order_makes_room_for_the_next():
    stuck, following = Job(order("a")), Job(order("b"))
    stuck.cancel()
    stuck.run(lambda _progress: A_FILE)
    following.run(lambda _progress: A_FILE)
    assert following.state is State.DONE


@pytest.mark.parametrize(
    ("page", "asked", "offered"),
    [
        ("overview", {}, [("region", None, None), ("chart", None, "map")]),
        (
            "overview",
            {"league_city": ["150600"]},
            [
                ("league_city", "150600", None),
                ("region", None, None),
                ("chart", "150600", "map"),
            ],
        ),
        (
            "overview",
            {"base": ["green_power_share"]},
            [("region", None, None), ("chart", None, "map_green_power_share")],
        ),
        (
            "park",
            {"park": ["150600-01"]},
            [
                ("park", "150600-01", None),
                ("region", None, None),
                ("chart", "150600-01", "why"),
            ],
        ),
        ("compare", {}, [("region", None, None), ("chart", None, "ranking")]),
        ("trends", {"level": ["park"]}, [("region", None, None)]),
        ("methods", {}, [("region", None, None)]),
    ],
)
def test_a_page_offers_what_it_shows(
    page: str, asked: dict[str, list[str]], offered: list[tuple]
):
    found = [(part.kind.value, part.code, part.chart) for part in parts(page, asked)]
    assert found == offered
