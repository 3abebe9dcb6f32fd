"""What the page of methods shows: the dictionary, the zones, the state of the data."""

import pandas as pd

from dashboard import data
from dashboard.charts.indicator_bullets import target_words
from dashboard.text import Speaker
from queries.frames import records
from queries.indicators.dictionary import Combination, Indicator


def headline(say: Speaker) -> str:
    """Return how much is documented here."""
    known = data.known()
    return say("methods.title", n=len(known.indicators), m=len(known.measures))


def tabs(say: Speaker) -> list[str]:
    """Return the names of the four tabs."""
    return [
        say(f"methods.{key}") for key in ("indicators", "measures", "zones", "data")
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
    words = item.definition_zh if say.language == "zh" else item.definition_en
    above, below = (_formula(part, say) for part in (item.numerator, item.denominator))
    return say("methods.formula", words=words, above=above, below=below)


def _formula(combination: Combination, say: Speaker) -> str:
    known = data.known()
    return " + ".join(
        say.name_of(known.measure(term.measure))
        if term.coefficient == 1
        else f"{term.coefficient:g} × {say.name_of(known.measure(term.measure))}"
        for term in combination.terms
    )


def _targets(item: Indicator, say: Speaker) -> str:
    if not item.targets:
        return say("target.none")
    lines = []
    for target in item.targets:
        words = f"{say(f'tier.{target.tier}')} {target_words(item, target, say=say)}"
        if target.is_bracketed:
            low, high = target.energy_from_tce, target.energy_below_tce
            words += f" [{_tce(low)}, {_tce(high)}) tce"
        lines.append(words)
    return say("list.semicolon").join(lines)


def _tce(value: float | None) -> str:
    return "∞" if value is None else f"{value:,.0f}"


def measures(say: Speaker) -> pd.DataFrame:
    """Return one row a measure: unit, how months add up, whether required."""
    return pd.DataFrame(
        [
            {
                say("methods.indicator"): say.name_of(item),
                say("methods.unit"): item.unit,
                say("methods.aggregation"): say(f"methods.aggregation_{item.kind}"),
                say("methods.required"): say(
                    "methods.yes" if item.required else "methods.no"
                ),
                say("methods.note"): item.note,
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
                say("table.banner"): row.banner_name_zh,
                say("methods.precision"): say(
                    f"precision.{row.location_precision or 'none'}"
                ),
                say("methods.latest_year"): str(row.latest_source_year),
                say("methods.confidence"): row.confidence,
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
