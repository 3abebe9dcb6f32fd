"""``zeropark complement`` and ``siting``: what parks lack, and where to add it."""

from enum import StrEnum
from typing import Annotated, Final

import pandas as pd
import typer
from pandera.typing.pandas import DataFrame

from dashboard import complementarity
from dashboard.commands import complementing_tables as tables
from dashboard.commands.output import print_json
from dashboard.commands.simulating import (
    AsJson,
    AsOf,
    GreenShare,
    Hours,
    Session,
    rows_of,
    session,
)
from dashboard.text import Speaker
from geodata.complementarity.contracts import Complement
from geodata.complementarity.parameters import DURATION_H, GREEN_SHARE
from geodata.complementarity.survey import Basis
from queries.scope import REGION
from queries.vocabulary import Level

BESIDE: Final = (
    "parks",
    "parks_complete",
    "parks_need_mwh",
    "green_share_apart",
)
"""Columns of the resources that stand beside what was worked out."""


class Grouping(StrEnum):
    """What can complete each other."""

    PARK = Level.PARK.value
    LEAGUE_CITY = Level.LEAGUE_CITY.value


def register(app: typer.Typer) -> None:
    """Add both commands to *app*."""
    app.command("complement", help="complement.help")(_complement)
    app.command("siting", help="siting.help")(_siting)


def _complement(
    *,
    by: Annotated[Grouping, typer.Option("--by", help="complement.help_by")],
    green_share: GreenShare = GREEN_SHARE,
    hours: Hours = DURATION_H,
    month: AsOf = None,
    basis: Annotated[
        Basis, typer.Option("--basis", help="complement.help_basis")
    ] = Basis.HOURLY,
    as_json: AsJson = False,
) -> None:
    with session(month, green_share, hours) as asked:
        resources, rows = _completed(asked, Level(by), basis)
        method = complementarity.method(asked.parameters, rows, basis)
        document = asked.heading | {"by": by.value, "method": method}
    named = _named(resources, by, asked.say)
    beside = [name for name in BESIDE if name in named]
    found = rows.merge(named[["code", "name", *beside]], on="code")
    if as_json:
        print_json(document | {"rows": rows_of(found)})
    else:
        tables.print_complement(found, document, say=asked.say)


def _completed(
    asked: Session, by: Level, basis: Basis
) -> tuple[pd.DataFrame, DataFrame[Complement]]:
    if basis is Basis.MONTHLY_PROXY:
        return complementarity.completed_by_month(
            asked.connection,
            scope=REGION,
            by=by,
            month=asked.parameters.month,
        )
    if by is Level.PARK:
        found = asked.parks()
    else:
        found = complementarity.completed_places(
            asked.connection,
            scope=REGION,
            parameters=asked.parameters,
            progress=asked.progress,
        )
    return found.resources, found.rows


def _siting(
    *,
    budget_mwh: Annotated[
        float, typer.Option("--budget-mwh", help="siting.help_budget")
    ],
    green_share: GreenShare = GREEN_SHARE,
    hours: Hours = DURATION_H,
    month: AsOf = None,
    as_json: AsJson = False,
) -> None:
    with session(month, green_share, hours) as asked:
        parks = asked.parks()
        found = complementarity.siting(parks, budget_mwh=budget_mwh)
        document = asked.heading | {
            "budget_mwh": budget_mwh,
            "added_mwh": float(found["added_mwh"].sum()),
            "gained_mwh_year": float(found["gained_mwh_year"].sum()),
            "method": complementarity.method(asked.parameters, parks.rows),
        }
    named = _named(parks.resources, Grouping.PARK, asked.say)[["code", "name"]]
    rows = rows_of(found.merge(named, on="code", how="left"))
    if as_json:
        print_json(document | {"rows": rows})
    else:
        tables.print_siting(rows, document, say=asked.say)


def _named(resources: pd.DataFrame, by: Grouping, say: Speaker) -> pd.DataFrame:
    if by is Grouping.PARK:
        return resources.rename(columns={"name_zh": "name"})
    return resources.assign(name=[say(f"place.{code}") for code in resources["code"]])
