"""The numbers behind charts and maps as tables: what a workbook or a CSV holds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import Final

from dashboard.briefing.packs import CellKind, Column, Table
from dashboard.charts.maps import Area, Map
from dashboard.charts.resource_maps import AnyMap, ResourceMap, sign_of
from dashboard.charts.values import Chart, ChartKind, Panel, Waterfall
from dashboard.text import Speaker
from geodata.crs import from_plane

FULL_SCORE: Final = 100.0
DEGREE_DECIMALS: Final = 5

Cells = Sequence[object]
Named = tuple[Column, Cells]
"""A column and what stands in it, top down."""


def series_key(position: int) -> str:
    """Return what the column of the series at *position* is called by."""
    return f"series_{position}"


def mark_key(position: int) -> str:
    """Return what the column of a chart's mark at *position* is called by."""
    return f"mark_{position}"


def panel_key(panel: int, series: int) -> str:
    """Return what the column of one series of one panel is called by."""
    return f"panel_{panel}_{series}"


def panel_target_key(panel: int) -> str:
    """Return what the column of a panel's target is called by."""
    return f"panel_{panel}_target"


@dataclass(frozen=True, slots=True)
class _Asked:
    chart: Chart
    say: Speaker

    def number(self, key: str, name: str) -> Column:
        """Return a column of values of the chart."""
        kind = CellKind.SHARE if self.chart.is_share else CellKind.NUMBER
        return Column(
            key=key,
            name=name,
            unit=self.chart.unit,
            kind=kind,
            decimals=self.chart.decimals,
        )

    def words(self, key: str, name: str = "") -> Column:
        """Return a column of words."""
        return Column(key=key, name=name or self.say(f"numbers.{key}"))

    def count(self, key: str, name: str = "") -> Column:
        """Return a column of ranks or counts."""
        named = name or self.say(f"numbers.{key}")
        return Column(key=key, name=named, kind=CellKind.COUNT)


def table_of(chart: Chart, *, key: str, say: Speaker) -> Table:
    """Return every number of *chart*, as it is: ``None`` is missing, shares fractions.

    Raises:
        KeyError: The chart is of a kind whose numbers have no table.
    """
    named = [*COLUMNS[chart.kind](_Asked(chart, say))]
    cells = [list(cells) for _, cells in named]
    return Table(
        key=key,
        title=chart.title,
        columns=tuple(column for column, _ in named),
        rows=tuple(zip_longest(*cells)),
        note=chart.note,
    )


def _over_time(asked: _Asked) -> Iterator[Named]:
    chart = asked.chart
    yield asked.words("period"), chart.categories
    for at, one in enumerate(chart.series):
        yield asked.number(series_key(at), one.name), one.values
        if any(one.is_partial):
            name = asked.say("numbers.partial", name=one.name)
            word = asked.say("numbers.is_partial")
            flags = [word if partial else None for partial in one.is_partial]
            yield asked.words(f"partial_{at}", name), flags
    if any(target is not None for target in chart.targets):
        yield asked.number("target", _target_name(asked)), chart.targets
    for at, mark in enumerate(chart.marks):
        level = (mark.value,) * len(chart.categories)
        yield asked.number(mark_key(at), mark.label), level


def _target_name(asked: _Asked) -> str:
    return asked.chart.target_label or asked.say("numbers.target")


def _ranks(asked: _Asked) -> Iterator[Named]:
    yield asked.words("period"), asked.chart.categories
    for at, one in enumerate(asked.chart.series):
        yield asked.count(series_key(at), one.name), one.values


def _bullets(asked: _Asked) -> Iterator[Named]:
    yield from _against_targets(asked)
    yield from _in_words(asked, asked.chart.heads)


def _against_targets(asked: _Asked) -> Iterator[Named]:
    chart = asked.chart
    yield asked.words("name"), chart.categories
    for at, one in enumerate(chart.series):
        yield asked.number(series_key(at), one.name), one.values
    yield asked.number("target", _target_name(asked)), chart.targets
    yield asked.number("ceiling", asked.say("numbers.ceiling")), chart.ceilings


