"""What the commands that simulate have in common: options, parameters, a bar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd
import typer
from sqlalchemy import Connection

from dashboard import complementarity
from dashboard.commands.database import migrated
from dashboard.commands.judging import rated
from dashboard.commands.output import absent_as_none
from dashboard.commands.progress import progress_bars
from dashboard.settings import Settings
from dashboard.text import Speaker
from geodata.complementarity.parameters import Parameters
from geodata.complementarity.systems import Progress
from queries.engine import reading
from queries.months import Month
from queries.scope import REGION
from queries.snapshots import snapshot

GreenShare = Annotated[
    float, typer.Option("--green-share", help="complement.help_green_share")
]
Hours = Annotated[float, typer.Option("--hours", help="complement.help_hours")]
AsOf = Annotated[
    str | None,
    typer.Option("--month", metavar="YYYY-MM", help="complement.help_month"),
]
AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What every one of these commands has at hand."""

    connection: Connection
    parameters: Parameters
    progress: Progress
    say: Speaker

    @property
    def heading(self) -> dict[str, Any]:
        """What every document begins with."""
        return {
            "month": str(self.parameters.month),
            "snapshot": snapshot(self.connection, scope=REGION).code,
        }

    def parks(self) -> complementarity.Completed:
        """Work out every park."""
        return complementarity.completed_parks(
            self.connection,
            scope=REGION,
            parameters=self.parameters,
            progress=self.progress,
        )


@contextmanager
def session(month: str | None, green_share: float, hours: float) -> Iterator[Session]:
    """Open the database and settle the parameters.

    Raises:
        NothingToCompleteError: Nobody has reported anything.
        OutOfRangeError: A parameter has no meaning.
    """
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    asked = None if month is None else Month.parse(month)
    with (
        migrated(settings) as engine,
        reading(engine) as connection,
        progress_bars(say) as bars,
    ):
        last = complementarity.month_asked(connection, scope=REGION, month=asked)
        yield Session(
            connection=connection,
            parameters=Parameters(
                month=last, green_share=green_share, duration_h=hours
            ),
            progress=bars.showing(say("complement.simulating")),
            say=say,
        )


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of *frame* by the names of its columns; ``None`` for absence."""
    return [
        {str(name): absent_as_none(cell) for name, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def worlds_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the same of what-ifs, whose grade is null where a park is unrated."""
    return [row | {"grade": rated(row["grade"])} for row in rows_of(frame)]
