"""``zeropark export`` as other programs and as people run it."""

from pathlib import Path

import pytest

from dashboard.briefing.writers import WRITERS, FileKind
from tests.cli_document import Commands
from tests.unit.briefing.slide_reading import opened

PARK = ("--pack", "park", "--code", "150600-01", "--period", "2026Q1")


def test_every_kind_of_file_has_a_writer():
    assert set(WRITERS) == set(FileKind)


def test_the_document_names_file_pages_and_charts(commands: Commands, tmp_path: Path):
    path = tmp_path / "park.pptx"
    found = commands.document("export", "slides", *PARK, "-o", path)
    assert found["file"] == str(path)
    assert found["pages"] == 2
    assert found["charts"] == [
        {"name": "why", "kind": "scorecard"},
        {"name": "next", "kind": "lines"},
    ]
    assert len(opened(path.read_bytes()).slides) == 2


def test_a_person_reads_where_the_file_is(commands: Commands, tmp_path: Path):
    path = tmp_path / "图.pptx"
    said = commands.table(
        *("export", "slides", "--pack", "chart", "--chart", "ranking"),
        *("--period", "2026Q1", "-o", path),
    )
    assert str(path) in said.replace("\n", "")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--pack", "park", "--code", "150600"), "150600"),
        (("--pack", "league_city", "--code", "150600-01"), "150600-01"),
        (("--pack", "league_city"), "150600"),
        (("--pack", "chart", "--chart", "pie"), "ranking"),
    ],
)
def test_what_cannot_be_exported_is_said_and_no_file_is_made(
    commands: Commands, tmp_path: Path, arguments: tuple[str, ...], word: str
):
    path = tmp_path / "a.pptx"
    code, out, err = commands.run(
        "export", "slides", *arguments, "--period", "2026Q1", "-o", path
    )
    assert (code, out) == (2, "")
    assert word in err
    assert not path.exists()


@pytest.mark.parametrize("period", ["2029Q1", "2019"])
@pytest.mark.parametrize("pack", [PARK[:4], ("--pack", "region")])
def test_a_period_without_reports_is_one_sentence(
    commands: Commands, tmp_path: Path, pack: tuple[str, ...], period: str
):
    path = tmp_path / "a.pptx"
    code, _, err = commands.run(
        "export", "slides", *pack, "--period", period, "-o", path
    )
    assert code == 2
    assert len(err.strip().splitlines()) == 1
    assert "没有月报数据" in err
    assert not path.exists()


@pytest.mark.parametrize(
    ("kind", "name", "fitting"),
    [
        ("slides", "a.xlsx", ".pptx"),
        ("workbook", "a.pptx", ".xlsx"),
        ("page", "a.pdf", ".html"),
        ("paper", "a", ".pdf"),
    ],
)
def test_a_name_that_says_another_kind_of_file_is_refused(
    commands: Commands, tmp_path: Path, kind: str, name: str, fitting: str
):
    path = tmp_path / name
    code, _, err = commands.run("export", kind, *PARK, "-o", path)
    assert code == 2
    assert fitting in err
    assert not path.exists()


def test_a_bad_template_is_one_sentence(commands: Commands, tmp_path: Path):
    template = tmp_path / "own.pptx"
    template.write_bytes(b"no presentation")
    path = tmp_path / "a.pptx"
    code, _, err = commands.run(
        "export", "slides", *PARK, "-o", path, "--template", template
    )
    assert code == 2
    assert len(err.strip().splitlines()) == 1
    assert "own.pptx" in err
    assert not path.exists()


def test_the_template_itself_is_not_written_over(commands: Commands, tmp_path: Path):
    template = tmp_path / "own.pptx"
    template.write_bytes(b"ours")
    code, _, err = commands.run(
        "export", "slides", *PARK, "-o", template, "--template", template
    )
    assert code == 2
    assert "own.pptx" in err
    assert template.read_bytes() == b"ours"


def test_settings_reach_the_file(
    commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ZEROPARK_HANDLING", "会议资料，会后收回")
    monkeypatch.setenv("ZEROPARK_MAP_APPROVAL", "蒙S(2026)001号")
    path = tmp_path / "park.pptx"
    commands.document("export", "slides", *PARK, "-o", path)
    words = "".join(
        shape.text_frame.text
        for shape in opened(path.read_bytes()).slides[0].shapes
        if shape.has_text_frame
    )
    assert "会议资料，会后收回" in words
    assert "蒙S(2026)001号" in words
