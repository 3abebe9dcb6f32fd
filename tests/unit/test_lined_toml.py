"""Mistakes in a TOML file are named by their line."""

from datetime import date

import pytest

from dashboard.text import Speaker, catalogue
from queries import lined_toml
from queries.errors import (
    DataFieldMissingError,
    DataFieldUnknownError,
    DataFileUnreadableError,
    DataRepeatedError,
    DataValueWrongError,
)
from queries.lined_toml import LinedTable
from queries.months import Month
from queries.vocabulary import Grade

TEXT = """\
# name = "in a comment"
name = "rules"
blank = "  "
share = 0.5
whole = 3
flag = true
month = "2026-03"
day = 2026-01-15
grade = "B"

[limits] # with a comment
share = 1

[limits.inner]
share = 2

[[part]]
name = "one"

  [[part.piece]]
  name = "a"

  [[part.piece]]
  name = "b"

[[part]]
name = "two"

[[part.piece]]
name = "c"

[last]
share = 4
"""


def whole(text: str = TEXT) -> LinedTable:
    return lined_toml.read(text, file="x.toml")


def line_of(table: LinedTable, field: str) -> int:
    return table.at(field)["line"]


def test_every_kind_of_value_is_read():
    table = whole()
    assert table.text("name") == "rules"
    assert table.number("share") == 0.5
    assert table.number("whole") == table.whole_number("whole") == 3
    assert table.flag("flag") is True
    assert table.month("month") == Month(2026, 3)
    assert table.day("day") == date(2026, 1, 15)
    assert table.word(Grade, "grade") is Grade.B


@pytest.mark.parametrize(
    ("reader", "field"),
    [
        ("text", "share"),
        ("number", "name"),
        ("number", "flag"),
        ("whole_number", "share"),
        ("whole_number", "flag"),
        ("flag", "whole"),
        ("month", "name"),
        ("month", "day"),
        ("day", "month"),
    ],
)
def test_a_value_of_another_kind_is_refused(reader: str, field: str):
    with pytest.raises(DataValueWrongError) as caught:
        getattr(whole(), reader)(field)
    values = caught.value.values
    assert values["field"] == field
    assert values["line"] == line_of(whole(), field)
    assert values["value"] == whole().values[field]


def test_an_empty_text_is_missing():
    assert "blank" not in whole()
    with pytest.raises(DataFieldMissingError) as caught:
        whole().text("blank")
    assert caught.value.values == {"file": "x.toml", "line": 3, "field": "blank"}


def test_a_field_is_found_on_its_own_line_and_in_its_own_table():
    table = whole()
    assert line_of(table, "name") == 2
    assert line_of(table.table("limits"), "share") == 12
    assert line_of(table.table("last"), "share") == 33
    parts = table.tables("part")
    assert [line_of(part, "name") for part in parts] == [18, 27]
    pieces = [part.tables("piece", within="part") for part in parts]
    lines = [[line_of(piece, "name") for piece in some] for some in pieces]
    assert lines == [[21, 24], [30]]


def test_what_is_not_there_is_placed_at_the_head_of_its_table():
    table = whole()
    assert line_of(table, "title") == 1
    assert line_of(table.table("limits"), "name") == 11
    assert line_of(table.tables("part")[1], "absent") == 26


def test_a_text_is_found_wherever_it_stands():
    assert whole().holding('"b"')["line"] == 24
    assert whole().holding("nowhere")["line"] == 1


def test_a_table_that_is_not_there_is_empty():
    assert not whole().table("absent").values
    assert whole().tables("absent") == ()


@pytest.mark.parametrize("value", ["1", '"x"', "[1]", "[[]]", "2026-01-01"])
def test_what_is_no_table_is_refused(value: str):
    table = whole(f"other = 0\npart = {value}\n")
    for reader in (table.table, table.tables):
        with pytest.raises(DataValueWrongError) as caught:
            reader("part")
        assert caught.value.values["line"] == 2


def test_tables_in_one_line_are_placed_there():
    table = whole('other = 0\npart = [{ name = "one" }, { name = 2 }]\n')
    one, two = table.tables("part")
    assert one.text("name") == "one"
    with pytest.raises(DataValueWrongError) as caught:
        two.text("name")
    assert caught.value.values["line"] == 2


def test_a_header_in_a_long_text_opens_no_table():
    text = 'long = """\n[[part]]\n"""\n[[part]]\nname = "one"\n'
    (part,) = whole(text).tables("part")
    assert part.text("name") == "one"


def test_lines_are_those_that_an_editor_counts():
    """Other characters that end a line in Python are plain text in TOML."""
    text = 'name = "a\u2028b\u0085c"\r\nshare = "x"\r\n'
    assert line_of(whole(text), "share") == 2


def test_what_is_used_twice_is_refused_the_second_time():
    tables = whole(TEXT.replace('name = "two"', 'name = "one"')).tables("part")
    with pytest.raises(DataRepeatedError) as caught:
        lined_toml.require_unique(tables, "name")
    assert caught.value.values == {"file": "x.toml", "line": 27, "code": "one"}


def test_a_field_that_nobody_reads_is_refused_where_it_stands():
    known = whole().values.keys()
    lined_toml.require_known(whole(), known)
    for field, line in (("flag", 6), ("limits", 11), ("part", 17)):
        with pytest.raises(DataFieldUnknownError) as caught:
            lined_toml.require_known(whole(), known - {field})
        assert caught.value.values == {"file": "x.toml", "line": line, "field": field}


@pytest.mark.parametrize(
    ("text", "line", "column", "why"),
    [
        ("=", 1, 1, "toml.statement"),
        ("a = 1\nb 2", 2, 3, "toml.statement"),
        ("a = 1\na = 2\n", 2, 6, "toml.twice"),
        ("[a]\n[a]", 2, 3, "toml.twice"),
        ("a = 1\nb = [1,\n}", 3, 1, "toml.value"),
        ("a = [1,\n2\n", 2, 2, "toml.bracket"),
        ("[a", 1, 3, "toml.bracket"),
        ('a = "b', 1, 7, "toml.string"),
        ('a = "\\p"', 1, 8, "toml.string"),
        ("a = 2026-02-30", 1, 5, "toml.date"),
        ("a = 99:99:99", 1, 7, "toml.statement"),
        ("a = 汉", 1, 5, "toml.value"),
        (f"b = 1\na = 1{'0' * 5000}", 2, 1, "toml.size"),
    ],
)
def test_what_is_no_toml_says_where_and_why(
    text: str, line: int, column: int, why: str
):
    with pytest.raises(DataFileUnreadableError) as caught:
        whole(text)
    place = {"file": "x.toml", "line": line, "column": column}
    assert caught.value.values == {**place, "why": why}
    for language in ("zh", "en"):
        sentence = Speaker(language).error(caught.value)
        assert catalogue(language)[why] in sentence
