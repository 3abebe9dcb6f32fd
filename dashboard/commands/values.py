"""``zeropark values`` and ``zeropark grades``: what the readers know, as numbers."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from dashboard import amounts
from dashboard.commands.database import migrated
from dashboard.commands.output import absent_as_none, print_json, print_table
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.contracts import IndicatorValue, OfficialGrade
from queries.engine import reading
from queries.grades import official_grades
from queries.indicators import Display, Indicator, dictionary
from queries.months import Month, Period
from queries.parks import parks_at
from queries.scope import REGION
from queries.snapshots import snapshot
from queries.values import indicator_values
from queries.vocabulary import (
    LEAGUE_CITIES,
    REGION_CODE,
    Grade,
    Level,
    Tier,
    Window,
)

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]


def register(app: typer.Typer) -> None:
    """Add both commands to *app*."""
    app.command("values", help="values.help")(_values)
    app.command("grades", help="grades.help")(_grades)


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
        names = _names(connection, by=by, month=last, say=say)
        code = snapshot(connection, scope=REGION).code
    rows = list(_value_rows(found, names))
    if not as_json:
        print_table(_value_titles(asked, say), list(_value_cells(rows, asked, say)))
        return
    print_json(
        {
            "indicator": asked.code,
            "unit": asked.unit,
            "month": str(last),
            "window": window.value,
            "snapshot": code,
            "rows": rows,
        }
    )


def _names(
    connection: Connection, *, by: Level, month: Month, say: Speaker
) -> dict[str, str]:
    """Return the name of every code of the level in the reader's language."""
    if by is Level.PARK:
        parks = parks_at(connection, scope=REGION, month=month)
        return dict(zip(parks["code"], parks["name_zh"], strict=True))
    if by is Level.TIER:
        return {tier.value: say(f"tier.{tier.value}") for tier in Tier}
    return {code: say(f"place.{code}") for code in (*LEAGUE_CITIES, REGION_CODE)}


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
    name = say.name_of(indicator)
    is_share = indicator.display is Display.SHARE
    return [
        say("values.code"),
        say("values.name"),
        name if is_share else say("values.with_unit", name=name, unit=indicator.unit),
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


def _grades(
    *,
    period: Annotated[
        str,
        typer.Option("--period", metavar="2026Q1", help="grades.help_period"),
    ],
    as_json: AsJson = False,
) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    asked = Period.parse(period)
    with migrated(settings) as engine, reading(engine) as connection:
        found = official_grades(connection, scope=REGION, period=asked)
    if as_json:
        rows = list(_grade_rows(found))
        print_json({"period": str(asked), "rule_set": None, "rows": rows})
        return
    titles = ("code", "name", "grade", "score", "previous")
    print_table(
        [say(f"grades.{title}") for title in titles], list(_grade_cells(found, say))
    )


def _grade_rows(found: DataFrame[OfficialGrade]) -> Iterator[dict[str, Any]]:
    """Yield one row a park; what no rule set has calculated is null."""
    for row in found.to_dict("records"):
        grade = None if row["grade"] == Grade.U else row["grade"]
        yield {
            "code": row["code"],
            "name": row["name_zh"],
            "grade": grade,
            "origin": None if grade is None else "official",
            "official": grade,
            "calculated": None,
            "official_score": absent_as_none(row["score"]),
            "calculated_score": None,
            "gates": [],
            "coverage": None,
        }


def _grade_cells(found: DataFrame[OfficialGrade], say: Speaker) -> Iterator[list[str]]:
    for row in found.to_dict("records"):
        score = absent_as_none(row["score"])
        yield [
            row["code"],
            row["name_zh"],
            _lettered(row["grade"], say),
            "" if score is None else f"{score:.1f}",
            _lettered(row["previous_grade"], say),
        ]


def _lettered(grade: str, say: Speaker) -> str:
    word = say(f"grade.{grade}")
    return word if grade == Grade.U else f"{grade} {word}"
