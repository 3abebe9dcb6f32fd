"""One park with more or less of something, answered at once."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard import controls, data, matching, period_words, shown
from dashboard.charts import match_tables
from dashboard.match_controls import Asked
from dashboard.text import Speaker, plain
from geodata.complementarity.alternatives import Answer, Change, answered
from geodata.complementarity.parameters import Parameters
from queries import clock
from queries.errors import OversightError
from queries.months import Month

LEAST_RANGE: Final = {
    "wind_mw": 500.0,
    "solar_mw": 500.0,
    "storage_mw": 200.0,
    "storage_mwh": 800.0,
    "load_mwh_year": 100_000.0,
}
"""Where a slider ends at the least; else at three times what stands."""

TIMES: Final = 3.0
N_STEPS: Final = 200

CARDS: Final = (
    "green_power_share",
    "curtailment_share",
    "storage_gap_mwh",
    "co2_t",
    "carbon_intensity",
    "grade",
)
"""What is answered large."""

LISTED: Final = tuple(one for one in match_tables.ANSWERED if one not in CARDS)
"""What is answered below."""


def whatif(asked: Asked, *, say: Speaker) -> None:
    """Ask for a park, and answer for it."""
    names = matching.park_names(asked.parameters)
    with st.container(horizontal=True, width="content"):
        code = controls.pick_park(say, names)
    _answered(code, asked.parameters, say)


@st.fragment
def _answered(code: str, parameters: Parameters, say: Speaker) -> None:
    """Ask what stands at the park and answer, without the rest of the page."""
    try:
        facts = data.prepared_of(frozenset({code}), parameters, clock.today())
        row = facts.resources.iloc[0]
        left, right = st.columns([36, 64])
        with left, st.container(border=True):
            change = _change(code, row, say)
        with right, st.container(border=True):
            _answer(answered(facts, [change]), parameters.month, say)
    except (OversightError, data.DataMovedError) as error:
        _tell(error, say)


def _tell(error: Exception, say: Speaker) -> None:
    """Say what went wrong; when data moved, begin the whole page anew."""
    if isinstance(error, OversightError):
        st.warning(say.error(error), icon=":material/info:")
    else:
        st.rerun()


def _change(code: str, row: "pd.Series[Any]", say: Speaker) -> Change:
    st.markdown(f"### {say('match.whatif_title')}", anchors=False)
    given = {name: _slide(code, name, row, say) for name in SLIDERS}
    st.button(
        say("match.whatif_reset"),
        key="whatif_reset",
        icon=":material/undo:",
        on_click=_forget,
        args=(code,),
    )
    return Change(code=code, **_meant(given, row))


SLIDERS: Final = ("wind_mw", "solar_mw", "storage_mwh", "storage_mw", "load_mwh_year")
STORAGE: Final = ("storage_mwh", "storage_mw")


def _meant(
    given: Mapping[str, float | None], row: "pd.Series[Any]"
) -> dict[str, float | None]:
    """Return what was changed; of a store always both: each slider means itself."""
    is_store = any(given[name] is not None for name in STORAGE)
    kept = {name: float(row[name]) for name in STORAGE if is_store}
    return {
        name: kept.get(name) if value is None else value
        for name, value in given.items()
    }


def _slide(code: str, name: str, row: "pd.Series[Any]", say: Speaker) -> float | None:
    """Ask how much would stand; ``None`` where the reader left it as it is."""
    stands = pd.to_numeric(row[name])
    if pd.isna(stands):
        return None
    stood = round(float(stands))
    most = max(LEAST_RANGE[name], TIMES * stood)
    step = _step(most)
    chosen = st.slider(
        say(f"match.whatif_{name}"),
        0.0,
        float(-(-most // step) * step),
        value=float(stood),
        step=step,
        format="localized",
        key=f"whatif_{code}_{name}",
    )
    return None if chosen == stood else float(chosen)


def _step(most: float) -> float:
    """Return 1, 2 or 5 times a power of ten, so that a slider has enough steps."""
    step = 1.0
    while most / step > N_STEPS:
        step *= 2 if str(step)[0] in "15" else 2.5
    return step


def _forget(code: str) -> None:
    for name in SLIDERS:
        st.session_state.pop(f"whatif_{code}_{name}", None)


def _answer(answer: Answer, month: Month, say: Speaker) -> None:
    before, after = answer.before, answer.after
    sentence = match_tables.answer_sentence(before, after, say=say)
    st.markdown(f"### {plain(sentence)}", anchors=False)
    with st.container(horizontal=True, key="cards"):
        for quantity in CARDS:
            _card(quantity, before, after, say)
    rows = match_tables.answer_table(before, after, quantities=LISTED, say=say)
    shown.wrapped_table(rows)
    st.caption(say("match.whatif_window", month=month))
    period = period_words.spoken(answer.period, say)
    st.caption(say("match.whatif_note", period=plain(period)))
    if answer.rules is None:
        st.caption(say("match.whatif_no_rules"))


def _card(
    quantity: str, before: pd.DataFrame, after: pd.DataFrame, say: Speaker
) -> None:
    (was, unit), (would, _) = (
        match_tables.on_card(quantity, rows[quantity].iloc[0], say=say)
        for rows in (before, after)
    )
    label = say(f"match.card_{quantity}")
    st.metric(
        f"{label} :gray[{unit}]" if unit else label,
        would,
        say("match.was", value=was),
        delta_color="off",
        delta_arrow="off",
        border=True,
    )
