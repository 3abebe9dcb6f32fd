"""From a seed and a day to every row of the demonstration."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Final

from queries.demonstration.grading import complete_quarters, graded
from queries.demonstration.judging import Hearing, Reports
from queries.demonstration.quantities import Run, simulate
from queries.demonstration.reporting import Received, received, self_test_months
from queries.demonstration.sites import Site, Trait, sites
from queries.indicators import dictionary
from queries.months import Month
from queries.tables import FIRST_STANDING
from queries.vocabulary import Assessor, Flag, Origin

N_MONTHS: Final = 24
"""Two years: every month of the second has its like in the first."""

HALF_MISSING_MONTHS: Final = 6
"""For so long the park with half its values has left every second one out."""

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """Rows as the tables of the same names hold them, but for the batch."""

    seed: int
    months: tuple[Month, ...]
    park: Rows
    park_standing: Rows
    monthly_report: Rows
    measure_value: Rows
    assessment: Rows


def generate(*, seed: int, today: date) -> Demonstration:
    """Return the demonstration of *seed* as it stands on *today*.

    It covers the twenty-four months up to the current one, which is not over; no
    report and no grade is dated later than *today*. Three parks have a higher carbon
    intensity than a year before from the latest complete quarter on.
    """
    last = Month.containing(today)
    months = last.plus(1 - N_MONTHS).until(last)
    run = Run(months=months, rebound_from=complete_quarters(last)[-1].first)
    everything = {
        (site.code, month): amounts
        for site in sites()
        for month, amounts in zip(
            months, simulate(site, run, _chance(seed, site.code)), strict=True
        )
    }
    arrived = received(
        sites(), months=months, today=today, chance=_chance(seed, "reports")
    )
    reports = {
        (one.park, one.month): everything[one.park, one.month] for one in arrived
    }
    _leave_half_out(reports, months)
    starts = self_test_months(sites(), months[0])
    hearing = Hearing(sites=sites(), starts=starts, reports=reports, today=today)
    return Demonstration(
        seed=seed,
        months=months,
        park=[_park_row(site, starts[site.code]) for site in sites()],
        park_standing=[_standing_row(site) for site in sites()],
        monthly_report=[_report_row(one) for one in arrived],
        measure_value=list(_value_rows(reports)),
        assessment=_assessment_rows(hearing, _chance(seed, "grades")),
    )


def _chance(seed: int, subject: str) -> Random:
    """Return the lots of one subject: another park changes none of them."""
    return Random(f"{seed} {subject}")  # noqa: S311  a demonstration keeps no secret


def _park_row(site: Site, start: Month) -> dict[str, Any]:
    return {
        "code": site.code,
        "name_zh": site.name_zh,
        "origin": Origin.GENERATED.value,
        "is_simulated": 1,
        "form": site.form.value,
        "longitude_deg": site.longitude_deg,
        "latitude_deg": site.latitude_deg,
        "stated_longitude": None,
        "stated_latitude": None,
        "stated_crs": None,
        "leading_industries": site.industries_zh,
        "planned_area_km2": site.area_km2,
        "build_start_year": site.build_start_year,
        "build_end_year": site.build_end_year,
        "self_test_from": start.stamp,
        "entered_month": start.stamp,
        "grid": site.grid,
        "note": None,
        "source_row": None,
    }


def _standing_row(site: Site) -> dict[str, Any]:
    return {
        "park": site.code,
        "valid_from": FIRST_STANDING,
        "league_city": site.league_city,
        "banner": site.banner,
        "tier": site.tier.value,
    }


def _report_row(report: Received) -> dict[str, Any]:
    return {
        "park": report.park,
        "month": report.month.stamp,
        "received_on": report.on,
        "note": None,
        "source_row": None,
    }


def _leave_half_out(
    reports: dict[tuple[str, Month], dict[str, float]], months: tuple[Month, ...]
) -> None:
    """Let a park with half its values forget every second measure in *reports*."""
    kept = {measure.code for measure in dictionary().measures[::2]}
    forgetful = {site.code for site in sites() if site.trait is Trait.HALF_MISSING}
    for (park, month), amounts in reports.items():
        if park in forgetful and month in months[-HALF_MISSING_MONTHS:]:
            reports[park, month] = {
                measure: amounts[measure] for measure in amounts.keys() & kept
            }


def _value_rows(reports: Reports) -> Iterator[dict[str, Any]]:
    measures = [measure.code for measure in dictionary().measures]
    for (park, month), amounts in reports.items():
        for measure in measures:
            if measure in amounts:
                yield {
                    "park": park,
                    "month": month.stamp,
                    "measure": measure,
                    "value": amounts[measure],
                    "flag": Flag.SIMULATED.value,
                    "source_row": None,
                }


def _assessment_rows(hearing: Hearing, chance: Random) -> Rows:
    return [
        {
            "park": one.park,
            "period": str(one.quarter),
            "assessor": Assessor.LEAGUE_CITY.value,
            "grade": one.grade.value,
            "score": one.score,
            "assessed_on": one.on,
            "note": None,
            "source_row": None,
        }
        for one in graded(hearing, chance=chance)
    ]
