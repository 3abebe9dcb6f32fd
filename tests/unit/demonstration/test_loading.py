"""The demonstration goes in by one batch and comes out without a trace."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, func, insert, select

from queries import batches
from queries.demonstration import generate, load, remove
from queries.engine import reading, writing
from queries.errors import (
    BatchAlreadyUndoneError,
    BatchNotReversibleError,
    DemoAlreadyLoadedError,
    DemoBesideParksError,
)
from queries.tables import (
    batch,
    journal,
    measure_value,
    park,
    park_standing,
    source_file,
)
from queries.vocabulary import Action
from tests.dump import dump

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
REAL = "150600-01"
INVENTED = "150600-Y01"


def load_demo(engine: Engine) -> int:
    demonstration = generate(seed=1, today=date(2026, 11, 21))
    with writing(engine) as connection:
        return load(connection, demonstration, who="李工", made_at=NOON)


def remove_demo(engine: Engine) -> tuple[int | None, int]:
    with writing(engine) as connection:
        return remove(connection, who="李工", made_at=NOON)


def opened(connection: Connection) -> int:
    return batches.open_batch(
        connection, action=Action.IMPORT, who="王工", made_at=NOON, summary={}
    )


def import_park(engine: Engine) -> int:
    """Import a real park with a file, a standing and a value."""
    with writing(engine) as connection:
        number = opened(connection)
        file = {"name": "名录.xlsx", "sha256": "0" * 64, "kind": "registry"}
        connection.execute(insert(source_file).values(batch=number, **file))
        connection.execute(
            insert(park).values(
                code=REAL,
                name_zh="某园区",
                origin="workbook",
                is_simulated=0,
                entered_month=202601,
                batch=number,
            )
        )
        connection.execute(
            insert(park_standing).values(
                park=REAL,
                valid_from=0,
                league_city="150600",
                tier="region",
                batch=number,
            )
        )
        insert_value(connection, number, REAL, 1.5)
    return number


def insert_value(connection: Connection, number: int, code: str, value: float) -> None:
    connection.execute(
        insert(measure_value).values(
            park=code,
            month=202601,
            measure="energy_tce",
            value=value,
            flag="reported",
            batch=number,
        )
    )


def change_value(engine: Engine, code: str) -> int:
    """Import another value for a month that *code* has reported."""
    with writing(engine) as connection:
        number = opened(connection)
        is_this = (
            (measure_value.c.park == code)
            & (measure_value.c.month == 202601)
            & (measure_value.c.measure == "energy_tce")
        )
        rows = connection.execute(select(measure_value).where(is_this))
        batches.remember(
            connection, number=number, table=measure_value, rows=rows.mappings().all()
        )
        connection.execute(delete(measure_value).where(is_this))
        insert_value(connection, number, code, 2.5)
    return number


def held(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    with reading(engine) as connection:
        return dump(connection, with_history=False)


def test_the_demonstration_is_one_batch(any_engine: Engine):
    assert load_demo(any_engine) == 1
    with reading(any_engine) as connection:
        entered = connection.execute(select(batch)).one()
        n_parks = connection.execute(select(func.count()).select_from(park)).scalar()
        n_values = connection.execute(
            select(func.count()).select_from(measure_value)
        ).scalar_one()
        name = connection.execute(select(source_file.c.name)).scalar_one()
    assert (entered.action, entered.summary["parks"]) == ("demo", 42)
    assert n_parks == 42
    assert n_values == len(generate(seed=1, today=date(2026, 11, 21)).measure_value)
    assert name == "zeropark demo --seed 1"


def test_the_demonstration_does_not_load_twice(any_engine: Engine):
    load_demo(any_engine)
    before = held(any_engine)
    with pytest.raises(DemoAlreadyLoadedError) as refused:
        load_demo(any_engine)
    assert refused.value.values == {"count": 42}
    assert held(any_engine) == before


def test_the_demonstration_does_not_stand_beside_a_real_park(any_engine: Engine):
    import_park(any_engine)
    before = held(any_engine)
    with pytest.raises(DemoBesideParksError) as refused:
        load_demo(any_engine)
    assert refused.value.values == {"count": 1}
    assert held(any_engine) == before


def test_the_demonstration_is_not_undone_but_removed(any_engine: Engine):
    number = load_demo(any_engine)
    with pytest.raises(BatchNotReversibleError), writing(any_engine) as connection:
        batches.undo(connection, number=number, who="", made_at=NOON)


def test_removal_leaves_nothing_but_history(any_engine: Engine):
    before = held(any_engine)
    load_demo(any_engine)
    assert remove_demo(any_engine) == (2, 42)
    assert held(any_engine) == before
    with reading(any_engine) as connection:
        history = connection.execute(
            select(batch.c.number, batch.c.action, batch.c.undone_by).order_by(
                batch.c.number
            )
        ).all()
    assert [tuple(row) for row in history] == [
        (1, "demo", 2),
        (2, "demo_removed", None),
    ]


def test_removal_cannot_be_undone(any_engine: Engine):
    load_demo(any_engine)
    number, _ = remove_demo(any_engine)
    assert number == 2
    with pytest.raises(BatchNotReversibleError), writing(any_engine) as connection:
        batches.undo(connection, number=2, who="", made_at=NOON)
    with pytest.raises(BatchAlreadyUndoneError), writing(any_engine) as connection:
        batches.undo(connection, number=1, who="", made_at=NOON)


def test_removing_where_nothing_is_makes_no_batch(any_engine: Engine):
    assert remove_demo(any_engine) == (None, 0)
    with reading(any_engine) as connection:
        assert batches.data_version(connection) == 0


def test_removal_leaves_imported_data_untouched(any_engine: Engine):
    load_demo(any_engine)
    import_park(any_engine)
    change_value(any_engine, REAL)
    with reading(any_engine) as connection:
        everything = dump(connection)
    remove_demo(any_engine)
    with reading(any_engine) as connection:
        left = dump(connection)
    for name in ("source_file", "park", "park_standing", "measure_value", "journal"):
        assert left[name] == [row for row in everything[name] if row_is_real(row)]
        assert left[name]
    assert left["batch"][1:3] == everything["batch"][1:3]


def row_is_real(row: tuple[Any, ...]) -> bool:
    return "-Y" not in str(row) and "zeropark demo" not in str(row)


def test_an_import_after_the_demonstration_is_undone_after_its_removal(
    any_engine: Engine,
):
    load_demo(any_engine)
    import_park(any_engine)
    before = [row for row in held(any_engine)["measure_value"] if row_is_real(row)]
    number = change_value(any_engine, REAL)
    remove_demo(any_engine)
    with writing(any_engine) as connection:
        batches.undo(connection, number=number, who="", made_at=NOON)
    assert held(any_engine)["measure_value"] == before


def test_no_undo_brings_a_removed_park_back(any_engine: Engine):
    load_demo(any_engine)
    number = change_value(any_engine, INVENTED)
    remove_demo(any_engine)
    with reading(any_engine) as connection:
        n_entries = select(func.count()).select_from(journal)
        assert connection.execute(n_entries).scalar_one() == 0
    with writing(any_engine) as connection:
        batches.undo(connection, number=number, who="", made_at=NOON)
    assert held(any_engine)["measure_value"] == []
