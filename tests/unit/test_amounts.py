"""Numbers as readers write them."""

import pytest

from dashboard import amounts
from dashboard.text import Speaker
from queries.indicators import dictionary
from queries.indicators.dictionary import Indicator

SAY = Speaker("zh")


def of(code: str) -> Indicator:
    return dictionary().indicator(code)


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("tce", 446_200.0, "44.62 万吨标准煤"),
        ("tce", 9_999.0, "9,999 吨标准煤"),
        ("tce", 10_000.0, "1 万吨标准煤"),
        ("MWh", 5.0, "5 兆瓦时"),
        ("MWh", 12_345.0, "1,234.5 万千瓦时"),
        ("MWh", 250_000.0, "2.5 亿千瓦时"),
        ("tCO2", -20_000.0, "−2 万吨 CO₂"),
        ("t", 200_000.0, "20 万吨"),
        ("t", 200_001.0, "20.00 万吨"),
        ("count", 1_234.0, "1,234 个"),
        ("t", 0.0, "0 吨"),
    ],
)
def test_a_quantity_is_said_in_the_unit_that_its_size_asks_for(
    unit: str, value: float, said: str
):
    assert amounts.of_measure("energy_tce", unit, value, say=SAY) == said


def test_storage_stays_in_the_units_that_its_readers_think_in():
    said = amounts.of_measure("storage_mwh", "MWh", 250_000.0, say=SAY)
    assert said == "250,000 MWh"


def test_every_measure_can_be_said_in_both_languages():
    for measure in dictionary().measures:
        for language in ("zh", "en"):
            said = amounts.of_measure(
                measure.code, measure.unit, 12_345.678, say=Speaker(language)
            )
            assert said[0].isdigit()


def test_every_indicator_has_a_unit_or_is_a_share():
    for indicator in dictionary().indicators:
        said = amounts.of_indicator(indicator, 0.5, say=SAY)
        unit = amounts.unit_of(indicator)
        assert bool(unit) != said.endswith("%")


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("carbon_intensity", 1.634, "1.63"),
        ("carbon_intensity", -0.2, "−0.20"),
        ("carbon_intensity", -0.001, "0.00"),
        ("green_power_share", 0.3664, "36.6%"),
        ("green_power_share", 0.0, "0.0%"),
        ("green_power_share", None, "待填报"),
    ],
)
def test_an_indicator_is_said_with_its_own_decimals(
    code: str, value: float | None, said: str
):
    assert amounts.of_indicator(of(code), value, say=SAY) == said


@pytest.mark.parametrize(
    ("code", "change", "said"),
    [
        ("carbon_intensity", 0.12, "+0.12"),
        ("carbon_intensity", -0.12, "−0.12"),
        ("carbon_intensity", -0.004, "0.00"),
        ("green_power_share", 0.0358, "+3.6 个百分点"),
        ("green_power_share", -0.0358, "−3.6 个百分点"),
        ("green_power_share", None, "无可比值"),
    ],
)
def test_a_change_carries_a_true_sign_and_zero_none(
    code: str, change: float | None, said: str
):
    assert amounts.of_change(of(code), change, say=SAY) == said


@pytest.mark.parametrize("code", ["carbon_intensity", "green_power_share"])
def test_the_finest_step_is_one_unit_of_the_last_digit(code: str):
    finest = amounts.finest(of(code))
    digits = amounts.of_indicator(of(code), finest, say=SAY).strip("%").lstrip("0.")
    assert digits == "1"
    below = amounts.of_indicator(of(code), finest * 0.4, say=SAY)
    assert not below.strip("%0.")
