"""Values on the page: cards, map, lists and charts as Streamlit elements."""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from dashboard import controls, frame, overview, park_profile
from dashboard.amounts import MINUS
from dashboard.charts.changes import Changes
from dashboard.charts.kpis import Kpi
from dashboard.charts.maps import Canvas, Map
from dashboard.charts.tasks import Task
from dashboard.charts.values import Chart
from dashboard.drawing import screen, screen_map
from dashboard.overview import Overview
from dashboard.park_profile import Profile
from dashboard.text import Speaker, plain
from dashboard.viewport import Viewport
from queries.months import Period

MAP_TAKEN: Final = (346, 424)
"""What stands above and below the map, on a small and on a big screen, in pixels."""

MAP_SHARE: Final = 0.69
MAP_BESIDE: Final = 64
MAP_INSET: Final = 34
"""The map's share of the page's width; page insets and gap; the card's padding."""

PROFILE_TAKEN: Final = (384, 466)
"""What stands above and below a park's charts, in pixels."""

CHANGES_SHOWN: Final = (5, 6)
"""How many lines of change fit beside the map; the head counts them all."""

TASKS_SHOWN: Final = (4, 6)
"""How many lines of attention fit beside the map."""

BADGE: Final = {"A": "green", "B": "blue", "C": "orange", "D": "red", "U": "gray"}
"""Streamlit's colour names carry the grades: the theme paints them so."""


def headline(sentence: str) -> None:
    """Show the finding of the page."""
    st.markdown(f"# {plain(sentence)}", anchors=False)


def kpis(cards: Iterable[Kpi], *, say: Speaker) -> None:
    """Show a row of cards of one width."""
    found = tuple(cards)
    for column, card in zip(st.columns(len(found)), found, strict=True):
        unit = f" :gray[{card.unit}]" if card.unit else ""
        column.metric(
            card.label + unit,
            card.value,
            _signed(card) or say("amount.no_comparison"),
            delta_color=card.tone if card.change else "off",
            delta_arrow="auto" if card.change and card.tone != "off" else "off",
            border=True,
            help=card.note or None,
        )


def _signed(card: Kpi) -> str | None:
    """Return the change with the plain minus by which Streamlit turns its arrow."""
    if card.change is None or card.tone == "off":
        return card.change
    return card.change.replace(MINUS, "-").replace("+", "")


def park_map_or_table(
    seen: Overview, look: controls.Look, *, window: Viewport, say: Speaker
) -> None:
    """Show the parks as asked; as a table wherever a map cannot be drawn."""
    height_px = window.rest(*MAP_TAKEN)
    if look.view == "table" or not window.has_webgl:
        park_rows(overview.table_of(seen, say=say), height_px=height_px)
        return
    width_px = round((window.width - MAP_BESIDE) * MAP_SHARE) - MAP_INSET
    canvas = Canvas(width_px=width_px, height_px=height_px)
    park_map(
        overview.map_of(seen, look, canvas=canvas, window=window, say=say),
        window=window,
        say=say,
    )


def park_rows(rows: pd.DataFrame, *, height_px: int) -> None:
    """Show parks as rows; choosing one opens it."""
    chosen = st.dataframe(
        rows.drop(columns="code"),
        hide_index=True,
        key="park_rows",
        height=height_px,
        on_select="rerun",
        selection_mode="single-row",
    )
    for index in chosen.selection.rows:
        controls.open_park(rows["code"].iloc[index])


def park_map(value: Map, *, window: Viewport, say: Speaker) -> None:
    """Show a map; a click on a league-city goes into it, one on a park opens it."""
    key = f"map_{value.layer}"
    drawn = screen_map.drawn(value, palette=frame.palette(), growth=window.px(0, 1))
    st.pydeck_chart(
        drawn,
        height=value.view.canvas.height_px,
        on_select=lambda: _follow(key),
        selection_mode="single-object",
        key=key,
        alt=say("map.alt", n=len(value.marks)),
    )
    wanted = st.session_state.pop(controls.OPEN_PARK, None)
    if wanted:
        controls.open_park(wanted)


def _follow(key: str) -> None:
    """Remember what a click asks for; the page acts on it in the run that follows."""
    hit = screen_map.clicked(st.session_state[key]["selection"]["objects"])
    if hit is None:
        return
    layer, code = hit
    if layer == screen_map.MARKS:
        st.session_state[controls.OPEN_PARK] = code
    elif key == "map_league_cities":
        controls.go_into(code)


def changes(value: Changes, *, window: Viewport, say: Speaker) -> None:
    """Show who rose and who fell since the last period."""
    with st.container(border=True, gap="xsmall"):
        _card_head(
            say("changes.title"),
            say(
                "changes.counts",
                risen=value.n_risen,
                fallen=value.n_fallen,
                unchanged=value.n_unchanged,
            ),
        )
        for row in value.rows[: round(window.px(*CHANGES_SHOWN))]:
            arrow = "↓" if row.is_fall else "↑"
            badge = f":{BADGE[row.now.value]}-badge[{arrow} {row.before} → {row.now}]"
            st.markdown(f"{badge} &nbsp; {row.names}")
        if not value.rows:
            st.caption(say("changes.none"))


