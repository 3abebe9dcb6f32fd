"""A rule set read from its file; one that does not add up is refused by its line."""

from importlib.resources import files
from itertools import pairwise
from math import isclose
from typing import Final

from queries import lined_toml
from queries.assessment.rules import (
    BETWEEN_GATES,
    LONGEST_CODE,
    Exemption,
    Gate,
    GateKind,
    IndicatorRule,
    Light,
    RuleSet,
    RuleStatus,
    Start,
)
from queries.errors import (
    DataFieldMissingError,
    DataRepeatedError,
    RuleCutOffsError,
    RuleDatesError,
    RuleExemptionError,
    RuleFloorError,
    RuleIndicatorUnknownError,
    RuleLightsError,
    RuleWeightsError,
)
from queries.indicators.dictionary import Dictionary, Direction, Indicator
from queries.lined_toml import LinedTable
from queries.vocabulary import RATED, Grade, Tier

FULL_SCORE: Final = 100.0
CUT: Final = RATED[:-1]
"""The grades that a score has to reach; the lowest is what is left."""

FIRST_BASE_YEAR: Final = 2000

FIELDS: Final = (
    "id",
    "name_zh",
    "name_en",
    "status",
    "source",
    "valid_from",
    "base_year",
    "minimum_coverage",
    "cut_offs",
    "lights",
    "borrowed_targets",
    "indicator",
    "gate",
    "exemption",
)
FIELDS_OF_INDICATOR: Final = ("code", "weight", "start", "floor")
FIELDS_OF_GATE: Final = ("kind", "indicator", "cap")
FIELDS_OF_EVENT_GATE: Final = ("kind", "event", "cap")
FIELDS_OF_EXEMPTION: Final = (
    "park",
    "indicator",
    "reason",
    "decided_on",
    "valid_from",
    "valid_to",
)
"""A misspelt one would be left out without a word, and with it a rule."""


def shipped() -> tuple[tuple[str, str], ...]:
    """Return the name and the text of every rule set that comes with the product."""
    folder = files("queries.assessment") / "rule_sets"
    return tuple(
        (path.name, path.read_text(encoding="utf-8"))
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".toml")
    )


def parse(text: str, *, file: str, known: Dictionary) -> RuleSet:
    """Read a rule set from the *text* of *file*.

    Raises:
        DataFileWrongError: One of its kinds, naming file and line: it is no TOML, a
            field is missing or of the wrong kind, or the rules do not add up.
    """
    whole = lined_toml.read(text, file=file)
    lined_toml.require_known(whole, FIELDS)
    rules = RuleSet(
        code=_code(whole),
        name_zh=whole.text("name_zh"),
        name_en=whole.text("name_en"),
        status=whole.word(RuleStatus, "status"),
        source=whole.text("source"),
        valid_from=whole.month("valid_from"),
        base_year=_base_year(whole),
        minimum_coverage=_share(whole, "minimum_coverage"),
        cut_offs=_cut_offs(whole.table("cut_offs")),
        lights=_lights(whole.table("lights")),
        borrowed=_borrowed(whole.table("borrowed_targets")),
        indicators=_indicators(whole, known),
        gates=_gates(whole.tables("gate")),
        exemptions=tuple(_exemption(table) for table in whole.tables("exemption")),
    )
    _require_weighted(whole, rules)
    _require_exemptible(whole, rules, known)
    return rules


def _code(whole: LinedTable) -> str:
    code = whole.text("id")
    if len(code) > LONGEST_CODE or any(letter.isspace() for letter in code):
        raise whole.wrong("id")
    return code


def _base_year(whole: LinedTable) -> int:
    year = whole.whole_number("base_year")
    if not FIRST_BASE_YEAR <= year <= whole.month("valid_from").year:
        raise whole.wrong("base_year")
    return year


def _share(table: LinedTable, field: str) -> float:
    value = table.number(field)
    if not 0 < value <= 1:
        raise table.wrong(field)
    return value


def _cut_offs(table: LinedTable) -> tuple[tuple[Grade, float], ...]:
    lined_toml.require_known(table, CUT)
    found = tuple((grade, table.number(grade.value)) for grade in CUT)
    bounds = [FULL_SCORE, *(score for _, score in found), 0.0]
    falls = all(above > below for above, below in pairwise(bounds[1:]))
    if not falls or bounds[1] > FULL_SCORE:
        raise RuleCutOffsError(**table.at("A"))
    return found


def _lights(table: LinedTable) -> tuple[tuple[Light, Grade], ...]:
    lined_toml.require_known(table, (Light.GREEN, Light.YELLOW))
    green = table.word(Grade, Light.GREEN)
    yellow = table.word(Grade, Light.YELLOW)
    if not yellow.is_worse_than(green):
        raise RuleLightsError(**table.at(Light.YELLOW))
    return (Light.GREEN, green), (Light.YELLOW, yellow)


