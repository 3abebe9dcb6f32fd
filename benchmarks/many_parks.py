"""2,800 parks over 120 months: readers beside the bare SQL, on both databases."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    cast,
    insert,
    literal,
    select,
    text,
    true,
    union_all,
)

from benchmarks.figures import Aim, Figure, middle
from queries.batches import insert_rows, open_batch
from queries.engine import migrate, opened, reading, writing
from queries.indicators import dictionary, totals
from queries.months import MONTHS_A_YEAR, Month
from queries.scope import REGION
from queries.spans import months_between
from queries.tables import measure_value, monthly_report, park, park_standing
from queries.trends import trend
from queries.values import indicator_changes, indicator_values
from queries.vocabulary import (
    LEAGUE_CITIES,
    REGION_CODE,
    Action,
    Flag,
    Level,
    Origin,
    Tier,
    Window,
)
from tests import postgres

N_PARKS: Final = 2_800
FIRST: Final = Month(2017, 1)
LAST: Final = Month(2026, 12)
INDICATOR: Final = "carbon_intensity"
REPORTED: Final = (INDICATOR, "green_power_share")
"""The indicators whose measures every park reports."""

MOVES_EVERY: Final = 20
MOVED_IN: Final = Month(2022, 1)
"""One park in so many stands in another league-city from that month on."""

N_ROUNDS: Final = 5

TWICE_THE_SQL: Final = Aim(most=2, of="ratio")
TENTH_OF_THE_SCAN: Final = Aim(most=0.1, of="ratio")

STANDING: Final = """
WITH standing AS (
  SELECT dated.park, league_city, valid_from, until,
    coalesce(self_test_from, first_month, entered_month) AS due_from
  FROM (
    SELECT park, league_city, valid_from,
      lead(valid_from, 1, 999913) OVER (PARTITION BY park ORDER BY valid_from) AS until
    FROM park_standing
  ) AS dated
  JOIN park ON park.code = dated.park
  LEFT JOIN (
    SELECT park, min(month) AS first_month FROM monthly_report GROUP BY park
  ) AS reported ON reported.park = dated.park
),
asked AS ({months})
"""

RANKING: Final = """
SELECT league_city, sum(numerator), sum(denominator), count(total.park),
  sum(CASE WHEN due_from <= asked.month THEN 1 ELSE 0 END)
FROM standing CROSS JOIN asked LEFT JOIN {totals} AS total
  ON total.indicator = '{indicator}' AND total.month = asked.month
  AND total.park = standing.park
WHERE valid_from <= {last} AND until > {last}
GROUP BY league_city
"""

TREND: Final = """
SELECT asked.month, {code}, sum(total.numerator) / sum(total.denominator),
  count(total.park), sum(CASE WHEN due_from <= asked.month THEN 1 ELSE 0 END),
  sum(CASE WHEN a_year_ago.park IS NOT NULL THEN total.numerator END)
  / sum(CASE WHEN a_year_ago.park IS NOT NULL THEN total.denominator END)
  - sum(a_year_ago.numerator) / sum(a_year_ago.denominator),
  sum(CASE WHEN a_month_ago.park IS NOT NULL THEN total.numerator END)
  / sum(CASE WHEN a_month_ago.park IS NOT NULL THEN total.denominator END)
  - sum(a_month_ago.numerator) / sum(a_month_ago.denominator)
FROM standing CROSS JOIN asked
LEFT JOIN {totals} AS total
  ON total.indicator = '{indicator}' AND total.month = asked.month
  AND total.park = standing.park
LEFT JOIN {totals} AS a_year_ago
  ON a_year_ago.indicator = '{indicator}' AND a_year_ago.month = asked.year_ago
  AND a_year_ago.park = total.park
LEFT JOIN {totals} AS a_month_ago
  ON a_month_ago.indicator = '{indicator}' AND a_month_ago.month = asked.month_ago
  AND a_month_ago.park = total.park
WHERE valid_from <= asked.month AND until > asked.month
GROUP BY 1, 2
"""
"""Values, and their changes on a year and on a month."""

CHANGES: Final = """
SELECT total.month, league_city, count(*),
  sum(total.numerator) / sum(total.denominator)
  - sum(earlier.numerator) / sum(earlier.denominator)
FROM {totals} AS total
JOIN {totals} AS earlier ON earlier.indicator = total.indicator
  AND earlier.park = total.park AND earlier.month = total.month - 100
JOIN standing ON standing.park = total.park
  AND valid_from <= total.month AND until > total.month
