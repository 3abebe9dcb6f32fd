"""The dictionary read from its two files; whatever is wrong is named by its line."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.abc import Traversable
from typing import Any, Final, TypeVar

from queries.errors import (
    DictionaryFieldMissingError,
    DictionaryRepeatedError,
    DictionaryUnreadableError,
    DictionaryValueWrongError,
    NotAMonthError,
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
from queries.indicators.lines import Place, indicator_places
from queries.months import Month
from queries.vocabulary import MeasureKind, Tier

MEASURES_FILE: Final = "measures.csv"
INDICATORS_FILE: Final = "indicators.toml"

Word = TypeVar("Word", bound=StrEnum)


def load(folder: Traversable) -> Dictionary:
    """Read ``measures.csv`` and ``indicators.toml`` of *folder*.

    Raises:
        DictionaryWrongError: One of its kinds, naming file and line.
    """
    measures = _measures((folder / MEASURES_FILE).read_text(encoding="utf-8"))
    kinds = {measure.code: measure.kind for measure in measures}
    text = (folder / INDICATORS_FILE).read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text).get("indicator", [])
    except tomllib.TOMLDecodeError as error:
        raise DictionaryUnreadableError(
            file=INDICATORS_FILE, detail=str(error)
        ) from error
    places = indicator_places(text, file=INDICATORS_FILE)
    _require_unique(tables, places)
    return Dictionary(
        measures=measures,
        indicators=tuple(
            _indicator(table, place, kinds)
            for table, place in zip(tables, places, strict=True)
        ),
    )


def _measures(text: str) -> tuple[Measure, ...]:
    lines = text.splitlines()
    rows = csv.DictReader(lines)
    measures = []
    for number, row in enumerate(rows, start=2):
        place = Place(file=MEASURES_FILE, first=number, lines=(lines[number - 1],))
        measures.append(
            Measure(
                code=_text(row, "code", place),
                name_zh=_text(row, "name_zh", place),
                name_en=_text(row, "name_en", place),
                unit=_text(row, "unit", place),
                kind=_word(MeasureKind, row, "kind", place),
                required=_text(row, "required", place) == "yes",
                note_zh=row["note_zh"] or "",
                note_en=row["note_en"] or "",
            )
        )
    return tuple(measures)


def _require_unique(tables: list[dict[str, Any]], places: tuple[Place, ...]) -> None:
    seen = Counter[str]()
    for table, place in zip(tables, places, strict=True):
        code = _text(table, "code", place)
        seen[code] += 1
        if seen[code] > 1:
            raise DictionaryRepeatedError(**place.at("code"), code=code)


def _indicator(
    table: Mapping[str, Any], place: Place, kinds: Mapping[str, MeasureKind]
) -> Indicator:
    return Indicator(
        code=_text(table, "code", place),
        name_zh=_text(table, "name_zh", place),
        name_en=_text(table, "name_en", place),
        unit=_text(table, "unit", place),
        direction=_word(Direction, table, "direction", place),
        kind=_word(IndicatorKind, table, "kind", place),
        display=_word(Display, table, "display", place),
        decimals=int(_number(table, "decimals", place)),
        exemptible=bool(_required(table, "exemptible", place)),
        source=_text(table, "source", place),
        status=_word(Status, table, "status", place),
        definition_zh=_text(table, "definition_zh", place),
        definition_en=_text(table, "definition_en", place),
        numerator=_combination(table, "numerator", place, kinds),
        denominator=_combination(table, "denominator", place, kinds),
        targets=tuple(
            _target(target, place.target(position))
            for position, target in enumerate(table.get("target", []))
        ),
    )


def _combination(
    table: Mapping[str, Any],
    side: str,
    place: Place,
    kinds: Mapping[str, MeasureKind],
) -> Combination:
    terms = tuple(_term(term, place, kinds) for term in _required(table, side, place))
    found = {kinds[term.measure] for term in terms}
    if len(found) != 1:
        wrong = ", ".join(sorted(found)) or "[]"
        raise DictionaryValueWrongError(**place.at(side), field=side, value=wrong)
    return Combination(terms=terms, kind=found.pop())


def _term(
    term: Mapping[str, Any], place: Place, kinds: Mapping[str, MeasureKind]
) -> Term:
    measure = _text(term, "measure", place)
    if measure not in kinds:
        raise UnknownMeasureError(**place.at(f'"{measure}"'), measure=measure)
    if "coefficient" in term:
        for field in ("unit", "source", "status"):
            _text(term, field, place)
    status = term.get("status")
    return Term(
        measure=measure,
        coefficient=_optional_number(term, "coefficient", place, absent=1.0),
        unit=term.get("unit"),
        source=term.get("source"),
        status=None if status is None else _word(Status, term, "status", place),
    )


def _target(table: Mapping[str, Any], place: Place) -> Target:
    target = Target(
        tier=_word(Tier, table, "tier", place),
        value=_optional_number(table, "value", place, absent=None),
        energy_from_tce=_optional_number(table, "energy_from_tce", place, absent=None),
        energy_below_tce=_optional_number(
            table, "energy_below_tce", place, absent=None
        ),
        valid_from=_month(table, "valid_from", place),
        source=_text(table, "source", place),
        status=_word(Status, table, "status", place),
    )
    if (target.value is None) != (target.status is Status.NONE):
        raise DictionaryFieldMissingError(**place.at("status"), field="value")
    return target


def _required(table: Mapping[str, Any], field: str, place: Place) -> Any:  # noqa: ANN401  any value of a TOML table
    value = table.get(field)
    if value is None or value == "":
        raise DictionaryFieldMissingError(**place.at(field), field=field)
    return value


def _text(table: Mapping[str, Any], field: str, place: Place) -> str:
    value = _required(table, field, place)
    if not isinstance(value, str):
        raise DictionaryValueWrongError(**place.at(field), field=field, value=value)
    return value


def _number(table: Mapping[str, Any], field: str, place: Place) -> float:
    value = _required(table, field, place)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DictionaryValueWrongError(**place.at(field), field=field, value=value)
    return value


def _month(table: Mapping[str, Any], field: str, place: Place) -> Month:
    text = _text(table, field, place)
    try:
        return Month.parse(text)
    except NotAMonthError as error:
        wrong = place.at(field)
        raise DictionaryValueWrongError(**wrong, field=field, value=text) from error


Absent = TypeVar("Absent", float, None)


def _optional_number(
    table: Mapping[str, Any], field: str, place: Place, *, absent: Absent
) -> float | Absent:
    return _number(table, field, place) if field in table else absent


def _word(
    words: type[Word], table: Mapping[str, Any], field: str, place: Place
) -> Word:
    value = _text(table, field, place)
    if value not in _values(words):
        raise DictionaryValueWrongError(**place.at(field), field=field, value=value)
    return words(value)


def _values(words: Iterable[StrEnum]) -> frozenset[str]:
    return frozenset(word.value for word in words)
