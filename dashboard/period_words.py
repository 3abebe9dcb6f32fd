"""Periods as readers say them, in full and as short as an axis needs them."""

from dashboard.text import Speaker
from queries.months import Period


def spoken(period: Period | str, say: Speaker) -> str:
    """Return a period as one says it: 2026年一季度."""
    wanted = Period.parse(period) if isinstance(period, str) else period
    year, last = wanted.last.year, wanted.last.number
    match len(wanted.months):
        case 1:
            return say("period.month", year=year, month=last)
        case 3:
            return say(f"period.quarter_{last // 3}", year=year)
        case 6:
            return say(f"period.half_{last // 6}", year=year)
        case _:
            return say("period.year", year=year)


def brief(period: Period, say: Speaker) -> str:
    """Return a period as short as an axis needs it: 26一."""
    last = period.last
    year = f"{last.year % 100:02d}"
    match len(period.months):
        case 1:
            return f"{year}-{last.number}"
        case 3:
            return say(f"compare.quarter_{last.number // 3}", year=year)
        case 6:
            return say(f"compare.half_{last.number // 6}", year=year)
        case _:
            return str(last.year)
