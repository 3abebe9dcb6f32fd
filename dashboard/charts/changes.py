"""What changed since the last period: who rose, who fell, and how many stayed."""

from dataclasses import dataclass
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.findings import has_fallen
from dashboard.text import Speaker, plain
from queries.contracts import GradedPark
from queries.rows import records
from queries.vocabulary import DEMO_NAME_PREFIX, Grade

NAMES_SHOWN: Final = 4
"""More names than this do not fit a line; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Parks that went from one grade to another."""

    before: Grade
    now: Grade
    names: str

    @property
    def reach(self) -> int:
        """By how many grades: positive where the grade got worse."""
        return ord(self.now.value) - ord(self.before.value)

    @property
    def is_fall(self) -> bool:
        """Whether the grade got worse."""
        return self.now.is_worse_than(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All changes of one period, falls first, each by how far it went.

    ``n_new`` have no grade before that theirs could be compared with.
    """

    rows: tuple[Change, ...]
    n_risen: int
    n_fallen: int
    n_unchanged: int
    n_new: int

    @property
    def n_compared(self) -> int:
        """How many parks have a grade before that theirs was compared with."""
        return self.n_risen + self.n_fallen + self.n_unchanged


def grade_changes(grades: DataFrame[GradedPark], *, say: Speaker) -> Changes:
    """Group parks by their change of grade; parks rated only once are counted apart.

    So are those whose two grades are of two origins: one given, one calculated.
    """
    rated = grades.loc[(grades["grade"] != Grade.U)]
    both = rated.loc[rated["origin"] == rated["previous_origin"]]
    moved = both.loc[both["grade"] != both["previous_grade"]]
    rows = [
        Change(
            before=Grade(str(before)),
            now=Grade(str(now)),
            names=_names(group, say),
        )
        for (before, now), group in moved.groupby(["previous_grade", "grade"])
    ]
    rows.sort(key=lambda row: (not row.is_fall, -abs(row.reach), -ord(row.now)))
    n_fallen = sum(has_fallen(both))
    return Changes(
        rows=tuple(rows),
        n_risen=len(moved) - n_fallen,
        n_fallen=n_fallen,
        n_unchanged=len(both) - len(moved),
        n_new=len(rated) - len(both),
    )


def change_counts(changes: Changes, *, say: Speaker) -> str:
    """Return how many rose, fell and stayed, and how many cannot be compared."""
    counts = say(
        "changes.counts",
        risen=changes.n_risen,
        fallen=changes.n_fallen,
        unchanged=changes.n_unchanged,
    )
    if not changes.n_new:
        return counts
    return say("changes.counts_apart", counts=counts, n=changes.n_new)


def no_change(changes: Changes, *, say: Speaker) -> str:
    """Return why no change is listed: none happened, or none could be seen."""
    return say("changes.none" if changes.n_compared else "changes.incomparable")


def short_name(name: str) -> str:
    """Return a park's name without the prefix that all demonstration parks share."""
    return name.removeprefix(DEMO_NAME_PREFIX).lstrip("·") or name


def _marked(name: str, origin: str, say: Speaker) -> str:
    if origin == "official":
        return name
    return say("grade.is_calculated", grade=name)


def _names(group: pd.DataFrame, say: Speaker) -> str:
    names = [
        plain(_marked(short_name(row.name_zh), row.origin, say))
        for row in records(group)
    ]
    shown = say("list.comma").join(names[:NAMES_SHOWN])
    if len(names) <= NAMES_SHOWN:
        return shown
    return say("changes.and_more", names=shown, n=len(names))
