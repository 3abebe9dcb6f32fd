"""What an import changes: previews, revisions, flags, standings, and the way back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from queries.batches import undo
from queries.engine import writing
from queries.errors import BatchSupersededError
from queries.intake import changes, prepare, read_workbook, revisions
from tests.unit.intake.builders import (
    NAME,
    NOW,
    PARK,
    REGISTRY_ROW,
    TODAY,
    Boxes,
    book,
    changed,
    counts,
    dump,
    grades,
    monthly,
    registry,
    seen,
    taken,
)

MONTH = "2026-03"
REAL = "150600-09"
REAL_ROW = (REAL, "某某经济开发区", "鄂尔多斯市", "伊金霍洛旗", "其他")
REAL_HEADER = ("园区编码", "园区名称", "盟市", "旗县区", "层级")
MAY = datetime(2026, 5, 8, 3, tzinfo=UTC)


def values(engine: Engine) -> dict[tuple[str, int, str], tuple[float, str, int]]:
    return {
        (row["park"], row["month"], row["measure"]): (
            row["value"],
            row["flag"],
            row["batch"],
        )
        for row in dump(engine)["measure_value"]
    }


def test_a_revision_says_from_what_to_what_and_where(with_park: Engine):
    taken(with_park, monthly([PARK, MONTH, 12, "初报"]))
    preview = seen(with_park, monthly([PARK, MONTH, "1,300", "更正"]))
    assert counts(preview.files[0]) == (1, 0, 1, 0)
    found = [
        (one.file, one.sheet, one.cell, one.code, one.when, one.field)
        for one in revisions(preview)
    ]
    assert found == [
        ("月报.xlsx", "表1", "C2", PARK, "2026-03", "electricity_mwh"),
        ("月报.xlsx", "表1", "D2", PARK, "2026-03", "note"),
    ]
    assert [(one.before, one.after) for one in revisions(preview)] == [
        (12.0, 1300.0),
        ("初报", "更正"),
    ]


def test_a_preview_of_new_rows_lists_them_without_a_before(engine: Engine):
    preview = seen(engine, registry(REGISTRY_ROW), monthly([PARK, MONTH, 12]))
    assert list(revisions(preview)) == []
    found = {(one.code, one.field): one.after for one in changes(preview)}
    assert found[PARK, "tier"] == "national"
    assert found[PARK, "electricity_mwh"] == 12


def test_a_reported_value_becomes_revised_when_it_changes(engine: Engine):
    taken(engine, book([REAL_HEADER, REAL_ROW]))
    taken(engine, monthly([REAL, "2026-02", 5], [REAL, MONTH, 12]))
    taken(engine, monthly([REAL, "2026-02", 5], [REAL, MONTH, 13]))
    assert values(engine) == {
        (REAL, 202602, "electricity_mwh"): (5, "reported", 2),
        (REAL, 202603, "electricity_mwh"): (13, "revised", 3),
    }


def test_values_of_a_simulated_park_stay_simulated(with_park: Engine):
    taken(with_park, monthly([PARK, MONTH, 12]))
    taken(with_park, monthly([PARK, MONTH, 13]))
    assert values(with_park) == {
        (PARK, 202603, "electricity_mwh"): (13, "simulated", 3)
    }


def test_a_blank_never_erases(with_park: Engine):
    taken(with_park, monthly([PARK, MONTH, 12, "初报"]))
    before = dump(with_park)
    assert taken(with_park, monthly([PARK, MONTH, "—", None])) is None
    assert dump(with_park) == before
    sparse = registry(
        changed(REGISTRY_ROW, 旗县区=None, 经度=None, 纬度=None, 坐标系=None)
    )
    assert taken(with_park, sparse) is None


def test_undo_brings_back_exactly_what_a_revision_replaced(any_engine: Engine):
    taken(any_engine, registry(REGISTRY_ROW))
    taken(any_engine, monthly([PARK, MONTH, 12, "初报"]), grades([PARK, "2026Q1", "A"]))
    before = dump(any_engine)
    number = taken(
        any_engine,
        registry(changed(REGISTRY_ROW, 层级="自治区级", 经度=109.6)),
        monthly([PARK, MONTH, 13, "更正"], [PARK, "2026-04", 1]),
        grades([PARK, "2026Q1", "B", 80.5]),
    )
    assert number == 3
    assert dump(any_engine) != before
    with writing(any_engine) as connection:
        undo(connection, number=number, who="测试", made_at=NOW)
    assert dump(any_engine) == before


def test_a_batch_under_a_later_one_cannot_be_undone(with_park: Engine):
    taken(with_park, monthly([PARK, MONTH, 12]))
    more = book([["园区编码", "月份", "其他电量（兆瓦时）"], [PARK, MONTH, 5]])
    taken(with_park, more)
    with pytest.raises(BatchSupersededError), writing(with_park) as connection:
        undo(connection, number=2, who="测试", made_at=NOW)


def test_a_standing_that_a_later_registry_copied_is_not_undone(any_engine: Engine):
    june = datetime(2026, 6, 8, 3, tzinfo=UTC)
    taken(any_engine, registry(REGISTRY_ROW))
    moved = changed(REGISTRY_ROW, 盟市="包头市", 旗县区=None)
    moved[5:8] = [None] * 3
    taken(any_engine, registry(moved), when=MAY)
    header = ("园区编码", "园区名称", "层级")
    taken(any_engine, book([header, (PARK, NAME, "其他")]), when=june)
    with pytest.raises(BatchSupersededError), writing(any_engine) as connection:
        undo(connection, number=2, who="测试", made_at=NOW)


def test_a_report_keeps_the_day_on_which_it_first_came(with_park: Engine):
    taken(with_park, monthly([PARK, MONTH, 12]))
    taken(with_park, monthly([PARK, MONTH, 13]), when=MAY)
    (report,) = dump(with_park)["monthly_report"]
    assert report["received_on"] == date(2026, 4, 9)
    assert report["batch"] == 3


def test_a_report_is_received_on_the_day_that_it_is_in_china(with_park: Engine):
    evening = datetime(2026, 4, 9, 17, tzinfo=UTC)
    taken(with_park, monthly([PARK, MONTH, 12]), when=evening)
    (report,) = dump(with_park)["monthly_report"]
    assert report["received_on"] == date(2026, 4, 10)


def test_a_park_enters_in_the_month_of_its_import(engine: Engine):
    taken(engine, registry(REGISTRY_ROW))
    (park,) = dump(engine)["park"]
    assert park["entered_month"] == 202604
    assert park["is_simulated"] == 1
    assert (park["longitude_deg"], park["stated_longitude"]) == (109.5, "109.5")
    (standing,) = dump(engine)["park_standing"]
    assert (standing["valid_from"], standing["tier"]) == (0, "national")
    assert (standing["league_city"], standing["banner"]) == ("150600", "150627")


def test_a_change_of_tier_in_the_month_of_entry_corrects(with_park: Engine):
    taken(with_park, registry(changed(REGISTRY_ROW, 层级="其他")))
    standings = dump(with_park)["park_standing"]
    assert [(row["valid_from"], row["tier"]) for row in standings] == [(0, "exploring")]


def test_a_change_of_tier_in_a_later_month_counts_from_then(with_park: Engine):
    taken(with_park, registry(changed(REGISTRY_ROW, 层级="其他")), when=MAY)
    taken(with_park, registry(changed(REGISTRY_ROW, 层级="自治区级")), when=MAY)
    standings = dump(with_park)["park_standing"]
    assert [(row["valid_from"], row["tier"]) for row in standings] == [
        (0, "national"),
        (202605, "region"),
    ]


def test_a_point_in_another_system_is_brought_to_cgcs2000(engine: Engine):
    taken(engine, registry(changed(REGISTRY_ROW, 坐标系="GCJ-02")))
    (park,) = dump(engine)["park"]
    assert park["longitude_deg"] == pytest.approx(109.49)
    assert (park["stated_longitude"], park["stated_crs"]) == ("109.5", "GCJ-02")


def test_a_point_tells_the_banner_that_nobody_wrote(engine: Engine):
    taken(engine, registry(changed(REGISTRY_ROW, 旗县区=None)))
    assert dump(engine)["park_standing"][0]["banner"] == "150627"


def test_a_banner_tells_its_league_city(engine: Engine):
    taken(engine, registry(changed(REGISTRY_ROW, 盟市=None, 旗县区="150627")))
    assert dump(engine)["park_standing"][0]["league_city"] == "150600"


def test_a_new_banner_must_hold_the_known_point(with_park: Engine):
    moved = changed(REGISTRY_ROW, 旗县区="达拉特旗", 经度=None, 纬度=None, 坐标系=None)
    (report,) = seen(with_park, registry(moved)).files
    assert [(one.cell, one.code) for one in report.faults] == [
        ("D2", "banner_leaves_point")
    ]


def test_an_import_that_fails_half_way_leaves_nothing(
    with_park: Engine, monkeypatch: pytest.MonkeyPatch
):
    before = dump(with_park)

    def fail(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("queries.intake.writing.write_grades", fail)
    with pytest.raises(RuntimeError):
        taken(with_park, monthly([PARK, MONTH, 12]), grades([PARK, "2026Q1", "A"]))
    assert dump(with_park) == before


def test_a_preview_writes_nothing(with_park: Engine):
    before = dump(with_park)
    seen(with_park, monthly([PARK, MONTH, 12]))
    assert dump(with_park) == before


def test_an_import_sees_what_another_wrote_just_before(with_park: Engine):
    workbook = read_workbook(monthly([PARK, MONTH, 12]))
    taken(with_park, monthly([PARK, MONTH, 12]))
    with writing(with_park) as connection:
        preview = prepare(
            connection, workbooks=[workbook], gazetteer=Boxes(), today=TODAY
        )
    assert counts(preview.files[0]) == (1, 0, 0, 1)


def test_a_park_may_be_renamed_within_its_class(with_park: Engine):
    renamed = registry(changed(REGISTRY_ROW, 园区名称="示例园区·新名"))
    header = ("园区编码", "园区名称", "月份", "用电量（兆瓦时）")
    reported = monthly([PARK, "示例园区·新名", MONTH, 1], header=header)
    preview = seen(with_park, reported, renamed)
    assert not preview.has_faults
    assert [(one.before, one.after) for one in revisions(preview)] == [
        (NAME, "示例园区·新名")
    ]


def test_parks_and_values_in_bulk_stand_where_they_belong(any_engine: Engine):
    codes = [f"150600-{number:03d}" for number in range(300)]
    parks = [[code, f"示例园区·{code}", "鄂尔多斯市", None, "其他"] for code in codes]
    rows = [
        [code, f"2026-{month:02d}", 1000 * int(code[-3:]) + month]
        for code in codes
        for month in (1, 2, 3)
    ]
    taken(any_engine, book([REAL_HEADER, *parks]), monthly(*rows))
    assert values(any_engine) == {
        (code, 202600 + month, "electricity_mwh"): (
            1000 * int(code[-3:]) + month,
            "simulated",
            1,
        )
        for code in codes
        for month in (1, 2, 3)
    }


def test_two_imports_at_once_give_one_batch(with_park: Engine):
    file = monthly(*[[PARK, f"2025-{month:02d}", month] for month in range(1, 13)])
    with ThreadPoolExecutor(4) as pool:
        batches = list(pool.map(lambda _: taken(with_park, file), range(4)))
    assert sorted(batches, key=str) == [2, None, None, None]
    assert len(dump(with_park)["monthly_report"]) == 12
