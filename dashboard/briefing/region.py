"""The briefing about the whole region."""

from functools import partial
from typing import Final

from dashboard import compare
from dashboard.asked import SCORE
from dashboard.briefing import list_sheets, place_sheets, resource_sheets
from dashboard.briefing.map_sheets import map_sheet
from dashboard.briefing.packs import Makers, Sheet
from dashboard.briefing.question import Question
from dashboard.charts.findings import NAMED_AT_MOST
from dashboard.charts.kpis import SHOWN
from queries.indicators import dictionary
from queries.vocabulary import REGION_CODE, Level, Tier

CORE: Final = SHOWN[0]
SHADED: Final = SHOWN[1:]
"""What else shades a map of its own."""


ALONE: Final = frozenset(f"ranking_{code}" for code in SHADED)
"""What a map tells in the briefing, and one may ask for by itself."""


def briefing(asked: Question) -> Makers:
    """Return the sheets of the briefing, in the order of a talk."""
    found = makers(asked)
    return {key: make for key, make in found.items() if key not in ALONE}


def makers(asked: Question) -> Makers:
    """Return every sheet that there is about the region."""
    core = dictionary().indicator(CORE)
    survey = resource_sheets.Survey(asked)
    return {
        "map": partial(list_sheets.overview_sheet, asked),
        "ranking": partial(place_sheets.ranking_sheet, asked, on=SCORE),
        "distribution": partial(list_sheets.distribution_sheet, asked),
        "rank_paths": partial(place_sheets.paths_sheet, asked),
        "moved": partial(list_sheets.moved_sheet, asked),
        "attention": partial(list_sheets.attention_sheet, asked),
        **_trends(asked),
        f"multiples_{CORE}": partial(place_sheets.multiples_sheet, asked, core),
        **{f"map_{code}": partial(_shaded, asked, code) for code in SHADED},
        **{
            f"ranking_{code}": partial(place_sheets.ranking_sheet, asked, on=code)
            for code in SHOWN
        },
        "resources": partial(resource_sheets.spread_sheet, survey),
        "loans": partial(resource_sheets.loans_sheet, survey),
        "loans_ledger": partial(resource_sheets.ledger_sheet, survey),
        "siting": partial(resource_sheets.siting_sheet, survey),
        "pooling": partial(resource_sheets.pooling_sheet, survey),
        "values": partial(list_sheets.values_sheet, asked),
        "parks": partial(list_sheets.parks_sheet, asked),
    }


def _trends(asked: Question) -> Makers:
    sheet = partial(place_sheets.trend_sheet, asked)
    whole = {
        f"trend_{code}": partial(
            sheet,
            dictionary().indicator(code),
            by=Level.REGION,
            codes=(REGION_CODE,),
        )
        for code in SHOWN
    }
    by_tier = partial(
        sheet, dictionary().indicator(CORE), by=Level.TIER, codes=tuple(Tier)
    )
    return {**whole, "trend_tiers": by_tier}


def _shaded(asked: Question, code: str) -> Sheet:
    """Return the map that one indicator shades, with who is first as its message."""
    seen = place_sheets.compared(asked, code)
    first = [row.code for row in seen.everybody if row.rank == 1]
    return map_sheet(
        asked,
        dictionary().indicator(code),
        key=f"map_{code}",
        message=compare.headline(seen, say=asked.say),
        marked=frozenset(first if len(first) <= NAMED_AT_MOST else ()),
    )
