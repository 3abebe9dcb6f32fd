"""Every filter, once; a page's answers are one frozen value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

import streamlit as st

from dashboard import asked, data, frame, links, period_words
from dashboard.asked import Facets, Ranking, Trend
from dashboard.charts.trend_points import SHOWS, Show
from dashboard.text import Speaker, plain
from queries.months import Month, Period
from queries.vocabulary import (
    LEAGUE_CITIES,
    REGION_CODE,
    Grade,
    Grid,
    Level,
    Tier,
    Window,
)

PARK_PAGE: Final = Path(__file__).parents[1] / "pages" / "park.py"

Comparison = Literal["year_on_year", "previous"]
OPEN_PARK: Final = "_open_park"
"""Session key: the park that a click on the map wants to open."""

COMPARISONS: Final[tuple[Comparison, ...]] = ("year_on_year", "previous")
"""The same period last year first: heating makes months incomparable."""


PERIOD_WIDTH_PX: Final = 150
LEAGUE_CITY_WIDTH_PX: Final = 130
ON_WIDTH_PX: Final = 176
INSIDE_WIDTH_PX: Final = 170
ONE_WIDTH_PX: Final = 114
BASE_WIDTH_PX: Final = 240
"""Room for the longest choice; a wider box would push the row onto two lines."""

HALF_YEAR: Final = 6
KINDS: Final = (3, 1, 12, HALF_YEAR)
"""Quarters first, then months, years and half-years, by how many months they have."""


View = Literal["map", "table"]
VIEWS: Final[tuple[View, ...]] = ("map", "table")


SCORE: Final = asked.SCORE
"""What to rank on where it is no indicator."""

ALL: Final = "all"
NOBODY: Final = "none"

LEAGUES: Final = "leagues"
INDICATORS: Final = "indicators"


TREND_WINDOWS: Final = (Window.MONTH, Window.QUARTER, Window.TWELVE_MONTHS)

TREND_LEVELS: Final = (Level.REGION, Level.TIER, Level.LEAGUE_CITY, Level.PARK)

SPANS: Final = ("24", "12", "36", "60", ALL)
"""How many months a trend goes back."""

SPAN_WIDTH_PX: Final = 110
TOPIC_WIDTH_PX: Final = 290
"""So wide the longest name of an indicator is whole."""

LINES_AT_ONCE: Final = 5
"""More lines than this nobody can tell apart."""

CHOSEN_FROM: Final = {Level.LEAGUE_CITY: "league_cities", Level.PARK: "parks"}
"""What a choice of several is called in a link; of other levels all are drawn."""

CHOSEN_FIRST: Final = {Level.LEAGUE_CITY: 3, Level.PARK: 1}
"""How many are drawn until the reader chooses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which parks, and when; an empty set of tiers means all."""

    period: Period
    comparison: Comparison
    league_city: str | None
    tiers: frozenset[Tier]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the parks are to be shown; an empty set of grades means all."""

    grades: frozenset[Grade]
    indicator: str
    with_zones: bool
    view: View


def pick_place(say: Speaker) -> Place:
    """Ask which parks and which period, on one line."""
    return Place(
        period=pick_period(say),
        comparison=pick_comparison(say),
        league_city=pick_league_city(say),
        tiers=pick_tiers(say),
    )


def pick_ranking(say: Speaker) -> Ranking:
    """Ask what league-cities are compared on, on one line."""
    return Ranking(period=pick_period(say), grid=pick_grid(say), on=pick_on(say))


def pick_grid(say: Speaker) -> Grid | None:
    """Ask for the league-cities of one grid, or all."""
    chosen = segments("grid", (ALL, *Grid), say=say)
    return None if chosen == ALL else Grid(chosen)


def pick_on(say: Speaker) -> str:
    """Ask what to rank on: the score, or an indicator by its code."""
    names = {item.code: say.name_of(item) for item in data.known().indicators}
    names = {SCORE: say("controls.on_score"), **names}
    return select(
        "on",
        tuple(names),
        label=say("controls.on"),
        words=lambda code: names[code],
        width=ON_WIDTH_PX,
    )


