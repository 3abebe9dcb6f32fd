"""What can be taken along from a page, by what the page shows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dashboard.asked import SCORE
from dashboard.briefing.packs import PackKind
from dashboard.briefing.region import CORE, SHADED
from dashboard.charts.kpis import SHOWN
from dashboard.exporting import Part
from queries.vocabulary import LEAGUE_CITIES, Level

Asked = Mapping[str, Sequence[str]]
"""The parameters of a page, as its address holds them."""

REGION_PACK: Final = Part(kind=PackKind.REGION)


def parts(page: str, asked: Asked) -> tuple[Part, ...]:
    """Return what *page* offers, what it is about first, its chart last."""
    return (*_packs(page, asked), REGION_PACK, *_charts(page, asked))


def _packs(page: str, asked: Asked) -> Iterator[Part]:
    park, place = _first(asked, "park"), _place(page, asked)
    if page == "park" and park:
        yield Part(kind=PackKind.PARK, code=park)
    elif place:
        yield Part(kind=PackKind.LEAGUE_CITY, code=place)


def _place(page: str, asked: Asked) -> str | None:
    key = {"overview": "league_city", "compare": "inside"}.get(page, "")
    found = _first(asked, key)
    return found if found in LEAGUE_CITIES else None


def _charts(page: str, asked: Asked) -> Iterator[Part]:
    name = _chart(page, asked)
    if name is not None:
        code = _first(asked, "park") if page == "park" else _place(page, asked)
        yield Part(kind=PackKind.CHART, code=code, chart=name)


def _chart(page: str, asked: Asked) -> str | None:
    """Return the sheet of a pack that shows what the page shows, if there is one."""
    match page:
        case "overview":
            return _map(_first(asked, "base") or CORE, asked)
        case "compare":
            return _ranking(_first(asked, "on") or SCORE, asked)
        case "trends":
            return _trend(_first(asked, "indicator"), asked)
        case "park":
            return "why"
        case _:
            return None


def _map(base: str, asked: Asked) -> str | None:
    if base == CORE or _place("overview", asked):
        return "map"
    return f"map_{base}" if base in SHADED else None


def _ranking(on: str, asked: Asked) -> str | None:
    if on == SCORE or _place("compare", asked):
        return "ranking"
    return f"ranking_{on}" if on in SHOWN else None


def _trend(indicator: str | None, asked: Asked) -> str | None:
    is_whole = _first(asked, "level") in {None, Level.REGION}
    found = indicator or CORE
    return f"trend_{found}" if is_whole and found in SHOWN else None


def _first(asked: Asked, key: str) -> str | None:
    return next(iter(asked.get(key, ())), None)
