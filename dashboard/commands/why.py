"""Why one park has its grade, and what would lift it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from dashboard import amounts
from dashboard.commands.judging import (
    Basis,
    about,
    gate_words,
    lettered,
    rated,
    scored_cell,
)
from dashboard.commands.output import absent_as_none, print_sentence, print_table
from dashboard.text import Speaker
from queries.assessment.distance import NextGrade, Way, next_grade
from queries.assessment.gradings import graded_parks, judged
from queries.assessment.rules import Exemption, Gate, RuleSet
from queries.assessment.scoring import gates_of
from queries.contracts import ScoredIndicator
from queries.errors import NoRulesThenError, UnknownParkError
from queries.indicators import Direction, Indicator, dictionary
from queries.months import Period
from queries.rows import records
from queries.scope import REGION
from queries.vocabulary import Grade

TITLES = (
    "indicator",
    "value",
    "target",
    "achievement",
    "weight",
    "points",
    "state",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One park in one period; ``park`` is its row of ``GradedPark``.

    ``indicators`` has no row where the park owed nothing then.
    """

    period: Period
    rules: RuleSet
    park: Any
    indicators: DataFrame[ScoredIndicator]
    next_grade: NextGrade | None

    def document(self) -> dict[str, Any]:
        """Return the answer for programs; score and grade are the calculated ones."""
        park = self.park
        return {
            "code": park.code,
            "name": park.name_zh,
            "period": str(self.period),
            "rule_set": self.rules.code,
            "status": self.rules.status,
            "score": absent_as_none(park.calculated_score),
            "grade": rated(park.calculated),
            "uncapped": rated(park.uncapped),
            "coverage": absent_as_none(park.coverage),
            "light": absent_as_none(park.light),
            "official": rated(park.official),
            "official_score": absent_as_none(park.official_score),
            "contributions": [
                self._contribution(row) for row in records(self.indicators)
            ],
            "gates": list(gates_of(park.gates)),
            "next_grade": self._next_grade(),
        }

    def tell(self, say: Speaker) -> None:
        """Print what every indicator adds, then gates, next grade and rules."""
        print_sentence(self._headline(say))
        rows = [self._cells(row, say) for row in records(self.indicators)]
        if rows:
            print_sentence("")
            print_table([say(f"cli.why.{title}") for title in TITLES], rows, say=say)
        print_sentence("")
        for sentence in (*self._verdict(say), about(self.rules, say)):
            print_sentence(sentence)

    def _contribution(self, row: Any) -> dict[str, Any]:  # noqa: ANN401  a row of ``ScoredIndicator``
        exemption = self._exemption(row)
        return {
            "indicator": row.indicator,
            "value": absent_as_none(row.value),
            "target": absent_as_none(row.target),
            "achievement": absent_as_none(row.achievement),
            "weight": row.weight,
            "points": row.points,
            "state": row.state,
            "reason": absent_as_none(row.reason),
            "decision": None if exemption is None else exemption.reason,
            "decided_on": None if exemption is None else exemption.decided_on,
        }

    def _exemption(self, row: Any) -> Exemption | None:  # noqa: ANN401  a row of ``ScoredIndicator``
        """Return the decision that took an indicator out, if one did."""
        if row.reason != "decided":
            return None
        return next(
            one
            for one in self.rules.exemptions
            if (one.park, one.indicator) == (row.code, row.indicator)
            and any(map(one.covers, self.period.months))
        )

    def _next_grade(self) -> dict[str, Any] | None:
        above = self.next_grade
        if above is None:
            return None
        return {
            "grade": above.grade,
            "score": above.score,
            "blocked_by": above.blocked_by,
            "ways": [
                {
                    "indicator": way.indicator,
                    "from": way.now,
                    "to": way.to,
                    "share": way.share,
                }
                for way in above.ways
            ],
        }

    def _headline(self, say: Speaker) -> str:
        park = self.park
        return say(
            "cli.why.headline",
            name=park.name_zh,
            code=park.code,
            period=self.period,
            calculated=scored_cell(park.calculated, park.calculated_score, say),
            official=scored_cell(park.official, park.official_score, say),
        )

    def _cells(self, row: Any, say: Speaker) -> list[str]:  # noqa: ANN401  a row of ``ScoredIndicator``
        indicator = dictionary().indicator(row.indicator)
        value, target, achieved = map(
            absent_as_none, (row.value, row.target, row.achievement)
        )
        is_undefined = row.reason == "zero_denominator"
        return [
            say.name_of(indicator),
            "" if is_undefined else amounts.of_indicator(indicator, value, say=say),
            say("target.none")
            if target is None
            else amounts.of_indicator(indicator, target, say=say),
            "" if achieved is None else f"{achieved:.1%}",
            f"{row.weight:.1%}",
            f"{row.points:.1f}",
            self._state(row, say),
        ]

    def _state(self, row: Any, say: Speaker) -> str:  # noqa: ANN401  a row of ``ScoredIndicator``
        exemption = self._exemption(row)
        if exemption is not None:
            return say(
                "cli.why.decided", reason=exemption.reason, day=exemption.decided_on
            )
        reason = absent_as_none(row.reason)
        return say(
            f"cli.why.reason_{reason}" if reason else f"cli.why.state_{row.state}"
        )

    def _verdict(self, say: Speaker) -> Iterator[str]:
        if self.indicators.empty:
            yield say("cli.why.not_due")
            return
        if self.park.calculated == Grade.U:
            yield say("cli.why.unrated", least=f"{self.rules.minimum_coverage:.0%}")
            return
        yield self._about_gates(say)
        if self.next_grade is None:
            yield say("cli.why.best")
        else:
            yield from _ways_up(self.next_grade, say)

    def _about_gates(self, say: Speaker) -> str:
        held = gates_of(self.park.gates)
        gates = [gate for gate in self.rules.gates if gate.code in held]
        if not gates:
            return say("cli.why.no_gates")
        key = "held" if self.park.uncapped == self.park.calculated else "capped"
        return say(
            f"cli.why.gates_{key}",
            gates=[_gate(gate, say) for gate in gates],
            uncapped=lettered(self.park.uncapped, say),
            grade=lettered(self.park.calculated, say),
        )


