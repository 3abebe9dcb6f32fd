"""``zeropark pairs``: who could lend spare storage to whom."""

from typing import Annotated, Any

import pandas as pd
import typer

from dashboard import complementarity, what_if
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
    worlds_of,
)
from geodata.complementarity.alternatives import answered, loans
from geodata.complementarity.pairing import Limits
from geodata.complementarity.parameters import DURATION_H, GREEN_SHARE
from queries import clock
from queries.scope import REGION


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("pairs", help="pairs.help")(_pairs)


def _pairs(
    *,
    within_km: Annotated[
        float, typer.Option("--within-km", help="pairs.help_within_km")
    ] = complementarity.WITHIN_KM,
    link_mw: Annotated[
        float, typer.Option("--link-mw", help="pairs.help_link_mw")
    ] = complementarity.LINK_MW,
    across_grids: Annotated[
        bool, typer.Option("--across-grids", help="pairs.help_across_grids")
    ] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="pairs.help_changes")
    ] = False,
    green_share: GreenShare = GREEN_SHARE,
    hours: Hours = DURATION_H,
    month: AsOf = None,
    as_json: AsJson = False,
) -> None:
    limits = Limits(within_km=within_km, link_mw=link_mw, across_grids=across_grids)
    with session(month, green_share, hours) as asked:
        parks = asked.parks()
        whole = complementarity.pairs(parks, limits=limits)
        # Those that can be tried out come first, so that changes stand beside them.
        largest = complementarity.largest(parks, limits=limits, n_most=len(whole))
        found, left_out = largest.answered, largest.left_out
        rows = rows_of(found)
        if changes and rows:
            _add_changes(rows, found, asked)
        rows = sorted(rows + rows_of(left_out), key=_order)
        document = asked.heading | {
            "within_km": within_km,
            "link_mw": link_mw,
            "across_grids": across_grids,
            "method": complementarity.method(asked.parameters, parks.rows),
            "without_place": complementarity.without_place(parks),
            "left_out": rows_of(left_out[["from", "to"]]) if changes else [],
        }
    if as_json:
        print_json(document | {"rows": rows})
    else:
        names = dict(parks.resources.set_index("code")["name_zh"])
        tables.print_pairs(rows, document, names, say=asked.say)


def _order(row: dict[str, Any]) -> tuple[float, str, str]:
    return -row["storage_mwh"], row["from"], row["to"]


def _add_changes(
    rows: list[dict[str, Any]], pairs: pd.DataFrame, asked: Session
) -> None:
    """Put beside each pair what it alone would change at both of its ends."""
    facts = what_if.prepared(
        asked.connection,
        scope=REGION,
        codes=frozenset(pairs["from"]) | frozenset(pairs["to"]),
        parameters=asked.parameters,
        today=clock.today(),
    )
    ends = zip(("lender", "borrower"), loans(pairs, facts), strict=True)
    for end, changes in ends:
        answer = answered(facts, changes)
        both = zip(
            rows,
            worlds_of(answer.before),
            worlds_of(answer.after),
            strict=True,
        )
        for row, before, after in both:
            row[end] = {"before": before, "after": after}
