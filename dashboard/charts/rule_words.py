"""A rule set in words: what counts, from where, what caps, who is exempt."""

from collections.abc import Iterable

import pandas as pd

from dashboard import amounts
from dashboard.charts.indicator_bullets import target_sign
from dashboard.text import Speaker
from queries.assessment.rules import Gate, IndicatorRule, Light, RuleSet, Start
from queries.indicators.dictionary import Dictionary, Indicator, Status


def rule_list(
    known: Iterable[tuple[RuleSet, int | None]],
    *,
    in_force: RuleSet | None,
    say: Speaker,
) -> pd.DataFrame:
    """Return one row a rule set and its batch; the one *in_force* says so."""
    return pd.DataFrame(
        [
            {
                say("rules.name"): say.name_of(rules),
                say("rules.code"): rules.code,
                say("rules.status"): say(f"rule_status.{rules.status.value}"),
                say("rules.valid_from"): str(rules.valid_from),
                say("rules.batch"): say("rules.shipped")
                if batch is None
                else say("rules.batch_of", number=batch),
                say("rules.standing"): say(
                    "rules.in_force" if rules == in_force else "rules.not_in_force"
                ),
                say("methods.source"): rules.source,
            }
            for rules, batch in known
        ]
    )


def rule_table(rules: RuleSet, *, known: Dictionary, say: Speaker) -> pd.DataFrame:
    """Return one row an indicator: its weight, where it starts, where it ends."""
    return pd.DataFrame(
        [_indicator(rule, known.indicator(rule.code), say) for rule in rules.indicators]
    )


def _indicator(
    rule: IndicatorRule, indicator: Indicator, say: Speaker
) -> dict[str, str]:
    floor = amounts.of_indicator(indicator, rule.floor, say=say)
    key = "rules.from_base" if rule.start is Start.BASE_YEAR else "rules.from_floor"
    return {
        say("methods.indicator"): amounts.titled(indicator, say=say),
        say("rules.weight"): f"{rule.weight * 100:g}%",
        say("rules.start"): say(key, floor=floor),
        say("rules.targets"): _targets(indicator, say),
    }


def _targets(indicator: Indicator, say: Speaker) -> str:
    """Return the final targets by tier, each value once."""
    found: dict[str, list[str]] = {}
    for target in indicator.targets:
        words = say("target.none")
        if target.value is not None:
            value = amounts.of_indicator(indicator, target.value, say=say)
            words = target_sign(indicator) + value
            if target.status is not Status.OFFICIAL:
                words = say("target.provisional", target=words)
        found.setdefault(say(f"tier.{target.tier}"), []).append(words)
    return say("list.semicolon").join(
        say("rules.target_of", tier=tier, targets=list(dict.fromkeys(words)))
        for tier, words in found.items()
    )


def rule_sentences(
    rules: RuleSet, *, known: Dictionary, say: Speaker
) -> tuple[str, ...]:
    """Return everything else that a rule set lays down, a sentence each."""
    return (
        _cut_offs(rules, say),
        say("rules.coverage", least=f"{rules.minimum_coverage * 100:g}%"),
        _lights(rules, say),
        *(_gate(gate, known, say) for gate in rules.gates),
        *(
            say(
                "rules.borrowed",
                tier=say(f"tier.{tier}"),
                lenders=[say(f"tier.{lender}") for lender in lenders],
            )
            for tier, lenders in rules.borrowed
        ),
        say("rules.path", year=rules.base_year),
        *_exemptions(rules, known, say),
    )


def _cut_offs(rules: RuleSet, say: Speaker) -> str:
    cuts = [
        say("scorecard.band", grade=grade.value, cut=f"{cut:g}")
        for grade, cut in rules.cut_offs
    ]
    return say("rules.cut_offs", cuts=cuts)


def _lights(rules: RuleSet, say: Speaker) -> str:
    lowest = dict(rules.lights)
    return say(
        "rules.lights",
        green=lowest[Light.GREEN].value,
        yellow=lowest[Light.YELLOW].value,
    )


def _gate(gate: Gate, known: Dictionary, say: Speaker) -> str:
    name = say.name_of(known.indicator(gate.indicator)) if gate.indicator else gate.code
    return say(f"rules.gate_{gate.kind.value}", name=name, cap=gate.cap.value)


def _exemptions(rules: RuleSet, known: Dictionary, say: Speaker) -> list[str]:
    if not rules.exemptions:
        return [say("rules.no_exemption")]
    return [
        say(
            "rules.exemption" if one.valid_to is None else "rules.exemption_until",
            park=one.park,
            indicator=say.name_of(known.indicator(one.indicator)),
            reason=one.reason,
            day=one.decided_on,
            first=one.valid_from,
            last=one.valid_to,
        )
        for one in rules.exemptions
    ]
