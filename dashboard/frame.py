"""The frame around every page: mark, look, apology, and the line of provenance."""

import logging
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import streamlit as st

from dashboard import data, links, page_tools
from dashboard.settings import Settings
from dashboard.source import Desk
from dashboard.text import Speaker, plain
from dashboard.theme import DARK, LIGHT, Palette
from queries import clock
from queries.errors import OversightError

HERE: Final = Path(__file__).parent
LOOK: Final = HERE / "look.css"
ICON: Final = HERE / "static" / "icon.svg"

log = logging.getLogger(__name__)


def today() -> date:
    """Return the day in China, wherever the server's clock is set to."""
    return clock.today()


def desk() -> Desk:
    """Return who answers the reader: the caches, on this day."""
    return Desk(data, today())


def speaker() -> Speaker:
    """Return who speaks to the reader."""
    return Speaker(Settings.from_environ().language)


def palette() -> Palette:
    """Return the colours of the theme that the reader has chosen."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def shell() -> Speaker:
    """Draw what surrounds every page: title, mark with the demo tag, look."""
    say = speaker()
    st.set_page_config(page_title=say("app.title"), page_icon=ICON, layout="wide")
    st.html(LOOK)
    st.logo(_static(_logo_name(say)), size="large")
    return say


def _static(name: str) -> str | Path:
    """Return where a browser finds our file *name*; without one, the file itself.

    Streamlit would send the file with every rerun; by its address the browser keeps it.
    """
    page = st.context.url
    return urljoin(page, f"app/static/{name}") if page else HERE / "static" / name


def _logo_name(say: Speaker) -> str:
    """Say 演示数据 in the mark itself: the header takes nothing else."""
    try:
        data.look_first()
        kind = "demo" if data.is_simulated() else "plain"
    except (OversightError, data.DataMovedError):
        kind = "plain"
    return f"logo_{say.language}_{kind}_{palette().name}.svg"


@contextmanager
def page() -> Iterator[Speaker]:
    """Open a page; turn broken data into a plain sentence and a line in the log."""
    say = speaker()
    links.begin()
    try:
        data.look_once()
    except OversightError as error:
        _tell(error, say)
        st.stop()
    try:
        yield say
    except data.DataMovedError:
        st.rerun()
    except OversightError as error:
        _tell(error, say)


def _tell(error: OversightError, say: Speaker) -> None:
    log.error("page stopped: %s", error.key, exc_info=error)
    st.error(say.error(error), icon=":material/error:")


def apologise(error: Exception) -> bool:
    """Say in the reader's language that we failed; the traceback is for the log."""
    log.error("script failed", exc_info=error)
    st.error(speaker()("frame.broken"), icon=":material/error:")
    return True


def stop_if_empty(rows: Sized, sentence: str) -> None:
    """Say why there is nothing to show, and show nothing else."""
    if not len(rows):
        st.info(sentence, icon=":material/info:")
        st.stop()


def footing(say: Speaker, *, period: str) -> None:
    """Say of which data this page is: period, snapshot, freshness, simulated or not.

    Comes after the controls of the page: the snapshot holds what they show.
    """
    seen = data.snapshot()
    code = page_tools.code_here(seen.code)
    key = "frame.footing_simulated" if seen.is_simulated else "frame.footing"
    st.markdown(
        say(
            key,
            period=plain(period),
            snapshot=plain(code),
            last_month=seen.last_month or say("flag.missing"),
        )
    )
    page_tools.page_tools(code, say=say)
