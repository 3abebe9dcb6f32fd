"""What lives long is out of the collector's sight, but not for ever."""

import gc
import tomllib
import weakref
from collections.abc import Iterator
from importlib.resources import files
from threading import Event

import pytest
from streamlit import get_option

from dashboard import heap


class Node:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        """Hold itself."""
        self.itself = self


class After(Event):
    """Ends the waiting after so many times, and never sleeps."""

    def __init__(self, n_times: int) -> None:
        """End after so many waits."""
        super().__init__()
        self.n_left = n_times

    def wait(self, timeout: float | None = None) -> bool:
        """Say whether it is over."""
        del timeout
        self.n_left -= 1
        return self.n_left < 0


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_has_come_is_set_aside():
    heap.set_aside()
    kept = [[number] for number in range(1000)]
    before = gc.get_freeze_count()
    heap.keep_set_aside(After(1))
    assert gc.get_freeze_count() >= before + len(kept)


def test_what_died_while_it_was_set_aside_is_freed_in_the_end():
    node = Node()
    alive = weakref.ref(node)
    heap.set_aside()
    del node
    heap.keep_set_aside(After(heap.ANEW_AFTER - 1))
    assert alive() is not None
    heap.keep_set_aside(After(heap.ANEW_AFTER))
    assert alive() is None


def test_streamlit_leaves_collecting_to_us():
    """Its name for that is hidden from its documentation, so it may change."""
    source = files("dashboard") / ".streamlit" / "config.toml"
    asked = tomllib.loads(source.read_text(encoding="utf-8"))["runner"]
    assert asked == {"postScriptGC": False}
    for name in asked:
        get_option(f"runner.{name}")  # an unknown one is an error
