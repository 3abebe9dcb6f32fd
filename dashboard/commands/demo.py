"""``zeropark demo``: simulated parks into a new database, and out again."""

from datetime import datetime
from typing import Annotated, Final

import typer
from sqlalchemy import Connection, Engine

from dashboard.commands.output import print_json, print_sentence
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.clock import day_of, now
from queries.demonstration import Demonstration, generate, load, remove, require_absence
from queries.engine import describe, migrate, opened, reading, writing
from queries.errors import DemoNeedsNewDatabaseError

DEFAULT_SEED: Final = 2026
"""Any number does; the same one shows everybody the same parks."""


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("demo", help="demo.help")(_demo)


def _demo(
    *,
    seed: Annotated[int, typer.Option("--seed", help="demo.help_seed")] = DEFAULT_SEED,
    is_removal: Annotated[
        bool, typer.Option("--remove", help="demo.help_remove")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="demo.help_json")] = False,
) -> None:
    settings = Settings.from_environ()
    answer = _removed(settings) if is_removal else _loaded(settings, seed=seed)
    if as_json:
        print_json(answer)
    else:
        print_sentence(_sentence(answer, settings, is_removal=is_removal))


def load_if_created(
    engine: Engine, *, seed: int, who: str, made_at: datetime
) -> dict[str, int] | None:
    """Bring the schema up to date, and fill a database that is created now.

    Returns:
        ``batch``, ``seed``, ``parks`` and ``months`` of what was loaded; ``None`` for a
        database that was there before, whose parks are nobody's to mix with.

    Raises:
        DatabaseAwayError: The database cannot be reached.
    """
    answers: list[dict[str, int]] = []

    def fill(connection: Connection) -> None:
        demonstration = generate(seed=seed, today=day_of(made_at))
        number = load(connection, demonstration, who=who, made_at=made_at)
        answers.append(_answer(demonstration, number))

    migrate(engine, on_creation=fill)
    return answers[0] if answers else None


def _answer(demonstration: Demonstration, number: int) -> dict[str, int]:
    return {
        "batch": number,
        "seed": demonstration.seed,
        "parks": len(demonstration.park),
        "months": len(demonstration.months),
    }


def _loaded(settings: Settings, *, seed: int) -> dict[str, int]:
    with opened(settings.database_url) as engine:
        answer = load_if_created(engine, seed=seed, who=settings.who, made_at=now())
        if answer is not None:
            return answer
        with reading(engine) as connection:
            require_absence(connection)
    raise DemoNeedsNewDatabaseError(where=describe(settings.database_url))


def _removed(settings: Settings) -> dict[str, int | None]:
    with opened(settings.database_url) as engine:
        migrate(engine)
        with writing(engine) as connection:
            number, n_parks = remove(connection, who=settings.who, made_at=now())
    return {"batch": number, "parks": n_parks}


def _sentence(
    answer: dict[str, int] | dict[str, int | None],
    settings: Settings,
    *,
    is_removal: bool,
) -> str:
    say = Speaker(settings.language)
    if not is_removal:
        return say("demo.loaded", where=describe(settings.database_url), **answer)
    if answer["batch"] is None:
        return say("demo.nothing_to_remove")
    return say("demo.removed", **answer)
