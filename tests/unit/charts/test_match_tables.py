"""Rows under heads in words: resources, needs, pairs, sites, changes."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.charts import match_tables
from dashboard.charts.topics import TOPICS
from dashboard.text import Speaker
from tests.unit.charts.complements import THREE, complements
from tests.unit.charts.test_loans import PAIRS

SAY = Speaker("zh")
NAMES = {code: f"园{code}" for code in "ABC"}


def test_what_stands_is_told_against_load_generation_and_curtailment():
    rows = complements(
        THREE[0] | {"code": "A", "solar_mw": 2.0, "storage_mwh": 3.0}, THREE[1]
    ).head(1)
    resources = pd.DataFrame(
        {
            "code": ["A"],
            "league_city": ["150600"],
            "wind_generation_mwh": [6000.0],
            "solar_generation_mwh": [3000.0],
            "curtailed_mwh": [1000.0],
            "generation_months": [12],
        }
    )
    context = {
        "150600": SimpleNamespace(
            wind_zone="II", radiation_min_kwh_m2=1500.0, radiation_max_kwh_m2=1700.0
        )
    }
    (row,) = match_tables.stock_table(
        resources, rows, names=NAMES, context=context, scale="小时", say=SAY
    ).to_dict("records")
    # 8,760 MWh a year are a mean load of 1 MW; 1,000 of 10,000 MWh were lost.
    assert row["风/荷"] == "100.00"
    assert row["储/荷"] == "3.0"
    assert row["弃电率"] == "10.0%"
    assert row["发电 亿千瓦时"] == "0.09"
    assert row["τ（小时）"] == "−0.10"
    assert row["风区（背景）"] == "II 类"
    assert row["年辐射（背景）"] == "1,500～1,700"


def test_what_is_not_reported_is_a_dash_never_a_zero():
    rows = complements({"code": "A", "wind_mw": None, "need_state": "unknown"})
    resources = pd.DataFrame({"code": ["A"], "league_city": ["150600"]})
    place = SimpleNamespace(
        wind_zone="I", radiation_min_kwh_m2=None, radiation_max_kwh_m2=None
    )
    (row,) = match_tables.stock_table(
        resources, rows, names=NAMES, context={"150600": place}, scale="月", say=SAY
    ).to_dict("records")
    dashes = {"风 MW", "风/荷", "发电 亿千瓦时", "弃电率", "年辐射（背景）"}
    assert {name for name, words in row.items() if words == "—"} == dashes


def test_the_sums_of_a_league_city_say_of_how_many_parks_they_are():
    rows = complements(THREE[1] | {"code": "150600"})
    resources = pd.DataFrame(
        {
            "code": ["150600"],
            "league_city": ["150600"],
            "parks_complete": [2],
            "parks": [3],
        }
    )
    place = SimpleNamespace(
        wind_zone="I", radiation_min_kwh_m2=None, radiation_max_kwh_m2=None
    )
    (row,) = match_tables.stock_table(
        resources,
        rows,
        names={"150600": "鄂尔多斯市"},
        context={"150600": place},
        scale="月",
        say=SAY,
    ).to_dict("records")
    assert row["园区"] == "2/3"


def generated(**more: object) -> str:
    """Return the cell of 12.34 of 10⁸ kWh over what *more* says."""
    rows = complements(THREE[1] | {"code": "A"})
    known = {
        "code": "A",
        "league_city": "150600",
        "wind_generation_mwh": 1_234_000.0,
        "solar_generation_mwh": 0.0,
        "curtailed_mwh": 0.0,
    }
    place = SimpleNamespace(
        wind_zone="I", radiation_min_kwh_m2=None, radiation_max_kwh_m2=None
    )
    (row,) = match_tables.stock_table(
        pd.DataFrame([known | more]),
        rows,
        names=NAMES,
        context={"150600": place},
        scale="月",
        say=SAY,
    ).to_dict("records")
    return row["发电 亿千瓦时"]


def test_generation_of_fewer_months_or_parks_says_so():
    assert generated(generation_months=12) == "12.34"
    assert generated(generation_months=9) == "12.34（9个月）"
    of = {"parks_complete": 3, "parks": 3}
    assert generated(**of, generation_months=12, generation_parks=3) == "12.34"
    assert generated(**of, generation_months=12, generation_parks=2) == (
        "12.34（2/3园区）"
    )
    assert generated(**of, generation_months=9, generation_parks=3) == "12.34（9个月）"
    assert generated(**of, generation_months=9, generation_parks=2) == (
        "12.34（2/3园区，9个月）"
    )


def test_pairs_that_cannot_be_tried_out_are_named():
    assert match_tables.left_out_note(PAIRS.iloc[:0], names=NAMES, say=SAY) == ""
    note = match_tables.left_out_note(PAIRS, names=NAMES, say=SAY)
    assert "园A → 园B" in note
    assert "园C → 园B" in note


def needs(**more: object) -> dict[str, str]:
    rows = complements(THREE[1] | {"storage_need_mwh": 70.0, "storage_mwh": 40.0})
    beside = {
        "parks": 3,
        "parks_complete": 2,
        "parks_need_mwh": 100.0,
        "green_share_apart": 0.6,
    }
    (row,) = match_tables.need_table(rows.assign(**(beside | more)), say=SAY).to_dict(
        "records"
    )
    return row


def test_pooling_saves_what_the_parks_need_more_apart():
    row = needs()
    assert (row["园区"], row["单独需要"], row["合用需要"]) == ("2/3", "100", "70")
    assert (row["省下"], row["余缺"]) == ("30", "缺 30")
    assert (row["单独占比"], row["合用占比"]) == ("60.0%", "70.0%")


def test_nothing_is_saved_that_cannot_be_told():
    row = needs(parks_need_mwh=None)
    assert (row["单独需要"], row["省下"]) == ("有的加储不够", "—")
    assert needs(parks_need_mwh=None, parks_complete=0)["单独需要"] == "—"


def test_pairs_say_whether_they_cross_the_grids():
    rows = match_tables.pair_table(PAIRS, names=NAMES, say=SAY)
    assert list(rows["借出"]) == ["园A", "园C"]
    assert list(rows["电网"]) == ["同网", "跨网（蒙西–蒙东）"]
    assert list(rows["功率 MW"]) == ["20", "5"]
    assert list(rows["少用 MWh"]) == ["10,400", "2,600"]
    assert list(rows["净变化 MWh"]) == ["−2,400", "−600"]


ANSWER = {
    "curtailment_share": 0.05,
    "green_power_share": 0.3,
    "direct_supply_share": 0.2,
    "carbon_intensity": 1.5,
    "clean_energy_share": 0.5,
    "storage_gap_mwh": -10.0,
    "co2_t": 123_456.0,
    "own_green_share": 0.7,
    "score": 80.0,
    "grade": "B",
}


def world(**more: object) -> pd.DataFrame:
    return pd.DataFrame([ANSWER | more])


def test_a_pair_tells_both_of_its_ends_and_only_what_changes_as_a_change():
    ends = {
        "giver": (world(), world(curtailment_share=0.06)),
        "taker": (world(), world(green_power_share=0.35, grade="A")),
    }
    giver, taker = match_tables.change_table(
        PAIRS.head(1), ends, names=NAMES, say=SAY
    ).to_dict("records")
    assert giver["弃电率"] == "5.0% → 6.0%"
    assert giver["绿电使用比例"] == "30.0%"
    assert taker["绿电使用比例"] == "30.0% → 35.0%"
    assert taker["测算等级"] == "B 良好 → A 优秀"
    assert (giver["对谁"], taker["对谁"]) == ("借出方", "借入方")
    assert (giver["一年绿电 MWh"], taker["一年绿电 MWh"]) == (
        "少用 10,400",
        "多用 8,000",
    )
    assert giver["净变化 MWh"] == taker["净变化 MWh"] == "−2,400"


def test_a_lender_whose_grade_falls_is_marked():
    ends = {
        "giver": (world(), world(grade="C")),
        "taker": (world(), world(grade="U")),
    }
    giver, taker = match_tables.change_table(
        PAIRS.head(1), ends, names=NAMES, say=SAY
    ).to_dict("records")
    assert giver["测算等级"] == "▼ B → C"
    assert "▼" not in taker["测算等级"]


def test_sites_are_numbered_from_the_greatest_gain():
    found = pd.DataFrame(
        {
            "code": ["A", "B"],
            "added_mwh": [60.0, 40.0],
            "gained_mwh_year": [900.0, 100.0],
            "green_share_before": [0.5, 0.6],
            "green_share_after": [0.55, 0.61],
        }
    )
    rows = match_tables.siting_table(
        found, names=NAMES, places=dict.fromkeys("AB", "阿拉善"), say=SAY
    )
    assert list(rows["次序"]) == [1, 2]
    assert rows["自有风光占比"][0] == "50.0% → 55.0%"


def test_the_list_of_parks_begins_with_the_worst_cell_and_ends_with_none():
    rows = complements(
        *THREE,
        {"code": "X", "wind_mw": 1.0, "need_state": "beyond"},
        {"code": "Y", "wind_mw": None, "need_state": "unknown"},
    )
    resources = pd.DataFrame({"code": rows["code"], "name_zh": rows["code"]})
    listed = match_tables.cell_table(resources, rows, TOPICS["wind_storage"], say=SAY)
    first, *_, beyond, unknown = listed["格"]
    assert (first, beyond, unknown) == ("9", "×", "–")


@pytest.mark.parametrize(
    ("quantity", "value", "words"),
    [
        ("grade", "B", "B 良好"),
        ("grade", None, "—"),
        ("score", 80.04, "80.0"),
        ("co2_t", None, "—"),
        ("carbon_intensity", 1.456, "1.46"),
        ("storage_gap_mwh", -0.4, "平"),
        ("storage_gap_mwh", 137.6, "缺 138"),
        ("storage_gap_mwh", None, "—"),
    ],
)
def test_answers_are_written_as_readers_know_them(
    quantity: str, value: object, words: str
):
    assert match_tables.written(quantity, value, say=SAY) == words


def test_a_card_scales_emissions_and_names_the_unit():
    assert match_tables.on_card("co2_t", 123_456.0, say=SAY) == ("12.35", "万吨 CO₂")
    assert match_tables.on_card("storage_gap_mwh", -10.0, say=SAY) == ("余 10", "MWh")
    assert match_tables.on_card("grade", "A", say=SAY) == ("A", "")
    assert match_tables.on_card("grade", "U", say=SAY) == ("未评", "")


def test_the_sentence_says_whether_anything_changed():
    same = match_tables.answer_sentence(world(), world(), say=SAY)
    assert same.endswith("与现状相同")
    after = world(green_power_share=0.4, grade="A")
    sentence = match_tables.answer_sentence(world(), after, say=SAY)
    assert "30.0% → 40.0%" in sentence
    assert "B 良好 → A 优秀" in sentence


def test_every_answer_has_its_line():
    every = tuple(match_tables.ANSWERED)
    rows = match_tables.answer_table(
        world(), world(score=81.0), quantities=every, say=SAY
    )
    assert len(rows) == len(every)
    line = rows.set_index("项目").loc["测算得分"]
    assert (line["现状"], line["假设"]) == ("80.0", "81.0")


def test_the_weakest_flag_is_the_one_that_is_told():
    flags = pd.Series(["reported", "simulated", "estimated"])
    assert match_tables.weakest(flags, say=SAY) == "模拟"
    assert match_tables.weakest(flags.iloc[:0], say=SAY) == "待填报"
