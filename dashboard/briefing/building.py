"""A pack of sheets from a question: the region, a league-city, a park, one chart."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from dashboard.briefing import league_city, park, region
from dashboard.briefing.pack_codes import pack_code
from dashboard.briefing.packs import Makers, Pack, PackKind, Sheet
from dashboard.briefing.question import Question
from dashboard.briefing.speaking import provenance
from queries.errors import (
    ChartEmptyError,
    ChartNeededError,
    ChartUnknownError,
    CodeNeededError,
    NothingReportedError,
    PeriodEmptyError,
)
from queries.vocabulary import LEAGUE_CITIES, REGION_CODE

Progress = Callable[[int, int], None]
"""Told how many sheets are done of how many; what it raises stops the pack."""

TITLES: Final = {
    PackKind.REGION: "briefing.title_region",
    PackKind.LEAGUE_CITY: "briefing.title_league_city",
    PackKind.PARK: "briefing.title_park",
    PackKind.CHART: "briefing.title_chart",
}


def built(
    kind: PackKind,
    asked: Question,
    *,
    code: str | None = None,
    chart: str | None = None,
    progress: Progress | None = None,
) -> Pack:
    """Return the pack about *code*; without one, about the region.

    Args:
        kind: A pack of type chart holds the one sheet *chart* of what *code* names.
        asked: Period, desk and speaker.
        code: Of a league-city or a park.
        chart: The key of a sheet, needed for a pack of one chart.
        progress: Told after each sheet.

    Raises:
        CodeNeededError: A league-city or park pack has none.
        ExportCodeError: The code is none of that kind.
        ChartNeededError: No chart was named where one is needed.
        ChartUnknownError: There is no such sheet.
        ChartEmptyError: It has nothing to show in the period.
    """
    found = _makers(kind, asked, code)
    if kind is PackKind.CHART:
        found = _one(found, chart)
    sheets = _made(found, progress)
    if kind is PackKind.CHART and not sheets:
        raise ChartEmptyError(name=chart)
    scope = scope_words(asked, code)
    told = provenance(asked, scope=scope)
    snapshot = pack_code(told.snapshot, asked.period, code=code, chart=chart)
    return Pack(
        kind=kind,
        code=code or REGION_CODE,
        title=asked.say(TITLES[kind], scope=scope),
        provenance=replace(told, snapshot=snapshot),
        sheets=sheets,
    )


def need_reports(asked: Question) -> None:
    """Refuse a period for which nobody in sight has reported anything.

    Raises:
        NothingReportedError: No period has a report.
        PeriodEmptyError: Others have.
    """
    data = asked.snapshot
    if data.first_month is None:
        raise NothingReportedError
    if not asked.values["value"].notna().any():
        raise PeriodEmptyError(
            period=asked.spoken, first=data.first_month, last=data.last_month
        )


def chart_names(asked: Question, *, code: str | None = None) -> tuple[str, ...]:
    """Return the keys of the sheets that there are about *code*."""
    return tuple(_makers(PackKind.CHART, asked, code))


def scope_words(asked: Question, code: str | None) -> str:
    """Return whose parks a pack is about: the region, a league-city, a park."""
    if code is None or code == REGION_CODE or code in LEAGUE_CITIES:
        return asked.place(None if code == REGION_CODE else code)
    names = dict(zip(asked.parks["code"], asked.parks["name_zh"], strict=True))
    return str(names[code])


def _makers(kind: PackKind, asked: Question, code: str | None) -> Makers:
    if kind in {PackKind.LEAGUE_CITY, PackKind.PARK} and not code:
        raise CodeNeededError
    match kind:
        case PackKind.LEAGUE_CITY:
            return league_city.makers(asked, code or "")
        case PackKind.PARK:
            return park.makers(asked, code or "")
        case PackKind.REGION:
            return region.briefing(asked)
        case _ if code in LEAGUE_CITIES:
            return league_city.makers(asked, code)
        case _ if code and code != REGION_CODE:
            return park.makers(asked, code)
        case _:
            return region.makers(asked)


def _one(found: Makers, chart: str | None) -> Makers:
    if not chart:
        raise ChartNeededError(known=list(found))
    if chart not in found:
        raise ChartUnknownError(name=chart, known=list(found))
    return {chart: found[chart]}


def _made(found: Makers, progress: Progress | None) -> tuple[Sheet, ...]:
    sheets = []
    for done, make in enumerate(found.values(), start=1):
        sheet = make()
        if sheet is not None:
            sheets.append(sheet)
        if progress is not None:
            progress(done, len(found))
    return tuple(sheets)
