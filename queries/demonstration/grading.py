"""The grades that the league-cities are supposed to have given; simulated.

The score is a simple one of the demonstration's own and stands for the judgement of an
assessor: it is not the rule set of any authority.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from queries.demonstration.quantities import co2_t
from queries.demonstration.sites import Site, Trait
from queries.months import MONTHS_A_YEAR, Month, Period
from queries.vocabulary import Grade

QUARTERS: Final = 8
"""How far back the grades go."""

ASSESSED_ON_DAY: Final = 17
"""Of the month after the quarter."""

CUT_OFFS: Final = ((90, Grade.A), (75, Grade.B), (60, Grade.C), (0, Grade.D))
"""Provisional, as for the grades that the system calculates."""

GOOD_INTENSITY: Final = 0.85
GOOD_GREEN_SHARE: Final = 0.6
"""What earns full points in the demonstration."""

REBOUND: Final = 1.01
"""Carbon intensity over that of the same months last year from which it rebounds."""

REBOUND_COST: Final = 18
"""Points that a carbon intensity above last year's costs: more than one grade."""

Reports = Mapping[tuple[str, Month], Mapping[str, float]]
"""What each park measured in a month: (code, month) to measures."""


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
    ended = Month(last.year, (last.number - 1) // 3 * 3 + 1).plus(-1)
    newest = Period(ended.plus(-2), ended)
    quarters = [newest]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].previous)
    return tuple(reversed(quarters))


def graded(
    sites: Sequence[Site], reports: Reports, *, today: date, chance: Random
) -> Iterator[Graded]:
    """Yield the grades given by *today*; a quarter without any report has none."""
    for site in sites:
        bias = chance.uniform(-8, 8)
        if site.trait is Trait.UNASSESSED:
            continue
        for quarter in complete_quarters(Month.containing(today)):
            mood = bias + chance.uniform(-2.5, 2.5)
            months = [
                month for month in quarter.months if (site.code, month) in reports
            ]
            if not months:
                continue
            points = _points(site, reports, months) + mood
            score = round(min(100, max(0, points)), 1)
            after = quarter.last.plus(1)
            on = min(date(after.year, after.number, ASSESSED_ON_DAY), today)
            yield Graded(site.code, quarter, _grade(score), score, on)


def _points(site: Site, reports: Reports, months: Sequence[Month]) -> float:
    """Return the points of *months*, less what a rise over last year costs."""
    now = [reports[site.code, month] for month in months]
    pairs = [
        (reports[site.code, month], reports[site.code, month.plus(-MONTHS_A_YEAR)])
        for month in months
        if (site.code, month.plus(-MONTHS_A_YEAR)) in reports
    ]
    if not pairs:
        return _score(now)
    this_year, last_year = zip(*pairs, strict=True)
    has_rebounded = _intensity(this_year) > REBOUND * _intensity(last_year)
    return _score(now) - REBOUND_COST * has_rebounded


def _score(months: Sequence[Mapping[str, float]]) -> float:
    """Return 45 points for carbon, 40 for green power, 15 for retrofits, at most."""
    intensity = _intensity(months)
    other_mwh = _total(months, "electricity_other_mwh")
    green_share = 1 - other_mwh / _total(months, "electricity_mwh")
    done_n, planned_n = (
        months[-1][measure] for measure in ("retrofits_done_n", "retrofits_planned_n")
    )
    return (
        45 * min(1, GOOD_INTENSITY / intensity)
        + 40 * min(1, green_share / GOOD_GREEN_SHARE)
        + 15 * min(1, 0.5 + done_n / planned_n / 2)
    )


def _intensity(months: Sequence[Mapping[str, float]]) -> float:
    return sum(co2_t(month) for month in months) / _total(months, "energy_tce")


def _total(months: Sequence[Mapping[str, float]], measure: str) -> float:
    return sum(month[measure] for month in months)


def _grade(score: float) -> Grade:
    return next(grade for least, grade in CUT_OFFS if score >= least)
