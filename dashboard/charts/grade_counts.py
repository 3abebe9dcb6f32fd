"""How many parks of each kind have each grade, as one bar a kind."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.charts.values import Chart, Series
from dashboard.text import Speaker
from queries.vocabulary import Grade


def grade_counts(
    kinds: Mapping[str, Sequence[str]], *, title: str, snapshot: str, say: Speaker
) -> Chart:
    """Return a row for each of *kinds*: its name, and the grades of its parks."""
    return Chart(
        kind="grade_counts",
        title=title,
        unit=say("unit.count"),
        categories=tuple(kinds),
        series=(),
        counts=tuple(
            Series(name=grade.value, values=_counted(kinds.values(), grade))
            for grade in Grade
        ),
        decimals=0,
        alt=title,
        source=say("source.monthly"),
        snapshot=snapshot,
    )


def _counted(kinds: Iterable[Sequence[str]], grade: Grade) -> tuple[float, ...]:
    return tuple(float(sum(one == grade for one in grades)) for grades in kinds)
