"""What is shown to nobody serves every reader, and is shown again with new data."""

from collections.abc import Callable
from datetime import date
from threading import Event

import pytest
from sqlalchemy import Engine

from dashboard import (
    complementarity,
    controls,
    data,
    frame,
    match_controls,
    overview,
    rehearsal,
    shown,
)
from dashboard.controls import Look, Place
from dashboard.text import Speaker
from dashboard.viewport import ASSUMED
from geodata.complementarity.parameters import Parameters
from queries import clock
from queries.engine import writing
from queries.months import Period
from queries.vocabulary import Grade, Level
from tests.parks_by_hand import enter_batch

SAY = Speaker()
Rehearsed = list[tuple[Period, str, frozenset[Grade]]]


class Until(Event):
    """Stops whoever waits on it at a given wait, and never sleeps."""

    def __init__(self, n_waits: int, between: Callable[[int], None]) -> None:
        """Let *between* happen before each wait, told how many are left."""
        super().__init__()
        self.n_left = n_waits
        self.between = between

    def wait(self, timeout: float | None = None) -> bool:
        """Say whether it is over; first let happen what happens meanwhile."""
        del timeout
        self.n_left -= 1
        self.between(self.n_left)
        return self.n_left <= 0


@pytest.fixture(autouse=True)
def spring(samples: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples as they were on the first of May 2026; two periods are enough."""
    del samples
    for module in (frame, clock):
        monkeypatch.setattr(module, "today", lambda: date(2026, 5, 1))
    monkeypatch.setattr(rehearsal, "PERIODS_REHEARSED", 2)


@pytest.fixture
def rehearsed(monkeypatch: pytest.MonkeyPatch) -> Rehearsed:
    """What is rehearsed, in its order; nothing is made."""
    seen: Rehearsed = []
    monkeypatch.setattr(rehearsal, "_rehearse", lambda *asked: seen.append(asked))
    monkeypatch.setattr(rehearsal, "_simulate", lambda _: None)
    return seen


N_ROUND = 2 * len(controls.COMPARISONS) * len(rehearsal.GRADES_REHEARSED)
"""Two periods, each comparison, all grades and each alone."""


def test_a_round_is_every_period_and_comparison_with_all_grades_and_each_alone(
    rehearsed: Rehearsed,
):
    rehearsal.keep_rehearsed(Until(N_ROUND + 2, lambda _: None))
    assert len(rehearsed) == len(set(rehearsed)) == N_ROUND
    assert all(not grades for _, _, grades in rehearsed[: N_ROUND // 6])
    assert {grades for *_, grades in rehearsed} == set(rehearsal.GRADES_REHEARSED)


def test_without_new_data_nothing_is_rehearsed_again(rehearsed: Rehearsed):
    rehearsal.keep_rehearsed(Until(N_ROUND + 20, lambda _: None))
    assert len(rehearsed) == N_ROUND


def test_an_import_starts_another_round(rehearsed: Rehearsed, samples: Engine):
    def import_at_last(n_left: int) -> None:
        if n_left == N_ROUND + 2:
            with writing(samples) as connection:
                enter_batch(connection)

    rehearsal.keep_rehearsed(Until(2 * N_ROUND + 8, import_at_last))
    assert len(rehearsed) == 2 * N_ROUND


def test_a_rehearsed_choice_is_made_already(monkeypatch: pytest.MonkeyPatch):
    wanted = frozenset({Grade.C})
    monkeypatch.setattr(rehearsal, "GRADES_REHEARSED", (frozenset(), wanted))
    monkeypatch.setattr(rehearsal, "PERIODS_REHEARSED", 1)
    rehearsal.keep_rehearsed(Until(6, lambda _: None))
    monkeypatch.setattr(overview.screen_map, "picture", made_again)
    monkeypatch.setattr(overview.kpis, "kpi_strip", made_again)
    period = controls.offered_periods()[0]
    for comparison in controls.COMPARISONS:
        place = Place(
            period=period, comparison=comparison, league_city=None, tiers=frozenset()
        )
        seen = overview.overview_of(place).graded(wanted)
        assert overview.kpi_strip(seen, say=SAY)
        look = Look(
            grades=wanted, indicator="carbon_intensity", with_zones=False, view="map"
        )
        assert shown.map_picture(seen, look, window=ASSUMED, theme="light", say=SAY)


def test_the_year_of_hours_is_simulated_before_anybody_asks(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(rehearsal, "GRADES_REHEARSED", ())
    rehearsal.keep_rehearsed(Until(2, lambda _: None))
    monkeypatch.setattr(complementarity, "completed_places", made_again)
    month = data.month_of(controls.offered_periods()[0], date(2026, 5, 1))
    first_asked = Parameters(
        month=month,
        green_share=int(match_controls.SHARES[0]) / 100,
        duration_h=float(match_controls.HOURS[0]),
    )
    assert len(data.completed_of(Level.LEAGUE_CITY, first_asked).resources)


def made_again(*_: object, **__: object) -> None:
    raise AssertionError
