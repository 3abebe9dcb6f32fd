"""The reference tables that ship: complete, consistent, each figure with its source."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from geodata.gazetteer import gazetteer
from queries import places
from queries.scope import REGION, Scope
from queries.tables import banner, league_city, zone
from queries.vocabulary import LEAGUE_CITIES

REFERENCE = Path(__file__).parents[2] / "queries" / "reference"
EAST = {"150400", "150500", "150700", "152200"}


def rows(name: str) -> list[dict[str, str]]:
    text = (REFERENCE / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_there_are_12_league_cities_103_banners_and_102_zones():
    assert len(rows("league_city")) == 12
    assert len(rows("banner")) == 103
    assert len(rows("zone")) == 102


def test_league_cities_stand_in_the_official_order():
    assert tuple(row["adcode"] for row in rows("league_city")) == LEAGUE_CITIES


def test_every_banner_s_adcode_begins_like_that_of_its_league_city():
    assert all(row["adcode"][:4] == row["league_city"][:4] for row in rows("banner"))


def test_every_banner_s_label_point_lies_in_it():
    for row in rows("banner"):
        found = gazetteer().place(
            longitude_deg=float(row["label_longitude_deg"]),
            latitude_deg=float(row["label_latitude_deg"]),
            crs="CGCS2000",
        )
        assert found.banner == row["adcode"]


def test_banners_measure_what_the_region_measures():
    total_km2 = sum(float(row["geometry_area_km2"]) for row in rows("banner"))
    assert total_km2 == pytest.approx(1_145_879, abs=10)


def test_two_zones_are_not_in_the_list_twice():
    names = [row["name_zh"] for row in rows("zone")]
    assert len(set(names)) == len(names)


def test_a_zone_lies_in_the_banner_and_league_city_that_it_names():
    for row in rows("zone"):
        if row["banner"]:
            assert row["banner"][:4] == row["league_city"][:4]
        if row["longitude_deg"]:
            found = gazetteer().place(
                longitude_deg=float(row["longitude_deg"]),
                latitude_deg=float(row["latitude_deg"]),
                crs="CGCS2000",
            )
            assert found.banner == row["banner"], row["name_zh"]


def test_four_league_cities_hang_on_the_eastern_grid_and_are_wind_zone_two():
    for row in rows("league_city"):
        is_east = row["adcode"] in EAST
        assert row["grid"] == ("east" if is_east else "west")
        assert row["wind_zone"] == ("II" if is_east else "I")


def test_a_banner_has_the_grid_and_wind_zone_of_its_league_city():
    leagues = {row["adcode"]: row for row in rows("league_city")}
    for row in rows("banner"):
        league = leagues[row["league_city"]]
        assert (row["grid"], row["wind_zone"]) == (league["grid"], league["wind_zone"])


def test_radiation_is_converted_from_kilocalories():
    ordos = next(row for row in rows("league_city") if row["adcode"] == "150600")
    # 140 and 160 kcal/cm2 times 11.63.
    assert float(ordos["radiation_min_kwh_m2"]) == 1628.2
    assert float(ordos["radiation_max_kwh_m2"]) == 1860.8


@pytest.mark.parametrize("name", ["league_city", "banner"])
def test_no_stated_area_stands_without_its_source(name: str):
    for row in rows(name):
        assert bool(row["official_area_km2"]) == bool(row["area_source"])


def test_every_league_city_has_a_stated_area_of_the_size_of_its_outline():
    outline_km2 = dict.fromkeys(LEAGUE_CITIES, 0.0)
    for row in rows("banner"):
        outline_km2[row["league_city"]] += float(row["geometry_area_km2"])
    for row in rows("league_city"):
        stated_km2 = float(row["official_area_km2"])
        # The government of Alxa claims a good deal more than the outline shows.
        bound = 0.13 if row["adcode"] == "152900" else 0.04
        assert stated_km2 == pytest.approx(outline_km2[row["adcode"]], rel=bound)


def test_the_database_holds_the_reference_tables(any_engine: Engine):
    with any_engine.connect() as connection:
        counts = [
            len(connection.execute(select(table)).all())
            for table in (league_city, banner, zone)
        ]
    assert counts == [12, 103, 102]


def test_league_cities_are_read_in_the_official_order(any_engine: Engine):
    with any_engine.connect() as connection:
        found = places.league_cities(connection)
    assert tuple(found["adcode"]) == LEAGUE_CITIES
    hohhot = found.iloc[0]
    assert hohhot["name_zh"] == "呼和浩特市"
    assert hohhot["official_area_km2"] == 17186
    assert "内蒙古统计年鉴" in hohhot["area_source"]


def test_the_banners_of_one_league_city_are_read_alone(any_engine: Engine):
    with any_engine.connect() as connection:
        found = places.banners(connection, league_city="150300")
    assert found["name_zh"].tolist() == ["海勃湾区", "海南区", "乌达区"]
    assert found["official_area_km2"].isna().all()


def test_all_banners_are_read_where_no_league_city_is_named(any_engine: Engine):
    with any_engine.connect() as connection:
        found = places.banners(connection, league_city=None)
    assert len(found) == 103
    assert found["adcode"].is_monotonic_increasing


def test_an_unknown_league_city_has_no_banners(any_engine: Engine):
    with any_engine.connect() as connection:
        found = places.banners(connection, league_city="110100")
    assert found.empty


def test_the_region_sees_all_zones_with_their_banners_names(any_engine: Engine):
    with any_engine.connect() as connection:
        found = places.zones(connection, scope=REGION)
    assert found["number"].tolist() == list(range(1, 103))
    assert found.iloc[0]["banner_name_zh"] == "土默特左旗"
    assert found["longitude_deg"].notna().sum() == 97


def test_a_league_city_sees_its_own_zones_only(any_engine: Engine):
    scope = Scope(league_cities=frozenset({"150300"}))
    with any_engine.connect() as connection:
        found = places.zones(connection, scope=scope)
    assert set(found["league_city"]) == {"150300"}


def test_a_scope_of_no_league_city_sees_no_zone(any_engine: Engine):
    with any_engine.connect() as connection:
        found = places.zones(connection, scope=Scope(league_cities=frozenset()))
    assert found.empty
