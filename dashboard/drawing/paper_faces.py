"""The faces that paper and pictures are set in; they ship with the product.

Matplotlib reads its parameters when words are drawn, so they are set once, before the
first picture, and never changed again: threads may then draw beside each other.
"""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

FOLDER: Final = Path(__file__).parent / "faces"

PAPER_FACE: Final = "Noto Sans SC Zeropark"
"""No face of the machine is called so: every machine draws the same letters."""

FILES: Final = ("noto-sans-sc-regular.ttf", "noto-sans-sc-bold.ttf")

FOLLOWING: Final = "DejaVu Sans"
"""It comes with matplotlib, and has the signs that the Chinese face lacks."""

_SETTING: Final = Lock()


def set_faces() -> None:
    """Make matplotlib use the shipped faces; needed once before anything is drawn."""
    with _SETTING:
        _set_once()


@cache
def _set_once() -> None:
    import matplotlib as mpl  # noqa: PLC0415  only an export needs it
    from matplotlib.font_manager import fontManager  # noqa: PLC0415

    for name in FILES:
        fontManager.addfont(FOLDER / name)
    mpl.rcParams.update(
        {
            "font.family": [PAPER_FACE, FOLLOWING],
            "text.parse_math": False,
            "axes.unicode_minus": True,
            "pdf.fonttype": 42,
            "svg.fonttype": "path",
            "svg.hashsalt": "zeropark",
            "path.simplify": False,
        }
    )
