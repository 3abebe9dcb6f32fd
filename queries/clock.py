"""The clock that the readers live by, wherever the machine's own is set."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8), "UTC+8")
"""The whole country keeps it, all year: no table of time zones is needed for it."""


def now() -> datetime:
    """Return this moment, in China's time."""
    return datetime.now(tz=CHINA)


def today() -> date:
    """Return the day that it is in China."""
    return now().date()


def day_of(instant: datetime) -> date:
    """Return the day that it was in China at *instant*, which has a time zone."""
    return instant.astimezone(CHINA).date()