def pick_inside(say: Speaker, names: dict[str, str]) -> str | None:
    """Ask whose parks to list; ``None`` for the ranking of league-cities."""
    words = {ALL: say("controls.inside_all"), **names}
    chosen = select(
        "inside",
        tuple(words),
        label=say("controls.inside"),
        words=lambda code: words[code],
        width=INSIDE_WIDTH_PX,
    )
    return None if chosen == ALL else chosen


def look_inside(league_city: str) -> None:
    """List the parks of one league-city, as a click on its row asks for."""
    st.session_state["inside"] = league_city


def pick_facets(say: Speaker, names: Mapping[str, str]) -> Facets:
    """Ask for one indicator in every league-city, or for all in one or two."""
    if segments("facets", (LEAGUES, INDICATORS), say=say) == LEAGUES:
        return Facets(one=None, rival=None)
    one = _pick_of(names, "one", say)
    others = {code: name for code, name in names.items() if code != one}
    rivals = {NOBODY: say("controls.rival_none"), **others}
    rival = _pick_of(rivals, "rival", say)
    return Facets(one=one, rival=None if rival == NOBODY else rival)


def asks_for_indicators() -> bool:
    """Say whether ``pick_facets``, which comes later, will ask for indicators."""
    links.adopt_one("facets", (LEAGUES, INDICATORS))
    return st.session_state.get("facets") == INDICATORS


def _pick_of(names: Mapping[str, str], key: str, say: Speaker) -> str:
    return select(
        key,
        tuple(names),
        label=say(f"controls.{key}"),
        words=lambda code: names[code],
        width=ONE_WIDTH_PX,
    )


def pick_trend(say: Speaker, names: Mapping[Level, Mapping[str, str]]) -> Trend:
    """Ask for an indicator, for windows, and for whom, on one line.

    *names* are those to choose from at each level.
    """
    indicator = _pick_topic(say)
    window = Window(segments("window", TREND_WINDOWS, say=say))
    span = _pick_span(say)
    by = Level(segments("level", TREND_LEVELS, say=say))
    for level, key in CHOSEN_FROM.items():
        if level is not by:
            links.publish(key, [])
    codes = _pick_several(say, by, names[by]) if by in CHOSEN_FROM else names[by]
    return Trend(
        indicator=indicator, window=window, span=span, by=by, codes=tuple(codes)
    )


def _pick_topic(say: Speaker) -> str:
    names = {item.code: say.name_of(item) for item in data.known().indicators}
    return select(
        "indicator",
        tuple(names),
        label=say("controls.indicator"),
        words=lambda code: names[code],
        width=TOPIC_WIDTH_PX,
    )


def _pick_span(say: Speaker) -> int | None:
    chosen = select(
        "span",
        SPANS,
        label=say("controls.span"),
        words=lambda code: say(f"controls.span_{code}"),
        width=SPAN_WIDTH_PX,
    )
    return None if chosen == ALL else int(chosen)


def _pick_several(say: Speaker, by: Level, names: Mapping[str, str]) -> list[str]:
    """Ask for a few parks or league-cities; more than fit are dropped, and said so."""
    key = CHOSEN_FROM[by]
    links.adopt(key, tuple(names))
    held = st.session_state.get(key) or list(names)[: CHOSEN_FIRST[by]]
    st.session_state[key] = _few([code for code in held if code in names], say)
    chosen = st.multiselect(
        say(f"controls.{key}"),
        tuple(names),
        format_func=names.__getitem__,
        key=key,
        placeholder=say("controls.at_most", n=LINES_AT_ONCE),
        label_visibility="collapsed",
        select_all=False,
        wrap=False,
        persist_state="session",
    )
    links.publish(key, chosen)
    return chosen


def _few(codes: list[str], say: Speaker) -> list[str]:
    if len(codes) > LINES_AT_ONCE:
        st.toast(say("controls.too_many", n=LINES_AT_ONCE), icon=":material/info:")
    return codes[:LINES_AT_ONCE]


def pick_show(say: Speaker) -> Show:
    """Ask for values, or for their change in a year or since the window before."""
    return cast("Show", segments("show", SHOWS, say=say))