def _borrowed(table: LinedTable) -> tuple[tuple[Tier, tuple[Tier, ...]], ...]:
    lined_toml.require_known(table, tuple(Tier))
    return tuple((Tier(tier), _lenders(table, tier)) for tier in table.values)


def _lenders(table: LinedTable, tier: str) -> tuple[Tier, ...]:
    lenders = table.values[tier]
    if not isinstance(lenders, list) or any(one not in list(Tier) for one in lenders):
        raise table.wrong(tier)
    return tuple(map(Tier, lenders))


def _indicators(whole: LinedTable, known: Dictionary) -> tuple[IndicatorRule, ...]:
    tables = whole.tables("indicator")
    lined_toml.require_unique(tables, "code")
    return tuple(_indicator(table, known) for table in tables)


def _indicator(table: LinedTable, known: Dictionary) -> IndicatorRule:
    lined_toml.require_known(table, FIELDS_OF_INDICATOR)
    code = table.text("code")
    indicator = next((one for one in known.indicators if one.code == code), None)
    if indicator is None:
        raise RuleIndicatorUnknownError(**table.at("code"), indicator=code)
    rule = IndicatorRule(
        code=code,
        weight=_share(table, "weight"),
        start=table.word(Start, "start"),
        floor=table.number("floor"),
    )
    _require_floor(table, rule, indicator)
    return rule


def _require_floor(
    table: LinedTable, rule: IndicatorRule, indicator: Indicator
) -> None:
    for target in indicator.targets:
        if target.value is None:
            continue
        rise = target.value - rule.floor
        if (rise if indicator.direction is Direction.HIGHER else -rise) <= 0:
            raise RuleFloorError(
                **table.at("floor"),
                indicator=rule.code,
                floor=rule.floor,
                target=target.value,
            )


def _gates(tables: tuple[LinedTable, ...]) -> tuple[Gate, ...]:
    """Read the gates; an answer names each by its code, so no two may share one."""
    gates: dict[str, Gate] = {}
    for table in tables:
        gate = _gate(table)
        if gate.code in gates:
            field = "kind" if gate.event is None else "event"
            raise DataRepeatedError(**table.at(field), code=gate.code)
        gates[gate.code] = gate
    return tuple(gates.values())


def _gate(table: LinedTable) -> Gate:
    kind = table.word(GateKind, "kind")
    is_event = kind is GateKind.EVENT
    lined_toml.require_known(
        table, FIELDS_OF_EVENT_GATE if is_event else FIELDS_OF_GATE
    )
    cap = table.word(Grade, "cap")
    if cap not in RATED[1:]:
        raise table.wrong("cap")
    return Gate(
        kind=kind,
        cap=cap,
        indicator=None if is_event else table.text("indicator"),
        event=_event(table) if is_event else None,
    )


def _event(table: LinedTable) -> str:
    event = table.text("event")
    if BETWEEN_GATES in event:
        raise table.wrong("event")
    return event


def _exemption(table: LinedTable) -> Exemption:
    lined_toml.require_known(table, FIELDS_OF_EXEMPTION)
    exemption = Exemption(
        park=table.text("park"),
        indicator=table.text("indicator"),
        reason=table.text("reason"),
        decided_on=table.day("decided_on"),
        valid_from=table.month("valid_from"),
        valid_to=table.month("valid_to") if "valid_to" in table else None,
    )
    if exemption.valid_to is not None and exemption.valid_to < exemption.valid_from:
        raise RuleDatesError(**table.at("valid_to"))
    return exemption


def _require_weighted(whole: LinedTable, rules: RuleSet) -> None:
    """Refuse weights that do not add up, and gates on what has no weight."""
    tables = whole.tables("indicator")
    if not tables:
        raise DataFieldMissingError(**whole.at("indicator"), field="[[indicator]]")
    total = sum(rule.weight for rule in rules.indicators)
    if not isclose(total, 1.0, abs_tol=1e-9):
        lines = [table.at("weight")["line"] for table in tables]
        raise RuleWeightsError(
            **tables[0].at("weight"), lines=lines, total=f"{total:.12g}"
        )
    weighted = {rule.code for rule in rules.indicators}
    for table in (*whole.tables("gate"), *whole.tables("exemption")):
        if "indicator" in table and table.text("indicator") not in weighted:
            raise RuleIndicatorUnknownError(
                **table.at("indicator"), indicator=table.text("indicator")
            )


def _require_exemptible(whole: LinedTable, rules: RuleSet, known: Dictionary) -> None:
    pairs = zip(whole.tables("exemption"), rules.exemptions, strict=True)
    for table, exemption in pairs:
        if not known.indicator(exemption.indicator).exemptible:
            raise RuleExemptionError(
                **table.at("indicator"), indicator=exemption.indicator
            )
