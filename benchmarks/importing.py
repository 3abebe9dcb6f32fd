"""How many rows a second a year of monthly workbooks takes, beside a bare copy."""

import sqlite3
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Final

import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from geodata.gazetteer import gazetteer
from queries.demonstration.quantities import Run, simulate
from queries.demonstration.sites import sites
from queries.engine import migrate, opened, writing
from queries.indicators import dictionary
from queries.intake import apply, open_upload, prepare, read_workbook
from queries.intake.templates import header
from queries.intake.wording import TIERS
from queries.months import Month
from queries.vocabulary import DEMO_NAME_PREFIX, Tier, WorkbookKind

N_PARKS: Final = 2_800
MONTHS: Final = Month(2025, 1).until(Month(2025, 12))
REGISTRY: Final = ("code", "name_zh", "league_city", "tier")
LEAGUE_CITY: Final = "150200"

DATABASE: Final = "import.db"
"""What was imported stands in it afterwards."""

BARE_TABLE: Final = """
CREATE TABLE measure_value (
  park TEXT NOT NULL, month INTEGER NOT NULL, measure TEXT NOT NULL,
  value REAL NOT NULL, flag TEXT NOT NULL, source_row INTEGER, batch INTEGER NOT NULL,
  PRIMARY KEY (park, month, measure)
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Rows a second, a row being one park and month: the product's and the floor's."""

    ours: float
    floor: float


def imported(folder: Path) -> Imported:
    """Write two workbooks into *folder* and import them.

    The floor reads the same file with the same reader and inserts as many values into
    one table, and does nothing else. The registry is imported before the clock starts.
    """
    registry, monthly = folder / "registry.xlsx", folder / "monthly.xlsx"
    _write_registry(registry)
    _write_monthly(monthly)
    with opened(f"sqlite:///{(folder / DATABASE).as_posix()}") as engine:
        migrate(engine)
        _take(engine, registry)
        ours_s = _take(engine, monthly)
    floor_s = _copied(monthly, folder / "floor.db")
    n_rows = N_PARKS * len(MONTHS)
    return Imported(ours=n_rows / ours_s, floor=n_rows / floor_s)


def _take(engine: Engine, path: Path) -> float:
    """Import one file as the command does; return the seconds.

    Raises:
        RuntimeError: The file was not taken.
    """
    started_at = time.perf_counter()
    now = datetime.now().astimezone()
    workbook = read_workbook(open_upload(path))
    with writing(engine) as connection:
        preview = prepare(
            connection, workbooks=[workbook], gazetteer=gazetteer(), today=now.date()
        )
        if preview.has_faults or not preview.changes_anything:
            raise RuntimeError(str([report.faults[:3] for report in preview.files]))
        apply(connection, preview=preview, who="benchmarks", made_at=now)
    return time.perf_counter() - started_at


def _copied(path: Path, database: Path) -> float:
    started_at = time.perf_counter()
    heads, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(BARE_TABLE)
    connection.executemany(
        "INSERT INTO measure_value VALUES (?, ?, ?, ?, 'simulated', ?, 1)",
        (
            (row[0], row[1], measure, value, number)
            for number, row in enumerate(rows)
            for measure, value in zip(heads[2:], row[2:], strict=True)
            if value != ""
        ),
    )
    connection.commit()
    connection.close()
    return time.perf_counter() - started_at


def _write_registry(path: Path) -> None:
    book, sheet = _sheet(path)
    tier = next(word for word, tier in TIERS.items() if tier is Tier.EXPLORING)
    for column, code in enumerate(REGISTRY):
        sheet.write(0, column, header(WorkbookKind.REGISTRY, code))
    for number in range(N_PARKS):
        row = (_code(number), f"{DEMO_NAME_PREFIX}{number}", LEAGUE_CITY, tier)
        sheet.write_row(number + 1, 0, row)
    book.close()


def _write_monthly(path: Path) -> None:
    book, sheet = _sheet(path)
    codes = ["code", "month", *(measure.code for measure in dictionary().measures)]
    for column, code in enumerate(codes):
        sheet.write(0, column, header(WorkbookKind.MONTHLY, code))
    run = Run(months=MONTHS, rebound_from=MONTHS[-1].plus(1))
    for number in range(N_PARKS):
        site = sites()[number % len(sites())]
        history = simulate(site, run, Random(number))  # noqa: S311  no secret
        for place, amounts in enumerate(history):
            values = [amounts.get(code) for code in codes[2:]]
            row = number * len(MONTHS) + place + 1
            sheet.write_row(row, 0, [_code(number), MONTHS[place].stamp, *values])
    book.close()


def _sheet(path: Path) -> tuple[Any, Any]:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    return book, book.add_worksheet()


def _code(number: int) -> str:
    return f"P{number:05d}"
