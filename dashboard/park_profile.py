"""What the page of one park shows: frames fetched, and said."""

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import amounts, controls, data, frame, overview
from dashboard.charts.comparison import number, present
from dashboard.charts.indicator_bullets import IndicatorRow, indicator_bullets
from dashboard.charts.kpis import Kpi
from dashboard.charts.park_marks import MONTHLY_ITEMS
from dashboard.charts.park_trends import trend_lines
from dashboard.charts.values import Chart
from dashboard.text import Speaker, plain
from queries.contracts import IndicatorValue
from queries.indicators import CORE_INDICATOR
from queries.indicators.dictionary import Indicator, Target
from queries.months import Month, Period
from queries.rows import records
from queries.vocabulary import Flag, Grade, Level, Tier, Window

MONTHS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """One park in one period.

    Attributes:
        park: Its row of the registry.
        grade: Its row of official grades.
        period: What was asked for.
        month: The last month of the period that can hold data.
        indicators: Every indicator in the period.
        energy_tce: Of the latest complete calendar year; ``None`` without one.
    """

    park: Any
    grade: Any
    period: Period
    month: Month
    indicators: DataFrame[IndicatorValue]
    energy_tce: float | None

    @property
    def has_reported(self) -> bool:
        """Whether any indicator has a value in the period."""
        return bool(self.indicators["value"].notna().any())

    @property
    def months_missing(self) -> int:
        """How many due months of the period lack a complete core indicator."""
        core = self.indicators.loc[self.indicators["indicator"] == CORE_INDICATOR]
        return int((core["due_months"] - core["complete_months"]).clip(lower=0).sum())

    def target(self, indicator: Indicator) -> Target | None:
        """Return the target that this park has to reach."""
        return indicator.target(
            tier=Tier(self.park.tier),
            annual_energy_tce=self.energy_tce,
            month=self.month,
        )


def names() -> dict[str, str]:
    """Return every park's name by code, with its league-city, in the official order."""
    last = data.snapshot().last_month or Month.containing(frame.today())
    rows = data.parks_of(last)
    return dict(zip(rows["code"], rows["name_zh"], strict=True))


def profile_of(code: str, period: Period) -> Profile:
    """Return what is known of the park *code* in *period*."""
    month = overview.month_of(period)
    values = data.values_of(Level.PARK, controls.window_of(period), month)
    energy = data.annual_energy_of(month)
    return Profile(
        park=_row(data.parks_of(month), code),
        grade=_row(data.grades_of(period), code),
        period=period,
        month=month,
        indicators=values.loc[values["code"] == code],
        energy_tce=next(iter(energy.loc[energy["code"] == code, "energy_tce"]), None),
    )


def _row(frame: pd.DataFrame, code: str) -> Any:  # noqa: ANN401  a row of its contract
    return next(records(frame.loc[frame["code"] == code]))


def facts(seen: Profile, *, say: Speaker) -> tuple[str, ...]:
    """Return what the registry says, a short phrase each."""
    park = seen.park
    phrases = [
        say(f"tier.{park.tier}"),
        f"{say(f'place.{park.league_city}')} · {park.banner_name_zh}"
        if isinstance(park.banner_name_zh, str)
        else say(f"place.{park.league_city}"),
        say(f"form.{park.form}") if isinstance(park.form, str) else "",
        say(f"grid.{park.grid}"),
        say("park.industries", words=park.leading_industries)
        if isinstance(park.leading_industries, str)
        else "",
        _build(park, say),
        say("park.self_test", month=Month.of(park.due_from)),
    ]
    return tuple(plain(phrase) for phrase in phrases if phrase)


def _build(park: Any, say: Speaker) -> str:  # noqa: ANN401  a row of ``Park``
    if pd.isna(park.build_start_year) or pd.isna(park.build_end_year):
        return ""
    return say("park.build", first=park.build_start_year, last=park.build_end_year)


def cards(seen: Profile, *, say: Speaker) -> tuple[Kpi, ...]:
    """Return the cards beside the name: grade, score, reports, energy."""
    return (
        _grade(seen, say),
        _score(seen, say),
        _reports(seen, say),
        _energy(seen, say),
    )


