"""What lives long, out of the garbage collector's sight.

Streamlit has the collector look at everything after every rerun. What stays there for
good (modules, and what the caches hold) would be most of a rerun's cost.
"""

import gc
from threading import Event
from typing import Final

EVERY_S: Final = 5.0
"""How often what has come since is set aside: caches grow as readers ask."""

ANEW_AFTER: Final = 120
"""How often that is done before all is looked at again: every ten minutes.

A rerun that ran just then was set aside with the rest, and is let go of only then. It
takes a fifth of a second, during which nobody is served.
"""


def set_aside() -> None:
    """Collect what is garbage; hide all else from the next collection."""
    gc.collect()
    gc.freeze()


def keep_set_aside(stopped: Event) -> None:
    """Set aside what has come, again and again, until *stopped*."""
    n_times = 0
    while not stopped.wait(EVERY_S):
        n_times += 1
        if n_times % ANEW_AFTER == 0:
            gc.unfreeze()
        set_aside()
