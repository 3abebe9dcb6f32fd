"""``zeropark trend``: one indicator month by month."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.commands.absence import Asked, absence
from dashboard.commands.database import migrated
from dashboard.commands.naming import names_of
from dashboard.commands.output import (
    absent_as_none,
    print_json,
    print_sentence,
    print_table,
)
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.contracts import TrendPoint
from queries.engine import reading
from queries.indicators import Indicator, dictionary
from queries.months import Month
from queries.rows import records
from queries.scope import REGION
from queries.trends import trend
from queries.vocabulary import Level, Window

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("trend", help="cli.trend.help")(_trend)


def _trend(
    indicator: Annotated[
        str, typer.Argument(metavar="values.indicator", help="values.help_indicator")
    ],
    *,
    by: Annotated[Level, typer.Option("--by", help="cli.trend.help_by")],
    first: Annotated[
        str, typer.Option("--from", metavar="YYYY-MM", help="cli.trend.help_first")
    ],
    last: Annotated[
        str, typer.Option("--to", metavar="YYYY-MM", help="cli.trend.help_last")
    ],
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="cli.trend.code_of", help="cli.trend.help_code"),
    ] = None,
    window: Annotated[
        Window, typer.Option("--window", help="cli.trend.help_window")
    ] = Window.MONTH,
    as_json: AsJson = False,
) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    asked = dictionary().indicator(indicator)
    start, end = Month.parse(first), Month.parse(last)
    with migrated(settings) as engine, reading(engine) as connection:
        found = trend(
            connection,
            scope=REGION,
            indicator=asked,
            by=by,
            code=code,
            window=window,
            first=start,
            last=end,
        )
        names = names_of(connection, by=by, month=end, say=say)
        unknown = absence(
            connection,
            found["value"],
            first=start.window(window)[0],
            last=end,
            asked=Asked.SPAN,
            say=say,
        )
    if as_json:
        print_json(_document(found, asked, window, names))
    elif unknown is not None:
        print_sentence(unknown)
    else:
        _tell(list(_cells(found, asked, names, say)), asked, say)


def _tell(cells: list[list[str]], indicator: Indicator, say: Speaker) -> None:
    print_table(_titles(indicator, say), cells, say=say)
    print_sentence("")
    print_sentence(say("cli.trend.comparable"))


def _document(
    found: DataFrame[TrendPoint],
    indicator: Indicator,
    window: Window,
    names: dict[str, str],
) -> dict[str, Any]:
    return {
        "indicator": indicator.code,
        "unit": indicator.unit,
        "window": window.value,
        "rows": [
            {
                "code": row.code,
                "name": names[row.code],
                "month": str(Month.of(row.month)),
                "value": absent_as_none(row.value),
                "target": absent_as_none(row.target),
                "year_on_year": absent_as_none(row.year_on_year),
                "year_on_year_rate": absent_as_none(row.year_on_year_rate),
                "month_on_month": absent_as_none(row.month_on_month),
                "month_on_month_rate": absent_as_none(row.month_on_month_rate),
                "coverage": absent_as_none(row.coverage),
                "flag": row.flag,
            }
            for row in records(found)
        ],
    }


def _titles(indicator: Indicator, say: Speaker) -> list[str]:
    before = [say(f"cli.trend.{name}") for name in ("code", "name", "month")]
    after = ("target", "year_on_year", "month_on_month")
    return [
        *before,
        amounts.titled(indicator, say=say),
        *(say(f"cli.trend.{name}") for name in after),
    ]


def _cells(
    found: DataFrame[TrendPoint],
    indicator: Indicator,
    names: dict[str, str],
    say: Speaker,
) -> Iterator[list[str]]:
    for row in records(found):
        value, target = absent_as_none(row.value), absent_as_none(row.target)
        yield [
            row.code,
            names[row.code],
            str(Month.of(row.month)),
            amounts.of_indicator(indicator, value, say=say),
            say("cli.trend.no_target")
            if target is None
            else amounts.of_indicator(indicator, target, say=say),
            _changed(indicator, row.year_on_year, row.year_on_year_rate, say),
            _changed(indicator, row.month_on_month, row.month_on_month_rate, say),
        ]


def _changed(indicator: Indicator, change: float, rate: float, say: Speaker) -> str:
    difference, relative = absent_as_none(change), absent_as_none(rate)
    text = amounts.of_change(indicator, difference, say=say)
    if relative is None:
        return text
    shown = amounts.signed_text(f"{relative:+.1%}")
    return say("cli.trend.change", change=text, rate=shown)
