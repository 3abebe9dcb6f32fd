"""What is asked on the page of resources that complete each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast

import streamlit as st

from dashboard import controls, data, frame, links
from dashboard.charts.topics import TOPICS, TopicCode
from dashboard.complementarity import LINK_MW, WITHIN_KM
from dashboard.text import Speaker
from geodata.complementarity.pairing import Limits
from geodata.complementarity.parameters import Parameters
from geodata.complementarity.survey import Basis
from queries.months import Period
from queries.vocabulary import Level

Side = Literal["spread", "stock", "need", "pairs", "siting", "whatif"]
SIDES: Final[tuple[Side, ...]] = (
    *("spread", "stock", "need"),
    *("pairs", "siting", "whatif"),
)

Account = Literal["ledger", "list", "change"]
ACCOUNTS: Final[tuple[Account, ...]] = ("ledger", "list", "change")

SHARES: Final = ("80", "50", "60", "70", "90", "100")
HOURS: Final = ("4", "2", "6", "8")
"""Wanted shares in percent, and hours of storage; the first unless asked."""

SHARE_WIDTH_PX: Final = 166
HOURS_WIDTH_PX: Final = 150

FARTHEST_KM: Final = 1500
STRONGEST_MW: Final = 500
BUDGET_MWH: Final = 1000
LARGEST_BUDGET_MWH: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """When, and what the simulation goes by."""

    period: Period
    parameters: Parameters


def pick_side(say: Speaker) -> Side:
    """Ask for a part of the page."""
    return cast("Side", controls.segments("side", SIDES, say=say))


def pick_asked(say: Speaker) -> Asked:
    """Ask for a period, and for what the simulation goes by."""
    period = controls.pick_period(say)
    share = controls.select(
        "green",
        SHARES,
        label=say("controls.green"),
        words=lambda code: say("controls.green_of", share=code),
        width=SHARE_WIDTH_PX,
    )
    hours = controls.select(
        "hours",
        HOURS,
        label=say("controls.hours"),
        words=lambda code: say("controls.hours_of", hours=code),
        width=HOURS_WIDTH_PX,
    )
    month = data.month_of(period, frame.today())
    return Asked(
        period=period,
        parameters=Parameters(
            month=month, green_share=int(share) / 100, duration_h=float(hours)
        ),
    )


def pick_topic(say: Speaker) -> TopicCode:
    """Ask which two quantities the map compares."""
    return cast("TopicCode", controls.segments("topic", tuple(TOPICS), say=say))


def pick_level(say: Speaker) -> Level:
    """Ask for league-cities or parks."""
    return Level(
        controls.segments("each", (Level.LEAGUE_CITY.value, Level.PARK.value), say=say)
    )


def pick_basis(say: Speaker) -> Basis:
    """Ask for the simulated hours, or for reported months alone."""
    return Basis(controls.segments("basis", tuple(one.value for one in Basis), say=say))


def pick_account(say: Speaker) -> Account:
    """Ask how the pairs are listed."""
    return cast("Account", controls.segments("account", ACCOUNTS, say=say))


def pick_limits(say: Speaker) -> Limits:
    """Ask what a pair may be."""
    left, right = st.columns(2)
    with left:
        km = _slide("within_km", say, least=50, most=FARTHEST_KM, default=WITHIN_KM)
    with right:
        mw = _slide("link_mw", say, least=10, most=STRONGEST_MW, default=LINK_MW)
    return Limits(within_km=float(km), link_mw=float(mw), across_grids=_across(say))


def _slide(key: str, say: Speaker, *, least: int, most: int, default: float) -> int:
    """Ask for a whole number in steps of the least; the link holds the answer."""
    links.adopt_one(key, [str(one) for one in range(least, most + 1, least)])
    held = st.session_state.get(key, default)
    st.session_state[key] = int(held)
    chosen = int(
        st.slider(
            say(f"controls.{key}"),
            least,
            most,
            step=least,
            key=key,
            persist_state="session",
        )
    )
    links.publish(key, [str(chosen)], default=[str(round(default))])
    return chosen


def _across(say: Speaker) -> bool:
    links.adopt_one("across", ("1",))
    held = st.session_state.get("across")
    st.session_state["across"] = held is True or held == "1"
    chosen = st.toggle(say("controls.across"), key="across", persist_state="session")
    links.publish("across", ["1"] if chosen else [])
    return chosen


def pick_budget(say: Speaker) -> float:
    """Ask how much storage can be added in all, MWh."""
    linked = st.query_params.get("budget", "")
    if "budget" not in st.session_state:
        known = int(linked) if linked.isdecimal() else BUDGET_MWH
        st.session_state["budget"] = min(known, LARGEST_BUDGET_MWH)
    chosen = st.number_input(
        say("controls.budget"),
        min_value=0,
        max_value=LARGEST_BUDGET_MWH,
        step=100,
        key="budget",
        persist_state="session",
    )
    links.publish("budget", [str(chosen)], default=[str(BUDGET_MWH)])
    return float(chosen)


def pick_system(say: Speaker, names: Mapping[str, str]) -> str:
    """Ask whose curve is drawn: a league-city's, or a park's."""
    return controls.select(
        "system",
        tuple(names),
        label=say("controls.system"),
        words=names.__getitem__,
        width=controls.INSIDE_WIDTH_PX + 40,
    )
