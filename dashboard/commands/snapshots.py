"""``zeropark snapshot``: what a printed code stands for, and what came after it."""

from typing import Annotated, Any

import typer

from dashboard import change_words
from dashboard.commands.database import migrated
from dashboard.commands.output import print_json, print_sentence, print_table
from dashboard.restoring import address_of, page_of
from dashboard.settings import Settings
from dashboard.text import Speaker
from dashboard.view_codes import ViewCode, read, written
from queries.changes import Change, changes_since
from queries.engine import reading
from queries.scope import REGION

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]

COLUMNS = ("batch", "made_at", "who", "action", "wrote")


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("snapshot", help="cli.snapshot.help")(_snapshot)


def _snapshot(
    code: Annotated[
        str, typer.Argument(metavar="cli.snapshot.code", help="cli.snapshot.help_code")
    ],
    *,
    as_json: AsJson = False,
) -> None:
    found = read(code)
    page_of(found)
    settings = Settings.from_environ()
    with migrated(settings) as engine, reading(engine) as connection:
        changes = changes_since(connection, scope=REGION, code=found.data)
    if as_json:
        print_json(_document(found, changes))
        return
    _tell(found, changes, Speaker(settings.language))


def _document(code: ViewCode, changes: tuple[Change, ...]) -> dict[str, Any]:
    return {
        "code": written(code),
        "snapshot": code.data,
        "page": code.page or None,
        "parameters": code.parameters,
        "address": address_of(code),
        "changes": [_row(change) for change in changes],
    }


def _row(change: Change) -> dict[str, Any]:
    return {
        "batch": change.number,
        "made_at": change.made_at.isoformat(),
        "who": change.who,
        "what": change.action,
        "files": change.summary.get("files", []),
        "undone_by": change.undone_by,
        "parks": change.n_parks,
        "first_month": change.first_month,
        "last_month": change.last_month,
        "reports": change.n_reports,
        "values": change.n_values,
        "grades": change.n_grades,
    }


def _tell(code: ViewCode, changes: tuple[Change, ...], say: Speaker) -> None:
    print_sentence(say("cli.snapshot.address", address=address_of(code)))
    print_sentence(change_words.finding(changes, code.data, say=say))
    if changes:
        titles = [say(f"cli.snapshot.{name}") for name in COLUMNS]
        print_table(titles, [_cells(change, say) for change in changes], say=say)


def _cells(change: Change, say: Speaker) -> list[str]:
    return [
        str(change.number),
        change_words.when(change),
        change.who,
        change_words.what(change, say=say),
        change_words.wrote(change, say=say),
    ]
