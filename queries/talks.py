"""Talks that somebody put together: saved by name, for everybody at this database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Select, delete, insert, select

from queries.errors import TalkNamelessError
from queries.tables import talk

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A saved list of steps; *steps* are as a link names them."""

    name: str
    steps: tuple[str, ...]
    who: str
    saved_at: datetime


def talks_statement() -> Select[str, list[str], str, datetime]:
    """Every saved talk, the latest first."""
    return select(talk.c.name, talk.c.steps, talk.c.who, talk.c.saved_at).order_by(
        talk.c.saved_at.desc(), talk.c.name
    )


def saved_talks(connection: Connection) -> tuple[Talk, ...]:
    """Return every saved talk, the latest first.

    They name sheets and hold no data: nobody's scope narrows them.
    """
    return tuple(
        Talk(name=row.name, steps=tuple(row.steps), who=row.who, saved_at=row.saved_at)
        for row in connection.execute(talks_statement())
    )


def save_talk(
    connection: Connection,
    *,
    name: str,
    steps: Sequence[str],
    who: str,
    saved_at: datetime,
) -> str:
    """Save *steps* under *name*, in place of what was saved there; return the name.

    Raises:
        TalkNamelessError: There is no name, or it is too long.
    """
    wanted = " ".join(name.split())
    if not 0 < len(wanted) <= LONGEST_NAME:
        raise TalkNamelessError(most=LONGEST_NAME)
    remove_talk(connection, name=wanted)
    connection.execute(
        insert(talk).values(name=wanted, steps=list(steps), who=who, saved_at=saved_at)
    )
    return wanted


def remove_talk(connection: Connection, *, name: str) -> None:
    """Take a saved talk away; one that is not there is no matter."""
    connection.execute(delete(talk).where(talk.c.name == name))
