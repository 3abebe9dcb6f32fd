"""The briefing about one league-city."""

from functools import partial
from typing import Final

from dashboard.asked import SCORE
from dashboard.briefing import list_sheets, place_sheets, resource_sheets
from dashboard.briefing.packs import Makers
from dashboard.briefing.question import Question
from dashboard.charts.kpis import SHOWN
from queries.errors import ExportCodeError
from queries.indicators import dictionary
from queries.vocabulary import LEAGUE_CITIES, Level

FOLLOWED: Final = SHOWN
"""Whose trend has a sheet of its own, the region behind it."""


def makers(asked: Question, code: str) -> Makers:
    """Return the sheets about the league-city *code*, in the order of a talk.

    Raises:
        ExportCodeError: No league-city has the code.
    """
    if code not in LEAGUE_CITIES:
        raise ExportCodeError(code=code)
    trend = partial(
        place_sheets.trend_sheet, asked, by=Level.LEAGUE_CITY, codes=(code,)
    )
    return {
        "map": partial(list_sheets.overview_sheet, asked, code),
        "ranking": partial(
            place_sheets.ranking_sheet, asked, on=SCORE, league_city=code
        ),
        "indicators": partial(place_sheets.profile_sheet, asked, code),
        "moved": partial(list_sheets.moved_sheet, asked, code),
        "attention": partial(list_sheets.attention_sheet, asked, code),
        **{
            f"trend_{one}": partial(trend, dictionary().indicator(one))
            for one in FOLLOWED
        },
        "resources": partial(
            resource_sheets.place_sheet, resource_sheets.Survey(asked), code
        ),
        "parks": partial(list_sheets.parks_sheet, asked, code),
    }
