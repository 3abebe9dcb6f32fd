"""Degrees as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.intake.coordinates import Point, read_degrees


@pytest.mark.parametrize(
    "cell",
    [
        109.524,
        "109.524",
        "109.524°",
        "东经109.524°",
        "E109.524",
        "109.524E",
        "109°31′26.4″",
        "109°31'26.4\"",
        "109度31分26.4秒",
        "１０９°３１′２６.４″",
    ],
)
def test_decimal_and_sexagesimal_degrees_agree(cell: object):
    assert read_degrees(cell) == pytest.approx(109.524, abs=1e-9)


@pytest.mark.parametrize("cell", ["109°71′", "109°31′61″", "东", "109,5", "约109"])
def test_what_is_no_angle_is_none(cell: str):
    assert read_degrees(cell) is None


def test_a_point_looks_swapped_when_only_the_exchange_lies_in_the_region():
    assert Point(39.577, 109.524).looks_swapped
    assert not Point(109.524, 39.577).looks_swapped
    assert not Point(0.0, 0.0).looks_swapped


@given(
    st.integers(0, 179),
    st.integers(0, 59),
    st.integers(0, 59),
)
def test_degrees_minutes_seconds_add_up(degrees: int, minutes: int, seconds: int):
    found = read_degrees(f"{degrees}°{minutes}′{seconds}″")
    assert found == pytest.approx(degrees + minutes / 60 + seconds / 3600, abs=1e-12)
