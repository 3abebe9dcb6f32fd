"""Resources that complete each other on the page: map, lists, tables and curves."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import frame, match_controls, matching, period_words, shown
from dashboard.charts.maps import Canvas
from dashboard.charts.match_findings import Named
from dashboard.charts.topics import TOPICS, TopicCode
from dashboard.drawing.screen_map import FinishedDeck
from dashboard.match_controls import Asked, Side
from dashboard.matching import PLAIN, Layer
from dashboard.shown_whatif import whatif
from dashboard.text import Speaker, plain
from dashboard.viewport import Viewport
from geodata.complementarity.pairing import Limits
from geodata.complementarity.survey import Basis
from queries.months import Period
from queries.vocabulary import Flag

TAKEN: Final = (224, 266)
"""What stands above and below a card, on a small and on a big screen, in pixels."""

HEAD_TAKEN: Final = (62, 72)
"""What a card needs beside its map or table: inset and head."""

MAP_SHARE: Final = 0.64
MAP_BESIDE: Final = 64
MAP_INSET: Final = 34

LIST_PX: Final = ((26, 40), (136, 190), (84, 110), (72, 100), (86, 118))
"""The columns of the list beside the map: all five are seen without scrolling."""

LIST_SHARE: Final = 0.42
"""Of the column beside the map that the named parks take."""

GAP: Final = (14, 17)
ROW_REM: Final = 2.1875
REM_PX: Final = (13.83, 16.6)
"""How high Streamlit makes a row of a table, and a rem of our type."""

NOTED_PX: Final = (110, 132)
"""A column of numbers with room for what some of them are a sum of."""

CAPTION_PX: Final = (22, 26)
STOCK_TAKEN: Final = (98, 116)
BADGE_TAKEN: Final = (34, 40)
NEED_TAKEN: Final = (112, 132)
CURVE_TAKEN: Final = (124, 146)
LIMITS_PX: Final = (114, 138)
PANEL_TAKEN: Final = (104, 122)
SITES_TAKEN: Final = (196, 228)
NAMED_PX: Final = (50, 60)
NAMED_TAKEN: Final = (52, 62)
"""What stands in each card beside its picture or table."""


DEFAULT_TOPIC: Final[TopicCode] = next(iter(TOPICS))


def rows_of(asked: Asked) -> pd.DataFrame:
    """Return the parks of which something is known; none where nobody reported."""
    rows = matching.parks_of(asked.parameters).rows
    return rows.dropna(subset=["wind_mw", "solar_mw", "load_mwh_year"], how="all")


def room(window: Viewport) -> int:
    """Return how high the cards below the controls may be."""
    return window.rest(*TAKEN, least=420)


def method(asked: Asked, *, say: Speaker) -> None:
    """Offer what is worked out how, from what data, and what is left out."""
    with st.popover(say("match.method"), icon=":material/menu_book:", width="content"):
        st.markdown(f"#### {say('match.method_title')}", anchors=False)
        lines = matching.method_of(asked.parameters, say=say)
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def foot(asked: Asked, *, say: Speaker) -> None:
    """Say on every part of the page what the hours are, and of which data it is."""
    with st.container(gap=None):
        _caveat(asked, say)
        frame.footing(say, period=period_words.spoken(asked.period, say))


def _caveat(asked: Asked, say: Speaker) -> None:
    flags = matching.parks_of(asked.parameters).rows["profile_flag"]
    key = "simulated" if (flags == Flag.SIMULATED).any() else "profiled"
    st.caption(f"{say(f'match.{key}')}{say('match.not_said')}")


def map_card(
    asked: Asked,
    topic: TopicCode,
    layer: Layer,
    *,
    window: Viewport,
    say: Speaker,
) -> None:
    """Show the map that fills its share of the window."""
    height_px = room(window) - round(window.px(*HEAD_TAKEN))
    canvas = Canvas(
        width_px=round((window.width - MAP_BESIDE) * MAP_SHARE) - MAP_INSET,
        height_px=height_px,
    )
    picture = matching.picture_of(
        asked.parameters,
        topic,
        layer,
        canvas=canvas,
        growth=window.px(0, 1),
        theme=frame.palette().name,
        say=say,
    )
    st.pydeck_chart(
        FinishedDeck(picture),
        height=picture.height_px,
        key="match_map",
        alt=say("map.alt", n=picture.n_marks),
    )


def spread(asked: Asked, *, window: Viewport, say: Speaker) -> TopicCode:
    """Show the map of two quantities, and beside it who is named; return which."""
    left, right = st.columns([64, 36])
    with left, _card(room(window)):
        with line():
            title = st.empty()
            topic = match_controls.pick_topic(say)
        words = say("match.map_title", topic=say(f"controls.topic_{topic}"))
        title.markdown(f"### {words}", anchors=False)
        if window.has_webgl:
            map_card(asked, topic, PLAIN, window=window, say=say)
        else:
            rows = matching.cells_of(asked.parameters, topic, say=say)
            shown.park_rows(
                rows, height_px=room(window) - round(window.px(*HEAD_TAKEN))
            )
    found = matching.named_of(asked.parameters, topic, say=say)
    with right:
        _named(found, topic, asked, window=window, say=say)
    return topic


def _named(
    found: Sequence[Named],
    topic: TopicCode,
    asked: Asked,
    *,
    window: Viewport,
    say: Speaker,
) -> None:
    """Show who is named above a list of all parks."""
    whole = room(window)
    n_px = round(window.px(*NAMED_PX) * max(1, len(found)) + window.px(*NAMED_TAKEN))
    upper = min(n_px, round(whole * LIST_SHARE))
    with _card(upper):
        shown.card_head(say("match.named_title"), str(len(found)))
        if not found:
            st.caption(say("match.named_none"))
        for one in found:
            st.markdown(
                say(
                    "match.named_line",
                    name=plain(one.name),
                    place=one.place,
                    words=one.words,
                )
            )
    lower = whole - upper - round(window.px(*GAP))
    with _card(lower):
        shown.card_head(say("match.list_title"), "")
        rows = matching.cells_of(asked.parameters, topic, say=say)
        shown.park_rows(
            rows,
            height_px=lower - round(window.px(*HEAD_TAKEN)),
            widths=[round(window.px(*each)) for each in LIST_PX],
        )


def stock(asked: Asked, *, window: Viewport, say: Speaker) -> None:
    """Show what stands where against load, generation and curtailment."""
    with _card(room(window)):
        with line():
            st.markdown(f"### {say('match.stock_title')}", anchors=False)
            with controls():
                by = match_controls.pick_level(say)
                basis = match_controls.pick_basis(say)
        taken = window.px(*STOCK_TAKEN)
        if basis is Basis.MONTHLY_PROXY:
            st.markdown(f":orange-badge[{say('match.stock_proxy')}]")
            taken += window.px(*BADGE_TAKEN)
        rows = matching.stock_of(asked.parameters, by, basis, say=say)
        height_px = room(window) - round(taken)
        key = f"stock_{by}_{basis}"
        wide = {say("match.col_generated"): round(window.px(*NOTED_PX))}
        _table(rows, key=key, height_px=height_px, window=window, widths=wide)
        st.caption(say("match.stock_note"))


def _table(
    rows: pd.DataFrame,
    *,
    key: str,
    height_px: int,
    window: Viewport,
    widths: Mapping[str, int] | None = None,
) -> None:
    """Show rows no higher than they are."""
    row_px = ROW_REM * window.px(*REM_PX)
    full_px = round(row_px * (len(rows) + 1)) + 3
    shown.table(
        rows, key=key, height_px=max(100, min(height_px, full_px)), widths=widths
    )


def need(asked: Asked, *, window: Viewport, say: Speaker) -> None:
    """Show what pooling saves, and one curve."""
    left, right = st.columns([58, 42])
    with left, _card(room(window)):
        shown.card_head(say("match.need_title"), "")
        rows = matching.needs_of(asked.parameters, say=say)
        height_px = room(window) - round(window.px(*NEED_TAKEN))
        _table(rows, key="needs", height_px=height_px, window=window)
        st.caption(say("match.need_note"))
    with right, _card(room(window)):
        names = matching.systems_of(asked.parameters, say=say)
        if not names:
            st.caption(say("match.pooling_unknown"))
            return
        code = match_controls.pick_system(say, names)
        value = matching.curve_of(asked.parameters, code, names[code], say=say)
        st.markdown(f"### {plain(value.title)}", anchors=False)
        height_px = room(window) - round(window.px(*CURVE_TAKEN))
        shown.chart(value, key="curve", height_px=height_px, window=window)
        st.caption(plain(value.note))


def pairs(asked: Asked, *, window: Viewport, say: Speaker) -> Layer:
    """Show who could lend to whom, on the map and as accounts; return the limits."""
    left, right = st.columns([64, 36])
    with right:
        with st.container(border=True, gap="xsmall"):
            limits = match_controls.pick_limits(say)
        layer = Layer(limits=limits)
        _pair_panel(asked, layer, window=window, say=say)
    with left, _card(room(window)):
        shown.card_head(say("match.pairs_title"), say("match.line_arcs"))
        map_card(asked, "wind_storage", layer, window=window, say=say)
    return layer


def _pair_panel(asked: Asked, layer: Layer, *, window: Viewport, say: Speaker) -> None:
    if layer.limits is None:
        return
    height_px = room(window) - round(window.px(*LIMITS_PX) + window.px(*GAP))
    with _card(height_px):
        account = match_controls.pick_account(say)
        left_px = height_px - round(window.px(*PANEL_TAKEN))
        found = matching.pairs_of(asked.parameters, layer.limits)
        if account == "ledger":
            value = matching.ledger_of(asked.parameters, layer.limits, say=say)
            shown.chart(value, key="ledger", height_px=left_px, window=window)
            st.caption(_pairs_note(found, say))
        elif found.empty:
            st.caption(say("match.pairs_none"))
        elif account == "list":
            rows = matching.pair_rows(asked.parameters, layer.limits, say=say)
            _table(rows, key="pairs", height_px=left_px, window=window)
            st.caption(_pairs_note(found, say))
        else:
            _changes(asked, layer.limits, left_px, window=window, say=say)


def _pairs_note(found: pd.DataFrame, say: Speaker) -> str:
    across = found.loc[found["across_grids"].astype(bool)]
    note = say("match.pairs_note")
    if across.empty:
        return note
    mwh = f"{across['storage_mwh'].sum():,.0f}"
    return note + say("match.pairs_across_note", n=len(across), mwh=mwh)


def _changes(
    asked: Asked, limits: Limits, height_px: int, *, window: Viewport, say: Speaker
) -> None:
    rows, left_out = matching.changes_of(asked.parameters, limits, say=say)
    if rows.empty:
        st.caption(plain(left_out))
        return
    height_px -= round(window.px(*CAPTION_PX)) * (2 if left_out else 1)
    _table(rows, key="changes", height_px=height_px, window=window)
    period = Period.quarter_ended_by(asked.parameters.month)
    words = period_words.spoken(period, say)
    note = say("match.change_note", period=words, n=matching.CHANGES_AT_MOST)
    st.caption(note + plain(left_out))


def siting(asked: Asked, *, window: Viewport, say: Speaker) -> Layer:
    """Show where new storage serves best, on the map and as a list."""
    left, right = st.columns([64, 36])
    with right, _card(room(window)):
        st.markdown(f"### {say('match.siting_list')}", anchors=False)
        layer = Layer(budget_mwh=match_controls.pick_budget(say))
        _sites(asked, layer, window=window, say=say)
    with left, _card(room(window)):
        shown.card_head(say("match.siting_title"), say("match.line_gains"))
        map_card(asked, "wind_storage", layer, window=window, say=say)
    return layer


def _sites(asked: Asked, layer: Layer, *, window: Viewport, say: Speaker) -> None:
    budget = layer.budget_mwh or 0.0
    found = matching.sites_of(asked.parameters, budget)
    if found.empty:
        st.caption(say("match.siting_nothing"))
        return
    rows = matching.site_rows(asked.parameters, budget, say=say)
    height_px = room(window) - round(window.px(*SITES_TAKEN))
    _table(rows, key="sites", height_px=height_px, window=window)
    note = say("match.siting_note")
    added = found["added_mwh"].sum()
    if round(budget - added) > 0:
        words = {"budget": f"{budget:,.0f}", "added": f"{added:,.0f}"}
        note += say("match.siting_left", **words)
    st.caption(note)


def _card(height_px: int) -> DeltaGenerator:
    return st.container(border=True, gap="xsmall", height=height_px)


def line() -> DeltaGenerator:
    """Return one line that holds things of different heights, at both of its ends."""
    return st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    )


def controls() -> DeltaGenerator:
    """Return one line as wide as what it holds."""
    return st.container(horizontal=True, width="content", vertical_alignment="center")


def part(side: Side, asked: Asked, *, window: Viewport, say: Speaker) -> str:
    """Show one part of the page; return what a reader should take from it."""
    topic, layer = DEFAULT_TOPIC, PLAIN
    match side:
        case "spread":
            topic = spread(asked, window=window, say=say)
        case "stock":
            stock(asked, window=window, say=say)
        case "need":
            need(asked, window=window, say=say)
        case "pairs":
            layer = pairs(asked, window=window, say=say)
        case "siting":
            layer = siting(asked, window=window, say=say)
        case "whatif":
            whatif(asked, say=say)
    return matching.headline(side, asked.parameters, topic, layer, say=say)
