"""The sample workbooks imported as a league-city imports them."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from geodata.gazetteer import gazetteer
from queries.engine import writing
from queries.intake import apply, open_upload, prepare, read_workbook
from tests.sample_workbooks import SAMPLES


def import_samples(engine: Engine) -> None:
    """Import the five workbooks into the migrated database, as one batch."""
    workbooks = [read_workbook(open_upload(file)) for file in sorted(SAMPLES.iterdir())]
    with writing(engine) as connection:
        preview = prepare(
            connection,
            workbooks=workbooks,
            gazetteer=gazetteer(),
            today=date(2026, 4, 20),
        )
        apply(
            connection,
            preview=preview,
            who="tests",
            made_at=datetime(2026, 4, 20, 8, tzinfo=UTC),
        )
