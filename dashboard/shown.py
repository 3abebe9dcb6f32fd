"""Values on the page: cards, map, lists and charts as Streamlit elements."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

import pandas as pd
import streamlit as st

from dashboard import controls, frame, overview
from dashboard.amounts import MINUS
from dashboard.charts.changes import Change, Changes, change_counts, no_change
from dashboard.charts.kpis import Kpi
from dashboard.charts.maps import Canvas
from dashboard.charts.tasks import Task
from dashboard.charts.values import Chart
from dashboard.drawing import screen, screen_frame, screen_map
from dashboard.drawing.screen_map import FinishedDeck, Picture
from dashboard.overview import Overview
from dashboard.text import Speaker, plain
from dashboard.theme import ThemeName
from dashboard.viewport import Viewport

MAP_TAKEN: Final = (350, 426)
"""What stands above and below the map, on a small and on a big screen, in pixels."""

MAP_SHARE: Final = 0.69
MAP_BESIDE: Final = 64
MAP_INSET: Final = 34
"""The map's share of the page's width; page insets and gap; the card's padding."""

CHANGES_SHOWN: Final = (4, 6)
"""How many lines of change fit beside the map; the head opens the others."""

TASKS_SHOWN: Final = (4, 5)
"""How many lines of attention fit beside the map."""

BADGE: Final = {"A": "green", "B": "blue", "C": "orange", "D": "red", "U": "gray"}
"""Streamlit's colour names carry the grades: the theme paints them so."""


Arrow = Literal["up", "down", "off"]

COLOUR: Final[Mapping[tuple[str, Arrow], Literal["green", "red"]]] = {
    ("normal", "up"): "green",
    ("normal", "down"): "red",
    ("inverse", "up"): "red",
    ("inverse", "down"): "green",
}
"""Which way is good, by the tone of a card: a text without sign tells no colour."""


def headline(sentence: str) -> None:
    """Show the finding of the page."""
    st.markdown(f"# {plain(sentence)}", anchors=False)


def kpis(cards: Iterable[Kpi], *, say: Speaker) -> None:
    """Show cards; a row of them has the key *cards*, which the stylesheet knows."""
    for card in cards:
        unit = f" :gray[{card.unit}]" if card.unit else ""
        arrow = _arrow(card)
        st.metric(
            card.label + unit,
            card.value,
            _unsigned(card) or say("amount.no_comparison"),
            delta_color=COLOUR.get((card.tone, arrow), "off"),
            delta_arrow=arrow,
            border=True,
            help=card.note or None,
        )


def _arrow(card: Kpi) -> Arrow:
    """Return which way a change went; ``off`` where that is neither good nor bad."""
    if card.change is None or card.tone == "off":
        return "off"
    if card.change.startswith(MINUS):
        return "down"
    return "up" if card.change.startswith("+") else "off"


def _unsigned(card: Kpi) -> str | None:
    """Return the change without the sign that its arrow stands for."""
    if card.change is None or _arrow(card) == "off":
        return card.change
    return card.change.lstrip(f"+{MINUS}")


def park_map_or_table(
    seen: Overview, look: controls.Look, *, window: Viewport, say: Speaker
) -> None:
    """Show the parks as asked; as a table wherever a map cannot be drawn."""
    if look.view == "table" or not window.has_webgl:
        rows = overview.table_of(seen, say=say)
        park_rows(rows, height_px=window.rest(*MAP_TAKEN))
        return
    theme = frame.palette().name
    park_map(map_picture(seen, look, window=window, theme=theme, say=say), say=say)


def map_picture(
    seen: Overview,
    look: controls.Look,
    *,
    window: Viewport,
    theme: ThemeName,
    say: Speaker,
) -> Picture:
    """Return the map that fills its share of the reader's window."""
    width_px = round((window.width - MAP_BESIDE) * MAP_SHARE) - MAP_INSET
    return overview.picture_of(
        seen,
        look,
        canvas=Canvas(width_px=width_px, height_px=window.rest(*MAP_TAKEN)),
        growth=window.px(0, 1),
        theme=theme,
        say=say,
    )


def park_rows(
    rows: pd.DataFrame, *, height_px: int, widths: Sequence[int] = ()
) -> None:
    """Show parks as rows; choosing one opens it.

    *widths* are the least of the columns after ``code``, in pixels and in their order;
    without them a column is as wide as its words.
    """
    st.space("xxsmall")
    chosen = st.dataframe(
        rows.drop(columns="code"),
        hide_index=True,
        key="park_rows",
        height=height_px,
        column_config={
            head: st.column_config.Column(width=width)
            for head, width in zip(rows.columns[1:], widths, strict=False)
        },
        on_select="rerun",
        selection_mode="single-row",
    )
    for index in chosen.selection.rows:
        controls.open_park(rows["code"].iloc[index])


