"""A table fits its screen by folding words, and by saying what it leaves out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dashboard.commands.columns import Column, fitting, lines
from dashboard.commands.output import print_table
from dashboard.text import Speaker

NUMBER = re.compile(r"[−+]?\d[\d,.]*%?")
WORDS = st.text("储能余缺园区·（）MWh abc、", max_size=30)
NUMBERS = st.integers(-(10**9), 10**9).map(lambda n: f"{n:,}".replace("-", "−"))
CELLS = st.one_of(WORDS, NUMBERS, st.builds("缺 {}".format, NUMBERS))
TABLES = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.tuples(*[CELLS] * n), min_size=2, max_size=4)
)


def laid_out(
    table: list[tuple[str, ...]], room: int
) -> list[tuple[tuple[str, ...], list[str]]]:
    """Every row of a table, titles first: the cells that are shown, and the lines."""
    titles, *rows = table
    cells = zip(*rows, strict=True)
    columns = [Column(*one) for one in zip(titles, cells, strict=True)]
    widths = fitting(columns, room)
    shown = [row[: len(widths)] for row in table]
    return [(row, list(lines(row, widths))) for row in shown]


@given(table=TABLES, room=st.integers(16, 120))
def test_no_line_is_wider_than_the_screen(table: list[tuple[str, ...]], room: int):
    for _, written in laid_out(table, room):
        assert all(cell_len(line) <= room for line in written)


@given(table=TABLES, room=st.integers(16, 120))
def test_no_number_of_a_column_that_is_shown_is_broken(
    table: list[tuple[str, ...]], room: int
):
    for row, written in laid_out(table, room)[1:]:
        whole = " ".join(written)
        for cell in row:
            assert all(number in whole for number in NUMBER.findall(cell))


@given(table=TABLES, room=st.integers(16, 120))
def test_no_letter_of_a_column_that_is_shown_is_lost(
    table: list[tuple[str, ...]], room: int
):
    for row, written in laid_out(table, room):
        letters = sorted("".join("".join(row).split()))
        assert sorted("".join("".join(written).split())) == letters


def test_a_word_breaks_before_its_bracket_and_not_within_it():
    assert list(lines(["储能（MWh）"], [8])) == ["储能", "（MWh）"]


def test_a_screen_too_narrow_names_the_columns_that_it_leaves_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "20")
    titles = ["编码", "用电量（MWh）", "余缺"]
    print_table(titles, [["150600-Y01", "1,604,655", "−20,408"]], say=Speaker())
    told = capsys.readouterr().out
    assert "1,604,655" not in told
    assert "还有 2 列没有显示：用电量（MWh）、余缺。" in told
    assert "--json" in told


def test_a_file_gets_every_column_on_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("COLUMNS", raising=False)
    print_table(["一", "二"], [["词" * 200, "1,604,655"]], say=Speaker())
    *_, row = capsys.readouterr().out.splitlines()
    assert row == f"{'词' * 200}  1,604,655"
