"""``zeropark rank``: who leads, and how sure that is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final

import pandas as pd
import typer
from pandera.typing.pandas import DataFrame
from sqlalchemy import Connection

from dashboard import amounts
from dashboard.commands.absence import Asked, absence
from dashboard.commands.database import migrated
from dashboard.commands.judging import about, basis
from dashboard.commands.naming import names_of
from dashboard.commands.output import (
    absent_as_none,
    print_json,
    print_sentence,
    print_table,
)
from dashboard.settings import Settings
from dashboard.text import Speaker
from queries.assessment.rules import RuleSet
from queries.assessment.sensitivity import N_DRAWS
from queries.clock import today
from queries.contracts import Ranked
from queries.engine import reading
from queries.indicators import Indicator, dictionary
from queries.months import Period
from queries.rankings import indicator_ranking, score_ranking
from queries.rows import records
from queries.scope import REGION
from queries.vocabulary import Level

SCORE: Final = "score"
"""What a ranking is on, unless it is an indicator."""

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]


class RankedLevel(StrEnum):
    """What can be ranked: of tiers there are three, and of regions one."""

    LEAGUE_CITY = Level.LEAGUE_CITY.value
    PARK = Level.PARK.value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranking:
    """A ranking with the best first; *indicator* is ``None`` where it is on score."""

    period: Period
    indicator: Indicator | None
    rules: RuleSet | None
    rows: DataFrame[Ranked]
    names: dict[str, str]


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("rank", help="cli.rank.help")(_rank)


def _rank(
    *,
    by: Annotated[RankedLevel, typer.Option("--by", help="cli.rank.help_by")],
    on: Annotated[
        str, typer.Option("--on", metavar="cli.rank.measured", help="cli.rank.help_on")
    ],
    period: Annotated[
        str, typer.Option("--period", metavar="2026Q1", help="grades.help_period")
    ],
    as_json: AsJson = False,
) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    indicator = None if on == SCORE else dictionary().indicator(on)
    asked = Period.parse(period)
    with migrated(settings) as engine, reading(engine) as connection:
        ranking = _ranking(connection, indicator, Level(by), asked, say)
        unknown = absence(
            connection,
            ranking.rows["value"],
            first=asked.first,
            last=asked.last,
            asked=Asked.PERIOD,
            say=say,
        )
    if as_json:
        print_json(_document(ranking))
    elif unknown is not None:
        print_sentence(unknown)
    else:
        _tell(ranking, say)


def _ranking(
    connection: Connection,
    indicator: Indicator | None,
    by: Level,
    period: Period,
    say: Speaker,
) -> _Ranking:
    day = today()
    rules = None
    if indicator is None:
        rules = basis(connection, asked=None, period=period).rules
        found = score_ranking(
            connection, scope=REGION, by=by, period=period, today=day, rules=None
        )
    else:
        found = indicator_ranking(
            connection,
            scope=REGION,
            indicator=indicator,
            by=by,
            period=period,
            today=day,
        )
    return _Ranking(
        period=period,
        indicator=indicator,
        rules=rules,
        rows=found.sort_values("rank", kind="stable", na_position="last"),
        names=names_of(connection, by=by, month=period.last, say=say),
    )


def _document(ranking: _Ranking) -> dict[str, Any]:
    indicator, rules = ranking.indicator, ranking.rules
    return {
        "on": SCORE if indicator is None else indicator.code,
        "unit": None if indicator is None else indicator.unit,
        "period": str(ranking.period),
        "rule_set": None if rules is None else rules.code,
        "status": None if rules is None else rules.status,
        "rows": [_row(row, ranking.names) for row in records(ranking.rows)],
    }


def _row(row: Any, names: dict[str, str]) -> dict[str, Any]:  # noqa: ANN401  a row of ``Ranked``
    return {
        "code": row.code,
        "name": names[row.code],
        "rank": absent_as_none(row.rank),
        "value": absent_as_none(row.value),
        "previous_rank": absent_as_none(row.previous_rank),
        "previous_value": absent_as_none(row.previous_value),
        "rank_low": absent_as_none(row.rank_low),
        "rank_high": absent_as_none(row.rank_high),
        "coverage": absent_as_none(row.coverage),
    }


def _tell(ranking: _Ranking, say: Speaker) -> None:
    print_table(list(_titles(ranking, say)), list(_cells(ranking, say)), say=say)
    n_unranked = int(ranking.rows["rank"].isna().sum())
    if n_unranked or ranking.rules is not None:
        print_sentence("")
    if n_unranked:
        print_sentence(say("cli.rank.unranked", n=n_unranked))
    if ranking.rules is not None:
        print_sentence(say("cli.rank.interval_means", n=N_DRAWS))
        print_sentence(about(ranking.rules, say))


def _titles(ranking: _Ranking, say: Speaker) -> Iterator[str]:
    indicator = ranking.indicator
    yield from (say(f"cli.rank.{name}") for name in ("rank", "code", "name"))
    if indicator is None:
        yield say("cli.rank.score")
        yield say("cli.rank.interval")
    else:
        yield amounts.titled(indicator, say=say)
    yield from (say(f"cli.rank.{name}") for name in ("previous", "coverage"))


def _cells(ranking: _Ranking, say: Speaker) -> Iterator[list[str]]:
    is_tied = ranking.rows["rank"].duplicated(keep=False)
    for row, shares_rank in zip(records(ranking.rows), is_tied, strict=True):
        value, coverage = absent_as_none(row.value), absent_as_none(row.coverage)
        if ranking.indicator is None:
            shown = [_score(value, say), _interval(row, say)]
        else:
            shown = [amounts.of_indicator(ranking.indicator, value, say=say)]
        yield [
            _place(row.rank, say, shares_rank=shares_rank),
            row.code,
            ranking.names[row.code],
            *shown,
            _place(row.previous_rank, say, shares_rank=False),
            "" if coverage is None else f"{coverage:.0%}",
        ]


def _place(rank: Any, say: Speaker, *, shares_rank: bool) -> str:  # noqa: ANN401  a cell that may be missing
    if pd.isna(rank):
        return say("cli.rank.none")
    return say("cli.rank.tied", rank=rank) if shares_rank else str(rank)


def _score(value: float | None, say: Speaker) -> str:
    return say("grade.U") if value is None else f"{value:.1f}"


def _interval(row: Any, say: Speaker) -> str:  # noqa: ANN401  a row of ``Ranked``
    if pd.isna(row.rank_low):
        return ""
    return say("compare.interval", low=row.rank_low, high=row.rank_high)
