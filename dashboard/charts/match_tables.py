"""Resources, needs, pairs and sites as rows under heads in words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from dashboard import amounts
from dashboard.amounts import YI_KWH, signed_text
from dashboard.charts.bivariate import gap_words
from dashboard.charts.changes import short_name
from dashboard.charts.comparison import number, present
from dashboard.charts.grade_words import grade_words
from dashboard.charts.resource_maps import N_CELLS, sign_of
from dashboard.charts.topics import Topic, amount
from dashboard.text import Speaker
from queries.months import MONTHS_A_YEAR
from queries.rows import records
from queries.vocabulary import Flag, Grade

NOTHING: Final = "—"

Context = Mapping[str, Any]
"""The row of each league-city, by adcode: wind zone and radiation."""


def whole(value: float | None) -> str:
    """Return a quantity without decimals; a dash where it is not known."""
    known = number(value)
    return NOTHING if known is None else signed_text(f"{known:,.0f}")


def signed(value: float | None) -> str:
    """Return a change without decimals and with its sign; a dash as above."""
    known = number(value)
    if known is None:
        return NOTHING
    return signed_text(f"{known:+,.0f}") if round(known) else "0"


def share(value: float | None) -> str:
    """Return a share in percent; a dash where it is not known."""
    known = number(value)
    return NOTHING if known is None else f"{known:.1%}"


def short_or_spare(value: float | None, *, say: Speaker) -> str:
    """Return a gap of storage as what is lacking or to spare; a dash as above."""
    known = number(value)
    if known is None:
        return NOTHING
    if not round(known):
        return say("match.level")
    key = "match.gap_short" if known > 0 else "match.gap_spare"
    return say(key, mwh=f"{abs(known):,.0f}")


def fine(value: float | None, decimals: int = 2) -> str:
    """Return a pure number; a dash where it is not known."""
    known = number(value)
    return NOTHING if known is None else signed_text(f"{known:,.{decimals}f}")


def stock_table(
    resources: pd.DataFrame,
    rows: pd.DataFrame,
    *,
    names: Mapping[str, str],
    context: Context,
    scale: str,
    say: Speaker,
) -> pd.DataFrame:
    """Return what stands against load, generation and curtailment, one row each.

    Args:
        resources: What was reported, generation over ``generation_months``; of
            league-cities also ``parks_complete`` of ``parks``, which the row then says
            it is made of, and ``generation_parks``.
        rows: What follows, by ``code``.
        names: Of parks or league-cities by code.
        context: Of the league-cities.
        scale: Over which steps the measures are taken, in words.
        say: In whose language.
    """
    wanted = ("league_city", *GENERATION, *GENERATED_BY, *COUNTS)
    beside = [name for name in wanted if name in resources.columns]
    merged = rows.merge(resources[["code", *beside]], on="code", how="left")
    return pd.DataFrame(
        [_stock_row(row, names, context, scale, say) for row in records(merged)]
    )


GENERATION: Final = ("wind_generation_mwh", "solar_generation_mwh", "curtailed_mwh")
GENERATED_BY: Final = ("generation_months", "generation_parks")
"""Over how many months generation is, and of how many of a league-city's parks."""

COUNTS: Final = ("parks_complete", "parks")
"""How many parks a league-city's sums are made of, and how many it has."""


def _stock_row(
    row: Any,  # noqa: ANN401  a row of both frames
    names: Mapping[str, str],
    context: Context,
    scale: str,
    say: Speaker,
) -> dict[str, str]:
    place = context[row.league_city]
    generated = _generated(row)
    return {
        say("match.col_name"): names[row.code],
        **_made_of(row, say),
        say("match.col_wind"): whole(row.wind_mw),
        say("match.col_solar"): whole(row.solar_mw),
        say("match.col_storage"): whole(row.storage_mwh),
        say("match.col_load"): fine(_in_yi_kwh(row.load_mwh_year)),
        say("match.col_wind_to_load"): fine(row.wind_to_load),
        say("match.col_solar_to_load"): fine(row.solar_to_load),
        say("match.col_storage_to_load"): fine(row.storage_to_load_h, 1),
        say("match.col_generated"): _generated_words(row, generated, say),
        say("match.col_curtailed"): share(_curtailed_share(row, generated)),
        say("match.col_tau", scale=scale): fine(row.tau),
        say("match.col_variation", scale=scale): fine(row.total_variation),
        say("match.col_low", scale=scale): share(row.both_low_share),
        say("match.col_flag"): say(f"flag.{row.flag}"),
        say("match.col_zone"): say("match.zone", zone=place.wind_zone),
        say("match.col_radiation"): _radiation(place),
    }