def explained(
    connection: Connection, *, by: Basis, code: str, period: Period, today: date
) -> Explanation:
    """Work out why the park *code* has its calculated grade of *period*.

    Raises:
        NoRulesThenError: No rule set was valid then, and none was asked for.
        UnknownParkError: No park that counts has that code.
    """
    rules = by.rules
    if rules is None:
        raise NoRulesThenError(period=str(period))
    parks = graded_parks(
        connection, scope=REGION, period=period, today=today, rules=rules
    )
    park = next(records(parks.loc[parks["code"] == code]), None)
    if park is None:
        raise UnknownParkError(code=code)
    scores = judged(connection, scope=REGION, rules=rules, period=period, today=today)
    rows = scores.indicators.loc[scores.indicators["code"] == code]
    above = None if rows.empty else next_grade(scores, code=code, rules=rules)
    return Explanation(
        period=period, rules=rules, park=park, indicators=rows, next_grade=above
    )


def _gate(gate: Gate, say: Speaker) -> str:
    return say(
        "cli.why.gate", gate=gate_words(gate.code, say), cap=lettered(gate.cap, say)
    )


def _ways_up(above: NextGrade, say: Speaker) -> Iterator[str]:
    """Yield what lifts the grade, the smallest change first, then what cannot."""
    grade = lettered(above.grade, say)
    if above.blocked_by:
        gates = [gate_words(code, say) for code in above.blocked_by]
        yield say("cli.why.blocked", grade=grade, gates=gates)
    ways = [way for way in above.ways if way.to is not None]
    if not ways:
        yield say("cli.why.no_way", grade=grade)
        return
    first, *others = (_way(way, say) for way in ways)
    yield say("cli.why.shortest", grade=grade, score=f"{above.score:g}", way=first)
    if others:
        yield say("cli.why.other_ways", ways=others)
    if len(ways) < len(above.ways):
        names = [_name(way, say) for way in above.ways if way.to is None]
        yield say("cli.why.impossible", names=names)


def _name(way: Way, say: Speaker) -> str:
    return say.name_of(dictionary().indicator(way.indicator))


def _way(way: Way, say: Speaker) -> str:
    indicator = dictionary().indicator(way.indicator)
    reached = None if way.to is None else _safely_rounded(indicator, way.to)
    return say(
        "cli.why.way",
        name=say.name_of(indicator),
        now=amounts.of_indicator(indicator, way.now, say=say),
        to=amounts.of_indicator(indicator, reached, say=say),
    )


def _safely_rounded(indicator: Indicator, value: float) -> float:
    """Round towards the better side, so that what is printed does reach the grade."""
    unit = amounts.finest(indicator)
    is_lower = indicator.direction is Direction.LOWER
    # A value that is round already must not move because it is not quite so in binary.
    steps = round(value / unit, 6)
    return unit * (math.floor(steps) if is_lower else math.ceil(steps))
