"""Pages shown to nobody: what that leaves in the caches serves every reader."""

import logging
from itertools import chain, product
from threading import Event
from typing import Final

from dashboard import controls, data, overview, shown
from dashboard.controls import Comparison, Look, Place
from dashboard.settings import Settings
from dashboard.text import Speaker
from dashboard.theme import LIGHT
from dashboard.viewport import ASSUMED
from geodata.complementarity.parameters import Parameters
from queries import clock
from queries.errors import OversightError
from queries.indicators import CORE_INDICATOR
from queries.months import Period
from queries.vocabulary import Grade, Level

PERIODS_REHEARSED: Final = 48
"""Of those to choose from: three years of months, quarters, half-years and years.

The first to ask for a period would use a processor that all readers share for a
quarter of a second; after a rehearsal, a set of grades in it takes a tenth of that.
"""

GRADES_REHEARSED: Final = (frozenset[Grade](), *(frozenset({g}) for g in Grade))
"""All grades, and each alone: what one click on the legend asks for."""

FIRST_PAUSE_S: Final = 5.0
"""Leaves the machine to the readers who wait for the server to start."""

PAUSE_S: Final = 0.05
LOOK_EVERY_S: Final = 10.0
"""How soon after an import, or after midnight, all is rehearsed anew."""

log = logging.getLogger(__name__)


def rehearse_first() -> None:
    """Show the page that every reader sees first; without parks there is none."""
    try:
        data.look_anew()
        for period in controls.offered_periods()[:1]:
            _rehearse(period, controls.COMPARISONS[0], GRADES_REHEARSED[0])
    except (OversightError, data.DataMovedError) as error:
        log.warning("nothing rehearsed: %r", error)


def keep_rehearsed(stopped: Event) -> None:
    """Show other periods and grades, again when the data or the day are new.

    Goes on, with pauses, until *stopped*. What fails is tried again only with new data.
    """
    rehearsed: object = None
    pause_s = FIRST_PAUSE_S
    while not stopped.wait(pause_s):
        pause_s = LOOK_EVERY_S
        try:
            state = data.seen_now(), clock.today()
            if state != rehearsed:
                rehearsed = state
                _rehearse_rest(stopped)
        except (OversightError, data.DataMovedError) as error:
            log.warning("rehearsal ended: %r", error)


def _rehearse_rest(stopped: Event) -> None:
    data.look_anew()
    periods = controls.offered_periods()[:PERIODS_REHEARSED]
    # All periods before the first click on a grade: more readers ask for those.
    asked = chain(
        product(periods, GRADES_REHEARSED[:1]),
        product(periods, GRADES_REHEARSED[1:]),
    )
    for (period, grades), comparison in product(asked, controls.COMPARISONS):
        _rehearse(period, comparison, grades)
        if stopped.wait(PAUSE_S):
            return
    for period in periods[:1]:
        _simulate(period)


def _simulate(period: Period) -> None:
    """Let the first reader of 资源互补 find the year of hours simulated."""
    month = data.month_of(period, clock.today())
    data.completed_of(Level.LEAGUE_CITY, Parameters(month=month))


def _rehearse(period: Period, comparison: Comparison, wanted: frozenset[Grade]) -> None:
    say = Speaker(Settings.from_environ().language)
    place = Place(
        period=period, comparison=comparison, league_city=None, tiers=frozenset()
    )
    all_grades = overview.overview_of(place)
    _ = all_grades.grade_counts  # the legend
    seen = all_grades.graded(wanted)
    overview.headline(seen, say=say)
    overview.kpi_strip(seen, say=say)
    overview.changes_of(seen, say=say)
    overview.tasks_of(seen, say=say)
    look = Look(
        grades=wanted,
        indicator=CORE_INDICATOR,
        with_zones=False,
        view=controls.VIEWS[0],
    )
    shown.map_picture(seen, look, window=ASSUMED, theme=LIGHT.name, say=say)
