"""What ``complement``, ``pairs``, ``whatif`` and ``siting`` print for a reader."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from dashboard.amounts import signed_text
from dashboard.charts import match_tables
from dashboard.commands.judging import lettered
from dashboard.commands.output import absent_as_none, print_sentence, print_table
from dashboard.commands.simulating import rows_of
from dashboard.text import Speaker
from geodata.complementarity.survey import Basis
from queries.vocabulary import Flag, Grade

Rows = Sequence[Mapping[str, Any]]

AMOUNTS: Final = ("wind_mw", "solar_mw", "load_mwh_year", "storage_mwh")

WHATIF: Final[Mapping[str, str]] = {
    "wind_mw": "amount",
    "solar_mw": "amount",
    "storage_mw": "amount",
    "storage_mwh": "amount",
    "load_mwh_year": "amount",
    "green_power_share": "share",
    "curtailment_share": "share",
    "storage_gap_mwh": "amount",
    "co2_t": "amount",
    "carbon_intensity": "intensity",
    "clean_energy_share": "share",
    "score": "score",
    "grade": "grade",
}
"""The lines of a what-if, and how each is written."""

CHANGES: Final[Mapping[str, str]] = {
    "share": "green_power_share",
    "lost": "curtailment_share",
    "intensity": "carbon_intensity",
    "grade": "grade",
}
"""What is told of each end of a pair, by the name in the sentence."""

FORMS: Final[Mapping[str, str]] = {
    "amount": "{:,.0f}",
    "change": "{:+,.0f}",
    "share": "{:.1%}",
    "intensity": "{:,.2f}",
    "score": "{:.1f}",
    "word": "{}",
    "measure": "{:.2f}",
}


def print_complement(
    found: pd.DataFrame, document: Mapping[str, Any], *, say: Speaker
) -> None:
    """Print a row each, then who is rich in wind and short of storage, then how."""
    names = (
        "code",
        "name",
        *AMOUNTS,
        "storage_need_mwh",
        "storage_gap_mwh",
        "green_share",
        "tau",
        "total_variation",
        "both_low_share",
    )
    rows = rows_of(found)
    print_table(
        _titles(names, say), [_complement_cells(row, say) for row in rows], say=say
    )
    both = [row["name"] for row in rows if row["wind_rich"] and row["storage_short"]]
    print_sentence("")
    if both:
        print_sentence(say("complement.rich_and_short", names=both))
    else:
        print_sentence(say("complement.none_rich_and_short"))
    basis = rows[0]["basis"]
    if basis == Basis.MONTHLY_PROXY:
        print_sentence(say("complement.method_monthly", month=document["month"]))
    else:
        _print_method(document, say)
    print_sentence(say(f"complement.basis_{basis}"))
    if any(row["profile_flag"] == Flag.SIMULATED for row in rows):
        print_sentence(say("complement.profiles_simulated"))


def print_pairs(
    rows: Rows,
    document: Mapping[str, Any],
    names: Mapping[str, str],
    *,
    say: Speaker,
) -> None:
    """Print who could lend to whom."""
    if rows:
        _print_loans(rows, names, say)
    else:
        print_sentence(say("pairs.none"))
    for row in rows:
        _print_changes(row, names, say)
    if document["left_out"]:
        left_out = [
            say("match.pair", giver=names[row["from"]], taker=names[row["to"]])
            for row in document["left_out"]
        ]
        print_sentence(say("pairs.left_out", pairs=left_out))
    if document["without_place"]:
        print_sentence(say("pairs.unplaced", codes=document["without_place"]))
    print_sentence(
        say(
            "pairs.limits",
            km=_written(document["within_km"], "amount"),
            mw=_written(document["link_mw"], "amount"),
        )
    )
    _print_method(document, say)


def _print_loans(rows: Rows, names: Mapping[str, str], say: Speaker) -> None:
    """Print a row a pair, and what all of them change."""
    amounts = ("storage_mwh", "mw", "energy_mwh_year", "lost_mwh_year")
    heads = ("lent_mwh", *amounts[1:])
    titles = ("from", "to", *heads, "net_mwh_year", "km", "grids")
    cells = [
        [
            names[row["from"]],
            names[row["to"]],
            *(_written(row[name], "amount") for name in amounts),
            _written(row["net_mwh_year"], "change"),
            _written(row["km"], "amount"),
            say("pairs.across" if row["across_grids"] else "pairs.same_grid"),
        ]
        for row in rows
    ]
    print_table(_titles(titles, say), cells, say=say)
    print_sentence("")
    net = sum(row["net_mwh_year"] for row in rows)
    print_sentence(say("pairs.net", net=_written(net, "change")))


def _print_changes(
    row: Mapping[str, Any], names: Mapping[str, str], say: Speaker
) -> None:
    """Tell what one pair changes at both of its ends, where that was asked for."""
    for end, code in (("lender", row["from"]), ("borrower", row["to"])):
        if end in row:
            values = {
                f"{short}_{when}": _changing(row[end][when], name, say)
                or say("pairs.unknown")
                for short, name in CHANGES.items()
                for when in ("before", "after")
            }
            told = {"name": names[code], "uses": _uses(end, row, say)}
            words = say("pairs.change", **told, **values)
            print_sentence(words + (say("pairs.falls") if _falls(row[end]) else ""))


def _uses(end: str, row: Mapping[str, Any], say: Speaker) -> str:
    if end == "borrower":
        return say("match.uses_more", mwh=_written(row["energy_mwh_year"], "amount"))
    return say("match.uses_less", mwh=_written(row["lost_mwh_year"], "amount"))


def _falls(end: Mapping[str, Any]) -> bool:
    was, would = (end[when]["grade"] or Grade.U for when in ("before", "after"))
    return Grade(would).is_worse_than(Grade(was))


def print_whatif(document: Mapping[str, Any], *, say: Speaker) -> None:
    """Print each quantity before and after."""
    before, after = document["before"], document["after"]
    cells = [
        [
            say(f"complement.column.{name}"),
            _changing(before, name, say),
            _changing(after, name, say),
        ]
        for name in WHATIF
    ]
    print_sentence(say("whatif.heading", code=document["code"], name=document["name"]))
    print_table(_titles(("quantity", "before", "after"), say), cells, say=say)
    print_sentence("")
    if document["rule_set"] is not None:
        print_sentence(say("whatif.grade_of", period=document["grade_period"]))
    print_sentence(say("whatif.not_said"))


def print_siting(rows: Rows, document: Mapping[str, Any], *, say: Speaker) -> None:
    """Print where the budget goes, the greatest gain first."""
    forms = {
        "code": "word",
        "name": "word",
        "added_mwh": "amount",
        "gained_mwh_year": "amount",
        "green_share_before": "share",
        "green_share_after": "share",
    }
    cells = [
        [_written(row[name], form) for name, form in forms.items()] for row in rows
    ]
    if cells:
        print_table(_titles(tuple(forms), say), cells, say=say)
        print_sentence("")
    print_sentence(
        say(
            "siting.total",
            added=_written(document["added_mwh"], "amount"),
            budget=_written(document["budget_mwh"], "amount"),
            gained=_written(document["gained_mwh_year"], "amount"),
        )
    )
    _print_method(document, say)


def _titles(names: Sequence[str], say: Speaker) -> list[str]:
    return [say(f"complement.column.{name}") for name in names]


def _complement_cells(row: Mapping[str, Any], say: Speaker) -> list[str]:
    need = _written(row["storage_need_mwh"], "amount")
    if row["need_state"] == "beyond":
        need = say("complement.beyond")
    return [
        row["code"],
        row["name"],
        *(_written(row[name], "amount") for name in AMOUNTS),
        need,
        _short_or_spare(row["storage_gap_mwh"], say),
        _written(row["green_share"], "share"),
        _written(row["tau"], "measure"),
        _written(row["total_variation"], "measure"),
        _written(row["both_low_share"], "share"),
    ]


def _print_method(document: Mapping[str, Any], say: Speaker) -> None:
    method = document["method"]
    print_sentence(
        say(
            "complement.method",
            month=document["month"],
            share=_written(method["green_share"], "share"),
            hours=f"{method['storage_hours']:g}",
            trip=_written(method["round_trip"], "share"),
            most=f"{method['searched_to_hours_of_mean_load']:g}",
        )
    )
    print_sentence(say("complement.not_said"))


def _changing(world: Mapping[str, Any], name: str, say: Speaker) -> str:
    """Return one cell of a what-if."""
    if name == "grade":
        return lettered(world["grade"] or Grade.U.value, say)
    if name == "storage_gap_mwh":
        return _short_or_spare(world[name], say)
    return _written(world[name], WHATIF[name])


def _short_or_spare(value: Any, say: Speaker) -> str:  # noqa: ANN401  a cell
    found = absent_as_none(value)
    return "" if found is None else match_tables.short_or_spare(found, say=say)


def _written(value: Any, form: str) -> str:  # noqa: ANN401  whatever a cell may hold
    found = absent_as_none(value)
    if found is None:
        return ""
    text = FORMS[form].format(found)
    return text if form == "word" else signed_text(text)
