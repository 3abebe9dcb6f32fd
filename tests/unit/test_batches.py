"""One batch is one transaction, and there is a way back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from queries import batches
from queries.engine import reading, writing
from queries.errors import (
    BatchAlreadyUndoneError,
    BatchNotReversibleError,
    BatchSupersededError,
    UnknownBatchError,
)
from queries.tables import (
    assessment,
    batch,
    journal,
    measure_value,
    monthly_report,
    park,
    park_standing,
)
from queries.vocabulary import Action
from tests.dump import dump

NOON = datetime(2026, 4, 8, 12, 0, tzinfo=UTC)
PARK = "150600-01"


def opened(connection: Connection, action: Action = Action.IMPORT) -> int:
    return batches.open_batch(
        connection, action=action, who="李工", made_at=NOON, summary={"files": ["a"]}
    )


def park_row(number: int, **changes: object) -> dict[str, Any]:
    given = {
        "code": PARK,
        "name_zh": "示例园区·伊金霍洛",
        "origin": "workbook",
        "is_simulated": 1,
        "entered_month": 202501,
        "longitude_deg": 109.5240000001,
        "batch": number,
    }
    empty = dict.fromkeys(column.name for column in park.c)
    return {**empty, **given, **changes}


def value_row(number: int, *, month: int, value: float) -> dict[str, Any]:
    return {
        "park": PARK,
        "month": month,
        "measure": "energy_tce",
        "value": value,
        "flag": "simulated",
        "source_row": None,
        "batch": number,
    }


def report_row(number: int, *, month: int) -> dict[str, Any]:
    return {
        "park": PARK,
        "month": month,
        "received_on": date(2026, 4, 8),
        "note": None,
        "source_row": None,
        "batch": number,
    }


def create_park(engine: Engine) -> int:
    """Import a registry of one park and a month of it."""
    with writing(engine) as connection:
        number = opened(connection)
        connection.execute(insert(park).values(park_row(number)))
        connection.execute(
            insert(park_standing).values(
                park=PARK,
                valid_from=0,
                league_city="150600",
                banner="150627",
                tier="region",
                batch=number,
            )
        )
        add_month(connection, number, month=202501, value=92555.1)
    return number


def add_month(connection: Connection, number: int, *, month: int, value: float) -> None:
    connection.execute(insert(monthly_report).values(report_row(number, month=month)))
    row = value_row(number, month=month, value=value)
    connection.execute(insert(measure_value).values(row))


def change_month(engine: Engine, *, month: int, value: float) -> int:
    """Import another value, and a later date of receipt, for a month that is there."""
    with writing(engine) as connection:
        number = opened(connection)
        for table in (monthly_report, measure_value):
            before = connection.execute(select(table).where(table.c.month == month))
            batches.remember(
                connection, number=number, table=table, rows=before.mappings().all()
            )
            connection.execute(delete(table).where(table.c.month == month))
        add_month(connection, number, month=month, value=value)
    return number


def undo(engine: Engine, number: int) -> int:
    with writing(engine) as connection:
        return batches.undo(connection, number=number, who="王工", made_at=NOON)


def held(engine: Engine) -> dict[str, Any]:
    with reading(engine) as connection:
        return dump(connection, with_history=False)


def test_the_first_batch_is_number_one(any_engine: Engine):
    with reading(any_engine) as connection:
        assert batches.data_version(connection) == 0
    with writing(any_engine) as connection:
        assert opened(connection) == 1


def test_a_batch_keeps_its_instant_and_its_summary(any_engine: Engine):
    in_china = NOON.astimezone(timezone(timedelta(hours=8)))
    with writing(any_engine) as connection:
        batches.open_batch(
            connection,
            action=Action.IMPORT,
            who="李工",
            made_at=in_china,
            summary={"files": ["名录.xlsx"], "rows": 24},
        )
    with reading(any_engine) as connection:
        kept = connection.execute(select(batch)).one()
    assert kept.made_at == NOON
    assert kept.made_at.utcoffset() == timedelta(0)
    assert kept.summary == {"files": ["名录.xlsx"], "rows": 24}


def test_an_instant_without_a_zone_is_refused(any_engine: Engine):
    with writing(any_engine) as connection, pytest.raises(Exception, match="2026"):
        batches.open_batch(
            connection,
            action=Action.IMPORT,
            who="李工",
            made_at=NOON.replace(tzinfo=None),
            summary={},
        )


def test_writers_at_once_get_numbers_without_a_gap(any_engine: Engine):
    def write(place: int) -> int:
        with writing(any_engine) as connection:
            number = opened(connection)
            if place % 4 == 0:
                connection.rollback()
                return 0
        return number

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for number in pool.map(write, range(32)) if number]
    assert sorted(numbers) == list(range(1, 25))
    with reading(any_engine) as connection:
        kept = connection.execute(select(batch.c.number)).scalars()
        assert sorted(kept) == list(range(1, 25))


def test_a_transaction_that_fails_leaves_nothing(any_engine: Engine):
    before = held(any_engine)
    with pytest.raises(ZeroDivisionError), writing(any_engine) as connection:  # noqa: PT012  the failure has to come from within
        number = opened(connection)
        connection.execute(insert(park).values(park_row(number)))
        raise ZeroDivisionError
    assert held(any_engine) == before
    with reading(any_engine) as connection:
        assert batches.data_version(connection) == 0


def test_a_reader_sees_one_state_while_somebody_writes(any_engine: Engine):
    with reading(any_engine) as connection:
        assert batches.data_version(connection) == 0
        create_park(any_engine)
        assert batches.data_version(connection) == 0
    with reading(any_engine) as connection:
        assert batches.data_version(connection) == 1


def test_many_rows_arrive_in_several_statements(any_engine: Engine):
    create_park(any_engine)
    months = [
        year * 100 + month for year in range(1000, 2000) for month in range(1, 13)
    ]
    with writing(any_engine) as connection:
        number = opened(connection)
        batches.insert_rows(
            connection,
            measure_value,
            (value_row(number, month=month, value=1.0) for month in months),
        )
    with reading(any_engine) as connection:
        counted = select(func.count()).where(measure_value.c.batch == number)
        assert connection.execute(counted).scalar_one() == 12_000


def test_undoing_an_import_restores_exactly_what_was_there(any_engine: Engine):
    create_park(any_engine)
    before = held(any_engine)
    number = change_month(any_engine, month=202501, value=0.1 + 0.2)
    assert held(any_engine) != before
    assert undo(any_engine, number) == 3
    assert held(any_engine) == before
    with reading(any_engine) as connection:
        undone_by = select(batch.c.undone_by).where(batch.c.number == number)
        assert connection.execute(undone_by).scalar_one() == 3


def test_undoing_the_first_import_leaves_the_database_empty(any_engine: Engine):
    before = held(any_engine)
    undo(any_engine, create_park(any_engine))
    assert held(any_engine) == before


def test_batches_are_undone_one_after_the_other(any_engine: Engine):
    states = [held(any_engine)]
    numbers = [create_park(any_engine)]
    for value in (1.5, 2.5, 3.5):
        states.append(held(any_engine))
        numbers.append(change_month(any_engine, month=202501, value=value))
    for number in reversed(numbers):
        undo(any_engine, number)
        assert held(any_engine) == states.pop()


def test_a_row_that_a_batch_wrote_twice_is_undone_once(any_engine: Engine):
    create_park(any_engine)
    before = held(any_engine)
    with writing(any_engine) as connection:
        number = opened(connection)
        for name in ("示例园区·甲", "示例园区·乙"):
            rows = connection.execute(select(park)).mappings().all()
            batches.remember(connection, number=number, table=park, rows=rows)
            connection.execute(update(park).values(name_zh=name, batch=number))
    undo(any_engine, number)
    assert held(any_engine) == before


def test_an_unknown_batch_cannot_be_undone(any_engine: Engine):
    with pytest.raises(UnknownBatchError) as refused:
        undo(any_engine, 7)
    assert refused.value.values == {"number": 7}


def test_a_batch_is_undone_only_once(any_engine: Engine):
    number = create_park(any_engine)
    undo(any_engine, number)
    with pytest.raises(BatchAlreadyUndoneError) as refused:
        undo(any_engine, number)
    assert refused.value.values == {"number": number, "by": 2}


@pytest.mark.parametrize("action", [Action.UNDO, Action.DEMO, Action.DEMO_REMOVED])
def test_only_an_import_can_be_undone(any_engine: Engine, action: Action):
    with writing(any_engine) as connection:
        number = opened(connection, action)
    with pytest.raises(BatchNotReversibleError):
        undo(any_engine, number)


def test_a_batch_whose_rows_were_changed_waits_for_the_later_ones(any_engine: Engine):
    first = create_park(any_engine)
    second = change_month(any_engine, month=202501, value=1.0)
    change_month(any_engine, month=202501, value=2.0)
    before = held(any_engine)
    with pytest.raises(BatchSupersededError) as refused:
        undo(any_engine, second)
    assert refused.value.values == {"number": 2, "later": (3,)}
    with pytest.raises(BatchSupersededError) as refused:
        undo(any_engine, first)
    assert refused.value.values == {"number": 1, "later": (2, 3)}
    assert held(any_engine) == before


def test_a_refused_undo_leaves_no_batch(any_engine: Engine):
    with pytest.raises(UnknownBatchError):
        undo(any_engine, 7)
    with reading(any_engine) as connection:
        assert batches.data_version(connection) == 0


def test_a_park_stays_while_later_batches_speak_of_it(any_engine: Engine):
    number = create_park(any_engine)
    with writing(any_engine) as connection:
        connection.execute(
            insert(assessment).values(
                park=PARK,
                period="2025Q1",
                assessor="league_city",
                grade="A",
                batch=opened(connection),
            )
        )
    with pytest.raises(BatchSupersededError) as refused:
        undo(any_engine, number)
    assert refused.value.values == {"number": 1, "later": (2,)}


def test_a_report_stays_while_a_later_batch_adds_values_to_it(any_engine: Engine):
    create_park(any_engine)
    with writing(any_engine) as connection:
        second = opened(connection)
        add_month(connection, second, month=202502, value=1.0)
    with writing(any_engine) as connection:
        added = value_row(opened(connection), month=202502, value=5.0)
        connection.execute(insert(measure_value).values({**added, "measure": "co2_t"}))
    with pytest.raises(BatchSupersededError) as refused:
        undo(any_engine, second)
    assert refused.value.values == {"number": 2, "later": (3,)}


def test_values_added_to_a_report_known_before_do_not_hold_an_undo(any_engine: Engine):
    create_park(any_engine)
    second = change_month(any_engine, month=202501, value=1.0)
    with writing(any_engine) as connection:
        added = value_row(opened(connection), month=202501, value=5.0)
        connection.execute(insert(measure_value).values({**added, "measure": "co2_t"}))
    undo(any_engine, second)
    with reading(any_engine) as connection:
        kept = connection.execute(
            select(measure_value.c.measure, measure_value.c.value)
        ).all()
    assert sorted(tuple(row) for row in kept) == [
        ("co2_t", 5.0),
        ("energy_tce", 92555.1),
    ]


def test_a_standing_stays_while_a_later_one_copies_it(any_engine: Engine):
    create_park(any_engine)
    moved = add_standing(any_engine, valid_from=202602, tier="national")
    risen = add_standing(any_engine, valid_from=202604, tier="exploring")
    before = held(any_engine)
    with pytest.raises(BatchSupersededError) as refused:
        undo(any_engine, moved)
    assert refused.value.values == {"number": moved, "later": (risen,)}
    assert held(any_engine) == before
    undo(any_engine, risen)
    undo(any_engine, moved)


def add_standing(engine: Engine, *, valid_from: int, tier: str) -> int:
    with writing(engine) as connection:
        number = opened(connection)
        connection.execute(
            insert(park_standing).values(
                park=PARK,
                valid_from=valid_from,
                league_city="150200",
                tier=tier,
                batch=number,
            )
        )
    return number


def test_the_journal_of_an_undone_batch_stays_as_history(any_engine: Engine):
    create_park(any_engine)
    number = change_month(any_engine, month=202501, value=1.0)
    undo(any_engine, number)
    with reading(any_engine) as connection:
        kept = connection.execute(select(journal.c.batch)).scalars().all()
    assert kept == [number, number]
