"""``zeropark whatif``: one park, with more or less of something."""

from typing import Annotated, Any

import typer

from dashboard import what_if
from dashboard.commands import complementing_tables as tables
from dashboard.commands.output import print_json
from dashboard.commands.simulating import (
    AsJson,
    AsOf,
    GreenShare,
    Hours,
    session,
    worlds_of,
)
from geodata.complementarity.alternatives import Answer, Change, Prepared, answered
from geodata.complementarity.parameters import DURATION_H, GREEN_SHARE
from queries import clock
from queries.scope import REGION


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("whatif", help="whatif.help")(_whatif)


def _whatif(  # noqa: PLR0913  an option for each thing that can change
    park: Annotated[
        str, typer.Argument(metavar="whatif.park", help="whatif.help_park")
    ],
    *,
    wind_mw: Annotated[
        float | None, typer.Option("--wind-mw", help="whatif.help_wind_mw")
    ] = None,
    solar_mw: Annotated[
        float | None, typer.Option("--solar-mw", help="whatif.help_solar_mw")
    ] = None,
    storage_mw: Annotated[
        float | None, typer.Option("--storage-mw", help="whatif.help_storage_mw")
    ] = None,
    storage_mwh: Annotated[
        float | None, typer.Option("--storage-mwh", help="whatif.help_storage_mwh")
    ] = None,
    load_mwh_year: Annotated[
        float | None, typer.Option("--load-mwh-year", help="whatif.help_load")
    ] = None,
    green_share: GreenShare = GREEN_SHARE,
    hours: Hours = DURATION_H,
    month: AsOf = None,
    as_json: AsJson = False,
) -> None:
    change = Change(
        code=park,
        wind_mw=wind_mw,
        solar_mw=solar_mw,
        storage_mw=storage_mw,
        storage_mwh=storage_mwh,
        load_mwh_year=load_mwh_year,
    )
    with session(month, green_share, hours) as asked:
        facts = what_if.prepared(
            asked.connection,
            scope=REGION,
            codes=frozenset({park}),
            parameters=asked.parameters,
            today=clock.today(),
        )
        heading = asked.heading
    answer = answered(facts, [change])
    document = heading | _document(facts, answer)
    if as_json:
        print_json(document)
    else:
        tables.print_whatif(document, say=asked.say)


def _document(facts: Prepared, answer: Answer) -> dict[str, Any]:
    park = facts.resources.iloc[0]
    profile_flag = facts.profiles.flag(park["league_city"])
    rules = answer.rules
    return {
        "code": park["code"],
        "name": park["name_zh"],
        "flag": park["flag"],
        "profile_flag": profile_flag.value,
        "green_share": facts.parameters.green_share,
        "storage_hours": facts.parameters.duration_h,
        "grade_period": str(answer.period),
        "rule_set": None if rules is None else rules.code,
        "rule_status": None if rules is None else rules.status.value,
        "before": worlds_of(answer.before)[0],
        "after": worlds_of(answer.after)[0],
    }
