"""When an invented park reports: mostly in time, sometimes late, sometimes never."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from queries.demonstration.sites import Site, Trait
from queries.months import Month

AHEAD_EVERY: Final = 4
"""Of the month that is not over, one park in so many has reported already."""

LATE_MONTHS: Final = 4
LATE_PARKS: Final = 3
"""In each of the last so many complete months so many parks are late."""

ABSENT_MONTHS: Final = 2
ABSENT_PARKS: Final = 2
"""In each of the last so many complete months so many parks have not reported."""

LATE_START_MONTHS: Final = (9, 14)
"""After how many months the parks that start late begin to test themselves."""


@dataclass(frozen=True, slots=True)
class Received:
    """That *park* reported for *month*, and when."""

    park: str
    month: Month
    on: date


def self_test_months(sites: tuple[Site, ...], first: Month) -> dict[str, Month]:
    """Return the month from which each park owes its report, by code."""
    late = [site.code for site in sites if site.trait is Trait.LATE_START]
    starts = dict(zip(late, LATE_START_MONTHS, strict=True))
    return {site.code: first.plus(starts.get(site.code, 0)) for site in sites}


def received(
    sites: tuple[Site, ...], *, months: tuple[Month, ...], today: date, chance: Random
) -> list[Received]:
    """Return the reports that arrived by *today*, the newest month first.

    The parks that rebound report every complete month, and in time to be seen.
    """
    starts = self_test_months(sites, months[0])
    free = [site.code for site in sites if site.trait is None]
    arrived = []
    for ago, month in enumerate(reversed(months)):
        due = [site.code for site in sites if starts[site.code] <= month]
        chosen = chance.sample(free, LATE_PARKS + ABSENT_PARKS)
        late = chosen[:LATE_PARKS] if ago <= LATE_MONTHS else []
        absent = chosen[LATE_PARKS:] if ago <= ABSENT_MONTHS else []
        if ago == 0:
            arrived += _ahead(due, month, today, chance)
            continue
        for code in due:
            on = _planned(month, is_late=code in late, chance=chance)
            if code not in absent:
                arrived.append(Received(code, month, min(on, today)))
    return arrived


def _ahead(due: list[str], month: Month, today: date, chance: Random) -> list[Received]:
    """Return the reports of the month that is not over."""
    return [
        Received(code, month, today.replace(day=chance.randint(1, today.day)))
        for code in chance.sample(due, len(due) // AHEAD_EVERY)
    ]


def _planned(month: Month, *, is_late: bool, chance: Random) -> date:
    days = chance.randint(1, 14) if is_late else -chance.randint(0, 8)
    return month.due_on + timedelta(days=days)