def _made_of(row: Any, say: Speaker) -> dict[str, str]:  # noqa: ANN401  as above
    """Return how many of its parks a league-city is made of; nothing of a park."""
    if not hasattr(row, COUNTS[0]):
        return {}
    return {say("match.col_parks"): f"{row.parks_complete}/{row.parks}"}


def _in_yi_kwh(mwh: float | None) -> float | None:
    known = number(mwh)
    return None if known is None else known / YI_KWH


def _generated(row: Any) -> float | None:  # noqa: ANN401  as above
    parts = [number(getattr(row, name, None)) for name in GENERATION[:2]]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _generated_words(row: Any, generated: float | None, say: Speaker) -> str:  # noqa: ANN401
    """Return a sum, and what it lacks of all parks and of twelve months."""
    amount = fine(_in_yi_kwh(generated))
    if generated is None:
        return amount
    months = int(row.generation_months)
    n_parks = number(getattr(row, GENERATED_BY[1], None))
    is_short = months != MONTHS_A_YEAR
    is_part = n_parks is not None and int(n_parks) != int(row.parks)
    if not is_short and not is_part:
        return amount
    told = {"amount": amount, "months": months}
    if not is_part:
        return say("match.generated_months", **told)
    told |= {"n": int(n_parks or 0), "parks": int(row.parks)}
    return say("match.generated_both" if is_short else "match.generated_parks", **told)


def _curtailed_share(row: Any, generated: float | None) -> float | None:  # noqa: ANN401
    lost = number(getattr(row, GENERATION[2], None))
    if generated is None or lost is None or not generated + lost > 0:
        return None
    return lost / (generated + lost)


def _radiation(place: Any) -> str:  # noqa: ANN401  a row of ``LeagueCity``
    low, high = (
        number(value)
        for value in (place.radiation_min_kwh_m2, place.radiation_max_kwh_m2)
    )
    if low is None or high is None:
        return NOTHING
    return f"{low:,.0f}～{high:,.0f}"


def cell_table(
    resources: pd.DataFrame, rows: pd.DataFrame, topic: Topic, *, say: Speaker
) -> pd.DataFrame:
    """Return every park with its cell, the worst first; ``code`` is for the page."""
    known = resources.set_index("code")
    found = [
        {
            "code": row.code,
            say("match.cell"): sign_of(topic.cell(row)),
            say("match.col_name"): str(known["name_zh"][row.code]),
            say(f"match.axis.{topic.x}"): amount(topic.x, getattr(row, topic.x)),
            say("match.short_or_spare"): gap_words(row, say),
            say("match.col_green"): share(row.green_share),
        }
        for row in sorted(records(rows), key=lambda row: -_or_last(topic.cell(row)))
    ]
    return pd.DataFrame(found)


def _or_last(cell: int | None) -> int:
    """Return the order of a cell: the worst first, without number after all."""
    if cell is None:
        return -N_CELLS
    return cell if cell < N_CELLS else N_CELLS - 1 - cell


def need_table(places: pd.DataFrame, *, say: Speaker) -> pd.DataFrame:
    """Return what each league-city needs pooled beside its parks apart."""
    return pd.DataFrame([_need_row(row, say) for row in records(places)])