def tasks(rows: Sequence[Task], *, window: Viewport, say: Speaker) -> None:
    """Show what needs attention: grade, park, reason, time."""
    with st.container(border=True, gap="xsmall"):
        n_shown = round(window.px(*TASKS_SHOWN))
        shown, rest = rows[:n_shown], rows[n_shown:]
        _task_head(len(rows), rest, say)
        for row in shown:
            _task(row)
        if not rows:
            st.caption(say("task.none"))


def _card_head(title: str, aside: str) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.markdown(f"### {title}", anchors=False, width="content")
        if aside:
            st.markdown(f":small[:gray[{aside}]]", width="content")


def _task_head(n_rows: int, rest: Sequence[Task], say: Speaker) -> None:
    title = say("task.title", n=n_rows)
    if not rest:
        _card_head(title, "")
        return
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.markdown(f"### {title}", anchors=False, width="content")
        with st.popover(
            say("task.rest", n=len(rest)), type="tertiary", width="content"
        ):
            for row in rest:
                _task(row)


def _task(row: Task) -> None:
    mark, words, due = st.columns([9, 63, 28], vertical_alignment="center")
    letter = "—" if row.grade == "U" else row.grade
    mark.markdown(f":{BADGE[row.grade]}-badge[{letter}]")
    words.markdown(
        f"**{plain(row.park)}** :gray[{row.place}]  \n:small[:gray[{row.reason}]]"
    )
    due.markdown(f":{row.colour}-badge[{row.due}]", text_alignment="right")


def chart(value: Chart, *, key: str, height_px: int, window: Viewport) -> None:
    """Show a chart without Plotly's own buttons."""
    look = screen.Look(
        palette=frame.palette(),
        height_px=height_px,
        text_px=window.px(13, 16),
        small_px=window.px(12, 14),
    )
    st.plotly_chart(
        screen.drawn(value, look),
        key=key,
        config=screen.CONFIG,
        theme=None,
        alt=f"{value.title} {value.unit} {value.source}",
    )


def table(rows: pd.DataFrame, *, key: str, height_px: int | None = None) -> None:
    """Show rows for reading and copying; heads are already words."""
    st.dataframe(
        rows, hide_index=True, key=key, height=height_px or "auto", width="stretch"
    )


def wrapped_table(rows: pd.DataFrame) -> None:
    """Show rows whose cells are sentences: every word can be read."""
    st.table(rows.map(plain), border="horizontal", hide_index=True)


def park_head(seen: Profile) -> None:
    """Show the name of a park beside its grade."""
    tile, name = st.columns([22, 78], vertical_alignment="center")
    grade = seen.grade.grade
    tile.image(frame.HERE / "static" / f"tile_{grade}_{frame.palette().name}.svg")
    name.markdown(f"# {plain(seen.park.name_zh)}", anchors=False)


def facts(seen: Profile, *, say: Speaker) -> None:
    """Show what the registry says in a row, and what is missing of the reports."""
    badges = [f":gray-badge[{phrase}]" for phrase in park_profile.facts(seen, say=say)]
    period = controls.spoken(seen.period, say)
    if not seen.has_reported:
        badges.append(say("park.not_reported", period=period))
    elif seen.months_missing:
        badges.append(say("park.half_reported", period=period, n=seen.months_missing))
    st.markdown(" ".join(badges))


def bullets(value: Chart, *, window: Viewport) -> None:
    """Show a row an indicator in a card."""
    with st.container(border=True, gap=None):
        _card_head(value.title, value.note)
        chart(value, key="bullets", height_px=profile_height_px(window), window=window)


def trends(values: Sequence[Chart], *, window: Viewport, say: Speaker) -> None:
    """Show small charts below one another in a card."""
    total_px = profile_height_px(window)
    with st.container(border=True, gap=None):
        _card_head(say("trend.title"), say("trend.note"))
        for index, value in enumerate(values):
            chart(
                value,
                key=f"trend_{index}",
                height_px=total_px // len(values),
                window=window,
            )


def profile_height_px(window: Viewport) -> int:
    """Return how high a park's rows of indicators are drawn."""
    return window.rest(*PROFILE_TAKEN, least=320)


def sources(seen: Profile, *, say: Speaker) -> None:
    """Show, on request, the file and cell of every number of the month."""
    month = controls.spoken(Period(seen.month, seen.month), say)
    with st.expander(say("park.sources"), icon=":material/account_tree:"):
        st.caption(say("park.sources_of", month=month))
        table(park_profile.sources(seen, say=say), key="sources")
