"""``zeropark grades``: what was given, what the rules give, and why."""

from typing import Annotated

import typer

from dashboard.commands.absence import Asked, absence
from dashboard.commands.database import migrated
from dashboard.commands.grade_list import Listing, listed
from dashboard.commands.judging import basis
from dashboard.commands.output import print_json, print_sentence
from dashboard.commands.why import Explanation, explained
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.clock import today
from queries.engine import reading
from queries.months import Period

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("grades", help="grades.help")(_grades)


def _grades(
    *,
    period: Annotated[
        str,
        typer.Option("--period", metavar="2026Q1", help="grades.help_period"),
    ],
    rules: Annotated[
        str | None,
        typer.Option("--rules", metavar="grades.rules", help="grades.help_rules"),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="grades.park", help="grades.help_why"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    asked, day = Period.parse(period), today()
    found: Listing | Explanation
    with migrated(settings) as engine, reading(engine) as connection:
        by = basis(connection, asked=rules, period=asked)
        unknown = None
        if why is None:
            found = listed(connection, by=by, period=asked, today=day)
            unknown = absence(
                connection,
                found.grades,
                first=asked.first,
                last=asked.last,
                asked=Asked.PERIOD,
                say=say,
            )
        else:
            found = explained(connection, by=by, code=why, period=asked, today=day)
    if as_json:
        print_json(found.document())
    elif unknown is not None:
        print_sentence(unknown)
    else:
        found.tell(say)