def _need_row(row: Any, say: Speaker) -> dict[str, str]:  # noqa: ANN401  a row of both
    apart, together = number(row.parks_need_mwh), number(row.storage_need_mwh)
    saved = None if apart is None or together is None else apart - together
    return {
        say("match.col_place"): say(f"place.{row.code}"),
        say("match.col_parks"): f"{row.parks_complete}/{row.parks}",
        say("match.col_share_apart"): share(row.green_share_apart),
        say("match.col_share_pooled"): share(row.green_share),
        say("match.col_need_apart"): _need(apart, row.parks_complete, say),
        say("match.col_need_pooled"): say(f"match.gap_{row.need_state}")
        if together is None
        else whole(together),
        say("match.col_saved"): whole(saved),
        say("match.col_installed"): whole(row.storage_mwh),
        say("match.col_gap"): gap_words(row, say),
    }


def _need(apart: float | None, n_parks: int, say: Speaker) -> str:
    if apart is not None:
        return whole(apart)
    return say("match.need_some_beyond") if n_parks else NOTHING


def pair_table(
    pairs: pd.DataFrame, *, names: Mapping[str, str], say: Speaker
) -> pd.DataFrame:
    """Return the pairs, the largest first."""
    return pd.DataFrame(
        [
            {
                say("match.col_giver"): short_name(names[row.giver]),
                say("match.col_taker"): short_name(names[row.taker]),
                say("match.col_lent"): whole(row.storage_mwh),
                say("match.col_mw"): whole(row.mw),
                say("match.col_energy"): whole(row.energy_mwh_year),
                say("match.col_lost"): whole(row.lost_mwh_year),
                say("match.col_net"): signed(row.net_mwh_year),
                say("match.col_km"): whole(row.km),
                say("match.col_grids"): say(
                    "match.grids_two" if row.across_grids else "match.grids_one"
                ),
            }
            for row in records(_renamed(pairs))
        ]
    )


