"""``zeropark profiles import``: typical years of a league-city's own."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from dashboard.commands.database import migrated
from dashboard.commands.output import print_json, print_sentence, print_table
from dashboard.commands.speech import SpokenCommand, SpokenGroup
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.clock import now
from queries.engine import writing
from queries.intake.faults import Message
from queries.intake.uploads import open_upload
from queries.profiles.files import ProfileFault
from queries.profiles.importing import FILE_KIND, ProfileImport, import_profiles

FAULTS: Final = 1
"""The exit code of faults in the data, when nothing was changed."""


def register(app: typer.Typer) -> None:
    """Add the group of commands to *app*."""
    group = typer.Typer(cls=SpokenGroup, add_completion=False, rich_markup_mode=None)
    group.command("import", cls=SpokenCommand, help="profiles.help_import")(_import)
    app.add_typer(group, name="profiles", help="profiles.help")


def _import(
    file: Annotated[
        Path, typer.Argument(metavar="profiles.file", help="profiles.help_file")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="values.help_json")] = False,
) -> int:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    upload = open_upload(file)
    with migrated(settings) as engine, writing(engine) as connection:
        done = import_profiles(
            connection, upload=upload, who=settings.who, made_at=now()
        )
    if as_json:
        print_json(_document(upload.name, done, say))
    else:
        _tell(done, say)
    return FAULTS if done.faults else 0


def _document(name: str, done: ProfileImport, say: Speaker) -> dict[str, Any]:
    found = {
        "file": name,
        "kind": FILE_KIND,
        "rows": done.n_profiles,
        "new": done.n_new,
        "changed": done.n_changed,
        "unchanged": done.n_unchanged,
        "faults": [_finding(fault, say) for fault in done.faults],
        "warnings": [],
    }
    return {"batch": done.batch, "files": [found]}


def _finding(fault: ProfileFault, say: Speaker) -> dict[str, Any]:
    return {
        "sheet": None,
        "cell": _place(fault, say) or None,
        "value": fault.value or None,
        "problem": _said(fault.problem, say),
        "remedy": _said(fault.remedy, say),
    }


def _place(fault: ProfileFault, say: Speaker) -> str:
    if fault.row is None:
        return fault.column or ""
    if fault.column is None:
        return say("profiles.row", row=fault.row)
    return say("profiles.cell", row=fault.row, column=fault.column)


def _said(message: Message, say: Speaker) -> str:
    values = dict(message.values)
    if "place" in values:
        values["place"] = say(f"place.{values['place']}")
    if "kind" in values:
        values["kind"] = say(f"profiles.kind.{values['kind']}")
    sentence = say(message.key, **values)
    if message.key.startswith("profiles.fault.") and values["n_more"]:
        sentence += say("profiles.n_more", n=values["n_more"])
    return sentence


def _tell(done: ProfileImport, say: Speaker) -> None:
    if done.faults:
        names = ("where", "problem", "remedy")
        cells = [
            [
                _place(fault, say),
                _said(fault.problem, say),
                _said(fault.remedy, say),
            ]
            for fault in done.faults
        ]
        print_table([say(f"intake.column.{name}") for name in names], cells, say=say)
        print_sentence(say("profiles.refused"))
    elif done.batch is None:
        print_sentence(say("profiles.known", n=done.n_unchanged))
    else:
        print_sentence(
            say(
                "profiles.taken",
                batch=done.batch,
                new=done.n_new,
                changed=done.n_changed,
                unchanged=done.n_unchanged,
            )
        )
