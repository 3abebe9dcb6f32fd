"""The dictionary read from its two files; whatever is wrong is named by its line."""

import csv
from collections.abc import Mapping
from importlib.abc import Traversable
from typing import Final

from queries import lined_toml
from queries.errors import (
    DataFieldMissingError,
    DataValueWrongError,
    UnknownMeasureError,
)
from queries.indicators.dictionary import (
    Combination,
    Dictionary,
    Direction,
    Display,
    Indicator,
    IndicatorKind,
    Measure,
    Status,
    Target,
    Term,
)
from queries.lined_toml import LinedTable
from queries.vocabulary import MeasureKind, Tier

MEASURES_FILE: Final = "measures.csv"
INDICATORS_FILE: Final = "indicators.toml"


def load(folder: Traversable) -> Dictionary:
    """Read ``measures.csv`` and ``indicators.toml`` of *folder*.

    Raises:
        DataFileWrongError: One of its kinds, naming file and line.
    """
    measures = _measures((folder / MEASURES_FILE).read_text(encoding="utf-8"))
    kinds = {measure.code: measure.kind for measure in measures}
    text = (folder / INDICATORS_FILE).read_text(encoding="utf-8")
    tables = lined_toml.read(text, file=INDICATORS_FILE).tables("indicator")
    lined_toml.require_unique(tables, "code")
    return Dictionary(
        measures=measures,
        indicators=tuple(_indicator(table, kinds) for table in tables),
    )


def _measures(text: str) -> tuple[Measure, ...]:
    lines = text.splitlines()
    measures = []
    for number, values in enumerate(csv.DictReader(lines), start=2):
        row = LinedTable(
            values=values, file=MEASURES_FILE, first=number, lines=(lines[number - 1],)
        )
        measures.append(
            Measure(
                code=row.text("code"),
                name_zh=row.text("name_zh"),
                name_en=row.text("name_en"),
                unit=row.text("unit"),
                kind=row.word(MeasureKind, "kind"),
                required=row.text("required") == "yes",
                note_zh=values["note_zh"] or "",
                note_en=values["note_en"] or "",
            )
        )
    return tuple(measures)


def _indicator(table: LinedTable, kinds: Mapping[str, MeasureKind]) -> Indicator:
    return Indicator(
        code=table.text("code"),
        name_zh=table.text("name_zh"),
        name_en=table.text("name_en"),
        unit=table.text("unit"),
        direction=table.word(Direction, "direction"),
        kind=table.word(IndicatorKind, "kind"),
        display=table.word(Display, "display"),
        decimals=table.whole_number("decimals"),
        exemptible=table.flag("exemptible"),
        source=table.text("source"),
        status=table.word(Status, "status"),
        definition_zh=table.text("definition_zh"),
        definition_en=table.text("definition_en"),
        numerator=_combination(table, "numerator", kinds),
        denominator=_combination(table, "denominator", kinds),
        targets=tuple(
            _target(target) for target in table.tables("target", within="indicator")
        ),
    )


def _combination(
    table: LinedTable, side: str, kinds: Mapping[str, MeasureKind]
) -> Combination:
    terms = tuple(_term(term, table, kinds) for term in table.required(side))
    found = {kinds[term.measure] for term in terms}
    if len(found) != 1:
        wrong = "、".join(sorted(found)) or "[]"
        raise DataValueWrongError(**table.at(side), field=side, value=wrong)
    return Combination(terms=terms, kind=found.pop())


def _term(
    values: Mapping[str, object], table: LinedTable, kinds: Mapping[str, MeasureKind]
) -> Term:
    term = LinedTable(
        values=values, file=table.file, first=table.first, lines=table.lines
    )
    measure = term.text("measure")
    if measure not in kinds:
        raise UnknownMeasureError(**table.holding(f'"{measure}"'), measure=measure)
    is_factor = "coefficient" in term
    return Term(
        measure=measure,
        coefficient=term.number("coefficient") if is_factor else 1.0,
        unit=term.text("unit") if is_factor else None,
        source=term.text("source") if is_factor else None,
        status=term.word(Status, "status") if is_factor else None,
    )


def _target(table: LinedTable) -> Target:
    target = Target(
        tier=table.word(Tier, "tier"),
        value=_optional(table, "value"),
        energy_from_tce=_optional(table, "energy_from_tce"),
        energy_below_tce=_optional(table, "energy_below_tce"),
        valid_from=table.month("valid_from"),
        source=table.text("source"),
        status=table.word(Status, "status"),
    )
    if (target.value is None) != (target.status is Status.NONE):
        raise DataFieldMissingError(**table.at("status"), field="value")
    return target


def _optional(table: LinedTable, field: str) -> float | None:
    return table.number(field) if field in table.values else None
