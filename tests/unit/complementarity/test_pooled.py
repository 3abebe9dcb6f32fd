"""What a league-city's parks generated together."""

import pandas as pd

from geodata.complementarity.pooled import pooled_generation


def park(place: str, months: int, mwh: float | None, **more: object):
    """Return one park that reports everything but what *more* says."""
    return {
        "league_city": place,
        "wind_mw": 1.0,
        "solar_mw": 1.0,
        "storage_mw": 1.0,
        "storage_mwh": 1.0,
        "load_mwh_year": 1.0,
        "wind_generation_mwh": mwh,
        "solar_generation_mwh": mwh,
        "curtailed_mwh": mwh,
        "generation_months": months,
    } | more


def told(*parks: dict[str, object]) -> list[tuple[object, ...]]:
    found = pooled_generation(pd.DataFrame(parks))
    columns = ["league_city", "wind_generation_mwh", "generation_months"]
    return list(
        found[[*columns, "generation_parks"]].itertuples(index=False, name=None)
    )


def test_parks_of_twelve_months_add_up():
    assert told(park("150600", 12, 5.0), park("150600", 12, 7.0)) == [
        ("150600", 12.0, 12, 2)
    ]


def test_three_months_are_never_added_to_twelve():
    assert told(park("150600", 12, 5.0), park("150600", 3, 7.0)) == [
        ("150600", 5.0, 12, 1)
    ]


def test_each_league_city_goes_by_its_own_longest():
    assert told(
        park("150600", 9, 5.0), park("150600", 9, 1.0), park("152900", 12, 7.0)
    ) == [("150600", 6.0, 9, 2), ("152900", 7.0, 12, 1)]


def test_a_park_that_the_row_is_not_made_of_adds_nothing():
    partial = park("150600", 12, 7.0, storage_mwh=None)
    assert told(park("150600", 9, 5.0), partial) == [("150600", 5.0, 9, 1)]
    assert told(partial, park("150600", 0, None)) == []
