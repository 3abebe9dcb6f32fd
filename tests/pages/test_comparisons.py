"""Changes since the period before are shown only where it is as long as this one."""

from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard import data, frame, overview
from dashboard.controls import Place
from dashboard.text import Speaker
from queries.months import Month, Period

SAY = Speaker()


def seen(code: str) -> overview.Overview:
    data.look_anew()
    return overview.overview_of(
        Place(
            period=Period.parse(code),
            comparison="previous",
            league_city=None,
            tiers=frozenset(),
        )
    )


@pytest.fixture(autouse=True)
def spring(samples: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples as they were on the first of May 2026: the last month is March."""
    del samples
    monkeypatch.setattr(frame, "today", lambda: date(2026, 5, 1))


def change(code: str) -> str | None:
    cards = overview.kpi_strip(seen(code), say=SAY)
    return next(card.change for card in cards if card.key == "carbon_intensity")


@pytest.mark.parametrize("code", ["2026-03", "2026Q1"])
def test_a_whole_period_is_compared_with_the_one_before(code: str):
    assert change(code) is not None


@pytest.mark.parametrize("code", ["2026H1", "2026", "2026Q2"])
def test_a_running_period_is_not_compared_with_a_whole_one(code: str):
    assert change(code) is None


def test_a_half_year_is_not_compared_with_the_whole_year_before():
    assert change("2025H1") is None


def test_a_month_that_ended_and_that_nobody_reported_is_missing_not_left_out():
    assert overview.month_of(Period.parse("2026Q2")) == Month(2026, 4)
    reports = next(
        card
        for card in overview.kpi_strip(seen("2026Q2"), say=SAY)
        if card.key == "reports"
    )
    assert reports.value == "0.0%"
    assert "0/24" in reports.unit