def pick_reference(say: Speaker) -> bool:
    """Ask whether the whole region is drawn beside others; on unless asked not to."""
    links.adopt_one("reference", (NOBODY,))
    held = st.session_state.get("reference", True)
    st.session_state["reference"] = held not in (False, NOBODY)
    chosen = st.toggle(
        say("controls.reference"), key="reference", persist_state="session"
    )
    links.publish("reference", [] if chosen else [NOBODY])
    return chosen


def pick_whose(say: Speaker, names: Mapping[str, str]) -> str:
    """Ask which of several lines stands in the table."""
    return select(
        "whose",
        tuple(names),
        label=say("controls.whose"),
        words=names.__getitem__,
        width=INSIDE_WIDTH_PX,
    )


def pick_look(say: Speaker, place: Place, counts: dict[Grade, int]) -> Look:
    """Ask how the parks are shown, on the line above the map."""
    if place.league_city:
        _offer_way_back(say)
    return Look(
        grades=pick_grades(say, counts),
        with_zones=pick_zones(say),
        view=pick_view(say),
        indicator=pick_indicator(say) if _is_shaded(place) else held_indicator(),
    )


def _is_shaded(place: Place) -> bool:
    """Say whether league-cities are shaded: not inside one, and not as a table."""
    return not place.league_city and st.session_state.get("view") != "table"


def held_indicator() -> str:
    """Return the indicator that was asked for before its control left the page."""
    codes = [indicator.code for indicator in data.known().indicators]
    held = st.session_state.get("base")
    return held if held in codes else codes[0]


def window_of(period: Period) -> Window:
    """Return the window whose last month is that of *period* and which covers it."""
    return {1: Window.MONTH, 3: Window.QUARTER}.get(
        len(period.months), Window.YEAR_TO_DATE
    )


def pick_period(
    say: Speaker, *, width: int | Literal["stretch"] = PERIOD_WIDTH_PX
) -> Period:
    """Ask for the period; the latest one with grades comes first."""
    codes = tuple(str(period) for period in offered_periods())
    chosen = select(
        "period",
        codes,
        label=say("controls.period"),
        words=lambda code: spoken(code, say),
        width=width,
    )
    return Period.parse(chosen)


def pick_rules(say: Speaker, names: dict[str, str]) -> str:
    """Ask for a known rule set by its name."""
    return select(
        "rules",
        tuple(names),
        label=say("controls.rules"),
        words=lambda code: names[code],
    )


def pick_trial_period(say: Speaker) -> Period | None:
    """Ask on which period rules are tried; ``None`` where there is none yet."""
    if not offered_periods():
        return None
    chosen = select(
        "trial_period",
        tuple(str(period) for period in offered_periods()),
        label=say("controls.period"),
        words=lambda code: spoken(code, say),
    )
    return Period.parse(chosen)


