"""The command line's own words: help and usage mistakes in the reader's language.

A command describes itself with keys of the catalogue (``help="values.help"``); they
become sentences here. A text that is no key is shown as it stands.
"""

import difflib
from collections.abc import Mapping
from io import StringIO
from typing import Any, Final

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

from dashboard.text import Speaker, catalogue
from queries.errors import ExtraArgumentError, UnknownCommandError

NARROWEST: Final = 24
"""No terminal is taken to be narrower, in columns."""

WIDEST: Final = 100
"""Longer lines are hard to read, in columns."""

MISTAKES: Final[Mapping[str, str]] = {
    "MissingParameter": "usage.missing",
    "NoSuchOption": "usage.no_such_option",
    "BadOptionUsage": "usage.option_and_value",
    "BadParameter": "usage.bad_value",
}
"""Sentences for typer's own mistakes, by class name: typer publishes only the base."""


class SpokenCommand(TyperCommand):
    """A command whose help and mistakes are said in the reader's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  a class that typer keeps to itself
        """Read *args*; say which are too many.

        Raises:
            ExtraArgumentError: Naming what was not asked for.
        """
        ctx.allow_extra_args = True
        rest: list[str] = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise ExtraArgumentError(arguments=" ".join(rest), path=ctx.command_path)
        return rest

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  a class that typer keeps to itself
        """Write usage, purpose, arguments and options."""
        formatter.write(_help(self, ctx, commands={}))


class SpokenGroup(TyperGroup):
    """The program, or a group of its commands: its help lists them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  a class that typer keeps to itself
        """Read *args*; who names no command sees which there are."""
        rest: list[str] = super().parse_args(ctx, args or ["--help"])
        return rest

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  a class that typer keeps to itself
        """Find the command that *args* begin with.

        Raises:
            UnknownCommandError: Naming those that look alike, or all.
        """
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        alike = difflib.get_close_matches(args[0], self.commands)
        known = tuple(alike or self.commands)
        raise UnknownCommandError(name=args[0], known=known)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  a class that typer keeps to itself
        """Write usage, purpose and the commands."""
        formatter.write(_help(self, ctx, commands=dict(self.commands)))


def told(text: str | None, say: Speaker) -> str:
    """Return the sentence behind a key; a text that is no key stays as it is."""
    if text is None:
        return ""
    return say(text) if text in catalogue(say.language) else text


def mistake(error: TyperException, say: Speaker) -> str:
    """Say what is wrong with the command that was typed."""
    key = MISTAKES.get(type(error).__name__, "usage.unclear")
    parameter = getattr(error, "param", None)
    name = _label(parameter, say) if parameter else getattr(error, "option_name", "")
    values = _given(error) if key == "usage.bad_value" else []
    if values:
        sentence = say("usage.bad_value_of", name=name, value=values[0])
    else:
        sentence = say(key, name=name)
    choices = _choices(parameter)
    if choices:
        sentence += say("usage.choices", choices=say("usage.or").join(choices))
    elif getattr(error, "possibilities", None):
        sentence += say("usage.perhaps", names=say("usage.or").join(_alike(error)))
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "zeropark"
    return sentence + say("usage.see_help", path=path)


def _given(error: TyperException) -> list[str]:
    """Return the value that was refused: typer leaves it to the cause."""
    told_by = getattr(error.__cause__ or error.__context__, "errors", list)
    return [str(one["input"]) for one in told_by() if "input" in one]


def _alike(error: TyperException) -> list[str]:
    return sorted(getattr(error, "possibilities", ()))


def _help(command: Any, ctx: typer.Context, *, commands: Mapping[str, Any]) -> str:  # noqa: ANN401  typer publishes no common base
    say: Speaker = ctx.find_root().obj
    parameters = command.get_params(ctx)
    arguments = [one for one in parameters if isinstance(one, TyperArgument)]
    options = [one for one in parameters if isinstance(one, TyperOption)]
    page = Console(file=StringIO(), width=_width(), color_system=None, highlight=False)
    page.print(Text(_usage(ctx, arguments, has_commands=bool(commands), say=say)))
    page.print()
    page.print(Text(told(command.help, say)))
    sections = {
        "usage.arguments": [(_label(a, say), told(a.help, say)) for a in arguments],
        "usage.options": [(_written(o, say), _about(o, say)) for o in options],
        "usage.commands": [(n, told(c.help, say)) for n, c in commands.items()],
    }
    for key, rows in sections.items():
        if rows:
            _print_section(page, say(key), rows)
    file = page.file
    text = file.getvalue() if isinstance(file, StringIO) else ""
    return "\n".join(line.rstrip() for line in text.splitlines())


def _width() -> int:
    return min(max(Console().width, NARROWEST), WIDEST)


def _usage(
    ctx: typer.Context,
    arguments: list[TyperArgument],
    *,
    has_commands: bool,
    say: Speaker,
) -> str:
    pieces = [ctx.command_path, say("usage.some_options")]
    pieces += [_label(argument, say) for argument in arguments]
    if has_commands:
        pieces.append(say("usage.a_command"))
    return say("usage.usage", line=" ".join(pieces))


def _print_section(page: Console, title: str, rows: list[tuple[str, str]]) -> None:
    page.print()
    page.print(Text(title))
    longest = max(cell_len(name) for name, _ in rows)
    if longest > page.width // 2:
        for name, about in rows:
            page.print(Padding(Text(name), (0, 0, 0, 2)))
            page.print(Padding(Text(about), (0, 0, 0, 6)))
        return
    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, about in rows:
        table.add_row(Text(name), Text(about))
    page.print(Padding(table, (0, 0, 0, 2)))


def _label(parameter: TyperArgument | TyperOption, say: Speaker) -> str:
    if isinstance(parameter, TyperOption):
        return max(parameter.opts, key=len)
    label = told(parameter.metavar or str(parameter.name).upper(), say)
    return f"{label}…" if parameter.nargs != 1 else label


def _written(option: TyperOption, say: Speaker) -> str:
    names = ", ".join(sorted((*option.opts, *option.secondary_opts), key=len))
    if option.is_flag:
        return names
    value = "|".join(_choices(option)) or told(option.metavar, say)
    return f"{names} {value or say('usage.value')}"


def _about(option: TyperOption, say: Speaker) -> str:
    if "--help" in option.opts:
        return say("usage.help")
    about = told(option.help, say)
    if option.required:
        return about + say("usage.required")
    if option.is_flag or option.default is None:
        return about
    return about + say("usage.default", value=option.default)


def _choices(parameter: TyperArgument | TyperOption | None) -> list[str]:
    if parameter is None or not parameter.type_descriptor.is_choice:
        return []
    found = parameter.type_descriptor.choices or ()
    return [str(getattr(choice, "value", choice)) for choice in found]
