"""Where a file comes from, in words: what every kind of file prints of it."""

from collections.abc import Iterator

from dashboard.briefing.packs import Provenance
from dashboard.text import Speaker

Named = tuple[str, str]
"""What is told, and what it is."""


def every_line(provenance: Provenance, *, say: Speaker) -> tuple[Named, ...]:
    """Return all of *provenance*, named; what is not so is said to be none."""
    return tuple(_lines(provenance, say))


def _lines(provenance: Provenance, say: Speaker) -> Iterator[Named]:
    none = say("provenance.none")
    semicolon = say("list.semicolon")
    told = {
        "period": provenance.period,
        "scope": provenance.scope,
        "filters": semicolon.join(provenance.filters) or none,
        "rules": _rules(provenance, say),
        "sources": semicolon.join(provenance.sources) or none,
        "made_at": f"{provenance.made_at:%Y-%m-%d %H:%M}",
        "snapshot": provenance.snapshot,
        "data": _data(provenance, say),
        "handling": provenance.handling,
        "map": provenance.map_line,
    }
    for key, words in told.items():
        yield say(f"provenance.{key}"), words


def _rules(provenance: Provenance, say: Speaker) -> str:
    if not provenance.rule_set:
        return say("provenance.no_rules")
    named = {"name": provenance.rule_set, "status": provenance.rule_status}
    return say("provenance.rule_set", **named)


def _data(provenance: Provenance, say: Speaker) -> str:
    key = "simulated" if provenance.is_simulated else "reported"
    return say(f"provenance.{key}")


def one_line(provenance: Provenance, *, say: Speaker) -> str:
    """Return all of *provenance* as one line, for where there is no room for a list."""
    return say("list.semicolon").join(
        say("provenance.told", name=name, words=words)
        for name, words in every_line(provenance, say=say)
    )


def essentials(provenance: Provenance, *, say: Speaker) -> str:
    """Return what must stand on every page, as one line; the rest is told elsewhere."""
    told = [
        provenance.period,
        provenance.scope,
        *provenance.filters,
        _rules(provenance, say),
        *([say("app.demo")] if provenance.is_simulated else []),
        provenance.handling,
        say("provenance.of_snapshot", snapshot=provenance.snapshot),
        provenance.map_line,
    ]
    return say("provenance.between").join(told)
