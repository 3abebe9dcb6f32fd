"""``zeropark undo`` and ``zeropark batches``: who changed what, and the way back."""

from typing import Annotated, Any

import typer

from dashboard.commands.database import migrated
from dashboard.commands.output import (
    print_json,
    print_sentence,
    print_table,
)
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.batches import batch_log, undo
from queries.clock import CHINA, now
from queries.engine import reading, writing

AsJson = Annotated[bool, typer.Option("--json", help="cli.intake.help_json")]


def undo_batch(
    number: Annotated[
        int,
        typer.Argument(metavar="cli.intake.number", help="cli.intake.help_number"),
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Take back one import."""
    settings = Settings.from_environ()
    with migrated(settings) as engine, writing(engine) as connection:
        undoing = undo(connection, number=number, who=settings.who, made_at=now())
    if as_json:
        print_json({"undone": number, "batch": undoing})
        return
    say = Speaker(settings.language)
    print_sentence(say("intake.confirm.undone", undone=number, batch=undoing))


def list_batches(*, as_json: AsJson = False) -> None:
    """List every batch, the last one first."""
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    with migrated(settings) as engine, reading(engine) as connection:
        rows = batch_log(connection)
    if as_json:
        print_json({"rows": [_batch_row(row) for row in rows]})
    elif not rows:
        print_sentence(say("intake.confirm.no_batches"))
    else:
        names = ("batch", "made_at", "who", "action", "files", "undone_by")
        titles = [say(f"intake.column.{name}") for name in names]
        print_table(titles, [_batch_cells(row, say) for row in rows], say=say)


def _batch_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "batch": row["number"],
        "made_at": row["made_at"].isoformat(),
        "who": row["who"],
        "what": row["action"],
        "files": row["summary"].get("files", []),
        "undone_by": row["undone_by"],
    }


def _batch_cells(row: dict[str, Any], say: Speaker) -> list[str]:
    summary = row["summary"]
    return [
        str(row["number"]),
        f"{row['made_at'].astimezone(CHINA):%Y-%m-%d %H:%M}",
        row["who"],
        say(f"intake.action.{row['action']}", undoes=summary.get("undoes")),
        say("list.comma").join(summary.get("files", [])),
        "" if row["undone_by"] is None else str(row["undone_by"]),
    ]
