"""Places: league-cities, banners, and the real zones of the reference layer."""

from typing import Any

from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection, Select, select

from queries.contracts import Banner, LeagueCity, Zone
from queries.frames import read_frame
from queries.scope import Scope
from queries.tables import banner, league_city, zone


def league_cities_statement() -> Select[*tuple[Any, ...]]:
    """Every league-city, in the official order."""
    return select(*league_city.c).order_by(league_city.c.official_order)


def league_cities(connection: Connection) -> DataFrame[LeagueCity]:
    """Return the twelve league-cities, in the official order.

    Names and areas of places are public: nobody's scope narrows them.
    """
    return read_frame(connection, league_cities_statement(), LeagueCity)


def banners_statement(*, league_city: str | None) -> Select[*tuple[Any, ...]]:
    """Every banner, or those of one *league_city*, by adcode."""
    statement = select(*banner.c).order_by(banner.c.adcode)
    if league_city is None:
        return statement
    return statement.where(banner.c.league_city == league_city)


def banners(connection: Connection, *, league_city: str | None) -> DataFrame[Banner]:
    """Return the banners of *league_city*, by adcode; of the region if ``None``.

    An unknown league-city has no banners. Like league-cities they are public.
    """
    statement = banners_statement(league_city=league_city)
    return read_frame(connection, statement, Banner)


def zones_statement(*, scope: Scope) -> Select[*tuple[Any, ...]]:
    """Every zone of the scope's league-cities, as the source list orders them."""
    statement = (
        select(*zone.c, banner.c.name_zh.label("banner_name_zh"))
        .outerjoin(banner, banner.c.adcode == zone.c.banner)
        .order_by(zone.c.number)
    )
    if scope.league_cities is None:
        return statement
    return statement.where(zone.c.league_city.in_(sorted(scope.league_cities)))


def zones(connection: Connection, *, scope: Scope) -> DataFrame[Zone]:
    """Return the real zones within *scope*, one row each.

    They are reference only: no grade, no figure of theirs enters an aggregate. A zone
    without coordinates has no known place.
    """
    return read_frame(connection, zones_statement(scope=scope), Zone)
