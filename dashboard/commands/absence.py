"""What to say to whoever asks about months of which nothing is known."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from dashboard.text import Speaker
from queries.months import Month, Period
from queries.reported import reported_months_statement
from queries.scope import REGION


class Asked(StrEnum):
    """Which options of a command name the months."""

    PERIOD = "period"
    MONTH = "month"
    SPAN = "span"


def absence(
    connection: Connection,
    answers: Iterable[Any],
    *,
    first: Month,
    last: Month,
    asked: Asked,
    say: Speaker,
) -> str | None:
    """Return what to say where nobody reported from *first* to *last*.

    It names the months that hold reports, and how to ask for them. ``None`` where
    there are reports, or any of the *answers* is known all the same.
    """
    if not all(map(pd.isna, answers)):
        return None
    statement = reported_months_statement(scope=REGION)
    stamps = connection.execute(statement).scalars().all()
    if not stamps:
        return say("cli.absent.ever")
    known = Month.of(stamps[0]), Month.of(stamps[-1])
    if any(first.stamp <= stamp <= last.stamp for stamp in stamps):
        return None
    return say(
        "cli.absent.then",
        asked=_span(first, last, say),
        known=_span(*known, say),
        options=_options(asked, *known),
    )


def _span(first: Month, last: Month, say: Speaker) -> str:
    if first == last:
        return str(first)
    return say("cli.absent.span", first=first, last=last)


def _options(asked: Asked, first: Month, last: Month) -> str:
    match asked:
        case Asked.PERIOD:
            return f"--period {Period.quarter_with(last)}"
        case Asked.MONTH:
            return f"--month {last}"
        case Asked.SPAN:
            return f"--from {max(first, last.plus(-11))} --to {last}"
