"""``zeropark``: the command line, and the one boundary that its failures meet."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, TextIO

import typer
from typer.exceptions import TyperException

from dashboard.commands import (
    alternatives,
    complementing,
    demo,
    export,
    grades,
    intake,
    pairing,
    profiles,
    ranks,
    rules,
    service,
    snapshots,
    trends,
    values,
)
from dashboard.commands.output import print_json, print_message
from dashboard.commands.speech import SpokenCommand, SpokenGroup, mistake
from dashboard.text import Speaker
from queries.errors import OversightError

WRONG_USAGE: Final = 2
MACHINE_FAILED: Final = 3
INTERRUPTED: Final = 130
"""What the program leaves with, beside 0 for done and 1 for faults in the data.

``INTERRUPTED`` is what typer makes of Ctrl+C.
"""

PROGRAM: Final = "zeropark"

MODULES: Final = (
    service,
    intake,
    demo,
    values,
    grades,
    ranks,
    trends,
    rules,
    complementing,
    pairing,
    alternatives,
    profiles,
    export,
    snapshots,
)
"""Each registers its own commands, in the order of the help page."""

OS_FAILURES: Final = {
    errno.ENOSPC: "disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk_full",
    errno.EACCES: "not_permitted",
    errno.EPERM: "not_permitted",
    errno.EROFS: "not_permitted",
    errno.ENOENT: "not_there",
}
"""What the operating system's commonest refusals mean, as keys under ``failure``."""


def main() -> None:
    """Run the command that was typed and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; return 0, 1 for faulty data, 2 wrong usage, 3 machine failed.

    Nothing but a sentence reaches the reader, unless ``ZEROPARK_DEBUG=1``; whoever
    asked for JSON gets it as a document too.
    """
    say = Speaker("en" if os.environ.get("ZEROPARK_LANGUAGE") == "en" else "zh")
    try:
        code = _invoked(arguments, say)
    except BrokenPipeError:
        return _left_alone()
    except Exception as error:  # noqa: BLE001  the boundary of the process
        if os.environ.get("ZEROPARK_DEBUG") == "1":
            traceback.print_exc()
        key, sentence, code = _said(error, say)
        print_message(sentence)
        if "--json" in arguments:
            print_json({"error": {"code": key, "message": sentence}})
        return code
    if code == INTERRUPTED:
        print_message(say("failure.interrupted"))
    return code


def program() -> typer.Typer:
    """Return the program with every command registered, help in keys or sentences."""
    app = typer.Typer(
        cls=SpokenGroup,
        help="usage.program",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for module in MODULES:
        module.register(app)
    for command in app.registered_commands:
        command.cls = SpokenCommand
    return app


def _invoked(arguments: Sequence[str], say: Speaker) -> int:
    command = typer.main.get_command(program())
    answer = command.main(
        args=list(arguments),
        prog_name=PROGRAM,
        standalone_mode=False,
        obj=say,
    )
    return answer if isinstance(answer, int) else 0


def _said(error: Exception, say: Speaker) -> tuple[str, str, int]:
    """Return a code for *error*, what to tell the reader, and the exit code."""
    if isinstance(error, OversightError):
        return error.key, say.error(error), error.exit_code
    if isinstance(error, TyperException):
        return "usage", mistake(error, say), WRONG_USAGE
    key, values = "ours", {"kind": type(error).__name__}
    if isinstance(error, OSError):
        key = OS_FAILURES.get(error.errno or 0, "machine")
        path = error.filename if error.filename is not None else ""
        values = {"path": path, "detail": error.strerror or str(error)}
    elif isinstance(error, MemoryError):
        key = "memory"
    return key, say(f"failure.{key}", **values), MACHINE_FAILED


def _left_alone() -> int:
    """Stop quietly: whoever read our output has gone."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _speak_utf8(stream: TextIO) -> None:
    """Write UTF-8 into files and pipes, and never fail for a terminal's font."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8")
