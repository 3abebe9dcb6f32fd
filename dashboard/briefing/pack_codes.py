"""The snapshot code that a file prints: typed, it brings its view back."""

from collections.abc import Iterator
from typing import Final

from dashboard.restoring import code_of
from queries.months import Period
from queries.vocabulary import LEAGUE_CITIES, REGION_CODE, Level

Asked = tuple[str, list[str]]

OVER_PLACES: Final = ("ranking", "rank_paths", "multiples")
"""Sheets that the page of comparisons shows."""


def pack_code(
    data: str,
    period: Period,
    *,
    code: str | None,
    chart: str | None = None,
) -> str:
    """Return the code of the page that shows what a pack is about.

    Args:
        data: The state of the data.
        period: What it is about.
        code: The league-city or park; ``None`` for the region.
        chart: The sheet of a pack of one.
    """
    place = None if code == REGION_CODE else code
    name, _, topic = (chart or "").partition("_")
    if place is not None and place not in LEAGUE_CITIES:
        page, asked = "park", {"park": [place]}
    elif name == "trend":
        page, asked = "trends", dict(_trend(topic, place))
    elif (chart or "").startswith(OVER_PLACES):
        page, asked = "compare", dict(_ranking(name, topic, place))
    else:
        page, asked = "overview", dict(_overview(name, topic, place))
    return code_of(data, page, {"period": [str(period)], **asked})


def _overview(name: str, topic: str, place: str | None) -> Iterator[Asked]:
    if place is not None:
        yield "league_city", [place]
    if name == "map" and topic:
        yield "base", [topic]


def _ranking(name: str, topic: str, place: str | None) -> Iterator[Asked]:
    if name == "ranking" and topic:
        yield "on", [topic]
    if place is not None:
        yield "inside", [place]


def _trend(topic: str, place: str | None) -> Iterator[Asked]:
    if topic == "tiers":
        yield "level", [Level.TIER.value]
    else:
        yield "indicator", [topic]
    if place is not None:
        yield "level", [Level.LEAGUE_CITY.value]
        yield "league_cities", [place]
