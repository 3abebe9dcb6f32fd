"""The five sample workbooks, whole: in, again, out."""

from collections import Counter
from itertools import permutations

import pytest
from sqlalchemy import Engine, func, select

from geodata.gazetteer import gazetteer
from queries.batches import undo
from queries.engine import reading, writing
from queries.intake import prepare, read_workbook
from queries.tables import (
    assessment,
    batch,
    measure_value,
    monthly_report,
    park,
    source_column,
    source_file,
    source_row,
)
from queries.vocabulary import WorkbookKind
from tests.unit.intake.builders import (
    NOW,
    TODAY,
    counts,
    dump,
    rows_of,
    sample,
    samples,
    seen,
    taken,
)

ORDERS = list(permutations(range(5)))[::17]
"""Eight of the 120 orders, every file first at least once."""

N_VALUES = 8241
SUM_OF_ALL = 639123499.2
"""All values of the five workbooks in dictionary units, added up with openpyxl, csv
and Decimal, without this room."""


def test_the_samples_have_the_known_rows_and_no_fault(any_engine: Engine):
    preview = seen(any_engine, *samples(), gazetteer=gazetteer())
    assert {report.file: counts(report)[:2] for report in preview.files} == {
        "assessment_2025Q2_2026Q1.xlsx": (72, 72),
        "monthly_2025.xlsx": (216, 216),
        "monthly_2026Q1_east.csv": (24, 24),
        "monthly_2026Q1_west.xlsx": (45, 45),
        "registry.xlsx": (24, 24),
    }
    assert not preview.has_faults


@pytest.mark.parametrize("order", ORDERS)
def test_any_order_of_the_samples_gives_the_same_rows(
    engine: Engine, order: tuple[int, ...]
):
    files = samples()
    assert taken(engine, *(files[at] for at in order), gazetteer=gazetteer()) == 1
    assert len(rows_of(engine, park)) == 24
    assert len(rows_of(engine, monthly_report)) == 216 + 45 + 24
    assert len(rows_of(engine, assessment)) == 72
    with reading(engine) as connection:
        added = select(func.count(), func.sum(measure_value.c.value))
        n_values, total = connection.execute(added).one()
    assert n_values == N_VALUES
    assert total == pytest.approx(SUM_OF_ALL, rel=1e-12)


def test_the_same_files_again_change_nothing(any_engine: Engine):
    taken(any_engine, *samples(), gazetteer=gazetteer())
    before = dump(any_engine)
    preview = seen(any_engine, *samples(), gazetteer=gazetteer())
    assert not preview.changes_anything
    assert [counts(report)[3] for report in preview.files] == [72, 216, 24, 45, 24]
    assert taken(any_engine, *samples(), gazetteer=gazetteer()) is None
    assert dump(any_engine) == before
    assert len(rows_of(any_engine, batch)) == 1


def test_undoing_the_samples_leaves_the_tables_as_they_were(any_engine: Engine):
    empty = dump(any_engine)
    number = taken(any_engine, *samples(), gazetteer=gazetteer())
    with writing(any_engine) as connection:
        assert undo(connection, number=number, who="测试", made_at=NOW) == 2
    assert dump(any_engine) == empty


def test_a_value_leads_back_to_its_file_sheet_and_cell(any_engine: Engine):
    taken(any_engine, *samples(), gazetteer=gazetteer())
    statement = (
        select(
            source_file.c.name,
            source_row.c.sheet,
            source_column.c.letters,
            source_row.c.row_number,
            source_column.c.unit,
            measure_value.c.value,
        )
        .join(source_row, source_row.c.row_id == measure_value.c.source_row)
        .join(source_file, source_file.c.file_id == source_row.c.file_id)
        .join(
            source_column,
            (source_column.c.file_id == source_row.c.file_id)
            & (source_column.c.sheet == source_row.c.sheet)
            & (source_column.c.field == measure_value.c.measure),
        )
        .where(
            measure_value.c.park == "150600-01",
            measure_value.c.month == 202601,
            measure_value.c.measure == "energy_tce",
        )
    )
    with reading(any_engine) as connection:
        assert tuple(connection.execute(statement).one()) == (
            "monthly_2026Q1_west.xlsx",
            "附件2",
            "D",
            5,
            "万吨标准煤",
            91388.8,
        )


def test_the_dash_of_the_western_workbook_is_missing_and_not_zero(engine: Engine):
    taken(engine, *samples(), gazetteer=gazetteer())
    products = [
        row
        for row in rows_of(engine, measure_value)
        if (row["park"], row["month"]) == ("150600-01", 202601)
        and row["measure"] == "products_n"
    ]
    assert products == []


def test_every_sample_value_is_flagged_simulated(engine: Engine):
    taken(engine, *samples(), gazetteer=gazetteer())
    flags = Counter(row["flag"] for row in rows_of(engine, measure_value))
    assert set(flags) == {"simulated"}
    assert {row["is_simulated"] for row in rows_of(engine, park)} == {1}


def test_monthly_files_without_the_registry_are_faulty_in_every_row(engine: Engine):
    preview = seen(engine, sample("monthly_2025.xlsx"), gazetteer=gazetteer())
    assert Counter(fault.code for fault in preview.files[0].faults) == {
        "code_unknown": 216
    }
    assert counts(preview.files[0]) == (216, 0, 0, 0)


def test_only_the_kind_that_was_asked_for_is_recognised(engine: Engine):
    workbook = read_workbook(sample("registry.xlsx"), kind=WorkbookKind.REGISTRY)
    with reading(engine) as connection:
        preview = prepare(
            connection, workbooks=[workbook], gazetteer=gazetteer(), today=TODAY
        )
    assert [report.kind for report in preview.files] == [WorkbookKind.REGISTRY]
