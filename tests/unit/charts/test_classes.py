"""Classes of a map: few, equal, and edges that read as they are."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.classes import even_classes

HUNDREDTH = 0.01
reported = st.integers(-5_000, 5_000_000).map(lambda thousandths: thousandths / 1000)


def test_the_samples_intensities_fall_into_five_classes():
    classes = even_classes([1.37, 1.52, None, 2.04, 1.88], finest=HUNDREDTH)
    assert classes.step == pytest.approx(0.2)
    assert classes.edges == (1.4, 1.6, 1.8, 2.0)
    assert [classes.of(value) for value in (1.37, 1.52, 1.88, 2.04)] == [0, 1, 3, 4]


def test_a_value_on_an_edge_belongs_to_the_class_below():
    classes = even_classes([0.0, 1.0], finest=0.1)
    assert classes.edges == (0.2, 0.4, 0.6, 0.8)
    assert classes.of(0.2) == 0
    assert classes.of(0.2001) == 1


def test_a_missing_value_has_no_class():
    classes = even_classes([1.0, None, 3.0], finest=HUNDREDTH)
    assert classes.of(None) is None


@pytest.mark.parametrize("values", [[], [None], [1.5], [1.5, None, 1.5]])
def test_where_nothing_differs_one_class_is_left(values: list[float | None]):
    assert even_classes(values, finest=HUNDREDTH).edges == ()


def test_values_that_read_alike_are_one_class():
    """Edges at 1.4005 would read 1.40 on both sides."""
    assert even_classes([1.4001, 1.4012], finest=HUNDREDTH).edges == ()


def test_no_edge_has_more_digits_than_a_reader_sees():
    classes = even_classes([0.0, 0.11], finest=HUNDREDTH)
    assert classes.edges == (0.05, 0.1)


@given(values=st.lists(reported | st.none(), min_size=1, max_size=14))
def test_every_value_is_in_one_of_at_most_five_classes(values: list[float | None]):
    classes = even_classes(values, finest=HUNDREDTH)
    assert len(classes.edges) <= 4
    for value in values:
        place = classes.of(value)
        if value is None:
            assert place is None
            continue
        low, high = (-math.inf, *classes.edges), (*classes.edges, math.inf)
        assert low[place] < value <= high[place]


@given(values=st.lists(reported, min_size=2, max_size=14))
def test_classes_are_of_one_width_and_none_at_the_ends_is_empty(values: list[float]):
    classes = even_classes(values, finest=HUNDREDTH)
    for low, high in pairwise(classes.edges):
        assert high - low == pytest.approx(classes.step)
    if classes.edges:
        assert {0, len(classes.edges)} <= {classes.of(value) for value in values}


@given(values=st.lists(reported, min_size=2, max_size=14))
def test_every_edge_reads_as_it_is(values: list[float]):
    for edge in even_classes(values, finest=HUNDREDTH).edges:
        assert float(f"{edge:.2f}") == pytest.approx(edge, abs=1e-9)
