"""``zeropark template``: empty workbooks to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.database import migrated
from dashboard.commands.output import (
    print_sentence,
)
from dashboard.commands.whole_files import write_whole
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.engine import reading
from queries.errors import OutputExistsError
from queries.intake import (
    Places,
    template,
)
from queries.places import banners, league_cities, zones
from queries.scope import REGION
from queries.vocabulary import WorkbookKind


def write_template(
    kind: Annotated[
        WorkbookKind,
        typer.Argument(
            metavar="cli.intake.template_kind", help="cli.intake.help_template_kind"
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="cli.intake.output",
            help="cli.intake.help_output",
        ),
    ],
) -> None:
    """Write the empty workbook of one kind.

    Raises:
        OutputExistsError: There is a file of that name; it may hold work.
    """
    if output.exists():
        raise OutputExistsError(file=str(output))
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    with migrated(settings) as engine, reading(engine) as connection:
        places = Places(
            league_cities=list(league_cities(connection)["name_zh"]),
            banners=list(banners(connection, league_city=None)["name_zh"]),
        )
        listed = zones(connection, scope=REGION)
    write_whole(output, template(kind, places=places, zones=listed, say=say))
    print_sentence(say("intake.confirm.template", file=output))
