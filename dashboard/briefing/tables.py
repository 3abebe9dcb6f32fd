"""Tables of a pack: typed columns, and rows from the checked frames."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.briefing.packs import CellKind, Column, Table
from dashboard.briefing.question import Question
from dashboard.charts.changes import short_name
from dashboard.charts.comparison import number, present
from dashboard.charts.findings import has_fallen
from dashboard.charts.grade_words import grade_words, graded_words
from dashboard.charts.kpis import Kpi
from dashboard.charts.park_marks import MONTHLY_ITEMS
from dashboard.charts.peers import Peer
from dashboard.charts.tasks import attention_tasks
from dashboard.text import Speaker
from queries.contracts import GradedPark, IndicatorValue, Park
from queries.indicators import CORE_INDICATOR, dictionary
from queries.indicators.dictionary import Display, Indicator
from queries.rows import records
from queries.vocabulary import Grade, Tier


def indicator_column(indicator: Indicator, *, say: Speaker) -> Column:
    """Return the column that holds values of *indicator*."""
    is_share = indicator.display is Display.SHARE
    return Column(
        key=indicator.code,
        name=say.name_of(indicator),
        unit=amounts.unit_of(indicator),
        kind=CellKind.SHARE if is_share else CellKind.NUMBER,
        decimals=indicator.decimals,
        missing=say("flag.missing"),
    )


def _score_column(say: Speaker) -> Column:
    return Column(
        key="score",
        name=say("park.score"),
        kind=CellKind.NUMBER,
        decimals=1,
        missing=say("park.score_none"),
    )


def kpi_table(cards: Iterable[Kpi], *, say: Speaker) -> Table:
    """Return the key figures: what, how much, and how it changed in a year."""
    return Table(
        key="kpis",
        title=say("briefing.kpis"),
        columns=(
            Column(key="name", name=say("methods.indicator")),
            Column(key="value", name=say("park.value")),
            Column(key="change", name=say("briefing.beside")),
        ),
        rows=tuple(
            (_with_unit(card), card.value, card.change or say("amount.no_comparison"))
            for card in cards
        ),
        note=say("briefing.kpis_note"),
    )


def _with_unit(card: Kpi) -> str:
    return f"{card.label}（{card.unit}）" if card.unit else card.label


def values_table(
    values: DataFrame[IndicatorValue], names: Mapping[str, str], *, say: Speaker
) -> Table:
    """Return a row for each of *names*, every indicator a column."""
    known = dictionary().indicators
    cells = {(row.code, row.indicator): number(row.value) for row in records(values)}
    return Table(
        key="values",
        title=say("briefing.values"),
        columns=(
            Column(key="name", name=say("table.league_city")),
            *(indicator_column(indicator, say=say) for indicator in known),
        ),
        rows=tuple(
            (name, *(cells.get((code, indicator.code)) for indicator in known))
            for code, name in names.items()
        ),
        codes=tuple(names),
        note=say("briefing.values_note"),
    )


def distribution_table(graded: DataFrame[GradedPark], *, say: Speaker) -> Table:
    """Return how many parks of each tier have each grade."""
    rows = [
        (say(f"tier.{tier}"), *_counts(graded.loc[graded["tier"] == tier, "grade"]))
        for tier in Tier
    ]
    total = (say("briefing.together"), *_counts(graded["grade"]))
    return Table(
        key="distribution",
        title=say("briefing.distribution"),
        columns=(
            Column(key="tier", name=say("table.tier")),
            *(
                Column(
                    key=grade.value,
                    name=grade_words(grade, say),
                    unit=say("unit.count"),
                    kind=CellKind.COUNT,
                )
                for grade in Grade
            ),
            Column(
                key="total",
                name=say("briefing.together"),
                unit=say("unit.count"),
                kind=CellKind.COUNT,
            ),
        ),
        rows=(*(row for row in rows if row[-1]), total),
    )


def _counts(grades: Iterable[str]) -> tuple[int, ...]:
    found = [Grade(grade) for grade in grades]
    return (*(found.count(grade) for grade in Grade), len(found))


def moved_table(graded: DataFrame[GradedPark], *, say: Speaker) -> Table:
    """Return the parks whose grade is another than before, those that fell first."""
    fell = has_fallen(graded)
    alike = graded["origin"] == graded["previous_origin"]
    both = graded.assign(fell=fell).loc[alike]
    moved = both.loc[both["grade"] != both["previous_grade"]]
    ordered = moved.sort_values("fell", ascending=False, kind="stable")
    return Table(
        key="moved",
        title=say("changes.title"),
        columns=(
            Column(key="park", name=say("table.park")),
            Column(key="league_city", name=say("table.league_city")),
            Column(key="before", name=say("compare.before")),
            Column(key="now", name=say("compare.now")),
            Column(key="way", name=say("briefing.way")),
        ),
        rows=tuple(
            (
                row.name_zh,
                say(f"place.{row.league_city}"),
                row.previous_grade,
                row.grade,
                say("briefing.fallen" if row.fell else "briefing.risen"),
            )
            for row in records(ordered)
        ),
        codes=tuple(ordered["code"]),
    )


def attention_table(asked: Question, codes: Collection[str]) -> Table:
    """Return the parks of *codes* that need attention, the most urgent first."""
    say, items = asked.say, asked.attention
    tasks = attention_tasks(
        items.loc[items["code"].isin(codes)],
        grades=asked.grade_of,
        core=dictionary().indicator(CORE_INDICATOR),
        say=say,
    )
    return Table(
        key="attention",
        title=say("briefing.attention"),
        columns=(
            Column(key="park", name=say("table.park")),
            Column(key="league_city", name=say("table.league_city")),
            Column(key="grade", name=say("table.grade")),
            Column(key="reason", name=say("briefing.reason")),
            Column(key="due", name=say("briefing.due")),
        ),
        rows=tuple(
            (task.park, task.place, task.grade, task.reason, task.due) for task in tasks
        ),
        codes=tuple(task.code for task in tasks),
    )


def park_rows(asked: Question, parks: DataFrame[Park]) -> Table:
    """Return *parks* with grade, score, and what they test themselves on."""
    say = asked.say
    items = [dictionary().indicator(code) for code in MONTHLY_ITEMS]
    words = graded_words(asked.graded, say=say)
    graded = asked.graded.set_index("code")
    cells = {
        (row.code, row.indicator): number(row.value) for row in records(asked.values)
    }
    return Table(
        key="parks",
        title=say("briefing.parks"),
        columns=(
            Column(key="park", name=say("table.park")),
            Column(key="league_city", name=say("table.league_city")),
            Column(key="banner", name=say("table.banner")),
            Column(key="tier", name=say("table.tier")),
            Column(key="grade", name=say("table.grade")),
            _score_column(say),
            *(indicator_column(item, say=say) for item in items),
        ),
        rows=tuple(
            (
                park.name_zh,
                say(f"place.{park.league_city}"),
                present(park.banner_name_zh) or None,
                say(f"tier.{park.tier}"),
                words[park.code],
                number(graded["score"].get(park.code)),
                *(cells.get((park.code, item.code)) for item in items),
            )
            for park in records(parks)
        ),
        codes=tuple(parks["code"]),
    )


def peer_rows(peers: Sequence[Peer], *, title: str, say: Speaker) -> Table:
    """Return parks of one kind by their score."""
    return Table(
        key="peers",
        title=title,
        columns=(
            Column(key="place", name=say("peers.place"), kind=CellKind.COUNT),
            Column(key="park", name=say("table.park")),
            Column(key="grade", name=say("peers.grade")),
            _score_column(say),
        ),
        rows=tuple(
            (peer.place, short_name(peer.name), peer.grade.value, peer.score)
            for peer in peers
        ),
        codes=tuple(peer.code for peer in peers),
    )
