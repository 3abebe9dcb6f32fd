"""``zeropark values``: one indicator at any level, in any window."""

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
from queries.contracts import IndicatorValue
from queries.engine import reading
from queries.indicators import Indicator, dictionary
from queries.months import Month
from queries.scope import REGION
from queries.snapshots import snapshot
from queries.values import indicator_values
from queries.vocabulary import Level, Window

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("values", help="values.help")(_values)


def _values(
    indicator: Annotated[
        str, typer.Argument(metavar="values.indicator", help="values.help_indicator")
    ],
    *,
    by: Annotated[Level, typer.Option("--by", help="values.help_by")],
    window: Annotated[Window, typer.Option("--window", help="values.help_window")],
    month: Annotated[
        str,
        typer.Option("--month", metavar="YYYY-MM", help="values.help_month"),
    ],
    as_json: AsJson = False,
) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    asked = dictionary().indicator(indicator)
    last = Month.parse(month)
    with migrated(settings) as engine, reading(engine) as connection:
        found = indicator_values(
            connection,
            scope=REGION,
            indicator=asked,
            by=by,
            window=window,
            month=last,
        )
        names = names_of(connection, by=by, month=last, say=say)
        code = snapshot(connection, scope=REGION).code
        unknown = absence(
            connection,
            found["value"],
            first=last.window(window)[0],
            last=last,
            asked=Asked.MONTH,
            say=say,
        )
    rows = list(_value_rows(found, names))
    if as_json:
        head = {"indicator": asked.code, "unit": asked.unit, "month": str(last)}
        print_json(head | {"window": window.value, "snapshot": code, "rows": rows})
    elif unknown is not None:
        print_sentence(unknown)
    else:
        cells = list(_value_cells(rows, asked, say))
        print_table(_value_titles(asked, say), cells, say=say)


def _value_rows(
    found: DataFrame[IndicatorValue], names: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for row in found.to_dict("records"):
        yield {
            "code": row["code"],
            "name": names[row["code"]],
            "value": absent_as_none(row["value"]),
            "numerator": absent_as_none(row["numerator"]),
            "denominator": absent_as_none(row["denominator"]),
            "coverage": absent_as_none(row["coverage"]),
            "park_months": [row["complete_months"], row["due_months"]],
            "flag": row["flag"],
        }


def _value_titles(indicator: Indicator, say: Speaker) -> list[str]:
    return [
        say("values.code"),
        say("values.name"),
        amounts.titled(indicator, say=say),
        say("values.park_months"),
        say("values.flag"),
    ]


def _value_cells(
    rows: list[dict[str, Any]], indicator: Indicator, say: Speaker
) -> Iterator[list[str]]:
    for row in rows:
        complete, due = row["park_months"]
        yield [
            row["code"],
            row["name"],
            amounts.of_indicator(indicator, row["value"], say=say),
            f"{complete}/{due}",
            say(f"flag.{row['flag']}"),
        ]
