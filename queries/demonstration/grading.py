"""The grades that the league-cities are supposed to have given; simulated.

Their assessors go by the rules that come with the product, and here and there they see
a park in another light than the rules do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Final

from queries.assessment.rules import next_better
from queries.demonstration.judging import Hearing, judged, rules
from queries.demonstration.sites import Trait
from queries.months import Month, Period
from queries.vocabulary import RATED, Grade

QUARTERS: Final = 8
"""How far back the grades go."""

ASSESSED_ON_DAY: Final = 17
"""Of the month after the quarter."""

MOOD: Final = 2.0
"""By how many points a score may differ from that of the rules, in the same grade."""

DISSENTS: Final = (2, 3)
"""For so many parks a quarter the assessor differs from the rules by one grade."""

BORDERLINE: Final = 8
"""Among so many parks whose scores lie nearest to a cut-off."""

LEAST_STEP: Final = 0.1
"""Between two scores that are given."""


@dataclass(frozen=True, slots=True)
class Graded:
    """An official grade of a park for a quarter."""

    park: str
    quarter: Period
    grade: Grade
    score: float
    on: date


def complete_quarters(last: Month) -> tuple[Period, ...]:
    """Return the quarters that were over before *last* began, the oldest first."""
    quarters = [Period.quarter_ended_by(last.plus(-1))]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].previous)
    return tuple(reversed(quarters))


def graded(hearing: Hearing, *, chance: Random) -> Iterator[Graded]:
    """Yield the grades given by the day of *hearing*.

    A quarter without any report has none, and neither has one that the rules cannot
    rate. Where an assessor differs there is one grade between the two, no more.
    """
    quarters = complete_quarters(Month.containing(hearing.today))
    found = judged(hearing, quarters)
    for quarter in quarters:
        rows = {
            site.code: found[site.code, quarter]
            for site in hearing.sites
            if (site.code, quarter) in found
            and found[site.code, quarter].grade != Grade.U
            and site.trait is not Trait.UNASSESSED
        }
        free = [site.code for site in hearing.sites if site.trait is None]
        dissents = _dissents(
            {code: rows[code] for code in free if code in rows}, chance
        )
        after = quarter.last.plus(1)
        on = min(date(after.year, after.number, ASSESSED_ON_DAY), hearing.today)
        for code, row in rows.items():
            give = _differing if code in dissents else _agreeing
            grade, score = give(row, chance)
            yield Graded(code, quarter, grade, score, on)


def _dissents(rows: dict[str, Any], chance: Random) -> set[str]:
    """Return the parks that the assessor judges unlike the rules."""
    nearest = sorted(rows, key=lambda code: _beyond(rows[code])[1])[:BORDERLINE]
    return set(chance.sample(nearest, min(len(nearest), chance.randint(*DISSENTS))))


def _agreeing(row: Any, chance: Random) -> tuple[Grade, float]:  # noqa: ANN401  a row
    """Return the grade of the rules, and a score that gives the same one."""
    low, high = _band(Grade(row.uncapped))
    score = row.score + chance.uniform(-MOOD, MOOD)
    return Grade(row.grade), round(min(high, max(low, score)), 1)


def _differing(row: Any, chance: Random) -> tuple[Grade, float]:  # noqa: ANN401  a row
    """Return the neighbouring grade: past the cut-off, or past the gate that held."""
    if row.grade != row.uncapped:
        better = next_better(Grade(row.grade))
        return better or Grade.A, _agreeing(row, chance)[1]
    grade, _ = _beyond(row)
    low, high = _band(grade)
    nearest = low if row.score < low else high
    into = chance.uniform(0, MOOD) * (1 if nearest == low else -1)
    return grade, round(nearest + into, 1)


def _beyond(row: Any) -> tuple[Grade, float]:  # noqa: ANN401  a row
    """Return the grade across the nearest cut-off, and how many points away it is."""
    place = RATED.index(Grade(row.uncapped))
    neighbours = (*RATED[max(0, place - 1) : place], *RATED[place + 1 : place + 2])
    away = {
        grade: max(_band(grade)[0] - row.score, row.score - _band(grade)[1])
        for grade in neighbours
    }
    nearest = min(away, key=lambda grade: away[grade])
    return nearest, away[nearest]


def _band(grade: Grade) -> tuple[float, float]:
    """Return the lowest and the highest score of *grade*."""
    better = next_better(grade)
    high = rules().cut_off(better) - LEAST_STEP if better else 100.0
    return rules().cut_off(grade), high
