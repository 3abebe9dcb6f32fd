"""The overview, shown to nobody: what that leaves in the caches serves every reader."""

import logging
from threading import Event
from typing import Final

from dashboard import controls, data, overview, shown
from dashboard.controls import Comparison, Look, Place
from dashboard.settings import Settings
from dashboard.text import Speaker
from dashboard.theme import LIGHT
from dashboard.viewport import ASSUMED
from queries.errors import OversightError
from queries.indicators import CORE_INDICATOR
from queries.months import Period

PERIODS_REHEARSED: Final = 48
"""Of those to choose from: three years of months, quarters, half-years and years.

The first to ask for a period would use a processor that all readers share for a
quarter of a second; after a rehearsal, a set of grades in it takes a tenth of that.
"""

FIRST_PAUSE_S: Final = 5.0
"""Leaves the machine to the readers who wait for the server to start."""

PAUSE_S: Final = 0.1

log = logging.getLogger(__name__)


def rehearse_first() -> None:
    """Show the page that every reader sees first; without parks there is none."""
    try:
        data.look_anew()
        for period in controls.offered_periods()[:1]:
            _rehearse(period, controls.COMPARISONS[0])
    except (OversightError, data.DataMovedError) as error:
        log.warning("nothing rehearsed: %r", error)


def rehearse_rest(stopped: Event) -> None:
    """Show the other periods, with pauses, until *stopped*."""
    if stopped.wait(FIRST_PAUSE_S):
        return
    try:
        data.look_anew()
        for period in controls.offered_periods()[:PERIODS_REHEARSED]:
            for comparison in controls.COMPARISONS:
                _rehearse(period, comparison)
                if stopped.wait(PAUSE_S):
                    return
    except (OversightError, data.DataMovedError) as error:
        log.warning("rehearsal ended: %r", error)


def _rehearse(period: Period, comparison: Comparison) -> None:
    say = Speaker(Settings.from_environ().language)
    seen = overview.overview_of(
        Place(period=period, comparison=comparison, league_city=None, tiers=frozenset())
    )
    overview.headline(seen, say=say)
    overview.kpi_strip(seen, say=say)
    overview.changes_of(seen, say=say)
    overview.tasks_of(seen, say=say)
    look = Look(
        grades=frozenset(),
        indicator=CORE_INDICATOR,
        with_zones=False,
        view=controls.VIEWS[0],
    )
    shown.map_picture(seen, look, window=ASSUMED, theme=LIGHT.name, say=say)
