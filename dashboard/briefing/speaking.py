"""What every file and every speaker's note says of where its numbers come from."""

from collections.abc import Iterable
from typing import Final

from dashboard.briefing.packs import Provenance
from dashboard.briefing.question import Question
from dashboard.charts.indicator_bullets import target_words
from queries.indicators.dictionary import Indicator
from queries.months import Month
from queries.vocabulary import Tier

GOAL_TIERS: Final = (Tier.NATIONAL, Tier.REGION)


def provenance(
    asked: Question, *, scope: str, filters: tuple[str, ...] = ()
) -> Provenance:
    """Return what a file about *scope* says of itself."""
    say, rules = asked.say, asked.rules
    return Provenance(
        period=asked.spoken,
        scope=scope,
        filters=filters,
        rule_set="" if rules is None else say.name_of(rules),
        rule_status="" if rules is None else say(f"rule_status.{rules.status.value}"),
        sources=_sources(asked),
        made_at=asked.made_at,
        snapshot=asked.snapshot.code,
        is_simulated=asked.snapshot.is_simulated,
        handling=asked.handling or say("briefing.handling"),
        map_line=say("map.approved", number=asked.approval)
        if asked.approval
        else say("map.unreviewed"),
    )


def _sources(asked: Question) -> tuple[str, ...]:
    say, seen = asked.say, asked.snapshot
    monthly = say("source.monthly")
    if seen.first_month is not None:
        monthly = say(
            "briefing.source_monthly", first=seen.first_month, last=seen.last_month
        )
    rules = asked.rules
    return (monthly,) if rules is None else (monthly, rules.source)


def speaker_notes(
    asked: Question, *, indicators: Iterable[Indicator] = ()
) -> tuple[str, ...]:
    """Return for the speaker: definitions with targets, source, rule set, state."""
    say, rules = asked.say, asked.rules
    judged = (
        say("scorecard.no_rules")
        if rules is None
        else say(
            "scorecard.rules",
            name=say.name_of(rules),
            status=say(f"rule_status.{rules.status.value}"),
            source=rules.source,
        )
    )
    return (
        *(_definition(indicator, asked.month, asked) for indicator in indicators),
        say(
            "briefing.note_source", sources=say("list.semicolon").join(_sources(asked))
        ),
        say("briefing.note_rules", rules=judged),
        say("briefing.note_state", period=asked.spoken, snapshot=asked.snapshot.code),
    )


def _definition(indicator: Indicator, month: Month, asked: Question) -> str:
    say = asked.say
    text = indicator.definition_zh
    if say.language != "zh":
        text = indicator.definition_en
    goals = [
        say(
            "trends.goal",
            tier=say(f"tier.{tier}"),
            target=target_words(
                indicator,
                indicator.target(tier=tier, annual_energy_tce=None, month=month),
                say=say,
            ),
        )
        for tier in GOAL_TIERS
    ]
    return say(
        "briefing.note_definition",
        name=say.name_of(indicator),
        definition=text,
        targets=goals,
        source=indicator.source,
    )