def park_map(picture: Picture, *, say: Speaker) -> None:
    """Show a map; a click on a league-city goes into it, one on a park opens it."""
    key = f"map_{picture.name}"
    st.pydeck_chart(
        FinishedDeck(picture),
        height=picture.height_px,
        on_select=lambda: _follow(key),
        selection_mode="single-object",
        key=key,
        alt=say("map.alt", n=picture.n_marks),
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
    n_shown = round(window.px(*CHANGES_SHOWN))
    shown, rest = value.rows[:n_shown], value.rows[n_shown:]
    counts = change_counts(value, say=say)
    head = f"### {say('changes.title')} &nbsp;:small[:gray[{counts}]]"
    with st.container(border=True, gap="xsmall", key="changes"):
        _headed(
            head,
            list(map(_change, shown)) or [_muted(no_change(value, say=say))],
            more=say("changes.rest", n=len(rest)) if rest else "",
            rest=lambda: st.markdown("\n\n".join(map(_change, rest))),
        )


def _headed(
    head: str, lines: Sequence[str], *, more: str, rest: Callable[[], object]
) -> None:
    """Show a list as one element, as every element costs each reader time.

    Where there is more, the head shares its row with a button that opens the rest.
    """
    if not more:
        st.markdown("\n\n".join((head, *lines)), anchors=False)
        return
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.markdown(head, anchors=False, width="content")
        with st.popover(more, type="tertiary", width="content"):
            rest()
    st.markdown("\n\n".join(lines))


def _muted(sentence: str) -> str:
    return f":small[:gray[{sentence}]]"


def _change(row: Change) -> str:
    arrow = "↓" if row.is_fall else "↑"
    badge = f":{BADGE[row.now.value]}-badge[{arrow} {row.before} → {row.now}]"
    return f"{badge} &nbsp; {row.names}"


def tasks(rows: Sequence[Task], *, window: Viewport, say: Speaker) -> None:
    """Show what needs attention: grade, park, reason, time."""
    n_shown = round(window.px(*TASKS_SHOWN))
    shown, rest = rows[:n_shown], rows[n_shown:]
    with st.container(border=True, gap="xsmall", height="stretch", key="tasks"):
        _headed(
            f"### {say('task.title', n=len(rows))}",
            list(map(_task, shown)) or [_muted(say("task.none"))],
            more=say("task.rest", n=len(rest)) if rest else "",
            rest=lambda: _task_lines(rest),
        )


def card_head(title: str, aside: str) -> None:
    """Show the line above a card: what it is about, and what to know beside it."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.markdown(f"### {title}", anchors=False, width="content")
        if aside:
            st.markdown(f":small[:gray[{aside}]]", width="content")


def _task_lines(rows: Iterable[Task]) -> None:
    """Show the tasks that found no room; the stylesheet knows the key."""
    with st.container(key="tasks_rest"):
        st.markdown("\n\n".join(map(_task, rows)))


def _task(row: Task) -> str:
    letter = "—" if row.grade == "U" else row.grade
    badges = f":{row.colour}-badge[{row.due}] :{BADGE[row.grade]}-badge[{letter}]"
    who = f"**{plain(row.park)}** :gray[{row.place}]"
    return f"{badges} {who}  \n:small[:gray[{row.reason}]]"


def chart(value: Chart, *, key: str, height_px: int, window: Viewport) -> None:
    """Show a chart without Plotly's own buttons."""
    look = screen_frame.Look(
        palette=frame.palette(),
        height_px=height_px,
        text_px=window.px(13, 16),
        small_px=window.px(12, 14),
    )
    st.plotly_chart(
        screen.drawn(value, look),
        key=key,
        config=screen_frame.CONFIG,
        theme=None,
        alt=value.alt or f"{value.title} {value.unit} {value.source}",
    )


def table(
    rows: pd.DataFrame,
    *,
    key: str,
    height_px: int | None = None,
    widths: Mapping[str, int] | None = None,
) -> None:
    """Show rows for reading and copying; heads are already words.

    *widths* are the least of some columns by head, in pixels.
    """
    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        height=height_px or "auto",
        width="stretch",
        column_config={
            head: st.column_config.Column(width=width)
            for head, width in (widths or {}).items()
        },
    )


def wrapped_table(rows: pd.DataFrame, *, key: str | None = None) -> None:
    """Show rows whose cells are sentences: every word can be read.

    The stylesheet knows the keys of tables that have columns of single words.
    """
    with st.container(key=key):
        st.table(rows.map(plain), border="horizontal", hide_index=True)
