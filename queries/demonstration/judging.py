"""What the shipped rules make of the generated reports, without any database."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, Final

import pandas as pd

from queries.assessment.inputs import final_target
from queries.assessment.rule_files import parse, shipped
from queries.assessment.rules import RuleSet
from queries.assessment.scoring import scored
from queries.contracts import ScoringInput
from queries.demonstration.sites import Site
from queries.frames import checked
from queries.indicators import dictionary
from queries.indicators.dictionary import Combination, Indicator
from queries.months import MONTHS_A_YEAR, Month, Period
from queries.rows import records
from queries.vocabulary import MeasureKind

ENERGY: Final = "energy_tce"

BETWEEN: Final = " "
"""What stands between the park and the quarter that are judged as one subject."""

Amounts = Mapping[str, float]
"""What was reported, by measure."""

Reports = Mapping[tuple[str, Month], Amounts]
"""What each park reported in a month: (code, month) to measures."""


Row = Mapping[str, float | str | None]
"""The columns of ``ScoringInput`` but for the code."""


@cache
def rules() -> RuleSet:
    """Return the newest of the rule sets that come with the product."""
    sets = [parse(text, file=name, known=dictionary()) for name, text in shipped()]
    return max(sets, key=lambda one: one.valid_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What is known to who judges on the day *today*.

    ``starts`` says from which month each park owes its report.
    """

    sites: Sequence[Site]
    starts: Mapping[str, Month]
    reports: Reports
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """Against what a park is held: its base year, and its energy of whole years."""

    base: Mapping[str, float | None]
    energy_tce: Mapping[int, float]

    def annual_energy_tce(self, month: Month) -> float | None:
        """Return the energy of the latest year that ended by *month*."""
        ended = (
            year for year in self.energy_tce if Month(year, MONTHS_A_YEAR) <= month
        )
        return self.energy_tce.get(max(ended, default=0))


def judged(
    hearing: Hearing, quarters: Iterable[Period]
) -> dict[tuple[str, Period], Any]:
    """Return by park and quarter the row of ``ScoredPark``, as from the database.

    A quarter before the rules is held against their first year: in the base year
    itself every park stands at the start of its path, and would be at its target.
    """
    pasts = [(site, _past(hearing.reports, site.code)) for site in hearing.sites]
    found: dict[tuple[str, Period], Any] = {}
    for year, alike in groupby(sorted(quarters, key=_year), key=_year):
        rows = {
            (site.code, quarter): tuple(_inputs(hearing, site, quarter, past))
            for quarter in alike
            for site, past in pasts
        }
        found |= _scored_in(
            year, {subject: one for subject, one in rows.items() if one}
        )
    return found


def _scored_in(
    year: int, rows: Mapping[tuple[str, Period], Iterable[Row]]
) -> dict[tuple[str, Period], Any]:
    """Return what the rules make of *rows*, which hold only who owed a report."""
    if not rows:
        return {}
    subjects = {f"{park}{BETWEEN}{quarter}": (park, quarter) for park, quarter in rows}
    inputs = [
        {"code": code, **row}
        for code, subject in subjects.items()
        for row in rows[subject]
    ]
    scores = scored(
        checked(pd.DataFrame(inputs), ScoringInput),
        rules=rules(),
        known=dictionary(),
        month=Month(year, MONTHS_A_YEAR),
    )
    return {subjects[row.code]: row for row in records(scores.parks)}


def _year(quarter: Period) -> int:
    return _month(quarter).year


def _month(quarter: Period) -> Month:
    """Return in which month the rules stand by which *quarter* is judged."""
    return max(quarter.last, rules().valid_from)


@cache
def _indicators() -> tuple[Indicator, ...]:
    return tuple(dictionary().indicator(rule.code) for rule in rules().indicators)


def _past(reports: Reports, park: str) -> _Past:
    own = {month: amounts for (code, month), amounts in reports.items() if code == park}
    base = [own[month] for month in sorted(own) if month.year == rules().base_year]
    years = Counter(month.year for month, amounts in own.items() if ENERGY in amounts)
    return _Past(
        base={one.code: _value(one, _complete(one, base)) for one in _indicators()},
        energy_tce={
            year: sum(own[month][ENERGY] for month in own if month.year == year)
            for year, n_months in years.items()
            if n_months == MONTHS_A_YEAR
        },
    )


def _inputs(
    hearing: Hearing, site: Site, quarter: Period, past: _Past
) -> Iterator[Row]:
    """Yield each indicator's columns of ``ScoringInput``; none before the first due."""
    owed = [month for month in quarter.months if month >= hearing.starts[site.code]]
    if not owed:
        return
    arrived = [hearing.reports.get((site.code, month), {}) for month in owed]
    due_n = len(owed) - (hearing.today <= quarter.last.due_on)
    month = _month(quarter)
    for indicator in _indicators():
        complete = _complete(indicator, arrived)
        yield {
            "indicator": indicator.code,
            "value": _value(indicator, complete),
            "base_value": past.base[indicator.code],
            "final_target": final_target(
                indicator,
                rules=rules(),
                tier=site.tier,
                annual_energy_tce=past.annual_energy_tce(month),
                month=month,
            ),
            "build_end_year": float(site.build_end_year),
            "complete_months": len(complete),
            "due_months": due_n,
        }


def _complete(indicator: Indicator, arrived: Iterable[Amounts]) -> list[Amounts]:
    """Return the reports that hold all that *indicator* needs."""
    needed = set(indicator.measures)
    return [amounts for amounts in arrived if amounts.keys() >= needed]


def _value(indicator: Indicator, complete: Sequence[Amounts]) -> float | None:
    """Return the ratio of the sums, of stocks at the end; ``None`` without a month."""
    if not complete:
        return None
    is_stock = indicator.numerator.kind is MeasureKind.STOCK
    counted = complete[-1:] if is_stock else complete
    below = _sum(indicator.denominator, counted)
    return _sum(indicator.numerator, counted) / below if below else None


def _sum(side: Combination, months: Iterable[Amounts]) -> float:
    return sum(
        term.coefficient * amounts[term.measure]
        for amounts in months
        for term in side.terms
    )
