"""What the database knows that a workbook's words must agree with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Select, select

from queries.intake.faults import Cell, shown
from queries.intake.wording import plain
from queries.tables import banner, league_city, park
from queries.vocabulary import DEMO_NAME_PREFIX, Origin

_SUFFIXES: Final = "市盟"


@dataclass(frozen=True, slots=True)
class KnownPark:
    """A park's name, and whether it is one of the generated demonstration parks."""

    name_zh: str
    is_generated: bool


@dataclass(frozen=True, slots=True)
class KnownBanner:
    """A banner's name and the league-city that it belongs to."""

    name_zh: str
    league_city: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Places by adcode, parks by code."""

    league_cities: Mapping[str, str]
    banners: Mapping[str, KnownBanner]
    parks: Mapping[str, KnownPark]

    def find_league_city(self, cell: Cell) -> str | None:
        """Return the adcode that a name or adcode means; ``None`` if none."""
        text = plain(shown(cell))
        if text in self.league_cities:
            return text
        for adcode, name in self.league_cities.items():
            if text in {name, name.rstrip(_SUFFIXES)}:
                return adcode
        return None

    def find_banners(self, cell: Cell) -> tuple[str, ...]:
        """Return the adcodes that a name or adcode may mean."""
        text = plain(shown(cell))
        if text in self.banners:
            return (text,)
        return tuple(
            adcode for adcode, known in self.banners.items() if known.name_zh == text
        )

    def banner_label(self, adcode: str) -> str:
        """Name a banner together with its league-city."""
        known = self.banners[adcode]
        return self.league_cities[known.league_city] + known.name_zh


def known_parks_statement() -> Select[str, str, str]:
    """Every park's code, name and origin."""
    return select(park.c.code, park.c.name_zh, park.c.origin).order_by(park.c.code)


def known(connection: Connection) -> Known:
    """Read the places and parks that workbooks may name, in the whole region."""
    return Known(
        league_cities={
            row.adcode: row.name_zh
            for row in connection.execute(
                select(league_city.c.adcode, league_city.c.name_zh).order_by(
                    league_city.c.official_order
                )
            )
        },
        banners={
            adcode: KnownBanner(name, belongs_to)
            for adcode, name, belongs_to in connection.execute(
                select(
                    banner.c.adcode, banner.c.name_zh, banner.c.league_city
                ).order_by(banner.c.adcode)
            )
        },
        parks={
            code: KnownPark(name, origin == Origin.GENERATED)
            for code, name, origin in connection.execute(known_parks_statement())
        },
    )


def same_name(one: str, other: str) -> bool:
    """Say whether two names differ at most in width, blanks and dot style."""
    return plain(one) == plain(other)


def is_simulated(name_zh: str) -> bool:
    """Say whether a park's name marks its figures as simulated."""
    return plain(name_zh).startswith(DEMO_NAME_PREFIX)
