"""``zeropark snapshot``: a printed code, typed on the command line."""

import pytest
from sqlalchemy import Engine

from dashboard.restoring import address_of, page_at, page_names, page_of
from dashboard.view_codes import view_code, written
from queries.engine import writing
from queries.errors import ViewCodePageError
from tests.cli_document import Commands
from tests.parks_by_hand import enter_batch

VIEW = view_code("20260420-1", "compare", {"period": ["2025Q4"], "grid": ["west"]})


def test_a_code_gives_page_parameters_and_what_came_after(
    commands: Commands, engine: Engine
):
    with writing(engine) as connection:
        enter_batch(connection)
    found = commands.document("snapshot", written(VIEW).lower())
    assert found["code"] == written(VIEW)
    assert (found["snapshot"], found["page"]) == ("20260420-1", "compare")
    assert found["parameters"] == {"period": ["2025Q4"], "grid": ["west"]}
    assert found["address"] == "/compare?period=2025Q4&grid=west"
    (change,) = found["changes"]
    assert (change["batch"], change["what"], change["values"]) == (2, "import", 0)


def test_a_person_reads_that_nothing_has_changed(commands: Commands):
    said = commands.table("snapshot", "20260420-1")
    assert "/overview" in said
    assert "没有变化" in said


def test_a_person_reads_what_has_changed(commands: Commands):
    said = commands.table("snapshot", "empty")
    for words in ("24 个园区", "2025-01 至 2026-03", "285 份月报", "72 条官方评定"):
        assert words in said


@pytest.mark.parametrize(
    ("code", "left_with", "words"),
    [
        (written(VIEW)[:-1] + "U", 2, "抄错"),
        ("20260420-9", 1, "本机没有"),
        ("20260101-1", 1, "另一套数据库"),
        ("yesterday", 2, "日期和批次"),
        (written(view_code("20260420-1", "nowhere", {})), 2, "nowhere"),
    ],
)
def test_a_wrong_code_is_one_sentence(
    commands: Commands, code: str, left_with: int, words: str
):
    exit_code, out, err = commands.run("snapshot", code)
    assert (exit_code, out) == (left_with, "")
    assert words in err


def test_an_address_names_its_page_behind_any_proxy():
    assert page_at("http://127.0.0.1:8501/compare?period=2026Q1") == "compare"
    assert page_at("https://gateway/zeropark/park") == "park"
    assert page_at("https://gateway/zeropark/") == "overview"
    assert page_at(None) == "overview"


def test_a_page_is_a_file_and_has_an_address():
    assert {"overview", "compare", "park"} <= page_names()
    assert "__init__" not in page_names()
    assert page_of(VIEW).name == "compare.py"
    assert address_of(view_code("empty", "park", {})) == "/park"
    with pytest.raises(ViewCodePageError):
        page_of(view_code("empty", "nowhere", {}))
