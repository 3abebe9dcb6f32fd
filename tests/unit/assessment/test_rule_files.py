"""A rule set that does not add up is refused by its line."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.text import Speaker
from queries.assessment import rule_files
from queries.assessment.rules import LONGEST_CODE, GateKind, Light, RuleSet, RuleStatus
from queries.errors import (
    DataFieldMissingError,
    DataFieldUnknownError,
    DataFileUnreadableError,
    DataFileWrongError,
    DataRepeatedError,
    DataValueWrongError,
    OversightError,
    RuleCutOffsError,
    RuleDatesError,
    RuleExemptionError,
    RuleFloorError,
    RuleIndicatorUnknownError,
    RuleLightsError,
    RuleWeightsError,
)
from queries.indicators import dictionary
from queries.months import Month
from queries.tables import rule_set as rule_set_table
from queries.vocabulary import Grade, Tier

(NAME, SHIPPED), *_ = rule_files.shipped()

EVENT = '[[gate]]\nkind = "event"\nevent = "rebound_not_rectified"\ncap = "C"\n'
EXEMPTION = """
[[exemption]]
park = "150200-02"
indicator = "waste_heat_utilisation"
reason = "园区没有可利用的余热"
decided_on = 2026-01-15
valid_from = "2026-01"
valid_to = "2026-12"
"""
FULL = f"{SHIPPED}\n{EVENT}{EXEMPTION}"


def parse(text: str) -> RuleSet:
    return rule_files.parse(text, file="rules.toml", known=dictionary())


def refused(before: str, after: str, *, text: str = FULL) -> DataFileWrongError:
    """Put *after* in the place of *before*, and return the refusal."""
    assert before in text
    with pytest.raises(DataFileWrongError) as caught:
        parse(text.replace(before, after, 1))
    return caught.value


def line_of(needle: str, *, text: str = FULL) -> int:
    return text[: text.index(needle)].count("\n") + 1


def test_the_rules_that_ship_are_the_provisional_ones():
    rules = parse(SHIPPED)
    assert NAME == "2026-provisional.toml"
    assert rules.code == "2026-provisional"
    assert rules.status is RuleStatus.PROVISIONAL
    assert "待主管部门明确" in rules.source
    assert rules.valid_from == Month(2026, 1)
    assert rules.cut_offs == ((Grade.A, 90), (Grade.B, 75), (Grade.C, 60))
    assert [rule.weight for rule in rules.indicators] == [0.4, *[0.12] * 5]
    assert [(gate.kind, gate.cap) for gate in rules.gates] == [
        (GateKind.OFF_PATH, Grade.B),
        (GateKind.REPORTS_MISSING, Grade.C),
    ]
    assert rules.exemptions == ()


def test_gates_of_supervision_and_exemptions_are_read():
    rules = parse(FULL)
    assert rules.gates[-1].code == "rebound_not_rectified"
    (exemption,) = rules.exemptions
    assert exemption.decided_on == date(2026, 1, 15)
    months = (Month(2025, 12), Month(2026, 1), Month(2026, 12), Month(2027, 1))
    assert [exemption.covers(month) for month in months] == [False, True, True, False]


def test_an_exemption_without_an_end_goes_on():
    (exemption,) = parse(FULL.replace('valid_to = "2026-12"\n', "")).exemptions
    assert exemption.covers(Month(2099, 1))


def test_a_light_is_as_good_as_the_grade_it_needs():
    lights = [parse(SHIPPED).light(grade) for grade in Grade]
    assert lights == [Light.GREEN, Light.GREEN, Light.YELLOW, Light.RED, None]


def test_a_tier_borrows_targets_in_the_order_of_the_file():
    rules = parse(SHIPPED)
    assert rules.tiers_of_target(Tier.NATIONAL) == (Tier.NATIONAL,)
    assert rules.tiers_of_target(Tier.EXPLORING) == (
        Tier.EXPLORING,
        Tier.REGION,
        Tier.NATIONAL,
    )


def test_weights_that_do_not_add_up_are_refused_naming_the_line_of_each():
    error = refused("weight = 0.40", "weight = 0.41")
    lines = [
        number
        for number, line in enumerate(SHIPPED.splitlines(), start=1)
        if line.startswith("weight = ")
    ]
    assert isinstance(error, RuleWeightsError)
    assert error.values == {
        "file": "rules.toml",
        "line": lines[0],
        "lines": lines,
        "total": "1.01",
    }


def test_weights_that_miss_by_very_little_say_by_how_much():
    error = refused("weight = 0.40", "weight = 0.40000001")
    assert error.values["total"] == "1.00000001"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A = 90", "A = 101"),
        ("A = 90", "A = 75"),
        ("B = 75", "B = 95"),
        ("C = 60", "C = 0"),
        ("C = 60", "C = -1"),
    ],
)
def test_cut_offs_that_do_not_fall_are_refused(before: str, after: str):
    error = refused(before, after)
    assert isinstance(error, RuleCutOffsError)
    assert error.values["line"] == line_of("A = 90")


@pytest.mark.parametrize("after", ['yellow = "B"', 'yellow = "A"', 'yellow = "U"'])
def test_a_yellow_light_that_is_not_below_green_is_refused(after: str):
    error = refused('yellow = "C"', after)
    assert isinstance(error, RuleLightsError)
    assert error.values["line"] == line_of('yellow = "C"')


@pytest.mark.parametrize(
    ("before", "after", "at"),
    [
        ('code = "water_reuse"', 'code = "happiness"', 'code = "water_reuse"'),
        (
            'indicator = "carbon_intensity"\ncap = "C"',
            'indicator = "happiness"\ncap = "C"',
            'indicator = "carbon_intensity"\ncap = "C"',
        ),
        (
            'indicator = "waste_heat_utilisation"\nreason = "园区没有可利用的余热"\nd',
            'indicator = "happiness"\nreason = "园区没有可利用的余热"\nd',
            'indicator = "waste_heat_utilisation"\nreason = "园区没有可利用的余热"\nd',
        ),
    ],
)
def test_an_indicator_that_nobody_knows_is_refused_wherever_it_stands(
    before: str, after: str, at: str
):
    error = refused(before, after)
    assert isinstance(error, RuleIndicatorUnknownError)
    assert error.values["indicator"] == "happiness"
    assert error.values["line"] == line_of(at)


@pytest.mark.parametrize(
    ("before", "floor", "target"),
    [("floor = 2.5", 0.6, 0.6), ("floor = 2.5", 0.1, 0.2), ("floor = 0.0", 0.9, 0.9)],
)
def test_a_floor_no_worse_than_a_target_is_refused(
    before: str, floor: float, target: float
):
    error = refused(before, f"floor = {floor}")
    assert isinstance(error, RuleFloorError)
    assert error.values["line"] == line_of(before)
    assert (error.values["floor"], error.values["target"]) == (floor, target)


def test_nobody_is_exempt_from_the_core_indicator():
    before = 'indicator = "waste_heat_utilisation"\nreason = "园区没有可利用的余热"\nd'
    after = before.replace("waste_heat_utilisation", "carbon_intensity")
    error = refused(before, after)
    assert isinstance(error, RuleExemptionError)
    assert error.values["line"] == line_of(before)


def test_an_exemption_that_ends_before_it_begins_is_refused():
    error = refused('valid_to = "2026-12"\n', 'valid_to = "2025-12"\n')
    assert isinstance(error, RuleDatesError)
    assert error.values["line"] == line_of('valid_to = "2026-12"\n')


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('code = "water_reuse"', 'code = "clean_energy_share"', "clean_energy_share"),
        ('kind = "reports_missing"', 'kind = "off_path"', "off_path"),
        ('event = "rebound_not_rectified"\ncap', 'event = "off_path"\ncap', "off_path"),
    ],
)
def test_what_is_named_twice_is_refused_the_second_time(
    before: str, after: str, code: str
):
    error = refused(before, after)
    assert isinstance(error, DataRepeatedError)
    assert error.values["code"] == code
    assert error.values["line"] == line_of(before)


REQUIRED = (
    'id = "2026-provisional"',
    'name_zh = "2026年暂行评分规则"',
    'status = "provisional"',
    "base_year = 2025",
    "minimum_coverage = 0.8",
    "A = 90",
    'green = "B"',
    'code = "water_reuse"',
    "weight = 0.40",
    'kind = "off_path"',
    'cap = "B"',
    'event = "rebound_not_rectified"\ncap',
    'reason = "园区没有可利用的余热"\ndecided_on = 2026-01-15\nvalid_from',
    "decided_on = 2026-01-15\nvalid_from",
)


@pytest.mark.parametrize("line", REQUIRED)
def test_a_field_that_is_missing_is_named(line: str):
    field = line.partition(" ")[0]
    error = refused(line, line.partition("\n")[2])
    assert isinstance(error, DataFieldMissingError)
    assert error.values["field"] == field


def test_a_missing_field_is_looked_for_at_the_head_of_its_own_table():
    error = refused('cap = "B"\n', "")
    assert error.values["line"] == line_of('[[gate]]\nkind = "off_path"')
    error = refused("A = 90\n", "")
    assert error.values["line"] == line_of("[cut_offs]")
    error = refused('id = "2026-provisional"\n', "")
    assert error.values["line"] == 1


def test_a_rule_set_without_indicators_is_refused():
    head = SHIPPED.partition("[[indicator]]")[0]
    with pytest.raises(DataFieldMissingError) as caught:
        parse(head)
    assert caught.value.values["field"] == "[[indicator]]"


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n"])
def test_an_empty_file_is_refused(text: str):
    with pytest.raises(DataFieldMissingError):
        parse(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('id = "2026-provisional"', 'id = "two words"'),
        ('id = "2026-provisional"', f'id = "{"x" * 41}"'),
        ('id = "2026-provisional"', "id = 2026"),
        ('status = "provisional"', 'status = "rumour"'),
        ('valid_from = "2026-01" #', 'valid_from = "2026-13" #'),
        ('valid_from = "2026-01" #', "valid_from = 2026-01-01 #"),
        ("base_year = 2025", "base_year = 2025.0"),
        ("base_year = 2025", "base_year = 2027"),
        ("base_year = 2025", "base_year = -1"),
        ("base_year = 2025", "base_year = 99999999999999999999"),
        ("minimum_coverage = 0.8", "minimum_coverage = 80"),
        ("minimum_coverage = 0.8", "minimum_coverage = nan"),
        ("minimum_coverage = 0.8", 'minimum_coverage = "0.8"'),
        ("minimum_coverage = 0.8", "minimum_coverage = true"),
        ("A = 90", 'A = "90"'),
        ("A = 90", "A = inf"),
        ('green = "B"', 'green = "E"'),
        ('green = "B"', 'green = ["B"]'),
        ('region = ["national"]', 'region = "national"'),
        ('region = ["national"]', 'region = ["county"]'),
        ('region = ["national"]', "region = [[1]]"),
        ('region = ["national"]', "region = [{ a = 1 }]"),
        ("weight = 0.40", "weight = 0"),
        ("weight = 0.40", "weight = -0.4"),
        ("weight = 0.40", 'weight = "0.40"'),
        ("floor = 2.5", "floor = nan"),
        ("floor = 2.5", "floor = inf"),
        ("floor = 2.5", f"floor = 1{'0' * 400}"),
        ('start = "floor"', 'start = "ceiling"'),
        ('cap = "B"', 'cap = "A"'),
        ('cap = "B"', 'cap = "U"'),
        ('cap = "B"', "cap = 1"),
        ('kind = "off_path"', 'kind = "mood"'),
        ('event = "rebound_not_rectified"\ncap', 'event = "one|two"\ncap'),
        (
            "decided_on = 2026-01-15\nvalid_from",
            'decided_on = "2026-01-15"\nvalid_from',
        ),
        (
            "decided_on = 2026-01-15\nvalid_from",
            "decided_on = 2026-01-15T08:00:00\nvalid_from",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_where_it_stands(before: str, after: str):
    error = refused(before, after)
    assert isinstance(error, DataValueWrongError)
    assert error.values["field"] == before.partition(" ")[0]
    assert error.values["line"] == line_of(before)


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ('source = "本', 'sauce = "本', "sauce"),
        ("minimum_coverage = 0.8", "minimum_coverage = 0.8\nmaximum = 1", "maximum"),
        ("C = 60", "C = 60\nD = 40", "D"),
        ('yellow = "C"', 'yellow = "C"\nred = "D"', "red"),
        ('region = ["national"]', 'county = ["national"]', "county"),
        ("floor = 2.5", "floor = 2.5\nceiling = 0.2", "ceiling"),
        ('cap = "B"', 'cap = "B"\nevent = "x"', "event"),
        ("[[gate]]", "[[gates]]", "gates"),
        ("[[exemption]]", "[[exemptions]]", "exemptions"),
    ],
)
def test_a_field_that_nobody_would_read_is_refused(before: str, after: str, field: str):
    text = f"{SHIPPED.partition('# A gate of kind')[0]}\n{EVENT}{EXEMPTION}"
    error = refused(before, after, text=text)
    assert isinstance(error, DataFieldUnknownError)
    assert error.values["field"] == field
    changed = text.replace(before, after, 1)
    needle = f"[[{field}]]" if "[[" in after else f"\n{field} ="
    assert error.values["line"] == line_of(needle.strip("\n"), text=changed)


@pytest.mark.parametrize("table", ["cut_offs", "lights", "borrowed_targets"])
def test_a_list_is_no_table(table: str):
    text = SHIPPED.replace(f"[{table}]", f"{table} = [1]\n[unread]")
    with pytest.raises(OversightError):
        parse(text)


@pytest.mark.parametrize("table", ["indicator", "gate", "exemption"])
@pytest.mark.parametrize("value", ["[1, 2]", '"x"', "{ a = 1 }", "[[{ a = 1 }]]"])
def test_a_table_of_many_is_no_text_and_no_number(table: str, value: str):
    head = SHIPPED.partition("[cut_offs]")[0]
    with pytest.raises(OversightError):
        parse(f"{table} = {value}\n{SHIPPED.partition(f'[[{table}]]')[0]}")
    with pytest.raises(OversightError):
        parse(f"{head}{table} = {value}\n")


def test_tables_may_be_written_in_one_line():
    one = '{ code = "carbon_intensity", weight = 1, start = "floor", floor = 2.5 }'
    head, _, rest = SHIPPED.partition("[cut_offs]")
    tables = rest.partition("[[indicator]]")[0]
    text = f"{head}indicator = [{one}]\n[cut_offs]{tables}"
    assert [rule.code for rule in parse(text).indicators] == ["carbon_intensity"]
    error = refused("weight = 1", "weight = 2", text=text)
    assert isinstance(error, DataValueWrongError)
    assert error.values["line"] == line_of("indicator = [", text=text)


def test_a_comment_behind_a_header_changes_nothing():
    text = SHIPPED.replace("[[gate]]", "[[ gate ]] # a gate").replace(
        "[cut_offs]", "[cut_offs] # 待主管部门明确"
    )
    assert parse(text) == parse(SHIPPED)
    assert refused("B = 75", "B = 95", text=text).values["line"] == line_of("A = 90")


@pytest.mark.parametrize(
    "text",
    [
        "id = ",
        f"id = 1{'0' * 5000}",
        f"id = {'[' * 5000}",
        f"{SHIPPED}\n[lights]",
        "\x00",
        "id = 2026-02-30",
    ],
)
def test_what_is_no_toml_is_refused(text: str):
    with pytest.raises(DataFileUnreadableError):
        parse(text)


def test_the_mark_and_the_line_ends_of_other_editors_do_no_harm():
    foreign = "\ufeff" + SHIPPED.replace("\n", "\r\n")
    assert parse(foreign) == parse(SHIPPED)
    error = refused("weight = 0.40", "weight = 0", text=foreign)
    assert error.values["line"] == line_of("weight = 0.40", text=SHIPPED)


def test_the_sentence_says_file_and_line_in_the_readers_language():
    say = Speaker("zh")
    sentence = say.error(refused("weight = 0.40", "weight = 0.41"))
    first, last = line_of("weight = 0.40"), line_of("water_reuse") + 1
    assert sentence.startswith(f"rules.toml 第 {first} 行：各指标权重合计为 1.01，")
    assert sentence.endswith(f"、{last} 行。")
    unknown = say.error(refused("C = 60", "C = 60\nD = 40"))
    assert unknown.startswith(f"rules.toml 第 {line_of('C = 60') + 1} 行：不认识 D")


def test_a_code_is_no_longer_than_its_column():
    assert rule_set_table.c.code.type.length == LONGEST_CODE


LINES = FULL.split("\n")
SCRAPS = st.sampled_from(
    ["", "[", "]", "=", '"', "[[gate]]", "[lights]", "{}", "[]", "nan", "1e999", "0x"]
) | st.text(max_size=8)


@settings(max_examples=120, deadline=None)
@given(
    at=st.integers(0, len(LINES) - 1),
    column=st.integers(0, 60),
    scrap=SCRAPS,
    erased=st.integers(0, 30),
    moved_to=st.integers(0, len(LINES) - 1),
)
def test_a_mutilated_file_is_read_or_refused_and_nothing_else(
    at: int, column: int, scrap: str, erased: int, moved_to: int
):
    lines = list(LINES)
    line = lines.pop(at)
    lines.insert(moved_to, line[:column] + scrap + line[column + erased :])
    with suppress(OversightError):
        assert isinstance(parse("\n".join(lines)), RuleSet)
