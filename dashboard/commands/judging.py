"""Which rule set a command judges by, and what a reader is told about it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd
from sqlalchemy import Connection

from dashboard.text import Speaker
from queries.assessment.registry import chosen, in_force, known_rule_sets
from queries.assessment.rule_files import parse
from queries.assessment.rules import GateKind, RuleSet
from queries.assessment.scoring import gates_of
from queries.errors import DataFileUnreadableError, Sentence
from queries.indicators import dictionary
from queries.intake import open_upload
from queries.months import Period
from queries.vocabulary import Grade

RULE_FILE: Final = ".toml"
"""How the name of a file ends that holds a rule set; an id does not end so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The *rules* that judge, and those in force; ``None`` where there are none."""

    rules: RuleSet | None
    in_force: RuleSet | None

    @property
    def is_trial(self) -> bool:
        """Whether others than those in force were asked for."""
        return self.rules != self.in_force


def basis(connection: Connection, *, asked: str | None, period: Period) -> Basis:
    """Return what a reader wants *period* to be judged by.

    *asked* is the id of a rule set, or a file that holds one, which is not adopted by
    this; ``None`` asks for the one in force.

    Raises:
        UnknownRuleSetError: There is none of that id.
        DataFileWrongError: The file does not add up.
    """
    known = known_rule_sets(connection)
    valid = in_force(known, period=period)
    if asked is None:
        return Basis(rules=valid, in_force=valid)
    if asked.lower().endswith(RULE_FILE):
        return Basis(rules=read_rules(Path(asked))[0], in_force=valid)
    rules = chosen(known, period=period, code=asked)
    return Basis(rules=rules, in_force=valid)


def read_rules(path: Path) -> tuple[RuleSet, str]:
    """Return the rule set of a file, and its text.

    Raises:
        FileMissingError: There is no such file.
        FileNotReadableError: The system refuses.
        DataFileWrongError: It is not TOML, or does not add up.
    """
    upload = open_upload(path)
    try:
        text = upload.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = upload.content[: error.start].split(b"\n")
        raise DataFileUnreadableError(
            file=upload.name,
            line=len(before),
            column=len(before[-1].decode("utf-8-sig")) + 1,
            why=Sentence("toml.encoding"),
        ) from error
    return parse(text, file=upload.name, known=dictionary()), text


def about(rules: RuleSet, say: Speaker) -> str:
    """Say what a rule set is called, how far it may be trusted, and who says so."""
    return say(
        "cli.rules.about",
        name=say.name_of(rules),
        code=rules.code,
        status=say(f"rule_status.{rules.status}"),
        source=rules.source,
    )


def gate_words(code: str, say: Speaker) -> str:
    """Return what a gate is called; one of supervision has its own word."""
    ours = {GateKind.OFF_PATH.value, GateKind.REPORTS_MISSING.value}
    return say(f"gate.{code}") if code in ours else code


def gates_cell(joined: str, say: Speaker) -> str:
    """Return what the gates of one park are called; empty where none holds."""
    return say("list.comma").join(gate_words(code, say) for code in gates_of(joined))


def lettered(grade: str, say: Speaker) -> str:
    """Return a grade with its word."""
    word = say(f"grade.{grade}")
    return word if grade == Grade.U else f"{grade} {word}"


def scored_cell(grade: str, score: float, say: Speaker) -> str:
    """Return a grade with its score, where it has one."""
    word = say("grade.U") if grade == Grade.U else grade
    return word if pd.isna(score) else f"{word} {score:.1f}"


def rated(grade: str) -> str | None:
    """Return a grade as documents hold it: null where there is none."""
    return None if grade == Grade.U else grade
