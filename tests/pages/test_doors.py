"""What a door to the data gives depends on who reads, and on the state of the data."""

import asyncio
import gc
from collections.abc import Callable
from datetime import UTC, date, datetime
from unittest.mock import Mock

import pytest
from sqlalchemy import Engine
from starlette.types import Message, Send

from dashboard import data, server
from dashboard.rehearsal import keep_rehearsed
from dashboard.server import HEADERS, SecurityHeaders, app, lifespan
from queries.batches import open_batch
from queries.engine import writing
from queries.months import Month, Period
from queries.scope import Scope
from queries.vocabulary import Action, Level, Window

MARCH = Month(2026, 3)
QUARTER = Period.parse("2026Q1")
TODAY = date(2026, 5, 1)

DOORS: dict[str, Callable[[], int]] = {
    "parks": lambda: len(data.parks_of(MARCH)),
    "grades": lambda: len(data.graded_of(QUARTER, TODAY)),
    "values": lambda: len(data.values_of(Level.PARK, Window.MONTH, MARCH)),
    "changes": lambda: len(data.year_on_year_of(Level.PARK, Window.MONTH, MARCH)),
    "energy": lambda: len(data.annual_energy_of(MARCH)),
    "snapshot": lambda: data.snapshot().n_parks,
}


@pytest.mark.parametrize("door", DOORS)
def test_readers_of_two_scopes_never_share_an_answer(
    door: str, samples: Engine, monkeypatch: pytest.MonkeyPatch
):
    del samples
    answers = []
    for league_city in ("150600", "152900", "150600"):
        scope = Scope(league_cities=frozenset({league_city}))
        monkeypatch.setattr(data, "scope_of_reader", lambda scope=scope: scope)
        data.look_anew()
        answers.append(DOORS[door]())
    assert answers[0] == answers[2] != answers[1]
    assert all(answers)


def test_a_batch_that_comes_in_while_a_page_is_made_is_noticed(
    samples: Engine,
):
    data.look_anew()
    with writing(samples) as connection:
        open_batch(
            connection,
            action=Action.IMPORT,
            who="another",
            made_at=datetime(2026, 5, 2, tzinfo=UTC),
            summary={},
        )
    with pytest.raises(data.DataMovedError):
        data.parks_of(MARCH)
    data.look_anew()
    assert len(data.parks_of(MARCH)) == 24


def test_the_heap_is_frozen_before_the_first_reader_comes(samples: Engine):
    del samples

    async def started() -> int:
        async with lifespan(app):
            return gc.get_freeze_count()

    try:
        assert asyncio.run(started()) > 100_000
    finally:
        gc.unfreeze()


@pytest.mark.parametrize(("asked", "is_made"), [("", True), ("0", False)])
def test_what_a_server_makes_in_advance_can_be_left_out(
    asked: str, *, is_made: bool, monkeypatch: pytest.MonkeyPatch
):
    begun: list[object] = []
    monkeypatch.setenv("ZEROPARK_REHEARSE", asked)
    monkeypatch.setattr(server, "set_aside", lambda: None)
    monkeypatch.setattr(
        server, "Thread", lambda target, **_: begun.append(target) or Mock()
    )

    async def started() -> None:
        async with lifespan(app):
            pass

    asyncio.run(started())
    assert (keep_rehearsed in begun) is is_made


def test_every_answer_carries_every_header():
    sent: list[Message] = []

    async def bare(_scope: object, _receive: object, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def keep(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        await SecurityHeaders(bare)({"type": "http"}, None, keep)

    asyncio.run(ask())
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert found == {name.lower(): value for name, value in HEADERS.items()}
    assert "default-src 'self'" in found["content-security-policy"]
