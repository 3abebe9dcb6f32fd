"""What is made of answers is kept; it is made anew when anything that it shows is."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard import data, frame, overview, shown
from dashboard.controls import Look, Place
from dashboard.drawing.screen_map import Picture
from dashboard.text import Speaker
from dashboard.theme import ThemeName
from dashboard.viewport import ASSUMED, Viewport
from queries.engine import writing
from queries.months import Period
from queries.scope import Scope
from queries.vocabulary import Grade, Tier
from tests.parks_by_hand import add_park, enter_batch

SAY = Speaker()
PLACE = Place(
    period=Period.parse("2026Q1"),
    comparison="year_on_year",
    league_city=None,
    tiers=frozenset(),
)
LOOK = Look(
    grades=frozenset(), indicator="carbon_intensity", with_zones=False, view="map"
)
BIG = Viewport(width=1920, height=1080, has_webgl=True, is_known=True)


@pytest.fixture(autouse=True)
def spring(samples: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples as they were on the first of May 2026."""
    del samples
    monkeypatch.setattr(frame, "today", lambda: date(2026, 5, 1))
    data.look_anew()


def picture(
    look: Look = LOOK,
    window: Viewport = ASSUMED,
    theme: ThemeName = "light",
    wanted: frozenset[Grade] = frozenset(),
    place: Place = PLACE,
    say: Speaker = SAY,
) -> Picture:
    seen = overview.overview_of(place).graded(wanted)
    return shown.map_picture(seen, look, window=window, theme=theme, say=say)


MADE: dict[str, Callable[[], object]] = {
    "headline": lambda: overview.headline(overview.overview_of(PLACE), say=SAY),
    "cards": lambda: overview.kpi_strip(overview.overview_of(PLACE), say=SAY),
    "changes": lambda: overview.changes_of(overview.overview_of(PLACE), say=SAY),
    "tasks": lambda: overview.tasks_of(overview.overview_of(PLACE), say=SAY),
    "counts": lambda: tuple(overview.overview_of(PLACE).grade_counts.items()),
    "map": picture,
}


@pytest.mark.parametrize("name", [name for name in MADE if name != "counts"])
def test_what_was_made_once_is_not_made_again(name: str):
    assert MADE[name]() is MADE[name]()


@pytest.mark.parametrize("name", MADE)
def test_readers_of_two_scopes_never_share_what_was_made(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    made = []
    for league_city in ("150600", "152900", "150600"):
        scope = Scope(league_cities=frozenset({league_city}))
        monkeypatch.setattr(data, "scope_of_reader", lambda scope=scope: scope)
        data.look_anew()
        made.append(MADE[name]())
    assert made[0] == made[2] != made[1]


@pytest.mark.parametrize("name", ["cards", "map", "counts"])
def test_a_new_version_of_the_data_makes_everything_anew(name: str, samples: Engine):
    before = MADE[name]()
    with writing(samples) as connection:
        add_park(connection, "150100-99", simulated=True)
        enter_batch(connection)
    data.look_anew()
    assert MADE[name]() != before


def test_another_day_makes_what_is_late_anew(monkeypatch: pytest.MonkeyPatch):
    before = MADE["tasks"]()
    monkeypatch.setattr(frame, "today", lambda: date(2026, 5, 9))
    assert MADE["tasks"]() != before


def test_every_choice_of_the_reader_has_a_picture_of_its_own():
    place = Place(
        period=PLACE.period,
        comparison="year_on_year",
        league_city="150600",
        tiers=frozenset(),
    )
    tier = Place(
        period=PLACE.period,
        comparison="year_on_year",
        league_city=None,
        tiers=frozenset({Tier.REGION}),
    )
    shade = Look(
        grades=frozenset(), indicator="green_power_share", with_zones=False, view="map"
    )
    zones = Look(
        grades=frozenset(), indicator="carbon_intensity", with_zones=True, view="map"
    )
    pictures = [
        picture(),
        picture(look=shade),
        picture(look=zones),
        picture(window=BIG),
        picture(theme="dark"),
        picture(wanted=frozenset({Grade.C})),
        picture(place=place),
        picture(place=tier),
        picture(say=Speaker("en")),
    ]
    assert len({each.specification for each in pictures}) == len(pictures)


def test_a_window_of_the_same_size_gets_the_rehearsed_picture():
    known = Viewport(
        width=ASSUMED.width, height=ASSUMED.height, has_webgl=True, is_known=True
    )
    assert picture(window=known) is picture(window=ASSUMED)


def test_an_answer_that_failed_is_asked_again(samples: Engine):
    with writing(samples) as connection:
        enter_batch(connection)
    with pytest.raises(data.DataMovedError):
        MADE["cards"]()
    data.look_anew()
    assert MADE["cards"]()