WHERE total.indicator = '{indicator}'
GROUP BY 1, 2
"""

Reader = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """A reader, and the SQL that gives the same sums; ``sql`` has a place for totals.

    ``keys`` are the columns of the answer by which a row of the SQL is found, ``sums``
    those that come next in it; a small difference of large numbers is not among them.
    """

    name: str
    reader: Reader
    sql: str
    keys: tuple[str, ...]
    sums: tuple[str, ...] = (
        "numerator",
        "denominator",
        "complete_months",
        "due_months",
    )
    is_scanned: bool = True
    """Whether the answer is also held to one from the values themselves."""


def figures(folder: Path) -> list[Figure]:
    """Build a database of each kind in *folder* and measure its readers."""
    found = []
    for name, url in _databases(folder):
        if url is None:
            found += [_not_measured(race, name) for race in RACES]
            continue
        with opened(url) as engine:
            build(engine)
            found += measured(engine, name)
    return found


def build(engine: Engine) -> None:
    """Fill a new database with parks that have reported every month."""
    migrate(engine)
    with writing(engine) as connection:
        number = open_batch(
            connection,
            action=Action.IMPORT,
            who="benchmarks",
            made_at=datetime.now(UTC),
            summary={},
        )
        insert_rows(connection, park, map(_park, range(N_PARKS), [number] * N_PARKS))
        insert_rows(connection, park_standing, _standings(number))
        _report(connection, number)
        totals.recount(connection)
    if engine.dialect.name == "postgresql":
        # What the server does by itself a minute after so many rows.
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("ANALYZE"))


def measured(engine: Engine, database: str) -> list[Figure]:
    """Run every reader beside its bare SQL and its scan of the values."""
    raced = [
        figure
        for race in RACES
        for figure in _raced(engine, race, f"{race.name}, {database}")
    ]
    return [*raced, _refreshed(engine, database)]


def _refreshed(engine: Engine, database: str) -> Figure:
    """What an import of one month of every park spends on the totals."""
    every_park = [(_code(number), LAST.stamp) for number in range(N_PARKS)]
    with writing(engine) as connection:
        took = _milliseconds(
            connection, lambda c: totals.refresh(c, park_months=every_park), 3
        )
    name = f"totals of a month of {N_PARKS:,} parks, {database}"
    return Figure(name=name, unit="ms", ours=took, floor=None)


def _ranking(connection: Connection) -> Any:  # noqa: ANN401  a frame
    return indicator_values(
        connection,
        scope=REGION,
        indicator=dictionary().indicator(INDICATOR),
        by=Level.LEAGUE_CITY,
        window=Window.QUARTER,
        month=LAST,
    )


def _trend(by: Level) -> Reader:
    def read(connection: Connection) -> Any:  # noqa: ANN401  a frame
        return trend(
            connection,
            scope=REGION,
            indicator=dictionary().indicator(INDICATOR),
            by=by,
            code=None,
            window=Window.MONTH,
            first=FIRST,
            last=LAST,
        )

    return read


def _changes(connection: Connection) -> Any:  # noqa: ANN401  a frame
    return indicator_changes(
        connection,
        scope=REGION,
        indicators=(dictionary().indicator(INDICATOR),),
        by=Level.LEAGUE_CITY,
        code=None,
        window=Window.MONTH,
        first=FIRST.plus(MONTHS_A_YEAR),
        last=LAST,
        lag=MONTHS_A_YEAR,
    )


def _sql(statement: str, *, first: Month, **values: str) -> str:
    """Fill in everything but the place of the totals."""
    return (STANDING + statement).format(
        totals="{totals}",
        indicator=INDICATOR,
        months=" UNION ALL ".join(
            f"SELECT {month.stamp} AS month, {month.plus(-1).stamp} AS month_ago,"
            f" {month.plus(-MONTHS_A_YEAR).stamp} AS year_ago"
            for month in first.until(LAST)
        ),
        last=LAST.stamp,
        **values,
    )


RACES: Final = (
    Race(
        name="ranking of league-cities, a quarter",
        reader=_ranking,
        sql=_sql(RANKING, first=LAST.plus(-2)),
        keys=("code",),
    ),
    Race(
        name="trend of league-cities with changes, 120 months",
        reader=_trend(Level.LEAGUE_CITY),
        sql=_sql(TREND, first=FIRST, code="league_city"),
        keys=("month", "code"),
        sums=("value", "complete_months", "due_months"),
    ),
    Race(
        name="trend of the region with changes, 120 months",
        reader=_trend(Level.REGION),
        sql=_sql(TREND, first=FIRST, code=f"'{REGION_CODE}'"),
        keys=("month", "code"),
        sums=("value", "complete_months", "due_months"),
    ),
    Race(
        name="change of league-cities on a year, 108 months",
        reader=_changes,
        sql=_sql(CHANGES, first=LAST),
        keys=("month", "code"),
        sums=("comparable_months",),
        is_scanned=False,
    ),
)


def _raced(engine: Engine, race: Race, name: str) -> list[Figure]:
    bare = _bare(race, "indicator_total")
    with reading(engine) as connection:
        _require_same(race, race.reader(connection), bare(connection))
        ours = _milliseconds(connection, race.reader, N_ROUNDS)
        floor = _milliseconds(connection, bare, N_ROUNDS)
        found = [_figure(f"{name}, to bare SQL", ours, floor, TWICE_THE_SQL)]
        if race.is_scanned:
            scan = _bare(race, _scanned(engine))
            scanned = _milliseconds(connection, scan, 1)
            held = f"{name}, to a scan of values"
            found.append(_figure(held, ours, scanned, TENTH_OF_THE_SCAN))
    return found


def _bare(race: Race, source: str) -> Reader:
    sql = race.sql.format(totals=source).replace("%", "%%")

    def read(connection: Connection) -> Sequence[Any]:
        return connection.exec_driver_sql(sql).all()

    return read


def _scanned(engine: Engine) -> str:
    """The totals as they come from the values, to stand in place of their table."""
    statement = totals.totals_statement(dictionary().indicator(INDICATOR))
    compiled = statement.compile(engine, compile_kwargs={"literal_binds": True})
    return f"({compiled})"


def _require_same(race: Race, answer: Any, rows: Sequence[Any]) -> None:  # noqa: ANN401  a frame
    """Refuse to compare what does not give the same sums.

    Raises:
        RuntimeError: The reader and the bare SQL differ.
    """
    n_keys = len(race.keys)
    expected = {tuple(row[:n_keys]): tuple(row[n_keys:]) for row in rows}
    for row in answer.to_dict("records"):
        wanted = expected.pop(tuple(row[key] for key in race.keys))
        if any(
            abs(row[s] - w) > 1e-9 * abs(w)
            for s, w in zip(race.sums, wanted, strict=False)
        ):
            raise RuntimeError(f"{race.name}: {row} is not {wanted}")
    if expected:
        raise RuntimeError(f"{race.name}: no row for {sorted(expected)}")


def _milliseconds(connection: Connection, read: Reader, n_rounds: int) -> float:
    """Return the middle of several runs, of which none is the first."""
    if n_rounds > 1:
        read(connection)
    took = []
    for _ in range(n_rounds):
        began_at = time.perf_counter()
        read(connection)
        took.append((time.perf_counter() - began_at) * 1000)
    return middle(took)


def _figure(name: str, ours: float | None, floor: float | None, aim: Aim) -> Figure:
    return Figure(name=name, unit="ms", ours=ours, floor=floor, aim=aim)


def _not_measured(race: Race, database: str) -> Figure:
    name = f"{race.name}, {database}, to bare SQL"
    return _figure(name, None, None, TWICE_THE_SQL)


def _databases(folder: Path) -> Iterator[tuple[str, str | None]]:
    yield "SQLite", f"sqlite:///{(folder / 'many_parks.db').as_posix()}"
    with _server() as cluster:
        url = None if cluster is None else cluster.create("many", template="template0")
        yield "PostgreSQL", url


@contextmanager
def _server() -> Iterator[postgres.Cluster | None]:
    programs = postgres.server_programs()
    if programs is None:
        yield None
        return
    with postgres.running(programs) as cluster:
        yield cluster


def _code(number: int) -> str:
    return f"P{number:05d}"


def _park(number: int, batch: int) -> dict[str, Any]:
    return {
        "code": _code(number),
        "name_zh": _code(number),
        "origin": Origin.WORKBOOK.value,
        "is_simulated": 0,
        "planned_area_km2": float(number),
        "self_test_from": FIRST.stamp if number % 2 else None,
        "entered_month": FIRST.stamp,
        "batch": batch,
    }


def _standings(batch: int) -> Iterator[dict[str, Any]]:
    for number in range(N_PARKS):
        moves = [0, MOVED_IN.stamp] if number % MOVES_EVERY == 0 else [0]
        for place, valid_from in enumerate(moves):
            yield {
                "park": _code(number),
                "valid_from": valid_from,
                "league_city": LEAGUE_CITIES[(number + place) % len(LEAGUE_CITIES)],
                "tier": Tier.EXPLORING.value,
                "batch": batch,
            }


def _report(connection: Connection, batch: int) -> None:
    """Enter every report and value by one statement each, park by park."""
    month = months_between(FIRST, LAST, name="month")
    reports = select(
        park.c.code, month.c.month, literal(date(2027, 1, 8)), literal(batch)
    ).join_from(park, month, true())
    names = ["park", "month", "received_on", "batch"]
    connection.execute(insert(monthly_report).from_select(names, reports))
    measures = sorted(
        {m for code in REPORTED for m in dictionary().indicator(code).measures}
    )
    rows = [
        select(literal(measure).label("measure"), literal(n).label("number"))
        for n, measure in enumerate(measures)
    ]
    measure = union_all(*rows).subquery("measure")
    number = cast(park.c.planned_area_km2, Integer)
    amount = 100 + (number * 31 + month.c.month * 17 + measure.c.number * 7) % 997
    values = (
        select(
            park.c.code,
            month.c.month,
            measure.c.measure,
            amount * 1.5,
            literal(Flag.REPORTED.value),
            literal(batch),
        )
        .join_from(park, month, true())
        .join(measure, true())
        .order_by(park.c.code, month.c.month)
    )
    names = ["park", "month", "measure", "value", "flag", "batch"]
    connection.execute(insert(measure_value).from_select(names, values))
