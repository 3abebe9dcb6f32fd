"""``zeropark rules``: which rule sets there are, and how one comes into force."""

from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.commands.database import migrated
from dashboard.commands.judging import about, read_rules
from dashboard.commands.output import print_json, print_sentence, print_table
from dashboard.commands.speech import SpokenCommand, SpokenGroup
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.assessment.registry import KnownRules, adopt, known_rule_sets
from queries.assessment.rules import RuleSet
from queries.clock import now
from queries.engine import reading, writing
from queries.errors import DataFileWrongError

FAULTY = 1
"""The exit code of a file that does not add up."""

COLUMNS = ("rule_set", "name", "status", "valid_from", "source", "batch")

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]
File = Annotated[
    Path, typer.Argument(metavar="cli.rules.file", help="cli.rules.help_file")
]


def register(app: typer.Typer) -> None:
    """Add the three commands to *app*, in a group of their own."""
    group = typer.Typer(cls=SpokenGroup, rich_markup_mode=None)
    for name, command in (("list", _list), ("check", _check), ("adopt", _adopt)):
        group.command(name, cls=SpokenCommand, help=f"cli.rules.help_{name}")(command)
    app.add_typer(group, name="rules", help="cli.rules.help")


def _list(*, as_json: AsJson = False) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    with migrated(settings) as engine, reading(engine) as connection:
        known = known_rule_sets(connection)
    if as_json:
        print_json({"rows": [_row(one, say) for one in known]})
        return
    print_table(
        [say(f"cli.rules.column.{name}") for name in COLUMNS],
        [_cells(one, say) for one in known],
        say=say,
    )


def _check(file: File, *, as_json: AsJson = False) -> int:
    say = Speaker(Settings.from_environ().language)
    try:
        rules, _ = read_rules(file)
    except DataFileWrongError as error:
        _tell_fault(error, say, as_json=as_json)
        return FAULTY
    if as_json:
        print_json(_checked(rules))
    else:
        _tell_rules(rules, say)
    return 0


def _adopt(file: File, *, as_json: AsJson = False) -> None:
    settings = Settings.from_environ()
    _, text = read_rules(file)
    with migrated(settings) as engine, writing(engine) as connection:
        rules, number = adopt(
            connection, text=text, file=file.name, who=settings.who, made_at=now()
        )
    if as_json:
        print_json({"rule_set": rules.code, "batch": number})
        return
    say = Speaker(settings.language)
    print_sentence(say("cli.rules.adopted", about=about(rules, say), batch=number))
    print_sentence(say("cli.rules.in_force_from", month=rules.valid_from))


def _row(known: KnownRules, say: Speaker) -> dict[str, Any]:
    return {
        "rule_set": known.rules.code,
        "name": say.name_of(known.rules),
        "status": known.rules.status,
        "valid_from": known.rules.valid_from,
        "source": known.rules.source,
        "batch": known.batch,
    }


def _cells(known: KnownRules, say: Speaker) -> list[str]:
    row = _row(known, say)
    row["status"] = say(f"rule_status.{known.rules.status}")
    if known.batch is None:
        row["batch"] = say("cli.rules.shipped")
    return [str(row[name]) for name in COLUMNS]


def _checked(rules: RuleSet) -> dict[str, Any]:
    return {
        "rule_set": rules.code,
        "status": rules.status,
        "valid_from": rules.valid_from,
        "faults": [],
    }


def _tell_fault(error: DataFileWrongError, say: Speaker, *, as_json: bool) -> None:
    if not as_json:
        print_sentence(say.error(error))
        return
    fault = {"line": error.values.get("line"), "problem": say.error(error)}
    empty = dict.fromkeys(("rule_set", "status", "valid_from"))
    print_json({**empty, "faults": [fault]})


def _tell_rules(rules: RuleSet, say: Speaker) -> None:
    print_sentence(about(rules, say))
    print_sentence(say("cli.rules.in_force_from", month=rules.valid_from))
    print_sentence(say("cli.rules.sound"))
