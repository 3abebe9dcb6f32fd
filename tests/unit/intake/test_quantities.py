"""Numbers and units: read exactly, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.indicators import dictionary
from queries.intake.quantities import (
    plain_unit,
    read_column,
    read_number,
    read_unit,
)

MISSING = ["", "-", "—", "——", "－", "/", "／", "无", "待填报", " ", "　", None]


def test_ten_thousand_tonnes_of_coal_equivalent_are_exact():
    assert read_number(9.13888, exponent=4) == 91388.8


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234.5", 1234.5),
        ("１，２３４．５", 1234.5),
        (" 1 234.5 ", 1234.5),
        ("1\u00a0234", 1234.0),
        ("+12", 12.0),
        ("－12", -12.0),
        ("1.2E+05", 120000.0),
        ("12.", 12.0),
        (12, 12.0),
        (0.1, 0.1),
        ("0", 0.0),
    ],
)
def test_numbers_are_read_in_every_form_that_people_type(cell: object, number: float):
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", MISSING)
def test_marks_of_missing_values_are_missing_and_not_zero(cell: object):
    assert read_number(cell) is None


@pytest.mark.parametrize("cell", ["35%", "35％", 0.35, "3.5‰"])
def test_a_percentage_is_not_a_quantity(cell: object):
    expected = 0.35 if cell == 0.35 else "percent"
    assert read_number(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        *("1,23", "12,3456", "约12", "1.2.3", True, "nan", "inf", "1e999", "(12)"),
        *("925①", "925¹", "925²", "②5", "㊿", "½"),
    ],
)
def test_what_is_no_number_is_said_to_be_none(cell: object):
    assert read_number(cell) in {"not_a_number", "too_large"}


@pytest.mark.parametrize("cell", ["12吨", "9.2555万", "85,250 tce", "-3 个"])
def test_a_number_with_words_is_told_apart(cell: str):
    assert read_number(cell) == "number_with_words"


@pytest.mark.parametrize(("cell", "value"), [(".5", 0.5), ("5.", 5.0), ("-.25", -0.25)])
def test_a_point_may_begin_or_end_a_number(cell: str, value: float):
    assert read_number(cell) == value


def test_a_slip_of_the_keyboard_is_too_large():
    assert read_number("9" * 20) == "too_large"


@pytest.mark.parametrize(
    ("unit", "text", "exponent"),
    [
        ("count", "个", 0),
        ("tce", "万吨标准煤", 4),
        ("tce", "TCE", 0),
        ("MWh", "千瓦时", -3),
        ("MWh", "万千瓦时", 1),
        ("MWh", "亿千瓦时", 5),
        ("MWh", "兆瓦时", 0),
        ("MW", "千瓦", -3),
        ("MW", "万千瓦", 1),
        ("MW", "兆瓦", 0),
        ("t", "万吨", 4),
        ("tCO2", "吨", 0),
        ("GJ", "万吉焦", 4),
        ("GJ", "gj", 0),
        ("m3", "万立方米", 4),
        ("m3", "吨（水）", 0),
        ("m3", "m³", 0),
    ],
)
def test_a_unit_is_a_power_of_ten_of_the_stored_one(
    unit: str, text: str, exponent: int
):
    found = read_unit(text, unit=unit)
    assert found is not None
    assert found.exponent == exponent


@pytest.mark.parametrize(
    ("unit", "text"),
    [("MW", "兆瓦时"), ("MWh", "兆瓦"), ("t", "吨标准煤"), ("GJ", "吨"), ("t", "公斤")],
)
def test_a_unit_of_something_else_is_not_taken(unit: str, text: str):
    assert read_unit(text, unit=unit) is None


@pytest.mark.parametrize("unit", sorted({item.unit for item in dictionary().measures}))
def test_every_unit_of_the_dictionary_can_be_written_as_it_is_stored(unit: str):
    found = read_unit(plain_unit(unit), unit=unit)
    assert found is not None
    assert found.exponent == 0


@given(
    st.decimals(min_value=0, max_value=10**9, places=6, allow_nan=False),
    st.integers(min_value=-3, max_value=5),
)
def test_shifting_equals_exact_decimal_arithmetic(number: Decimal, exponent: int):
    expected = float(number.scaleb(exponent))
    assert read_number(str(number), exponent=exponent) == expected
    from_float = float(Decimal(repr(float(number))).scaleb(exponent))
    assert read_number(float(number), exponent=exponent) == from_float


@given(st.integers(min_value=0, max_value=10**14))
def test_thousands_separators_do_not_change_a_number(number: int):
    assert read_number(f"{number:,}") == read_number(number) == float(number)


@given(st.text(max_size=20))
def test_no_text_ever_breaks_the_reading_of_numbers(text: str):
    number = read_number(text, exponent=4)
    assert number is None or isinstance(number, float | str)


@given(
    st.lists(
        st.one_of(st.floats(), st.text(max_size=6), st.booleans(), st.none()),
        max_size=30,
    ),
    st.sampled_from([0, 1, 4, -3]),
)
def test_a_column_reads_each_cell_as_it_would_be_read_alone(
    cells: list[object], exponent: int
):
    values, problems = read_column(cells, exponent=exponent)
    for index, cell in enumerate(cells):
        alone = read_number(cell, exponent=exponent)
        if isinstance(alone, str):
            assert problems[index] == alone
        elif alone is None:
            assert values[index] != values[index]
        else:
            assert values[index] == alone
