"""What parks and places are called, as every table and document names them."""

from sqlalchemy import Connection

from dashboard.text import Speaker
from queries.months import Month
from queries.parks import parks_at
from queries.scope import REGION
from queries.vocabulary import LEAGUE_CITIES, REGION_CODE, Level, Tier


def names_of(
    connection: Connection, *, by: Level, month: Month, say: Speaker
) -> dict[str, str]:
    """Return the name of every code of the level in the reader's language."""
    if by is Level.PARK:
        parks = parks_at(connection, scope=REGION, month=month)
        return dict(zip(parks["code"], parks["name_zh"], strict=True))
    if by is Level.TIER:
        return {tier.value: say(f"tier.{tier.value}") for tier in Tier}
    return {code: say(f"place.{code}") for code in (*LEAGUE_CITIES, REGION_CODE)}
