"""From a number back to its cell."""

import pandas as pd
from sqlalchemy import Connection, insert, update

from queries.indicators import dictionary
from queries.months import Month
from queries.scope import REGION, Scope
from queries.tables import measure_value, source_column, source_file, source_row
from queries.tracing import traced_values, traced_values_statement
from tests.parks_by_hand import add_park, report

MARCH = Month(2026, 3)


def test_every_value_names_file_sheet_cell_and_batch(by_hand: Connection):
    add_park(by_hand, "A")
    report(by_hand, "A", 202603, {"energy_tce": 771.0, "water_m3": 5.0})
    by_hand.execute(
        insert(source_file).values(
            file_id=1, batch=1, name="三月.xlsx", sha256="0" * 64, kind="monthly"
        )
    )
    by_hand.execute(
        insert(source_row).values(row_id=7, file_id=1, sheet="附件2", row_number=12)
    )
    by_hand.execute(
        insert(source_column).values(
            file_id=1,
            sheet="附件2",
            field="energy_tce",
            letters="AD",
            unit="万吨标准煤",
        )
    )
    is_energy = measure_value.c.measure == "energy_tce"
    by_hand.execute(update(measure_value).where(is_energy).values(source_row=7))
    frame = traced(by_hand, "A").set_index("measure")
    energy = frame.loc["energy_tce"]
    assert (energy["value"], energy["unit"], energy["flag"]) == (771, "tce", "reported")
    assert (energy["file_name"], energy["sheet"]) == ("三月.xlsx", "附件2")
    assert (energy["cell"], energy["stated_unit"]) == ("AD12", "万吨标准煤")
    assert energy["batch"] == 1
    assert pd.isna(frame.loc["water_m3", "cell"])


def test_what_was_not_given_is_listed_as_missing(sampled: Connection):
    frame = traced(sampled, "150600-01")
    assert list(frame["measure"]) == [m.code for m in dictionary().measures]
    missing = frame.loc[frame["flag"] == "missing"]
    assert list(missing["measure"]) == ["products_n", "products_grade2_n"]
    assert missing["value"].isna().all()


def test_a_park_that_one_may_not_see_has_no_row(sampled: Connection):
    nobody = Scope(parks=frozenset())
    frame = traced_values(sampled, scope=nobody, park="150600-01", month=MARCH)
    assert frame.empty


def traced(connection: Connection, park: str) -> pd.DataFrame:
    return traced_values(connection, scope=REGION, park=park, month=MARCH)


def test_the_statement_builds():
    measures = dictionary().measures
    statement = traced_values_statement(
        scope=REGION, park="A", month=MARCH, measures=measures
    )
    assert "stated_unit" in str(statement)
