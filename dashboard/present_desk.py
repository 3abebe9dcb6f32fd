"""Where the organiser puts a talk together: order, save, take along, begin."""

from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import controls, data, export_box, links, presenting, talk
from dashboard.briefing.writers import FileKind
from dashboard.exporting import Job, Order
from dashboard.presenting import FIRST_STEPS, Step, Steps, parsed
from dashboard.text import Speaker, plain
from dashboard.viewport import viewport
from queries.errors import OversightError
from queries.months import Period
from queries.talks import LONGEST_NAME

STEPS: Final = "steps"
"""What the list is called in a link, and in the session."""

WHOSE: Final = "talk_whose"
WHAT: Final = "talk_what"

NAME: Final = "talk_name"
SAVED: Final = "talk_saved"

DARK_AND_BARE: Final = (("embed", "true"), ("embed_options", "dark_theme"))
"""What makes Streamlit leave its header away, and paint the room dark."""


def held_steps() -> Steps:
    """Return the steps of the link, else those of the session, else the first ones."""
    links.adopt_where(STEPS, lambda text: Step.parse(text) is not None)
    held = parsed(st.session_state.get(STEPS, ())) or FIRST_STEPS
    _hold(held)
    links.publish(STEPS, _texts(held), default=_texts(FIRST_STEPS))
    return held


def _hold(steps: Steps) -> None:
    st.session_state[STEPS] = _texts(steps)


def _texts(steps: Steps) -> list[str]:
    return [str(step) for step in steps]


def pick_period(say: Speaker) -> Period:
    """Ask what the talk is about."""
    return controls.pick_period(say)


def begin(steps: Steps, period: Period, *, say: Speaker) -> None:
    """Offer the window for the wall, the steps in its address."""
    parameters = [
        *DARK_AND_BARE,
        ("period", str(period)),
        *(() if steps == FIRST_STEPS else ((STEPS, str(step)) for step in steps)),
    ]
    page = urlsplit(st.context.url or "")
    st.link_button(
        say("present.begin"),
        f"{page.path or '/present'}?{urlencode(parameters)}",
        icon=":material/slideshow:",
        type="primary",
    )


def list_height_px() -> int:
    """Return how high the list may be: the foot of the page stands below it."""
    return viewport().rest(164, 190, least=320)


def ordered_list(steps: Steps, period: Period, *, say: Speaker) -> None:
    """List the steps, each with what moves it and takes it out."""
    told = talk.messages(steps, period, say=say)
    for at, (kicker, message) in enumerate(told):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{at + 1}**", width=28)
            with st.container():
                st.markdown(f"{plain(message)}  \n:small[:gray[{plain(kicker)}]]")
            _mover("up", at, presenting.lifted(steps, at, by=-1), say)
            _mover("down", at, presenting.lifted(steps, at, by=1), say)
            _mover("out", at, presenting.without(steps, at), say)


ICONS: Final = {
    "up": ":material/arrow_upward:",
    "down": ":material/arrow_downward:",
    "out": ":material/close:",
}


def _mover(name: str, at: int, then: Steps, say: Speaker) -> None:
    st.button(
        "",
        key=f"step_{name}_{at}",
        icon=ICONS[name],
        help=say(f"present.{name}"),
        type="tertiary",
        on_click=_hold,
        args=(then,),
    )


def adder(steps: Steps, period: Period, *, say: Speaker) -> None:
    """Offer every sheet of every briefing as a further step."""
    places = dict(talk.places(period, say=say))
    code = st.selectbox(
        say("present.whose"), tuple(places), format_func=places.__getitem__, key=WHOSE
    )
    chart = st.selectbox(
        say("present.what"),
        talk.names_at(code, period, say=say),
        format_func=lambda name: talk.sheet_name(name, say=say),
        key=WHAT,
    )
    step = Step(code, chart)
    st.button(
        say("present.add"),
        key="step_add",
        icon=":material/add:",
        disabled=presenting.extended(steps, step) == steps,
        on_click=_hold,
        args=(presenting.extended(steps, step),),
    )
    st.button(
        say("present.as_first"),
        key="steps_first",
        icon=":material/restart_alt:",
        type="tertiary",
        on_click=_hold,
        args=(FIRST_STEPS,),
    )


def keeper(steps: Steps, *, say: Speaker) -> None:
    """Offer to save the talk under a name, and to open or remove saved ones."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(say("present.save_as"), key=NAME, max_chars=LONGEST_NAME)
        st.button(
            say("present.save"),
            key="talk_save",
            icon=":material/save:",
            on_click=_save,
            args=(steps, say),
        )
    saved = {talk.name: parsed(talk.steps) for talk in data.saved_talks()}
    if not saved:
        st.caption(say("present.saved_none"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(say("present.saved"), tuple(saved), key=SAVED)
        st.button(
            say("present.open"),
            key="talk_open",
            on_click=_hold,
            args=(saved.get(name) or steps,),
        )
        st.button(
            say("present.remove"),
            key="talk_remove",
            type="tertiary",
            on_click=_remove,
            args=(name,),
        )


def _save(steps: Steps, say: Speaker) -> None:
    try:
        name = data.save_talk(st.session_state[NAME], _texts(steps))
    except OversightError as error:
        st.toast(plain(say.error(error)), icon=":material/error:")
        return
    st.session_state[SAVED] = name
    st.toast(say("present.was_saved", name=plain(name)), icon=":material/save:")


def _remove(name: str) -> None:
    data.remove_talk(name)
    st.session_state.pop(SAVED, None)


def taker(steps: Steps, period: Period, *, say: Speaker) -> None:
    """Offer the talk as slides."""
    order = Order(
        parts=tuple(step.part for step in steps),
        file=FileKind.SLIDES,
        period=period,
        title=say("present.title"),
    )
    st.button(
        say("present.slides"),
        key="talk_slides",
        icon=":material/download:",
        on_click=export_box.start,
        args=(order, say),
    )
    job: Job | None = st.session_state.get(export_box.JOB)
    if job is not None and job.order.title:
        export_box.show_job(job, say)