def _in_words(asked: _Asked, heads: Sequence[str]) -> Iterator[Named]:
    columns = [*zip(*asked.chart.texts, strict=True)] or [()] * len(heads)
    for at, (head, words) in enumerate(zip(heads, columns, strict=True)):
        name = asked.say("numbers.value_words", head=head)
        yield asked.words(f"words_{at}", name), [word or None for word in words]


def _scorecard(asked: _Asked) -> Iterator[Named]:
    fall = asked.chart.waterfall
    for column, cells in _against_targets(asked):
        last = fall.total_name if column.key == "name" and fall else None
        yield column, [*cells, last] if fall else cells
    if fall is not None:
        yield asked.number("loss", asked.say("numbers.loss")), fall.losses
        yield asked.number("score", asked.say("numbers.score")), _scores(asked, fall)
    yield from _in_words(asked, (*asked.chart.heads[:3], asked.say("numbers.remark")))


def _scores(asked: _Asked, fall: Waterfall) -> list[float | None]:
    """Return what is left after each row, and in the last one what is reached."""
    lost = accumulate(loss or 0.0 for loss in fall.losses)
    left: list[float | None] = [
        None if loss is None else FULL_SCORE - sum_
        for loss, sum_ in zip(fall.losses, lost, strict=True)
    ]
    without = len(asked.chart.categories) - len(left)
    return [*left, *([None] * without), fall.total]


def _ranking(asked: _Asked) -> Iterator[Named]:
    chart, say = asked.chart, asked.say
    rank, before = chart.series
    yield asked.words("code"), chart.codes
    yield asked.words("name"), chart.categories
    yield asked.count(series_key(0), rank.name), rank.values
    yield asked.count(series_key(1), before.name), before.values
    for at, key in enumerate(("low_rank", "high_rank")):
        ends = [None if both is None else both[at] for both in chart.intervals]
        yield asked.count(key), ends
    yield from _counts(asked)
    names = (
        chart.heads[0],
        say("numbers.climb"),
        say("numbers.remark"),
        say("numbers.coverage"),
        f"{chart.heads[4]} {chart.unit}".rstrip(),
        say("numbers.change"),
    )
    yield from _in_words(asked, names)


def _counts(asked: _Asked) -> Iterator[Named]:
    for one in asked.chart.counts:
        name = asked.say(f"grade.{one.name}")
        yield asked.count(f"grade_{one.name}", name), one.values


def _grade_counts(asked: _Asked) -> Iterator[Named]:
    yield asked.words("name"), asked.chart.categories
    yield from _counts(asked)


def _panels(asked: _Asked) -> Iterator[Named]:
    yield asked.words("period"), asked.chart.categories
    for at, panel in enumerate(asked.chart.panels):
        for number, one in enumerate(panel.series):
            name = asked.say("numbers.of_panel", panel=panel.title, series=one.name)
            same = one.name == panel.title
            key = panel_key(at, number)
            yield _of_panel(panel, key, one.name if same else name), one.values
        if panel.target is not None:
            target = asked.say("numbers.target")
            name = asked.say("numbers.of_panel", panel=panel.title, series=target)
            level = (panel.target,) * len(asked.chart.categories)
            yield _of_panel(panel, panel_target_key(at), name), level


def _of_panel(panel: Panel, key: str, name: str) -> Column:
    kind = CellKind.SHARE if panel.is_share else CellKind.NUMBER
    return Column(
        key=key, name=name, unit=panel.unit, kind=kind, decimals=panel.decimals
    )


def _ledger(asked: _Asked) -> Iterator[Named]:
    chart = asked.chart
    yield asked.words("name"), chart.categories
    for at, one in enumerate(chart.series):
        yield asked.number(series_key(at), one.name), one.values
    heads = (chart.heads[1], *chart.heads[3:])
    yield from _in_words(asked, heads)


