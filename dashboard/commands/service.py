"""``zeropark serve``, ``migrate`` and ``check``: the product as a running thing."""

from typing import Annotated

import typer

from dashboard.commands.demo import DEFAULT_SEED, load_if_created
from dashboard.commands.output import print_json, print_message, print_sentence
from dashboard.settings import Settings
from dashboard.text import Speaker, catalogue
from queries.clock import now
from queries.engine import describe, is_created, migrate, opened, reading
from queries.errors import DatabaseMissingError
from queries.integrity import Breach, breaches

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]


def register(app: typer.Typer) -> None:
    """Add the three commands to *app*."""
    app.command("serve", help="serve.help")(_serve)
    app.command("migrate", help="migrate.help")(_migrate)
    app.command("check", help="check.help")(_check)


def _serve(
    *,
    host: Annotated[str | None, typer.Option("--host", help="serve.help_host")] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65535, help="serve.help_port"),
    ] = None,
) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    host = host or settings.host
    port = port or settings.port
    # The web server is an import that no other command needs.
    from dashboard.commands import listening  # noqa: PLC0415

    with listening.bound(host, port) as listener:
        _prepare(settings, say)
        where = listening.address(host, port)
        listening.serve(
            listener, ready=lambda: print_sentence(say("serve.ready", address=where))
        )


def _prepare(settings: Settings, say: Speaker) -> None:
    """Create or migrate the database; fill it where it was created now."""
    with opened(settings.database_url) as engine:
        loaded = load_if_created(
            engine, seed=DEFAULT_SEED, who=settings.who, made_at=now()
        )
    if loaded is not None:
        where = describe(settings.database_url)
        print_sentence(say("demo.loaded", where=where, **loaded))


def _migrate(*, as_json: AsJson = False) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    with opened(settings.database_url) as engine:
        is_new = migrate(engine)
    where = describe(settings.database_url)
    if as_json:
        print_json({"database": where, "created": is_new})
        return
    print_sentence(say("migrate.created" if is_new else "migrate.current", where=where))


def _check(*, as_json: AsJson = False) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    with opened(settings.database_url) as engine:
        if not is_created(engine):
            raise DatabaseMissingError(where=describe(settings.database_url))
        migrate(engine)
        with reading(engine) as connection:
            found = breaches(connection)
    if as_json:
        print_json({"breaches": [_as_row(breach) for breach in found]})
    elif not found:
        print_sentence(say("check.sound"))
    else:
        for breach in found:
            print_sentence(_told(breach, say))
        print_message(say("check.unsound", count=len(found)))
    if found:
        raise typer.Exit(1)


def _as_row(breach: Breach) -> dict[str, object]:
    return {"law": breach.law, "count": breach.count, "examples": breach.examples}


def _told(breach: Breach, say: Speaker) -> str:
    key = f"check.law.{breach.law}"
    if key not in catalogue(say.language):
        detail = breach.examples[0]
        return say("check.contract", contract=breach.law, detail=detail)
    examples = say("list.comma").join(breach.examples)
    return say("check.broken", law=say(key), count=breach.count, examples=examples)
