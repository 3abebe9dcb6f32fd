"""The dictionary: what it says, how it is read, and how it grows without code."""

from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import Connection

from queries.errors import (
    DataFieldMissingError,
    DataFileUnreadableError,
    DataRepeatedError,
    DataValueWrongError,
    OversightError,
    UnknownIndicatorError,
    UnknownMeasureError,
)
from queries.indicators import Status, dictionary, load
from queries.indicators.totals import recount_redefined
from queries.months import Month
from queries.scope import REGION
from queries.values import indicator_values
from queries.vocabulary import Level, MeasureKind, Tier, Window
from tests.parks_by_hand import add_park, report

HERE = Path(__file__).parents[3] / "queries" / "indicators"
LATE = Month(2026, 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the dictionary's files, to be changed."""
    return Path(copytree(HERE, tmp_path / "dictionary"))


def change(folder: Path, before: str, after: str) -> int:
    """Replace one text of the indicators; return the number of its line."""
    file = folder / "indicators.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_the_dictionary_holds_all_measures_and_indicators():
    assert len(dictionary().measures) == 29
    assert [indicator.code for indicator in dictionary().indicators] == [
        "carbon_intensity",
        "clean_energy_share",
        "product_energy_grade2",
        "solid_waste_utilisation",
        "waste_heat_utilisation",
        "water_reuse",
        "green_power_share",
        "direct_supply_share",
        "retrofit_completion",
    ]


def test_every_number_of_the_dictionary_has_a_source_and_a_status():
    for indicator in dictionary().indicators:
        assert indicator.source
        for target in indicator.targets:
            assert target.source
            assert (target.value is None) == (target.status is Status.NONE)
        for term in (*indicator.numerator.terms, *indicator.denominator.terms):
            assert term.coefficient == 1 or (term.source and term.unit)


def test_both_languages_define_every_indicator():
    for indicator in dictionary().indicators:
        assert indicator.definition_zh.endswith("。")
        assert indicator.definition_en.endswith(".")
    clean = dictionary().indicator("clean_energy_share")
    assert "待主管部门明确" in clean.definition_zh


@pytest.mark.parametrize(
    ("energy_tce", "value"),
    [
        (199_999.9, None),
        (200_000.0, 0.2),
        (999_999.9, 0.2),
        (1_000_000.0, 0.3),
    ],
)
def test_the_national_carbon_target_follows_the_energy_bracket(
    energy_tce: float, value: float | None
):
    intensity = dictionary().indicator("carbon_intensity")
    target = intensity.target(
        tier=Tier.NATIONAL, annual_energy_tce=energy_tce, month=LATE
    )
    assert target is not None
    assert target.value == value
    assert target.status is (Status.NONE if value is None else Status.OFFICIAL)


def test_a_park_of_unknown_size_has_no_bracketed_target():
    intensity = dictionary().indicator("carbon_intensity")
    known = {"annual_energy_tce": None, "month": LATE}
    assert intensity.target(tier=Tier.NATIONAL, **known) is None
    regional = intensity.target(tier=Tier.REGION, **known)
    assert regional is not None
    assert (regional.value, regional.status) == (0.6, Status.PRESS)


def test_a_target_does_not_hold_before_its_day():
    intensity = dictionary().indicator("carbon_intensity")
    earlier = {"tier": Tier.REGION, "annual_energy_tce": None}
    assert intensity.target(**earlier, month=Month(2025, 7)) is None
    assert intensity.target(**earlier, month=Month(2025, 8)) is not None


def test_the_latest_target_in_force_is_the_one_that_counts(folder: Path):
    change(
        folder,
        '[[indicator.target]]\ntier = "region"\nvalue = 0.6',
        '[[indicator.target]]\ntier = "region"\nvalue = 0.5\nvalid_from = "2026-01"\n'
        'source = "x"\nstatus = "press"\n\n'
        '[[indicator.target]]\ntier = "region"\nvalue = 0.6',
    )
    intensity = load(folder).indicator("carbon_intensity")
    question = {"tier": Tier.REGION, "annual_energy_tce": None}
    assert intensity.target(**question, month=Month(2025, 12)).value == 0.6
    assert intensity.target(**question, month=Month(2026, 1)).value == 0.5


def test_an_unknown_indicator_is_refused_with_those_there_are():
    with pytest.raises(UnknownIndicatorError) as caught:
        dictionary().indicator("happiness")
    assert "water_reuse" in str(caught.value.values["known"])


NEW = """
[[indicator]]
code = "curtailment_share"
name_zh = "弃风弃光率"
name_en = "Curtailment"
unit = "fraction"
direction = "lower"
kind = "monthly"
display = "share"
decimals = 1
exemptible = false
source = "测试"
status = "none"
definition_zh = "弃电量除以发电量与弃电量之和。"
definition_en = "Curtailed over generated and curtailed."
numerator = [{ measure = "curtailed_mwh" }]
denominator = [
  { measure = "wind_generation_mwh" },
  { measure = "solar_generation_mwh" },
  { measure = "curtailed_mwh" },
]
"""


def test_an_indicator_is_added_without_code(folder: Path, by_hand: Connection):
    with (folder / "indicators.toml").open("a", encoding="utf-8") as file:
        file.write(NEW)
    add_park(by_hand, "A")
    report(
        by_hand,
        "A",
        202603,
        {
            "curtailed_mwh": 20,
            "wind_generation_mwh": 50,
            "solar_generation_mwh": 30,
        },
    )
    changed = load(folder)
    recount_redefined(by_hand, indicators=changed.indicators)
    frame = indicator_values(
        by_hand,
        scope=REGION,
        indicator=changed.indicator("curtailment_share"),
        by=Level.REGION,
        window=Window.MONTH,
        month=LATE,
    )
    assert frame["value"][0] == pytest.approx(0.2)


def broken(folder: Path, error: type[OversightError]) -> dict[str, object]:
    with pytest.raises(error) as caught:
        load(folder)
    return caught.value.values


def test_an_unknown_measure_is_named_with_its_line(folder: Path):
    line = change(folder, '"water_reused_m3"', '"water_reusd_m3"')
    assert broken(folder, UnknownMeasureError) == {
        "file": "indicators.toml",
        "line": line,
        "measure": "water_reusd_m3",
    }


def test_a_missing_unit_is_named_with_the_line_of_its_indicator(folder: Path):
    line = change(folder, '[[indicator]]\ncode = "carbon', '[[indicator]]\ncode = "x')
    change(folder, 'unit = "tCO2/tce"\n', "")
    values = broken(folder, DataFieldMissingError)
    assert values["field"] == "unit"
    assert values["line"] >= line


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ('direction = "lower"', 'direction = "down"', "direction"),
        ('unit = "tCO2/tce"', "unit = 3", "unit"),
        ("decimals = 2", 'decimals = "two"', "decimals"),
        ('valid_from = "2025-06"', 'valid_from = "June"', "valid_from"),
        ('{ measure = "fuel_co2_t" }', '{ measure = "wind_mw" }', "numerator"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_line(
    folder: Path, before: str, after: str, field: str
):
    line = change(folder, before, after)
    values = broken(folder, DataValueWrongError)
    assert values["field"] == field
    assert abs(int(str(values["line"])) - line) <= 1


def test_a_code_is_used_once(folder: Path):
    line = change(folder, 'code = "water_reuse"', 'code = "carbon_intensity"')
    assert broken(folder, DataRepeatedError)["line"] == line


def test_a_coefficient_without_a_source_is_refused(folder: Path):
    line = change(folder, ', unit = "tCO2/GJ", source', ', unit = "tCO2/GJ", origin')
    values = broken(folder, DataFieldMissingError)
    assert values["field"] == "source"
    assert values["line"] <= line


def test_a_target_without_a_value_says_that_nothing_is_public(folder: Path):
    change(folder, "value = 0.2\n", "")
    assert broken(folder, DataFieldMissingError)["field"] == "value"


def test_a_file_that_is_no_toml_is_refused(folder: Path):
    change(folder, 'unit = "tCO2/tce"', "unit =")
    assert broken(folder, DataFileUnreadableError)["file"] == "indicators.toml"


def test_a_measure_of_an_unknown_kind_is_named_with_its_line(folder: Path):
    file = folder / "measures.csv"
    file.chmod(0o644)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("tce,flow", "tce,river", 1), encoding="utf-8")
    values = broken(folder, DataValueWrongError)
    assert (values["file"], values["line"]) == ("measures.csv", 2)


def test_stocks_flows_and_peaks_are_told_apart():
    kinds = {measure.code: measure.kind for measure in dictionary().measures}
    assert kinds["energy_tce"] is MeasureKind.FLOW
    assert kinds["retrofits_done_n"] is MeasureKind.STOCK
    assert kinds["peak_load_mw"] is MeasureKind.PEAK
