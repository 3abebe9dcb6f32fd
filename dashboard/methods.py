"""What the page of methods shows: the dictionary, the zones, the state of the data."""

import pandas as pd

from dashboard import amounts, data
from dashboard.charts.comparison import present
from dashboard.charts.indicator_bullets import target_words
from dashboard.charts.park_marks import zone_year
from dashboard.text import Speaker
from queries.indicators.dictionary import Indicator, Target
from queries.months import REPORT_DUE_DAY
from queries.oversight.attention import REBOUND_RATIO
from queries.rows import records
from queries.vocabulary import n_sources


def headline(say: Speaker) -> str:
    """Return how much is documented here."""
    known = data.known()
    return say("methods.title", n=len(known.indicators), m=len(known.measures))


def tabs(say: Speaker) -> list[str]:
    """Return the names of the five tabs."""
    return [
        say(f"methods.{key}")
        for key in ("indicators", "measures", "rule_sets", "zones", "data")
    ]


def period(say: Speaker) -> str:
    """Return the months that the data cover, as the footing says them."""
    seen = data.snapshot()
    if seen.first_month is None:
        return say("methods.class_none")
    return f"{seen.first_month} – {seen.last_month}"


def indicators(say: Speaker) -> pd.DataFrame:
    """Return one row an indicator: definition, targets, source, standing."""
    return pd.DataFrame(
        [
            {
                say("methods.indicator"): say.name_of(item),
                say("methods.kind"): say(f"methods.kind_{item.kind}"),
                say("methods.direction"): say(f"methods.direction_{item.direction}"),
                say("methods.definition"): _definition(item, say),
                say("methods.target"): _targets(item, say),
                say("methods.source"): item.source,
                say("methods.status"): say(f"methods.status_{item.status}"),
                say("methods.code"): item.code,
            }
            for item in data.known().indicators
        ]
    )


def _definition(item: Indicator, say: Speaker) -> str:
    return item.definition_zh if say.language == "zh" else item.definition_en


def _targets(item: Indicator, say: Speaker) -> str:
    if not item.targets:
        return say("target.none")
    return say("list.semicolon").join(
        say(
            "methods.target_of",
            tier=say(f"tier.{target.tier}"),
            bracket=_bracket(target, say),
            target=target_words(item, target, say=say),
        )
        for target in item.targets
    )


def _bracket(target: Target, say: Speaker) -> str:
    """Return for which yearly energy a target holds; empty where for every one."""
    low, high = (
        None
        if bound is None
        else amounts.of_measure("energy_tce", "tce", bound, say=say)
        for bound in (target.energy_from_tce, target.energy_below_tce)
    )
    if low and high:
        return say("methods.bracket_between", low=low, high=high)
    if low:
        return say("methods.bracket_from", low=low)
    return say("methods.bracket_below", high=high) if high else ""


def rules(say: Speaker) -> str:
    """Return the provisional rules that judge without a rule set."""
    rebound = f"{(REBOUND_RATIO - 1) * 100:.0f}%"
    return say("methods.rules", rebound=rebound, day=REPORT_DUE_DAY)


def measures(say: Speaker) -> pd.DataFrame:
    """Return one row a measure: unit, how months add up, whether required."""
    return pd.DataFrame(
        [
            {
                say("methods.indicator"): say.name_of(item),
                say("methods.unit"): amounts.unit_words(item.unit, say=say),
                say("methods.aggregation"): say(f"methods.aggregation_{item.kind}"),
                say("methods.required"): say(
                    "methods.yes" if item.required else "methods.no"
                ),
                say("methods.note"): item.note_zh
                if say.language == "zh"
                else item.note_en,
                say("methods.code"): item.code,
            }
            for item in data.known().measures
        ]
    )


def zones(say: Speaker) -> pd.DataFrame:
    """Return one row a real zone; one without a place says so."""
    return pd.DataFrame(
        [
            {
                say("methods.zone"): row.name_zh,
                say("methods.zone_level"): say(f"methods.level_{row.level}"),
                say("table.league_city"): say(f"place.{row.league_city}"),
                say("table.banner"): present(row.banner_name_zh),
                say("methods.precision"): say(
                    f"precision.{present(row.location_precision) or 'none'}"
                ),
                say("methods.latest_year"): zone_year(row.latest_source_year, say=say),
                say("methods.confidence"): say(
                    "zone.confidence", n=n_sources(row.confidence)
                ),
            }
            for row in records(data.zones_of())
        ]
    )


def zones_note(say: Speaker) -> str:
    """Return how many zones there are, and how many have no place."""
    found = data.zones_of()
    unplaced = int(found["longitude_deg"].isna().sum())
    return say("methods.zones_note", n=len(found), unplaced=unplaced)


def state(say: Speaker) -> pd.DataFrame:
    """Return what the data are: version, freshness, extent, nature."""
    seen = data.snapshot()
    nature = "none" if seen.park_class is None else seen.park_class.value
    made_at = seen.made_at
    rows = {
        "snapshot": seen.code,
        "version": str(seen.version),
        "made_at": say("methods.dash")
        if made_at is None
        else f"{made_at:%Y-%m-%d %H:%M}",
        "freshness": period(say),
        "counts": f"{seen.n_parks} / {seen.n_reports} / {seen.n_assessments}",
        "kind_of_data": say(f"methods.class_{nature}"),
    }
    return pd.DataFrame(
        {
            say("methods.data"): [say(f"methods.{key}") for key in rows],
            say("methods.note"): list(rows.values()),
        }
    )