def _curve(asked: _Asked) -> Iterator[Named]:
    chart = asked.chart
    place = Column(key="position", name=chart.heads[0], kind=CellKind.NUMBER)
    yield place, chart.positions
    for at, one in enumerate(chart.series):
        yield asked.number(series_key(at), one.name), one.values
    for at, mark in enumerate(chart.marks):
        level = (mark.value,) * len(chart.positions)
        yield asked.number(mark_key(at), mark.label), level
    if chart.posts:
        named = Column(key="post", name=asked.say("numbers.post"))
        yield named, [post.label for post in chart.posts]
        at_which = Column(key="post_at", name=chart.heads[0], kind=CellKind.NUMBER)
        yield at_which, [post.value for post in chart.posts]


COLUMNS: Final[Mapping[ChartKind, Callable[[_Asked], Iterator[Named]]]] = {
    "lines": _over_time,
    "trends": _over_time,
    "rank_paths": _ranks,
    "small_multiples": _panels,
    "bullets": _bullets,
    "scorecard": _scorecard,
    "ranking": _ranking,
    "ledger": _ledger,
    "curve": _curve,
    "grade_counts": _grade_counts,
}
"""What stands in the columns of each kind; one that is not here cannot be exported."""


def parks_on(value: AnyMap, *, key: str, say: Speaker) -> Table:
    """Return the parks of a map, each where it is, not where its disc is drawn."""
    names, rows = _graded(value, say) if isinstance(value, Map) else _celled(value)
    degrees = ("longitude", "latitude")
    columns = [
        *(Column(key=name, name=say(f"numbers.{name}")) for name in names),
        *(_degrees(name, say) for name in degrees),
    ]
    title = say("numbers.parks")
    return Table(key=key, title=title, columns=tuple(columns), rows=rows)


Rows = tuple[tuple[object, ...], ...]


def _graded(value: Map, say: Speaker) -> tuple[tuple[str, ...], Rows]:
    rows = [
        (
            mark.code,
            mark.title,
            say(f"grade.{mark.grade}"),
            say(f"tier.{mark.tier}"),
            *from_plane(mark.home_x_km, mark.home_y_km),
        )
        for mark in value.marks
    ]
    return ("code", "name", "grade", "tier"), tuple(rows)


def _celled(value: ResourceMap) -> tuple[tuple[str, ...], Rows]:
    rows = [
        (
            spot.code,
            spot.title,
            sign_of(spot.cell),
            spot.hint,
            *from_plane(spot.home_x_km, spot.home_y_km),
        )
        for spot in value.spots
    ]
    return ("code", "name", "cell", "remark"), tuple(rows)


def _degrees(key: str, say: Speaker) -> Column:
    return Column(
        key=key,
        name=say(f"numbers.{key}"),
        unit="°",
        kind=CellKind.NUMBER,
        decimals=DEGREE_DECIMALS,
    )


def areas_on(value: AnyMap, *, key: str, say: Speaker) -> Table:
    """Return the areas of a map with the class, or cell, that each is filled by."""
    names, rows = _classed(value, say) if isinstance(value, Map) else _regions(value)
    return Table(
        key=key,
        title=say("numbers.areas"),
        columns=tuple(Column(key=name, name=say(f"numbers.{name}")) for name in names),
        rows=rows,
    )


def _classed(value: Map, say: Speaker) -> tuple[tuple[str, ...], Rows]:
    classes, marked = value.legend.classes, say("numbers.marked")
    rows = [
        (
            area.code,
            area.title,
            _class_of(area, classes),
            marked if area.is_marked else None,
            area.hint or None,
        )
        for area in value.areas
    ]
    return ("code", "name", "class", "is_marked", "remark"), tuple(rows)


def _class_of(area: Area, classes: Sequence[str]) -> str | None:
    """Return the class of *area*; banners are filled alike, and have none."""
    if not classes or area.fill_class is None:
        return None
    return classes[area.fill_class]


def _regions(value: ResourceMap) -> tuple[tuple[str, ...], Rows]:
    rows = [(one.code, one.title, sign_of(one.cell), one.hint) for one in value.regions]
    return ("code", "name", "cell", "remark"), tuple(rows)