def _renamed(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return *pairs* with names that a row can have: ``from`` is a word of Python."""
    return pairs.rename(columns={"from": "giver", "to": "taker"})


ANSWERED: Final[Mapping[str, str]] = {
    "green_power_share": "share",
    "curtailment_share": "share",
    "storage_gap_mwh": "gap",
    "co2_t": "whole",
    "carbon_intensity": "fine",
    "clean_energy_share": "share",
    "direct_supply_share": "share",
    "own_green_share": "share",
    "score": "score",
    "grade": "grade",
}
"""What a change answers, and how each is written."""


def written(quantity: str, value: Any, *, say: Speaker) -> str:  # noqa: ANN401  a cell
    """Return one answer as readers see it."""
    form = ANSWERED[quantity]
    if form == "grade":
        known = present(value)
        return grade_words(known, say) if known else NOTHING
    if form == "gap":
        return short_or_spare(value, say=say)
    if form == "score":
        return fine(value, 1)
    return {"share": share, "whole": whole, "fine": fine}[form](value)


def on_card(quantity: str, value: Any, *, say: Speaker) -> tuple[str, str]:  # noqa: ANN401
    """Return one answer as a card shows it, and its unit; a large one is scaled."""
    known = None if quantity == "grade" else number(value)
    if quantity == "co2_t" and known is not None:
        return amounts.scaled("tCO2", known, say=say)
    letter = present(value) if quantity == "grade" else None
    if letter and letter != Grade.U:
        return letter, ""
    unit = "MWh" if quantity == "storage_gap_mwh" else ""
    return written(quantity, value, say=say), unit


def answer_sentence(before: pd.DataFrame, after: pd.DataFrame, *, say: Speaker) -> str:
    """Return what one change does to green share, emissions and grade."""
    told = {
        f"{name}_{when}": written(quantity, rows[quantity].iloc[0], say=say)
        for name, quantity in TOLD.items()
        for when, rows in (("before", before), ("after", after))
    }
    if all(told[f"{name}_before"] == told[f"{name}_after"] for name in TOLD):
        return say("match.whatif_same", **told)
    return say("match.whatif_changed", **told)


TOLD: Final[Mapping[str, str]] = {
    "share": "green_power_share",
    "lost": "curtailment_share",
    "grade": "grade",
}
"""What a sentence tells of a change."""


def change_table(
    pairs: pd.DataFrame,
    ends: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]],
    *,
    names: Mapping[str, str],
    say: Speaker,
) -> pd.DataFrame:
    """Return what each pair alone would change at both of its ends.

    Args:
        pairs: The pairs answered.
        ends: Under ``giver`` and ``taker`` what is and what would be, in their order.
        names: Of the parks.
        say: In whose language.
    """
    rows = []
    brief = {code: short_name(name) for code, name in names.items()}
    for place, pair in enumerate(records(_renamed(pairs))):
        for end, (before, after) in ends.items():
            row = {
                say("match.col_pair"): _pair(pair, brief, say),
                say("match.col_end"): say(f"match.end_{end}"),
                say("match.col_change"): _uses(end, pair, say),
                say("match.col_net"): signed(pair.net_mwh_year),
            }
            for quantity in CHANGED:
                was, would = (
                    written(quantity, frame[quantity].iloc[place], say=say)
                    for frame in (before, after)
                )
                words = was if was == would else f"{was} → {would}"
                if quantity == "grade":
                    words = _fall(before, after, place, say) or words
                row[say(f"match.answer_{quantity}")] = words
            rows.append(row)
    return pd.DataFrame(rows)


def _uses(end: str, pair: Any, say: Speaker) -> str:  # noqa: ANN401  a row of pairs
    """Return what one end uses less, or more, of its own wind and sun in a year."""
    if end == "giver":
        return say("match.uses_less", mwh=whole(pair.lost_mwh_year))
    return say("match.uses_more", mwh=whole(pair.energy_mwh_year))


def _fall(before: pd.DataFrame, after: pd.DataFrame, place: int, say: Speaker) -> str:
    """Return how the grade of row *place* gets worse; "" where not, unrated neither."""
    was, would = (present(frame["grade"].iloc[place]) for frame in (before, after))
    if not was or not would or not Grade(would).is_worse_than(Grade(was)):
        return ""
    return say("match.grade_falls", was=was, would=would)


def left_out_note(
    pairs: pd.DataFrame, *, names: Mapping[str, str], say: Speaker
) -> str:
    """Return which *pairs* a table does not have and why; "" where there are none."""
    if pairs.empty:
        return ""
    told = [_pair(pair, names, say) for pair in records(_renamed(pairs))]
    return say("match.changes_left_out", pairs=say("list.comma").join(told))


def _pair(row: Any, names: Mapping[str, str], say: Speaker) -> str:  # noqa: ANN401
    return say("match.pair", giver=names[row.giver], taker=names[row.taker])


CHANGED: Final = (
    "grade",
    "curtailment_share",
    "green_power_share",
    "direct_supply_share",
    "carbon_intensity",
    "clean_energy_share",
    "score",
)
"""What a pair is told to change."""


def siting_table(
    found: pd.DataFrame,
    *,
    names: Mapping[str, str],
    places: Mapping[str, str],
    say: Speaker,
) -> pd.DataFrame:
    """Return where storage goes, the greatest gain first."""
    return pd.DataFrame(
        [
            {
                say("match.col_rank"): nth,
                say("match.col_name"): short_name(names[row.code]),
                say("match.col_place"): places[row.code],
                say("match.col_added"): whole(row.added_mwh),
                say("match.col_gained"): whole(row.gained_mwh_year),
                say("match.col_green"): f"{share(row.green_share_before)} → "
                f"{share(row.green_share_after)}",
            }
            for nth, row in enumerate(records(found), start=1)
        ]
    )


def answer_table(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    quantities: Sequence[str],
    say: Speaker,
) -> pd.DataFrame:
    """Return answers to one change: as it is, and as it would be."""
    return pd.DataFrame(
        [
            {
                say("match.col_item"): say(f"match.answer_{quantity}"),
                say("match.col_before"): written(
                    quantity, before[quantity].iloc[0], say=say
                ),
                say("match.col_after"): written(
                    quantity, after[quantity].iloc[0], say=say
                ),
            }
            for quantity in quantities
        ]
    )


def weakest(flags: "pd.Series[str]", *, say: Speaker) -> str:
    """Return the weakest of some flags in words."""
    found = [flag for flag in Flag if flag.value in set(flags)]
    return say(f"flag.{found[-1] if found else Flag.MISSING}")