def _grade(seen: Profile, say: Speaker) -> Kpi:
    before = seen.grade.previous_grade
    known = before != Grade.U
    return Kpi(
        key="grade",
        label=say("park.grade_of", period=controls.spoken(seen.period, say)),
        unit="",
        value=say(f"grade.{seen.grade.grade}"),
        change=say("park.from_before", grade=before)
        if known
        else say("park.first_grade"),
        tone="off",
    )


def _score(seen: Profile, say: Speaker) -> Kpi:
    score, assessor = number(seen.grade.score), seen.grade.assessor
    return Kpi(
        key="score",
        label=say("park.score"),
        unit="",
        value=say("park.score_none") if score is None else f"{score:.1f}",
        change=say(f"park.assessor_{assessor}")
        if isinstance(assessor, str)
        else say("park.not_assessed"),
        tone="off",
    )


def _reports(seen: Profile, say: Speaker) -> Kpi:
    year = data.values_of(Level.PARK, Window.YEAR_TO_DATE, seen.month)
    own = year.loc[
        (year["code"] == seen.park.code) & (year["indicator"] == CORE_INDICATOR)
    ]
    complete, due = int(own["complete_months"].sum()), int(own["due_months"].sum())
    late = due - complete
    return Kpi(
        key="reports",
        label=say("park.reports"),
        unit="",
        value=f"{complete}/{due}",
        change=say("kpi.reports_missing", n=late) if late else say("kpi.reports_all"),
        tone="off",
        note=say("park.reports_note"),
    )


def _energy(seen: Profile, say: Speaker) -> Kpi:
    energy = seen.energy_tce
    value, unit = amounts.scaled("tce", energy or 0.0, say=say)
    return Kpi(
        key="energy",
        label=say("park.energy"),
        unit="" if energy is None else unit,
        value=say("park.energy_none") if energy is None else value,
        change=say("park.energy_short" if energy is None else "park.energy_year"),
        tone="off",
    )


def bullets(seen: Profile, *, say: Speaker) -> Chart:
    """Return every indicator against its target."""
    changes = data.year_on_year_of(
        Level.PARK, controls.window_of(seen.period), seen.month
    )
    own = changes.loc[changes["code"] == seen.park.code].set_index("indicator")
    values = seen.indicators.set_index("indicator")
    rows = [
        IndicatorRow(
            indicator=indicator,
            value=number(values["value"].get(indicator.code)),
            change=number(own["year_on_year"].get(indicator.code)),
            target=seen.target(indicator),
            flag=Flag(values["flag"].get(indicator.code, Flag.MISSING)),
            complete_months=int(values["complete_months"].get(indicator.code, 0)),
            due_months=int(values["due_months"].get(indicator.code, 0)),
        )
        for indicator in data.known().indicators
    ]
    return indicator_bullets(
        rows,
        title=say("park.indicators"),
        snapshot=data.snapshot().code,
        say=say,
    )


def trends(seen: Profile, *, say: Speaker) -> tuple[Chart, ...]:
    """Return the twelve months up to the period's end, an item of self-test each."""
    months = seen.month.plus(1 - MONTHS_SHOWN).until(seen.month)
    series = data.park_series_of(seen.park.code, months[0].plus(-12), months[-1])
    return tuple(
        trend_lines(
            series,
            indicator,
            target=seen.target(indicator),
            months=months,
            snapshot=data.snapshot().code,
            say=say,
        )
        for indicator in map(data.known().indicator, MONTHLY_ITEMS)
    )


def sources(seen: Profile, *, say: Speaker) -> pd.DataFrame:
    """Return every measure of the month with the file and cell that it came from."""
    traced = data.traced_of(seen.park.code, seen.month)
    known = {measure.code: measure for measure in data.known().measures}
    return pd.DataFrame(
        [
            {
                say("park.measure"): say.name_of(known[row.measure]),
                say("park.amount"): amounts.of_measure(
                    row.measure, row.unit, number(row.value), say=say
                ),
                say("park.flag"): say(f"flag.{row.flag}"),
                say("park.file"): present(row.file_name),
                say("park.sheet"): present(row.sheet),
                say("park.cell"): present(row.cell),
                say("park.batch"): present(row.batch),
            }
            for row in records(traced)
        ]
    )