def known_periods() -> tuple[Period, ...]:
    """Return the periods to choose from, the best first choice first.

    Parks that nobody has reported or graded yet can be seen in the current quarter;
    without parks there is none.
    """
    found = data.periods()
    if found or not data.snapshot().n_parks:
        return found
    now = Month.containing(frame.today())
    first = Month(now.year, (now.number - 1) // 3 * 3 + 1)
    return (Period(first, first.plus(2)),)


def offered_periods() -> tuple[Period, ...]:
    """Return the periods to choose from: the best first, then kind by kind."""
    found = [period for period in known_periods() if is_offered(period)]
    return (*found[:1], *sorted(found[1:], key=lambda p: KINDS.index(len(p.months))))


def is_offered(period: Period) -> bool:
    """Say whether a period can be chosen.

    A second half-year is not assessed, and no period lies ahead of today.
    """
    has_begun = period.first <= Month.containing(frame.today())
    is_second_half = len(period.months) == HALF_YEAR and period.first.number != 1
    return has_begun and not is_second_half


spoken = period_words.spoken


def pick_comparison(say: Speaker) -> Comparison:
    """Ask what changes are measured against."""
    return cast("Comparison", segments("compare", COMPARISONS, say=say))


def pick_view(say: Speaker) -> View:
    """Ask for the map, or for the same as a table."""
    return cast("View", segments("view", VIEWS, say=say))


def pick_league_city(say: Speaker) -> str | None:
    """Ask for one league-city, or the whole region (``None``)."""
    chosen = select(
        "league_city",
        (REGION_CODE, *LEAGUE_CITIES),
        label=say("controls.league_city"),
        words=lambda code: say(
            "controls.all_league_cities" if code == REGION_CODE else f"place.{code}"
        ),
        width=LEAGUE_CITY_WIDTH_PX,
    )
    return None if chosen == REGION_CODE else chosen


def pick_tiers(say: Speaker) -> frozenset[Tier]:
    """Ask for lists of parks; none chosen means all."""
    chosen = _pills("tier", list(Tier), words=lambda code: say(f"tier.{code}"), say=say)
    return frozenset(Tier(code) for code in chosen)


def pick_grades(say: Speaker, counts: dict[Grade, int]) -> frozenset[Grade]:
    """Ask for grades; the pills are the legend: disc, word and count."""
    theme = frame.palette().name

    def words(code: str) -> str:
        disc = f"![{code}](app/static/disc_{code}_{theme}.svg)"
        return f"{disc} {say(f'grade.{code}')} {counts.get(Grade(code), 0)}"

    chosen = _pills("grade", list(Grade), words=words, say=say)
    return frozenset(Grade(code) for code in chosen)


def pick_indicator(say: Speaker) -> str:
    """Ask for the indicator that shades the league-cities."""
    known = data.known()
    codes = tuple(indicator.code for indicator in known.indicators)
    names = {item.code: say.name_of(item) for item in known.indicators}
    return select(
        "base",
        codes,
        label=say("controls.base"),
        words=lambda code: say("controls.base_of", name=names[code]),
        width=BASE_WIDTH_PX,
    )


def pick_zones(say: Speaker) -> bool:
    """Ask whether the real zones stand on the map too; off unless asked for."""
    links.adopt_one("zones", ("1",))
    held = st.session_state.get("zones")
    st.session_state["zones"] = held is True or held == "1"
    chosen = st.toggle(say("controls.zones"), key="zones", persist_state="session")
    links.publish("zones", ["1"] if chosen else [])
    return chosen


def pick_park(say: Speaker, names: dict[str, str]) -> str:
    """Ask for one park by name; a link that names none of them says so."""
    linked = st.query_params.get("park", "")
    if linked and linked not in names:
        st.toast(say("park.unknown_link", code=plain(linked)), duration="long")
    return select(
        "park", tuple(names), label=say("controls.park"), words=lambda code: names[code]
    )


def go_into(league_city: str) -> None:
    """Show one league-city, as a click on it asks for."""
    st.session_state["league_city"] = league_city


def _offer_way_back(say: Speaker) -> None:
    st.button(
        say("map.back"),
        key="back",
        icon=":material/arrow_back:",
        on_click=go_into,
        args=(REGION_CODE,),
    )


def open_park(code: str) -> None:
    """Turn to the page of one park."""
    st.session_state["park"] = code
    st.switch_page(PARK_PAGE, query_params={"park": code})


def select(
    key: str,
    codes: Sequence[str],
    *,
    label: str,
    words: Callable[[str], str],
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """Ask for one of *codes*, the first unless asked; the link holds the answer."""
    links.adopt_one(key, codes)
    chosen: str = st.selectbox(
        label,
        codes,
        format_func=words,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
        required=True,
        width=width,
    )
    links.publish(key, [chosen], default=codes[:1])
    return chosen


def segments(key: str, codes: Sequence[str], *, say: Speaker) -> str:
    """Ask for one of *codes*, all of them in sight; words lie under ``controls.``."""
    links.adopt_one(key, codes)
    st.session_state.setdefault(key, codes[0])
    chosen = st.segmented_control(
        say(f"controls.{key}"),
        codes,
        required=True,
        format_func=lambda code: say(f"controls.{key}_{code}"),
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    links.publish(key, [str(chosen)], default=codes[:1])
    return str(chosen)


def _pills(
    key: str, codes: Sequence[str], *, words: Callable[[str], str], say: Speaker
) -> list[str]:
    links.adopt(key, [str(code) for code in codes])
    chosen = st.pills(
        say(f"controls.{key}"),
        [str(code) for code in codes],
        selection_mode="multi",
        format_func=words,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
    )
    links.publish(key, chosen)
    return list(chosen)
