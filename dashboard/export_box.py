"""The box in which a reader orders a file, and gets it when it is made."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from dashboard import data, export_choices
from dashboard.access import scope_of_reader
from dashboard.briefing.packs import PackKind
from dashboard.briefing.writers import WRITERS, FileKind
from dashboard.exporting import Job, Order, Orderer, Part, State, started
from dashboard.settings import Settings
from dashboard.text import Speaker, plain
from queries import clock
from queries.months import Period

BOX: Final = "export_box"
PART: Final = "export_part"
KIND: Final = "export_kind"
"""Session keys: whether the box is open, what is to be taken, as what."""

JOB: Final = "_export_job"
"""Session key: the order under way or done; a session has one."""

LOOK_S: Final = 0.7
"""How often a reader who waits is told how far it is."""

BOX_WIDTH_PX: Final = 430

OFFICE: Final = "application/vnd.openxmlformats-officedocument"

MIME: Final = {
    ".pptx": f"{OFFICE}.presentationml.presentation",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".zip": "application/zip",
}

Asked = Mapping[str, Sequence[str]]


def export_box(page: str, asked: Asked, *, say: Speaker) -> None:
    """Offer what *page*, asked for *asked*, can be taken along as."""
    job: Job | None = st.session_state.get(JOB)
    box = st.popover(
        say("take.open"),
        key=BOX,
        icon=":material/download:",
        type="tertiary",
        on_change="rerun",
    )
    if box.open:
        with box, st.container(width=BOX_WIDTH_PX):
            _choose(page, asked, say)
            if job is not None:
                show_job(job, say)
    elif job is not None and not job.is_over:
        _watch(say)


def start(order: Order, say: Speaker) -> None:
    """Start an order for this session; one that is under way is given up."""
    drop()
    settings = Settings.from_environ()
    orderer = Orderer(
        database_url=settings.database_url,
        scope=scope_of_reader(),
        say=say,
        today=clock.today(),
        made_at=clock.now(),
        handling=settings.handling,
        approval=settings.map_approval,
    )
    st.session_state[JOB] = started(order, orderer)


def drop() -> None:
    """Give up the order of this session, if there is one."""
    job: Job | None = st.session_state.pop(JOB, None)
    if job is not None:
        job.cancel()


def show_job(job: Job, say: Speaker) -> None:
    """Say how far an order is; once done, hand its file over."""
    match job.state:
        case State.DONE if job.file is not None:
            file = job.file
            st.download_button(
                say("take.save", file=plain(file.name), size=_size(file.content)),
                data=file.content,
                file_name=file.name,
                mime=MIME[file.name[file.name.rindex(".") :]],
                key="export_save",
                icon=":material/download_done:",
                type="primary",
                on_click="ignore",
                width="stretch",
            )
        case State.FAILED:
            told = say.error(job.error) if job.error else say("take.failed")
            st.error(plain(told), icon=":material/error:")
        case State.CANCELLED:
            st.caption(say("take.cancelled"))
        case _:
            _wait(say)


def _choose(page: str, asked: Asked, say: Speaker) -> None:
    offered = export_choices.parts(page, asked)
    place = st.selectbox(
        say("take.what"),
        range(len(offered)),
        format_func=lambda at: _named(offered[at], say),
        key=PART,
    )
    kinds = [kind for kind in FileKind if kind in WRITERS]
    kind = st.segmented_control(
        say("take.kind"),
        kinds,
        format_func=lambda one: say(f"take.kind_{one}"),
        default=kinds[0],
        required=True,
        key=KIND,
    )
    order = Order(parts=(offered[place],), file=FileKind(kind), period=_period(asked))
    st.button(
        say("take.make"),
        key="export_make",
        icon=":material/play_arrow:",
        on_click=start,
        args=(order, say),
    )


def _period(asked: Asked) -> Period:
    found = asked.get("period")
    return Period.parse(found[0]) if found else data.periods()[0]


def _named(part: Part, say: Speaker) -> str:
    if part.kind is PackKind.CHART:
        return say("take.chart")
    if part.kind is PackKind.LEAGUE_CITY:
        return say("take.league_city", name=say(f"place.{part.code}"))
    return say(f"take.{part.kind}")


def _wait(say: Speaker) -> None:
    st.fragment(_progress, run_every=LOOK_S)(say)


def _progress(say: Speaker) -> None:
    job: Job | None = st.session_state.get(JOB)
    if job is None or job.is_over:
        st.rerun()
        return
    st.progress(job.share, text=say(f"take.{job.state}"))
    if st.button(say("take.cancel"), key="export_cancel", icon=":material/close:"):
        drop()
        st.rerun()


def _watch(say: Speaker) -> None:
    st.fragment(_until_done, run_every=LOOK_S)(say)


def _until_done(say: Speaker) -> None:
    """Wait with the box closed; then say that there is something in it."""
    job: Job | None = st.session_state.get(JOB)
    if job is None or job.is_over:
        key = "take.ready" if job and job.state is State.DONE else "take.over"
        st.session_state[TOLD] = say(key)
        st.rerun()


TOLD: Final = "_export_told"
"""Session key: what is to be said of an order that ended with the box closed."""


def tell() -> None:
    """Say once what became of an order that ended with the box closed."""
    sentence = st.session_state.pop(TOLD, None)
    if sentence:
        st.toast(sentence, icon=":material/download:")


def _size(content: bytes) -> str:
    return f"{len(content) / 1_000_000:.1f} MB"
