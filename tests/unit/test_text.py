"""Every sentence exists in both languages and asks for the same values."""

import inspect
import re
from string import Formatter

import pytest

from dashboard.text import LanguageType, Speaker, catalogue
from queries import errors
from queries.errors import OversightError

ERRORS = sorted(
    (
        found
        for _, found in inspect.getmembers(errors, inspect.isclass)
        if issubclass(found, OversightError) and hasattr(found, "key")
    ),
    key=lambda error: error.__name__,
)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys():
    assert catalogue("zh").keys() == catalogue("en").keys()


def test_both_languages_ask_for_the_same_values():
    for key, chinese in catalogue("zh").items():
        assert fields(chinese) == fields(catalogue("en")[key]), key


def test_english_is_translated_where_it_is_no_word_of_the_workbooks():
    for key, sentence in catalogue("en").items():
        is_chinese = re.search(r"[\u4e00-\u9fff]", sentence)
        is_sheet = key.startswith("intake.template.")
        assert not is_chinese or is_sheet or sentence != catalogue("zh")[key], key


def test_no_sentence_is_blank():
    for language in ("zh", "en"):
        for key, sentence in catalogue(language).items():
            assert sentence.strip(), key


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("error", ERRORS)
def test_every_error_has_a_sentence(language: str, error: type[OversightError]):
    assert catalogue(language)[f"error.{error.key}"]


def test_no_two_errors_share_a_sentence():
    keys = [error.key for error in ERRORS if error.__dict__.get("key")]
    assert len(keys) == len(set(keys))


def test_an_error_is_said_with_its_values():
    error = errors.UnknownIndicatorError(code="x", known="a, b")
    assert Speaker("zh").error(error) == "没有代码为“x”的指标。可用的有：a, b。"
    assert Speaker("en").error(error) == "There is no indicator “x”. Known are: a, b."


@pytest.mark.parametrize(("language", "listed"), [("zh", "x、y。"), ("en", "x, y.")])
@pytest.mark.parametrize("kind", [list, tuple])
def test_a_list_has_the_commas_of_the_language(
    language: LanguageType, listed: str, kind: type
):
    error = errors.UnknownIndicatorError(code="z", known=kind(("x", "y")))
    assert Speaker(language).error(error).endswith(listed)


def test_a_sentence_that_is_not_there_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        Speaker("zh")("no.such.key")
