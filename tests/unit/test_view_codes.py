"""Codes of views: printed, read out, typed again, and never taken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.view_codes import LETTERS, SHORT, ViewCode, read, view_code, written
from queries.errors import (
    ViewCodeCheckError,
    ViewCodeDataError,
    ViewCodeEmptyError,
    ViewCodeFieldError,
    ViewCodeLongError,
    ViewCodeWrongError,
)

ASKED = {"grade": ["D", "C"], "period": ["2026Q3"], "league_city": ["150600"]}
VIEW = view_code("20261121-7", "overview", ASKED)
PRINTED = written(VIEW)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
views = st.builds(
    view_code,
    data=st.sampled_from(["20261121-7", "empty", "20250301-123456"]),
    page=texts.filter(bool),
    asked=st.dictionaries(
        st.sampled_from([*SHORT, *SHORT.values()]) | texts,
        st.lists(texts, max_size=3),
        max_size=4,
    ),
)


def test_a_code_is_short_and_can_be_read():
    body, _, check = PRINTED.rpartition("/")
    assert body == "20261121-7/overview/p=2026Q3/l=150600/g=D,C"
    assert len(check) == 2
    assert set(check) <= set(LETTERS)


@given(views)
def test_every_view_comes_back_from_its_code(view: ViewCode):
    if len(written(view)) <= 2000:
        assert read(written(view)) == view


@given(views)
def test_a_code_survives_either_case(view: ViewCode):
    for typed in (written(view).upper(), written(view).lower()):
        if len(typed) <= 2000:
            assert read(typed) == view


@given(views)
def test_every_code_is_written_in_ascii_without_blanks(view: ViewCode):
    assert written(view).isascii()
    assert not set(written(view)) & set(" \t\n")


@given(st.integers(0, len(PRINTED) - 1), st.sampled_from(LETTERS + "-/=,_"))
def test_a_wrong_character_is_noticed(place: int, wrong: str):
    typed = PRINTED[:place] + wrong + PRINTED[place + 1 :]
    if typed.lower() != PRINTED.lower():
        with pytest.raises(ViewCodeWrongError):
            read(typed)


@given(st.integers(0, len(PRINTED) - 2))
def test_two_swapped_characters_are_noticed(place: int):
    first, second = PRINTED[place : place + 2]
    if first != second:
        with pytest.raises(ViewCodeWrongError):
            read(PRINTED[:place] + second + first + PRINTED[place + 2 :])


@pytest.mark.parametrize(
    "typed",
    [
        f"  {PRINTED}\n",
        " ".join(PRINTED),
        PRINTED.replace("-", "－").replace("=", "＝").replace(",", "，"),
        PRINTED.replace("-", "—").replace("/", "、"),
        PRINTED.replace("/", "／").translate(str.maketrans("0123", "０１２３")),
        PRINTED.replace("overview", "ｏｖｅｒｖｉｅｗ"),
    ],
    ids=["blanks", "spaced", "full width", "Chinese keys", "digits", "letters"],
)
def test_what_a_chinese_keyboard_types_is_understood(typed: str):
    assert read(typed) == VIEW


def test_the_key_of_the_underscore_is_understood_among_chinese_punctuation():
    view = view_code("20261121-7", "compare", {"on": ["green_power"]})
    assert read(written(view).replace("_", "——")) == view


def test_letters_that_look_like_digits_are_forgiven_in_the_check():
    views = (view_code("20261121-7", "park", {"park": [str(n)]}) for n in range(9999))
    code = next(w for w in map(written, views) if w.endswith("10"))
    assert read(code[:-2] + "lO") == read(code)


def test_a_bare_data_code_names_no_page():
    found = read("20261121－7")
    assert (found.data, found.page, found.version) == ("20261121-7", "", 7)
    assert read("EMPTY").version == 0
    assert written(found) == "20261121-7"


def test_the_order_of_the_questions_does_not_matter():
    turned = dict(reversed(ASKED.items()))
    assert written(view_code("20261121-7", "overview", turned)) == PRINTED


def test_what_asks_for_nothing_leaves_no_trace():
    assert view_code("20261121-7", "park", {"tier": []}).asked == ()


def checked(body: str) -> str:
    """Return *body* with the check characters that fit it."""
    found = (f"{body}/{a}{b}" for a in LETTERS for b in LETTERS)
    for code in found:
        try:
            read(code)
        except ViewCodeCheckError:
            continue
        except ViewCodeWrongError:
            return code
    raise AssertionError(body)


@pytest.mark.parametrize(
    ("typed", "error", "named"),
    [
        ("  ", ViewCodeEmptyError, {}),
        ("9" * 2001, ViewCodeLongError, {"most": 2000}),
        ("快照", ViewCodeDataError, {"part": "快照"}),
        ("20261341-7", ViewCodeDataError, {"part": "20261341-7"}),
        ("20261121/overview/K4", ViewCodeDataError, {"part": "20261121"}),
        ("20261121-7/overview", ViewCodeCheckError, {"code": "20261121-7/overview"}),
        (checked("20261121-7/overview/p"), ViewCodeFieldError, {"part": "p"}),
    ],
)
def test_a_wrong_code_says_what_is_wrong(
    typed: str, error: type[ViewCodeWrongError], named: dict[str, object]
):
    with pytest.raises(error) as caught:
        read(typed)
    assert caught.value.values == named
