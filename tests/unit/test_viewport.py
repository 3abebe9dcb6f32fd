"""How much room a window leaves."""

import pytest

from dashboard.viewport import Viewport


def window(width: int) -> Viewport:
    return Viewport(width=width, height=1000, has_webgl=True, is_known=True)


@pytest.mark.parametrize(
    ("width", "left"), [(1000, 900), (1366, 900), (1920, 800), (2200, 749), (2560, 749)]
)
def test_what_is_taken_grows_as_long_as_the_type_does(width: int, left: int):
    assert window(width).rest(100, 200) == left


@pytest.mark.parametrize(("width", "size"), [(1366, 10), (1920, 20), (2560, 20)])
def test_a_size_stops_growing_on_the_wall(width: int, size: float):
    assert window(width).px(10, 20) == size


def test_a_low_window_leaves_the_least_that_can_be_read():
    assert window(1366).rest(900, 900, least=320) == 320
