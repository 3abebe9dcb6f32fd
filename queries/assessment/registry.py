"""Which rule sets there are, which one judges a period, and how one is adopted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from queries.assessment import rule_files
from queries.assessment.rules import RuleSet
from queries.batches import open_batch
from queries.errors import NoRulesThenError, RuleSetExistsError, UnknownRuleSetError
from queries.indicators import dictionary
from queries.months import Period
from queries.tables import rule_set
from queries.vocabulary import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRules:
    """A rule set and the batch that adopted it; ``None`` if it ships with us."""

    rules: RuleSet
    batch: int | None


def known_rule_sets(connection: Connection) -> tuple[KnownRules, ...]:
    """Return every rule set: those that ship, then the adopted ones by batch.

    Rules belong to the whole database: nobody's scope narrows them.

    Raises:
        DataFileWrongError: The dictionary has changed since one of them was adopted.
    """
    ours = (
        KnownRules(rules=_parsed(text, name), batch=None)
        for name, text in rule_files.shipped()
    )
    rows = connection.execute(adopted_statement())
    adopted = (
        KnownRules(rules=_parsed(row.content, row.file_name), batch=row.batch)
        for row in rows
    )
    return (*ours, *adopted)


def adopted_statement() -> Select[*tuple[Any, ...]]:
    """Every adopted rule set in the order of adoption."""
    return select(
        rule_set.c.code, rule_set.c.file_name, rule_set.c.content, rule_set.c.batch
    ).order_by(rule_set.c.batch)


def in_force(known: Iterable[KnownRules], *, period: Period) -> RuleSet | None:
    """Return the rule set that judges *period*: the last that was valid by its end.

    Of two that begin in the same month the one adopted later prevails. ``None`` where
    no rule set was valid then.
    """
    valid = [
        (one.rules.valid_from, one.batch or 0, one.rules)
        for one in known
        if one.rules.valid_from <= period.last
    ]
    return max(valid, key=lambda found: found[:2])[2] if valid else None


def chosen(known: Iterable[KnownRules], *, period: Period, code: str | None) -> RuleSet:
    """Return the rule set *code*; the one in force in *period* where none is asked for.

    Raises:
        UnknownRuleSetError: There is none of that code.
        NoRulesThenError: None was asked for, and none is valid then.
    """
    sets = tuple(known)
    if code is None:
        rules = in_force(sets, period=period)
        if rules is None:
            raise NoRulesThenError(period=str(period))
        return rules
    for one in sets:
        if one.rules.code == code:
            return one.rules
    codes = "、".join(one.rules.code for one in sets)
    raise UnknownRuleSetError(code=code, known=codes)


def adopt(
    connection: Connection, *, text: str, file: str, who: str, made_at: datetime
) -> tuple[RuleSet, int]:
    """Enter the rule set *text* of *file*; return it with the number of the batch.

    Raises:
        DataFileWrongError: It does not add up; nothing is written.
        RuleSetExistsError: There is one of that code already.
    """
    rules = _parsed(text, file)
    if rules.code in {one.rules.code for one in known_rule_sets(connection)}:
        raise RuleSetExistsError(code=rules.code)
    number = open_batch(
        connection,
        action=Action.RULES,
        who=who,
        made_at=made_at,
        summary={"files": [file], "rule_set": rules.code},
    )
    connection.execute(
        insert(rule_set).values(
            code=rules.code, file_name=file, content=text, batch=number
        )
    )
    return rules, number


def _parsed(text: str, file: str) -> RuleSet:
    return rule_files.parse(text, file=file, known=dictionary())
